//! Continues what an earlier page of this tab left for a cart.

use super::Checkout;
use crate::flow::{Event, Record};
use crate::locale::Text;
use crate::provider::browser::handed_back;
use crate::storage::session;

/// Takes up what an earlier page left. Where the element leaves meanwhile, that is for the next one to do.
pub(super) async fn resume(checkout: Checkout) {
    let cart_id = checkout.state().config().cart_id.clone();
    let mut record = session::remembered(&cart_id);
    // An order is asked about by whoever knows of it. All else is gone on with, or cancelled, by the tab that has it.
    if !record.is_empty() && !record.may_be_ordered() && session::is_copied(&cart_id).await {
        record = Record::default();
        session::remember(&cart_id, &record);
    }
    if checkout.has_left() {
        return;
    }
    if handed_back(record.is_away()).await {
        // A window whose ties were cut cannot close itself.
        checkout.page().say(checkout.all_texts().get(Text::CloseWindow));
        return;
    }
    // A payment that waits here is gone on with by one tab at a time.
    if record.is_away() && !checkout.take_cart().await {
        checkout.wait_for_cart().await;
    }
    // What may be ordered is asked about in any case, but no other tab may order it again meanwhile.
    if record.may_be_ordered() {
        checkout.take_cart().await;
    }
    if !checkout.has_left() {
        checkout.send(Event::Begun(record));
    }
}
