//! `POST /checkout?include=orders`: places the order. At most one may come of it, so this is called once per cart.
//!
//! Headers: the identity (bearer or guest id), content type and accept `application/vnd.api+json`.
//!
//! Rules (checkout-rest-api, shipments-rest-api, payment): 201 with `orderReference`, and a `redirectUrl` that is null for
//! express. A guest must send the buyer (1109). A refusal is no proof that there is no order: 1106 comes after it was
//! placed, and 1102 may come after it was stored. What that means is for the flow to decide.

use super::{Request, Response, draft, error, fields, reasons};
use crate::flow::{Draft, GlueError, Order, PaymentData, Redirect};

/// Orders what the draft says, paid with the payment of `data`.
pub fn request(draft: &Draft, data: &PaymentData) -> Request {
    let mut attributes = draft::attributes(draft);
    if let Some(customer) = &draft.customer {
        attributes.set("customer", fields::write(customer, fields::CUSTOMER));
    }
    attributes.set("preOrderPaymentData", data.whole().clone());
    Request::post("checkout?include=orders", "checkout", attributes)
}

/// The order. A success that is readable and has no reference is an order all the same: Glue says 2xx only for those.
///
/// # Errors
/// Refusals, whatever their code, and successes that are no JSON or have no data.
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
    // Some other answer, not in the contract and not to be taken for an order.
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
    fn each_shipment_goes_to_its_own_address_and_the_companys_goes_by_its_id() {
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
    fn a_cart_of_which_nothing_is_shipped_is_only_billed() {
        let draft = Draft { cart_id: "c".to_owned(), billing: home(), method: Some(paypal()), ..Draft::default() };
        let body = request(&draft, &payment_data(sample!("checkout.guest.request"), "preOrderPaymentData")).body;
        let body = body.expect("a body");
        let keys: Vec<_> = body.get("data").get("attributes").members().iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["idCart", "billingAddress", "payments", "preOrderPaymentData"]);
    }

    #[test]
    fn an_order_is_known_by_its_reference() {
        assert_eq!(read(&answer(201, sample!("checkout.guest.response"))), Ok(placed("DE--1")));
        assert_eq!(read(&answer(201, sample!("checkout.customer-split.response"))), Ok(placed("DE--1")));
        let url = "https://psp-app.shop.example/app-payment?transactionId=tx42&tenantIdentifier=shop-de".to_owned();
        let redirect = Some(Redirect { url, external: true });
        let hosted = read(&answer(201, sample!("checkout.hosted-redirect.response")));
        assert_eq!(hosted, Ok(Order { redirect, ..placed("DE--42") }));
    }

    #[test]
    fn a_platform_answer_leaves_the_redirect_out() {
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
    fn a_placed_order_whose_cart_stayed_is_left_to_the_flow() {
        let error =
            read(&answer(422, r#"{"errors":[{"code":"1106","status":422,"detail":"Unable to delete cart."}]}"#));
        assert!(error.is_err_and(|error| error.has_code(1106)));
    }

    #[test]
    fn nothing_that_glue_may_answer_breaks_the_reading() {
        survives(sample!("checkout.guest.response"), read);
        survives(sample!("checkout.hosted-redirect.response"), read);
    }
}
