//! Reads the element's attributes into settings, and reports invalid ones.

use super::check::SHIPMENT_METHOD;
use super::{AttributeError, ButtonType, ExpressPage, Layout, Settings, Theme};
use crate::flow::{Buyer, Finish};
use crate::glue::payment_customers::CustomerEndpoint;
use crate::hash::hash;

/// Reads the settings. `attribute` gives an attribute's value; `ignored` is told the name and value of an attribute that
/// counts as not set; `customer` says whether the page gave an access token.
///
/// # Errors
/// All invalid attributes.
pub fn parse(
    attribute: &dyn Fn(&str) -> Option<String>,
    ignored: &dyn Fn(&str, &str),
    customer: bool,
    guest_buyer: Buyer,
) -> Result<Settings, Vec<AttributeError>> {
    let mut read = Reader { attribute, ignored, errors: Vec::new() };
    let glue_url = read.text("glue-url").unwrap_or_default();
    let cart_id = read.text("cart-id").unwrap_or_default();
    let mut settings = Settings::new(&glue_url, &cart_id, !customer);
    settings.anonymous_id = read.text("anonymous-id");
    settings.form = read.text("form");
    settings.locale = read.text("locale");
    settings.store = read.text("store");
    settings.return_url = read.text("return-url");
    settings.checkout_url = read.text("checkout-url");
    settings.disabled = read.flag("disabled");
    settings.express_page = read.word("express-page", ExpressPage::WORDS, "pdp, cart, minicart or checkout");
    settings.theme = read.word("theme", Theme::WORDS, "auto, light or dark");
    settings.layout = read.word("layout", Layout::WORDS, "auto, rows or columns");
    settings.button_type = read.word("button-type", ButtonType::WORDS, "pay, buy, checkout or plain");
    let expected = "auto, payment-customers or payment-customer";
    settings.customer_endpoint = read.word("customer-endpoint", ENDPOINTS, expected);
    settings.provider_origins = read.list("provider-origins", SPACE);
    for origin in &mut settings.provider_origins {
        origin.truncate(origin.trim_end_matches('/').len());
    }
    let config = &mut settings.config;
    config.buyer = settings.anonymous_id.as_deref().filter(|_| !customer).map(hash);
    config.guest_buyer = guest_buyer;
    config.finish = read.word("finish", FINISHES, "review, prefill, order or order-at-once");
    if config.finish == Finish::OrderAtOnce {
        settings.button_type = settings.button_type.that_orders();
    }
    config.methods = read.list("methods", &[',']);
    config.shipment_method = read.number("shipment-method", SHIPMENT_METHOD);
    let mut errors = read.errors;
    errors.extend(settings.errors());
    if errors.is_empty() { Ok(settings) } else { Err(errors) }
}

const SPACE: &[char] = &[' ', '\n', '\t', '\r', '\u{c}'];

const FINISHES: &[(&str, Finish)] = &[
    ("review", Finish::Review),
    ("prefill", Finish::Prefill),
    ("order", Finish::Order),
    ("order-at-once", Finish::OrderAtOnce),
];

const ENDPOINTS: &[(&str, Option<CustomerEndpoint>)] = &[
    ("auto", None),
    ("payment-customers", Some(CustomerEndpoint::Plural)),
    ("payment-customer", Some(CustomerEndpoint::Singular)),
];

/// What a script or a template writes into an attribute when its variable has no value.
pub const NO_VALUE: &[&str] = &["undefined", "null", "NaN"];

/// Texts of a Boolean attribute whose writer means "not set", although HTML says that it is set. The loader and the diagnosis
/// have the same words, with those of `NO_VALUE`.
pub const NOT_SET: &[&str] = &["false", "0", "no", "off"];

/// The words that an attribute accepts, the default first. Empty for an attribute with another kind of value.
#[cfg(test)]
pub fn attribute_words(name: &str) -> Vec<&'static str> {
    fn names<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
        words.iter().map(|(word, _)| *word).collect()
    }
    match name {
        "express-page" => names(ExpressPage::WORDS),
        "theme" => names(Theme::WORDS),
        "layout" => names(Layout::WORDS),
        "button-type" => names(ButtonType::WORDS),
        "customer-endpoint" => names(ENDPOINTS),
        "finish" => names(FINISHES),
        _ => Vec::new(),
    }
}

/// Whether a value that was written into an attribute means that it has no value.
pub fn has_no_value(value: &str) -> bool {
    NO_VALUE.contains(&value)
}

/// Reads attributes, and collects the invalid ones.
struct Reader<'a> {
    attribute: &'a dyn Fn(&str) -> Option<String>,
    ignored: &'a dyn Fn(&str, &str),
    errors: Vec<AttributeError>,
}

