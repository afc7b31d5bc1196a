//! The data of a checkout that a Yew application can read.

use super::event::{AddressPath, PaymentMethod};
use crate::address::{AddressState, Check, Field, Part, Path, Source};
use crate::flow::{Shipment, State, Threshold, Totals};
use crate::money::Money;

/// A payment method that the shop offers for the cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedMethod {
    /// The method.
    pub method: PaymentMethod,
    /// The name under which shoppers know it: that of [`method_names`](super::ExpressCheckoutProps::method_names), or the
    /// shop's.
    pub name: String,
    /// The provider draws the button itself. Give it an element with
    /// [`provider_container`](super::ExpressCheckoutHandle::provider_container).
    pub drawn_by_provider: bool,
}

/// The shop's last answer about the cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cart {
    /// The cart's uuid.
    pub id: String,
    /// The amount to pay.
    pub total: Money,
    /// The lines of the total, in minor units of its currency.
    pub totals: Totals,
    /// The groups of items that are shipped together.
    pub shipments: Vec<Shipment>,
    /// The shop's thresholds that the cart does not meet.
    pub thresholds: Vec<Threshold>,
}

impl Cart {
    pub(super) fn of(state: &State) -> Option<Self> {
        let offer = state.offer()?;
        Some(Self {
            id: state.config().cart_id.clone(),
            total: offer.total,
            totals: offer.totals,
            shipments: offer.shipments.clone(),
            thresholds: offer.thresholds.clone(),
        })
    }
}

/// The addresses of the cart: buyer, billing address, shipping address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses(pub(crate) AddressState);

impl Addresses {
    /// The value of a field; empty if it has none. While the billing address is the same as the shipping address,
    /// billing reads the values of shipping.
    pub fn get(&self, part: Part, field: Field) -> &str {
        self.0.get(Path { part, field })
    }

    /// Where the value of a field came from.
    pub fn source(&self, part: Part, field: Field) -> Option<Source> {
        self.0.entry(Path { part, field }).map(|entry| entry.source)
    }

    /// Why the shopper should check the value of a field.
    pub fn check(&self, part: Part, field: Field) -> Option<Check> {
        self.0.entry(Path { part, field }).and_then(|entry| entry.check)
    }

    /// Whether the billing address is the shipping address.
    pub fn billing_same(&self) -> bool {
        self.0.billing_same()
    }
}

/// The fields that an order still needs, in the cart's addresses and in those of single shipments.
pub(super) fn missing(state: &State) -> Vec<AddressPath> {
    let common = state.missing().into_iter().map(|path| AddressPath::of(None, path));
    let shipments = 0..state.offer().map_or(0, |offer| offer.shipments.len());
    let own = shipments.flat_map(|shipment| {
        state.missing_in(shipment).into_iter().map(move |path| AddressPath::of(Some(shipment), path))
    });
    common.chain(own).collect()
}
