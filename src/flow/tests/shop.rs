//! A small shop for the tests, and `Story`, which drives the state machine against it.

use crate::address::{Field, Payer};
use crate::flow::*;
use crate::json::Json;
use crate::money::{Currency, Money};

pub fn euro(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("EUR").unwrap() }
}

pub fn method() -> Method {
    Method {
        key: "payone-paypal-express".to_owned(),
        provider: "payone".to_owned(),
        name: "PayPal Express".to_owned(),
        app_key: Some("paypal-express".to_owned()),
        tells_customer: true,
        scripts: Vec::new(),
        data: Json::Null,
    }
}

/// An offer with the shipment methods 1 (490) and 2 (590). Its total includes the selected one, if there is one.
pub fn offer(items: i64, selected: Option<i64>) -> Offer {
    let shipping = match selected {
        Some(1) => 490,
        Some(2) => 590,
        _ => 0,
    };
    let way = |id, price| ShipmentMethod {
        id,
        name: format!("Way {id}"),
        carrier: "Carrier".to_owned(),
        price: Some(euro(price)),
    };
    Offer {
        total: euro(items + shipping),
        totals: Totals::default(),
        fingerprint: format!("lamp|{items}"),
        quantities: None,
        thresholds: Vec::new(),
        methods: vec![method()],
        shipments: vec![Shipment {
            items: vec!["lamp".to_owned()].into(),
            methods: vec![way(1, 490), way(2, 590)],
            only_pick_up: false,
            selected,
        }],
        country: None,
        saved: Vec::new(),
    }
}

pub fn line(sku: &str, name: &str) -> Line {
    let [id, sku, name] = [sku, sku, name].map(str::to_owned);
    Line { id, sku, name, quantity: Some(1), price: None, picture: None }
}

pub fn payment_data(id: &str) -> PaymentData {
    PaymentData::parse(&Json::map([("transactionId", id.into()), ("orderId", "O1".into())])).unwrap()
}

pub fn ada() -> Payer {
    let fields = |pairs: &[(Field, &str)]| pairs.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
    let address = fields(&[
        (Field::Salutation, "n/a"),
        (Field::FirstName, "Ada"),
        (Field::LastName, "Payer"),
        (Field::Address1, "Linienstraße"),
        (Field::Address2, "12"),
        (Field::ZipCode, "10178"),
        (Field::City, "Berlin"),
        (Field::Iso2Code, "DE"),
    ]);
    let customer = fields(&[
        (Field::Salutation, "n/a"),
        (Field::FirstName, "Ada"),
        (Field::LastName, "Payer"),
        (Field::Email, "ada@example.com"),
    ]);
    Payer { customer, billing: None, shipping: Some(address) }
}

/// Ada with an address in this country.
pub fn ada_in(country: &str) -> Payer {
    let mut payer = ada();
    payer.shipping.iter_mut().for_each(|fields| fields.insert(Field::Iso2Code, country.to_owned()));
    payer
}

pub fn refused(status: u16, code: u16) -> GlueError {
    GlueError::Refused(Refusal { status, codes: vec![code], ..Refusal::default() })
}

/// A refusal of the payment app (422), or of something in front of Glue.
pub fn refused_without_code(status: u16) -> GlueError {
    GlueError::Refused(Refusal { status, ..Refusal::default() })
}

/// The number of the request in an effect.
fn number_of(effect: &Effect) -> Option<RequestId> {
    match effect {
        Effect::StartPayment { request, .. }
        | Effect::FetchOffer(request, _)
        | Effect::FetchCustomer(request, ..)
        | Effect::PlaceOrder(request, ..)
        | Effect::FetchOrders(request)
        | Effect::FetchOrder(request, _)
        | Effect::AskCode(request)
        | Effect::SendCode(request)
        | Effect::Wait(request, _)
        | Effect::CancelPayment(request, ..) => Some(*request),
        _ => None,
    }
}

/// The state machine with its last effects.
pub struct Story {
    pub state: State,
    pub effects: Vec<Effect>,
    /// All announcements.
    pub told: Vec<Announcement>,
    /// All requests to Glue that change something, as short texts.
    pub sent: Vec<String>,
    /// The stored record.
    pub record: Record,
    pub items: i64,
    pub dialect: Dialect,
    /// The country of the cart's store.
    pub store: Option<String>,
}

impl Story {
    pub fn new(guest: bool, finish: Finish) -> Self {
        let config = Config {
            cart_id: "c1".to_owned(),
            guest,
            buyer: None,
            methods: Vec::new(),
            finish,
            shipment_method: None,
            guest_buyer: crate::settings::default_guest_buyer(),
        };
        Self {
            state: State::new(config),
            effects: Vec::new(),
            told: Vec::new(),
            sent: Vec::new(),
            record: Record::default(),
            items: 2_000,
            dialect: Dialect::Legacy,
            store: None,
        }
    }

    pub fn guest() -> Self {
        Self::new(true, Finish::Review)
    }

    pub fn customer() -> Self {
        Self::new(false, Finish::Review)
    }

