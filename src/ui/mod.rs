//! What the shopper sees: the state, drawn. It decides nothing - whatever the shopper does becomes an event.
//!
//! All markup is plain functions from the state to nodes; one component ([`Root`]) owns what outlives a drawing. Clicks and
//! input are caught once, on the outermost node, and read from `data-ec` attributes: a handler for every node would be most
//! of this room's bytes. The first module has the buttons, the second ([`after_click`]) all else.

#[cfg(feature = "browser")]
pub(crate) mod after_click;
#[cfg(feature = "browser")]
mod buttons;
#[cfg(feature = "browser")]
mod field;
#[cfg(feature = "browser")]
mod focus;
pub mod form;
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

/// The stylesheet, for a Yew application to put into its page. The element puts it into its closed root: the loader has the
/// first half, the second module the other.
pub const STYLES: &str = concat!(include_str!("../../styles/element.css"), include_str!("../../styles/attempt.css"));

/// The half of [`STYLES`] that a page needs only once an attempt begins.
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
