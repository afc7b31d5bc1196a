//! The scenarios of the explorations.

use express_checkout::flow::{Dialect, Finish, Presentation};

use crate::bounds::{Budget, Change, Listing, NOTHING, PLAIN, Scenario, Setup, Shipping, Who};

/// Common shops and pages. Each one leads the flow to other decisions.
const DAYS: &[Setup] = &[
    Setup { name: "customer", who: Who::Ada, renames: true, ..PLAIN },
    Setup { name: "prefill", finish: Finish::Prefill, ..PLAIN },
    Setup { name: "redirect", dialect: Dialect::Platform, presentation: Presentation::SameTab, ..PLAIN },
    Setup {
        name: "straight",
        who: Who::Ada,
        finish: Finish::OrderAtOnce,
        presentation: Presentation::SameTab,
        ..PLAIN
    },
];

const CHANGES: &[Change] = &[Change::Filled, Change::Dearer, Change::Exchanged, Change::Emptied, Change::Blocked];
const PARCELS: &[Change] = &[Change::Unshippable, Change::Unnamed, Change::Shippable, Change::Exchanged];

/// Carts whose items, prices and carriers change.
const GOODS: &[Setup] = &[
    Setup { name: "goods", changes: CHANGES, ..PLAIN },
    Setup { name: "goods, platform", dialect: Dialect::Platform, changes: CHANGES, ..PLAIN },
    Setup { name: "goods, straight", finish: Finish::OrderAtOnce, changes: CHANGES, ..PLAIN },
    Setup { name: "parcel", shipping: Shipping::Parcel, changes: PARCELS, ..PLAIN },
    Setup {
        name: "parcel, straight",
        finish: Finish::OrderAtOnce,
        shipping: Shipping::Parcel,
        changes: PARCELS,
        ..PLAIN
    },
    Setup { name: "voucher", shipping: Shipping::Voucher, changes: &[], ..PLAIN },
];

/// Customers with earlier orders, and shops that list them in different orders.
const LISTS: &[Setup] = &[
    Setup { name: "sorted", history: 30, ..LISTED },
    Setup { name: "oldest first", history: 30, listing: Listing::Oldest, ..LISTED },
    Setup { name: "cut", history: 12, listing: Listing::Cut, dialect: Dialect::Platform, ..LISTED },
    Setup { name: "imported", history: 12, imported: true, listing: Listing::Cut, ..LISTED },
    Setup { name: "one before", history: 1, listing: Listing::Oldest, ..LISTED },
    Setup { name: "none before", ..LISTED },
];

const LISTED: Setup = Setup { who: Who::Ada, changes: &[Change::Ordered], ..PLAIN };

/// Pages whose token comes late or is removed.
const TOKENS: &[Setup] = &[
    Setup { name: "token late", late: true, others: &[Who::Ada], ..PLAIN },
    Setup {
        name: "token late, redirect",
        late: true,
        others: &[Who::Ada],
        presentation: Presentation::SameTab,
        ..PLAIN
    },
    Setup { name: "log-out", who: Who::Ada, others: &[Who::Guest], finish: Finish::Prefill, ..PLAIN },
];

/// Pages that change the buyer or the cart.
const BUYERS: &[Setup] = &[
    Setup { name: "two customers", who: Who::Ada, others: &[Who::Bob], history: 1, form: true, ..PLAIN },
    Setup { name: "two unknown", who: Who::Ada, others: &[Who::Bob], history: 1, known: false, ..PLAIN },
    Setup { name: "first order", who: Who::Ada, others: &[Who::Bob], ..PLAIN },
    Setup { name: "first order, unknown", who: Who::Ada, others: &[Who::Bob], known: false, ..PLAIN },
    Setup { name: "two carts", moves_on: true, ..PLAIN },
    Setup { name: "two carts, customer", who: Who::Ada, moves_on: true, ..PLAIN },
];

/// Elements that leave their page and come back.
const PLACES: &[Setup] = &[
    Setup { name: "place", ..PLAIN },
    Setup { name: "place, customer", who: Who::Ada, ..PLAIN },
    Setup { name: "place, prefill", finish: Finish::Prefill, ..PLAIN },
    Setup { name: "place, redirect", presentation: Presentation::SameTab, ..PLAIN },
];

/// Pages with two elements of one cart.
const PAIRS: &[Setup] = &[
    Setup { name: "pair", elements: 2, ..PLAIN },
    Setup { name: "pair, prefill", elements: 2, finish: Finish::Prefill, ..PLAIN },
    Setup { name: "pair, redirect", elements: 2, presentation: Presentation::SameTab, ..PLAIN },
];

/// The same, with many clicks.
const PAIR: &[Setup] = &[Setup { name: "pair at length", elements: 2, ..PLAIN }];

/// Providers with other messages than approvals, and pages with their own form.
const WORDS: &[Setup] = &[
    Setup { name: "window", presentation: Presentation::Popup, ..PLAIN },
    Setup { name: "sheet", form: true, ..PLAIN },
    Setup { name: "no customer endpoint", tells: false, ..PLAIN },
    Setup { name: "no customer endpoint, window", tells: false, presentation: Presentation::Popup, ..PLAIN },
    Setup { name: "takes the page", may_leave: true, ..PLAIN },
    Setup { name: "prevented", prevents: true, form: true, shipping: Shipping::Parcel, ..PLAIN },
];

