//! An answer that Glue never gave. `effects/warm_up.rs` computes an attempt with it before the first click, and throws it away.

/// The answer to each imagined request: it has what Glue sends to `/payments`, `/payment-customers` and `/checkout`.
pub const ANSWER: &str = r#"{"data":{"attributes":{"isSuccessful":true,"error":null,"preOrderPaymentData":{"transactionId":"0"},
"customer":{"firstName":"Ada","lastName":"Payer","email":"ada@shop.example","billingAddress":{"firstName":"Ada","lastName":"Payer",
"address1":"Linienstr. 12","zipCode":"10178","city":"Berlin","iso2Code":"DE","phone":"+491705550142"},"shippingAddress":null},
"orderReference":"0"}}}"#;

#[cfg(test)]
mod tests {
    use super::super::{Response, checkout, payment_customers, payments};
    use super::ANSWER;
    use crate::address::Payer;

    fn answer() -> Response {
        Response { status: 200, body: ANSWER.to_owned(), ..Response::default() }
    }

    #[test]
    fn every_step_of_an_attempt_can_read_it() {
        assert!(payments::read(&answer()).is_ok());
        let payer: Payer = payment_customers::read(&answer()).unwrap();
        assert!(payer.billing.is_some() && !payer.customer.is_empty());
        assert_eq!(checkout::read(&answer()).unwrap().reference.as_deref(), Some("0"));
    }
}
