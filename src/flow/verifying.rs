//! Finds out whether an order exists whose answer was lost, or that was refused after it may have been saved. Only customers can
//! list their orders.

use super::announce::{Announcement, Outcome};
use super::effect::{Effect, deadline};
use super::failure::GlueError;
use super::notice::Notice;
use super::order::{EarlierOrders, KnownOrder, Order, OrderList};
use super::ordering::unknown;
use super::payment::{CancellationRequest, MethodName};
use super::phase::{CancelReason, Phase, Unknown};
use super::state::RequestId;
use super::step::Transition;

/// The pauses before each question whether the order exists, in milliseconds. The last question comes after the last
/// moment at which `/checkout` can still answer. So only its "no" is final.
const QUESTIONS: [u32; 4] = [3_000, 12_000, 30_000, 105_000];
const _: () = assert!(
    // `/checkout` first waits for the page's token, and may answer until it is given up.
    QUESTIONS[0] + QUESTIONS[1] + QUESTIONS[2] + LAST_QUESTION
        // The first question comes when one deadline of `/checkout` has passed already.
        >= deadline::TOKEN + deadline::ORDER * (deadline::PATIENCE - 1),
    "a late answer to /checkout could come after the last question"
);

/// The pause before the last question, in milliseconds. After it no server still handles an earlier request.
pub const LAST_QUESTION: u32 = QUESTIONS[3];

/// How many of the newest orders are requested and kept, to recognise a new one.
pub const ORDERS_KEPT: usize = 25;

impl Transition {
    /// Finds out whether the order exists. Only customers can list their orders.
    pub fn verify(&mut self, mut unknown: Unknown) {
        let open = unknown.reference.is_none();
        if unknown.review.is_none() {
            // The page was reloaded since, perhaps by another customer. If the list is empty and its buyer is not known, the list of
            // any customer would fit. It proves nothing.
            unknown.orders_before.take_if(|before| before.references.is_empty() && before.buyer.is_none());
        }
        // Until the page sets the customer's token, the requests fail.
        if open && unknown.orders_before.is_some() {
            let wait = self.number();
            unknown.verifying = Some(wait);
            self.effects.push(Effect::Wait(wait, QUESTIONS[0]));
            self.state.phase = Phase::Unknown(unknown);
        } else {
            self.stay_unknown(unknown);
        }
    }

    pub(super) fn stay_unknown(&mut self, mut unknown: Unknown) {
        unknown.verifying = None;
        let reference = unknown.reference.clone();
        self.state.phase = Phase::Unknown(unknown);
        self.complete(Outcome::Unknown, reference);
    }

