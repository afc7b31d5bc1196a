//! `POST /checkout-data`: what the shop offers for a cart, as it would be ordered. A calculation: nothing is stored.
//!
//! Headers: the identity (bearer or guest id), content type and accept `application/vnd.api+json`.
//!
//! Rules (checkout-rest-api, shipments-rest-api, payments-rest-api): answers 200. Only the included cart knows the total
//! with the shipment of this very request. Included resources stand in no order; the relationships give it. PHP sends
//! empty maps as `[]`. A wrong shipment or payment method is no error, it is just not selected.

use super::{Answer, Call, draft, error, fields};
use crate::address::Saved;
use crate::flow::{Draft, GlueError, Method, Offer, Script, Shipment, ShipmentMethod, Totals};
use crate::json::Json;
use crate::money::{Currency, Money};
use std::sync::Arc;

/// Asks for the offer.
pub fn call(draft: &Draft) -> Call {
    ask(draft, ",company-business-unit-addresses", draft::attributes(draft))
}

/// As [`call`], before anybody pays: without addresses, and without what nobody needs to see a button.
pub fn call_at_rest(draft: &Draft) -> Call {
    ask(draft, "", draft::at_rest(draft))
}

fn ask(draft: &Draft, more: &str, attributes: Json) -> Call {
    let (carts, more) = if draft.guest { ("guest-carts", "") } else { ("carts,addresses", more) };
    let path = ["checkout-data?include=payment-methods,shipments,shipment-methods,", carts, more].concat();
    Call::post(&path, "checkout-data", attributes)
}

/// The offer: lenient with every field but those that say what is to be paid.
///
/// # Errors
/// Refusals, and successes without a cart, a total or a currency.
pub fn read(answer: &Answer) -> Result<Offer, GlueError> {
    let mut offer = read_at_rest(answer)?;
    let document = error::resource(answer)?;
    let units = related(document.get("included").items(), document.get("data"), "company-business-unit-addresses");
    offer.saved.extend(saved(&units, true));
    Ok(offer)
}

/// As [`read`], of what [`call_at_rest`] asks for.
///
/// # Errors
/// As [`read`].
pub fn read_at_rest(answer: &Answer) -> Result<Offer, GlueError> {
    let document = error::resource(answer)?;
    offer(&document).ok_or_else(|| error::unreadable(answer))
}

fn offer(document: &Json) -> Option<Offer> {
    let data = document.get("data");
    let included = document.get("included").items();
    let mut carts = related(included, data, "guest-carts");
    if carts.is_empty() {
        carts = related(included, data, "carts");
    }
    let cart = carts.first()?.get("attributes");
    let wire = cart.get("totals");
    let currency = Currency::parse(cart.get("currency").str()?)?;
    let grand = amount(wire.get("grandTotal"))?;
    let minor = match wire.get("priceToPay") {
        Json::Null => grand,
        rest => amount(rest)?.min(grand),
    };
    let groups = related(included, data, "shipments");

    let mut items = Vec::new();
    for group in &groups {
        for item in texts(group.get("attributes").get("items")) {
            items.insert(items.partition_point(|known| *known <= item), item);
        }
    }
    let mut fingerprint = items.join(",");
    for part in [wire.get("subtotal"), wire.get("discountTotal"), cart.get("currency"), cart.get("store")] {
        fingerprint.push('|');
        fingerprint.push_str(part.text().unwrap_or_default());
    }

    Some(Offer {
        total: Money { minor, currency },
        totals: Totals {
            subtotal: wire.get("subtotal").int(),
            discount: wire.get("discountTotal").int(),
            shipment: wire.get("shipmentTotal").int().or_else(|| wire.get("expenseTotal").int()),
            tax: wire.get("taxTotal").int(),
            gift_cards: Some(grand - minor).filter(|covered| *covered > 0),
        },
        fingerprint,
        methods: methods(&related(included, data, "payment-methods")),
        shipments: shipments(included, data, groups, currency)?,
        country: cart.get("store").str().and_then(store_country),
        saved: saved(&related(included, data, "addresses"), false),
    })
}

/// Stores are named by a country as a rule (`DE`, `AT`); `EU` is none, and neither is any longer name.
fn store_country(store: &str) -> Option<String> {
    let code = store.len() == 2 && store != "EU" && store.bytes().all(|byte| byte.is_ascii_uppercase());
    code.then(|| store.to_owned())
}

/// An amount to pay: whole, and not below nothing.
fn amount(wire: &Json) -> Option<i64> {
    wire.int().filter(|minor| *minor >= 0)
}

/// What a relationship names, or null where the resource has no such relationship.
fn relation<'a>(resource: &'a Json, kind: &str) -> &'a Json {
    resource.get("relationships").get(kind).get("data")
}

/// The included resources of a kind: those that the resource is related to, in that order, or all where it names none.
fn related<'a>(included: &'a [Json], resource: &Json, kind: &str) -> Vec<&'a Json> {
    let of_kind = || included.iter().filter(|entry| entry.get("type").str() == Some(kind));
    let named = match relation(resource, kind) {
        Json::List(named) => named,
        one @ Json::Map(_) => std::slice::from_ref(one),
        _ => return of_kind().collect(),
    };
    let mut found = Vec::new();
    for id in named.iter().filter_map(|entry| entry.get("id").text()) {
        found.extend(of_kind().find(|entry| entry.get("id").text() == Some(id)));
    }
    found
}