/// Records that are written with one clock and read with another.
const STORED: &[Setup] = &[
    Setup { name: "stored", ..PLAIN },
    Setup { name: "stored, customer", who: Who::Ada, ..PLAIN },
    Setup { name: "stored, redirect", presentation: Presentation::SameTab, clock: 3, ..PLAIN },
    Setup { name: "stored by a fast clock", clock: 3, ..PLAIN },
];

/// Tabs that are duplicated.
const COPIED: &[Setup] = &[
    Setup { name: "copied", ..PLAIN },
    Setup { name: "copied, prefill", finish: Finish::Prefill, ..PLAIN },
    Setup { name: "copied, redirect", presentation: Presentation::SameTab, ..PLAIN },
];

/// A budget of faults and clicks alone.
const fn of(faults: u8, clicks: u8) -> Budget {
    Budget { faults, clicks, ..NOTHING }
}

const fn scenario(name: &'static str, setups: &'static [Setup], budget: Budget) -> Scenario {
    Scenario { name, setups, budget }
}

/// Small budgets, for every change.
pub const SMALL: &[Scenario] = &[
    scenario("edits and carts", DAYS, Budget { edits: 1, carts: 1, ..of(1, 3) }),
    scenario("tabs", DAYS, Budget { tabs: 1, ..of(1, 3) }),
    scenario("reloads", DAYS, Budget { reloads: 1, ..of(1, 3) }),
    scenario("tabs and reloads", DAYS, Budget { reloads: 1, tabs: 1, ..of(0, 3) }),
    scenario("faults", DAYS, of(2, 3)),
    scenario("goods", GOODS, Budget { carts: 1, ..of(0, 4) }),
    scenario("goods and faults", GOODS, Budget { carts: 1, ..of(1, 3) }),
    scenario("order lists", LISTS, Budget { carts: 1, ..of(1, 3) }),
    scenario("order lists, reloaded", LISTS, Budget { reloads: 1, ..of(1, 2) }),
    scenario("tokens", TOKENS, Budget { reloads: 1, configs: 1, ..of(0, 3) }),
    scenario("tokens, edits", TOKENS, Budget { edits: 1, configs: 1, ..of(1, 2) }),
    scenario("buyers", BUYERS, Budget { edits: 1, configs: 1, ..of(1, 3) }),
    scenario("buyers, reloaded", BUYERS, Budget { reloads: 1, configs: 1, ..of(0, 3) }),
    scenario("places", PLACES, Budget { moves: 1, ..of(1, 2) }),
    scenario("places, reloaded", PLACES, Budget { reloads: 1, moves: 1, ..of(0, 2) }),
    scenario("pairs", PAIRS, Budget { moves: 1, ..of(0, 3) }),
    scenario("pairs and faults", PAIRS, of(1, 3)),
    scenario("pairs at length", PAIR, of(1, 5)),
    scenario("pairs, reloaded", PAIRS, Budget { reloads: 1, ..of(0, 3) }),
    scenario("words", WORDS, Budget { edits: 1, ..of(1, 3) }),
    scenario("clocks", STORED, Budget { reloads: 1, jumps: 1, ..of(1, 2) }),
    scenario("copies", COPIED, Budget { reloads: 1, copies: 1, ..of(0, 3) }),
    scenario("closed", DAYS, Budget { closes: 1, ..of(1, 3) }),
];

/// Large budgets, for every release.
pub const LARGE: &[Scenario] = &[
    scenario("edits, carts, tabs", DAYS, Budget { edits: 1, carts: 1, tabs: 1, ..of(1, 3) }),
    scenario("many clicks", DAYS, Budget { edits: 1, tabs: 1, ..of(1, 4) }),
    scenario("tabs and reloads", DAYS, Budget { reloads: 1, tabs: 1, ..of(1, 3) }),
    scenario("faults and reloads", DAYS, Budget { reloads: 1, ..of(2, 3) }),
    scenario("goods", GOODS, Budget { carts: 2, edits: 1, ..of(1, 4) }),
    scenario("order lists", LISTS, Budget { reloads: 1, carts: 1, ..of(2, 3) }),
    scenario("tokens", TOKENS, Budget { reloads: 1, edits: 1, configs: 2, ..of(1, 3) }),
    scenario("buyers", BUYERS, Budget { reloads: 1, edits: 1, configs: 2, ..of(1, 3) }),
    scenario("places", PLACES, Budget { reloads: 1, moves: 2, ..of(1, 3) }),
    scenario("pairs", PAIRS, Budget { reloads: 1, moves: 1, ..of(1, 4) }),
    scenario("words", WORDS, Budget { edits: 1, reloads: 1, ..of(2, 4) }),
    scenario("clocks", STORED, Budget { reloads: 2, jumps: 1, ..of(1, 4) }),
    scenario("copies", COPIED, Budget { reloads: 1, copies: 1, ..of(1, 3) }),
];
