//! What kind of shop is played, changeable while it runs.

use crate::faults::Fault;
use crate::shop::stores;
use crate::shop::thresholds::Threshold;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The two API stacks of Spryker. One shop may serve some resources through each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Glue Storefront REST.
    #[default]
    Legacy,
    /// API Platform.
    Platform,
}

/// How the shop spells the customer route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CustomerRoute {
    /// `payment-customers`, as the code registers it.
    #[default]
    Plural,
    /// `payment-customer`, as a guide spells it.
    Singular,
}

/// A payment method that the shop may offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// `payone` / `PayPal Express`: the provider's script draws the button.
    Paypal,
    /// `redirectpay` / `Wallet Redirect`: the provider has a page of its own.
    Wallet,
    /// `DummyPayment` / `Invoice`: no payment app behind it.
    Invoice,
    /// `stripe` / `Stripe Express`: the provider's script draws the button, and its sheet lies over the page.
    Stripe,
    /// `webpay` / `Web Payment`: a web-based payment handler, reached through the browser's Payment Request.
    Webpay,
}

/// The version of PayPal's script that the app's configuration names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaypalSdk {
    /// `paypal.Buttons`.
    #[default]
    V5,
    /// `paypal.createInstance`.
    V6,
}

/// The person whom the payment provider knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Payer {
    /// Everything is there and clean.
    #[default]
    Ada,
    /// The house number stands inside `address1`.
    Inline,
    /// One full name, in `lastName`.
    Fullname,
    /// No phone number.
    Nophone,
    /// The billing address is an object of nulls.
    Nobilling,
    /// Country codes in lower case.
    Lowercase,
    /// Another script than Latin.
    Nonlatin,
    /// Markup in the names.
    Markup,
    /// An address in a country with states.
    State,
    /// No address at all.
    Empty,
    /// Very long lines.
    Longline,
    /// A single name.
    Mononym,
    /// Addresses in lists of one entry, in both dialects.
    Arrays,
    /// Numbers where texts are expected.
    Numbers,
    /// Every field can be told from everything else that a shop says.
    Canary,
    /// Réunion, by the code of France.
    Overseas,
    /// Jersey, by the code of the United Kingdom.
    Jersey,
    /// Las Palmas, by the code of Spain.
    Islands,
    /// Hong Kong, which has no postal codes.
    Hongkong,
    /// Tokyo, with a prefecture.
    Japan,
    /// Ireland, with a county.
    Ireland,
    /// The name of a company, in `lastName`.
    Company,
    /// The full name in `firstName` and in `lastName`.
    Bothnames,
}

/// Whether parcels can be fetched at a service point, and who refuses an order that names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pickup {
    /// Parcels are always brought.
    #[default]
    No,
    /// Every request that chooses pick-up needs a service point: code 5601, as spryker/shipment-type-service-points-rest-api
    /// has it, by `/checkout-data` too.
    Strict,
    /// Only the order needs one: code 1102, by a check of the project's own.
    Late,
}

