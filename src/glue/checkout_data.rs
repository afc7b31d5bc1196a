//! `POST /checkout-data`: the shop's offer for a cart: total, shipments and payment methods. It only calculates and
//! stores nothing.
//!
//! Headers: the identity (bearer or guest id), content type and accept `application/vnd.api+json`.
//!
//! Rules (checkout-rest-api, shipments-rest-api, payments-rest-api): answers 200. Only the included cart has the total
//! with the shipment of the same request. Included resources are unsorted; the relationships have the order. PHP sends
//! empty maps as `[]`. A wrong shipment or payment method is not an error; it is only not selected. Resources that a
//! shop does not have are missing in the answer. `fields[...]` is never sent, because API Platform would then include
//! only those resources.

use super::{Request, Response, draft, error, fields};
use crate::address::Saved;
use crate::flow::{Draft, GlueError, Method, Offer, Script, Shipment, ShipmentMethod, Threshold, Totals};
use crate::json::Json;
use crate::money::{Currency, Money};
use std::sync::Arc;

/// The request for the offer.
pub fn request(draft: &Draft) -> Request {
    let more = if draft.guest { ",guest-cart-items" } else { ",items,company-business-unit-addresses" };
    ask(draft, more, draft::attributes(draft))
}

/// The first request of a page, without addresses, items and other data that the buttons do not need.
pub fn first_request(draft: &Draft) -> Request {
    ask(draft, "", draft::cart_and_shipments(draft))
}

fn ask(draft: &Draft, more: &str, attributes: Json) -> Request {
    let carts = if draft.guest { "guest-carts" } else { "carts,addresses" };
    let path = ["checkout-data?include=payment-methods,shipments,shipment-methods,shipment-types,", carts, more];
    Request::post(&path.concat(), "checkout-data", attributes)
}

/// The offer. Only the fields of the amount to pay are required; all others may be missing or wrong.
///
/// # Errors
/// Refusals, and successes without a cart, a total or a currency.
pub fn read(answer: &Response) -> Result<Offer, GlueError> {
    let mut offer = read_first(answer)?;
    let document = error::resource(answer)?;
    let included = document.get("included").items();
    let units = related(included, document.get("data"), "company-business-unit-addresses");
    offer.saved.extend(saved(&units, true));
    offer.quantities = quantities(included);
    Ok(offer)
}

/// The answer to [`first_request`].
///
/// # Errors
/// The same as [`read`].
pub fn read_first(answer: &Response) -> Result<Offer, GlueError> {
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
    let shipments = shipments(included, data, &groups, currency)?;

    let mut items = Vec::new();
    for group in &groups {
        for item in texts(group.get("attributes").get("items")) {
            items.insert(items.partition_point(|known| *known <= item), item);
        }
    }
    let mut fingerprint = joined(&items, ',');
    for part in [wire.get("subtotal"), cart.get("currency"), cart.get("store")] {
        fingerprint.push('|');
        fingerprint.push_str(part.text().unwrap_or_default());
    }

    let expense = wire.get("expenseTotal").int();
    let shipment = wire.get("shipmentTotal").int().or_else(|| expense.map(|all| all.min(selected_price(&shipments))));
    Some(Offer {
        total: Money { minor, currency },
        totals: Totals {
            subtotal: wire.get("subtotal").int(),
            discount: wire.get("discountTotal").int(),
            shipment,
            fees: expense.zip(shipment).map(|(all, shipment)| all - shipment).filter(|fees| *fees >= 0),
            tax: wire.get("taxTotal").int(),
            tax_on_top: cart.get("priceMode").str() == Some("NET_MODE"),
            gift_cards: Some(grand - minor).filter(|covered| *covered > 0),
        },
        fingerprint,
        quantities: None,
        thresholds: thresholds(cart.get("thresholds")),
        methods: methods(&related(included, data, "payment-methods")),
        shipments,
        country: cart.get("store").str().and_then(store_country),
        saved: saved(&related(included, data, "addresses"), false),
    })
}

/// The country of a store whose name is a country code (`DE`, `AT`). `EU` is not a country. Longer names are ignored.
fn store_country(store: &str) -> Option<String> {
    let code = store.len() == 2 && store != "EU" && store.bytes().all(|byte| byte.is_ascii_uppercase());
    code.then(|| store.to_owned())
}

/// An amount to pay: a whole number, not negative.
fn amount(wire: &Json) -> Option<i64> {
    wire.int().filter(|minor| *minor >= 0)
}

/// The `data` of a relationship, or null if the resource has no such relationship.
fn relation<'a>(resource: &'a Json, kind: &str) -> &'a Json {
    resource.get("relationships").get(kind).get("data")
}

/// The included resources of a kind that the resource is related to, in the order of the relationship. Without such a
/// relationship, all included resources of the kind.
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

/// The texts with a separator between them.
fn joined(texts: &[String], separator: char) -> String {
    let mut out = String::new();
    for text in texts {
        out.push_str(text);
        out.push(separator);
    }
    out.pop();
    out
}

