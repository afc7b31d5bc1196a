//! Checks the settings: which ones are invalid, and what was expected.

use super::Settings;
use super::origin::{self, has};

/// Printed in place of a secret.
const HIDDEN: &str = "\u{2026}";

/// An invalid setting. The message tells the developer of the page what was wrong and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeError {
    /// The element's attribute.
    pub name: &'static str,
    /// Its value. Empty if it is missing; an ellipsis if it is a secret.
    pub value: String,
    /// What was expected.
    pub expected: &'static str,
}

impl AttributeError {
    /// The message.
    pub fn text(&self) -> String {
        let Self { name, value, expected } = self;
        if value.is_empty() {
            ["express-checkout: ", name, " is missing: expected ", expected].concat()
        } else {
            ["express-checkout: ", name, "=\"", value, "\" makes no sense: expected ", expected].concat()
        }
    }
}

impl std::fmt::Display for AttributeError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.text())
    }
}

/// Names an attribute that counts as not set, and says who can mend it.
pub fn ignored_attribute(name: &str, value: &str) -> String {
    [name, "=\"", value, "\" counts as not set; the page should leave it out"].concat()
}

impl Settings {
    /// All invalid settings.
    pub(crate) fn errors(&self) -> Vec<AttributeError> {
        let mut errors = Vec::new();
        let mut wrong = |name: &'static str, value: &str, expected: &'static str| {
            errors.push(AttributeError { name, value: value.to_owned(), expected });
        };
        let glue_url = &self.glue_url;
        if glue_url.is_empty() {
            wrong("glue-url", "", "the base URL of the Glue storefront API");
        }
        if self.config.cart_id.is_empty() {
            wrong("cart-id", "", "the cart's UUID");
        }
        if self.config.guest && self.anonymous_id.as_ref().is_none_or(String::is_empty) {
            wrong("anonymous-id", "", "the guest's id, or the property accessToken for a logged-in customer");
        }
        for (name, url) in [
            ("glue-url", Some(glue_url)),
            ("return-url", self.return_url.as_ref()),
            ("checkout-url", self.checkout_url.as_ref()),
        ] {
            if let Some(url) = url.filter(|url| !is_path_or_web(url)) {
                wrong(name, url, "an http(s) URL, or a path of this page's origin");
            }
        }
        if has(glue_url, b'?') || has(glue_url, b'#') {
            wrong("glue-url", glue_url, "a base URL, without a query and a fragment");
        }
        for (name, value) in [("anonymous-id", &self.anonymous_id), ("store", &self.store)] {
            // Both are sent as headers, and the browser refuses other characters in a header.
            if let Some(value) = value.as_ref().filter(|value| value.chars().any(|char| !(' '..='~').contains(&char))) {
                // A guest's id gives access to the guest's cart, so it is not printed.
                let value = if name == "anonymous-id" { HIDDEN } else { value };
                wrong(name, value, "letters, digits and signs of ASCII, as it goes into a header");
            }
        }
        if let Some(id) = self.config.shipment_method.filter(|id| *id < 1) {
            wrong("shipment-method", &id.to_string(), SHIPMENT_METHOD);
        }
        for value in &self.provider_origins {
            let is_origin = origin::origin(value) == Some(value);
            if !is_origin || !origin::allowed(value, std::slice::from_ref(value)) {
                wrong("provider-origins", value, "origins such as https://pay.example, http only on loopback");
            }
        }
        errors
    }
}

/// What is expected for `shipment-method`.
pub(super) const SHIPMENT_METHOD: &str = "the id of a shipment method, a whole number";

/// Whether it is a path of the page's origin or an http(s) address. Browsers remove some control characters, and after that a
/// path could be an address of another origin.
fn is_path_or_web(url: &str) -> bool {
    if url.chars().any(char::is_control) {
        return false;
    }
    let names_scheme = url.split(['/', '?', '#']).next().is_some_and(|start| has(start, b':'));
    let leaves = names_scheme || url.starts_with("//") || has(url, b'\\');
    !leaves || origin::origin(&url.to_ascii_lowercase()).is_some()
}
