//! How the buttons look and what they say.

use crate::locale::{Text, Texts};

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
        match self {
            Self::Pay => texts.with(Text::PayWith, method),
            Self::Buy => texts.with(Text::BuyWith, method),
            Self::Checkout => texts.with(Text::CheckoutWith, method),
            Self::Plain => method.to_owned(),
        }
    }
}