    /// Applies an event. The shop answers requests for the offer at once, and the cart can be locked.
    pub fn happens(&mut self, event: Event) {
        self.step(event);
        if let Some(request) = self.effects.iter().find_map(|effect| match effect {
            Effect::ClaimCart(request) => Some(*request),
            _ => None,
        }) {
            self.step(Event::CartClaimed(request, true));
        }
        while let Some((request, draft)) = self.effects.iter().find_map(|effect| match effect {
            Effect::FetchOffer(request, draft) => Some((*request, draft.clone())),
            _ => None,
        }) {
            let selected = draft.shipments.first().and_then(|shipment| shipment.method);
            let offer = Offer { country: self.store.clone(), ..offer(self.items, selected) };
            self.step(Event::OfferFetched(request, Ok(offer)));
        }
    }

    /// Applies an event. No request is answered.
    pub fn step(&mut self, event: Event) {
        let numbered = self.state.session().requests;
        let (state, effects) = step(self.state.clone(), event);
        let mut sending = false;
        for effect in &effects {
            if let Some(RequestId(number)) = number_of(effect) {
                assert!(
                    numbered < number && number <= state.session().requests,
                    "each request has its own number: {effect:?}"
                );
            }
            match effect {
                Effect::Remember(record) => {
                    assert!(!sending, "the record is written before every request");
                    self.record = record.clone();
                }
                Effect::Announce(announcement) => self.told.push(announcement.clone()),
                Effect::StartPayment { amount, known, .. } => {
                    sending = true;
                    let id = known.as_ref().map_or("new", PaymentData::transaction_id);
                    self.sent.push(format!("pay {} {id}", amount.minor));
                }
                Effect::PlaceOrder(..) => {
                    sending = true;
                    self.sent.push("order".to_owned());
                }
                Effect::CancelPayment(_, cancellation, _) => {
                    sending = true;
                    self.sent.push(format!("cancel {}", cancellation.data.transaction_id()));
                }
                _ => {}
            }
        }
        self.state = state;
        self.effects = effects;
    }

    /// The active machine's state.
    pub fn active(&self) -> &Active {
        self.state.active().expect("the checkout is active")
    }

    /// The offer, mutable.
    pub fn offer_mut(&mut self) -> &mut Offer {
        let offering = match &mut self.state {
            State::Idle(idle) => &mut idle.offering,
            State::Active(active) => match &mut active.phase {
                Phase::Offering(offering) => offering,
                phase => panic!("{phase:?}"),
            },
        };
        match offering {
            Offering::Ready { offer, .. } | Offering::Failed { offer: Some(offer), .. } => offer,
            offering => panic!("{offering:?}"),
        }
    }

    pub fn click(&mut self) {
        // A click that comes too late starts nothing, but its end is announced too.
        let correlation = if self.state.clickable().is_some() { "attempt" } else { "late" };
        self.happens(Event::Clicked {
            key: method().key,
            correlation: correlation.to_owned(),
            presentation: Presentation::Provider,
        });
    }

    /// The number of the last step's first request.
    pub fn request(&self) -> RequestId {
        self.effects.iter().find_map(number_of).expect("a request was sent")
    }

    /// The request of the last step for the cart's price.
    pub fn price_request(&self) -> Option<RequestId> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::FetchOffer(request, _) => Some(*request),
            _ => None,
        })
    }

    pub fn payment_answers(&mut self, request: RequestId, result: Result<&str, GlueError>) {
        let amount = self.state.offer().map_or(euro(1), |offer| offer.total);
        self.happens(Event::PaymentStarted {
            request,
            method: MethodName::from(&method()),
            amount,
            known: None,
            result: result.map(|id| (payment_data(id), self.dialect)),
        });
    }

    pub fn begin(&mut self) {
        self.happens(Event::Begun(Record::default()));
        assert_eq!(self.state.name(), "ready");
    }

    /// Continues until the shopper is at the provider, with payment tx1.
    pub fn at_the_provider(&mut self) {
        self.begin();
        self.click();
        let request = self.request();
        self.payment_answers(request, Ok("tx1"));
        assert_eq!(self.state.name(), "awaiting-approval");
    }

    /// Continues until the review with Ada's addresses.
    pub fn in_review(&mut self) {
        self.at_the_provider();
        self.happens(Event::Approved(Json::Null, None));
        let request = self.request();
        self.happens(Event::CustomerFetched(request, Ok(ada())));
        self.happens(Event::PrefillAnswered(true));
        assert_eq!(self.state.name(), "review");
    }

    /// Continues until `/checkout` is sent. Returns its request.
    pub fn placing(&mut self) -> RequestId {
        self.in_review();
        self.place()
    }

    pub fn place(&mut self) -> RequestId {
        self.happens(Event::PlaceAsked);
        self.happens(Event::ConfirmAnswered(true));
        assert_eq!(self.sent.last().map(String::as_str), Some("order"));
        self.request()
    }

    pub fn outcomes(&self) -> Vec<Outcome> {
        let outcome = |told: &Announcement| match told {
            Announcement::Complete { outcome, correlation, .. } if correlation != "late" => Some(*outcome),
            _ => None,
        };
        self.told.iter().filter_map(outcome).collect()
    }

    pub fn count(&self, what: &str) -> usize {
        self.sent.iter().filter(|sent| sent.starts_with(what)).count()
    }
}
