//! The cells of the steps after the approval. The payment is approved, and an order may exist.

use super::cell::How::{Always, At, Doubled, Fair, Once, Resent};
use super::cell::{Cell, cell};

/// Reading the payer's data.
pub const CUSTOMER: [Cell; 20] = [
    cell("D", Once(&["drop"]), "the form is empty, and the payment is kept"),
    cell("D+I", Always(&["drop"]), "the same, and an error is announced"),
    cell("D", Once(&["never"]), "the shopper types"),
    cell("D", Once(&["lost"]), "the request only reads"),
    cell("H", Once(&["late:11000"]), "the late answer does not overwrite typed values"),
    cell("D", Once(&["400", "422"]), "the shopper types"),
    cell("D", Once(&["1103"]), "-: no cart is read here; treated like any refusal"),
    cell("D", Once(&["401", "403"]), "sent again with a new token, else the shopper types"),
    cell("D+I", Always(&["404"]), "the shop has the route under neither name"),
    cell("D", Once(&["409", "429:7"]), "the shopper types"),
    cell("D", Once(&["500", "502", "503"]), "the shopper types"),
    cell("D", Once(&["unsuccessful", "successful-null"]), "the shopper types"),
    cell("D", Once(&["success-without-data"]), "-: the payer has no data"),
    cell("D", Once(&["html", "truncated", "empty", "cut", "null"]), "the shopper types"),
    cell("D", Once(&["wrong-types", "null-attributes"]), "the readable fields are used"),
    cell("D", Once(&["drip", "huge"]), "the shopper types"),
    cell("D", Once(&["total-changed"]), "-: this answer has no total; the review shows the new one"),
    cell("H", Doubled, "the second answer is late"),
    cell("D", Once(&["1102"]), "-: treated like any refusal"),
    cell("D", Once(&["422:1106"]), "-: treated like any refusal"),
];

/// Requesting the price with shipping.
pub const REVIEW: [Cell; 20] = [
    cell("D", Once(&["drop"]), "the price is unknown; an order click requests it again"),
    cell("D+I", Always(&["drop"]), "the same, and an error is announced"),
    cell("D", Once(&["never"]), "the same"),
    cell("D", Once(&["lost"]), "it only read"),
    cell("H", Once(&["late:9000"]), "the late answer is ignored"),
    cell("D", Once(&["400", "422"]), "nothing was ordered, and the typed values stay"),
    cell("G", Once(&["1103", "1104"]), "the cart no longer exists: the payment is cancelled"),
    cell("D", Once(&["401", "403"]), "sent again with a new token, else an order click requests it again"),
    cell("D+I", Once(&["404"]), "the price is unknown"),
    cell("D", Once(&["409", "429:7"]), "the price is unknown"),
    cell("D", Once(&["500", "502", "503"]), "the price is unknown"),
    cell("D", Once(&["unsuccessful", "successful-null"]), "-: a calculation has no such field"),
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
    cell("F", Once(&["drop"]), "the request may have arrived"),
    cell("F+I", Always(&["drop"]), "the same, and an error is announced"),
    cell("F", Once(&["never"]), "the order may exist"),
    cell("F", Once(&["lost"]), "the order exists, and its answer is lost"),
    cell("F>E", Once(&["late:46000"]), "a late answer about an order counts"),
    cell("D", Once(&["400", "1101", "1105", "1107", "1108", "1109", "422:901"]), "refused before any work"),
    cell("F", Once(&["1103", "1104"]), "the browser may have repeated the request and ordered (H14)"),
    cell("D", Once(&["401", "403"]), "refused before any work; sent only once, also after a 401"),
    cell("G+I", Always(&["404"]), "no order is possible here: cancelled, and the shop's checkout is offered"),
    cell("F", Once(&["409", "429:7"]), "the request may have been handled in spite of the answer"),
    cell("F", Once(&["500", "502", "503"]), "the order may exist"),
    cell("F", Once(&["unsuccessful", "successful-null"]), "not a documented answer"),
    cell("F", Once(&["success-without-data"]), "-: not a documented answer"),
    cell("F", Once(&["html", "truncated", "empty", "cut", "null"]), "the order may exist"),
    cell("E", Once(&["wrong-types", "null-attributes"]), "a success means an order, also without a reference"),
    cell("F", Once(&["drip", "huge"]), "the order exists, and its answer cannot be read"),
    cell("D", At("checkout-data", "total-changed"), "the new total is shown before anything is placed"),
    cell("H", Doubled, "an order is announced once"),
    cell("F", Once(&["1102", "1102-saved"]), "another request may have saved the order"),
    cell("E", Once(&["1106"]), "the order was placed, its reference is unknown (H2)"),
];

/// The order was saved, but its payment was not confirmed (H1). It exists, and it is unknown whether it is paid.
pub const UNCONFIRMED: Cell = cell("U", Once(&["saved-1102"]), "the shop's answer says that the order exists");

/// The shop refuses with reasons. Nothing was ordered.
pub const REASONS: Cell = cell("D", Once(&["refused:sold-out"]), "the shopper reads the reasons and orders again");

/// The connection was lost before the answer, and the browser repeated the order (H14). The second request finds no cart.
pub const RESENT: Cell = cell("F", Resent, "the first request ordered the cart");

/// Cancelling.
pub const CANCEL: [Cell; 20] = [
    cell("C", Once(&["drop"]), "recorded, and tried again"),
    cell("C+I", Always(&["drop"]), "tried on the next page too, then an error is announced"),
    cell("C", Once(&["never"]), "recorded, and tried again"),
    cell("C", Once(&["lost"]), "tried again; a payment that no longer exists counts as cancelled"),
    cell("H", Once(&["late:11000"]), "the second try has succeeded"),
    cell("C", Once(&["400", "422"]), "tried again"),
    cell("C", Once(&["1103"]), "-: no cart is read here; tried again"),
    cell("C", Once(&["401", "403"]), "sent again with a new token, else tried again"),
    cell("C+I", Always(&["404"]), "no cancellation is possible here: an error is announced at the end"),
    cell("C", Once(&["409", "429:7"]), "tried again after Retry-After"),
    cell("C", Once(&["500", "502", "503"]), "tried again"),
    cell("C", Once(&["unsuccessful", "successful-null"]), "tried again"),
    cell("H", Fair, "-: a cancellation has no data in its answer, so this is a success"),
    cell("C", Once(&["html", "truncated", "empty", "cut", "null"]), "tried again"),
    cell("C", Once(&["wrong-types", "null-attributes"]), "tried again"),
    cell("C", Once(&["drip", "huge"]), "tried again; a payment that no longer exists counts as cancelled"),
    cell("H", Once(&["total-changed"]), "-: a cancellation does not depend on the total"),
    cell("H", Doubled, "the second answer is ignored"),
    cell("C", Once(&["1102"]), "-: tried again"),
    cell("C", Once(&["422:1106"]), "-: tried again"),
];
