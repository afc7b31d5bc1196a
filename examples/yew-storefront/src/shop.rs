//! The data from the shop's server: Glue's address, the carts, and the guest or the logged-in customer.

use crate::language::language;
use express_checkout::{AccessToken, Language, Settings, Theme};
use web_sys::Element;

/// The shop and its shopper.
#[derive(Clone, PartialEq)]
pub struct Shop {
    glue_url: String,
    cart_ids: Vec<String>,
    anonymous_id: String,
    access_token: Option<AccessToken>,
    provider_origins: String,
    locale: Option<String>,
    language: Language,
    theme: Theme,
}

impl Shop {
    /// Reads the `data-…` attributes of the node that the storefront is drawn in.
    pub fn read(root: &Element) -> Self {
        let given = |name: &str| root.get_attribute(name).filter(|value| !value.is_empty());
        let locale = given("data-locale");
        Self {
            glue_url: given("data-glue-url").unwrap_or_default(),
            cart_ids: given("data-cart-id").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            anonymous_id: given("data-anonymous-id").unwrap_or_default(),
            access_token: given("data-access-token").map(AccessToken::from),
            provider_origins: given("data-provider-origins").unwrap_or_default(),
            language: locale.as_deref().map(language).unwrap_or_default(),
            locale,
            theme: match given("data-theme").as_deref() {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::Auto,
            },
        }
    }

    /// How many carts the shopper has.
    pub fn carts(&self) -> usize {
        self.cart_ids.len()
    }

    // guide: settings
    /// The settings for one of the shopper's carts.
    pub fn settings(&self, cart: usize) -> Settings {
        let cart_id = self.cart_ids.get(cart).map(String::as_str).unwrap_or_default();
        let settings = match &self.access_token {
            Some(_) => Settings::customer(&self.glue_url, cart_id),
            None => Settings::guest(&self.glue_url, cart_id, &self.anonymous_id),
        };
        let settings = settings.provider_origins(self.provider_origins.split_whitespace()).theme(self.theme);
        match &self.locale {
            Some(locale) => settings.locale(locale),
            None => settings,
        }
    }
    // guide: end

    /// The texts of the checkout in the language of the page.
    pub fn language(&self) -> Language {
        self.language.clone()
    }

    // guide: names
    /// The names under which shoppers know the payment methods, by the keys of the methods.
    pub fn method_names() -> Vec<(String, String)> {
        [("stripe-stripe-express", "Google Pay"), ("redirectpay-wallet-redirect", "Demo Wallet")]
            .map(|(key, name)| (key.to_owned(), name.to_owned()))
            .into()
    }
    // guide: end

    /// The access token of a logged-in customer.
    pub fn access_token(&self) -> Option<AccessToken> {
        self.access_token.clone()
    }
}