/// The shop and its quirks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Config {
    /// The stack that serves what `dialectByResource` does not name.
    pub dialect: Dialect,
    /// Exceptions by resource name.
    pub dialect_by_resource: BTreeMap<String, Dialect>,
    /// How the customer route is spelled.
    pub customer_route: CustomerRoute,
    /// Who pays.
    pub payer: Payer,
    /// What is offered, in this order.
    pub methods: Vec<Method>,
    /// Which PayPal script is named.
    pub paypal_sdk: PaypalSdk,
    /// Priorities of the methods, by position; the rest have none.
    pub priorities: Vec<Option<i64>>,
    /// Whether configurations name the kind of button (trap 9).
    pub app_payment_method_key: bool,
    /// Every answer waits this long.
    pub latency_ms: u64,
    /// An update with another amount renames the payment.
    pub rotate_transaction_id: bool,
    /// Platform checkouts lose the payment's data (trap 4).
    pub platform_drops_pre_order_data: bool,
    /// Whether preflights admit the guest header (trap 17).
    pub cors_guest_header: bool,
    /// Whether preflights admit the header of a multi-factor code, which is not in the core's list either.
    pub cors_mfa_header: bool,
    /// The store of new carts when a request names none: `DE`, `CH`, `JP`, `HU` or `INT`.
    pub store: String,
    /// Codes of the countries that the shop ships to; the usual ones when empty.
    pub ships_to: Vec<String>,
    /// Codes of countries that the shop ships to, but no carrier serves.
    pub unserved: Vec<String>,
    /// The price of the shipment method Express, in euro cents.
    pub express_price: i64,
    /// What a voucher takes off, in minor units, by the id of the chosen shipment method.
    pub shipment_discounts: BTreeMap<u64, i64>,
    /// Whether parcels can be fetched.
    pub pickup: Pickup,
    /// Into how many parcels the shop itself divides a cart, as far as its lines suffice.
    pub parcels: usize,
    /// Whether downloads are a group of their own, for which there is no shipment method.
    pub download_groups: bool,
    /// What the shop demands of a cart.
    pub thresholds: Vec<Threshold>,
    /// A fee of the shop's own on every cart, in minor units.
    pub fee: i64,
    /// The customer buys for a company.
    pub company_user: bool,
    /// Whether access tokens are no JWTs, but texts that say nothing.
    pub opaque_tokens: bool,
    /// Resources of legacy Glue that demand a multi-factor code of customers.
    pub mfa_protected: Vec<String>,
    /// The kinds of codes that the customers switched on.
    pub mfa_types: Vec<String>,
    /// The code that is sent when one is asked for.
    pub mfa_code: String,
    /// Methods whose app has no endpoint that tells who paid.
    pub no_customer_endpoint: Vec<Method>,
    /// What goes wrong, and when.
    pub faults: Vec<Fault>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            dialect: Dialect::Legacy,
            dialect_by_resource: BTreeMap::new(),
            customer_route: CustomerRoute::Plural,
            payer: Payer::Ada,
            methods: vec![Method::Paypal, Method::Wallet, Method::Invoice],
            paypal_sdk: PaypalSdk::V5,
            priorities: Vec::new(),
            app_payment_method_key: true,
            latency_ms: 0,
            rotate_transaction_id: true,
            platform_drops_pre_order_data: false,
            cors_guest_header: true,
            cors_mfa_header: true,
            store: "DE".to_owned(),
            ships_to: Vec::new(),
            unserved: Vec::new(),
            express_price: 590,
            shipment_discounts: BTreeMap::new(),
            pickup: Pickup::No,
            parcels: 1,
            download_groups: false,
            thresholds: Vec::new(),
            fee: 0,
            company_user: false,
            opaque_tokens: false,
            mfa_protected: Vec::new(),
            mfa_types: vec!["email".to_owned()],
            mfa_code: "482913".to_owned(),
            no_customer_endpoint: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl Config {
    /// The stack that serves a resource; both spellings of the customer route are one resource.
    pub fn dialect_of(&self, resource: &str) -> Dialect {
        let resource = if resource == "payment-customer" { "payment-customers" } else { resource };
        self.dialect_by_resource.get(resource).copied().unwrap_or(self.dialect)
    }

    /// Replaces the named settings, all or none of them.
    ///
    /// # Errors
    /// Says in words which setting is unknown or unusable.
    pub fn update(&mut self, changes: &Map<String, Value>) -> Result<(), String> {
        let mut merged = serde_json::to_value(&*self).map_err(|error| error.to_string())?;
        for (name, value) in changes {
            merged[name.as_str()] = value.clone();
        }
        let updated: Self = serde_json::from_value(merged).map_err(|error| error.to_string())?;
        if let Some(unknown) = updated.faults.iter().find(|fault| fault.kind().is_none()) {
            return Err(format!("unknown fault `{}`", unknown.fault));
        }
        if stores::find(&updated.store).is_none() {
            return Err(format!("unknown store `{}`", updated.store));
        }
        let countries = stores::countries(&updated.ships_to);
        if !updated.ships_to.is_empty() && countries.len() != updated.ships_to.len() {
            return Err("`shipsTo` names a country that no store knows".to_owned());
        }
        *self = updated;
        Ok(())
    }
}
