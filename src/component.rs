//! The checkout for Yew applications: a component that draws it, and a hook for applications with their own markup.

mod application;
mod event;
mod handle;
mod props;
mod view;

pub use event::{
    AddressPath, CheckoutError, CheckoutEvent, CheckoutState, ClickRequest, Completion, ConfirmRequest, MethodStatus,
    PaymentMethod, PrefillProposal,
};
pub use handle::{ExpressCheckout, ExpressCheckoutHandle, use_express_checkout};
pub use props::ExpressCheckoutProps;
pub use view::{Addresses, Cart, OfferedMethod};
