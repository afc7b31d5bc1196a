//! `POST /payment-customers`: reads the payer's name and addresses from the PSP.
//!
//! Headers: the identity, content type and accept `application/vnd.api+json`.
//!
//! Rules (payments-rest-api, payment-app): route and type are plural in Spryker's code and singular in older documents.
//! Legacy Glue sends both addresses as objects, perhaps full of nulls. API Platform sends lists, or leaves the
//! addresses out. Every field may be null, a number, or any text that the payer once typed, so it is checked and only
//! shown as text.

use super::{Request, Response, error, fields, payments};
use crate::address::{Field, Fields, Part, Payer};
use crate::flow::{GlueError, MethodName, PaymentData};
use crate::json::Json;

/// The name of the endpoint and its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CustomerEndpoint {
    /// `payment-customers`, as in Spryker's code.
    #[default]
    Plural,
    /// `payment-customer`, as in older documents.
    Singular,
}

/// The request for the payer's data, after the payer approved.
pub fn request(endpoint: CustomerEndpoint, method: &MethodName, data: &PaymentData) -> Request {
    let name = match endpoint {
        CustomerEndpoint::Plural => "payment-customers",
        CustomerEndpoint::Singular => "payment-customer",
    };
    let pair = payments::pair(method);
    let attributes = Json::map([("payment", pair), ("customerPaymentServiceProviderData", data.whole().clone())]);
    Request::post(name, name, attributes)
}

/// The payer's data. They may be empty; then the shopper types them.
///
/// # Errors
/// Refusals; `Unsuccessful` if the app refused; `Unreadable` for a success without data.
pub fn read(answer: &Response) -> Result<Payer, GlueError> {
    let document = error::resource(answer)?;
    let attributes = document.get("data").get("attributes");
    if attributes.get("isSuccessful").bool() == Some(false) {
        return Err(GlueError::Unsuccessful { status: answer.status });
    }
    let customer = attributes.get("customer");
    let mut payer = Payer {
        customer: fields::read(customer, Part::Customer),
        billing: address(customer.get(Part::Billing.name())),
        shipping: address(customer.get(Part::Shipping.name())),
    };
    // The buyer of an order has no company field. So the company goes to the billing address, and to the shipping
    // address if both are the same place.
    if let Some(company) = customer.get("company").text() {
        let same = payer.billing == payer.shipping || payer.billing.is_none();
        for address in payer.billing.iter_mut().chain(payer.shipping.as_mut().filter(|_| same)) {
            if address.get(&Field::Company).is_none() {
                address.insert(Field::Company, company.to_owned());
            }
        }
    }
    Ok(payer)
}

/// Whether the shop may have the endpoint under the other name, because it answered 404 without a code.
pub fn is_wrong_endpoint(error: &GlueError) -> bool {
    matches!(error, GlueError::Refused(refusal) if refusal.status == 404 && refusal.codes.is_empty())
}

/// An address, or the first valid one in a list.
fn address(wire: &Json) -> Option<Fields> {
    match wire {
        Json::List(entries) => entries.iter().find_map(one_address),
        entry => one_address(entry),
    }
}

