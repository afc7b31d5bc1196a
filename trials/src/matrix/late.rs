//! The steps after the approval: money is held, and every doubt is about an order.

use super::cell::How::{Always, At, Doubled, Fair, Once, Resent};
use super::cell::{Cell, cell};

/// Asking who approved.
pub const CUSTOMER: [Cell; 20] = [
    cell("D", Once(&["drop"]), "an empty form, and the payment waits"),
    cell("D+I", Always(&["drop"]), "the same, and the page is told"),
    cell("D", Once(&["never"]), "the shopper types"),
    cell("D", Once(&["lost"]), "it only read"),
    cell("H", Once(&["late:11000"]), "never overwrites what is typed meanwhile"),
    cell("D", Once(&["400", "422"]), "the shopper types"),
    cell("D", Once(&["1103"]), "-: no cart is read here; a refusal as any other"),
    cell("D", Once(&["401", "403"]), "a fresh token, else the shopper types"),
    cell("D+I", Always(&["404"]), "neither name of the route is there"),
    cell("D", Once(&["409", "429:7"]), "the shopper types"),
    cell("D", Once(&["500", "502", "503"]), "the shopper types"),
    cell("D", Once(&["unsuccessful", "successful-null"]), "the shopper types"),
    cell("D", Once(&["success-without-data"]), "-: a payer of whom nothing is told"),
    cell("D", Once(&["html", "truncated", "empty", "cut", "null"]), "the shopper types"),
    cell("D", Once(&["wrong-types", "null-attributes"]), "what can be read is taken"),
    cell("D", Once(&["drip", "huge"]), "the shopper types"),
    cell("D", Once(&["total-changed"]), "-: it has no total; the review shows the new one"),
    cell("H", Doubled, "the second answer is late"),
    cell("D", Once(&["1102"]), "-: a refusal as any other"),
    cell("D", Once(&["422:1106"]), "-: a refusal as any other"),
];

/// Asking what it costs when it is shipped there.
pub const REVIEW: [Cell; 20] = [
    cell("D", Once(&["drop"]), "the price is unknown; trying to order asks again"),
    cell("D+I", Always(&["drop"]), "the same, and the page is told"),
    cell("D", Once(&["never"]), "the same"),
    cell("D", Once(&["lost"]), "it only read"),
    cell("H", Once(&["late:9000"]), "nobody waits for it any more"),
    cell("D", Once(&["400", "422"]), "nothing was ordered, the input stays"),
    cell("G", Once(&["1103", "1104"]), "the cart is gone: the payment is cancelled"),
    cell("D", Once(&["401", "403"]), "a fresh token, else trying to order asks again"),
    cell("D+I", Once(&["404"]), "the price is unknown"),
    cell("D", Once(&["409", "429:7"]), "the price is unknown"),
    cell("D", Once(&["500", "502", "503"]), "the price is unknown"),
    cell("D", Once(&["unsuccessful", "successful-null"]), "-: a calculation has no such word"),
    cell("D", Once(&["success-without-data"]), "-: a calculation has no such data"),
    cell("D", Once(&["html", "truncated", "empty", "cut", "null"]), "the price is unknown"),
    cell("D", Once(&["wrong-types", "null-attributes"]), "tolerant"),
    cell("D", Once(&["drip", "huge"]), "the price is unknown"),
    cell("D", Once(&["total-changed"]), "the new total is shown before anything is placed"),
    cell("H", Doubled, "the second answer is late"),
    cell("D", Once(&["1102"]), "-: a calculation orders nothing"),
    cell("D", Once(&["422:1106"]), "-: a calculation deletes no cart"),
];

/// Ordering.
pub const CHECKOUT: [Cell; 20] = [
    cell("F", Once(&["drop"]), "the request may have left"),
    cell("F+I", Always(&["drop"]), "the same, and the page is told"),
    cell("F", Once(&["never"]), "it may have been placed"),
    cell("F", Once(&["lost"]), "it was placed, and nobody heard"),
    cell("F>E", Once(&["late:46000"]), "an order that is heard of late counts (R4)"),
    cell("D", Once(&["400", "1101", "1105", "1107", "1108", "1109", "422:901"]), "refused before any work (R3)"),
    cell("F", Once(&["1103", "1104"]), "the browser's own repeat may have ordered (H14)"),
    cell("D", Once(&["401", "403"]), "refused before any work; sent once, so no fresh token"),
    cell("G+I", Always(&["404"]), "nobody can order here: cancelled, the shop's checkout is the way on"),
    cell("F", Once(&["409", "429:7"]), "whoever throttles may have let it through"),
    cell("F", Once(&["500", "502", "503"]), "it may have been placed"),
    cell("F", Once(&["unsuccessful", "successful-null"]), "no answer of this contract"),
    cell("F", Once(&["success-without-data"]), "-: no answer of this contract"),
    cell("F", Once(&["html", "truncated", "empty", "cut", "null"]), "it may have been placed"),
    cell("E", Once(&["wrong-types", "null-attributes"]), "a success is an order, under whatever name"),
    cell("F", Once(&["drip", "huge"]), "it was placed, and nobody can read it"),
    cell("D", At("checkout-data", "total-changed"), "the new total is shown before anything is placed"),
    cell("H", Doubled, "an order is told once"),
    cell("F", Once(&["1102", "1102-saved"]), "another request may have saved the order"),
    cell("E", Once(&["1106"]), "the order was placed, its reference is unknown (H2)"),
];

/// The order was saved and its payment not confirmed (H1): it exists, and whether it is paid is not known.
pub const UNCONFIRMED: Cell = cell("U", Once(&["saved-1102"]), "the order exists, by the shop's own words");

/// The shop refuses with reasons of its own: nothing was ordered.
pub const REASONS: Cell = cell("D", Once(&["refused:sold-out"]), "the shopper reads why, and orders again");

/// The browser's own repeat of an order whose answer was lost with the connection (H14): the second one finds no cart.
pub const RESENT: Cell = cell("F", Resent, "the cart that was just there was ordered by the first one");

/// Cancelling.
pub const CANCEL: [Cell; 20] = [
    cell("C", Once(&["drop"]), "recorded, and tried again"),
    cell("C+I", Always(&["drop"]), "tried on the next page too, then the page is told"),
    cell("C", Once(&["never"]), "recorded, and tried again"),
    cell("C", Once(&["lost"]), "tried again; gone already is as good"),
    cell("H", Once(&["late:11000"]), "the second try has settled it"),
    cell("C", Once(&["400", "422"]), "tried again"),
    cell("C", Once(&["1103"]), "-: no cart is read here; tried again"),
    cell("C", Once(&["401", "403"]), "a fresh token, else tried again"),
    cell("C+I", Always(&["404"]), "nobody can cancel here: the page is told in the end"),
    cell("C", Once(&["409", "429:7"]), "tried again after the wait that was asked for"),
    cell("C", Once(&["500", "502", "503"]), "tried again"),
    cell("C", Once(&["unsuccessful", "successful-null"]), "tried again"),
    cell("H", Fair, "-: a cancellation answers no data, and that is a success"),
    cell("C", Once(&["html", "truncated", "empty", "cut", "null"]), "tried again"),
    cell("C", Once(&["wrong-types", "null-attributes"]), "tried again"),
    cell("C", Once(&["drip", "huge"]), "tried again; gone already is as good"),
    cell("H", Once(&["total-changed"]), "-: what the cart costs is nothing to a cancellation"),
    cell("H", Doubled, "the second answer is about nothing"),
    cell("C", Once(&["1102"]), "-: tried again"),
    cell("C", Once(&["422:1106"]), "-: tried again"),
];
