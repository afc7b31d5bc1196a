//! How the buttons look, what they say, and which page they stand on.

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
    /// Every layout with its word in the `layout` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] = &[("auto", Self::Auto), ("rows", Self::Rows), ("columns", Self::Columns)];

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
    /// Every theme with its word in the `theme` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] = &[("auto", Self::Auto), ("light", Self::Light), ("dark", Self::Dark)];

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
    /// Every type with its word in the `button-type` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] =
        &[("checkout", Self::Checkout), ("pay", Self::Pay), ("buy", Self::Buy), ("plain", Self::Plain)];

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

/// The page that the checkout stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpressPage {
    /// The page of one product.
    ProductDetail,
    /// The cart.
    #[default]
    Cart,
    /// The small cart that opens over other pages.
    Minicart,
    /// The shop's normal checkout.
    Checkout,
}

impl ExpressPage {
    /// Every page with its word in the `express-page` attribute, the default first.
    pub(super) const WORDS: &[(&str, Self)] = &[
        ("cart", Self::Cart),
        ("pdp", Self::ProductDetail),
        ("minicart", Self::Minicart),
        ("checkout", Self::Checkout),
    ];

    /// The word for it in the `express-page` attribute and in `ec-click`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProductDetail => "pdp",
            Self::Cart => "cart",
            Self::Minicart => "minicart",
            Self::Checkout => "checkout",
        }
    }
}
