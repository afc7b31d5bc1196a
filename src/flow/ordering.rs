//! The order: guarded before, sent once, and never guessed about afterwards.

use super::announce::{Announcement, Outcome};
use super::effect::{Effect, deadline};
use super::failure::{Cause, Failure, GlueError, OrderVerdict, Step, cart_gone, order_verdict};
use super::offer::Offer;
use super::order::{KnownOrder, Order};
use super::paying::quote;
use super::payment::{Dialect, MethodName, Owed, Payment, PaymentData};
use super::phase::{After, CancelReason, Notice, Phase, Review, Unknown};
use super::reviewing::grouped_alike;
use super::state::{RequestId, priced_with};
use super::step::Turn;
use crate::money::Money;

/// The waits before each question whether the order exists, in milliseconds. Together with the deadline of `/checkout`
/// they outlast the request itself: only the last no is believed, and no yes comes after it.
const QUESTIONS: [u32; 4] = [3_000, 12_000, 30_000, 95_000];
const _: () = assert!(
    QUESTIONS[0] + QUESTIONS[1] + QUESTIONS[2] + QUESTIONS[3] >= deadline::ORDER * (deadline::PATIENCE - 1),
    "a late answer to /checkout could come after the last question"
);

/// The newest orders to know a new one by; no more are kept.
const ORDERS_KEPT: usize = 25;

impl Turn {
    /// The cart was read once more. It is placed only if it is what the shopper agreed to.
    pub fn checked(&mut self, mut review: Review, result: Result<Offer, GlueError>) {
        let offer = match result {
            Ok(offer) => offer,
            Err(error) if cart_gone(&error) => {
                let failure = Failure::offer(Step::Review, error);
                return self.cancel_payment(review.held, After::Failed(failure));
            }
            Err(error) => {
                review.notice = Some(Notice::PriceUnknown);
                self.state.phase = Phase::Review(review);
                return self.report(Failure { step: Step::Review, cause: Cause::Glue(error), again: true });
            }
        };
        let shown = &review.held.attempt.offer;
        let (same_cart, same_total) = (shown.fingerprint == offer.fingerprint, shown.total == offer.total);
        // What is sent where was agreed to as well.
        let same_cart = same_cart && (offer.shipments.len() < 2 || grouped_alike(shown, &offer));
        let shipped = offer.shipments.is_empty() || priced_with(&offer, &review.chosen);
        if !(same_cart && same_total && shipped) {
            review.notice = Some(if same_cart { Notice::TotalChanged } else { Notice::CartChanged });
            let again = self.adopt(&mut review, offer);
            self.state.phase = Phase::Review(review);
            if again {
                self.quote();
            }
            return;
        }
        review.held.attempt.offer = offer;
        let total = review.held.attempt.offer.total;
        if review.held.payment.amount == total && !review.amount_unsure {
            self.place(review);
        } else if review.held.payment.dialect.can_update() && review.held.payment.amount.currency == total.currency {
            self.update(review, total);
        } else {
            self.cancel_payment(review.held, After::Restart);
        }
    }

    /// Replays the payment's data with the agreed total: the app finds its payment by the id and updates it.
    fn update(&mut self, review: Review, total: Money) {
        let request = self.state.number();
        let (method, known) = (MethodName::from(&review.held.attempt.method), Some(review.held.payment.data.clone()));
        self.state.phase = Phase::Updating { review, request };
        let quote = quote(&self.state);
        self.effects.push(Effect::StartPayment { request, method, amount: total, quote, known });
    }

    /// The payment has the agreed total now, or it does not.
    pub fn updated(&mut self, mut review: Review, amount: Money, result: Result<(PaymentData, Dialect), GlueError>) {
        match result {
            Ok((data, Dialect::Legacy)) => {
                // The newest data count, under whatever id: it is the same payment.
                review.held.payment = Payment { data, amount, dialect: Dialect::Legacy };
                review.amount_unsure = false;
                self.place(review);
            }
            Ok((data, Dialect::Platform)) => {
                // A platform that answers a replay has made a second payment. Neither may stay.
                let method = MethodName::from(&review.held.attempt.method);
                self.owe(Owed { method, data, dialect: Dialect::Platform }, 0, false);
                self.cancel_payment(review.held, After::Restart);
            }
            // The app knows no payment of that name: an update that got lost has given it another, which nobody here knows.
            Err(error) if review.amount_unsure && crate::glue::payment_cancellations::gone(&error) => {
                self.cancel_payment(review.held, After::Restart);
            }
            Err(error) => {
                let refused = matches!(&error, GlueError::Refused(refusal) if refusal.status < 500);
                review.amount_unsure |= !refused;
                review.notice = Some(Notice::UpdateFailed);
                self.state.phase = Phase::Review(review);
                self.report(Failure { step: Step::Payment, cause: Cause::Glue(error), again: true });
            }
        }
    }

    fn place(&mut self, review: Review) {
        let request = self.state.number();
        let draft = self.state.order_draft(&review);
        let data = review.held.payment.data.clone();
        self.state.phase = Phase::Placing { review, request };
        self.effects.push(Effect::PlaceOrder(request, draft, data));
    }

