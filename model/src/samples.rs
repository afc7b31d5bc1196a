//! What the shop and the provider say, with no more in it than the flow decides upon.

use express_checkout::address::{Field, Fields, Part, Path, Payer};
use express_checkout::flow::{Config, GlueError, Method, Offer, PaymentData, Quote, Refusal, Totals};
use express_checkout::json::Json;
use express_checkout::money::{Currency, Money};

use crate::bounds::Setup;

/// The field that shoppers edit. It may change the price, so that more comes of it than of others.
pub const EDITED: Path = Path { part: Part::Billing, field: Field::ZipCode };

/// What they type.
pub const TYPED: &str = "99999";

/// An amount of euros.
pub fn euro(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("EUR").expect("EUR is a currency") }
}

/// The one payment method.
pub fn method() -> Method {
    Method {
        key: "pay".to_owned(),
        provider: "psp".to_owned(),
        name: "Pay".to_owned(),
        app_key: None,
        scripts: Vec::new(),
        data: Json::Null,
    }
}

/// The cart in its n-th edition. Nothing is shipped, so one reading is enough for the price.
pub fn offer(edition: u8) -> Offer {
    Offer {
        total: total(edition),
        totals: Totals::default(),
        fingerprint: edition.to_string(),
        quantities: None,
        thresholds: Vec::new(),
        methods: vec![method()],
        shipments: Vec::new(),
        country: None,
        saved: Vec::new(),
    }
}

/// What the cart costs in its n-th edition.
pub fn total(edition: u8) -> Money {
    euro(1_000 + i64::from(edition))
}

/// The data that name the n-th payment.
pub fn payment_data(number: usize) -> PaymentData {
    let map = Json::map([("transactionId", number.to_string().as_str().into())]);
    PaymentData::parse(&map).expect("it has a transactionId")
}

/// Which payment these data name.
pub fn number(data: &PaymentData) -> usize {
    data.transaction_id().parse().expect("the shop numbers its payments")
}

/// Whoever pays, with nothing missing.
pub fn payer() -> Payer {
    let person = [(Field::Salutation, "n/a"), (Field::FirstName, "Ada"), (Field::LastName, "Payer")];
    let address = [
        (Field::Address1, "Linienstraße"),
        (Field::Address2, "12"),
        (Field::ZipCode, "10178"),
        (Field::City, "Berlin"),
        (Field::Iso2Code, "DE"),
    ];
    let fields = |pairs: &[(Field, &str)]| -> Fields {
        person.iter().chain(pairs).map(|(field, value)| (*field, (*value).to_owned())).collect()
    };
    Payer { customer: fields(&[(Field::Email, "ada@example.com")]), billing: Some(fields(&address)), shipping: None }
}

/// A refusal.
pub fn refused(code: u16) -> GlueError {
    GlueError::Refused(Refusal { status: 422, codes: vec![code], ..Refusal::default() })
}

/// The refusal that an app without such a payment gives.
pub fn no_such_payment() -> GlueError {
    GlueError::Refused(Refusal { status: 422, ..Refusal::default() })
}

/// What the page tells its element.
pub fn config(setup: Setup) -> Config {
    let text = || "guest".to_owned();
    Config {
        cart_id: "cart".to_owned(),
        guest: setup.guest,
        methods: Vec::new(),
        finish: setup.finish,
        shipment_method: None,
        guest_quote: Quote { first_name: text(), last_name: text(), email: text(), iso2_code: "DE".to_owned() },
    }
}
