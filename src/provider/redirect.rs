//! The redirect to a provider's page, and the parameter that marks the shopper's return. Pure.

use crate::flow::PaymentData;

/// The query parameter of the return address. It shows that the shopper returned from a provider.
pub const RETURN_PARAM: &str = "ec-return";

/// `redirectUrl` of the payment's data.
pub fn redirect_url(data: &PaymentData) -> Option<&str> {
    data.whole().get("redirectUrl").text()
}
