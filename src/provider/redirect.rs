//! A provider with a page of its own: where the shopper goes, and how they come back. Pure.

use crate::flow::PaymentData;

/// The query parameter of our return address by which the page recognises a shopper who comes back.
pub const RETURN_PARAM: &str = "ec-return";

/// `redirectUrl` of the payment's data.
pub fn redirect_url(data: &PaymentData) -> Option<&str> {
    data.whole().get("redirectUrl").text()
}
