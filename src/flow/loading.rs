//! At rest: from the element's first moment to its buttons, and whenever the page or the shopper starts over.

use super::announce::Outcome;
use super::effect::Effect;
use super::event::ApprovalError;
use super::failure::{Cause, Failure, GlueError, Step, cart_gone};
use super::offer::Offer;
use super::order::{ChosenShipment, Draft};
use super::phase::{Notice, Phase, Reading};
use super::record::Resume;
use super::state::{Config, RequestId, default_choice, priced_with, shipments};
use super::step::Turn;
use crate::address::Book;

impl Turn {
    /// The element stands in the page, and no earlier page left anything for this cart.
    pub fn begin(&mut self) {
        if matches!(self.state.phase, Phase::Loading { reading: None, .. }) {
            self.load(None, None);
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
    pub fn read(&mut self, reading: Reading, result: Result<Offer, GlueError>) -> Read {
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

    /// `/checkout-data` answered for the buttons.
    pub fn offer_fetched(&mut self, request: RequestId, result: Result<Offer, GlueError>) {
        match &self.state.phase {
            Phase::Loading { reading: Some(reading), notice, .. } if reading.request == request => {
                let (reading, notice) = (reading.clone(), *notice);
                match self.read(reading, result) {
                    Read::Again(again) => {
                        self.state.phase = Phase::Loading { reading: Some(again), notice, resume: None };
                    }
                    Read::Done(Ok(offer)) => self.loaded(*offer, notice),
                    Read::Done(Err(error)) => self.not_loaded(error),
                }
            }
            Phase::Ready { notice, reading: Some(reading), .. } if reading.request == request => {
                let (reading, notice) = (reading.clone(), *notice);
                match self.read(reading, result) {
                    Read::Again(again) => self.set_reading(Some(again)),
                    Read::Done(Ok(offer)) => self.loaded(*offer, notice),
                    Read::Done(Err(error)) if cart_gone(&error) => self.not_loaded(error),
                    // What was offered stays; the cart is checked again before anything is placed.
                    Read::Done(Err(_)) => self.set_reading(None),
                }
            }
            _ => {}
        }
    }

    fn set_reading(&mut self, now: Option<Reading>) {
        if let Phase::Ready { reading, .. } = &mut self.state.phase {
            *reading = now;
        }
    }

    /// Shows what is offered.
    pub fn loaded(&mut self, offer: Offer, notice: Option<Notice>) {
        // Nothing to pay is nothing to start a payment for.
        let payable = offer.total.minor > 0 && self.state.methods(&offer).next().is_some();
        self.state.phase = if payable { Phase::Ready { offer, notice, reading: None } } else { Phase::Unavailable };
    }

    fn not_loaded(&mut self, error: GlueError) {
        self.fail(Failure::offer(Step::Methods, error), None, None);
    }

    /// Rests in a failure and says so. A payment that can still be taken up keeps its attempt open.
    pub fn fail(&mut self, failure: Failure, offer: Option<Offer>, resume: Option<Box<Resume>>) {
        self.report(failure.clone());
        if resume.is_none() {
            self.complete(Outcome::Failed, None);
        }
        self.state.phase = Phase::Failed { failure, offer, resume };
    }

    /// The page's cart changed, or somebody wants to try again.
    pub fn reload(&mut self) {
        match &self.state.phase {
            Phase::Ready { .. } => {
                let reading = self.read_offer();
                self.set_reading(Some(reading));
            }
            Phase::Loading { notice, .. } => self.load(*notice, None),
            Phase::Unavailable | Phase::Failed { .. } => {
                self.state.unavailable.clear();
                self.load(None, None);
            }
            _ => {}
        }
    }

    /// New settings. Another cart or identity is another offer.
    pub fn configure(&mut self, config: Config) {
        let same = self.state.config.same_cart(&config);
        self.state.config = config;
        if !same {
            self.load(None, None);
        }
    }

    /// What an attempt needs could not be loaded: nothing was sent, so it can be tried again.
    pub fn attempt_not_loaded(&mut self, correlation: String) {
        if let Some(offer) = self.state.clickable().cloned() {
            self.state.open = Some(correlation);
            let failure = Failure { step: Step::Methods, cause: Cause::NotLoaded, again: true };
            self.fail(failure, Some(offer), None);
        }
    }

    /// The page set addresses.
    pub fn set_addresses(&mut self, book: Book) {
        self.state.book = book;
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
}

/// What came of a reading.
pub(super) enum Read {
    /// It is asked once more.
    Again(Reading),
    /// It is over.
    Done(Result<Box<Offer>, GlueError>),
}
