//! Answers `POST /checkout`: saves the order, confirms the payment and deletes the cart. These are separate steps, in this
//! order.

use super::shipments::{self, Group};
use super::{Call, document, identity::Identity, order_view, payment_customers};
use crate::Sandbox;
use crate::config::{Dialect, Method, Pickup};
use crate::dialect::Problem;
use crate::faults::Kind;
use crate::http::Reply;
use crate::ledger::Status;
use crate::shop::cart::{Cart, Owner};
use crate::shop::order::Order;
use crate::shop::{codes, customers, stores, totals};
use serde_json::{Map, Value, json};

/// Answers `POST /checkout`.
pub fn post(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let owner = call.owner()?;
    validate(call)?;
    check_guest(call)?;
    shipments::check_split(&call.attributes)?;
    let id = call.attributes["idCart"].as_str().unwrap_or_default();
    let cart = sandbox.cart_of(&owner, id).cloned().ok_or_else(|| Problem::of_code("1103"))?;
    if cart.lines.is_empty() {
        return Err(Problem::of_code("1104"));
    }
    let method = paid_with(sandbox, call)?;
    let groups = parcels(sandbox, call, &cart)?;
    check_countries(sandbox, call)?;
    check_conditions(sandbox, call, &cart, &groups)?;
    let groups = by_id(sandbox, call, groups);

    let reference = save(sandbox, call, owner, &cart, method, &groups);
    confirm(sandbox, call, method, &reference)?;
    match sandbox.fault {
        Some(Kind::CartKept) => return Err(Problem::of_code("1106")),
        Some(Kind::SavedThenFailed) => {
            return Err(Problem::coded(422, "1102", "Your order could not be handed on to our warehouse."));
        }
        _ => {}
    }
    sandbox.carts.retain(|other| other.id != cart.id);
    Ok(answer(sandbox, call, &reference))
}

fn validate(call: &Call<'_>) -> Result<(), Problem> {
    shipments::validate(call, |check, root| {
        match call.dialect {
            Dialect::Legacy => check.required_address(root, "billingAddress"),
            Dialect::Platform => check.optional_address(root, "billingAddress"),
        }
        check.optional_address(root, "shippingAddress");
        check.filled(root, "payments");
    })
}

fn check_guest(call: &Call<'_>) -> Result<(), Problem> {
    let customer = call.attributes.get("customer").cloned().unwrap_or_default();
    let named = |field: &str| customer[field].as_str().is_some_and(|text| !text.is_empty());
    let complete = ["salutation", "firstName", "lastName", "email"].into_iter().all(named);
    let is_guest = matches!(call.identity, Identity::Guest(_));
    if is_guest && !complete { Err(Problem::of_code("1109")) } else { Ok(()) }
}

fn paid_with(sandbox: &Sandbox, call: &Call<'_>) -> Result<Method, Problem> {
    let payments = call.attributes["payments"].as_array().cloned().unwrap_or_default();
    let [payment] = payments.as_slice() else {
        return Err(Problem::of_code("1107"));
    };
    let provider = payment["paymentProviderName"].as_str().unwrap_or_default();
    let found = Method::find(provider, payment["paymentMethodName"].as_str().unwrap_or_default());
    found
        .filter(|method| sandbox.config.methods.contains(method))
        .ok_or_else(|| Problem::coded(422, "1102", "Checkout payment is not valid"))
}

fn parcels(sandbox: &Sandbox, call: &Call<'_>, cart: &Cart) -> Result<Vec<Group>, Problem> {
    let groups = shipments::groups(sandbox, cart, &call.attributes);
    if sandbox.config.pickup == Pickup::Strict {
        shipments::check_pickup(&groups, &call.attributes)?;
    }
    let split = shipments::is_split(&call.attributes);
    for group in &groups {
        if group.wanted.is_none() || !group.address.is_object() {
            return Err(Problem::of_code(if split { "4304" } else { "4303" }));
        }
        if group.method.is_none() {
            return Err(Problem::coded(422, "1102", "Shipment method not found."));
        }
    }
    let shipped: usize = groups.iter().map(|group| group.items.len()).sum();
    if shipped != cart.shippable().count() {
        return Err(Problem::of_code("4304"));
    }
    Ok(groups)
}

