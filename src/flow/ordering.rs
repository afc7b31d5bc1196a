//! The order: guarded before, sent once, and never guessed about afterwards.

use super::announce::{Announcement, Outcome};
use super::draft::priced_with;
use super::effect::{Effect, deadline};
use super::failure::{Cause, Failure, GlueError, OrderVerdict, Step, cart_gone, order_verdict, wants_code};
use super::offer::Offer;
use super::order::{KnownOrder, Order, OrderList};
use super::paying::buyer;
use super::payment::{CancellationRequest, Dialect, MethodName, Payment, PaymentData};
use super::phase::{After, CancelReason, Notice, Phase, Review, Unknown};
use super::reviewing::grouped_alike;
use super::state::RequestId;
use super::step::Transition;
use crate::money::Money;

/// The waits before each question whether the order exists, in milliseconds. Together with the deadline of `/checkout`
/// they outlast the request itself: only the last no is believed, and no yes comes after it.
const QUESTIONS: [u32; 4] = [3_000, 12_000, 30_000, 105_000];
const _: () = assert!(
    // `/checkout` waits for the page's token first, and may answer until its patience is over.
    QUESTIONS[0] + QUESTIONS[1] + QUESTIONS[2] + QUESTIONS[3]
        >= deadline::TOKEN + deadline::ORDER * (deadline::PATIENCE - 1),
    "a late answer to /checkout could come after the last question"
);

/// The newest orders to know a new one by; no more are asked for, and kept.
pub const ORDERS_KEPT: usize = 25;

/// How long a thank-you stays when the page has set another cart meanwhile, in milliseconds.
const THANKS: u32 = 10_000;

impl Transition {
    /// The cart was read once more. It is placed only if it is what the shopper agreed to.
    pub fn checked(&mut self, mut review: Review, result: Result<Offer, GlueError>) {
        let offer = match result {
            Ok(offer) => offer,
            Err(error) if cart_gone(&error) => {
                let failure = Failure::offer(Step::Review, error);
                return self.cancel_payment(review.started, After::Failed(failure));
            }
            Err(error) => {
                review.notice = Some(Notice::PriceUnknown);
                self.state.phase = Phase::Review(review);
                return self.report(Failure { step: Step::Review, cause: Cause::Glue(error), retryable: true });
            }
        };
        let shown = &review.started.attempt.offer;
        let offer = offer.keeping_shipments_of(shown);
        let (same_cart, same_total) = (shown.is_same_cart(&offer), shown.total == offer.total);
        // What is sent where was agreed to as well.
        let same_groups = offer.shipments.is_empty() == shown.shipments.is_empty()
            && (offer.shipments.len() < 2 || grouped_alike(shown, &offer));
        let same_cart = same_cart && same_groups;
        let shipped = offer.shipments.is_empty() || priced_with(&offer, &review.chosen);
        let updatable = review.started.payment.dialect.can_update();
        if !(same_cart && same_total && shipped) || offer.is_blocked() {
            // Where the shop would refuse the cart, `adopt` says that instead.
            review.notice = Some(if same_cart { Notice::TotalChanged } else { Notice::CartChanged });
            let again = self.take_offer(&mut review, offer);
            review.reapprove = !updatable;
            let total = review.started.attempt.offer.total;
            if again {
                self.state.phase = Phase::Review(review);
                self.request_price();
            } else if total.minor <= 0 {
                self.nothing_to_pay(review);
            } else if !updatable && total != review.started.payment.amount {
                self.restart(review);
            } else {
                review.reapprove = false;
                self.state.phase = Phase::Review(review);
            }
            return;
        }
        review.started.attempt.offer = offer;
        let total = review.started.attempt.offer.total;
        if total.minor <= 0 {
            self.nothing_to_pay(review);
        } else if review.started.payment.amount == total && !review.amount_unsure {
            self.send_order(review);
        } else if updatable && review.started.payment.amount.currency == total.currency {
            self.update_payment(review, total);
        } else {
            self.restart(review);
        }
    }