impl Reader<'_> {
    /// The text without surrounding white space. `None` if it is empty, missing or the text of a missing value.
    fn text(&self, name: &str) -> Option<String> {
        let value = (self.attribute)(name)?;
        let value = value.trim();
        let is_set = !has_no_value(value);
        if !is_set {
            (self.ignored)(name, value);
        }
        (is_set && !value.is_empty()).then(|| value.to_owned())
    }

    /// A Boolean attribute: true if it is present, unless its text says the opposite.
    fn flag(&self, name: &str) -> bool {
        let Some(value) = (self.attribute)(name) else { return false };
        let value = value.trim();
        let is_set = !NOT_SET.iter().chain(NO_VALUE).any(|word| value.eq_ignore_ascii_case(word));
        if !is_set {
            (self.ignored)(name, value);
        }
        is_set
    }

    /// One of a few words, in upper or lower case. Without the attribute, the first word.
    fn word<T: Copy>(&mut self, name: &'static str, words: &[(&str, T)], expected: &'static str) -> T {
        let Some(value) = self.text(name) else { return words[0].1 };
        for (word, known) in words {
            if value.eq_ignore_ascii_case(word) {
                return *known;
            }
        }
        self.wrong(name, value, expected);
        words[0].1
    }

    /// A list, separated by these characters or white space.
    fn list(&self, name: &str, separators: &[char]) -> Vec<String> {
        let mut parts = Vec::new();
        for part in self.text(name).unwrap_or_default().split(separators) {
            let part = part.trim();
            if !part.is_empty() {
                parts.push(part.to_owned());
            }
        }
        parts
    }

    /// A whole number.
    fn number(&mut self, name: &'static str, expected: &'static str) -> Option<i64> {
        let value = self.text(name)?;
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
    use super::super::{default_guest_buyer, ignored_attribute};
    use super::*;
    use std::cell::RefCell;

    fn settings(attributes: &[(&str, &str)], customer: bool) -> Result<Settings, Vec<String>> {
        settings_and_ignored(attributes, customer).0
    }

    /// The settings, and the attributes that count as not set, as they are named to the developer.
    fn settings_and_ignored(
        attributes: &[(&str, &str)],
        customer: bool,
    ) -> (Result<Settings, Vec<String>>, Vec<String>) {
        let get = |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let ignored = RefCell::new(Vec::new());
        let ignore = |name: &str, value: &str| ignored.borrow_mut().push(ignored_attribute(name, value));
        let parsed = parse(&get, &ignore, customer, default_guest_buyer());
        (parsed.map_err(|errors| errors.iter().map(ToString::to_string).collect()), ignored.into_inner())
    }

    const REQUIRED: [(&str, &str); 3] = [("glue-url", "/glue"), ("cart-id", "c1"), ("anonymous-id", "g1")];

    #[test]
    fn the_text_of_a_missing_value_counts_as_not_set_and_is_named() {
        let optional = [
            "methods",
            "finish",
            "form",
            "express-page",
            "return-url",
            "shipment-method",
            "locale",
            "store",
            "theme",
            "layout",
            "button-type",
            "customer-endpoint",
            "provider-origins",
            "checkout-url",
            "disabled",
        ];
        let without = settings(&REQUIRED, false).unwrap();
        for name in optional {
            for value in ["undefined", "null", "NaN", " null "] {
                let (read, ignored) = settings_and_ignored(&[&REQUIRED[..], &[(name, value)]].concat(), false);
                assert_eq!(read.as_ref(), Ok(&without), "{name}={value}");
                let named = [name, "=\"", value.trim(), "\" counts as not set; the page should leave it out"].concat();
                assert_eq!(ignored, [named]);
            }
        }
        assert_eq!(settings_and_ignored(&REQUIRED, false).1, [""; 0]);
    }

    #[test]
    fn a_required_attribute_with_the_text_of_a_missing_value_is_missing() {
        for (name, _) in REQUIRED {
            for value in ["undefined", "null"] {
                let attributes = REQUIRED.map(|(known, given)| (known, if known == name { value } else { given }));
                let (read, ignored) = settings_and_ignored(&attributes, false);
                let errors = read.unwrap_err();
                assert!(errors.len() == 1 && errors[0].contains(&[name, " is missing"].concat()), "{errors:?}");
                assert_eq!(ignored.len(), 1, "{ignored:?}");
            }
        }
    }

    #[test]
    fn disabled_means_what_its_text_says() {
        for (value, disabled) in [
            ("", true),
            ("true", true),
            ("disabled", true),
            ("false", false),
            ("FALSE", false),
            (" false ", false),
            ("0", false),
            ("no", false),
            ("off", false),
        ] {
            let (read, ignored) = settings_and_ignored(&[&REQUIRED[..], &[("disabled", value)]].concat(), false);
            assert_eq!(read.unwrap().disabled, disabled, "{value}");
            assert_eq!(ignored.is_empty(), disabled, "{value}: {ignored:?}");
        }
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
    fn a_button_that_orders_at_once_says_so() {
        for (finish, button_type, label) in [
            ("order-at-once", "checkout", ButtonType::Buy),
            ("order-at-once", "plain", ButtonType::Buy),
            ("order-at-once", "pay", ButtonType::Pay),
            ("order", "checkout", ButtonType::Checkout),
            ("review", "plain", ButtonType::Plain),
        ] {
            let attributes = [&REQUIRED[..], &[("finish", finish), ("button-type", button_type)]].concat();
            assert_eq!(settings(&attributes, false).unwrap().button_type, label, "{finish} {button_type}");
        }
    }

    #[test]
    fn every_invalid_attribute_is_reported_with_its_value_and_what_was_expected() {
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
            "finish=\"later\" makes no sense: expected review, prefill, order or order-at-once",
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
    fn every_attribute_with_words_lists_them() {
        let attributes = RefCell::new(Vec::new());
        let get = |name: &str| {
            attributes.borrow_mut().push(name.to_owned());
            Some("a,b".to_owned())
        };
        let errors = parse(&get, &|_, _| (), false, default_guest_buyer()).unwrap_err();
        for name in attributes.into_inner() {
            let refused = errors.iter().find(|error| error.name == name && error.value == "a,b");
            let words = attribute_words(&name);
            // What is no word is refused, and the message names every word.
            let is_named = refused.is_some_and(|error| words.iter().all(|word| error.expected.contains(word)));
            assert!(words.is_empty() || is_named, "{name}: {refused:?}");
            for word in words {
                let only = |asked: &str| (asked == name).then(|| word.to_owned());
                let errors = parse(&only, &|_, _| (), true, default_guest_buyer()).unwrap_err();
                assert!(errors.iter().all(|error| error.name != name), "{name}={word}");
            }
        }
    }

    #[test]
    fn values_that_would_break_a_request_are_reported() {
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
