//! Answers `POST /payment-customers` (in some shops `/payment-customer`) with the payer's data and addresses.

use super::{Call, document, payments, resource};
use crate::Sandbox;
use crate::config::{Dialect, Method};
use crate::dialect::Problem;
use crate::http::Reply;
use crate::ledger::Status;
use crate::payers;
use crate::psp;
use crate::validate::{At, Check};
use serde_json::{Map, Value, json};

/// Answers `POST /payment-customers`.
pub fn post(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    if let Some(payment) = check.object(&root, "payment") {
        check.method(&payment);
    }
    check.filled(&root, "customerPaymentServiceProviderData");
    check.done()?;

    let method = payments::method(call)?;
    if !method.tells_who_paid(&sandbox.config) {
        return Err(match call.dialect {
            Dialect::Legacy => Problem::of_status(500),
            Dialect::Platform => Problem::provider("Payment method not found"),
        });
    }
    let replayed = call.attributes["customerPaymentServiceProviderData"].as_object().cloned().unwrap_or_default();
    psp::webpay::redeem(sandbox, &replayed);
    let status = replayed_payment(sandbox, "/payment-customers", &replayed)?;
    let id = replayed.get("transactionId").and_then(Value::as_str).unwrap_or_default();
    let payment = sandbox.payment(id).map(|payment| (payment.method, payment.is_abroad));
    // PayPal knows the payer after an approval. It asks the bank only when the money is taken.
    let knows_payer = match status {
        Status::Approved | Status::Ordered => true,
        Status::Declined => payment.is_some_and(|(method, _)| method == Method::Paypal),
        Status::Created | Status::Cancelled => false,
    };
    if !knows_payer {
        return Err(Problem::provider("The payer has not approved the payment."));
    }

    let is_abroad = payment.is_some_and(|(_, is_abroad)| is_abroad);
    let mut attributes = json!({"customer": payers::customer(sandbox.config.payer, is_abroad, call.dialect)});
    if call.dialect == Dialect::Platform {
        attributes["isSuccessful"] = json!(true);
    }
    let kind = resource(&call.request.path);
    let resource = document::resource(kind, document::no_id(call.dialect), attributes, call.link(&format!("/{kind}")));
    Ok(Reply::document(201, &json!({ "data": resource })))
}

/// Finds the payment by its data, and returns its status. Data that differs from the issued data is refused, and recorded as
/// a violation.
pub fn replayed_payment(sandbox: &mut Sandbox, route: &str, replayed: &Map<String, Value>) -> Result<Status, Problem> {
    let id = replayed.get("transactionId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let unknown = || Problem::provider(format!("Could not find a payment by transaction id \"{id}\"."));
    let payment = sandbox.payment(&id).ok_or_else(unknown)?;
    let status = payment.status;
    let lost: Vec<String> = payment.lost_in_replay(replayed).into_iter().map(str::to_owned).collect();
    if lost.is_empty() {
        return Ok(status);
    }
    sandbox.watch_replay(route, &id, &lost);
    let fields: Vec<Value> =
        lost.iter().map(|field| json!({"field": format!("/{field}"), "issue": "VALUE_MISMATCH"})).collect();
    let raw = json!({"name": "UNPROCESSABLE_ENTITY", "debug_id": "f1d5a0cbb2c34", "details": fields});
    Err(Problem::provider(raw.to_string()))
}
