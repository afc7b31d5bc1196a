//! Answers `POST /payment-cancellations`: the app deletes the payment, in any state (hazard H5).

use super::{Call, document, payment_customers, payments};
use crate::Sandbox;
use crate::config::Dialect;
use crate::dialect::Problem;
use crate::http::Reply;
use crate::ledger::Status;
use crate::validate::{At, Check};
use serde_json::{Value, json};

/// Answers `POST /payment-cancellations`.
pub fn post(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    if let Some(payment) = check.object(&root, "payment") {
        check.method(&payment);
        check.closed(&payment, &["paymentProviderName", "paymentMethodName"]);
    }
    if let Some(data) = check.object(&root, "preOrderPaymentData") {
        check.text(&data, "transactionId");
        check.closed(&data, &["transactionId"]);
    }
    check.done()?;
    payments::method(call)?;

    let replayed = call.attributes["preOrderPaymentData"].as_object().cloned().unwrap_or_default();
    let id = replayed.get("transactionId").and_then(Value::as_str).unwrap_or_default();
    if call.dialect == Dialect::Legacy {
        payment_customers::replayed_payment(sandbox, "/payment-cancellations", &replayed)?;
    }
    sandbox.watch_cancellation(id);
    let unknown = || Problem::provider(format!("Could not find a payment by transaction id \"{id}\"."));
    sandbox.payment(id).ok_or_else(unknown)?.status = Status::Cancelled;

    let attributes = match call.dialect {
        Dialect::Legacy => json!({"isSuccessful": true, "error": "", "preOrderPaymentData": []}),
        Dialect::Platform => json!({"isSuccessful": true}),
    };
    let link = call.link("/payment-cancellations");
    let resource = document::resource("payment-cancellations", document::no_id(call.dialect), attributes, link);
    Ok(Reply::document(201, &json!({ "data": resource })))
}
