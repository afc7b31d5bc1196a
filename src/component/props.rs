//! The properties of the component and of the hook.

use super::event::{CheckoutEvent, ClickRequest, Completion, ConfirmRequest, PrefillProposal};
use crate::glue::Credential;
use crate::locale::Language;
use crate::page::Consent;
use crate::settings::Settings;
use yew::prelude::*;

/// The properties of the component and of the hook.
#[derive(Clone, PartialEq, Properties)]
pub struct ExpressCheckoutProps {
    /// The shop, the cart, the buyer and the appearance.
    pub settings: Settings,
    /// The access token of a logged-in customer. Default: none, for a guest's cart.
    #[prop_or_default]
    pub access_token: Option<Credential>,
    /// The customer's security code, for shops with multi-factor log-ins. It is used when the shop wants it. Default:
    /// none, so the review asks the shopper.
    #[prop_or_default]
    pub mfa_code: Option<Credential>,
    /// The texts of the language in [`Settings::locale`]. Default: English.
    ///
    /// ```
    /// use express_checkout::{Language, languages};
    ///
    /// let german = Language::parse(languages::DE);
    /// assert!(german.is_some());
    /// ```
    #[prop_or_default]
    pub language: Language,
    /// The names under which your shoppers know payment methods, each after the key of its method, such as
    /// `("stripe-stripe-express", "Google Pay")`. Default: the names that the shop gives.
    #[prop_or_default]
    pub method_names: Vec<(String, String)>,
    /// The nonce for the providers' scripts, if the page's Content Security Policy needs one. Default: none.
    #[prop_or_default]
    pub nonce: Option<AttrValue>,
    /// Called for every event.
    #[prop_or_default]
    pub on_event: Callback<CheckoutEvent>,
    /// Called at the end of each attempt.
    #[prop_or_default]
    pub on_complete: Callback<Completion>,
    /// Called when the shopper clicks a payment button, within the click. True starts the payment, false prevents it.
    /// Default: true.
    #[prop_or_default]
    pub on_click: Option<Callback<ClickRequest, bool>>,
    /// Called when the provider gave addresses. True fills them in, false keeps the current addresses. Default: true.
    #[prop_or_default]
    pub on_prefill: Option<Callback<PrefillProposal, bool>>,
    /// Called when the shopper asks to order. The order waits for the answer. Default: [`Consent::Given`].
    #[prop_or_default]
    pub on_confirm: Option<Callback<ConfirmRequest, Consent>>,
}

impl ExpressCheckoutProps {
    /// Properties with these settings and the default of everything else.
    ///
    /// ```
    /// use express_checkout::{CheckoutEvent, ExpressCheckoutProps, Settings};
    /// use yew::Callback;
    ///
    /// let props = ExpressCheckoutProps {
    ///     on_event: Callback::from(|event: CheckoutEvent| drop(event)),
    ///     ..ExpressCheckoutProps::new(Settings::guest("https://glue.shop.example", "cart-1", "guest-1"))
    /// };
    /// assert!(props.access_token.is_none());
    /// ```
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            access_token: None,
            mfa_code: None,
            language: Language::default(),
            method_names: Vec::new(),
            nonce: None,
            on_event: Callback::noop(),
            on_complete: Callback::noop(),
            on_click: None,
            on_prefill: None,
            on_confirm: None,
        }
    }
}
