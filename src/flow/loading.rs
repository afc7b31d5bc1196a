//! From the element's first moment to its buttons, and whenever the page or the shopper starts over.

use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::ApprovalError;
use super::failure::{Cause, Failure, GlueError, Step, cart_gone};
use super::offer::Offer;
use super::order::{ChosenShipment, Draft, Order};
use super::phase::{Assurance, Attempt, CancelReason, Held, Notice, Phase, Presentation, Reading, Unknown};
use super::record::{Live, Record, Resume};
use super::state::{Config, RequestId, default_choice, priced_with, shipments};
use super::step::Turn;
use crate::address::Book;

impl Turn {
    /// Takes up what an earlier page left: cancellations are sent, a payment at a redirecting provider is gone on with,
    /// an order of unknown outcome is asked about, every other payment is cancelled (rule R5).
    pub fn begin(&mut self, record: Record) {
        if !matches!(self.state.phase, Phase::Loading { reading: None, .. }) {
            return;
        }
        for (owed, tries) in record.owed {
            self.owe(owed, tries, false);
        }
        for debt in &mut self.state.debts {
            // The earlier page went away before it had heard of its first try.
            debt.doubtful = debt.tries == 0;
        }
        match record.live {
            None => self.load(None, None),
            Some(Live::Starting) => self.load(Some(Notice::Interrupted), None),
            Some(Live::Ordered(reference)) => {
                self.state.phase = Phase::Placed { order: Order { reference, redirect: None }, cart_left: true };
            }
            Some(Live::Open(owed)) => {
                self.owe(owed, 0, false);
                self.load(Some(Notice::Cancelled), None);
            }
            Some(Live::Away(resume)) => {
                self.state.open = (!resume.told).then(|| resume.correlation.clone());
                self.load(None, Some(Box::new(resume)));
            }
            Some(Live::Placing { payment, method, correlation, orders_before, told }) => {
                self.state.open = (!told).then(|| correlation.clone());
                self.verify(Unknown {
                    payment,
                    method,
                    correlation,
                    reference: None,
                    review: None,
                    orders_before,
                    verifying: None,
                    tries: 0,
                });
            }
        }
    }

    /// Reads the offer from the start.
    pub fn load(&mut self, notice: Option<Notice>, resume: Option<Box<Resume>>) {
        let reading = Some(self.read_offer());
        self.state.phase = Phase::Loading { reading, notice, resume };
    }

    /// Asks for the offer as it is, with the shipment method that the page preselects.
    fn read_offer(&mut self) -> Reading {
        let preselected =
            self.state.config.shipment_method.map(|method| ChosenShipment { items: Vec::new(), method: Some(method) });
        self.ask_offer(preselected.into_iter().collect(), None)
    }

    fn ask_offer(&mut self, shipments: Vec<ChosenShipment>, unpriced: Option<Box<Offer>>) -> Reading {
        let request = self.state.number();
        let (cart_id, guest) = (self.state.config.cart_id.clone(), self.state.config.guest);
        self.effects.push(Effect::FetchOffer(request, Draft { cart_id, guest, shipments, ..Draft::default() }));
        Reading { request, unpriced }
    }

    /// Done when the offer is priced with the default shipment methods, or as well as it can be; otherwise asks once more.
    /// A payment is then started with the amount that will be ordered, where nothing else changes.
    fn read(&mut self, reading: Reading, result: Result<Offer, GlueError>) -> Read {
        match (reading.unpriced, result) {
            (None, Ok(offer)) => {
                let choice = default_choice(&offer, self.state.config.shipment_method);
                if choice.iter().all(Option::is_none) || priced_with(&offer, &choice) {
                    return Read::Done(Ok(Box::new(offer)));
                }
                let shipments = shipments(&offer, &choice);
                Read::Again(self.ask_offer(shipments, Some(Box::new(offer))))
            }
            (Some(unpriced), Err(_)) => Read::Done(Ok(unpriced)),
            (_, result) => Read::Done(result.map(Box::new)),
        }
    }

    /// `/checkout-data` answered.
    pub fn offer_fetched(&mut self, request: RequestId, result: Result<Offer, GlueError>) {
        match &self.state.phase {
            Phase::Loading { reading: Some(reading), notice, resume } if reading.request == request => {
                let (reading, notice, resume) = (reading.clone(), *notice, resume.clone());
                match self.read(reading, result) {
                    Read::Again(again) => self.state.phase = Phase::Loading { reading: Some(again), notice, resume },
                    Read::Done(Ok(offer)) => self.loaded(*offer, notice, resume),
                    Read::Done(Err(error)) => self.not_loaded(error, resume),
                }
            }
            Phase::Ready { notice, reading: Some(reading), .. } if reading.request == request => {
                let (reading, notice) = (reading.clone(), *notice);
                match self.read(reading, result) {
                    Read::Again(again) => self.set_reading(Some(again)),
                    Read::Done(Ok(offer)) => self.loaded(*offer, notice, None),
                    Read::Done(Err(error)) if cart_gone(&error) => self.not_loaded(error, None),
                    // What was offered stays; the cart is checked again before anything is placed.
                    Read::Done(Err(_)) => self.set_reading(None),
                }
            }
            Phase::Review(review) if review.quoting == Some(request) => self.quoted(review.clone(), result),
            Phase::Checking { review, request: checking } if *checking == request => {
                self.checked(review.clone(), result);
            }
            _ => {}
        }
    }

    fn set_reading(&mut self, now: Option<Reading>) {
        if let Phase::Ready { reading, .. } = &mut self.state.phase {
            *reading = now;
        }
    }