/// The texts of a list.
fn texts(list: &Json) -> Vec<String> {
    list.items().iter().filter_map(|item| item.text().map(str::to_owned)).collect()
}

/// The express methods by priority, those without one last.
fn methods(entries: &[&Json]) -> Vec<Method> {
    let mut sorted = Vec::new();
    for entry in entries {
        let attributes = entry.get("attributes");
        let priority = attributes.get("priority").int().unwrap_or(i64::MAX);
        sorted.insert(sorted.partition_point(|(known, _)| *known <= priority), (priority, attributes));
    }
    sorted.into_iter().filter_map(|(_, attributes)| method(attributes)).collect()
}

fn method(attributes: &Json) -> Option<Method> {
    let configuration = attributes.get("paymentMethodAppConfiguration").get("checkoutConfiguration");
    if configuration.get("strategy").str() != Some("express-checkout") {
        return None;
    }
    let provider = attributes.get("paymentProviderName").text()?.to_owned();
    let name = attributes.get("paymentMethodName").text()?.to_owned();
    let mut key = provider.clone();
    key.push('-');
    for char in name.chars() {
        key.push(if char == ' ' { '-' } else { char.to_ascii_lowercase() });
    }
    let mut scripts = Vec::new();
    for script in configuration.get("scripts").items() {
        let Some(url) = script.get("url").text() else { continue };
        let mut params = Vec::new();
        for (name, value) in script.get("queryParams").members() {
            if let Some(value) = value.text() {
                params.push((name.clone(), value.to_owned()));
            }
        }
        scripts.push(Script { url: url.to_owned(), params });
    }
    let endpoints = attributes.get("paymentMethodAppConfiguration").get("endpoints").items();
    let tells_customer = |endpoint: &Json| endpoint.get("name").str() == Some("customer");
    Some(Method {
        tells_customer: endpoints.is_empty() || endpoints.iter().any(tells_customer),
        key,
        provider,
        name,
        app_key: configuration.get("appPaymentMethodKey").text().map(str::to_owned),
        scripts,
        data: Json::Map(configuration.get("paymentServiceProviderData").members().to_vec()),
    })
}

/// The groups that are shipped.
///
/// That nothing is shipped is said by shipment methods alone: a cart of downloads has none. A group that has none beside
/// groups that have some stays, without methods, so that it is not ordered as if it needed none. Where no group names its
/// methods, or there are no groups at all (a shop that does not include them), all included methods count. To name methods
/// that are not there is a broken answer.
fn shipments(included: &[Json], data: &Json, mut groups: Vec<&Json>, currency: Currency) -> Option<Vec<Shipment>> {
    const KIND: &str = "shipment-methods";
    if groups.is_empty() {
        groups.push(&Json::Null);
    }
    let single = groups.len() == 1;
    let named = groups.iter().any(|group| !relation(group, KIND).is_null());
    let mut shipments = Vec::new();
    for group in groups {
        let methods = if named && relation(group, KIND).is_null() {
            Vec::new()
        } else {
            let owner = if named { group } else { data };
            let methods = related(included, owner, KIND);
            if methods.is_empty() && !relation(owner, KIND).items().is_empty() {
                return None;
            }
            methods
        };
        let attributes = group.get("attributes");
        let mut selected = attributes.get("selectedShipmentMethod").get("id").int();
        if single && selected.is_none() {
            let all = data.get("attributes").get("selectedShipmentMethods").items();
            selected = all.first().and_then(|method| method.get("id").int());
        }
        shipments.push(Shipment {
            items: Arc::new(texts(attributes.get("items"))),
            methods: methods.iter().filter_map(|entry| shipment_method(entry, currency)).collect(),
            selected,
        });
    }
    // Only a whole cart can be shipped without naming items: an empty group beside others holds nothing.
    shipments.retain(|shipment| single || !shipment.items.is_empty());
    if shipments.iter().all(|shipment| shipment.methods.is_empty()) {
        shipments.clear();
    }
    Some(shipments)
}

fn shipment_method(entry: &Json, cart: Currency) -> Option<ShipmentMethod> {
    let attributes = entry.get("attributes");
    let text = |key| attributes.get(key).text().unwrap_or_default().to_owned();
    let currency = match attributes.get("currencyIsoCode") {
        Json::Null => Some(cart),
        code => code.str().and_then(Currency::parse),
    };
    let price = amount(attributes.get("price")).zip(currency);
    Some(ShipmentMethod {
        id: entry.get("id").int()?,
        name: text("name"),
        carrier: text("carrierName"),
        price: price.map(|(minor, currency)| Money { minor, currency }),
    })
}

/// The saved addresses, the default one for shipping first.
fn saved(entries: &[&Json], is_company: bool) -> Vec<Saved> {
    let mut saved = Vec::new();
    for first in [true, false] {
        for entry in entries {
            let attributes = entry.get("attributes");
            let default = attributes.get("isDefaultShipping").bool() == Some(true);
            if default == first
                && let Some(id) = entry.get("id").text()
                && let Some(fields) = fields::read_address(attributes)
            {
                saved.push(Saved { id: id.to_owned(), is_company, fields });
            }
        }
    }
    saved
}

#[cfg(test)]
mod tests;