    /// Replays the payment's data with the agreed total: the app finds its payment by the id and updates it.
    fn update_payment(&mut self, review: Review, total: Money) {
        let request = self.number();
        let (method, known) =
            (MethodName::from(&review.started.attempt.method), Some(review.started.payment.data.clone()));
        self.state.phase = Phase::Updating { review, request };
        let buyer = buyer(&self.state);
        self.effects.push(Effect::StartPayment { request, method, amount: total, buyer, known });
    }

    /// The payment has the agreed total now, or it does not.
    pub fn updated(&mut self, mut review: Review, amount: Money, result: Result<(PaymentData, Dialect), GlueError>) {
        match result {
            Ok((data, Dialect::Legacy)) => {
                // The newest data count, under whatever id: it is the same payment.
                review.started.payment = Payment { data, amount, dialect: Dialect::Legacy };
                review.amount_unsure = false;
                self.send_order(review);
            }
            Ok((data, Dialect::Platform)) => {
                // A platform that answers a replay has made a second payment. Neither may stay.
                let method = MethodName::from(&review.started.attempt.method);
                self.request_cancellation(CancellationRequest { method, data, dialect: Dialect::Platform }, 0, false);
                self.restart(review);
            }
            // The app knows no payment of that name: an update that got lost has given it another, which nobody here knows.
            Err(error) if review.amount_unsure && error.says_gone() => self.restart(review),
            Err(error) => {
                let refused = matches!(&error, GlueError::Refused(refusal) if refusal.status < 500);
                if refused && std::mem::replace(&mut review.update_refused, refused) {
                    // Refused again: the total is approved anew, with another payment.
                    return self.restart(review);
                }
                review.amount_unsure |= !refused;
                review.notice = Some(Notice::UpdateFailed);
                self.state.phase = Phase::Review(review);
                self.report(Failure { step: Step::Payment, cause: Cause::Glue(error), retryable: true });
            }
        }
    }

    fn send_order(&mut self, review: Review) {
        let request = self.number();
        let draft = self.state.order_draft(&review);
        let data = review.started.payment.data.clone();
        self.state.phase = Phase::Placing { review, request };
        self.effects.push(Effect::PlaceOrder(request, draft, data));
    }

    /// `/checkout` answered, perhaps long after its step went on. That an order exists counts whenever it is heard
    /// (rule R4).
    pub fn order_placed(&mut self, request: RequestId, result: Result<Order, GlueError>) {
        // The order of the cart before this one, whose outcome is told already.
        if self.state.session.other_cart.is_some_and(|last| request <= last) {
            return;
        }
        let error = match result {
            Ok(order) => return self.ordered(order, false),
            Err(error) => error,
        };
        let mut waiting = None;
        if let Phase::Placing { review, request: sent } = &self.state.phase
            && *sent == request
        {
            waiting = Some(review.clone());
        }
        match (order_verdict(&error), waiting) {
            (OrderVerdict::Placed, _) => self.ordered(Order { reference: None, redirect: None }, true),
            (OrderVerdict::Unconfirmed, Some(review)) => self.unconfirmed(review, error),
            (OrderVerdict::Unconfirmed, None) => self.unconfirmed_late(request, &error),
            (OrderVerdict::RefusedWithReasons, Some(review)) => {
                if review.orders_before.is_some() && !self.state.session.config.guest {
                    let request = self.number();
                    self.effects.push(Effect::FetchOrders(request));
                    self.state.phase = Phase::Refusing { review, request, error };
                } else {
                    self.refused(review, error);
                }
            }
            // An old shop: nobody can order here, now or later.
            (OrderVerdict::Refused, Some(review)) if error.status() == 404 => {
                let failure = Failure { step: Step::Order, cause: Cause::Glue(error), retryable: false };
                self.cancel_payment(review.started, After::Failed(failure));
            }
            (OrderVerdict::Refused, Some(review)) => self.refused(review, error),
            (OrderVerdict::Unknown, Some(review)) => self.outcome_unknown(review, error),
            (OrderVerdict::Refused | OrderVerdict::RefusedWithReasons | OrderVerdict::Unknown, None) => {}
        }
    }

