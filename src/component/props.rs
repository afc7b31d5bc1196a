//! What a Yew application sets: the properties of the component and of the hook.

use super::event::{CheckoutEvent, ClickRequest, Completion, ConfirmRequest, PrefillProposal};
use crate::glue::Credential;
use crate::page::Consent;
use crate::settings::Settings;
use yew::prelude::*;

/// What a Yew application sets, for the component and for the hook.
#[derive(Clone, PartialEq, Properties)]
pub struct ExpressCheckoutProps {
    /// The shop, the cart and the buyer, and how the checkout looks.
    pub settings: Settings,
    /// The access token of a logged-in customer. Default: none, the cart is a guest's.
    #[prop_or_default]
    pub access_token: Option<Credential>,
    /// The customer's security code, for shops with multi-factor log-ins. It is asked for when the shop wants it. Default:
    /// none, the review asks the shopper.
    #[prop_or_default]
    pub mfa_code: Option<Credential>,
    /// The nonce for the providers' scripts, where the page's Content Security Policy wants one. Default: none.
    #[prop_or_default]
    pub nonce: Option<AttrValue>,
    /// Is told every event.
    #[prop_or_default]
    pub on_event: Callback<CheckoutEvent>,
    /// Is told the end of each attempt.
    #[prop_or_default]
    pub on_complete: Callback<Completion>,
    /// The shopper clicked a payment button. True opens the payment, false does nothing. Called within the click. Default:
    /// true.
    #[prop_or_default]
    pub on_click: Option<Callback<ClickRequest, bool>>,
    /// The provider gave addresses. True takes them over, false leaves the addresses as they are. Default: true.
    #[prop_or_default]
    pub on_prefill: Option<Callback<PrefillProposal, bool>>,
    /// The shopper asks to order. The order waits for the answer. Default: [`Consent::Given`].
    #[prop_or_default]
    pub on_confirm: Option<Callback<ConfirmRequest, Consent>>,
}

impl ExpressCheckoutProps {
    /// These settings, and the default of everything else.
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
            nonce: None,
            on_event: Callback::noop(),
            on_complete: Callback::noop(),
            on_click: None,
            on_prefill: None,
            on_confirm: None,
        }
    }
}