/// The express methods, sorted by priority. Methods without a priority come last.
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

/// The groups of items that are shipped together.
///
/// Glue groups every item by its shipment (spryker/shipment, `ItemsGrouper`). In core, every item has a shipment; gift
/// cards have the method `NoShipment`. So a group of items without a method cannot be shipped to the address of the
/// request; it is kept without methods. A cart with nothing to ship has no groups of items. If no group names its
/// methods, or there are no groups (a shop that does not include them), all included methods are possible. A group that
/// names methods which are not included makes the answer unreadable.
///
/// Methods of the type `pickup` (shipment-types-rest-api) are left out, because `/checkout` refuses them without a
/// service point.
fn shipments(included: &[Json], data: &Json, groups: &[&Json], currency: Currency) -> Option<Vec<Shipment>> {
    const KIND: &str = "shipment-methods";
    let whole = [&Json::Null];
    let groups = if groups.is_empty() { &whole } else { groups };
    let single = groups.len() == 1;
    let named = groups.iter().any(|group| !relation(group, KIND).is_null());
    let mut shipments = Vec::new();
    for group in groups {
        let mut methods = Vec::new();
        if !named || !relation(group, KIND).is_null() {
            let owner = if named { group } else { data };
            methods = related(included, owner, KIND);
            if methods.is_empty() && !relation(owner, KIND).items().is_empty() {
                return None;
            }
        }
        let attributes = group.get("attributes");
        let mut selected = attributes.get("selectedShipmentMethod").get("id").int();
        if single && selected.is_none() {
            let all = data.get("attributes").get("selectedShipmentMethods").items();
            selected = all.first().and_then(|method| method.get("id").int());
        }
        let (picked_up, shipped): (Vec<&Json>, Vec<&Json>) =
            methods.into_iter().partition(|entry| is_picked_up(included, entry));
        let is_selected = |entry: &&Json| selected.is_some() && entry.get("id").int() == selected;
        if picked_up.iter().any(is_selected) {
            selected = None;
        }
        shipments.push(Shipment {
            items: Arc::new(texts(attributes.get("items"))),
            only_pick_up: shipped.is_empty() && !picked_up.is_empty(),
            methods: shipped.into_iter().filter_map(|entry| shipment_method(entry, currency)).collect(),
            selected,
        });
    }
    // A group without items can only stand for the whole cart. Beside other groups it is ignored.
    let is_shipped = |one: &Shipment| single && (one.only_pick_up || !one.methods.is_empty());
    shipments.retain(|shipment| !shipment.items.is_empty() || is_shipped(shipment));
    Some(shipments)
}

/// Whether the shipment method is of the type `pickup`.
fn is_picked_up(included: &[Json], method: &Json) -> bool {
    const KIND: &str = "shipment-types";
    let is_pick_up = |kind: &&Json| kind.get("attributes").get("key").str() == Some("pickup");
    !relation(method, KIND).is_null() && related(included, method, KIND).iter().any(is_pick_up)
}

/// The sum of the known prices of the selected shipment methods.
fn selected_price(shipments: &[Shipment]) -> i64 {
    let chosen = |shipment: &Shipment| {
        let method = shipment.method(shipment.selected)?;
        Some(method.price?.minor)
    };
    shipments.iter().filter_map(chosen).fold(0, i64::saturating_add)
}

/// The `thresholds` of a cart (sales-order-thresholds-rest-api). Glue lists only those that the cart does not meet.
fn thresholds(list: &Json) -> Vec<Threshold> {
    let mut thresholds = Vec::new();
    for entry in list.items() {
        if let Some(kind) = entry.get("type").str() {
            thresholds.push(Threshold {
                kind: kind.to_owned(),
                message: entry.get("message").str().filter(|text| !is_key(text)).and_then(fields::sentence),
                delta: amount(entry.get("deltaWithSubtotal")),
            });
        }
    }
    thresholds
}

/// Whether the text is a glossary key that the shop has not translated, such as `thresholds.hard.message`.
fn is_key(text: &str) -> bool {
    // Not `str::contains`, which would link the search for whole texts.
    text.is_ascii()
        && text.bytes().any(|byte| byte == b'.')
        && !text.bytes().any(|byte| matches!(byte, b'\t'..=b'\r' | b' '))
}

/// The quantities of the items, sorted by their ids. `None` if a quantity is missing.
fn quantities(included: &[Json]) -> Option<String> {
    let mut counted = Vec::new();
    for entry in included {
        if matches!(entry.get("type").str(), Some("items" | "guest-cart-items")) {
            let quantity = entry.get("attributes").get("quantity").text()?;
            counted.push([entry.get("id").text()?, " ", quantity].concat());
        }
    }
    counted.sort_unstable();
    (!counted.is_empty()).then(|| joined(&counted, '|'))
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
mod store_tests;
#[cfg(test)]
mod tests;