    /// `/checkout` answered, perhaps long after its step went on. That an order exists counts whenever it is heard
    /// (rule R4).
    pub fn order_placed(&mut self, request: RequestId, result: Result<Order, GlueError>) {
        let error = match result {
            Ok(order) => return self.ordered(order, false),
            Err(error) => error,
        };
        let waiting = match &self.state.phase {
            Phase::Placing { review, request: waiting } if *waiting == request => Some(review.clone()),
            _ => None,
        };
        match (order_verdict(&error), waiting) {
            (OrderVerdict::Placed, _) => self.ordered(Order { reference: None, redirect: None }, true),
            // An old shop: nobody can order here, now or later.
            (OrderVerdict::Refused, Some(review)) if error.status() == 404 => {
                let failure = Failure { step: Step::Order, cause: Cause::Glue(error), again: false };
                self.cancel_payment(review.held, After::Failed(failure));
            }
            (OrderVerdict::Refused, Some(mut review)) => {
                review.notice = Some(Notice::OrderRefused);
                self.state.phase = Phase::Review(review);
                self.report(Failure { step: Step::Order, cause: Cause::Glue(error), again: true });
            }
            (OrderVerdict::Unknown, Some(review)) => self.lost_sight(review, error),
            (OrderVerdict::Refused | OrderVerdict::Unknown, None) => {}
        }
    }

    fn lost_sight(&mut self, review: Review, error: GlueError) {
        let reference = match &error {
            GlueError::Refused(refusal) => refusal.order_reference.clone(),
            _ => None,
        };
        let held = &review.held;
        let unknown = Unknown {
            payment: held.payment.clone(),
            method: MethodName::from(&held.attempt.method),
            correlation: held.attempt.correlation.clone(),
            reference,
            orders_before: review.orders_before.clone(),
            review: Some(Box::new(review)),
            verifying: None,
            tries: 0,
        };
        self.report(Failure { step: Step::Order, cause: Cause::Glue(error), again: false });
        self.verify(unknown);
    }

    /// Finds out whether the order exists, where that can be found out: only customers can list their orders.
    pub fn verify(&mut self, mut unknown: Unknown) {
        if unknown.orders_before.is_some() && !self.state.config.guest {
            let wait = self.state.number();
            unknown.verifying = Some(wait);
            self.effects.push(Effect::Wait(wait, QUESTIONS[0]));
            self.state.phase = Phase::Unknown(unknown);
        } else {
            self.rest_unknown(unknown);
        }
    }

    fn rest_unknown(&mut self, mut unknown: Unknown) {
        unknown.verifying = None;
        let reference = unknown.reference.clone();
        self.state.phase = Phase::Unknown(unknown);
        self.complete(Outcome::Unknown, reference);
    }

    /// `/orders` answered: the orders before, or the question whether there is a new one.
    pub fn orders_fetched(&mut self, request: RequestId, result: Result<Vec<KnownOrder>, GlueError>) {
        match &mut self.state.phase {
            Phase::Unknown(unknown) if unknown.verifying == Some(request) => {
                let unknown = unknown.clone();
                self.verified(unknown, result);
            }
            Phase::Review(review)
            | Phase::Confirming(review)
            | Phase::Checking { review, .. }
            | Phase::Updating { review, .. }
                if review.orders_request == Some(request) =>
            {
                if let Ok(orders) = result {
                    let known = orders.into_iter().map(|order| order.reference);
                    review.orders_before = Some(known.take(ORDERS_KEPT).collect());
                }
            }
            _ => {}
        }
    }

    fn verified(&mut self, mut unknown: Unknown, result: Result<Vec<KnownOrder>, GlueError>) {
        let heard = result.is_ok();
        let before = unknown.orders_before.clone().unwrap_or_default();
        // A list that was cut may show an old order anew; the newest ones come first.
        let mut new = result.unwrap_or_default();
        new.truncate(ORDERS_KEPT);
        new.retain(|order| !before.contains(&order.reference));
        let fits = |order: &&KnownOrder| order.total.is_none_or(|total| total == unknown.payment.amount);
        if let Some(order) = new.iter().find(fits) {
            let reference = Some(order.reference.clone());
            self.state.phase = Phase::Unknown(unknown);
            return self.ordered(Order { reference, redirect: None }, true);
        }
        unknown.tries += 1;
        if let Some(pause) = QUESTIONS.get(usize::from(unknown.tries)) {
            let wait = self.state.number();
            unknown.verifying = Some(wait);
            self.effects.push(Effect::Wait(wait, *pause));
            self.state.phase = Phase::Unknown(unknown);
            return;
        }
        // The last no, long after the request: nothing was ordered. An order that Glue named stays unknown, and so does one
        // that is new but has another total (gift cards, another tab): it may be this one.
        let certain = heard && unknown.reference.is_none() && new.is_empty();
        match unknown.review {
            Some(mut review) if certain => {
                review.notice = Some(Notice::NotOrdered);
                self.state.phase = Phase::Review(*review);
            }
            None if certain => {
                let Unknown { payment, method, .. } = unknown;
                self.owe(Owed { method, data: payment.data, dialect: payment.dialect }, 0, false);
                self.announce(Announcement::Cancel { step: "unknown", reason: CancelReason::Stale });
                self.complete(Outcome::Cancelled, None);
                self.load(Some(Notice::NotOrdered), None);
            }
            review => self.rest_unknown(Unknown { review, ..unknown }),
        }
    }

    /// The order exists.
    fn ordered(&mut self, order: Order, cart_left: bool) {
        if matches!(self.state.phase, Phase::Placed { .. }) {
            return;
        }
        if let Some(data) = self.state.payment_in_use() {
            self.keep(&data);
            self.state.ordered = Some(data);
        }
        self.effects.push(Effect::EndApproval);
        // The shopper's data have done their work.
        self.state.book = Default::default();
        self.announce(Announcement::Order(order.clone()));
        self.complete(Outcome::Ordered, order.reference.clone());
        if let Some(redirect) = &order.redirect {
            self.effects.push(Effect::Leave(redirect.url.clone(), redirect.external));
        }
        self.state.phase = Phase::Placed { order, cart_left };
    }
}
