//! Continues what an earlier page of this tab left for a cart.

use super::Checkout;
use crate::flow::{Event, Record};
use crate::locale::Text;
use crate::provider::browser::handed_back;
use crate::storage::session;

/// Continues the record. When the element leaves meanwhile, the record is left for the next element.
pub(super) async fn resume(checkout: Checkout) {
    let cart_id = checkout.state().config().cart_id.clone();
    let mut record = session::remembered(&cart_id);
    // Each tab that knows of an order may ask about it. Everything else is continued or cancelled by the tab that wrote the
    // record.
    if !record.is_empty() && !record.may_be_ordered() && session::is_copied(&cart_id).await {
        record = Record::default();
        session::remember(&cart_id, &record);
    }
    if checkout.has_left() {
        return;
    }
    if handed_back(record.is_away()).await {
        // A window that the browser separated from its opener cannot close itself.
        checkout.page().say(checkout.all_texts().get(Text::CloseWindow));
        return;
    }
    // One tab at a time continues a payment.
    if record.is_away() && !checkout.take_cart().await {
        checkout.wait_for_cart().await;
    }
    // The shop is asked about an order in any case; the lock keeps other tabs from ordering again meanwhile.
    if record.may_be_ordered() {
        checkout.take_cart().await;
    }
    if !checkout.has_left() {
        checkout.send(Event::Begun(record));
    }
}