    /// Nothing was ordered. The shopper is told why, as far as the shop says it, and decides: the payment is kept for
    /// another try. Where the element has left, or another buyer came, nobody can decide, and the payment is cancelled.
    fn refused(&mut self, mut review: Review, error: GlueError) {
        let wants_code = wants_code(&error);
        if let GlueError::Refused(refusal) = &error {
            review.reasons = refusal.reasons.clone();
        }
        review.notice = Some(if wants_code { Notice::CodeNeeded } else { Notice::OrderRefused });
        if wants_code {
            self.ask_code(&mut review, error.has_code(5901));
        }
        self.state.phase = Phase::Review(review);
        self.report(Failure { step: Step::Order, cause: Cause::Glue(error), retryable: true });
        self.end_review_nobody_sees();
    }

    /// The review that an order came back to is shown only to the buyer who agreed to it, and where there is an element.
    fn end_review_nobody_sees(&mut self) {
        if let Some(config) = self.state.next_config.take() {
            self.configure(config);
        } else if self.state.left {
            self.cancel_asked(CancelReason::PageLeft);
        }
    }

    /// The order exists, and whether it is paid is not known: nothing is cancelled, and nothing ordered again.
    fn unconfirmed(&mut self, review: Review, error: GlueError) {
        let unknown = unknown(review, order_reference(&error), None);
        self.report(Failure { step: Step::Order, cause: Cause::Glue(error), retryable: false });
        self.stay_unknown(unknown);
    }

    /// The same, heard after the deadline.
    fn unconfirmed_late(&mut self, _request: RequestId, error: &GlueError) {
        if let Phase::Unknown(unknown) = &self.state.phase {
            let unknown = Unknown { reference: order_reference(error), ..unknown.clone() };
            self.stay_unknown(unknown);
        }
    }

    fn outcome_unknown(&mut self, review: Review, error: GlueError) {
        let unknown = unknown(review, None, None);
        self.report(Failure { step: Step::Order, cause: Cause::Glue(error), retryable: false });
        self.verify(unknown);
    }

    /// Finds out whether the order exists, where that can be found out: only customers can list their orders.
    pub fn verify(&mut self, mut unknown: Unknown) {
        let open = unknown.reference.is_none();
        // Where a customer's token has not come yet, the questions come to nothing until it does.
        if open && unknown.orders_before.is_some() {
            let wait = self.number();
            unknown.verifying = Some(wait);
            self.effects.push(Effect::Wait(wait, QUESTIONS[0]));
            self.state.phase = Phase::Unknown(unknown);
        } else {
            self.stay_unknown(unknown);
        }
    }

    fn stay_unknown(&mut self, mut unknown: Unknown) {
        unknown.verifying = None;
        let reference = unknown.reference.clone();
        self.state.phase = Phase::Unknown(unknown);
        self.complete(Outcome::Unknown, reference);
    }

