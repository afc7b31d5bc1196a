//! Selects the parts of a wallet's answer that are added to the payment's data. Pure.
//!
//! These data may be stored for the next page, so they must not contain personal data. Only names that are known to be
//! tokens or ids of payments are taken, because a list of personal names would always be incomplete.

use crate::json::Json;

/// Names that are taken from any object: `cardToken`, `paymentMethodNonce`, `ephemeralPublicKey`, `cardNetwork`.
const TAKEN: [&str; 15] = [
    "token",
    "tokens",
    "nonce",
    "handle",
    "signature",
    "signatures",
    "cryptogram",
    "key",
    "version",
    "status",
    "type",
    "network",
    "cavv",
    "eci",
    "xid",
];

/// Objects whose ids are taken: payments, but not customers.
const NAMED: [&str; 14] = [
    "payment",
    "transaction",
    "order",
    "session",
    "intent",
    "method",
    "request",
    "authorization",
    "auth",
    "source",
    "charge",
    "setup",
    "key",
    "token",
];

/// Names of ids.
const NAMES: [&str; 5] = ["id", "identifier", "reference", "code", "hash"];

/// The tokens and the ids of payments in a wallet's answer, in the same nesting. Everything else is left out, above all data
/// about the shopper.
pub fn handles(details: Json) -> Json {
    taken(details, &[], &[]).unwrap_or_else(|| Json::map([]))
}

/// The part of a value that is taken. `words` are the words of its name, and `inside` those of the object that has it.
fn taken(value: Json, words: &[String], inside: &[String]) -> Option<Json> {
    match value {
        Json::Map(members) => {
            let member = |(name, value): (String, Json)| {
                let value = taken(value, &split(&name), words)?;
                Some((name, value))
            };
            let members: Vec<_> = members.into_iter().filter_map(member).collect();
            (!members.is_empty()).then_some(Json::Map(members))
        }
        Json::List(items) => {
            let items: Vec<_> = items.into_iter().filter_map(|item| taken(item, words, inside)).collect();
            (!items.is_empty()).then_some(Json::List(items))
        }
        Json::Null => None,
        plain => is_handle(words, inside).then_some(plain),
    }
}

fn is_handle(words: &[String], inside: &[String]) -> bool {
    let Some(last) = words.last().map(String::as_str) else { return false };
    // A plain `id` belongs to the object that has it.
    let of = words.iter().rev().nth(1).or(inside.last()).map(String::as_str);
    let names = NAMES.contains(&last) && of.map_or(last == "id", |of| NAMED.contains(&of));
    // Wallets call the encrypted text `data`, inside payment data or a token.
    let encrypted =
        last == "data" && words.len() == 1 && inside.iter().any(|word| word == "payment" || word == "token");
    TAKEN.contains(&last) || names || encrypted
}

/// The words of a name in lower case: `payment`, `method`, `id` for `paymentMethodID` and for `payment_method_id`.
fn split(name: &str) -> Vec<String> {
    let bytes = name.as_bytes();
    let small = |at: usize| bytes.get(at).is_some_and(|byte| !byte.is_ascii_uppercase());
    let mut words: Vec<String> = Vec::new();
    let mut between = true;
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            between = true;
            continue;
        }
        let begins = byte.is_ascii_uppercase() && at > 0 && (small(at - 1) || small(at + 1));
        if between || begins {
            words.push(String::new());
        }
        between = false;
        if let Some(word) = words.last_mut() {
            word.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(details: &str) -> String {
        handles(Json::parse(details).unwrap()).to_string()
    }

    #[test]
    fn tokens_and_payment_ids_are_taken_at_every_depth() {
        for whole in [
            r#"{"status":"approved","walletToken":"wt-1"}"#,
            r#"{"paymentId":"1","transactionId":"2","transaction_id":"3","orderID":"4","PaymentIntentID":"5"}"#,
            r#"{"apiVersion":2,"paymentMethodData":{"type":"CARD","tokenizationData":{"type":"GATEWAY","token":"{}"}}}"#,
            r#"{"token":{"paymentData":{"version":"EC_v1","data":"x","signature":"y","header":{"ephemeralPublicKey":"k","publicKeyHash":"h","transactionId":"t"}},"paymentMethod":{"network":"Visa","type":"debit"},"transactionIdentifier":"i"}}"#,
            r#"{"id":"tok_1","paymentMethod":{"id":"pm_1"},"nonce":"n","handle":"h"}"#,
            r#"{"tokens":["a","b"],"payments":[{"paymentMethodNonce":"n"}]}"#,
            r#"{"authorizationCode":"c","cavv":"a","eci":"05"}"#,
        ] {
            assert_eq!(left(whole), whole);
        }
    }

    #[test]
    fn personal_data_are_left_out() {
        let personal = [
            "payerName",
            "payer_name",
            "cardholderName",
            "recipient",
            "name",
            "firstName",
            "line1",
            "addressLine",
            "postalCode",
            "city",
            "country",
            "email",
            "payerEmail",
            "phone",
            "taxId",
            "nationalId",
            "customerId",
            "userId",
            "emailHash",
            "data",
            "customerData",
            "birthDate",
            "description",
            "cardDetails",
            "last4",
            "cardNumber",
            "code",
            "reference",
            "note",
            "memo",
            "ip",
            "company",
            "vat",
            "Id card",
            "",
        ];
        for name in personal {
            for value in [r#""Ada""#, r#"["Ada"]"#, r#"{"x":"Ada"}"#, "1815"] {
                let told = format!(r#"{{"{name}":{value},"token":"t"}}"#);
                assert_eq!(left(&told), r#"{"token":"t"}"#, "{told}");
                let nested = format!(r#"{{"paymentMethodData":{{"{name}":{value}}},"token":"t"}}"#);
                let known = name == "data" || name == "code" || name == "reference";
                assert!(known || left(&nested) == r#"{"token":"t"}"#, "{nested}");
            }
        }
        assert_eq!(left(r#"{"customer":{"id":"ada@example.com"},"shipping":{"identifier":"Ada"}}"#), "{}");
    }

    #[test]
    fn names_are_split_into_words() {
        for (name, words) in [
            ("paymentMethodID", "payment method id"),
            ("payment_method-id", "payment method id"),
            ("IDToken", "id token"),
            ("APIVersion2", "api version2"),
            ("token", "token"),
            ("Stra\u{df}eToken", "stra e token"),
        ] {
            assert_eq!(split(name).join(" "), words);
        }
    }
}
