//! Resumes the record that an earlier page of this tab left for a cart, or takes over an order that another tab has sent.

use super::Checkout;
use crate::flow::{Event, Live, Record};
use crate::locale::Text;
use crate::provider::browser::handed_back;
use crate::storage::session;

/// Resumes the record. If the element leaves meanwhile, the next element resumes it.
pub(super) async fn resume(checkout: Checkout) {
    let cart_id = checkout.state().config().cart_id.clone();
    let mut record = session::remembered(&cart_id);
    // Only the tab that wrote a record resumes it. A confirmation may be shown in each of them.
    let asks = matches!(record.live, Some(Live::Placing { .. } | Live::Ordered(_)));
    let is_own = record.is_empty() || record.may_be_ordered() && !asks;
    if !is_own && session::is_copied(&cart_id).await && !checkout.has_left() {
        if asks {
            // That tab asks about the order, and may order again when there is none.
            checkout.wait_for_cart().await;
        }
        if !checkout.has_left() && (!asks || session::is_settled(&cart_id)) {
            record = Record::default();
            session::remember(&cart_id, &record);
        }
    }
    if checkout.has_left() {
        return;
    }
    if handed_back(record.is_away()).await {
        // The browser separated this window from its opener, so it cannot close itself.
        checkout.page().show_message(checkout.all_texts().get(Text::CloseWindow));
        return;
    }
    if session::is_sent_by_open_tab(&cart_id).await && !checkout.has_left() {
        // That tab knows more about the order.
        checkout.wait_for_cart().await;
    }
    // Only one tab at a time resumes a payment.
    if record.is_away() && !checkout.has_left() && !checkout.take_cart().await && !checkout.has_left() {
        checkout.wait_for_cart().await;
    }
    if checkout.has_left() {
        return;
    }
    // Only now, because another tab may have ordered while this one waited.
    let sent = session::sent_elsewhere(&cart_id);
    if !sent.is_empty() {
        record.give_way_to(sent);
        session::remember(&cart_id, &record);
    }
    // An order is looked up also without the lock. The lock only prevents other tabs from ordering meanwhile.
    if record.may_be_ordered() {
        checkout.take_cart().await;
    }
    if !checkout.has_left() {
        checkout.send(Event::Begun(record));
    }
}
