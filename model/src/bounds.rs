//! How far a world is followed: what may still go wrong in it, and what its shoppers may still do.

use std::fmt;
use std::hash::{Hash, Hasher};

use express_checkout::flow::{Dialect, Finish, Presentation};

/// What is left to spend. Whatever is not counted here ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Budget {
    /// Requests that meet another fate than their answer, in time and as hoped for.
    pub faults: u8,
    /// Clicks of shoppers: buttons, orders, cancellations, repetitions; and what a provider says besides an approval.
    pub clicks: u8,
    /// Pages that go away and come back.
    pub reloads: u8,
    /// Letters that are typed into an address field, and addresses that the page sets.
    pub edits: u8,
    /// Tabs that are closed, and their storage with them.
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

/// Nothing may happen but what shoppers and shops do by themselves.
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

/// Who buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// A guest, who cannot list orders.
    Guest,
    /// A customer.
    Ada,
    /// Another customer.
    Bob,
}

/// How the customer's orders are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listing {
    /// As it was asked for: the newest first.
    Sorted,
    /// All of them, the oldest first, as legacy Glue does when it is not asked to sort.
    Oldest,
    /// The ten oldest, as API Platform does when it is not asked to sort.
    Cut,
}

/// How the goods are shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shipping {
    /// Not at all.
    Downloads,
    /// One parcel: the first way costs nothing, the second one does.
    Parcel,
    /// One parcel: by the second way a voucher takes off all that there is to pay.
    Voucher,
}

/// A change of the cart in another part of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Something is put in: other goods at another total.
    Filled,
    /// The same goods cost more.
    Dearer,
    /// The goods are exchanged for others of the same price.
    Exchanged,
    /// Nothing is left in it, and nothing to pay.
    Emptied,
    /// No carrier goes any more where the goods are to go.
    Unshippable,
    /// The same, and not even the parcel is named.
    Unnamed,
    /// A carrier goes there again.
    Shippable,
    /// The cart misses a hard threshold now: the shop takes no order of it.
    Blocked,
    /// The shopper orders it in the shop's own checkout.
    Ordered,
}

/// What does not change while a world goes on.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Names it.
    pub name: &'static str,
    /// Who buys, as each page says when it begins.
    pub who: Who,
    /// Who else may be set by the page later.
    pub others: &'static [Who],
    /// Every page begins with the first of them, since the token comes late.
    pub late: bool,
    /// The page may set another cart.
    pub moves_on: bool,
    /// One buyer can be told from another. Not where the token is a function, or no text with a subject.
    pub known: bool,
    /// The page has addresses of its own, and sets them.
    pub form: bool,
    /// How many elements with this cart the page has.
    pub elements: u8,
    /// An update gives a payment another name.
    pub renames: bool,
    /// Which Glue answers.
    pub dialect: Dialect,
    /// How far the element goes by itself.
    pub finish: Finish,
    /// How shoppers get to the provider.
    pub presentation: Presentation,
    /// The provider may take the page's place while it has the shopper.
    pub may_leave: bool,
    /// The page prevents the pre-fill.
    pub prevents: bool,
    /// How the goods are shipped.
    pub shipping: Shipping,
    /// How the cart may change.
    pub changes: &'static [Change],
    /// How orders are listed.
    pub listing: Listing,
    /// How many orders each customer had before.
    pub history: u8,
    /// What the clock says at first, as a number of [`crate::storage::CLOCKS`].
    pub clock: usize,
    /// Those were imported, all in the same second.
    pub imported: bool,
    /// The method's app says who the payer is.
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

/// A guest, legacy Glue, a provider that leaves the page where it is, a cart of downloads, one element.
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

/// One exploration: some worlds, and how far they are followed.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// What it is about.
    pub name: &'static str,
    /// The worlds.
    pub setups: &'static [Setup],
    /// How far.
    pub budget: Budget,
}