    /// `/orders` answered: the orders before, or the question whether there is a new one.
    pub fn orders_fetched(&mut self, request: RequestId, result: Result<OrderList, GlueError>) {
        match &mut self.state.phase {
            Phase::Unknown(unknown) if unknown.verifying == Some(request) => {
                let unknown = unknown.clone();
                self.verified(unknown, result);
            }
            Phase::Refusing { review, request: waiting, error } if *waiting == request => {
                let (review, error) = (review.clone(), error.clone());
                match answer_of(&result, review.orders_before.as_deref().unwrap_or_default()) {
                    OrderListAnswer::Nothing => self.refused(review, error),
                    // An order appeared, or the list says nothing: it is found out as after a lost answer.
                    OrderListAnswer::New(_) | OrderListAnswer::Unsaid | OrderListAnswer::Unread => {
                        let unknown = unknown(review, None, Some(Box::new(error)));
                        self.verify(unknown);
                    }
                }
            }
            Phase::Review(review)
            | Phase::Confirming(review)
            | Phase::Checking { review, .. }
            | Phase::Updating { review, .. }
                if review.orders_request == Some(request) =>
            {
                // A list that is not sorted may be cut, and then nothing can be told from it later.
                if let Ok(OrderList { orders, newest_first: true }) = result {
                    let known = orders.into_iter().map(|order| order.reference);
                    review.orders_before = Some(known.take(ORDERS_KEPT).collect());
                }
            }
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Review(_)
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_)
            | Phase::Cancelling { .. } => {}
        }
    }

    fn verified(&mut self, mut unknown: Unknown, result: Result<OrderList, GlueError>) {
        let answer = answer_of(&result, unknown.orders_before.as_deref().unwrap_or_default());
        let amount = unknown.payment.amount;
        if let OrderListAnswer::New(new) = &answer
            && let Some(order) = new.iter().find(|order| order.total.is_none_or(|total| total == amount))
        {
            // The shopper may have ordered the same cart in the shop's checkout: its payment tells the two apart.
            let request = self.number();
            unknown.candidate = Some(order.reference.clone());
            unknown.verifying = Some(request);
            self.effects.push(Effect::FetchOrder(request, order.reference.clone()));
            self.state.phase = Phase::Unknown(unknown);
            return;
        }
        self.not_found(unknown, answer);
    }

    /// `/orders/{reference}` answered: what the new order is paid with.
    pub fn order_fetched(&mut self, request: RequestId, result: Result<Vec<String>, GlueError>) {
        let Phase::Unknown(unknown) = &self.state.phase else { return };
        if unknown.verifying != Some(request) {
            return;
        }
        let mut unknown = unknown.clone();
        let Some(reference) = unknown.candidate.take() else { return };
        let Ok(paid_with) = result else {
            return self.not_found(unknown, OrderListAnswer::New(Vec::new()));
        };
        if paid_with.is_empty() || paid_with.iter().any(|name| is_paid_with(name, &unknown.method)) {
            self.state.phase = Phase::Unknown(unknown);
            return self.ordered(Order { reference: Some(reference), redirect: None }, true);
        }
        // Paid with something else, as far as names can tell: it is not claimed to be this one, nor that there is none.
        self.not_found(unknown, OrderListAnswer::New(Vec::new()));
    }

    /// No order is known to be this one.
    fn not_found(&mut self, mut unknown: Unknown, answer: OrderListAnswer) {
        unknown.tries += 1;
        if let Some(pause) = QUESTIONS.get(usize::from(unknown.tries)) {
            let wait = self.number();
            unknown.verifying = Some(wait);
            self.effects.push(Effect::Wait(wait, *pause));
            self.state.phase = Phase::Unknown(unknown);
            return;
        }
        // The last no, long after the request: nothing was ordered. An order that is new but has another total (gift cards,
        // another tab) may be this one. Where the list says nothing, the shop's own reasons are believed.
        let none = answer == OrderListAnswer::Nothing;
        match (unknown.review, unknown.refusal) {
            (Some(review), Some(error)) if none || answer == OrderListAnswer::Unread => self.refused(*review, *error),
            (Some(mut review), None) if none => {
                review.notice = Some(Notice::NotOrdered);
                self.state.phase = Phase::Review(*review);
                self.end_review_nobody_sees();
            }
            (None, None) if none => {
                let Unknown { payment, method, .. } = unknown;
                self.request_cancellation(
                    CancellationRequest { method, data: payment.data, dialect: payment.dialect },
                    0,
                    false,
                );
                self.announce(Announcement::Cancel { step: "unknown", reason: CancelReason::Stale });
                self.complete(Outcome::Cancelled, None);
                if let Some(config) = self.state.next_config.take() {
                    self.apply_config(config);
                }
                self.load(Some(Notice::NotOrdered));
            }
            (review, refusal) => self.stay_unknown(Unknown { review, refusal, ..unknown }),
        }
    }

    /// The order exists.
    fn ordered(&mut self, order: Order, cart_left: bool) {
        if matches!(self.state.phase, Phase::Placed { .. }) {
            return;
        }
        if let Some(data) = self.state.payment_in_use() {
            self.drop_cancellation(&data);
            self.state.ordered = Some(data);
        }
        self.effects.push(Effect::EndApproval);
        // The shopper's data have done their work.
        self.state.session.addresses = Default::default();
        self.state.session.typed = false;
        self.announce(Announcement::Order(order.clone()));
        self.complete(Outcome::Ordered, order.reference.clone());
        if let Some(redirect) = &order.redirect {
            self.effects.push(Effect::Leave(redirect.url.clone(), redirect.external));
        }
        let until = self.state.next_config.is_some().then(|| self.number());
        if let Some(wait) = until {
            self.effects.push(Effect::Wait(wait, THANKS));
        }
        self.state.phase = Phase::Placed { order, cart_left, until };
    }
}

