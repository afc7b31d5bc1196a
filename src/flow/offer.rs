//! The shop's offer for a cart: total, shipments, payment methods.

use super::threshold::Threshold;
use crate::address::Saved;
use crate::json::Json;
use crate::money::Money;
use std::sync::Arc;

/// The answer to `POST /checkout-data`, as far as the checkout needs it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// The amount to pay with the express method: the grand total with the shipment methods of the request, or `priceToPay`
    /// when gift cards cover a part.
    pub total: Money,
    /// The lines of the total.
    pub totals: Totals,
    /// The cart's contents as a text to compare: items, subtotal, store, currency. Discounts are left out, because they may
    /// depend on the shipment method. [`Self::is_same_cart`] compares it.
    pub fingerprint: String,
    /// The quantity of each item, as a text to compare; `None` when the answer has none.
    pub quantities: Option<String>,
    /// The thresholds that the cart does not meet.
    pub thresholds: Vec<Threshold>,
    /// The express methods, in the order of the shop's priority.
    pub methods: Vec<Method>,
    /// The groups of items that are shipped together; empty when nothing is shipped.
    pub shipments: Vec<Shipment>,
    /// The country of the cart's store, if its name is a country code. A payment starts with it while the shopper's country
    /// is unknown.
    pub country: Option<String>,
    /// The saved addresses of a logged-in customer: the default one first, those of their company last.
    pub saved: Vec<Saved>,
}

impl Offer {
    /// Keeps the groups of the earlier offer, without methods, when this offer of the same cart has none. Glue leaves the
    /// shipments out when no method ships to the address, but the items must still be shipped.
    pub fn keeping_shipments_of(mut self, earlier: &Self) -> Self {
        // Without shipments the answer has no items, so the rest of the text is compared.
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

/// The lines of a total, in minor units of its currency. A line that Glue has not calculated is `None`, never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Totals {
    /// `subtotal`: the items.
    pub subtotal: Option<i64>,
    /// `discountTotal`: the discount, as a positive number.
    pub discount: Option<i64>,
    /// `shipmentTotal`, or the part of `expenseTotal` that the selected shipment methods cost.
    pub shipment: Option<i64>,
    /// The rest of `expenseTotal`: fees of thresholds or of the project.
    pub fees: Option<i64>,
    /// `taxTotal`
    pub tax: Option<i64>,
    /// The prices are net (`priceMode` is `NET_MODE`), so the tax is added. Otherwise the prices contain it.
    pub tax_on_top: bool,
    /// The amount that gift cards pay: `grandTotal - priceToPay`, when above 0.
    pub gift_cards: Option<i64>,
}

/// Items that are shipped together, and their shipment methods.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shipment {
    /// Glue's item ids (not always the sku). Shared, because a cart may be large and every step copies the state.
    pub items: Arc<Vec<String>>,
    /// The shipment methods, in Glue's order. Empty when none ships to the address of the request.
    pub methods: Vec<ShipmentMethod>,
    /// All its methods are for pick-up at a service point. Express checkout does not offer those.
    pub only_pick_up: bool,
    /// The method that the total includes.
    pub selected: Option<i64>,
}

impl Shipment {
    /// The method with this `idShipmentMethod`.
    pub fn method(&self, id: Option<i64>) -> Option<&ShipmentMethod> {
        self.methods.iter().find(|method| Some(method.id) == id)
    }
}

/// A shipment method.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShipmentMethod {
    /// `idShipmentMethod`.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The carrier.
    pub carrier: String,
    /// Its price; `None` when the answer has none.
    pub price: Option<Money>,
}

/// A line of the cart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// Glue's item id, as in the shipments.
    pub id: String,
    /// The product's article number.
    pub sku: String,
    /// The product's name, or its sku.
    pub name: String,
    /// The quantity.
    pub quantity: Option<i64>,
    /// The price of the whole line, before discounts.
    pub price: Option<Money>,
    /// The address of a small picture.
    pub picture: Option<String>,
}

/// A country that the shop ships to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Country {
    /// `iso2Code`
    pub code: String,
    /// `postalCodeRegex`: the pattern of its postcodes, if the shop has one.
    pub zip_pattern: Option<String>,
}

/// An express payment method: a payment method whose app configuration has the strategy `express-checkout`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Method {
    /// Spryker's payment method key: provider + `-` + method name in lower case with spaces as `-`, such as
    /// `payone-paypal-express`.
    pub key: String,
    /// `paymentProviderName`, exactly as in Glue's answer.
    pub provider: String,
    /// `paymentMethodName`, exactly as in Glue's answer.
    pub name: String,
    /// `appPaymentMethodKey`, if the shop has the module that adds it.
    pub app_key: Option<String>,
    /// Its app returns the payer's data: `paymentMethodAppConfiguration.endpoints` has `customer`, or is empty.
    pub tells_customer: bool,
    /// The scripts that the provider's button needs.
    pub scripts: Vec<Script>,
    /// `paymentServiceProviderData`: the provider's public data (client id, merchant id).
    pub data: Json,
}

/// A provider's script.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Script {
    /// Its address, which already has a query.
    pub url: String,
    /// Query parameters to add: name, and value or placeholder (`currencyName`, `localeName`).
    pub params: Vec<(String, String)>,
}