// Checks the conditions before the order is saved. The error lists all conditions that are not met.
fn check_conditions(sandbox: &Sandbox, call: &Call<'_>, cart: &Cart, groups: &[Group]) -> Result<(), Problem> {
    let is_german = call.is_german();
    let subtotal = totals::subtotal(cart);
    let hard = totals::missed(&sandbox.config, cart).filter(|threshold| threshold.is_hard());
    let mut reasons: Vec<String> =
        hard.map(|threshold| threshold.message(subtotal, &cart.currency, is_german)).collect();
    if let Some(Kind::Refused(planned)) = &sandbox.fault {
        let sku = cart.lines.first().map_or("", |line| line.sku.as_str());
        reasons.extend(planned.iter().map(|reason| reason.text(sku, is_german)));
    }
    if sandbox.config.pickup == Pickup::Late && shipments::check_pickup(groups, &call.attributes).is_err() {
        reasons.push("Service point is required.".to_owned());
    }
    if reasons.is_empty() { Ok(()) } else { Err(Problem::coded_for_all(422, "1102", reasons)) }
}

fn check_countries(sandbox: &Sandbox, call: &Call<'_>) -> Result<(), Problem> {
    let countries = stores::countries(&sandbox.config.ships_to);
    let shipments = call.attributes.get("shipments").and_then(Value::as_array);
    let parcels = shipments.into_iter().flatten().map(|shipment| ("Shipping", Some(&shipment["shippingAddress"])));
    let one = [("Billing", "billingAddress"), ("Shipping", "shippingAddress")];
    let one = one.map(|(word, name)| (word, call.attributes.get(name)));
    for (word, address) in one.into_iter().chain(parcels) {
        let code = address.and_then(|address| address["iso2Code"].as_str());
        // The billing country may be any country, the shipping country must be one of the store's countries.
        let served = |code: &str| {
            codes::is_country(code) && (word == "Billing" || countries.iter().any(|known| known.0 == code))
        };
        if let Some(code) = code.filter(|code| !served(code)) {
            return Err(Problem::coded(
                422,
                "1102",
                format!("{word} address country not found for country code: {code}"),
            ));
        }
    }
    Ok(())
}

// An address of the business unit is found by its id, and the other fields of the request are ignored; the name is the
// customer's. The ledger records a violation if the ignored fields differ from the saved address.
fn by_id(sandbox: &mut Sandbox, call: &Call<'_>, mut groups: Vec<Group>) -> Vec<Group> {
    let customer = match &call.identity {
        Identity::Customer(reference) => customers::with_reference(reference).address(),
        _ => Value::Null,
    };
    let knows = sandbox.config.company_user && customer.is_object();
    let mut wrong = Vec::new();
    let mut resolve = |address: &mut Value| {
        let Some(id) = address["idCompanyBusinessUnitAddress"].as_str() else { return };
        let units = customers::unit_addresses();
        let Some((_, unit)) = units.into_iter().find(|(known, _)| knows && *known == id) else {
            return wrong.push(format!("an address of a business unit has an unknown id: {id}"));
        };
        for field in ["address1", "address2", "zipCode", "city", "iso2Code", "phone"] {
            if address[field] != unit[field] {
                wrong.push(format!("an address with an id has a different {field}"));
            }
            address[field] = unit[field].clone();
        }
        for field in ["salutation", "firstName", "lastName"] {
            address[field] = customer[field].clone();
        }
        address["company"] = json!(customers::COMPANY);
    };
    groups.iter_mut().for_each(|group| resolve(&mut group.address));
    resolve(&mut call.attributes.get("billingAddress").cloned().unwrap_or_default());
    wrong.into_iter().for_each(|line| sandbox.journal.violation(line));
    groups
}

