//! Answers `POST /payments`: starts a payment before the order, or updates it.

use super::{Call, document};
use crate::Sandbox;
use crate::config::{Dialect, Method};
use crate::dialect::Problem;
use crate::http::Reply;
use crate::ledger::Status;
use crate::psp::payment::{self, Payment};
use crate::shop::cart::Owner;
use crate::validate::{At, Check};
use serde_json::{Map, Value, json};

/// Answers `POST /payments`.
pub fn post(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let amount = validate(call)?;
    let method = method(call)?;
    if !method.is_express() {
        let key = method.key();
        return Err(Problem::provider(format!(
            "Could not find an authorization endpoint for the payment method \"{key}\"."
        )));
    }
    if amount <= 0 {
        sandbox.journal.violation(format!("a payment of {amount}"));
        return Err(Problem::provider("Request to payment provider failed. The amount must be greater than 0."));
    }
    let data = match known_transaction(call) {
        Some(id) => update(sandbox, call, &id, amount)?,
        None => create(sandbox, call, method, amount),
    };
    let attributes = match call.dialect {
        Dialect::Legacy => {
            json!({"isSuccessful": true, "error": null, "preOrderPaymentData": data})
        }
        Dialect::Platform => json!({"isSuccessful": true, "preOrderPaymentData": data}),
    };
    let resource = document::resource("payments", document::no_id(call.dialect), attributes, call.link("/payments"));
    Ok(Reply::document(201, &json!({ "data": resource })))
}

fn validate(call: &Call<'_>) -> Result<i64, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    let mut amount = None;
    if let Some(quote) = check.object(&root, "quote") {
        if let Some(customer) = check.object(&quote, "customer") {
            check.text(&customer, "firstName");
            check.text(&customer, "lastName");
            check.email(&customer, "email", true);
            check.closed(&customer, &["firstName", "lastName", "email"]);
        }
        if let Some(address) = check.object(&quote, "billingAddress") {
            check.country(&address, "iso2Code");
            check.closed(&address, &["iso2Code"]);
        }
        if let Some(currency) = check.object(&quote, "currency") {
            check.currency(&currency, "code");
            check.closed(&currency, &["code"]);
        }
        check.closed(&quote, &["customer", "billingAddress", "currency"]);
    }
    if let Some(payment) = check.object(&root, "payment") {
        amount = check.numeric(&payment, "amount");
        check.method(&payment);
        check.closed(&payment, &["amount", "paymentProviderName", "paymentMethodName"]);
    }
    check.done()?;
    Ok(amount.unwrap_or_default() as i64)
}

/// The method in the attribute `payment`.
pub fn method(call: &Call<'_>) -> Result<Method, Problem> {
    let payment = call.attributes.get("payment").cloned().unwrap_or_default();
    let provider = payment["paymentProviderName"].as_str().unwrap_or_default();
    let name = payment["paymentMethodName"].as_str().unwrap_or_default();
    Method::find(provider, name).ok_or_else(|| Problem::provider("Payment method not found"))
}

// Only null or no id starts a new payment. An empty text is looked up as an id.
fn known_transaction(call: &Call<'_>) -> Option<String> {
    if call.dialect == Dialect::Platform {
        return None;
    }
    match &call.attributes.get("preOrderPaymentData")?["transactionId"] {
        Value::Null => None,
        Value::String(id) => Some(id.clone()),
        other => Some(other.to_string()),
    }
}

fn identity(call: &Call<'_>) -> Option<String> {
    Some(match call.identity.owner()? {
        Owner::Guest(id) => format!("guest:{id}"),
        Owner::Customer(reference) => format!("customer:{reference}"),
    })
}

fn create(sandbox: &mut Sandbox, call: &Call<'_>, method: Method, amount: i64) -> Map<String, Value> {
    let identity = identity(call);
    sandbox.watch_new_payment(identity.as_deref());
    let quote = &call.attributes["quote"];
    let currency = quote["currency"]["code"].as_str().unwrap_or_default().to_owned();
    let text = |field: &str| quote["customer"][field].as_str().unwrap_or_default().to_owned();
    let id = next_id(sandbox, method);
    let issued = payment::data(method, &id, &currency, None, &call.request.origin, || sandbox.count());
    sandbox.payments.push(Payment {
        method,
        ids: vec![id],
        issued: issued.clone(),
        amount,
        currency,
        status: Status::Created,
        outcome: None,
        order_reference: None,
        identity,
        customer: format!("{} {} <{}>", text("firstName"), text("lastName"), text("email")),
        country: quote["billingAddress"]["iso2Code"].as_str().unwrap_or_default().to_owned(),
        known_to_client: true,
        is_abroad: false,
    });
    issued
}

fn next_id(sandbox: &mut Sandbox, method: Method) -> String {
    match method {
        Method::Stripe => format!("pi_3SANDBOX{:012}", sandbox.count()),
        _ => format!("tx{:018}", sandbox.count()),
    }
}

fn update(sandbox: &mut Sandbox, call: &Call<'_>, id: &str, amount: i64) -> Result<Map<String, Value>, Problem> {
    let replayed = call.attributes["preOrderPaymentData"].as_object().cloned().unwrap_or_default();
    // The app's answer is forwarded: JSON inside a text.
    let unknown = || {
        Problem::provider(format!("[{{\"message\": \"Could not find a payment by transaction id \\\"{id}\\\".\"}}]"))
    };
    let known = sandbox.payment(id).ok_or_else(unknown)?.clone();
    let lost: Vec<String> = known.lost_in_replay(&replayed).into_iter().map(str::to_owned).collect();
    sandbox.watch_replay("/payments", id, &lost);
    if let Some(reference) = &known.order_reference {
        sandbox.journal.violation(format!("payment {id} updated after the order {reference} was placed"));
    }
    let renamed = amount != known.amount && sandbox.config.rotate_transaction_id;
    let new_id = if renamed { next_id(sandbox, known.method) } else { id.to_owned() };
    let currency = call.attributes["quote"]["currency"]["code"].as_str().unwrap_or_default().to_owned();
    let issued = if renamed {
        payment::data(known.method, &new_id, &currency, known.lasting_id(), &call.request.origin, || sandbox.count())
    } else {
        known.issued.clone()
    };
    let payment = sandbox.payment(id).ok_or_else(unknown)?;
    if renamed {
        payment.ids.push(new_id);
    }
    payment.issued = issued.clone();
    payment.amount = amount;
    payment.currency = currency;
    Ok(issued)
}
