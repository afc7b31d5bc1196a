//! The element's attributes, parsed once. Pure.

mod appearance;

pub use appearance::{ButtonType, Layout, Theme};

use crate::flow::{Buyer, Config, Finish};
use crate::glue::payment_customers::CustomerEndpoint;
use crate::hash::hash;

/// What is printed in place of a secret.
const HIDDEN: &str = "\u{2026}";

/// An attribute that makes no sense. Says what was wrong and what was expected, for whoever embeds the element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeError {
    /// The attribute.
    pub name: &'static str,
    /// Its value; empty when it is missing, and not the value itself where that is a secret.
    pub value: String,
    /// What was expected.
    pub expected: &'static str,
}

impl std::fmt::Display for AttributeError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("express-checkout: ")?;
        out.write_str(self.name)?;
        if self.value.is_empty() {
            out.write_str(" is missing: expected ")?;
        } else {
            out.write_str("=\"")?;
            out.write_str(&self.value)?;
            out.write_str("\" makes no sense: expected ")?;
        }
        out.write_str(self.expected)
    }
}

/// The element's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `glue-url` without a slash at its end; absolute or relative to the page.
    pub glue_url: String,
    /// What the flow needs.
    pub config: Config,
    /// `anonymous-id`
    pub anonymous_id: Option<String>,
    /// `form`
    pub form: Option<String>,
    /// `express-page`
    pub express_page: &'static str,
    /// `return-url`
    pub return_url: Option<String>,
    /// `locale`
    pub locale: Option<String>,
    /// `store`
    pub store: Option<String>,
    /// `theme`
    pub theme: Theme,
    /// `layout`
    pub layout: Layout,
    /// `button-type`
    pub button_type: ButtonType,
    /// `customer-endpoint`; `None` for auto.
    pub customer_endpoint: Option<CustomerEndpoint>,
    /// `provider-origins`
    pub provider_origins: Vec<String>,
    /// `checkout-url`: the shop's normal checkout.
    pub checkout_url: Option<String>,
    /// `disabled`
    pub disabled: bool,
}

/// The placeholder for a guest of whom nothing is known. `.invalid` can never be anybody's address, and it never reaches
/// `/checkout`. Its country is left to the cart's store.
pub fn default_guest_buyer() -> Buyer {
    Buyer {
        first_name: "Express".to_owned(),
        last_name: "Checkout".to_owned(),
        email: "guest@express-checkout.invalid".to_owned(),
        iso2_code: String::new(),
    }
}

impl Settings {
    /// The settings for a guest's cart, all else by default.
    pub fn guest(glue_url: &str, cart_id: &str, anonymous_id: &str) -> Self {
        let mut settings = Self::new(glue_url, cart_id, true);
        settings.config.buyer = Some(hash(anonymous_id));
        settings.anonymous_id = Some(anonymous_id.to_owned());
        settings
    }

    /// The settings for a logged-in customer's cart, all else by default.
    pub fn customer(glue_url: &str, cart_id: &str) -> Self {
        Self::new(glue_url, cart_id, false)
    }

    fn new(glue_url: &str, cart_id: &str, guest: bool) -> Self {
        Self {
            glue_url: glue_url.trim_end_matches('/').to_owned(),
            config: Config {
                cart_id: cart_id.to_owned(),
                guest,
                buyer: None,
                methods: Vec::new(),
                finish: Finish::Review,
                shipment_method: None,
                guest_buyer: default_guest_buyer(),
            },
            anonymous_id: None,
            form: None,
            express_page: "cart",
            return_url: None,
            locale: None,
            store: None,
            theme: Theme::Auto,
            layout: Layout::Auto,
            button_type: ButtonType::Checkout,
            customer_endpoint: None,
            provider_origins: Vec::new(),
            checkout_url: None,
            disabled: false,
        }
    }
}

