//! The bounds of an exploration: how many faults may happen, and how much its shoppers may do.

use std::fmt;
use std::hash::{Hash, Hasher};

use express_checkout::flow::{Dialect, Finish, Presentation};

/// The remaining budget. Everything that has no budget ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Budget {
    /// Requests that fail, are refused, or are answered late or twice.
    pub faults: u8,
    /// Clicks of shoppers: buttons, orders, cancellations, repetitions; and a provider's messages other than approvals.
    pub clicks: u8,
    /// Reloads of pages.
    pub reloads: u8,
    /// Edits of an address field, and addresses that the page sets.
    pub edits: u8,
    /// Tabs that are closed together with their storage.
    pub closes: u8,
    /// Changes of the cart in another part of the shop.
    pub carts: u8,
    /// Further tabs with the same cart.
    pub tabs: u8,
    /// Further tabs that begin with a copy of the first one's storage, as a duplicated tab does.
    pub copies: u8,
    /// Elements that leave their page while it stays.
    pub moves: u8,
    /// New settings of the page: another buyer, another cart.
    pub configs: u8,
    /// Jumps of the clock.
    pub jumps: u8,
}

/// An empty budget.
pub const NOTHING: Budget = Budget {
    faults: 0,
    clicks: 0,
    reloads: 0,
    closes: 0,
    edits: 0,
    carts: 0,
    tabs: 0,
    copies: 0,
    moves: 0,
    configs: 0,
    jumps: 0,
};

impl fmt::Display for Budget {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { faults, clicks, reloads, closes, edits, carts, tabs, copies, moves, configs, jumps } = self;
        let counts = [faults, clicks, reloads, closes, edits, carts, tabs, copies, moves, configs, jumps];
        let words = ["fault", "click", "reload", "close", "edit", "cart", "tab", "copy", "move", "config", "jump"];
        let spent = counts.into_iter().zip(words).filter(|(count, _)| **count > 0);
        let texts: Vec<String> = spent.map(|(count, word)| format!("{count} {word}")).collect();
        write!(out, "{}", texts.join(", "))
    }
}

/// The buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// A guest, who cannot list orders.
    Guest,
    /// A customer.
    Ada,
    /// Another customer.
    Bob,
}

/// The order of the customer's list of orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listing {
    /// The newest first, as requested.
    Sorted,
    /// All, the oldest first, as in legacy Glue without sorting.
    Oldest,
    /// The ten oldest, as in API Platform without sorting.
    Cut,
}

/// How the goods are shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shipping {
    /// Nothing is shipped.
    Downloads,
    /// One shipment: the first method is free, the second one has a price.
    Parcel,
    /// One shipment: with the second method a voucher reduces the total to 0.
    Voucher,
}

/// A change of the cart in another part of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// An item is added: other items at another total.
    Filled,
    /// The same items cost more.
    Dearer,
    /// The items are replaced by others of the same price.
    Exchanged,
    /// All items are removed, and the total is 0.
    Emptied,
    /// No carrier ships to the address any more.
    Unshippable,
    /// The same, and the answer has no shipments.
    Unnamed,
    /// A carrier ships to the address again.
    Shippable,
    /// The cart no longer meets a hard threshold, so the shop refuses its order.
    Blocked,
    /// The shopper orders it in the shop's own checkout.
    Ordered,
}

/// The constants of a world.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Its name.
    pub name: &'static str,
    /// The buyer that each page sets when it begins.
    pub who: Who,
    /// Other buyers that the page may set later.
    pub others: &'static [Who],
    /// Every page begins with the first of `others`, because the token comes late.
    pub late: bool,
    /// The page may set another cart.
    pub moves_on: bool,
    /// Buyers can be told apart: the token is a text with a subject.
    pub known: bool,
    /// The page has its own address form, and sets the addresses.
    pub form: bool,
    /// The number of elements with this cart in the page.
    pub elements: u8,
    /// An update gives a payment a new id.
    pub renames: bool,
    /// The implementation of Glue.
    pub dialect: Dialect,
    /// How far the element goes by itself.
    pub finish: Finish,
    /// How shoppers get to the provider.
    pub presentation: Presentation,
    /// The provider may redirect the page during the approval.
    pub may_leave: bool,
    /// The page prevents the pre-fill.
    pub prevents: bool,
    /// How the goods are shipped.
    pub shipping: Shipping,
    /// How the cart may change.
    pub changes: &'static [Change],
    /// The order of the list of orders.
    pub listing: Listing,
    /// The number of each customer's earlier orders.
    pub history: u8,
    /// The first clock, as an index of [`crate::storage::CLOCKS`].
    pub clock: usize,
    /// The earlier orders were imported in the same second.
    pub imported: bool,
    /// The method's app has a customer endpoint.
    pub tells: bool,
}

impl PartialEq for Setup {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Setup {}

impl Hash for Setup {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.name.hash(hasher);
    }
}

/// A guest, legacy Glue, a provider without a redirect, a cart without shipments, one element.
pub const PLAIN: Setup = Setup {
    name: "guest",
    who: Who::Guest,
    others: &[],
    late: false,
    moves_on: false,
    known: true,
    form: false,
    elements: 1,
    renames: false,
    dialect: Dialect::Legacy,
    finish: Finish::Review,
    presentation: Presentation::Provider,
    may_leave: false,
    prevents: false,
    shipping: Shipping::Downloads,
    changes: &[Change::Filled],
    listing: Listing::Sorted,
    history: 0,
    clock: 0,
    imported: false,
    tells: true,
};

/// One exploration: its worlds and its budget.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its name.
    pub name: &'static str,
    /// The worlds.
    pub setups: &'static [Setup],
    /// The budget.
    pub budget: Budget,
}
