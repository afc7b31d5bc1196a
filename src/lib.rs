//! Express checkout for headless Spryker storefronts, as a custom element and as a Yew component.
//!
//! `ARCHITECTURE.md` describes the modules ("rooms") and which of them each may use.

// These modules are public only because the model, the trials and the tests drive them without a browser. They are hidden
// from the documentation: they are not part of the public interface and may change with every release.
#[doc(hidden)]
pub mod address;
#[cfg(feature = "browser")]
pub(crate) mod browser;
#[cfg(feature = "browser")]
mod component;
#[cfg(feature = "browser")]
pub(crate) mod effects;
pub(crate) mod element;
#[doc(hidden)]
pub mod flow;
#[doc(hidden)]
pub mod glue;
mod hash;
#[doc(hidden)]
pub mod json;
#[doc(hidden)]
pub mod locale;
#[doc(hidden)]
pub mod money;
pub(crate) mod page;
#[doc(hidden)]
pub mod provider;
#[doc(hidden)]
pub mod settings;
#[doc(hidden)]
pub mod storage;
#[doc(hidden)]
pub mod ui;

#[cfg(feature = "browser")]
pub use component::{
    AddressPath, Addresses, Cart, CheckoutError, CheckoutEvent, CheckoutState, ClickRequest, Completion,
    ConfirmRequest, ExpressCheckout, ExpressCheckoutHandle, ExpressCheckoutProps, MethodStatus, OfferedMethod,
    PaymentMethod, PrefillProposal, use_express_checkout,
};
#[cfg(feature = "browser")]
pub use page::{Consent, RequestReport};

pub use address::{Check, Field as AddressField, Part as AddressPart, Source};
pub use flow::{
    Actor, Buyer, CancelReason, Finish, Order, Outcome, Redirect, Shipment, ShipmentMethod, Step, Threshold, Totals,
};
pub use glue::payment_customers::CustomerEndpoint;
pub use glue::{Credential, PendingCredential};
pub use locale::{Language, languages};
pub use money::{Currency, Money};
pub use settings::{ButtonType, ExpressPage, Layout, Settings, Theme};
pub use ui::STYLES;

/// The access token of a logged-in customer: the text itself, or a function that returns it. The function is called before
/// each request, and again when Glue refuses the token.
///
/// ```
/// use express_checkout::AccessToken;
///
/// let fixed = AccessToken::from("eyJhbGciOi");
/// let fresh = AccessToken::provider(|| async { Some("eyJhbGciOi".to_owned()) });
/// assert!(!fixed.is_provider() && fresh.is_provider());
/// ```
pub type AccessToken = Credential;

/// The security code of a customer with a multi-factor log-in: the text itself, or a function that returns it.
pub type MfaCode = Credential;

/// A small allocator, because every byte of this module delays the page.
#[cfg(all(feature = "module", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
