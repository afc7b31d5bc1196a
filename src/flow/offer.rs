//! What the shop offers for this cart: total, shipments, payment methods.

use super::threshold::Threshold;
use crate::address::Saved;
use crate::json::Json;
use crate::money::Money;
use std::sync::Arc;

/// The answer to `POST /checkout-data`, as far as the checkout needs it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// What the shopper pays with the express method: the cart's grand total including the shipment chosen in the request,
    /// or its `priceToPay` where gift cards cover a part.
    pub total: Money,
    /// The lines of the total.
    pub totals: Totals,
    /// What the cart holds, as text to compare: items, subtotal, store, currency. A change means that the cart was edited.
    /// A choice of shipment changes nothing of it; discounts are left out because they may depend on that choice. Compared
    /// by [`Self::is_same_cart`].
    pub fingerprint: String,
    /// How many there are of each item, as text to compare; `None` where the answer does not say.
    pub quantities: Option<String>,
    /// The thresholds that the cart misses.
    pub thresholds: Vec<Threshold>,
    /// The express methods, in the order of the shop's priority.
    pub methods: Vec<Method>,
    /// The groups of items that are shipped together; none when nothing is shipped.
    pub shipments: Vec<Shipment>,
    /// The country of the cart's store, where the store is named by one: what a payment starts with before the shopper's
    /// country is known.
    pub country: Option<String>,
    /// Saved addresses of a logged-in customer, the default one first, then those of their company.
    pub saved: Vec<Saved>,
}

impl Offer {
    /// The same offer, where the earlier one of the same cart had shipments and this one has none: the answer leaves out
    /// that nothing can ship them to the address that it was asked for. The goods must be shipped all the same, so their
    /// groups stay, without methods.
    pub fn keeping_shipments_of(mut self, earlier: &Self) -> Self {
        // Without groups of items the answer names no items: the rest of what it says must be alike.
        let rest = |fingerprint: &str| fingerprint.rsplitn(4, '|').take(3).map(str::to_owned).collect::<Vec<_>>();
        let names_none = self.fingerprint.starts_with('|');
        let alike = names_none && rest(&self.fingerprint) == rest(&earlier.fingerprint);
        if self.shipments.is_empty() && (alike || self.fingerprint == earlier.fingerprint) {
            self.fingerprint = earlier.fingerprint.clone();
            self.shipments = earlier.shipments.clone();
            for shipment in &mut self.shipments {
                shipment.methods.clear();
                shipment.selected = None;
            }
        }
        self
    }
}

/// The lines of a total, in minor units of the total's currency. What Glue has not calculated is `None`, never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Totals {
    /// `subtotal`: the items.
    pub subtotal: Option<i64>,
    /// `discountTotal`: what is taken off, as a positive number.
    pub discount: Option<i64>,
    /// `shipmentTotal`; where the shop sends none, as much of `expenseTotal` as the selected shipment methods cost.
    pub shipment: Option<i64>,
    /// The rest of `expenseTotal`: fees of thresholds, or a project's own.
    pub fees: Option<i64>,
    /// `taxTotal`
    pub tax: Option<i64>,
    /// The prices are net (`priceMode` is `NET_MODE`), so the tax comes on top of them. Otherwise they contain it.
    pub tax_on_top: bool,
    /// What gift cards cover: `grandTotal - priceToPay`, when above 0.
    pub gift_cards: Option<i64>,
}

/// Items that are shipped together, and how they may be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shipment {
    /// Glue's item ids (not always the sku). Shared, since a cart may be large and the state is copied with every letter.
    pub items: Arc<Vec<String>>,
    /// The methods to choose from, in Glue's order. None where nothing can ship them to the address of the request.
    pub methods: Vec<ShipmentMethod>,
    /// All methods that there are want them to be picked up at a service point, so they are no methods here.
    pub only_pick_up: bool,
    /// The method that the total was calculated with.
    pub selected: Option<i64>,
}

/// A way to ship.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShipmentMethod {
    /// `idShipmentMethod`.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Who carries.
    pub carrier: String,
    /// Its price; `None` when Glue does not say.
    pub price: Option<Money>,
}

/// A line of the cart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// Glue's item id, by which shipments name it.
    pub id: String,
    /// What the product is called, or its sku where Glue does not say.
    pub name: String,
    /// How many.
    pub quantity: Option<i64>,
}

/// A country that the shop ships to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Country {
    /// `iso2Code`
    pub code: String,
    /// `postalCodeRegex`: how postcodes look there, where the shop says it.
    pub zip_pattern: Option<String>,
}

/// An express payment method: a payment method whose app configuration has the strategy `express-checkout`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Method {
    /// Spryker's payment method key: provider + `-` + method name in lower case with spaces as `-`, such as
    /// `payone-paypal-express`.
    pub key: String,
    /// `paymentProviderName`, exactly as Glue gave it.
    pub provider: String,
    /// `paymentMethodName`, exactly as Glue gave it.
    pub name: String,
    /// `appPaymentMethodKey`, where the shop has the module that declares it.
    pub app_key: Option<String>,
    /// Its app says who the payer is: `paymentMethodAppConfiguration.endpoints` names `customer`, or names none at all.
    pub tells_customer: bool,
    /// The scripts that the provider's button needs.
    pub scripts: Vec<Script>,
    /// `paymentServiceProviderData`: the provider's public data (client id, merchant id).
    pub data: Json,
}

/// A provider's script.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Script {
    /// Its address, with a query already.
    pub url: String,
    /// Query parameters to set: name and value or placeholder (`currencyName`, `localeName`).
    pub params: Vec<(String, String)>,
}
