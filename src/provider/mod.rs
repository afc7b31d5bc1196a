//! Payment service providers: which one serves a payment method, and what each needs. Pure, but for the bindings to the
//! providers' own scripts.

pub mod origin;
pub mod redirect;
pub mod script;

#[cfg(feature = "browser")]
pub mod browser;

use crate::flow::Method;

/// Which provider interface serves a payment method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `paypal.Buttons`, drawn by PayPal's own script.
    PayPal,
    /// A page of the provider's, in a window or in place of ours.
    Redirect,
}

impl Kind {
    /// Chooses by the app configuration, never by the shop. `appPaymentMethodKey` is declared by a module that not every
    /// shop has, so the names serve where it is absent. `None` for a method whose script nobody here can speak to.
    pub fn of(method: &Method) -> Option<Self> {
        let named = |word: &str| {
            let fallback = [&method.provider, &method.name];
            match &method.app_key {
                Some(key) => names(key, word),
                None => fallback.iter().any(|name| names(name, word)),
            }
        };
        if method.scripts.is_empty() {
            // Without a script there is nothing to draw with: the payment's data say where to go.
            (!named("stripe")).then_some(Self::Redirect)
        } else {
            named("paypal").then_some(Self::PayPal)
        }
    }
}

/// Whether a word is in a name, in letters of any case. Not `str::contains`, whose search for long texts is two kilobytes.
fn names(name: &str, word: &str) -> bool {
    name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Script;
    use crate::json::Json;

    fn method(app_key: Option<&str>, provider: &str, name: &str, scripts: usize) -> Method {
        let script = Script { url: "https://sdk.psp.example/js".to_owned(), params: Vec::new() };
        Method {
            key: String::new(),
            provider: provider.to_owned(),
            name: name.to_owned(),
            app_key: app_key.map(str::to_owned),
            scripts: vec![script; scripts],
            data: Json::Null,
        }
    }

    #[test]
    fn the_app_configuration_decides_and_names_serve_where_it_is_silent() {
        for (method, kind) in [
            (method(Some("paypal-express"), "payone", "PayPal Express", 1), Some(Kind::PayPal)),
            (method(None, "payone", "PayPal Express", 1), Some(Kind::PayPal)),
            (method(Some("wallet-redirect"), "redirectpay", "Wallet Redirect", 0), Some(Kind::Redirect)),
            (method(None, "anybody", "Anything", 0), Some(Kind::Redirect)),
            (method(Some("stripe-express"), "stripe", "stripe", 1), None),
            (method(Some("unheard-of"), "payone", "PayPal Express", 1), None),
        ] {
            assert_eq!(Kind::of(&method), kind, "{method:?}");
        }
    }
}