/// What a list of orders says about a new one.
#[derive(Debug, PartialEq)]
enum OrderListAnswer {
    /// There is none.
    Nothing,
    /// These are new.
    New(Vec<KnownOrder>),
    /// Neither: it is not sorted, or it lacks the newest order that was known before and so is another customer's, or cut.
    Unsaid,
    /// Neither: it could not be read.
    Unread,
}

fn answer_of(result: &Result<OrderList, GlueError>, before: &[String]) -> OrderListAnswer {
    let Ok(OrderList { orders, newest_first }) = result else { return OrderListAnswer::Unread };
    let lists = |newest: &String| orders.iter().any(|order| order.reference == *newest);
    if !before.first().is_none_or(lists) {
        return OrderListAnswer::Unsaid;
    }
    let is_new = |order: &&KnownOrder| !before.contains(&order.reference);
    let new: Vec<KnownOrder> = orders.iter().take(ORDERS_KEPT).filter(is_new).cloned().collect();
    match (new.is_empty(), newest_first) {
        (true, true) => OrderListAnswer::Nothing,
        (false, true) => OrderListAnswer::New(new),
        // All that were there before are known, so another one is new in whatever order they come.
        (false, false) if before.len() < ORDERS_KEPT => OrderListAnswer::New(new),
        (_, false) => OrderListAnswer::Unsaid,
    }
}

/// An order of which it is not known whether it exists, or whether it is paid.
fn unknown(review: Review, reference: Option<String>, refusal: Option<Box<GlueError>>) -> Unknown {
    let started = &review.started;
    Unknown {
        payment: started.payment.clone(),
        method: MethodName::from(&started.attempt.method),
        correlation: started.attempt.correlation.clone(),
        reference,
        orders_before: review.orders_before.clone(),
        review: Some(Box::new(review)),
        candidate: None,
        refusal,
        verifying: None,
        tries: 0,
    }
}

/// The order that an answer to `/checkout` named.
fn order_reference(error: &GlueError) -> Option<String> {
    match error {
        GlueError::Refused(refusal) => refusal.order_reference.clone(),
        _ => None,
    }
}

/// Whether an order's payment may be of that method: shops write a method by its name, by its key, or by its provider.
fn is_paid_with(paid_with: &str, method: &MethodName) -> bool {
    // Unicode's tables of letters would be six kilobytes on the wire; names of payment methods are ASCII as a rule.
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|char| !char.is_ascii() || char.is_ascii_alphanumeric());
        letters.map(|char| char.to_ascii_lowercase()).collect()
    };
    let (paid, name, provider) = (plain(paid_with), plain(&method.name), plain(&method.provider));
    paid.contains(&name) || name.contains(&paid) || paid.contains(&provider)
}
