//! Payment service providers: which integration serves a payment method. Pure, except `browser`, which has the bindings to
//! the providers' scripts.

pub mod redirect;
pub mod returned;
pub mod script;
pub mod shape;
pub mod stripe;

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "browser")]
pub(crate) mod context;

use crate::flow::Method;
use crate::json::Json;

/// The kind of integration that serves a payment method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// PayPal's script: `paypal.Buttons` of its version 5, or the sessions of its version 6.
    PayPal,
    /// Stripe's Express Checkout Element.
    Stripe,
    /// The browser's W3C Payment Request sheet, for the wallets that the browser supports.
    PaymentRequest,
    /// A page of the provider, in a new window or in the same tab.
    Redirect,
}

impl Kind {
    /// Chooses by the configuration of the payment app. Not every shop has the module that adds `appPaymentMethodKey`;
    /// without it, the names of provider and method decide. `None` for a method with a script that has no integration
    /// here.
    pub fn of(method: &Method) -> Option<Self> {
        let named = |word: &str| {
            let fallback = [&method.provider, &method.name];
            match &method.app_key {
                Some(key) => names(key, word),
                None => fallback.iter().any(|name| names(name, word)),
            }
        };
        if matches!(method.data.get("supportedMethods"), Json::List(wallets) if !wallets.is_empty()) {
            Some(Self::PaymentRequest)
        } else if named("stripe") {
            method.data.get("publishableKey").text().map(|_| Self::Stripe)
        } else if method.scripts.is_empty() {
            // Without a script, the provider has a page, whose address is in the payment's data.
            Some(Self::Redirect)
        } else {
            named("paypal").then_some(Self::PayPal)
        }
    }

    /// Whether the provider draws its own button.
    pub fn draws(self) -> bool {
        matches!(self, Self::PayPal | Self::Stripe)
    }
}

/// Whether a name contains a word, in upper or lower case. `str::contains` would add two kilobytes to the wasm.
fn names(name: &str, word: &str) -> bool {
    name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Script;

    fn method(app_key: Option<&str>, provider: &str, name: &str, scripts: usize, data: &str) -> Method {
        let script = Script { url: "https://sdk.psp.example/js".to_owned(), params: Vec::new() };
        Method {
            key: String::new(),
            provider: provider.to_owned(),
            name: name.to_owned(),
            app_key: app_key.map(str::to_owned),
            tells_customer: true,
            scripts: vec![script; scripts],
            data: Json::parse(data).unwrap_or_default(),
        }
    }

    #[test]
    fn the_app_configuration_decides_and_without_it_the_names() {
        let stripe = r#"{"publishableKey":"pk_test_1"}"#;
        let wallets = r#"{"supportedMethods":[{"supportedMethods":"https://pay.example"}]}"#;
        for (method, kind) in [
            (method(Some("paypal-express"), "payone", "PayPal Express", 1, "{}"), Some(Kind::PayPal)),
            (method(None, "payone", "PayPal Express", 1, "[]"), Some(Kind::PayPal)),
            (method(Some("wallet-redirect"), "redirectpay", "Wallet Redirect", 0, "[]"), Some(Kind::Redirect)),
            (method(None, "anybody", "Anything", 0, "null"), Some(Kind::Redirect)),
            (method(Some("stripe-express"), "stripe", "stripe", 1, stripe), Some(Kind::Stripe)),
            (method(None, "Stripe", "Cards", 0, stripe), Some(Kind::Stripe)),
            (method(Some("stripe-express"), "stripe", "stripe", 1, "{}"), None),
            (method(Some("payment-request"), "webpay", "Web Payment", 0, wallets), Some(Kind::PaymentRequest)),
            (method(Some("unheard-of"), "payone", "PayPal Express", 1, "{}"), None),
        ] {
            assert_eq!(Kind::of(&method), kind, "{method:?}");
        }
    }
}
