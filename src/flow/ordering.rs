//! Placing the order: the last checks, the one request, and what follows its answer.

use super::announce::{Announcement, Outcome};
use super::draft::priced_with;
use super::effect::Effect;
use super::failure::{Cause, Failure, GlueError, OrderVerdict, Step, cart_gone, order_verdict, wants_code};
use super::notice::Notice;
use super::offer::Offer;
use super::order::Order;
use super::paying::buyer;
use super::payment::{CancellationRequest, Dialect, MethodName, Payment, PaymentData};
use super::phase::{After, CancelReason, Phase, Review, Unknown};
use super::reviewing::grouped_alike;
use super::state::RequestId;
use super::step::Transition;
use crate::money::Money;
use std::sync::Arc;

/// How long the confirmation is shown when the page has set another cart or buyer meanwhile, in milliseconds.
pub const THANKS: u32 = 10_000;

impl Transition {
    /// The cart was read once more. It is ordered only if it is what the shopper agreed to.
    pub fn checked(&mut self, mut review: Review, result: Result<Offer, GlueError>) {
        let offer = match result {
            Ok(offer) => offer,
            Err(error) if cart_gone(&error) => {
                let failure = Failure::offer(Step::Review, error);
                return self.cancel_payment(review.started, After::Failed(failure));
            }
            Err(error) => {
                review.notice = Some(Notice::unpriced(&error));
                self.state.phase = Phase::Review(review);
                return self.report(Failure { step: Step::Review, cause: Cause::Glue(error), retryable: true });
            }
        };
        let shown = &review.started.attempt.offer;
        let offer = offer.keeping_shipments_of(shown);
        let (same_cart, same_total) = (shown.is_same_cart(&offer), shown.total == offer.total);
        // The shopper also agreed to the groups of items that are shipped together.
        let same_groups = offer.shipments.is_empty() == shown.shipments.is_empty()
            && (offer.shipments.len() < 2 || grouped_alike(shown, &offer));
        let same_cart = same_cart && same_groups;
        let shipped = offer.shipments.is_empty() || priced_with(&offer, &review.chosen);
        let updatable = review.started.payment.dialect.can_update();
        if !(same_cart && same_total && shipped) || offer.is_blocked() {
            if !same_cart {
                review.notice = Some(Notice::CartChanged);
            }
            let agreed = review.shown();
            // `take_offer` replaces the notice when the shop would refuse the cart.
            let again = self.take_offer(&mut review, offer);
            review.reapprove = !updatable;
            let total = review.started.attempt.offer.total;
            if again {
                self.hold(&mut review, agreed);
                self.state.phase = Phase::Review(review);
                self.request_price();
            } else if total.minor <= 0 {
                self.nothing_to_pay(review);
            } else if !updatable && total != review.started.payment.amount {
                self.restart(review);
            } else {
                review.reapprove = false;
                review.tell_change(Some(&agreed), false, false);
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

    /// Sends the payment's data again with the agreed total. The app finds its payment by the id and updates it.
    fn update_payment(&mut self, review: Review, total: Money) {
        let request = self.number();
        let (method, known) =
            (MethodName::from(&review.started.attempt.method), Some(review.started.payment.data.clone()));
        self.state.phase = Phase::Updating { review, request };
        let buyer = buyer(&self.state);
        self.effects.push(Effect::StartPayment { request, method, amount: total, buyer, known });
    }

    /// The update of the payment to the agreed total was answered.
    pub fn updated(&mut self, mut review: Review, amount: Money, result: Result<(PaymentData, Dialect), GlueError>) {
        match result {
            Ok((data, Dialect::Legacy)) => {
                // An update may return a new id. The latest data count.
                review.started.payment = Payment { data, amount, dialect: Dialect::Legacy };
                review.amount_unsure = false;
                self.send_order(review);
            }
            Ok((data, Dialect::Platform)) => {
                // API Platform has made a second payment instead of an update. Both are cancelled.
                let method = MethodName::from(&review.started.attempt.method);
                self.request_cancellation(CancellationRequest { method, data, dialect: Dialect::Platform }, false);
                self.restart(review);
            }
            // The payment no longer exists under this id: a lost update has given it a new, unknown one.
            Err(error) if review.amount_unsure && error.says_gone() => self.restart(review),
            Err(error) => {
                let refused = matches!(&error, GlueError::Refused(refusal) if refusal.status < 500);
                if refused && std::mem::replace(&mut review.update_refused, refused) {
                    // Refused a second time: the shopper approves the total again, with a new payment.
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

    /// `/checkout` answered, perhaps long after its deadline. A late answer about an existing order counts too.
    pub fn order_placed(&mut self, request: RequestId, result: Result<Order, GlueError>) {
        // The order is for an earlier cart, and its outcome was already announced.
        if self.state.session.other_cart.is_some_and(|last| request <= last) {
            return;
        }
        let error = match result {
            Ok(order) => return self.ordered(order, false),
            Err(error) => error,
        };
        let verdict = order_verdict(&error);
        let is_refused = matches!(verdict, OrderVerdict::Refused | OrderVerdict::RefusedWithReasons);
        let waiting = match &self.state.phase {
            Phase::Placing { review, request: sent } if *sent == request => Some(review.clone()),
            // A late refusal is as definite as one in time.
            Phase::Unknown(unknown) if is_refused && unknown.request == Some(request) => {
                unknown.review.as_deref().cloned()
            }
            _ => None,
        };
        match (verdict, waiting) {
            (OrderVerdict::Placed, _) => self.ordered(Order { reference: None, redirect: None }, true),
            (OrderVerdict::Unconfirmed, Some(review)) => self.unconfirmed(review, error),
            (OrderVerdict::Unconfirmed, None) => self.unconfirmed_late(&error),
            (OrderVerdict::RefusedWithReasons, Some(review)) => {
                if review.orders_before.is_some() && !self.state.session.config.guest {
                    let request = self.number();
                    self.effects.push(Effect::FetchOrders(request));
                    self.state.phase = Phase::Refusing { review, request, error };
                } else {
                    self.refused(review, error);
                }
            }
            // The shop has no such route, so no order is possible here.
            (OrderVerdict::Refused, Some(review)) if error.status() == 404 => {
                let failure = Failure { step: Step::Order, cause: Cause::Glue(error), retryable: false };
                self.cancel_payment(review.started, After::Failed(failure));
            }
            (OrderVerdict::Refused, Some(review)) => self.refused(review, error),
            (OrderVerdict::Unknown, Some(review)) => self.outcome_unknown(review, request, error),
            (OrderVerdict::Refused | OrderVerdict::RefusedWithReasons | OrderVerdict::Unknown, None) => {}
        }
    }

    /// Nothing was ordered. The review shows the shop's reasons and keeps the payment for another try. If the element has
    /// left the page, or the page has set another buyer, the payment is cancelled.
    pub(super) fn refused(&mut self, mut review: Review, error: GlueError) {
        let wants_code = wants_code(&error);
        if let GlueError::Refused(refusal) = &error {
            review.reasons = refusal.reasons.clone();
        }
        // A guest has no log-in.
        let needs_log_in = error.needs_log_in() && !self.state.session.config.guest;
        review.notice = Some(match (wants_code, needs_log_in) {
            (true, _) => Notice::CodeNeeded,
            (false, true) => Notice::LogInAgain,
            (false, false) => Notice::OrderRefused,
        });
        if wants_code {
            self.ask_code(&mut review, error.has_code(5901));
        }
        self.state.phase = Phase::Review(review);
        self.report(Failure { step: Step::Order, cause: Cause::Glue(error), retryable: true });
        self.end_unattended_review();
    }

    /// Ends the review after an order was refused, if the page has set another buyer or the element has left the page.
    pub(super) fn end_unattended_review(&mut self) {
        if let Some(config) = self.state.next_config.take() {
            self.configure(config);
        } else if self.state.left {
            self.cancel_asked(CancelReason::PageLeft);
        }
    }

    /// The order exists, and its payment is not confirmed. Nothing is cancelled, and nothing is ordered again.
    fn unconfirmed(&mut self, review: Review, error: GlueError) {
        let unknown = unknown(review, order_reference(&error), None);
        self.report(Failure { step: Step::Order, cause: Cause::Glue(error), retryable: false });
        self.stay_unknown(unknown);
    }

    /// The same, after the deadline.
    fn unconfirmed_late(&mut self, error: &GlueError) {
        if let Phase::Unknown(unknown) = &self.state.phase {
            let unknown = Unknown { reference: order_reference(error), ..unknown.clone() };
            self.stay_unknown(unknown);
        }
    }

    fn outcome_unknown(&mut self, review: Review, request: RequestId, error: GlueError) {
        let unknown = Unknown { request: Some(request), ..unknown(review, None, None) };
        self.report(Failure { step: Step::Order, cause: Cause::Glue(error), retryable: false });
        self.verify(unknown);
    }

    /// The order exists.
    pub(super) fn ordered(&mut self, order: Order, cart_left: bool) {
        if matches!(self.state.phase, Phase::Placed { .. }) {
            return;
        }
        if let Some(data) = self.state.payment_in_use() {
            self.drop_cancellation(&data);
            self.state.ordered = Some(data);
        }
        let receipt = self.receipt().map(Arc::new);
        self.effects.push(Effect::EndApproval);
        // The addresses are no longer needed.
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
        self.state.phase = Phase::Placed { order, cart_left, until, receipt, earlier: false, reading: None };
    }
}

/// An order of unknown outcome, for the review that it was sent from.
pub(super) fn unknown(review: Review, reference: Option<String>, refusal: Option<Box<GlueError>>) -> Unknown {
    let started = &review.started;
    Unknown {
        payment: started.payment.clone(),
        method: MethodName::from(&started.attempt.method),
        correlation: started.attempt.correlation.clone(),
        reference,
        orders_before: review.orders_before.clone(),
        review: Some(Box::new(review)),
        candidate: None,
        request: None,
        refusal,
        verifying: None,
        tries: 0,
    }
}

/// The order reference in a failed answer to `/checkout`.
fn order_reference(error: &GlueError) -> Option<String> {
    match error {
        GlueError::Refused(refusal) => refusal.order_reference.clone(),
        _ => None,
    }
}
