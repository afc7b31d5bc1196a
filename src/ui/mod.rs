//! What the shopper sees: the state, drawn. It decides nothing - whatever the shopper does becomes an event.
//!
//! All markup is plain functions from the state to nodes; one component owns what outlives a drawing (focus, the buttons
//! that providers drew). Clicks and input are caught once, on the outermost node, and read from `data-ec` attributes: a
//! handler for every node would be most of this room's bytes.

#[cfg(feature = "browser")]
mod amount;
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
pub(crate) use amount::country as country_name;
#[cfg(feature = "browser")]
pub use view::{View, ViewProps};

use crate::flow::State;
use crate::locale::Texts;
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

/// How several buttons stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Beside each other where there is room.
    #[default]
    Auto,
    /// Below each other.
    Rows,
    /// Beside each other.
    Columns,
}

impl Layout {
    /// The word for it in the `layout` attribute, and the class of the stylesheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Rows => "rows",
            Self::Columns => "columns",
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the shopper's device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The word for it in the `theme` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The class of the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Auto => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What our buttons say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonType {
    /// "Pay with".
    Pay,
    /// "Buy with".
    Buy,
    /// "Checkout with".
    #[default]
    Checkout,
    /// Only the method's name.
    Plain,
}

impl ButtonType {
    /// The word for it in the `button-type` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pay => "pay",
            Self::Buy => "buy",
            Self::Checkout => "checkout",
            Self::Plain => "plain",
        }
    }

    /// A button's label.
    pub fn label(self, texts: &Texts, method: &str) -> String {
        use crate::locale::Text;
        match self {
            Self::Pay => texts.with(Text::PayWith, method),
            Self::Buy => texts.with(Text::BuyWith, method),
            Self::Checkout => texts.with(Text::CheckoutWith, method),
            Self::Plain => method.to_owned(),
        }
    }
}
