//! The order: its draft, the placed order, and the customer's list of orders.

use super::offer::{Line, Method};
use super::payment::MethodName;
use crate::address::Fields;
use crate::money::Money;
use std::sync::Arc;

/// What a price is requested for, and what is ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Draft {
    /// The cart's uuid.
    pub cart_id: String,
    /// The cart belongs to a guest. The includes of the request depend on it.
    pub guest: bool,
    /// The buyer, for an order as a guest.
    pub customer: Option<Fields>,
    /// The billing address. `None` in a request for a price while it is incomplete.
    pub billing: Option<Address>,
    /// The shipping address. `None` when nothing is shipped, and in a request for a price while it is incomplete.
    pub shipping: Option<Address>,
    /// The shipment method of each group of items. One is sent as `shipment`, several as `shipments`.
    pub shipments: Vec<ChosenShipment>,
    /// The payment method.
    pub method: Option<MethodName>,
}

/// What was ordered, as the confirmation shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Receipt {
    /// The items, as far as they are known.
    pub lines: Vec<Line>,
    /// The total that was agreed.
    pub total: Money,
    /// The lines of the delivery address in the order of its country. Empty if nothing is shipped, or if several shipments may go
    /// to different addresses.
    pub shipping: Vec<String>,
    /// Its country: two capital letters, or empty.
    pub country: String,
    /// The names of the shipment methods, each once.
    pub delivery: Vec<String>,
    /// How it is paid.
    pub method: Method,
    /// The buyer's e-mail address, or an empty text.
    pub email: String,
}

/// A group of items and the shipment method chosen for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChosenShipment {
    /// Glue's item ids.
    pub items: Arc<Vec<String>>,
    /// `idShipmentMethod`.
    pub method: Option<i64>,
    /// Its address, if it is one of several. `None` in a request for a price while it is incomplete.
    pub address: Option<Address>,
}

/// An address in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// Its fields.
    pub fields: Fields,
    /// Its id, if it is an unchanged saved address of the buyer's company.
    pub company_id: Option<String>,
    /// A provider's sheet gives only a part of the address before the approval. Missing fields are not sent.
    pub cut_short: bool,
}

/// The buyer that `/payments` requires, before the shopper has typed anything.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Buyer {
    /// `quote.customer.firstName`
    pub first_name: String,
    /// `quote.customer.lastName`
    pub last_name: String,
    /// `quote.customer.email`
    pub email: String,
    /// `quote.billingAddress.iso2Code`, two capital letters. Empty in a placeholder: then the store's country is used.
    pub iso2_code: String,
}

/// An order that exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// `orderReference`; `None` when Glue's answer did not have it (code 1106, an unreadable success).
    pub reference: Option<String>,
    /// The redirect that follows, if there is one.
    pub redirect: Option<Redirect>,
}

/// `redirectUrl` of an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Redirect {
    /// The address: absolute, or a path in the shop.
    pub url: String,
    /// `isExternalRedirect`
    pub external: bool,
}

/// The customer's list of orders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OrderList {
    /// The orders, in Glue's order.
    pub orders: Vec<KnownOrder>,
    /// Their times of creation prove that the newest order comes first. An unsorted list has the oldest order first, and API
    /// Platform cuts it after ten, so it may lack the newest orders.
    pub newest_first: bool,
}

/// The orders that a customer had before. With them, a new one is recognised in a later list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct EarlierOrders {
    /// Their references, the newest first.
    pub references: Vec<String>,
    /// The customer who has these orders ([`Config::buyer_mark`]); `None` when unknown.
    ///
    /// [`Config::buyer_mark`]: super::Config::buyer_mark
    pub buyer: Option<u16>,
}

/// A security code. It is only in memory, and never printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}

/// An order in the customer's list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KnownOrder {
    /// Its reference.
    pub reference: String,
    /// Its grand total, if the list has it.
    pub total: Option<Money>,
}
