//! Draws the state of a checkout, and turns the shopper's actions into events. It makes no decision about the payment.
//!
//! Plain functions turn the state into nodes. `Root` is the only component that keeps data between renderings. Its outermost
//! node has the handlers for clicks and input, which read `data-ec` attributes; handlers on each node would cost more
//! bytes than the markup. The first module draws the buttons, the second module (`after_click`) the rest.

#[cfg(feature = "browser")]
pub(crate) mod after_click;
#[cfg(feature = "browser")]
mod field;
#[cfg(feature = "browser")]
mod focus;
pub mod form;
#[cfg(feature = "browser")]
mod method_button;
#[cfg(feature = "browser")]
mod node;
#[cfg(any(feature = "browser", test))]
mod offered;
#[cfg(feature = "browser")]
mod panel;
#[cfg(any(feature = "browser", test))]
mod reference;
#[cfg(feature = "browser")]
mod review;
#[cfg(feature = "browser")]
mod root;
#[cfg(feature = "browser")]
mod screens;
#[cfg(feature = "browser")]
mod shipment;
mod styles;
#[cfg(feature = "browser")]
mod summary;
#[cfg(feature = "browser")]
mod thanks;
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

/// The stylesheet. A Yew application adds it to its page. In the element, the loader has its first part and the second
/// module the other part.
pub const STYLES: &str =
    styles::style_sheet!("../../styles/element.css", "../../styles/attempt.css", "../../styles/review.css");

/// The part of [`STYLES`] that is needed only after a click.
#[cfg(feature = "browser")]
const ATTEMPT_STYLES: &str = styles::style_sheet!("../../styles/attempt.css", "../../styles/review.css");

/// The data for drawing the message and the panel.
#[cfg(feature = "browser")]
struct Model {
    /// The checkout.
    state: Rc<State>,
    /// The shopper's language.
    texts: Rc<Texts>,
    /// The address of the shop's own checkout. Only http(s) and relative addresses are used.
    checkout_url: Option<String>,
    /// Whether the drawing is inside the element, where slots are possible.
    slots: bool,
    /// Whether another element of the page is paying for the cart or has ordered it. When it has, nothing of this one is visible.
    paid_by_sibling: bool,
}
