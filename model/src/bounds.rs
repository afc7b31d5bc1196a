//! How far a world is followed: what may still go wrong in it, and what its shoppers may still do.

use std::fmt;

use express_checkout::flow::{Dialect, Finish, Presentation};

/// What is left to spend. Whatever is not counted here ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Budget {
    /// Requests that meet another fate than their answer, in time and as hoped for.
    pub faults: u8,
    /// Clicks of shoppers: buttons, orders, cancellations, repetitions.
    pub clicks: u8,
    /// Pages that go away and come back.
    pub reloads: u8,
    /// Letters that are typed into an address field.
    pub edits: u8,
    /// Changes of the cart in another part of the shop.
    pub carts: u8,
    /// Further tabs with the same cart.
    pub tabs: u8,
}

impl fmt::Display for Budget {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { faults, clicks, reloads, edits, carts, tabs } = self;
        write!(out, "{faults}/{clicks}/{reloads}/{edits}/{carts}/{tabs}")
    }
}

/// What does not change while a world goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Setup {
    /// The cart is a guest's, who cannot list orders.
    pub guest: bool,
    /// An update gives a payment another name.
    pub renames: bool,
    /// Which Glue answers.
    pub dialect: Dialect,
    /// How far the element goes by itself.
    pub finish: Finish,
    /// How shoppers get to the provider.
    pub presentation: Presentation,
}

/// The shops and pages that are explored: each differs from the others where the flow decides otherwise.
pub const SETUPS: [Setup; 4] = [
    Setup { guest: false, renames: true, ..PLAIN },
    Setup { finish: Finish::Prefill, ..PLAIN },
    Setup { dialect: Dialect::Platform, presentation: Presentation::SameTab, ..PLAIN },
    Setup { guest: false, finish: Finish::Order, presentation: Presentation::SameTab, ..PLAIN },
];

const PLAIN: Setup = Setup {
    guest: true,
    dialect: Dialect::Legacy,
    renames: false,
    finish: Finish::Review,
    presentation: Presentation::Provider,
};
