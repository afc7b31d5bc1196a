//! The element's attributes, read once into settings.

use super::check::SHIPMENT_METHOD;
use super::{AttributeError, ButtonType, ExpressPage, Layout, Settings, Theme};
use crate::flow::{Buyer, Finish};
use crate::glue::payment_customers::CustomerEndpoint;
use crate::hash::hash;

/// Reads the settings. `attribute` gives an attribute's value; `customer` says whether the page gave an access token.
///
/// # Errors
/// Every attribute that makes no sense, all at once.
pub fn parse(
    attribute: &dyn Fn(&str) -> Option<String>,
    customer: bool,
    guest_buyer: Buyer,
) -> Result<Settings, Vec<AttributeError>> {
    let text = |name: &str| attribute(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let mut errors = Vec::new();
    let mut settings =
        Settings::new(&text("glue-url").unwrap_or_default(), &text("cart-id").unwrap_or_default(), !customer);
    settings.anonymous_id = text("anonymous-id");
    let mut read = Reader { text: &text, errors: &mut errors };
    let config = &mut settings.config;
    config.buyer = settings.anonymous_id.as_deref().filter(|_| !customer).map(hash);
    config.guest_buyer = guest_buyer;
    config.finish = read.word(
        "finish",
        &[("review", Finish::Review), ("prefill", Finish::Prefill), ("order", Finish::Order)],
        "review, prefill or order",
    );
    let methods = text("methods").unwrap_or_default();
    let methods = methods.split(',').map(str::trim).filter(|key| !key.is_empty());
    config.methods = methods.map(str::to_owned).collect();
    config.shipment_method = read.number("shipment-method", SHIPMENT_METHOD);
    let page = |page: ExpressPage| (page.name(), page);
    settings.express_page = read.word("express-page", &ExpressPage::ALL.map(page), "pdp, cart, minicart or checkout");
    let theme = |theme: Theme| (theme.name(), theme);
    settings.theme = read.word("theme", &Theme::ALL.map(theme), "auto, light or dark");
    let layout = |layout: Layout| (layout.name(), layout);
    settings.layout = read.word("layout", &Layout::ALL.map(layout), "auto, rows or columns");
    let button = |button: ButtonType| (button.name(), button);
    settings.button_type = read.word("button-type", &ButtonType::ALL.map(button), "pay, buy, checkout or plain");
    settings.customer_endpoint = read.word(
        "customer-endpoint",
        &[
            ("auto", None),
            ("payment-customers", Some(CustomerEndpoint::Plural)),
            ("payment-customer", Some(CustomerEndpoint::Singular)),
        ],
        "auto, payment-customers or payment-customer",
    );
    settings.form = text("form");
    settings.locale = text("locale");
    settings.store = text("store");
    settings.return_url = text("return-url");
    settings.checkout_url = text("checkout-url");
    settings.disabled = attribute("disabled").is_some();
    let settings = settings.provider_origins(text("provider-origins").unwrap_or_default().split_whitespace());
    errors.extend(settings.errors());
    if errors.is_empty() { Ok(settings) } else { Err(errors) }
}

/// Reads attributes that not every text makes sense for.
struct Reader<'a> {
    text: &'a dyn Fn(&str) -> Option<String>,
    errors: &'a mut Vec<AttributeError>,
}

impl Reader<'_> {
    /// One of a few words, in any case; the value of the first one where there is no attribute.
    fn word<T: Copy>(&mut self, name: &'static str, words: &[(&str, T)], expected: &'static str) -> T {
        let first = words[0].1;
        let Some(value) = (self.text)(name) else { return first };
        let known = words.iter().find(|(word, _)| value.eq_ignore_ascii_case(word));
        known.map(|(_, known)| *known).unwrap_or_else(|| {
            self.wrong(name, value, expected);
            first
        })
    }

    /// A whole number.
    fn number(&mut self, name: &'static str, expected: &'static str) -> Option<i64> {
        let value = (self.text)(name)?;
        let number = value.parse().ok();
        if number.is_none() {
            self.wrong(name, value, expected);
        }
        number
    }

    fn wrong(&mut self, name: &'static str, value: String, expected: &'static str) {
        self.errors.push(AttributeError { name, value, expected });
    }
}

