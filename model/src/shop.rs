//! The shop and its payment app: how they handle requests, and what they answer.

use express_checkout::flow::{Dialect, Event, GlueError, Live, MethodName, Offer, Order, OrderList, Record, RequestId};
use express_checkout::glue::{Response, orders};
use express_checkout::json::Json;

use crate::ask::{Ask, Request, Sent};
use crate::bounds::{Change, Listing, Setup, Shipping, Who};
use crate::properties::records;
use crate::samples;

/// The true state of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shop {
    /// The constants.
    pub setup: Setup,
    /// Indexed by their number.
    pub payments: Vec<Payment>,
    /// The oldest first, without the customers' earlier orders.
    pub orders: Vec<Placed>,
    /// Indexed by their number.
    pub carts: [Cart; 2],
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Placed {
    /// Its total.
    pub total: i64,
    /// Its cart.
    pub cart: usize,
    /// Its buyer.
    pub who: Who,
    /// Its payment; `None` for an order in the shop's own checkout.
    pub payment: Option<usize>,
}

/// A cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cart {
    /// It still exists.
    pub there: bool,
    /// The number of changes of its items.
    pub goods: u8,
    /// The price of its items.
    pub price: i64,
    /// Whether a carrier ships to the address.
    pub carrier: Carrier,
    /// The shop refuses its order.
    pub blocked: bool,
}

/// Whether a carrier ships to the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// A carrier ships to it.
    Goes,
    /// No carrier ships to it.
    None,
    /// No carrier ships to it, and the answer has no shipments.
    Unnamed,
}

/// A payment at the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Payment {
    /// Its cart.
    pub cart: usize,
    /// Its status.
    pub fate: Fate,
    /// A page knows its id.
    pub named: bool,
    /// The shopper approved it.
    pub approved: bool,
}

/// The status of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It can be used for an order, and cancelled.
    Live,
    /// It was cancelled, has expired, or has a new id.
    Gone,
    /// It will be resumed or it expires, and its id is no longer recorded.
    Left,
    /// An order was placed with it.
    Ordered,
    /// It was cancelled although an order was placed with it. This must never happen.
    Betrayed,
}

/// How the shop handles a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mood {
    /// It does what is requested.
    Willing,
    /// It refuses before it does any work.
    Refusing,
    /// It saves the order, then fails to confirm its payment: 1102, and the cart stays (hazard H1).
    Unconfirmed,
    /// It saves the order, then fails to delete the cart: 1106 (hazard H2).
    Undeleted,
    /// It refuses with reasons: 1102, and nothing is saved.
    Reasoned,
    /// A plug-in of the project adds reasons after the order was saved: 1102, and the cart stays.
    Saved,
    /// Another request for this cart, such as the browser's own repeat, is handled and saves the order: 1102 without a
    /// reason.
    Locked,
    /// The customer must send a security code: 5900.
    Coded,
}

impl Shop {
    /// A shop with two carts.
    pub fn new(setup: Setup) -> Self {
        let cart = |price| Cart { there: true, goods: 0, price, carrier: Carrier::Goes, blocked: false };
        Self { setup, payments: Vec::new(), orders: Vec::new(), carts: [cart(1_000), cart(2_000)] }
    }

    /// The cart is changed in another part of the shop. The first one is.
    pub fn change(&mut self, change: Change) {
        let cart = &mut self.carts[0];
        match change {
            Change::Filled => (cart.goods, cart.price) = (cart.goods + 1, cart.price + 1),
            Change::Dearer => cart.price += 1,
            Change::Exchanged => cart.goods += 1,
            Change::Emptied => (cart.goods, cart.price) = (cart.goods + 1, 0),
            Change::Unshippable => cart.carrier = Carrier::None,
            Change::Unnamed => cart.carrier = Carrier::Unnamed,
            Change::Shippable => cart.carrier = Carrier::Goes,
            Change::Blocked => cart.blocked = true,
            Change::Ordered => {
                cart.there = false;
                self.orders.push(Placed { total: cart.price, cart: 0, who: self.setup.who, payment: None });
            }
        }
    }

    /// The number of our orders of a cart.
    pub fn ours(&self, cart: usize) -> usize {
        self.orders.iter().filter(|order| order.cart == cart && order.payment.is_some()).count()
    }

