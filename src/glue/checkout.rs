//! `POST /checkout?include=orders`: places the order. It is sent once, so that there is at most one order.
//!
//! Headers: the identity (bearer or guest id), content type and accept `application/vnd.api+json`.
//!
//! Rules (checkout-rest-api, shipments-rest-api, payment): 201 with `orderReference`, and a `redirectUrl` that is null
//! for express payments. A guest must send the buyer (1109). A refusal does not prove that there is no order: 1106
//! comes after the order was placed, and 1102 may come after it was saved. The flow decides what a refusal means.

use super::{Request, Response, draft, error, fields, reasons};
use crate::flow::{Draft, GlueError, Order, PaymentData, Redirect};

/// The request that places the order of the draft with this payment.
pub fn request(draft: &Draft, data: &PaymentData) -> Request {
    let mut attributes = draft::attributes(draft);
    if let Some(customer) = &draft.customer {
        attributes.set("customer", fields::write(customer, fields::CUSTOMER));
    }
    attributes.set("preOrderPaymentData", data.whole().clone());
    Request::post("checkout?include=orders", "checkout", attributes)
}

/// The order. A readable success without a reference is an order too, because Glue answers 2xx only after it placed one.
///
/// # Errors
/// All refusals, and successes without JSON or without data.
pub fn read(answer: &Response) -> Result<Order, GlueError> {
    let document = error::resource(answer).map_err(|mut error| {
        if let GlueError::Refused(refusal) = &mut error
            && refusal.status == 422
        {
            reasons::read(answer, refusal);
        }
        error
    })?;
    let attributes = document.get("data").get("attributes");
    let reference = attributes.get("orderReference").text().map(str::to_owned);
    // An answer that Glue does not document. It does not count as an order.
    if reference.is_none() && attributes.members().iter().any(|(name, _)| name == "isSuccessful") {
        return Err(error::unreadable(answer));
    }
    let redirect = attributes.get("redirectUrl").str().filter(|url| !url.trim().is_empty()).map(|url| Redirect {
        url: url.to_owned(),
        external: attributes.get("isExternalRedirect").bool() == Some(true),
    });
    Ok(Order { reference, redirect })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ada, answer, json, payment_data, paypal, sample, sorted, survives};
    use super::*;
    use crate::address::{Field, Fields};
    use crate::flow::{Address, ChosenShipment};

    fn placed(reference: &str) -> Order {
        Order { reference: Some(reference.to_owned()), redirect: None }
    }

    fn home() -> Option<Address> {
        Some(Address { fields: ada(), company_id: None, cut_short: false })
    }

    fn draft(shipments: &[(&str, i64)]) -> Draft {
        Draft {
            billing: home(),
            shipping: home(),
            shipments: shipments
                .iter()
                .map(|(item, method)| ChosenShipment {
                    items: vec![(*item).to_owned()].into(),
                    method: Some(*method),
                    address: home(),
                })
                .collect(),
            method: Some(paypal()),
            ..Draft::default()
        }
    }

    #[test]
    fn a_guest_orders_with_one_shipment() {
        let draft = Draft {
            cart_id: "00000001-6f1c-5a0e-9d3b-2c4100000001".to_owned(),
            guest: true,
            customer: Some(ada()),
            ..draft(&[("066_23294028", 2)])
        };
        let expected = sample!("checkout.guest.request");
        let sent = request(&draft, &payment_data(expected, "preOrderPaymentData"));
        assert_eq!(sent.path, "checkout?include=orders");
        assert_eq!(sent.body.map(sorted), Some(sorted(json(expected))));
    }

    #[test]
    fn a_customer_orders_with_two_shipments() {
        let draft = Draft {
            cart_id: "00000022-6f1c-5a0e-9d3b-2c4100000022".to_owned(),
            ..draft(&[("001_25904006", 1), ("999_cheap", 3)])
        };
        let expected = sample!("checkout.customer-split.request");
        let sent = request(&draft, &payment_data(expected, "preOrderPaymentData"));
        assert_eq!(sent.body.map(sorted), Some(sorted(json(expected))));
    }

    #[test]
    fn each_shipment_has_its_own_address_and_a_company_address_has_its_id() {
        let mut draft = draft(&[("lamp", 1), ("tray", 3)]);
        let office = Fields::from([(Field::City, "Bonn".to_owned())]);
        draft.shipments[1].address =
            Some(Address { fields: office, company_id: Some("unit-7".to_owned()), cut_short: false });
        let body = request(&draft, &payment_data(sample!("checkout.guest.request"), "preOrderPaymentData")).body;
        let sent = body.expect("a body").get("data").get("attributes").get("shipments").clone();
        let to = |index: usize| sent.items()[index].get("shippingAddress").clone();
        assert_eq!((to(0).get("city").str(), to(1).get("city").str()), (Some("Berlin"), Some("Bonn")));
        assert_eq!(to(1).get("idCompanyBusinessUnitAddress").str(), Some("unit-7"));
        assert!(to(0).get("idCompanyBusinessUnitAddress").is_null());
    }

    #[test]
    fn a_cart_without_shipments_has_only_a_billing_address() {
        let draft = Draft { cart_id: "c".to_owned(), billing: home(), method: Some(paypal()), ..Draft::default() };
        let body = request(&draft, &payment_data(sample!("checkout.guest.request"), "preOrderPaymentData")).body;
        let body = body.expect("a body");
        let keys: Vec<_> = body.get("data").get("attributes").members().iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["idCart", "billingAddress", "payments", "preOrderPaymentData"]);
    }

    #[test]
    fn the_order_reference_is_read() {
        assert_eq!(read(&answer(201, sample!("checkout.guest.response"))), Ok(placed("DE--1")));
        assert_eq!(read(&answer(201, sample!("checkout.customer-split.response"))), Ok(placed("DE--1")));
        let url = "https://psp-app.shop.example/app-payment?transactionId=tx42&tenantIdentifier=shop-de".to_owned();
        let redirect = Some(Redirect { url, external: true });
        let hosted = read(&answer(201, sample!("checkout.hosted-redirect.response")));
        assert_eq!(hosted, Ok(Order { redirect, ..placed("DE--42") }));
    }

    #[test]
    fn an_answer_of_api_platform_has_no_redirect() {
        for rest in
            ["", r#","redirectUrl":"""#, r#","redirectUrl":null,"isExternalRedirect":true"#, r#","redirectUrl":[]"#]
        {
            let body = format!(r#"{{"data":{{"attributes":{{"orderReference":"A-1"{rest}}}}}}}"#);
            assert_eq!(read(&answer(200, &body)), Ok(placed("A-1")), "{rest}");
        }
    }

    #[test]
    fn an_order_without_a_readable_reference_is_still_an_order() {
        for attributes in ["{}", "[]", "null", r#"{"orderReference":" "}"#, r#"{"orderReference":{}}"#] {
            let body = format!(r#"{{"data":{{"type":"checkout","attributes":{attributes}}}}}"#);
            assert_eq!(read(&answer(201, &body)), Ok(Order { reference: None, redirect: None }), "{attributes}");
        }
        for said in ["false", "null", "true"] {
            let other = format!(r#"{{"data":{{"attributes":{{"isSuccessful":{said}}}}}}}"#);
            assert_eq!(read(&answer(201, &other)), Err(GlueError::Unreadable { status: 201 }), "{said}");
        }
    }

    #[test]
    fn a_refusal_after_the_order_was_placed_is_a_refusal_for_the_flow() {
        let error =
            read(&answer(422, r#"{"errors":[{"code":"1106","status":422,"detail":"Unable to delete cart."}]}"#));
        assert!(error.is_err_and(|error| error.has_code(1106)));
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(sample!("checkout.guest.response"), read);
        survives(sample!("checkout.hosted-redirect.response"), read);
    }
}
