//! Settings of the buttons' appearance: layout, theme and label; and the kind of page.

use crate::locale::{Text, Texts};

/// How several buttons are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Side by side if there is room.
    #[default]
    Auto,
    /// One below the other.
    Rows,
    /// Always side by side.
    Columns,
}

impl Layout {
    /// Every layout with its value of the `layout` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] = &[("auto", Self::Auto), ("rows", Self::Rows), ("columns", Self::Columns)];

    /// Its value of the `layout` attribute, which is also the class in the stylesheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Rows => "rows",
            Self::Columns => "columns",
        }
    }
}

/// Light or dark colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The setting of the shopper's device.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme with its value of the `theme` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] = &[("auto", Self::Auto), ("light", Self::Light), ("dark", Self::Dark)];

    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Auto => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The label of our buttons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonType {
    /// "Pay with".
    Pay,
    /// "Buy with".
    Buy,
    /// "Check out with".
    #[default]
    Checkout,
    /// Only the method's name.
    Plain,
}

impl ButtonType {
    /// Every type with its value of the `button-type` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] =
        &[("checkout", Self::Checkout), ("pay", Self::Pay), ("buy", Self::Buy), ("plain", Self::Plain)];

    /// The type for a button whose click orders: it must say so.
    pub(super) fn that_orders(self) -> Self {
        match self {
            Self::Pay | Self::Buy => self,
            Self::Checkout | Self::Plain => Self::Buy,
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

/// The kind of page that contains the checkout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpressPage {
    /// A product page.
    ProductDetail,
    /// The cart.
    #[default]
    Cart,
    /// The small cart that opens above other pages.
    Minicart,
    /// The shop's normal checkout.
    Checkout,
}

impl ExpressPage {
    /// Every page with its value of the `express-page` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] = &[
        ("cart", Self::Cart),
        ("pdp", Self::ProductDetail),
        ("minicart", Self::Minicart),
        ("checkout", Self::Checkout),
    ];

    /// Its value of the `express-page` attribute and in `ec-click`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProductDetail => "pdp",
            Self::Cart => "cart",
            Self::Minicart => "minicart",
            Self::Checkout => "checkout",
        }
    }
}
