//! What the shopper sees: the state, drawn. It decides nothing - whatever the shopper does becomes an event.
//!
//! All markup is plain functions from the state to nodes; one component owns what outlives a drawing (focus, the buttons
//! that providers drew). Clicks and input are caught once, on the outermost node, and read from `data-ec` attributes: a
//! handler for every node would be most of this room's bytes.

#[cfg(feature = "browser")]
mod buttons;
#[cfg(feature = "browser")]
mod field;
#[cfg(feature = "browser")]
mod focus;
pub mod form;
#[cfg(feature = "browser")]
mod node;
#[cfg(feature = "browser")]
mod panel;
#[cfg(feature = "browser")]
mod review;
#[cfg(feature = "browser")]
mod screens;
#[cfg(feature = "browser")]
mod shipment;
#[cfg(feature = "browser")]
mod threshold;
#[cfg(feature = "browser")]
mod total;
#[cfg(feature = "browser")]
mod view;

#[cfg(feature = "browser")]
pub use view::{View, ViewProps};

use crate::flow::State;
use crate::locale::Texts;
use crate::settings::{ButtonType, Layout, Theme};
use std::rc::Rc;

/// The stylesheet. The element puts it into its closed root; a Yew application puts it into its page.
pub const STYLES: &str = concat!(include_str!("../../styles/element.css"), include_str!("../../styles/attempt.css"));

/// The beginning of [`STYLES`]: all that a page needs on which nobody has clicked yet.
pub const FIRST_STYLES: &str = include_str!("../../styles/element.css");

/// All that is drawn.
#[derive(Clone, Debug)]
pub struct Model {
    /// The checkout.
    pub state: Rc<State>,
    /// How it looks.
    pub look: Look,
    /// The shopper's language.
    pub texts: Rc<Texts>,
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
            && self.look == other.look
            && (Rc::ptr_eq(&self.texts, &other.texts) || self.texts == other.texts)
    }
}

/// What the shopper reads beside the controls, where the checkout has something to say.
#[cfg(feature = "browser")]
pub fn message(model: &Model) -> Option<String> {
    panel::line(model).map(|line| line.text)
}

/// How it looks, as far as the state does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// How several buttons stand.
    pub layout: Layout,
    /// Light or dark.
    pub theme: Theme,
    /// What our buttons say.
    pub button_type: ButtonType,
    /// Nothing can be started.
    pub disabled: bool,
    /// The shop's own checkout, the way on when nothing else is. Anything but http(s) or a relative address is ignored.
    pub checkout_url: Option<String>,
    /// Keys of the methods whose provider draws its own button.
    pub drawn: Vec<String>,
    /// This is the inside of the element, not of a Yew application: there are slots, and the buttons stand outside.
    pub slots: bool,
}
