//! The sandbox's settings. They can be changed while it runs.

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

/// The path of the route for payer data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CustomerRoute {
    /// `payment-customers`, as the code registers it.
    #[default]
    Plural,
    /// `payment-customer`, as written in one of Spryker's guides.
    Singular,
}

/// A payment method that the shop may offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// `payone` / `PayPal Express`: the provider's script draws the button.
    Paypal,
    /// `redirectpay` / `Wallet Redirect`: the shopper is redirected to the provider's page.
    Wallet,
    /// `DummyPayment` / `Invoice`: without a payment app.
    Invoice,
    /// `stripe` / `Stripe Express`: the provider's script draws the button, and its sheet covers the page.
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

/// The payer whose data the payment provider has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Payer {
    /// All fields are complete and clean.
    #[default]
    Ada,
    /// The house number is part of `address1`.
    Inline,
    /// One full name, in `lastName`.
    Fullname,
    /// No phone number.
    Nophone,
    /// The billing address is an object of nulls.
    Nobilling,
    /// Country codes in lower case.
    Lowercase,
    /// A name and an address in Japanese.
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
    /// Numbers instead of texts.
    Numbers,
    /// Every value is unique, so that tests find it wherever it leaks.
    Canary,
    /// Réunion, with the code of France.
    Overseas,
    /// Jersey, with the code of the United Kingdom.
    Jersey,
    /// Las Palmas, with the code of Spain.
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

/// Whether pick-up at a service point is possible, and which request refuses a pick-up without a service point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pickup {
    /// No pick-up.
    #[default]
    No,
    /// Every request that chooses pick-up needs a service point, also `/checkout-data`: code 5601, as in
    /// spryker/shipment-type-service-points-rest-api.
    Strict,
    /// Only the order needs a service point: code 1102, from a project-specific check.
    Late,
}

/// All settings of the sandbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Config {
    /// The stack for the resources that `dialectByResource` does not list.
    pub dialect: Dialect,
    /// Exceptions by resource name.
    pub dialect_by_resource: BTreeMap<String, Dialect>,
    /// The path of the route for payer data.
    pub customer_route: CustomerRoute,
    /// The payer.
    pub payer: Payer,
    /// The offered methods, in this order.
    pub methods: Vec<Method>,
    /// The version of PayPal's script.
    pub paypal_sdk: PaypalSdk,
    /// Priorities of the methods, by position. The others have none.
    pub priorities: Vec<Option<i64>>,
    /// Whether configurations name the kind of button (trap 9).
    pub app_payment_method_key: bool,
    /// The delay of every answer.
    pub latency_ms: u64,
    /// An update with another amount changes the transaction id.
    pub rotate_transaction_id: bool,
    /// Platform checkouts drop the payment's data (trap 4).
    pub platform_drops_pre_order_data: bool,
    /// Whether preflights allow the guest header (trap 17).
    pub cors_guest_header: bool,
    /// Whether preflights allow the header of a multi-factor code, which is not in the core's list either.
    pub cors_mfa_header: bool,
    /// The store of new carts if the request names none: `DE`, `CH`, `JP`, `HU` or `INT`.
    pub store: String,
    /// Codes of the countries that the shop ships to. Empty: the usual ones.
    pub ships_to: Vec<String>,
    /// Codes of countries that the shop ships to, but without shipment methods.
    pub unserved: Vec<String>,
    /// The price of the shipment method Express, in euro cents.
    pub express_price: i64,
    /// A voucher's discount in minor units, by the id of the chosen shipment method.
    pub shipment_discounts: BTreeMap<u64, i64>,
    /// Whether pick-up is possible.
    pub pickup: Pickup,
    /// Into how many shipments the shop splits a cart, if it has enough lines.
    pub parcels: usize,
    /// Whether downloads are a separate shipment without shipment methods.
    pub download_groups: bool,
    /// The thresholds of the shop.
    pub thresholds: Vec<Threshold>,
    /// A project-specific fee on every cart, in minor units.
    pub fee: i64,
    /// The customer buys for a company.
    pub company_user: bool,
    /// Whether access tokens are opaque texts instead of JWTs.
    pub opaque_tokens: bool,
    /// Resources of legacy Glue that require a multi-factor code from customers.
    pub mfa_protected: Vec<String>,
    /// The kinds of codes that the customers switched on.
    pub mfa_types: Vec<String>,
    /// The code that is sent on request.
    pub mfa_code: String,
    /// Methods whose app has no endpoint for payer data.
    pub no_customer_endpoint: Vec<Method>,
    /// The planned faults.
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
    /// The stack that serves a resource. Both paths for payer data are the same resource.
    pub fn dialect_of(&self, resource: &str) -> Dialect {
        let resource = if resource == "payment-customer" { "payment-customers" } else { resource };
        self.dialect_by_resource.get(resource).copied().unwrap_or(self.dialect)
    }

    /// Replaces the given settings. If one of them is invalid, none is changed.
    ///
    /// # Errors
    /// A message that names the unknown or invalid setting.
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
            return Err("`shipsTo` has an unknown country".to_owned());
        }
        *self = updated;
        Ok(())
    }
}
