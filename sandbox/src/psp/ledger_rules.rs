//! What must never happen to money, noticed when it happens.

use super::payment::Payment;
use crate::Sandbox;
use crate::shop::order::Order;

impl Sandbox {
    /// Before a payment is created: the sender must not have another that still holds money.
    pub(crate) fn watch_new_payment(&mut self, identity: Option<&str>) {
        let Some(identity) = identity else { return };
        let other = |payment: &&Payment| {
            payment.is_live() && payment.known_to_client && payment.identity.as_deref() == Some(identity)
        };
        if let Some(payment) = self.payments.iter().find(other) {
            let line = format!("two live payments of {identity}: {} was neither cancelled nor ordered", payment.id());
            self.journal.violation(line);
        }
    }

    /// A replay that was not whole.
    pub(crate) fn watch_replay(&mut self, route: &str, id: &str, lost: &[String]) {
        if !lost.is_empty() {
            self.journal.violation(format!("replay of {id} to {route} not whole: {}", lost.join(", ")));
        }
    }

    /// Before a payment is cancelled.
    pub(crate) fn watch_cancellation(&mut self, id: &str) {
        let ordered = self.payment(id).and_then(|payment| payment.order_reference.clone());
        if let Some(reference) = ordered {
            self.journal.violation(format!("payment {id} cancelled under the placed order {reference}"));
        }
    }

    /// After an order was saved.
    pub(crate) fn watch_order(&mut self, order: &Order, express: bool, data_dropped: bool) {
        let reference = &order.reference;
        if self.orders.iter().filter(|other| other.cart_id == order.cart_id).count() > 1 {
            self.journal.violation(format!("two orders for the cart {}: the last is {reference}", order.cart_id));
        }
        if let Some(amount) = order.payment_amount.filter(|amount| *amount != order.price_to_pay) {
            let total = order.price_to_pay;
            self.journal.violation(format!("order {reference} costs {total}, its payment holds {amount}"));
        }
        if express && !data_dropped && order.transaction_id.is_none() {
            self.journal.violation(format!("order {reference} was placed without the data of its payment"));
        }
    }
}
