//! At rest: from the element's first moment to its buttons, and whenever the page or the shopper starts over.

use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::failure::{Cause, Failure, Step};
use super::offer::Offer;
use super::order::{ChosenShipment, Draft};
use super::phase::{Notice, Phase, Reading};
use super::record::Resume;
use super::state::{Config, RequestId, default_choice, priced_with, shipments};
use super::step::Transition;
use crate::address::AddressState;
use std::sync::Arc;

impl Transition {
    /// The element stands in the page, and no earlier page left anything for this cart.
    pub fn begin(&mut self) {
        if self.is_fresh() {
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
        let preselected = self.state.config.shipment_method.map(|method| ChosenShipment {
            items: Arc::default(),
            method: Some(method),
            address: None,
        });
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
    pub fn read(&mut self, reading: Reading, offer: Offer) -> Read {
        let choice = default_choice(&offer, self.state.config.shipment_method);
        if reading.unpriced.is_some() || choice.iter().all(Option::is_none) || priced_with(&offer, &choice) {
            return Read::Done(Box::new(offer));
        }
        let shipments = shipments(&offer, &choice);
        Read::Again(self.ask_offer(shipments, Some(Box::new(offer))))
    }

    /// `/checkout-data` answered for the buttons.
    pub fn offer_fetched(&mut self, request: RequestId, offer: Offer) {
        match &self.state.phase {
            Phase::Loading { reading: Some(reading), notice, .. } if reading.request == request => {
                let (reading, notice) = (reading.clone(), *notice);
                match self.read(reading, offer) {
                    Read::Again(again) => {
                        self.state.phase = Phase::Loading { reading: Some(again), notice, resume: None };
                    }
                    Read::Done(offer) => self.loaded(*offer, notice),
                }
            }
            Phase::Ready { notice, reading: Some(reading), .. } if reading.request == request => {
                let (reading, notice) = (reading.clone(), *notice);
                match self.read(reading, offer) {
                    Read::Again(again) => self.set_reading(Some(again)),
                    Read::Done(offer) => self.loaded(*offer, notice),
                }
            }
            _ => {}
        }
    }

    pub fn set_reading(&mut self, now: Option<Reading>) {
        if let Phase::Ready { reading, .. } = &mut self.state.phase {
            *reading = now;
        }
    }

    /// Shows what is offered.
    pub fn loaded(&mut self, offer: Offer, notice: Option<Notice>) {
        // Nothing to pay is nothing to start a payment for.
        let payable = offer.total.minor > 0 && self.state.methods(&offer).next().is_some();
        self.state.phase = if !payable {
            Phase::Unavailable
        } else if offer.is_blocked() {
            // The shop would refuse the order after the shopper has paid: it says why, before anybody pays.
            let failure = Failure { step: Step::Methods, cause: Cause::Blocked, retryable: false };
            Phase::Failed { failure, offer: Some(offer), resume: None }
        } else {
            Phase::Ready { offer, notice, reading: None }
        };
    }

    /// Nothing was asked yet, because what an earlier page left is still being looked for.
    fn is_fresh(&self) -> bool {
        matches!(self.state.phase, Phase::Loading { reading: None, resume: None, .. })
    }

    /// The page's cart changed, or somebody wants to try again.
    pub fn reload(&mut self) {
        match &self.state.phase {
            Phase::Ready { .. } => {
                let reading = self.read_offer();
                self.set_reading(Some(reading));
            }
            // What an earlier page left is on its way to be taken up, and must not be passed over.
            Phase::Loading { reading: None, .. } => {}
            Phase::Loading { notice, .. } => self.load(*notice, None),

            // The shop's own checkout is the way on, until some time has passed.
            Phase::Failed { .. } if self.state.is_tripped() || self.state.is_paused() => {}
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
        self.adopt_config(config);
        // What an earlier page left must be taken up first; the offer is read afterwards, with these settings.
        if !same && !self.is_fresh() {
            self.load(None, None);
        }
    }

    /// Takes over settings. What was typed for one buyer is not shown to another.
    pub fn adopt_config(&mut self, config: Config) {
        if self.state.config.cart_id != config.cart_id {
            self.state.other_cart = Some(RequestId(self.state.requests));
        }
        if !self.state.config.same_buyer(&config) {
            self.state.code = None;
            if std::mem::take(&mut self.state.typed) {
                self.state.addresses = AddressState::default();
            } else {
                // What the provider told of the one is not shown to the other either.
                self.state.addresses.forget();
            }
        }
        self.state.config = config;
    }

    /// What an attempt needs could not be loaded: nothing was sent, so it can be tried again.
    pub fn attempt_not_loaded(&mut self, correlation: String) {
        if let Some(offer) = self.state.clickable().cloned() {
            self.announce(Announcement::NotLoaded(correlation.clone()));
            self.state.open = Some(correlation);
            self.complete(Outcome::Failed, None);
            let failure = Failure { step: Step::Methods, cause: Cause::NotLoaded, retryable: true };
            self.state.phase = Phase::Failed { failure, offer: Some(offer), resume: None };
        }
    }

    /// The page set addresses.
    pub fn set_addresses(&mut self, addresses: AddressState) {
        self.state.addresses = addresses;
    }

    /// A method does not work here. Its button goes; with the last one the element does.
    pub fn method_unavailable(&mut self, key: String) {
        if !self.state.unavailable.contains(&key) {
            self.state.unavailable.push(key);
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
    Done(Box<Offer>),
}