    /// `/orders` answered: the earlier orders, or the question whether there is a new one.
    pub fn orders_fetched(&mut self, request: RequestId, result: Result<OrderList, GlueError>) {
        match &mut self.state.phase {
            Phase::Unknown(unknown) if unknown.verifying == Some(request) => {
                let unknown = unknown.clone();
                self.verified(unknown, result);
            }
            Phase::Refusing { review, request: waiting, error } if *waiting == request => {
                let (review, error) = (review.clone(), error.clone());
                match answer_of(&result, review.orders_before.as_ref(), self.buyer_mark()) {
                    OrderListAnswer::NoNewOrder => self.refused(review, error),
                    // There is a new order, or the list proves nothing: continue as after a lost answer.
                    OrderListAnswer::New(_) | OrderListAnswer::Inconclusive | OrderListAnswer::Unread => {
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
                // An unsorted list may lack the newest orders, so it cannot be compared later.
                if let Ok(OrderList { orders, newest_first: true }) = result {
                    let known = orders.into_iter().map(|order| order.reference);
                    let buyer = self.state.session.config.buyer_mark();
                    review.orders_before = Some(EarlierOrders { references: known.take(ORDERS_KEPT).collect(), buyer });
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

    /// The requests have another token. A list of orders is known to be this customer's by their earlier orders. Without one, it
    /// could be another customer's list, and would prove nothing.
    pub fn token_changed(&mut self) {
        let forget = |before: &mut Option<EarlierOrders>| drop(before.take_if(|before| before.references.is_empty()));
        match &mut self.state.phase {
            Phase::Review(review)
            | Phase::Confirming(review)
            | Phase::Checking { review, .. }
            | Phase::Updating { review, .. }
            | Phase::Placing { review, .. }
            | Phase::Refusing { review, .. } => forget(&mut review.orders_before),
            Phase::Unknown(unknown) => forget(&mut unknown.orders_before),
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Placed { .. }
            | Phase::Cancelling { .. } => {}
        }
    }

    /// The buyer whose token the requests have now, also while their settings wait for the outcome of an order.
    fn buyer_mark(&self) -> Option<u16> {
        self.state.next_config.as_ref().unwrap_or(&self.state.session.config).buyer_mark()
    }

    fn verified(&mut self, mut unknown: Unknown, result: Result<OrderList, GlueError>) {
        let answer = answer_of(&result, unknown.orders_before.as_ref(), self.buyer_mark());
        let amount = unknown.payment.amount;
        if let OrderListAnswer::New(new) = &answer
            && let Some(order) = new.iter().find(|order| order.total.is_none_or(|total| total == amount))
        {
            // The shopper may have ordered the same cart in the shop's own checkout. The payment method shows which one
            // it is.
            let request = self.number();
            unknown.candidate = Some(order.reference.clone());
            unknown.verifying = Some(request);
            self.effects.push(Effect::FetchOrder(request, order.reference.clone()));
            self.state.phase = Phase::Unknown(unknown);
            return;
        }
        self.not_found(unknown, answer);
    }

    /// `/orders/{reference}` answered: the payment methods of the new order.
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
        // Another payment method by its name: it is neither certain that this is our order nor that ours does not exist.
        self.not_found(unknown, OrderListAnswer::New(Vec::new()));
    }

    /// No order could be identified as this one.
    fn not_found(&mut self, mut unknown: Unknown, answer: OrderListAnswer) {
        unknown.tries += 1;
        if let Some(pause) = QUESTIONS.get(usize::from(unknown.tries)) {
            let wait = self.number();
            unknown.verifying = Some(wait);
            self.effects.push(Effect::Wait(wait, *pause));
            self.state.phase = Phase::Unknown(unknown);
            return;
        }
        // The answer to the last question is final: nothing was ordered. A new order with another total (gift cards, another
        // tab) may still be this one. When the list proves nothing, the shop's own refusal counts.
        let none = answer == OrderListAnswer::NoNewOrder;
        match (unknown.review, unknown.refusal) {
            (Some(review), Some(error)) if none || answer == OrderListAnswer::Unread => self.refused(*review, *error),
            (Some(mut review), None) if none => {
                review.notice = Some(Notice::NotOrdered);
                self.state.phase = Phase::Review(*review);
                self.end_unattended_review();
            }
            (None, None) if none => {
                let Unknown { payment, method, .. } = unknown;
                self.request_cancellation(
                    CancellationRequest { method, data: payment.data, dialect: payment.dialect },
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
}

/// What a list of orders proves about a new order.
#[derive(Debug, PartialEq)]
enum OrderListAnswer {
    /// The list proves that there is no new order.
    NoNewOrder,
    /// These orders are new.
    New(Vec<KnownOrder>),
    /// The list proves nothing: it is unsorted, or it lacks the newest earlier order, so it is incomplete or another customer's. Or
    /// there was no earlier order, and the list may be another customer's.
    Inconclusive,
    /// The list could not be read.
    Unread,
}

/// `now` is the mark of the buyer whose list this is, as far as it is known.
fn answer_of(
    result: &Result<OrderList, GlueError>,
    before: Option<&EarlierOrders>,
    now: Option<u16>,
) -> OrderListAnswer {
    let Ok(OrderList { orders, newest_first }) = result else { return OrderListAnswer::Unread };
    let Some(EarlierOrders { references: before, buyer }) = before else { return OrderListAnswer::Inconclusive };
    let lists = |newest: &String| orders.iter().any(|order| order.reference == *newest);
    if !before.first().map_or(*buyer == now, lists) {
        return OrderListAnswer::Inconclusive;
    }
    let is_new = |order: &&KnownOrder| !before.contains(&order.reference);
    let new: Vec<KnownOrder> = orders.iter().take(ORDERS_KEPT).filter(is_new).cloned().collect();
    match (new.is_empty(), newest_first) {
        (true, true) => OrderListAnswer::NoNewOrder,
        (false, true) => OrderListAnswer::New(new),
        // All earlier orders are known, so any other order is new, also in an unsorted list.
        (false, false) if before.len() < ORDERS_KEPT => OrderListAnswer::New(new),
        (_, false) => OrderListAnswer::Inconclusive,
    }
}

/// Whether an order may be paid with that method. Shops show a method's name, its key, or its provider.
fn is_paid_with(paid_with: &str, method: &MethodName) -> bool {
    // Unicode's letter tables would add six kilobytes to the module, and names of payment methods are mostly ASCII.
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|char| !char.is_ascii() || char.is_ascii_alphanumeric());
        letters.map(|char| char.to_ascii_lowercase()).collect()
    };
    let (paid, name, provider) = (plain(paid_with), plain(&method.name), plain(&method.provider));
    paid.contains(&name) || name.contains(&paid) || paid.contains(&provider)
}