#[cfg(test)]
mod tests {
    use super::super::default_guest_buyer;
    use super::*;

    fn settings(attributes: &[(&str, &str)], customer: bool) -> Result<Settings, Vec<String>> {
        let get = |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        parse(&get, customer, default_guest_buyer()).map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_page_with_the_three_required_attributes_gets_the_defaults() {
        let settings = settings(&[("glue-url", "/glue/"), ("cart-id", " c1 "), ("anonymous-id", "g1")], false).unwrap();
        assert_eq!((settings.glue_url.as_str(), settings.config.cart_id.as_str()), ("/glue", "c1"));
        assert!(settings.config.guest);
        assert_eq!(settings.config.finish, Finish::Review);
        assert_eq!(settings.express_page, ExpressPage::Cart);
    }

    #[test]
    fn every_attribute_that_makes_no_sense_is_named_with_its_value_and_what_was_expected() {
        let wrong = [
            ("glue-url", "javascript:alert(1)"),
            ("finish", "later"),
            ("theme", "drak"),
            ("shipment-method", "1.5"),
            ("provider-origins", "http://pay.example https://ok.example"),
            ("return-url", "javascript:alert(1)"),
        ];
        let errors = settings(&wrong, true).unwrap_err();
        for part in [
            "cart-id is missing: expected the cart's UUID",
            "glue-url=\"javascript:alert(1)\" makes no sense: expected an http(s) URL, or a path of this page's origin",
            "finish=\"later\" makes no sense: expected review, prefill or order",
            "theme=\"drak\" makes no sense: expected auto, light or dark",
            "shipment-method=\"1.5\" makes no sense: expected the id of a shipment method, a whole number",
            "provider-origins=\"http://pay.example\" makes no sense",
            "return-url=\"javascript:alert(1)\" makes no sense",
        ] {
            assert!(errors.iter().any(|error| error.contains(part)), "{part}\n{errors:#?}");
        }
        assert!(!errors.iter().any(|error| error.contains("anonymous-id")), "a customer needs no guest id");
    }

    #[test]
    fn what_no_request_can_be_made_with_is_named() {
        for (name, value, expected) in [
            ("store", "D\u{c9}", "signs of ASCII"),
            ("glue-url", "https://glue.example/?a=b", "without a query"),
            ("glue-url", "/glue#x", "without a query"),
            ("glue-url", "/\t/evil.example", "a path of this page's origin"),
            ("checkout-url", "/\n/evil.example", "a path of this page's origin"),
            ("return-url", "/\r/evil.example", "a path of this page's origin"),
        ] {
            let mut attributes = vec![("glue-url", "/glue"), ("cart-id", "c1"), ("anonymous-id", "g1")];
            attributes.retain(|(known, _)| *known != name);
            attributes.push((name, value));
            let errors = settings(&attributes, false).unwrap_err();
            let start = [name, "=\"", value, "\" makes no sense"].concat();
            assert!(errors.len() == 1 && errors[0].contains(&start) && errors[0].contains(expected), "{errors:?}");
        }
    }
    #[test]
    fn the_id_of_a_guest_is_never_printed() {
        for id in ["secr\u{e4}t-7", "secret\n7", "\u{1f511}secret"] {
            let attributes = [("glue-url", "/glue"), ("cart-id", "c1"), ("anonymous-id", id)];
            let errors = settings(&attributes, false).unwrap_err();
            let told = "express-checkout: anonymous-id=\"\u{2026}\" makes no sense: expected letters, digits";
            assert!(errors.len() == 1 && errors[0].starts_with(told), "{errors:?}");
        }
    }
}
