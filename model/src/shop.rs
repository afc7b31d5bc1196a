//! The shop and the app behind it: what they do with a request, and what they say.

use express_checkout::flow::{Dialect, Event, GlueError, KnownOrder, MethodName, Order, RequestId};

use crate::bounds::Setup;
use crate::samples;
use crate::world::{Ask, Request};

/// What is true, whoever has heard of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shop {
    /// What never changes.
    pub setup: Setup,
    /// By their number.
    pub payments: Vec<Payment>,
    /// What each order costs.
    pub orders: Vec<i64>,
    /// The cart is still there.
    pub cart: bool,
    /// How often the cart was changed.
    pub edition: u8,
}

/// A payment at the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Payment {
    /// What became of it.
    pub fate: Fate,
    /// Its name has reached a page.
    pub named: bool,
    /// The shopper approved it.
    pub approved: bool,
}

/// What became of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It can be ordered with, and cancelled.
    Live,
    /// It was cancelled, or goes by another name now.
    Gone,
    /// It carries an order.
    Ordered,
    /// It carries an order and is cancelled, which must not be.
    Betrayed,
}

/// How the shop takes a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mood {
    /// It does what it is asked.
    Willing,
    /// It refuses before it does anything.
    Refusing,
    /// It saves the order, then fails to confirm its payment: 1102, and the cart stays (hazard H1).
    Unconfirmed,
    /// It saves the order, then fails to delete the cart: 1106 (hazard H2).
    Undeleted,
}

impl Shop {
    /// A shop with a cart.
    pub fn new(setup: Setup) -> Self {
        Self { setup, payments: Vec::new(), orders: Vec::new(), cart: true, edition: 0 }
    }

    /// Does what it is asked, and says what came of it.
    pub fn handle(&mut self, request: &Request, mood: Mood) -> Event {
        let refused = mood == Mood::Refusing;
        let Some(id) = request.id else { return Event::ConfirmAnswered(!refused) };
        match request.ask {
            Ask::Offer => Event::OfferFetched(id, self.with_cart(|shop| samples::offer(shop.edition))),
            Ask::Pay(amount, known) => {
                let paid = if refused { Err(samples::refused(901)) } else { self.pay(known) };
                self.paid(id, amount, known, paid)
            }
            Ask::Customer(payment) => {
                let approved = self.payments[payment].approved;
                Event::CustomerFetched(id, if approved { Ok(samples::payer()) } else { Err(samples::refused(0)) })
            }
            Ask::Order(_) if refused => Event::OrderPlaced(id, Err(samples::refused(901))),
            Ask::Order(payment) => Event::OrderPlaced(id, self.order(payment, mood)),
            Ask::Orders => Event::OrdersFetched(id, Ok(self.known_orders())),
            Ask::Cancel(payment) => Event::CancellationAnswered(id, self.cancel(payment)),
            Ask::Wait(_) | Ask::Consent => Event::Waited(id),
        }
    }

    /// What the machine hears when no answer comes.
    pub fn silence(&self, request: &Request, error: GlueError) -> Event {
        let Some(id) = request.id else { return Event::ConfirmAnswered(false) };
        match request.ask {
            Ask::Offer => Event::OfferFetched(id, Err(error)),
            Ask::Pay(amount, known) => self.paid(id, amount, known, Err(error)),
            Ask::Customer(_) => Event::CustomerFetched(id, Err(error)),
            Ask::Order(_) => Event::OrderPlaced(id, Err(error)),
            Ask::Orders => Event::OrdersFetched(id, Err(error)),
            Ask::Cancel(_) => Event::CancellationAnswered(id, Err(error)),
            Ask::Wait(_) | Ask::Consent => Event::Waited(id),
        }
    }

    fn with_cart<T>(&self, answer: impl FnOnce(&Self) -> T) -> Result<T, GlueError> {
        if self.cart { Ok(answer(self)) } else { Err(samples::refused(1103)) }
    }

    fn pay(&mut self, known: Option<usize>) -> Result<usize, GlueError> {
        let mut approved = false;
        if let Some(known) = known.filter(|_| self.setup.dialect == Dialect::Legacy) {
            let old = &mut self.payments[known];
            if old.fate != Fate::Live {
                return Err(samples::no_such_payment());
            }
            if !self.setup.renames {
                return Ok(known);
            }
            old.fate = Fate::Gone;
            approved = old.approved;
        }
        self.payments.push(Payment { fate: Fate::Live, named: false, approved });
        Ok(self.payments.len() - 1)
    }

    fn paid(&self, request: RequestId, amount: i64, known: Option<usize>, paid: Result<usize, GlueError>) -> Event {
        Event::PaymentStarted {
            request,
            method: MethodName::from(&samples::method()),
            amount: samples::euro(amount),
            known: known.map(samples::payment_data),
            result: paid.map(|number| (samples::payment_data(number), self.setup.dialect)),
        }
    }

    fn order(&mut self, payment: usize, mood: Mood) -> Result<Order, GlueError> {
        self.with_cart(|_| ())?;
        self.orders.push(samples::total(self.edition).minor);
        let fate = &mut self.payments[payment].fate;
        *fate = if *fate == Fate::Live { Fate::Ordered } else { Fate::Betrayed };
        self.cart = matches!(mood, Mood::Unconfirmed | Mood::Undeleted);
        match mood {
            Mood::Unconfirmed => Err(samples::refused(1102)),
            Mood::Undeleted => Err(samples::refused(1106)),
            Mood::Willing | Mood::Refusing => {
                Ok(Order { reference: Some(reference(self.orders.len())), redirect: None })
            }
        }
    }

    fn known_orders(&self) -> Vec<KnownOrder> {
        let known = |(index, total): (usize, &i64)| KnownOrder {
            reference: reference(index + 1),
            total: Some(samples::euro(*total)),
        };
        self.orders.iter().enumerate().map(known).collect()
    }

    fn cancel(&mut self, payment: usize) -> Result<(), GlueError> {
        let fate = &mut self.payments[payment].fate;
        match fate {
            Fate::Live => *fate = Fate::Gone,
            Fate::Gone => return Err(samples::no_such_payment()),
            // The app does not look (hazard H5).
            Fate::Ordered | Fate::Betrayed => *fate = Fate::Betrayed,
        }
        Ok(())
    }
}

fn reference(number: usize) -> String {
    format!("DE-{number}")
}
