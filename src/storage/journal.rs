//! Writes the record for the next page as JSON, and reads it back. An entry with another shape is ignored. Pure.

use crate::flow::{
    CancellationRequest, Dialect, EarlierOrders, Live, MethodName, Payment, PaymentData, Record, Resume,
};
use crate::hash::hash;
use crate::json::Json;
use crate::money::{Currency, Money};

/// How long an entry is valid, in milliseconds: about as long as an approval at a provider. The record of an order that
/// was sent never expires within the session, because its cart may still exist.
pub const LIFETIME: i64 = 30 * 60 * 1_000;

/// How long the other tabs of the browser know of an order that may exist, in milliseconds: one day.
const SHARED: i64 = 24 * 60 * 60 * 1_000;

/// How far the device's clock may be set back between writing and reading, in milliseconds: one day.
const CLOCK_SET_BACK: i64 = 24 * 60 * 60 * 1_000;

/// The largest number of tries of a cancellation that is read back. The flow gives up long before.
const MOST_TRIES: u8 = 100;

const VERSION: i64 = 2;

/// The beginning of all storage keys.
pub const PREFIX: &str = "express-checkout:";

/// The storage key of a cart, with a hash of its uuid.
pub fn key(cart_id: &str) -> String {
    [PREFIX, &hash(cart_id).to_string()].concat()
}

/// The entry for a record; `now` and the expiry are milliseconds since 1970.
pub fn encode(record: &Record, now: i64) -> Json {
    let cancellation = |(cancellation, tries): &(CancellationRequest, u8)| {
        let mut json = method(&cancellation.method, &cancellation.data, cancellation.dialect);
        json.set("tries", i64::from(*tries).into());
        json
    };
    Json::map([
        ("v", VERSION.into()),
        ("expires", (now + LIFETIME).into()),
        ("live", record.live.as_ref().map(live).into()),
        ("owed", Json::list(record.cancellation.iter().map(cancellation))),
    ])
}

fn live(live: &Live) -> Json {
    match live {
        Live::Starting => Json::map([("phase", "starting".into())]),
        Live::Open(cancellation) => {
            let mut json = method(&cancellation.method, &cancellation.data, cancellation.dialect);
            json.set("phase", "open".into());
            json
        }
        Live::Away(Resume { payment, method: name, correlation, completed, window, stale: _ }) => {
            let mut json = payment_entry("away", payment, name, correlation, *completed);
            json.set("window", (*window).into());
            json
        }
        Live::Ordered(reference) => ordered("ordered", reference.as_deref()),
        Live::Complete(reference) => ordered("complete", reference.as_deref()),
        Live::Placing { payment, method: name, correlation, orders_before, reference, completed } => {
            let mut json = payment_entry("placing", payment, name, correlation, *completed);
            if let Some(EarlierOrders { references, buyer }) = orders_before {
                json.set("orders", Json::list(references.iter().map(|order| order.as_str().into())));
                json.set("buyer", buyer.map(i64::from).into());
            }
            json.set("reference", reference.as_deref().into());
            json
        }
    }
}

fn ordered(phase: &str, reference: Option<&str>) -> Json {
    Json::map([("phase", phase.into()), ("reference", reference.into())])
}