/// Reads an address. Apps may send more than Glue's own fields: a region, which becomes the state, and a part of the
/// city, which is added to the third line.
fn one_address(wire: &Json) -> Option<Fields> {
    let mut fields = fields::read_address(wire)?;
    if let Some(region) = wire.get("region").text().filter(|_| fields.get(&Field::State).is_none()) {
        fields.insert(Field::State, region.to_owned());
    }
    for name in ["dependentLocality", "sublocality", "district"] {
        let Some(part) = wire.get(name).text() else { continue };
        let third = fields.get(&Field::Address3).map_or("", String::as_str);
        let known = [third, fields.get(&Field::City).map_or("", String::as_str)].iter().any(|text| text.contains(part));
        if !known {
            let all = [third, if third.is_empty() { "" } else { ", " }, part].concat();
            fields.insert(Field::Address3, all);
        }
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ada, answer, json, payment_data, paypal, sample, sorted, survives};
    use super::*;

    #[test]
    fn route_and_type_are_both_plural_or_both_singular() {
        for (endpoint, path, expected) in [
            (CustomerEndpoint::Plural, "payment-customers", sample!("payment-customers.request")),
            (CustomerEndpoint::Singular, "payment-customer", sample!("payment-customer.request")),
        ] {
            let sent = request(endpoint, &paypal(), &payment_data(expected, "customerPaymentServiceProviderData"));
            assert_eq!((sent.path.as_str(), sent.body.map(sorted)), (path, Some(sorted(json(expected)))));
        }
    }

    #[test]
    fn only_a_404_without_a_code_means_the_other_name() {
        for (status, body, wrong) in [
            (404, sample!("errors.no-route.error-404"), true),
            (404, "<html>", true),
            (404, r#"{"errors":[{"code":"601"}]}"#, false),
            (422, sample!("payment-customers.not-approved.error-422"), false),
            (200, "<html>", false),
        ] {
            assert_eq!(read(&answer(status, body)).map_err(|error| is_wrong_endpoint(&error)), Err(wrong));
        }
    }

    fn payer(body: &str) -> Payer {
        read(&answer(201, body)).expect("a payer")
    }

    /// The payer of the sample, with these fields changed in every part that has them.
    fn ada_with(changes: &[(Field, &str)]) -> Payer {
        let of = |wanted: &dyn Fn(&Field) -> bool| -> Fields {
            let emptied = |field: &Field| changes.iter().any(|(changed, value)| changed == field && value.is_empty());
            let kept = ada();
            let kept = kept.iter().filter(|(field, _)| wanted(field) && !emptied(field));
            kept.map(|(field, value)| (*field, value.clone())).collect()
        };
        let mut address = of(&|field| *field != Field::Email);
        let mut customer = of(&|field| Part::Customer.fields().contains(field));
        for (field, value) in changes {
            for part in [&mut address, &mut customer] {
                if part.get(field).is_some() {
                    part.insert(*field, (*value).to_owned());
                }
            }
        }
        Payer { customer, billing: Some(address.clone()), shipping: Some(address) }
    }

    #[test]
    fn every_form_of_a_payer_is_read() {
        use Field::*;
        for (body, changes) in [
            (sample!("payment-customers.legacy.response"), &[][..]),
            (sample!("payment-customer.singular.response"), &[]),
            (sample!("payment-customers.array-addresses.legacy.response"), &[]),
            (sample!("payment-customers.platform.response"), &[]),
            (
                sample!("payment-customers.full-name-only.legacy.response"),
                &[(FirstName, ""), (LastName, "Maria del Carmen Ruiz Soto")],
            ),
            (
                sample!("payment-customers.house-number-inline.legacy.response"),
                &[(Address1, "Linienstraße 12"), (Address2, "")],
            ),
            (
                sample!("payment-customers.html-name.legacy.response"),
                &[(FirstName, "<img src=x onerror=alert(1)>"), (LastName, "O'Neil & \"Sons\"")],
            ),
            (sample!("payment-customers.lowercase-iso.legacy.response"), &[(Iso2Code, "de")]),
            (sample!("payment-customers.null-phone.legacy.response"), &[(Phone, "")]),
            (
                sample!("payment-customers.non-latin.legacy.response"),
                &[
                    (FirstName, "太郎"),
                    (LastName, "山田"),
                    (Email, "taro@example.jp"),
                    (Address1, "千代田区丸の内"),
                    (Address2, "1-9-1"),
                    (ZipCode, "100-0005"),
                    (City, "東京都"),
                    (Iso2Code, "JP"),
                ],
            ),
            (
                sample!("payment-customers.with-state.legacy.response"),
                &[
                    (Address1, "Market St"),
                    (Address2, "1455"),
                    (ZipCode, "94103"),
                    (City, "San Francisco"),
                    (Iso2Code, "US"),
                ],
            ),
        ] {
            assert_eq!(payer(body), ada_with(changes), "{body}");
        }
    }

    #[test]
    fn an_address_full_of_nulls_is_absent() {
        let without = payer(sample!("payment-customers.no-billing.legacy.response"));
        assert_eq!(without, Payer { billing: None, ..ada_with(&[]) });
        let typed = payer(sample!("payment-customers.platform-typed.response"));
        assert_eq!((typed.billing, typed.shipping, typed.customer.iter().count()), (None, None, 4));
    }

    fn shipped_to(address: &str) -> Option<Fields> {
        payer(&format!(r#"{{"data":{{"attributes":{{"customer":{{"shippingAddress":{address}}}}}}}}}"#)).shipping
    }

    #[test]
    fn the_first_valid_address_of_a_list_is_read() {
        let city = |name: &str| Some(Fields::from([(Field::City, name.to_owned())]));
        assert_eq!(shipped_to("[]"), None);
        assert_eq!(shipped_to(r#"[null,{"phone":"1","iso2Code":"DE"},{"city":"A"},{"city":"B"}]"#), city("A"));
        assert_eq!(shipped_to(&format!("[{}{{\"city\":\"Z\"}}]", "{\"city\":\" \"},".repeat(500))), city("Z"));
    }

    #[test]
    fn numbers_and_countries_are_read_unchanged() {
        let numbers =
            [(Field::ZipCode, "10178"), (Field::Phone, "49170"), (Field::State, "CA"), (Field::Iso2Code, "Germany")];
        let expected = numbers.map(|(field, text)| (field, text.to_owned()));
        let address = r#"{"zipCode":10178,"phone":49170,"state":"CA","iso2Code":"","country":"Germany","city":true,"address1":[]}"#;
        assert_eq!(shipped_to(address), Some(Fields::from(expected)));
    }

    #[test]
    fn every_part_of_an_address_is_kept() {
        let third = |address: &str| shipped_to(address).and_then(|fields| fields.get(&Field::Address3).cloned());
        for (address, expected) in [
            (r#"{"city":"Stow","dependentLocality":"Upper Swell"}"#, Some("Upper Swell")),
            (r#"{"city":"Stow","address3":"Flat 3","sublocality":"Upper Swell"}"#, Some("Flat 3, Upper Swell")),
            (r#"{"city":"Stow","dependentLocality":"Swell","district":"Swell"}"#, Some("Swell")),
            (r#"{"city":"Stow","dependentLocality":"Stow"}"#, None),
            (r#"{"city":"Stow","dependentLocality":null,"district":" "}"#, None),
        ] {
            assert_eq!(third(address).as_deref(), expected, "{address}");
        }
        let state = |address: &str| shipped_to(address).and_then(|fields| fields.get(&Field::State).cloned());
        assert_eq!(state(r#"{"city":"Boston","region":"MA"}"#).as_deref(), Some("MA"));
        assert_eq!(state(r#"{"city":"Boston","state":"MA","region":"New England"}"#).as_deref(), Some("MA"));
    }

    #[test]
    fn the_buyers_company_is_in_the_billing_address() {
        let companies = |addresses: &str| {
            let body =
                format!(r#"{{"data":{{"attributes":{{"customer":{{"company":"Payer & Sons",{addresses}}}}}}}}}"#);
            let payer = payer(&body);
            [payer.billing, payer.shipping].map(|fields| fields?.get(&Field::Company).cloned())
        };
        let ours = || Some("Payer & Sons".to_owned());
        assert_eq!(companies(r#""billingAddress":{"city":"A"},"shippingAddress":{"city":"B"}"#), [ours(), None]);
        assert_eq!(companies(r#""billingAddress":{"city":"A"},"shippingAddress":{"city":"A"}"#), [ours(), ours()]);
        assert_eq!(companies(r#""shippingAddress":{"city":"B"}"#), [None, ours()]);
        let other = Some("ACME".to_owned());
        assert_eq!(companies(r#""billingAddress":{"city":"A","company":"ACME"}"#), [other, None]);
        assert_eq!(companies(r#""billingAddress":null"#), [None, None]);
    }

    #[test]
    fn a_payer_without_data_is_empty() {
        for attributes in [r#"{"customer":null}"#, r#"{"customer":[]}"#, "{}", "[]", "null", r#"{"customer":"x"}"#] {
            assert_eq!(
                payer(&format!(r#"{{"data":{{"attributes":{attributes}}}}}"#)),
                Payer::default(),
                "{attributes}"
            );
        }
        let no = read(&answer(201, r#"{"data":{"attributes":{"isSuccessful":false,"customer":{}}}}"#));
        assert_eq!(no, Err(GlueError::Unsuccessful { status: 201 }));
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(sample!("payment-customers.legacy.response"), read);
        survives(sample!("payment-customers.platform.response"), read);
        for name in
            ["a\u{202e}b\u{200b}", "=cmd|' /C calc'!A0", "\u{0}", "{{7*7}}\r\n", "👩‍👩‍👧", &"e\u{301}".repeat(5_000)]
        {
            let customer = Json::map([("customer", Json::map([("firstName", name.into())]))]);
            let body = Json::map([("data", Json::map([("attributes", customer)]))]).to_string();
            assert_eq!(payer(&body).customer.get(&Field::FirstName).map(String::as_str), Some(name));
        }
    }
}
