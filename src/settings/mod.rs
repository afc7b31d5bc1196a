//! The settings of one checkout, shared by the element and the Yew component. Pure.

mod appearance;
mod attributes;
mod check;
pub mod origin;

pub use appearance::{ButtonType, ExpressPage, Layout, Theme};
#[cfg(test)]
pub use attributes::{NO_VALUE, NOT_SET, attribute_words};
pub use attributes::{has_no_value, parse};
pub use check::{AttributeError, ignored_attribute};

use crate::flow::{Buyer, Config, Finish};
use crate::glue::payment_customers::CustomerEndpoint;
use crate::hash::hash;

/// The settings of one checkout: the shop, the cart, the buyer and the appearance.
///
/// ```
/// use express_checkout::{Finish, Settings, Theme};
///
/// let settings = Settings::guest("https://glue.shop.example", "1ce91011-8d60-59ef-9fe0-4493ef3628b2", "guest-1")
///     .finish(Finish::Prefill)
///     .locale("de-DE")
///     .theme(Theme::Dark);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `glue-url` without a slash at its end; absolute or relative to the page.
    pub(crate) glue_url: String,
    /// The settings that the flow needs.
    pub(crate) config: Config,
    /// `anonymous-id`
    pub(crate) anonymous_id: Option<String>,
    /// `form`
    pub(crate) form: Option<String>,
    /// `express-page`
    pub(crate) express_page: ExpressPage,
    /// `return-url`
    pub(crate) return_url: Option<String>,
    /// `locale`
    pub(crate) locale: Option<String>,
    /// `store`
    pub(crate) store: Option<String>,
    /// `theme`
    pub(crate) theme: Theme,
    /// `layout`
    pub(crate) layout: Layout,
    /// `button-type`
    pub(crate) button_type: ButtonType,
    /// `customer-endpoint`; `None` for auto.
    pub(crate) customer_endpoint: Option<CustomerEndpoint>,
    /// `provider-origins`
    pub(crate) provider_origins: Vec<String>,
    /// `checkout-url`: the shop's normal checkout.
    pub(crate) checkout_url: Option<String>,
    /// `disabled`
    pub(crate) disabled: bool,
}

/// The placeholder for a guest whose data are not known yet. `.invalid` is never a real domain, and the placeholder is never
/// sent to `/checkout`. Its country is that of the cart's store.
pub fn default_guest_buyer() -> Buyer {
    Buyer {
        first_name: "Express".to_owned(),
        last_name: "Checkout".to_owned(),
        email: "guest@express-checkout.invalid".to_owned(),
        iso2_code: String::new(),
    }
}

impl Settings {
    /// A guest's cart. `glue_url` is the base address of Glue's storefront API: an http(s) address, or a path of the page's
    /// own origin. `cart_id` is the cart's uuid. `anonymous_id` is the guest's id
    /// (`X-Anonymous-Customer-Unique-Id`).
    pub fn guest(glue_url: &str, cart_id: &str, anonymous_id: &str) -> Self {
        let mut settings = Self::new(glue_url, cart_id, true);
        settings.config.buyer = Some(hash(anonymous_id));
        settings.anonymous_id = Some(anonymous_id.to_owned());
        settings
    }

    /// The cart of a logged-in customer. The access token is given separately. The arguments are as in [`Settings::guest`].
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
            express_page: ExpressPage::Cart,
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

