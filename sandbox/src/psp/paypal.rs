//! Imitates PayPal: the scripts of both versions, and the window in which the payer approves.

use super::pages::{self, Page, amount};
use super::{JAVASCRIPT, told, told_id, wallet};
use crate::Sandbox;
use crate::http::{Reply, Request};
use crate::payers;
use crate::shop::{currencies, shipping};
use serde_json::{Value, json};

/// PayPal's languages for each country. The script is refused for other combinations, such as `it_CH`.
const LOCALES: &str = "ar_EG bg_BG cs_CZ da_DK de_AT de_CH de_DE de_LU el_GR en_AT en_AU en_BE en_CA en_CH en_DE \
en_ES en_FR en_GB en_IE en_IN en_IT en_NL en_US es_ES es_MX fi_FI fr_BE fr_CA fr_CH fr_FR fr_LU he_IL hu_HU id_ID \
it_IT ja_JP ko_KR nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO ru_RU sk_SK sv_SE th_TH tr_TR zh_CN zh_HK zh_TW";

/// The script of version 5. Like the real one, it is refused if a parameter is invalid.
pub fn script(request: &Request) -> Reply {
    let client = request.parameter("client-id").unwrap_or_default();
    let currency = request.parameter("currency").unwrap_or_else(|| "USD".to_owned());
    let complaint = if client.is_empty() {
        Some("'Missing query value for client-id'")
    } else if request.parameter("locale").is_some_and(|locale| !is_locale(&locale)) {
        Some("'Invalid query value for locale'")
    } else if !crate::shop::codes::is_currency(&currency) {
        Some("'Invalid query value for currency'")
    } else {
        None
    };
    match complaint {
        Some(text) => Reply::new(400, JAVASCRIPT, format!("throw new Error(\"SDK Validation error: {text}\");\n")),
        None => Reply::new(200, JAVASCRIPT, enclosed("", include_str!("paypal.js"))),
    }
}

/// The script of version 6. It gets its parameters later, and its locales are BCP 47 tags.
pub fn script_v6() -> Reply {
    let locales = format!("const locales = '{}'.split(' ');\n", LOCALES.replace('_', "-"));
    Reply::new(200, JAVASCRIPT, enclosed(&locales, include_str!("paypal-v6.js")))
}

// Both versions open the same window, and add only their global variable to the shop's page.
fn enclosed(constants: &str, script: &str) -> String {
    let shared = [include_str!("overlay.js"), include_str!("paypal-window.js")].concat();
    format!("(() => {{\n'use strict';\n{constants}{shared}{script}}})();\n")
}

fn is_locale(text: &str) -> bool {
    LOCALES.split(' ').any(|known| known == text)
}

/// The payer's window.
pub fn approve(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let parameter = |name: &str| request.parameter(name).unwrap_or_default();
    let (token, shop, return_url) = (parameter("token"), parameter("shop"), parameter("returnUrl"));
    let changes = parameter("changes");
    let payer = sandbox.config.payer;
    let express_price = sandbox.config.express_price;
    let Some(payment) = sandbox.payment_ever(&token).filter(|payment| payment.exists()) else {
        return pages::gone("PayPal", &request.origin);
    };
    let watched: Vec<&str> = changes.split(' ').collect();
    let extras: Vec<(&str, &str)> =
        [("address", "change-address", "Ship to another address"), ("option", "change-option", "Ship another way")]
            .into_iter()
            .filter(|(change, ..)| watched.contains(change))
            .map(|(_, id, text)| (id, text))
            .collect();
    let addresses = payers::sheet(payer)["addresses"].to_string();
    let options = options(express_price, &payment.currency).to_string();
    Page {
        provider: "PayPal",
        action: format!("{}/psp/paypal/outcome", request.origin),
        fields: &[("token", &token), ("shop", &shop), ("returnUrl", &return_url), ("abroad", "")],
        extras: &extras,
        script: Some("paypal/approve.js").filter(|_| !extras.is_empty()),
        facts: &[("shop", &shop), ("addresses", &addresses), ("options", &options)],
    }
    .ask(&amount(payment.amount, &payment.currency), payer, &request.origin)
}

// The payment app sent the shipping option to PayPal together with the order.
fn options(express_price: i64, currency: &str) -> Value {
    let option = |method: shipping::ShipmentMethod| {
        let value = amount(currencies::from_cents(method.price, currency), currency);
        let value = value.split(' ').next().unwrap_or_default().to_owned();
        json!({
            "id": method.id.to_string(), "label": method.name, "type": "SHIPPING", "selected": true,
            "amount": {"currencyCode": currency, "value": value},
        })
    };
    Value::Array(shipping::methods(express_price).into_iter().map(option).collect())
}

/// Records the payer's choice, and sends it to the page that opened the window, or redirects the payer back to the shop.
pub fn outcome(sandbox: &mut Sandbox, request: &Request) -> Reply {
    let field = |name: &str| request.form_field(name).unwrap_or_default();
    let (token, shop, return_url) = (field("token"), field("shop"), field("returnUrl"));
    let Some(outcome) = super::outcome(&field("action")) else {
        return pages::gone("PayPal", &request.origin);
    };
    let fault = sandbox.fault.clone();
    let Some(payment) = sandbox.payment_ever(&token).filter(|payment| payment.exists()) else {
        return pages::gone("PayPal", &request.origin);
    };
    payment.decide(outcome);
    payment.is_abroad = field("abroad") == "true";
    let told = told(fault.as_ref(), outcome);
    let order_id = told_id(fault.as_ref(), &token, "PPO-FORGED0001");
    let payer_id = "SANDBOXPAYER1";
    let back = [("paypal", told.first), ("token", order_id), ("PayerID", payer_id)];
    if let Some(url) = wallet::way_back(&return_url, &back) {
        return Reply::bare(303).with("location", url).with("cache-control", "no-store");
    }
    let facts = [
        ("kind", told.first),
        ("order-id", order_id),
        ("payer-id", payer_id),
        ("times", &told.times.to_string()),
        ("then", told.then),
        ("shop", &shop),
    ];
    pages::done("PayPal", &facts, &request.origin)
}
