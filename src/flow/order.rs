//! What is ordered, and what came of it.

use super::payment::MethodName;
use crate::address::Fields;
use crate::money::Money;
use std::sync::Arc;

/// The choices so far: what a quote is asked for with, and what is ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Draft {
    /// The cart's uuid.
    pub cart_id: String,
    /// Guests see `guest-carts`, customers `carts` and `addresses`.
    pub guest: bool,
    /// The buyer; needed to order as a guest.
    pub customer: Option<Fields>,
    /// Where the bill goes. A quote may do without, or with what is complete only.
    pub billing: Option<Address>,
    /// Where a single parcel goes; `None` when nothing is shipped or, in a quote, while it is incomplete.
    pub shipping: Option<Address>,
    /// How each group of items is shipped. One entry is sent as the whole cart's `shipment`, several as `shipments`.
    pub shipments: Vec<ChosenShipment>,
    /// How it is paid.
    pub method: Option<MethodName>,
}

/// A group of items and the shipment method chosen for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChosenShipment {
    /// Glue's item ids.
    pub items: Arc<Vec<String>>,
    /// `idShipmentMethod`.
    pub method: Option<i64>,
    /// Where it goes, when it is one of several; in a quote `None` while that is incomplete.
    pub address: Option<Address>,
}

/// An address that is ordered to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// What it says.
    pub fields: Fields,
    /// Its id, where it is one of the buyer's company, as that saved it.
    pub company_id: Option<String>,
    /// Cut short, as a provider's sheet tells it before the approval: what it lacks is not sent.
    pub cut_short: bool,
}

/// Whose order a payment is started for, as `/payments` demands it before anybody has typed anything.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Buyer {
    /// `quote.customer.firstName`
    pub first_name: String,
    /// `quote.customer.lastName`
    pub last_name: String,
    /// `quote.customer.email`
    pub email: String,
    /// `quote.billingAddress.iso2Code`, two capital letters. Empty in a placeholder that leaves it to the store.
    pub iso2_code: String,
}

/// The order exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// `orderReference`, opaque; `None` when Glue ordered but could not say it (code 1106, an unreadable success).
    pub reference: Option<String>,
    /// Where the shopper goes next, if Glue says so.
    pub redirect: Option<Redirect>,
}

/// `redirectUrl` of an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Redirect {
    /// The address: absolute, or a path of the shop.
    pub url: String,
    /// `isExternalRedirect`
    pub external: bool,
}

/// The customer's list of orders, as far as it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OrderList {
    /// The orders, in Glue's order.
    pub orders: Vec<KnownOrder>,
    /// Their times of creation say that the newest come first, as it was asked for. Spryker sorts only when it is asked to
    /// (otherwise the oldest come first, and API Platform cuts the list after ten), so a list that is not sorted may lack
    /// the newest orders.
    pub newest_first: bool,
}

/// A security code. Kept in memory, and never printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}

/// An order in the customer's list, to find out whether a lost answer had placed one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KnownOrder {
    /// Its reference.
    pub reference: String,
    /// Its grand total, where the list says it.
    pub total: Option<Money>,
}