    /// The payment method keys to show, in this order. Default: all that the shop offers, in its order.
    pub fn methods<'a>(mut self, keys: impl IntoIterator<Item = &'a str>) -> Self {
        self.config.methods = keys.into_iter().map(str::to_owned).collect();
        self
    }

    /// How far the checkout goes by itself. Default: [`Finish::Review`]. With [`Finish::OrderAtOnce`] the buttons say "Buy with"
    /// instead of "Check out with".
    pub fn finish(mut self, finish: Finish) -> Self {
        if finish == Finish::OrderAtOnce {
            self.button_type = self.button_type.that_orders();
        }
        self.config.finish = finish;
        self
    }

    /// The shipping method (`idShipmentMethod`) to preselect. Default: the shop's choice.
    pub fn shipment_method(mut self, id: i64) -> Self {
        self.config.shipment_method = Some(id);
        self
    }

    /// The buyer that a guest's payment starts with, while the guest's own data are not known. It is never sent in an order.
    /// Default: a placeholder at `.invalid` in the country of the cart's store.
    pub fn guest_buyer(mut self, buyer: Buyer) -> Self {
        self.config.guest_buyer = buyer;
        self
    }

    /// The id of a form in the page. The provider's addresses are filled into it. Default: none.
    pub fn form(mut self, id: &str) -> Self {
        self.form = Some(id.to_owned());
        self
    }

    /// The kind of page that contains the checkout, for `ec-click` and registered providers. Default: [`ExpressPage::Cart`].
    pub fn express_page(mut self, page: ExpressPage) -> Self {
        self.express_page = page;
        self
    }

    /// The page to which a provider without a window returns the shopper: an http(s) address or a path. Default: this page.
    pub fn return_url(mut self, url: &str) -> Self {
        self.return_url = Some(url.to_owned());
        self
    }

    /// The language of the texts, such as `de-DE`. Default: the browser's language.
    pub fn locale(mut self, locale: &str) -> Self {
        self.locale = Some(locale.to_owned());
        self
    }

    /// The `Store` header of every request. Default: none.
    pub fn store(mut self, store: &str) -> Self {
        self.store = Some(store.to_owned());
        self
    }

    /// Light or dark colours. Default: the setting of the shopper's device.
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// How several buttons are arranged. Default: side by side if there is room.
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// The label of our buttons. Default: [`ButtonType::Checkout`].
    pub fn button_type(mut self, button_type: ButtonType) -> Self {
        self.button_type = button_type;
        self
    }

    /// The name of Glue's resource for the buyer's data. Default: both are tried.
    pub fn customer_endpoint(mut self, endpoint: CustomerEndpoint) -> Self {
        self.customer_endpoint = Some(endpoint);
        self
    }

    /// Additional origins for scripts and redirects of providers, such as `https://pay.example`. Default: only those of the known
    /// providers are allowed.
    pub fn provider_origins<'a>(mut self, origins: impl IntoIterator<Item = &'a str>) -> Self {
        self.provider_origins = origins.into_iter().map(|origin| origin.trim_end_matches('/').to_owned()).collect();
        self
    }

    /// The shop's normal checkout, offered to the shopper when express checkout fails: an http(s) address or a path. Default:
    /// none. An empty text is none, too.
    pub fn checkout_url(mut self, url: &str) -> Self {
        self.checkout_url = Some(url.trim().to_owned()).filter(|url| !url.is_empty());
        self
    }

    /// True shows the buttons but disables them. Default: false.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builder_and_the_attributes_give_the_same_settings() {
        let built = Settings::guest("/glue/", "c1", "g1")
            .methods(["a", "b"])
            .finish(Finish::Order)
            .shipment_method(2)
            .form("form")
            .express_page(ExpressPage::Minicart)
            .return_url("/back")
            .locale("de-DE")
            .store("DE")
            .theme(Theme::Light)
            .layout(Layout::Rows)
            .button_type(ButtonType::Pay)
            .customer_endpoint(CustomerEndpoint::Singular)
            .provider_origins(["https://pay.example/"])
            .checkout_url("/checkout")
            .disabled(true);
        let attributes = [
            ("glue-url", "/glue/"),
            ("cart-id", "c1"),
            ("anonymous-id", "g1"),
            ("methods", "a, b"),
            ("finish", "order"),
            ("shipment-method", "2"),
            ("form", "form"),
            ("express-page", "minicart"),
            ("return-url", "/back"),
            ("locale", "de-DE"),
            ("store", "DE"),
            ("theme", "light"),
            ("layout", "rows"),
            ("button-type", "pay"),
            ("customer-endpoint", "payment-customer"),
            ("provider-origins", "https://pay.example/"),
            ("checkout-url", "/checkout"),
            ("disabled", ""),
        ];
        let get = |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        assert_eq!(parse(&get, &|_, _| (), false, default_guest_buyer()), Ok(built));
    }

    #[test]
    fn built_settings_are_checked_like_attributes() {
        let names = |settings: Settings| settings.errors().iter().map(|error| error.name).collect::<Vec<_>>();
        let fine = Settings::guest("/glue", "c1", "g1");
        assert_eq!(names(fine.clone()), [""; 0]);
        assert_eq!(names(Settings::customer("javascript:alert(1)", "")), ["cart-id", "glue-url"]);
        assert_eq!(names(fine.clone().checkout_url("javascript:alert(1)")), ["checkout-url"]);
        assert_eq!(names(fine.clone().shipment_method(0)), ["shipment-method"]);
        assert_eq!(names(fine.provider_origins(["http://pay.example"])), ["provider-origins"]);
    }
}