    /// The approvals of a record have expired at the provider.
    pub fn expire(&mut self, record: &Record) {
        let live = match &record.live {
            Some(Live::Open(cancellation)) => Some(&cancellation.data),
            Some(Live::Away(resume)) => Some(&resume.payment.data),
            _ => None,
        };
        for data in live.into_iter().chain(record.cancellation.iter().map(|(cancellation, _)| &cancellation.data)) {
            let fate = &mut self.payments[samples::number(data)].fate;
            if *fate == Fate::Live {
                *fate = Fate::Gone;
            }
        }
    }

    /// The tab with that record is closed.
    pub fn leave(&mut self, record: &Record) {
        for number in 0..self.payments.len() {
            let cancellation =
                record.cancellation.iter().any(|(cancellation, _)| samples::number(&cancellation.data) == number);
            if !cancellation && records(record, number) {
                self.give_up(number);
            }
        }
    }

    /// No page can cancel the payment any more.
    pub fn give_up(&mut self, number: usize) {
        let fate = &mut self.payments[number].fate;
        if *fate == Fate::Live {
            *fate = Fate::Left;
        }
    }

    /// Handles a request. Returns the event with the answer.
    pub fn handle(&mut self, request: &Request, mood: Mood) -> Event {
        let refused = mood == Mood::Refusing;
        let Some(id) = request.id else { return Event::ConfirmAnswered(!refused) };
        match request.ask {
            Ask::Offer(cart, way, placed) => {
                Event::OfferFetched(id, self.with_cart(cart).map(|cart| self.offer(cart, way, placed)))
            }
            Ask::Pay(cart, amount, known) => {
                let paid = if refused { Err(samples::refused(901)) } else { self.pay(cart, known) };
                self.paid(id, amount, known, paid)
            }
            Ask::Customer(payment) => {
                let approved = self.payments[payment].approved;
                Event::CustomerFetched(id, if approved { Ok(samples::payer()) } else { Err(samples::refused_by_app()) })
            }
            Ask::Order(_) if refused => Event::OrderPlaced(id, Err(samples::refused(901))),
            Ask::Order(_) if mood == Mood::Reasoned => Event::OrderPlaced(id, Err(samples::reasoned())),
            Ask::Order(_) if mood == Mood::Coded => Event::OrderPlaced(id, Err(samples::coded())),
            Ask::Order(sent) if self.carts[sent.cart].blocked => Event::OrderPlaced(id, Err(samples::reasoned())),
            Ask::Order(sent) => Event::OrderPlaced(id, self.order(sent, mood)),
            Ask::Orders(who) => Event::OrdersFetched(id, self.known_orders(who)),
            Ask::OrderOf(number) => Event::OrderFetched(id, Ok(self.paid_with(number))),
            Ask::Cancel(payment) => Event::CancellationAnswered(id, self.cancel(payment)),
            Ask::Code => Event::CodeGiven(id, Some(samples::code())),
            Ask::SendCode => Event::CodeSent(id, Ok(())),
            Ask::Begin | Ask::Claim | Ask::Wait(_) | Ask::Consent => Event::Waited(id),
        }
    }

    /// The event for a request without an answer.
    pub fn silence(&self, request: &Request, error: GlueError) -> Event {
        let Some(id) = request.id else { return Event::ConfirmAnswered(false) };
        match request.ask {
            Ask::Offer(..) => Event::OfferFetched(id, Err(error)),
            Ask::Pay(_, amount, known) => self.paid(id, amount, known, Err(error)),
            Ask::Customer(_) => Event::CustomerFetched(id, Err(error)),
            Ask::Order(_) => Event::OrderPlaced(id, Err(error)),
            Ask::Orders(_) => Event::OrdersFetched(id, Err(error)),
            Ask::OrderOf(_) => Event::OrderFetched(id, Err(error)),
            Ask::Cancel(_) => Event::CancellationAnswered(id, Err(error)),
            Ask::Code => Event::CodeGiven(id, None),
            Ask::SendCode => Event::CodeSent(id, Err(error)),
            Ask::Begin | Ask::Claim | Ask::Wait(_) | Ask::Consent => Event::Waited(id),
        }
    }

    fn with_cart(&self, cart: usize) -> Result<Cart, GlueError> {
        Some(self.carts[cart]).filter(|cart| cart.there).ok_or_else(|| samples::refused(1103))
    }

    /// The total of a cart with that shipment method.
    fn total(&self, cart: Cart, way: Option<i64>) -> i64 {
        match (self.setup.shipping, way) {
            (Shipping::Parcel, Some(2)) if cart.price > 0 => cart.price + 500,
            (Shipping::Voucher, Some(2)) => 0,
            _ => cart.price,
        }
    }

