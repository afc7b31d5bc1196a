//! What is remembered from one page to the next: written as JSON, believed only when it has the exact shape. Pure.

use crate::flow::{Dialect, Live, MethodName, Owed, Payment, PaymentData, Record, Resume};
use crate::json::Json;
use crate::money::{Currency, Money};

/// How long an entry is believed, in milliseconds. Approvals at a provider last about as long.
pub const LIFETIME: i64 = 30 * 60 * 1_000;

const VERSION: i64 = 2;

/// The storage key of a cart: its uuid is hashed, so that storage does not name it.
pub fn key(cart_id: &str) -> String {
    ["express-checkout:", &hash(cart_id).to_string()].concat()
}

/// FNV-1a: tells one cart or buyer from the few others of one tab; no secret depends on it.
pub fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The entry for a record; `now` and the expiry are milliseconds since 1970.
pub fn encode(record: &Record, now: i64) -> Json {
    let owed = |(owed, tries): &(Owed, u8)| {
        let mut json = method(&owed.method, &owed.data, owed.dialect);
        json.set("tries", i64::from(*tries).into());
        json
    };
    Json::map([
        ("v", VERSION.into()),
        ("expires", (now + LIFETIME).into()),
        ("live", record.live.as_ref().map(live).into()),
        ("owed", Json::list(record.owed.iter().map(owed))),
    ])
}

fn live(live: &Live) -> Json {
    match live {
        Live::Starting => Json::map([("phase", "starting".into())]),
        Live::Open(owed) => {
            let mut json = method(&owed.method, &owed.data, owed.dialect);
            json.set("phase", "open".into());
            json
        }
        Live::Away(Resume { payment, method: name, correlation, told, window }) => {
            let mut json = payment_entry("away", payment, name, correlation, *told);
            json.set("window", (*window).into());
            json
        }
        Live::Ordered(reference) => {
            Json::map([("phase", "ordered".into()), ("reference", reference.as_deref().into())])
        }
        Live::Placing { payment, method: name, correlation, orders_before, reference, told } => {
            let mut json = payment_entry("placing", payment, name, correlation, *told);
            let orders =
                orders_before.as_ref().map(|orders| Json::list(orders.iter().map(|order| order.as_str().into())));
            json.set("orders", orders.into());
            json.set("reference", reference.as_deref().into());
            json
        }
    }
}

fn payment_entry(phase: &str, payment: &Payment, name: &MethodName, correlation: &str, told: bool) -> Json {
    let mut json = method(name, &payment.data, payment.dialect);
    json.set("phase", phase.into());
    json.set("amount", payment.amount.minor.into());
    json.set("currency", payment.amount.currency.code().into());
    json.set("correlation", correlation.into());
    json.set("told", told.into());
    json
}

fn method(name: &MethodName, data: &PaymentData, dialect: Dialect) -> Json {
    Json::map([
        ("provider", name.provider.as_str().into()),
        ("method", name.name.as_str().into()),
        ("data", data.whole().clone()),
        ("platform", (dialect == Dialect::Platform).into()),
    ])
}

/// Reads an entry back. `None` for one that is expired, of another version, or not of our shape: storage is not trusted.
pub fn decode(entry: &Json, now: i64) -> Option<Record> {
    let expires = entry.get("expires").int()?;
    if entry.get("v").int()? != VERSION || !(now..=now + LIFETIME).contains(&expires) {
        return None;
    }
    let live = match entry.get("live") {
        Json::Null => None,
        live => Some(read_live(live)?),
    };
    let mut owed = Vec::new();
    for item in entry.get("owed").items() {
        owed.push((read_owed(item)?, u8::try_from(item.get("tries").int()?).ok()?));
    }
    Some(Record { live, owed })
}

fn read_live(live: &Json) -> Option<Live> {
    Some(match live.get("phase").str()? {
        "starting" => Live::Starting,
        "open" => Live::Open(read_owed(live)?),
        "ordered" => Live::Ordered(live.get("reference").str().map(str::to_owned)),
        "away" => Live::Away(Resume {
            payment: read_payment(live)?,
            method: read_method(live)?,
            correlation: live.get("correlation").text()?.to_owned(),
            told: live.get("told").bool()?,
            window: live.get("window").bool()?,
        }),
        "placing" => Live::Placing {
            payment: read_payment(live)?,
            method: read_method(live)?,
            correlation: live.get("correlation").text()?.to_owned(),
            orders_before: match live.get("orders") {
                Json::List(orders) => Some(orders.iter().filter_map(Json::str).map(str::to_owned).collect()),
                _ => None,
            },
            reference: live.get("reference").str().map(str::to_owned),
            told: live.get("told").bool()?,
        },
        _ => return None,
    })
}

fn read_owed(json: &Json) -> Option<Owed> {
    Some(Owed { method: read_method(json)?, data: PaymentData::parse(json.get("data"))?, dialect: dialect(json)? })
}

fn read_payment(json: &Json) -> Option<Payment> {
    let amount = Money { minor: json.get("amount").int()?, currency: Currency::parse(json.get("currency").str()?)? };
    Some(Payment { data: PaymentData::parse(json.get("data"))?, amount, dialect: dialect(json)? })
}

fn read_method(json: &Json) -> Option<MethodName> {
    let text = |key: &str| json.get(key).str().map(str::to_owned);
    Some(MethodName { provider: text("provider")?, name: text("method")? })
}

fn dialect(json: &Json) -> Option<Dialect> {
    json.get("platform").bool().map(|platform| if platform { Dialect::Platform } else { Dialect::Legacy })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let data = Json::parse(r#"{"transactionId":"tx1","redirectUrl":"https://pay.example/1","n":1.50}"#).unwrap();
        let data = PaymentData::parse(&data).unwrap();
        let name = MethodName { provider: "payone".to_owned(), name: "PayPal Express".to_owned() };
        let amount = Money { minor: 1230, currency: Currency::parse("EUR").unwrap() };
        Record {
            live: Some(Live::Placing {
                payment: Payment { data: data.clone(), amount, dialect: Dialect::Platform },
                method: name.clone(),
                correlation: "c".to_owned(),
                orders_before: Some(vec!["DE--1".to_owned()]),
                reference: None,
                told: false,
            }),
            owed: vec![(Owed { method: name, data, dialect: Dialect::Legacy }, 2)],
        }
    }

    #[test]
    fn a_record_comes_back_as_it_was_until_it_expires() {
        let entry = encode(&record(), 1_000);
        assert_eq!(decode(&entry, 2_000), Some(record()));
        assert_eq!(decode(&entry, 1_000 + LIFETIME + 1), None, "expired");
        assert_eq!(decode(&entry, 1_000 - LIFETIME * 2), None, "a clock set back does not make it live longer");
    }

    #[test]
    fn an_entry_that_was_tampered_with_is_not_believed() {
        let text = encode(&record(), 0).to_string();
        for (from, to) in [
            ("\"v\":2", "\"v\":3"),
            ("\"placing\"", "\"placed\""),
            ("\"tx1\"", "\"\""),
            ("1230", "\"a\""),
            ("EUR", "eur"),
            ("\"tries\":2", "\"tries\":256"),
            ("\"told\":false", "\"told\":0"),
            ("\"platform\":true", "\"platform\":null"),
        ] {
            let tampered = Json::parse(&text.replace(from, to)).unwrap();
            assert_eq!(decode(&tampered, 1), None, "{from} -> {to}");
        }
        assert_eq!(decode(&Json::Null, 0), None);
    }
}