fn payment_entry(phase: &str, payment: &Payment, name: &MethodName, correlation: &str, completed: bool) -> Json {
    let mut json = method(name, &payment.data, payment.dialect);
    json.set("phase", phase.into());
    json.set("amount", payment.amount.minor.into());
    json.set("currency", payment.amount.currency.code().into());
    json.set("correlation", correlation.into());
    json.set("told", completed.into());
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

/// Shorter forms of a record for a full storage, the longest first. Only the record of an order that was sent has any,
/// because it prevents a second order. Without the list of earlier orders, the next page never says that nothing was
/// ordered.
pub fn shortened(record: &Record) -> Vec<Record> {
    let Some(Live::Placing { payment, method, correlation, reference, completed, .. }) = &record.live else {
        return Vec::new();
    };
    let placing = |data| Live::Placing {
        payment: Payment { data, ..payment.clone() },
        method: method.clone(),
        correlation: correlation.clone(),
        orders_before: None,
        reference: reference.clone(),
        completed: *completed,
    };
    let without_orders =
        Record { live: Some(placing(payment.data.clone())), cancellation: record.cancellation.clone() };
    let shortest = Record { live: Some(placing(payment.data.id_only())), cancellation: Vec::new() };
    vec![without_orders, shortest]
}

/// What the other tabs of the browser must know: that an order may exist, or does while its cart may still exist. Of the payment's
/// data, they get only the id.
pub fn shared(record: &Record) -> Option<Record> {
    let mut live = record.live.clone()?;
    match &mut live {
        Live::Placing { payment, .. } => payment.data = payment.data.id_only(),
        Live::Ordered(_) => {}
        Live::Starting | Live::Open(_) | Live::Away(_) | Live::Complete(_) => return None,
    }
    Some(Record { live: Some(live), cancellation: Vec::new() })
}

/// Whether an entry that a tab has told the others is still believed. The first module asks, which cannot read the whole entry.
pub fn is_shared_still(entry: &Json, now: i64) -> bool {
    let since = entry.get("expires").int().map_or(0, |expires| expires.saturating_sub(LIFETIME));
    let is_known = entry.get("v").int() == Some(VERSION);
    is_known && since.saturating_sub(CLOCK_SET_BACK) < now && now < since.saturating_add(SHARED)
}

/// Reads an entry back. `None` if it is expired, has another version or another shape, because storage is not trusted.
/// An order that was sent never expires, but the cancellations in its entry do. An expired payment whose attempt was
/// announced is read back as stale, so that its end is announced.
pub fn decode(entry: &Json, now: i64) -> Option<Record> {
    let expires = entry.get("expires").int()?;
    if entry.get("v").int()? != VERSION {
        return None;
    }
    let live = match entry.get("live") {
        Json::Null => None,
        live => Some(read_live(live)?),
    };
    let mut cancellation = Vec::new();
    for item in entry.get("owed").items() {
        let tries = u8::try_from(item.get("tries").int()?).ok()?;
        cancellation.push((read_cancellation(item)?, tries.min(MOST_TRIES)));
    }
    let record = Record { live, cancellation };
    if (now..=now.saturating_add(LIFETIME + CLOCK_SET_BACK)).contains(&expires) {
        return Some(record);
    }
    let live = match record.live {
        Some(Live::Away(resume)) => Live::Away(Resume { stale: true, ..resume }),
        Some(sent @ (Live::Placing { .. } | Live::Ordered(_) | Live::Complete(_))) => sent,
        Some(Live::Open(_) | Live::Starting) | None => return None,
    };
    Some(Record { live: Some(live), cancellation: Vec::new() })
}

fn read_live(live: &Json) -> Option<Live> {
    Some(match live.get("phase").str()? {
        "starting" => Live::Starting,
        "open" => Live::Open(read_cancellation(live)?),
        "ordered" => Live::Ordered(live.get("reference").str().map(str::to_owned)),
        "complete" => Live::Complete(live.get("reference").str().map(str::to_owned)),
        "away" => Live::Away(Resume {
            payment: read_payment(live)?,
            method: read_method(live)?,
            correlation: live.get("correlation").text()?.to_owned(),
            completed: live.get("told").bool()?,
            window: live.get("window").bool()?,
            stale: false,
        }),
        "placing" => Live::Placing {
            payment: read_payment(live)?,
            method: read_method(live)?,
            correlation: live.get("correlation").text()?.to_owned(),
            orders_before: match live.get("orders") {
                Json::List(orders) => Some(EarlierOrders {
                    references: orders.iter().filter_map(Json::str).map(str::to_owned).collect(),
                    buyer: live.get("buyer").int().and_then(|mark| mark.try_into().ok()),
                }),
                _ => None,
            },
            reference: live.get("reference").str().map(str::to_owned),
            completed: live.get("told").bool()?,
        },
        _ => return None,
    })
}

fn read_cancellation(json: &Json) -> Option<CancellationRequest> {
    Some(CancellationRequest {
        method: read_method(json)?,
        data: PaymentData::parse(json.get("data"))?,
        dialect: dialect(json)?,
    })
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
                orders_before: Some(EarlierOrders { references: vec!["DE--1".to_owned()], buyer: Some(u16::MAX) }),
                reference: None,
                completed: false,
            }),
            cancellation: vec![(CancellationRequest { method: name, data, dialect: Dialect::Legacy }, 2)],
        }
    }

    /// A record whose payment only waits to be cancelled.
    fn open() -> Record {
        let (cancellation, _) = record().cancellation.remove(0);
        Record { live: Some(Live::Open(cancellation.clone())), cancellation: vec![(cancellation, 1)] }
    }

    #[test]
    fn other_tabs_know_for_a_day_that_an_order_may_exist_and_nothing_else() {
        assert_eq!(shared(&open()), None);
        let brief = shared(&record()).unwrap();
        assert!(brief.may_be_ordered() && brief.cancellation.is_empty());
        let written = encode(&brief, 1_000).written();
        assert!(!written.contains("pay.example"), "{written}");
        let entry = Json::parse(&written).unwrap();
        assert!(is_shared_still(&entry, SHARED) && !is_shared_still(&entry, 1_000 + SHARED));
        assert!(!is_shared_still(&entry, -CLOCK_SET_BACK), "the clock was set back by more than a day");
        assert!(!is_shared_still(&Json::default(), 0));
        let ordered = Record { live: Some(Live::Ordered(None)), cancellation: Vec::new() };
        assert_eq!(shared(&ordered), Some(ordered.clone()));
        assert_eq!(decode(&entry, SHARED), Some(brief));
    }

    #[test]
    fn a_record_comes_back_as_it_was_until_it_expires() {
        for record in [record(), open()] {
            let entry = encode(&record, 1_000);
            assert_eq!(decode(&entry, 2_000), Some(record));
        }
        let entry = encode(&open(), 1_000);
        assert_eq!(decode(&entry, 1_000 + LIFETIME), Some(open()));
        assert_eq!(decode(&entry, 1_000 + LIFETIME + 1), None, "expired");
    }

    #[test]
    fn a_record_is_valid_after_the_clock_was_set_back() {
        let written = 1_700_000_000_000;
        for back in [1, 2_000, 60 * 60 * 1_000, LIFETIME * 2, CLOCK_SET_BACK] {
            for record in [record(), open()] {
                assert_eq!(decode(&encode(&record, written), written - back), Some(record), "{back} ms");
            }
        }
        assert_eq!(decode(&encode(&open(), written), written - CLOCK_SET_BACK - 1), None, "but not by more than a day");
    }

    #[test]
    fn the_record_of_a_sent_order_never_expires() {
        let ordered = Record { live: Some(Live::Ordered(Some("DE--1".to_owned()))), cancellation: open().cancellation };
        for record in [record(), ordered] {
            let entry = encode(&record, 1_700_000_000_000);
            for now in [0, i64::MAX, 1_700_000_000_000 + LIFETIME + 1, 1_700_000_000_000 - CLOCK_SET_BACK - 1] {
                let read = decode(&entry, now).map(|record| (record.live, record.cancellation.len()));
                assert_eq!(read, Some((record.live.clone(), 0)), "at {now}: only the cancellations expire");
            }
        }
    }

    #[test]
    fn a_full_storage_gets_a_shorter_record_of_a_sent_order() {
        let [without_orders, shortest] = shortened(&record()).try_into().unwrap();
        let Some(Live::Placing { orders_before: None, payment, .. }) = &without_orders.live else { panic!() };
        assert_eq!(payment.data.whole().get("redirectUrl").text(), Some("https://pay.example/1"));
        assert_eq!(without_orders.cancellation, record().cancellation);
        let Some(Live::Placing { orders_before: None, payment, correlation, .. }) = &shortest.live else { panic!() };
        assert_eq!((payment.data.transaction_id(), correlation.as_str()), ("tx1", "c"));
        let lengths = [record(), without_orders, shortest].map(|record| encode(&record, 0).to_string().len());
        assert!(lengths.is_sorted_by(|longer, shorter| longer > shorter), "{lengths:?}");
        assert_eq!(shortened(&open()), [], "without an order, the page cancels the payment itself");
    }

    #[test]
    fn a_forged_number_of_tries_does_not_overflow() {
        let text = encode(&record(), 0).to_string().replace("\"tries\":2", "\"tries\":255");
        let tries = decode(&Json::parse(&text).unwrap(), 1).map(|record| record.cancellation[0].1);
        assert_eq!(tries, Some(MOST_TRIES));
    }

    #[test]
    fn a_forged_entry_is_ignored() {
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