    fn offer(&self, cart: Cart, way: Option<i64>, placed: bool) -> Offer {
        // Without an address, every shipment method is possible.
        let carrier = if placed { cart.carrier } else { Carrier::Goes };
        let shipped = Some(carrier).filter(|_| self.setup.shipping != Shipping::Downloads);
        let way = way.filter(|_| shipped == Some(Carrier::Goes));
        let offer = samples::offer(cart.goods, self.total(cart, way), shipped, way, self.setup.tells);
        if cart.blocked { samples::blocked(offer) } else { offer }
    }

    fn pay(&mut self, cart: usize, known: Option<usize>) -> Result<usize, GlueError> {
        let mut approved = false;
        if let Some(known) = known.filter(|_| self.setup.dialect == Dialect::Legacy) {
            let old = &mut self.payments[known];
            if old.fate != Fate::Live {
                return Err(samples::refused_by_app());
            }
            if !self.setup.renames {
                return Ok(known);
            }
            old.fate = Fate::Gone;
            approved = old.approved;
        }
        self.payments.push(Payment { cart, fate: Fate::Live, named: false, approved });
        Ok(self.payments.len() - 1)
    }

    fn paid(&self, request: RequestId, amount: i64, known: Option<usize>, paid: Result<usize, GlueError>) -> Event {
        Event::PaymentStarted {
            request,
            method: MethodName::from(&samples::method(self.setup.tells)),
            amount: samples::euro(amount),
            known: known.map(samples::payment_data),
            result: paid.map(|number| (samples::payment_data(number), self.setup.dialect)),
        }
    }

    fn order(&mut self, sent: Sent, mood: Mood) -> Result<Order, GlueError> {
        let cart = self.with_cart(sent.cart)?;
        if cart.price <= 0 {
            return Err(samples::refused(1104));
        }
        self.orders.push(Placed { total: cart.price, cart: sent.cart, who: sent.who, payment: Some(sent.payment) });
        let fate = &mut self.payments[sent.payment].fate;
        *fate = if matches!(fate, Fate::Live | Fate::Left) { Fate::Ordered } else { Fate::Betrayed };
        self.carts[sent.cart].there = matches!(mood, Mood::Unconfirmed | Mood::Undeleted | Mood::Saved);
        let reference = samples::reference(self.orders.len() - 1);
        match mood {
            Mood::Unconfirmed => Err(samples::unconfirmed(reference)),
            Mood::Undeleted => Err(samples::refused(1106)),
            Mood::Saved => Err(samples::reasoned()),
            Mood::Locked => Err(samples::refused(1102)),
            Mood::Willing | Mood::Refusing | Mood::Reasoned | Mood::Coded => {
                Ok(Order { reference: Some(reference), redirect: None })
            }
        }
    }

    /// The payment methods of an order.
    fn paid_with(&self, number: usize) -> Vec<String> {
        let ours = self.orders[number].payment.is_some();
        vec![if ours { samples::method(self.setup.tells).name } else { "Invoice".to_owned() }]
    }

    /// A customer's list of orders.
    fn known_orders(&self, who: Who) -> Result<OrderList, GlueError> {
        if who == Who::Guest {
            return Err(samples::forbidden());
        }
        // Times of creation, to the second.
        let old = (0..self.setup.history).map(|number| {
            let time = if self.setup.imported { 0 } else { number };
            samples::known_order(&format!("{who:?}-{number}"), 700, usize::from(time))
        });
        let new = self.orders.iter().enumerate().filter(|(_, order)| order.who == who);
        let new = new.map(|(index, order)| samples::known_order(&samples::reference(index), order.total, 100 + index));
        let mut orders: Vec<Json> = old.chain(new).collect();
        match self.setup.listing {
            Listing::Sorted => orders.reverse(),
            Listing::Oldest => {}
            Listing::Cut => orders.truncate(10),
        }
        let body = Json::map([("data", Json::list(orders))]).to_string();
        orders::read(&Response { status: 200, retry_after: None, body })
    }

    fn cancel(&mut self, payment: usize) -> Result<(), GlueError> {
        let fate = &mut self.payments[payment].fate;
        match fate {
            Fate::Live | Fate::Left => *fate = Fate::Gone,
            Fate::Gone => return Err(samples::refused_by_app()),
            // The app does not check the payment's status (hazard H5).
            Fate::Ordered | Fate::Betrayed => *fate = Fate::Betrayed,
        }
        Ok(())
    }
}