/// Reads the settings. `attribute` gives an attribute's value; `customer` says whether the page gave an access token.
///
/// # Errors
/// Every attribute that makes no sense, all at once.
pub fn parse(
    attribute: &dyn Fn(&str) -> Option<String>,
    customer: bool,
    guest_buyer: Buyer,
) -> Result<Settings, Vec<AttributeError>> {
    let mut errors = Vec::new();
    let text = |name: &str| attribute(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let mut required = |name: &'static str, expected: &'static str| {
        text(name).unwrap_or_else(|| {
            errors.push(AttributeError { name, value: String::new(), expected });
            String::new()
        })
    };
    let glue_url = required("glue-url", "the base URL of the Glue storefront API");
    let cart_id = required("cart-id", "the cart's UUID");
    let anonymous_id = text("anonymous-id");
    if anonymous_id.is_none() && !customer {
        let expected = "the guest's id, or the property accessToken for a logged-in customer";
        errors.push(AttributeError { name: "anonymous-id", value: String::new(), expected });
    }
    if !is_path_or_web(&glue_url) {
        let expected = "an http(s) URL, or a path of this page's origin";
        errors.push(AttributeError { name: "glue-url", value: glue_url.clone(), expected });
    }
    if glue_url.contains(['?', '#']) {
        let expected = "a base URL, without a query and a fragment";
        errors.push(AttributeError { name: "glue-url", value: glue_url.clone(), expected });
    }
    let store = text("store");
    for (name, value) in [("anonymous-id", &anonymous_id), ("store", &store)] {
        // Both go into headers, and a request with any other character cannot even be made.
        if let Some(value) = value.as_ref().filter(|value| value.chars().any(|char| !(' '..='~').contains(&char))) {
            let expected = "letters, digits and signs of ASCII, as it goes into a header";
            // A guest's id opens the guest's cart to anybody who reads it.
            let value = if name == "anonymous-id" { HIDDEN.to_owned() } else { value.clone() };
            errors.push(AttributeError { name, value, expected });
        }
    }
    let mut choose = |name: &'static str, words: &[&str], expected: &'static str| -> usize {
        let Some(value) = text(name) else { return 0 };
        words.iter().position(|word| value.eq_ignore_ascii_case(word)).unwrap_or_else(|| {
            errors.push(AttributeError { name, value, expected });
            0
        })
    };
    let finish = choose("finish", &["review", "prefill", "order"], "review, prefill or order");
    let pages = ["cart", "pdp", "minicart", "checkout"];
    let express_page = pages[choose("express-page", &pages, "pdp, cart, minicart or checkout")];
    let theme = choose("theme", &["auto", "light", "dark"], "auto, light or dark");
    let layout = choose("layout", &["auto", "rows", "columns"], "auto, rows or columns");
    let button = choose("button-type", &["checkout", "pay", "buy", "plain"], "pay, buy, checkout or plain");
    let endpoint = choose(
        "customer-endpoint",
        &["auto", "payment-customers", "payment-customer"],
        "auto, payment-customers or payment-customer",
    );
    let shipment_method = text("shipment-method").and_then(|value| {
        let id = value.parse().ok().filter(|id| *id > 0);
        if id.is_none() {
            errors.push(AttributeError {
                name: "shipment-method",
                value,
                expected: "the id of a shipment method, a whole number",
            });
        }
        id
    });
    let mut provider_origins: Vec<String> = Vec::new();
    for value in text("provider-origins").unwrap_or_default().split_whitespace() {
        let plain = value.trim_end_matches('/');
        if crate::provider::origin::origin(plain) == Some(plain)
            && crate::provider::origin::allowed(plain, &[plain.to_owned()])
        {
            provider_origins.push(plain.to_owned());
        } else {
            errors.push(AttributeError {
                name: "provider-origins",
                value: value.to_owned(),
                expected: "origins such as https://pay.example, http only on loopback",
            });
        }
    }
    let relative_or_web = |name: &'static str, errors: &mut Vec<AttributeError>| {
        let value = text(name)?;
        if !is_path_or_web(&value) {
            errors.push(AttributeError { name, value, expected: "an http(s) URL, or a path of this page's origin" });
            return None;
        }
        Some(value)
    };
    let return_url = relative_or_web("return-url", &mut errors);
    let checkout_url = relative_or_web("checkout-url", &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let methods = text("methods").unwrap_or_default();
    let methods = methods.split(',').map(str::trim).filter(|key| !key.is_empty());
    Ok(Settings {
        glue_url: glue_url.trim_end_matches('/').to_owned(),
        config: Config {
            cart_id,
            guest: !customer,
            buyer: anonymous_id.as_deref().filter(|_| !customer).map(hash),
            methods: methods.map(str::to_owned).collect(),
            finish: [Finish::Review, Finish::Prefill, Finish::Order][finish],
            shipment_method,
            guest_buyer,
        },
        anonymous_id,
        form: text("form"),
        express_page,
        return_url,
        locale: text("locale"),
        store,
        theme: [Theme::Auto, Theme::Light, Theme::Dark][theme],
        layout: [Layout::Auto, Layout::Rows, Layout::Columns][layout],
        button_type: [ButtonType::Checkout, ButtonType::Pay, ButtonType::Buy, ButtonType::Plain][button],
        customer_endpoint: [None, Some(CustomerEndpoint::Plural), Some(CustomerEndpoint::Singular)][endpoint],
        provider_origins,
        checkout_url,
        disabled: attribute("disabled").is_some(),
    })
}

/// A path of the page's origin, or an http(s) address. Browsers drop some control characters, and a path could become
/// another origin's address by that.
fn is_path_or_web(url: &str) -> bool {
    if url.chars().any(char::is_control) {
        return false;
    }
    let names_scheme = url.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    let leaves = names_scheme || url.starts_with("//") || url.contains('\\');
    !leaves || crate::provider::origin::origin(&url.to_ascii_lowercase()).is_some()
}

#[cfg(test)]
mod tests {
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
        assert_eq!(settings.express_page, "cart");
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
