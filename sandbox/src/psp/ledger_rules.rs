//! The rules about money. The ledger records every violation.

use super::payment::Payment;
use crate::Sandbox;
use crate::shop::order::Order;

impl Sandbox {
    /// Checks before a payment is created: the sender must not have another open payment.
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

    /// Records payment data that the client sent back incomplete or changed.
    pub(crate) fn watch_replay(&mut self, route: &str, id: &str, lost: &[String]) {
        if !lost.is_empty() {
            self.journal.violation(format!("data of {id} sent to {route} incomplete or changed: {}", lost.join(", ")));
        }
    }

    /// Checks before a payment is cancelled: it must not belong to an order.
    pub(crate) fn watch_cancellation(&mut self, id: &str) {
        let ordered = self.payment(id).and_then(|payment| payment.order_reference.clone());
        if let Some(reference) = ordered {
            self.journal.violation(format!("payment {id} cancelled after the order {reference} was placed"));
        }
    }

    /// Checks after an order was saved: one order per cart, paid with the right amount and with the payment's data.
    pub(crate) fn watch_order(&mut self, order: &Order, express: bool, data_dropped: bool) {
        let reference = &order.reference;
        if self.orders.iter().filter(|other| other.cart_id == order.cart_id).count() > 1 {
            self.journal.violation(format!("two orders for the cart {}: the last is {reference}", order.cart_id));
        }
        if let Some(amount) = order.payment_amount.filter(|amount| *amount != order.price_to_pay) {
            let total = order.price_to_pay;
            self.journal.violation(format!("order {reference} costs {total}, but its payment has {amount}"));
        }
        if express && !data_dropped && order.transaction_id.is_none() {
            self.journal.violation(format!("order {reference} was placed without the data of its payment"));
        }
    }
}
