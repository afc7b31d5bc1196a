//! Sample data of the shop and the provider, as small as the flow's decisions need.

use express_checkout::address::{Field, Fields, Part, Path, Payer};
use std::sync::Arc;

use express_checkout::flow::{
    Buyer, Config, GlueError, Method, Offer, PaymentData, Refusal, Secret, Shipment, ShipmentMethod, Threshold, Totals,
};
use express_checkout::json::Json;
use express_checkout::money::{Currency, Money};

use crate::bounds::{Setup, Who};
use crate::shop::Carrier;

/// The field that shoppers edit. It may change the price.
pub const EDITED: Path = Path { part: Part::Billing, field: Field::ZipCode };

/// The value that they type.
pub const TYPED: &str = "99999";

/// An amount of euros.
pub fn euro(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("EUR").expect("EUR is a currency") }
}

/// The one payment method.
pub fn method(tells: bool) -> Method {
    Method {
        key: "pay".to_owned(),
        provider: "psp".to_owned(),
        name: "Pay".to_owned(),
        app_key: None,
        tells_customer: tells,
        scripts: Vec::new(),
        data: Json::Null,
    }
}

/// The n-th cart's uuid.
pub fn cart_id(number: usize) -> String {
    format!("cart-{number}")
}

/// The number of that cart.
pub fn cart_number(id: &str) -> usize {
    id.strip_prefix("cart-").and_then(|number| number.parse().ok()).expect("the page's carts are numbered")
}

/// The offer for that version of the items, at that total, with that shipment method.
pub fn offer(goods: u8, total: i64, carrier: Option<Carrier>, way: Option<i64>, tells: bool) -> Offer {
    let method = |id| ShipmentMethod { id, name: String::new(), carrier: String::new(), price: None };
    let parcel = |methods| {
        let items = Arc::new(vec!["lamp".to_owned()]);
        vec![Shipment { items, methods, selected: way, only_pick_up: false }]
    };
    Offer {
        total: euro(total),
        totals: Totals::default(),
        fingerprint: goods.to_string(),
        quantities: None,
        thresholds: Vec::new(),
        methods: vec![self::method(tells)],
        shipments: match carrier {
            Some(Carrier::Goes) => parcel(vec![method(1), method(2)]),
            Some(Carrier::None) => parcel(Vec::new()),
            Some(Carrier::Unnamed) | None => Vec::new(),
        },
        country: Some("US".to_owned()),
        saved: Vec::new(),
    }
}

/// The same for a cart that the shop refuses.
pub fn blocked(offer: Offer) -> Offer {
    let threshold = Threshold { kind: "hard-minimum-threshold".to_owned(), message: None, delta: None };
    Offer { thresholds: vec![threshold], ..offer }
}

/// The data of the n-th payment.
pub fn payment_data(number: usize) -> PaymentData {
    let map = Json::map([("transactionId", number.to_string().as_str().into())]);
    PaymentData::parse(&map).expect("it has a transactionId")
}

/// The number of the payment with these data.
pub fn number(data: &PaymentData) -> usize {
    data.transaction_id().parse().expect("the shop numbers its payments")
}

/// Complete payer data.
pub fn payer() -> Payer {
    let person = [(Field::Salutation, "n/a"), (Field::FirstName, "Ada"), (Field::LastName, "Payer")];
    let address = [
        (Field::Address1, "Linienstraße"),
        (Field::Address2, "12"),
        (Field::ZipCode, "10178"),
        (Field::City, "Berlin"),
        (Field::Iso2Code, "US"),
    ];
    let fields = |pairs: &[(Field, &str)]| -> Fields {
        person.iter().chain(pairs).map(|(field, value)| (*field, (*value).to_owned())).collect()
    };
    Payer { customer: fields(&[(Field::Email, "ada@example.com")]), billing: Some(fields(&address)), shipping: None }
}

/// A refusal by Glue itself.
pub fn refused(code: u16) -> GlueError {
    GlueError::Refused(Refusal { status: 422, codes: vec![code], ..Refusal::default() })
}

/// The refusal that the payment app gives: the payment is unknown to it, or not approved.
pub fn refused_by_app() -> GlueError {
    GlueError::Refused(Refusal { status: 422, ..Refusal::default() })
}

/// The n-th order's reference.
pub fn reference(number: usize) -> String {
    format!("DE-{number}")
}

/// The number of that order.
pub fn order_number(reference: &str) -> usize {
    reference.strip_prefix("DE-").and_then(|number| number.parse().ok()).expect("the shop numbers its orders")
}

/// An order as Glue lists it.
pub fn known_order(reference: &str, total: i64, second: usize) -> Json {
    let attributes = Json::map([
        ("createdAt", format!("2026-11-28 10:{:02}:{:02}", second / 60, second % 60).as_str().into()),
        ("currencyIsoCode", "EUR".into()),
        ("totals", Json::map([("grandTotal", total.into())])),
    ]);
    Json::map([("id", reference.into()), ("attributes", attributes)])
}

/// The shop's own reasons against an order (1102).
pub fn reasoned() -> GlueError {
    let reasons = vec!["Sold out.".to_owned()];
    GlueError::Refused(Refusal { status: 422, codes: vec![1102], reasons, ..Refusal::default() })
}

/// The order exists, and its payment was not confirmed (1102).
pub fn unconfirmed(reference: String) -> GlueError {
    let order_reference = Some(reference);
    GlueError::Refused(Refusal { status: 422, codes: vec![1102], order_reference, ..Refusal::default() })
}

/// A customer's security code.
pub fn code() -> Secret {
    Secret("123456".to_owned())
}

/// Glue's refusal without a security code.
pub fn coded() -> GlueError {
    GlueError::Refused(Refusal { status: 403, codes: vec![5900], ..Refusal::default() })
}

/// Glue's refusal without permission.
pub fn forbidden() -> GlueError {
    GlueError::Refused(Refusal { status: 403, codes: vec![2], ..Refusal::default() })
}

/// The page's own addresses.
pub fn addresses() -> Json {
    let person = [("salutation", "n/a"), ("firstName", "Ada"), ("lastName", "Page")];
    let place = [("address1", "Torstraße"), ("address2", "7b"), ("city", "Berlin"), ("iso2Code", "DE")];
    let address = || {
        let fields = person.iter().chain(&place).copied().chain([("zipCode", "10119")]);
        Json::map(fields.map(|(name, value)| (name, value.into())))
    };
    let customer = person.iter().copied().chain([("email", "ada@example.com")]);
    Json::map([
        ("customer", Json::map(customer.map(|(name, value)| (name, value.into())))),
        ("billingAddress", address()),
        ("shippingAddress", address()),
    ])
}

/// The page's settings.
pub fn config(setup: Setup, who: Who, cart: usize) -> Config {
    let text = || "guest".to_owned();
    Config {
        cart_id: cart_id(cart),
        guest: who == Who::Guest,
        buyer: Some(who as u64).filter(|_| setup.known),
        methods: Vec::new(),
        finish: setup.finish,
        shipment_method: None,
        guest_buyer: Buyer { first_name: text(), last_name: text(), email: text(), iso2_code: "DE".to_owned() },
    }
}

/// The buyer of these settings.
pub fn buyer(config: &Config) -> Who {
    match config.buyer {
        Some(buyer) if buyer == Who::Bob as u64 => Who::Bob,
        _ if config.guest => Who::Guest,
        _ => Who::Ada,
    }
}
