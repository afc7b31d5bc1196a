//! The rows of the review: which of them are open, and which fields the shopper has left.

use super::effect::Effect;
use super::phase::{Phase, Review};
use super::step::Transition;
use crate::address::{Check, Part, Path};

/// A row of the review. A closed row is a summary, an open row is a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// An address of the whole cart, or the buyer.
    Part(Part),
    /// The items, if there are many.
    Items,
    /// The payment.
    Payment,
    /// The n-th shipment: its method, and its own address if the cart has several shipments.
    Shipment(usize),
}

impl Row {
    /// The row of a field; `shipment` is the shipment whose own address has it.
    pub fn of(shipment: Option<usize>, path: Path) -> Self {
        shipment.map_or(Self::Part(path.part), Self::Shipment)
    }
}

impl Review {
    /// Whether an error is shown at a missing field: the shopper tried to order, or left the field.
    pub fn is_marked(&self, shipment: Option<usize>, path: Path) -> bool {
        self.marks_missing || self.left.contains(&(shipment, path))
    }

    fn open(&mut self, row: Row) {
        if !self.open.contains(&row) {
            self.open.push(row);
        }
    }

    fn leave(&mut self, field: (Option<usize>, Path)) {
        if !self.left.contains(&field) {
            self.left.push(field);
        }
    }
}

impl Transition {
    /// The shopper opens a row, or is done with it. A row in which something is missing stays open, and says what.
    pub fn toggle_row(&mut self, row: Row) {
        let missing = self.state.all_missing();
        let Phase::Review(review) = &mut self.state.phase else { return };
        let Some(at) = review.open.iter().position(|open| *open == row) else { return review.open(row) };
        let own = missing.into_iter().filter(|(shipment, path)| Row::of(*shipment, *path) == row);
        let mut stays = false;
        for field in own {
            review.leave(field);
            stays = true;
        }
        if stays {
            self.effects.push(Effect::FocusMissing);
        } else {
            review.open.remove(at);
        }
    }

    /// The shopper left a field, so it is checked from now on.
    pub fn field_left(&mut self, shipment: Option<usize>, path: Path) {
        if let Phase::Review(review) = &mut self.state.phase {
            review.leave((shipment, path));
        }
    }

    /// Opens the rows in which something is missing. They stay open when it is there, because the shopper may still be
    /// typing.
    pub fn open_missing(&mut self) {
        if !matches!(self.state.phase, Phase::Review(_)) {
            return;
        }
        let missing = self.state.all_missing();
        if let Phase::Review(review) = &mut self.state.phase {
            for (shipment, path) in missing {
                review.open(Row::of(shipment, path));
            }
            for shipment in 0..review.chosen.len() {
                if review.chosen[shipment].is_none() {
                    review.open(Row::Shipment(shipment));
                }
            }
        }
    }

    /// Opens the rows with values that were inferred and may be wrong, and those whose place comes from two sources. Only once:
    /// when the shopper closes such a row, they have checked it.
    pub fn open_doubts(&mut self) {
        let addresses = &self.state.session.addresses;
        let doubts = |part: &Part| {
            let entry = |field| addresses.entry(Path { part: *part, field });
            let mut checks = part.fields().iter().filter_map(|field| entry(*field)?.check);
            checks.any(|check| check != Check::Copied) || addresses.is_mixed(*part)
        };
        let need = self.state.need();
        let billing = !(need.shipping && addresses.billing_same());
        let parts = [(Part::Customer, need.customer), (Part::Shipping, need.shipping), (Part::Billing, billing)];
        let doubtful: Vec<Part> =
            parts.into_iter().filter(|(_, shown)| *shown).map(|(part, _)| part).filter(doubts).collect();
        if let Phase::Review(review) = &mut self.state.phase {
            doubtful.into_iter().for_each(|part| review.open(Row::Part(part)));
        }
    }
}