fn save(sandbox: &mut Sandbox, call: &Call<'_>, owner: Owner, cart: &Cart, method: Method, groups: &[Group]) -> String {
    let reference = format!("{}--{}", cart.store, sandbox.orders.len() + 1);
    let totals = totals::of(&sandbox.config, cart, &shipments::chosen(groups));
    let first_shipment = sandbox.orders.iter().map(|order| order.shipments.len()).sum::<usize>() + 1;
    let (attributes, shipments) = order_view::saved(sandbox, call, cart, groups, &totals, first_shipment);
    let until_listed = if let Some(Kind::SavedByAnother(later)) = sandbox.fault { later } else { 0 };
    sandbox.orders.push(Order {
        reference: reference.clone(),
        cart_id: cart.id.clone(),
        owner,
        grand_total: totals.grand,
        price_to_pay: totals.to_pay,
        method: Some(method),
        payment_amount: None,
        transaction_id: None,
        created_s: call.now_ms / 1000,
        listed_ms: call.now_ms + until_listed,
        is_earlier: false,
        attributes,
        shipments,
    });
    reference
}

// If the payment cannot be confirmed, the answer is an error, but the order and the cart stay (hazard H1).
fn confirm(sandbox: &mut Sandbox, call: &Call<'_>, method: Method, reference: &str) -> Result<(), Problem> {
    let dropped = call.dialect == Dialect::Platform && sandbox.config.platform_drops_pre_order_data;
    let data = call.attributes.get("preOrderPaymentData").and_then(Value::as_object).filter(|data| !data.is_empty());
    let result = match data.filter(|_| !dropped) {
        Some(data) => confirm_payment(sandbox, data, reference),
        None => Ok(()),
    };
    let express = method.is_express() && result.is_ok();
    if let Some(order) = sandbox.orders.last().cloned() {
        sandbox.watch_order(&order, express, dropped);
    }
    result.map_err(|response| {
        let detail = format!("Failed to confirm pre-order payment for order {reference}. Response: {response}");
        Problem::coded(422, "1102", detail)
    })
}

/// The HTML page of a gateway in front of the payment app, with personal data.
const RAW_PAGE: &str = "<html><head><title>504 Gateway Time-out</title></head><body><h1>504</h1><p>debug_id=f1d5a0cbb2c34 \
                        payer=ada.payer@example.com</p></body></html>";

fn confirm_payment(sandbox: &mut Sandbox, data: &Map<String, Value>, reference: &str) -> Result<(), String> {
    let declined = || json!([{"message": "The payment was declined."}]).to_string();
    match sandbox.fault {
        Some(Kind::SavedThenRefused) => return Err(declined()),
        Some(Kind::SavedThenRefusedByPage) => return Err(RAW_PAGE.to_owned()),
        _ => {}
    }
    let status =
        payment_customers::replayed_payment(sandbox, "/checkout", data).map_err(|problem| problem.summary())?;
    if status != Status::Approved {
        return Err(declined());
    }
    let id = data.get("transactionId").and_then(Value::as_str).unwrap_or_default();
    let Some(payment) = sandbox.payment(id) else {
        return Err(declined());
    };
    payment.status = Status::Ordered;
    payment.order_reference = Some(reference.to_owned());
    let amount = payment.amount;
    if let Some(order) = sandbox.orders.last_mut() {
        order.payment_amount = Some(amount);
        order.transaction_id = Some(id.to_owned());
    }
    Ok(())
}

fn answer(sandbox: &Sandbox, call: &Call<'_>, reference: &str) -> Reply {
    let attributes = json!({"orderReference": reference, "redirectUrl": null, "isExternalRedirect": null});
    let mut resource = document::resource("checkout", Value::Null, attributes, call.link("/checkout"));
    document::settle(&mut resource, call.dialect);
    let mut whole = json!({});
    let order = sandbox.orders.iter().find(|order| order.reference == reference);
    let included = order.filter(|_| call.request.includes().iter().any(|name| name == "orders")).map(|order| {
        let (orders, shipments) = order_view::resources(order, call);
        document::relate(&mut resource, "orders", std::slice::from_ref(&orders));
        shipments.into_iter().chain([orders]).collect::<Vec<Value>>()
    });
    whole["data"] = resource;
    if let Some(included) = included {
        whole["included"] = Value::Array(included);
    }
    Reply::document(201, &whole)
}
