//! The address state itself: reading, editing, pre-filling, undoing.

use super::{Check, Entry, Field, Fields, Part, Path, Payer, Source, normalise};
use crate::json::Json;
use std::collections::BTreeMap;

/// What this checkout needs of the address state before `POST /checkout` can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Need {
    /// A guest: Glue wants the buyer's name, salutation and e-mail (code 1109 otherwise).
    pub customer: bool,
    /// Something is shipped. A cart of downloads needs no shipping address.
    pub shipping: bool,
    /// Several shipments: Glue then wants the phone of the shipping address too (code 4302).
    pub split: bool,
}

/// The cart's address state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Book {
    entries: BTreeMap<Path, Entry>,
    /// Billing is where the parcel goes; its fields are then read from shipping.
    billing_same: bool,
    /// What was there before the last pre-fill.
    before: Option<Box<Book>>,
}