    fn loaded(&mut self, offer: Offer, notice: Option<Notice>, resume: Option<Box<Resume>>) {
        if let Some(resume) = resume {
            return self.resume(offer, *resume);
        }
        // Nothing to pay is nothing to start a payment for.
        let payable = offer.total.minor > 0 && self.state.methods(&offer).next().is_some();
        self.state.phase = if payable { Phase::Ready { offer, notice, reading: None } } else { Phase::Unavailable };
    }

    fn not_loaded(&mut self, error: GlueError, resume: Option<Box<Resume>>) {
        let failure = Failure::offer(Step::Methods, error);
        let resume = match resume {
            Some(resume) if !failure.again => {
                self.owe(resume.owed(), 0, false);
                None
            }
            resume => resume,
        };
        self.fail(failure, None, resume);
    }

    /// Rests in a failure and says so. A payment that can still be taken up keeps its attempt open.
    pub fn fail(&mut self, failure: Failure, offer: Option<Offer>, resume: Option<Box<Resume>>) {
        self.report(failure.clone());
        if resume.is_none() {
            self.complete(Outcome::Failed, None);
        }
        self.state.phase = Phase::Failed { failure, offer, resume };
    }

    /// Goes on with the payment of an earlier page. Nothing that the address bar says is believed: Glue is asked.
    fn resume(&mut self, offer: Offer, resume: Resume) {
        let method = offer
            .methods
            .iter()
            .find(|method| method.provider == resume.method.provider && method.name == resume.method.name);
        let Some(method) = method.cloned() else {
            self.owe(resume.owed(), 0, false);
            self.announce(Announcement::Cancel { step: "loading", reason: CancelReason::Stale });
            self.complete(Outcome::Cancelled, None);
            return self.loaded(offer, Some(Notice::Cancelled), None);
        };
        let attempt = Attempt { correlation: resume.correlation, method, offer };
        let held = Held { attempt, payment: resume.payment };
        self.fetch_customer(held, Presentation::SameTab, Assurance::Returned);
    }

    /// The page's cart changed, or somebody wants to try again.
    pub fn reload(&mut self) {
        match &self.state.phase {
            Phase::Ready { .. } => {
                let reading = self.read_offer();
                self.set_reading(Some(reading));
            }
            Phase::Loading { notice, resume, .. } => self.load(*notice, resume.clone()),
            Phase::Unavailable | Phase::Failed { .. } => {
                let resume = match &self.state.phase {
                    Phase::Failed { resume, .. } => resume.clone(),
                    _ => None,
                };
                self.state.unavailable.clear();
                self.load(None, resume);
            }
            Phase::Review(_) => self.quote(),
            Phase::Unknown(unknown) => {
                let again = Unknown { tries: 0, ..unknown.clone() };
                self.verify(again);
            }
            // The cart is read again before anything is placed.
            _ => {}
        }
    }

    /// New settings. Another cart or identity ends what was under way, unless an order may already exist.
    pub fn configure(&mut self, config: Config) {
        let same = config.cart_id == self.state.config.cart_id && config.guest == self.state.config.guest;
        if same {
            self.state.config = config;
            return;
        }
        if matches!(self.state.phase, Phase::Placing { .. } | Phase::Unknown(_)) {
            return;
        }
        self.cancel_asked(CancelReason::ConfigChanged);
        let settled = !matches!(self.state.phase, Phase::Starting { .. } | Phase::Cancelling { .. });
        self.state.config = config;
        if settled {
            self.load(None, None);
        }
    }

    /// The page set addresses.
    pub fn set_addresses(&mut self, book: Book) {
        self.state.book = book;
        self.reconsider();
        if matches!(self.state.phase, Phase::Review(_)) {
            self.quote();
        }
    }

    /// A method does not work here. Its button goes; with the last one the element does.
    pub fn method_unavailable(&mut self, key: String, error: Option<ApprovalError>) {
        if self.state.unavailable.contains(&key) {
            return;
        }
        self.state.unavailable.push(key);
        if let Some(error) = error {
            self.report(Failure { step: Step::Approval, cause: Cause::Approval(error), again: false });
        }
        if let Phase::Ready { offer, .. } = &self.state.phase
            && self.state.methods(offer).next().is_none()
        {
            self.state.phase = Phase::Unavailable;
        }
    }

    /// The page goes away. A payment that nobody will wait for is cancelled with a request that outlives the page; it
    /// stays recorded until somebody has heard the answer.
    pub fn page_hidden(&mut self) {
        let stays = matches!(
            &self.state.phase,
            Phase::AwaitingApproval { presentation: Presentation::SameTab, .. } | Phase::Prefilled { .. }
        );
        if let Some(held) = self.state.cancellable().filter(|_| !stays) {
            self.abandon(held, self.state.name());
        }
    }

    fn abandon(&mut self, held: Held, step: &'static str) {
        self.effects.push(Effect::EndApproval);
        self.owe(held.owed(), 0, true);
        self.state.book.forget();
        self.announce(Announcement::Cancel { step, reason: CancelReason::PageLeft });
        self.complete(Outcome::Cancelled, None);
        let offer = held.attempt.offer;
        self.state.phase = Phase::Ready { offer, notice: Some(Notice::Cancelled), reading: None };
    }

    /// The page came back as it was left. The world may have moved on.
    pub fn page_shown(&mut self) {
        match &self.state.phase {
            Phase::AwaitingApproval { held, presentation: Presentation::SameTab, .. } => {
                self.fetch_customer(held.clone(), Presentation::SameTab, Assurance::Returned);
            }
            Phase::Ready { .. } | Phase::Unavailable => self.reload(),
            _ => {}
        }
    }
}

/// What came of a reading.
enum Read {
    /// It is asked once more.
    Again(Reading),
    /// It is over.
    Done(Result<Box<Offer>, GlueError>),
}
