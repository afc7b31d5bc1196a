//! Draws the state of a checkout, and turns what the shopper does into events. It decides nothing about the payment.
//!
//! Markup is made by plain functions from the state to nodes. One component (`Root`) keeps what lasts from one rendering to
//! the next. Its outermost node has the handlers for clicks and input, which read `data-ec` attributes: a handler for each node
//! would cost more bytes than the markup. The first module draws the buttons, the second (`after_click`) the rest.

#[cfg(feature = "browser")]
pub(crate) mod after_click;
#[cfg(feature = "browser")]
mod field;
#[cfg(feature = "browser")]
mod focus;
pub mod form;
#[cfg(feature = "browser")]
mod method_buttons;
#[cfg(feature = "browser")]
mod node;
#[cfg(any(feature = "browser", test))]
mod offered;
#[cfg(feature = "browser")]
mod panel;
#[cfg(feature = "browser")]
mod review;
#[cfg(feature = "browser")]
mod root;
#[cfg(feature = "browser")]
mod screens;
#[cfg(feature = "browser")]
mod shipment;
#[cfg(feature = "browser")]
mod threshold;
#[cfg(feature = "browser")]
mod total;
#[cfg(feature = "browser")]
pub use after_click::message;
#[cfg(feature = "browser")]
pub use root::{Root, RootProps, Shown};

#[cfg(feature = "browser")]
use crate::flow::State;
#[cfg(feature = "browser")]
use crate::locale::Texts;
#[cfg(feature = "browser")]
use std::rc::Rc;

/// The stylesheet. A Yew application adds it to its page. The element's loader has the first half of it, the second module the
/// other half.
pub const STYLES: &str = concat!(include_str!("../../styles/element.css"), include_str!("../../styles/attempt.css"));

/// The half of [`STYLES`] that a page needs only after a click.
#[cfg(feature = "browser")]
const ATTEMPT_STYLES: &str = include_str!("../../styles/attempt.css");

/// What is drawn around the buttons.
#[cfg(feature = "browser")]
struct Model {
    /// The checkout.
    state: Rc<State>,
    /// The shopper's language.
    texts: Rc<Texts>,
    /// The shop's own checkout, the way on when nothing else is. Anything but http(s) or a relative address is ignored.
    checkout_url: Option<String>,
    /// This is the inside of the element, where there are slots.
    slots: bool,
}
