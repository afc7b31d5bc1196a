//! The idle machine: it loads the offer and shows the buttons. Nothing is under way and nothing remains to be done.

use super::announce::IdleAnnouncement;
use super::draft::{default_choice, priced_with, shipments};
use super::effect::IdleEffect;
use super::event::IdleEvent;
use super::failure::{Cause, Failure, Step};
use super::notice::Notice;
use super::offer::{Method, Offer};
use super::order::{ChosenShipment, Draft};
use super::state::{RequestId, Session};
use std::sync::Arc;

/// A checkout in which nothing is under way and nothing remains to be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Idle {
    /// What both machines know.
    pub session: Session,
    /// What is offered.
    pub offering: Offering,
}

/// What is offered. The active machine has it too, while it shows the buttons.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Offering {
    /// The offer is being read.
    Loading {
        /// The request under way; `None` until the record of an earlier page was read.
        request: Option<OfferRequest>,
        /// Shown together with the buttons.
        notice: Option<Notice>,
    },
    /// There is no express method for this cart here. Nothing is shown.
    Unavailable,
    /// The buttons are shown.
    Ready {
        /// What is offered.
        offer: Offer,
        /// The message for the shopper.
        notice: Option<Notice>,
        /// The offer is being read again.
        request: Option<OfferRequest>,
    },
    /// Something failed. The shopper can try again, or use the shop's own checkout.
    Failed {
        /// What failed.
        failure: Failure,
        /// The last offer, if there is one: its buttons try again.
        offer: Option<Offer>,
    },
}

/// A request for the offer. The first one asks for the offer as it is, the second one for its price with the default
/// shipment methods.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfferRequest {
    /// Numbers the answer.
    pub id: RequestId,
    /// The answer to the first request.
    pub unpriced: Option<Box<Offer>>,
}

/// What an answer to an [`OfferRequest`] leads to.
pub(super) enum Fetched {
    /// The offer is complete.
    Priced(Box<Offer>),
    /// The second request is needed.
    Again(OfferRequest, IdleEffect),
}

impl Idle {
    /// Applies an event: the next state, and what to do.
    pub fn step(mut self, event: IdleEvent) -> (Self, Vec<IdleEffect>) {
        let from = self.offering.name();
        let mut effects = self.offering.take(&mut self.session, event);
        effects.extend(self.session.announce_methods(&self.offering).map(IdleEffect::Announce));
        let to = self.offering.name();
        if from != to {
            effects.insert(0, IdleEffect::Announce(IdleAnnouncement::StateChange(from, to)));
        }
        (self, effects)
    }
}

impl Session {
    /// Reads the offer from the start.
    pub(super) fn load(&mut self, notice: Option<Notice>) -> (Offering, IdleEffect) {
        let (request, effect) = self.fetch_offer();
        (Offering::Loading { request: Some(request), notice }, effect)
    }

    /// Requests the offer as it is, with the shipment method that the page preselects.
    pub(super) fn fetch_offer(&mut self) -> (OfferRequest, IdleEffect) {
        let preselected = self.config.shipment_method.map(|method| ChosenShipment {
            items: Arc::default(),
            method: Some(method),
            address: None,
        });
        self.fetch_offer_with(preselected.into_iter().collect(), None)
    }

    fn fetch_offer_with(
        &mut self,
        shipments: Vec<ChosenShipment>,
        unpriced: Option<Box<Offer>>,
    ) -> (OfferRequest, IdleEffect) {
        let id = self.number();
        let (cart_id, guest) = (self.config.cart_id.clone(), self.config.guest);
        let draft = Draft { cart_id, guest, shipments, ..Draft::default() };
        (OfferRequest { id, unpriced }, IdleEffect::FetchOffer(id, Box::new(draft)))
    }

    /// The offer is complete when it is priced with the default shipment methods, or cannot be. So a payment starts with the
    /// amount that will be ordered, as long as the shopper changes nothing.
    pub(super) fn fetched(&mut self, request: &OfferRequest, offer: Offer) -> Fetched {
        let choice = default_choice(&offer, self.config.shipment_method);
        if request.unpriced.is_some() || choice.iter().all(Option::is_none) || priced_with(&offer, &choice) {
            return Fetched::Priced(Box::new(offer));
        }
        let shipments = shipments(&offer, &choice);
        let (request, effect) = self.fetch_offer_with(shipments, Some(Box::new(offer)));
        Fetched::Again(request, effect)
    }

    /// Shows the buttons of an offer, or why there are none.
    pub(super) fn show(&self, offer: Offer, notice: Option<Notice>) -> Offering {
        // A payment cannot be started with a total of 0.
        let payable = offer.total.minor > 0 && self.methods(&offer).next().is_some();
        if !payable {
            Offering::Unavailable
        } else if offer.is_blocked() {
            // The shop would refuse the order. The shopper learns why before they pay.
            let failure = Failure { step: Step::Methods, cause: Cause::Blocked, retryable: false };
            Offering::Failed { failure, offer: Some(offer) }
        } else {
            Offering::Ready { offer, notice, request: None }
        }
    }

    /// The announcement of the methods: `ec-ready` once, then `ec-availability-change` after every change.
    pub(super) fn announce_methods(&mut self, offering: &Offering) -> Option<IdleAnnouncement> {
        let methods: Vec<(Method, bool)> = match offering {
            Offering::Ready { offer, .. } => {
                let configured = self.configured_methods(offer).into_iter();
                configured.map(|method| (method.clone(), !self.unavailable.contains(&method.key))).collect()
            }
            Offering::Failed { failure: Failure { cause: Cause::Blocked, .. }, offer: Some(offer) } => {
                self.configured_methods(offer).into_iter().map(|method| (method.clone(), false)).collect()
            }
            Offering::Unavailable => Vec::new(),
            Offering::Loading { .. } | Offering::Failed { .. } => return None,
        };
        let brief = methods.iter().map(|(method, available)| (method.key.clone(), *available)).collect();
        match self.announced.replace(brief) {
            None => Some(IdleAnnouncement::Ready(methods)),
            before if before != self.announced => Some(IdleAnnouncement::AvailabilityChange(methods)),
            Some(_) => None,
        }
    }
}

impl Offering {
    /// Applies an event, for both machines, and returns what to do.
    pub(super) fn take(&mut self, session: &mut Session, event: IdleEvent) -> Vec<IdleEffect> {
        match event {
            IdleEvent::Begun => match *self {
                // This tab has the cart now.
                Self::Loading { request: None, notice } => {
                    self.load(session, notice.filter(|notice| *notice != Notice::Elsewhere))
                }
                Self::Loading { .. } | Self::Ready { .. } | Self::Failed { .. } | Self::Unavailable => Vec::new(),
            },
            IdleEvent::PageHidden => Vec::new(),
            IdleEvent::Reload => self.reload(session),
            IdleEvent::Configured(config) => {
                let same = session.config.same_cart(&config);
                session.apply(config);
                // The record of an earlier page must be resumed first. Then the offer is read with these settings.
                if same || self.is_fresh() { Vec::new() } else { self.load(session, None) }
            }
            IdleEvent::AddressesSet(addresses) => {
                session.addresses = addresses;
                Vec::new()
            }
            IdleEvent::OfferFetched(id, offer) => self.fetched(session, id, offer),
            IdleEvent::MethodUnavailable(key) => {
                session.exclude(key);
                self.withdraw(session);
                Vec::new()
            }
            IdleEvent::AttemptFailed(correlation) => self.attempt_failed(correlation),
            // The page came back out of the back-forward cache: the cart may have changed, also since a read under way began.
            IdleEvent::PageShown => match self {
                Self::Failed { .. } => Vec::new(),
                Self::Loading { .. } | Self::Ready { .. } | Self::Unavailable => self.reload(session),
            },
        }
    }

    fn load(&mut self, session: &mut Session, notice: Option<Notice>) -> Vec<IdleEffect> {
        let (loading, effect) = session.load(notice);
        *self = loading;
        vec![effect]
    }

    /// The cart changed, or the shopper tries again.
    fn reload(&mut self, session: &mut Session) -> Vec<IdleEffect> {
        match self {
            Self::Ready { request, notice, .. } => {
                // The other tab may be closed by now.
                notice.take_if(|notice| *notice == Notice::Elsewhere);
                let again = std::mem::take(&mut session.tried_again);
                session.unavailable.retain(|key| !again.contains(key));
                let (again, effect) = session.fetch_offer();
                *request = Some(again);
                vec![effect]
            }
            // The record of an earlier page is being read and must be resumed first.
            Self::Loading { request: None, .. } => Vec::new(),
            Self::Loading { notice, .. } => {
                let notice = *notice;
                self.load(session, notice)
            }
            Self::Unavailable | Self::Failed { .. } => {
                session.unavailable.clear();
                self.load(session, None)
            }
        }
    }

    /// `/checkout-data` answered for the buttons.
    fn fetched(&mut self, session: &mut Session, id: RequestId, offer: Offer) -> Vec<IdleEffect> {
        let (Self::Loading { request, notice } | Self::Ready { request, notice, .. }) = self else { return Vec::new() };
        let Some(asked) = request.as_ref().filter(|request| request.id == id) else { return Vec::new() };
        match session.fetched(asked, offer) {
            Fetched::Again(again, effect) => {
                *request = Some(again);
                vec![effect]
            }
            Fetched::Priced(offer) => {
                *self = session.show(*offer, *notice);
                Vec::new()
            }
        }
    }

    /// A method does not work here: its button disappears. With the last button the element disappears.
    pub(super) fn withdraw(&mut self, session: &Session) {
        if let Self::Ready { offer, .. } = self
            && session.methods(offer).next().is_none()
        {
            *self = Self::Unavailable;
        }
    }

    /// An attempt could not begin on this device. Nothing was sent, so the shopper can try again.
    fn attempt_failed(&mut self, correlation: String) -> Vec<IdleEffect> {
        let Some(offer) = self.clickable().cloned() else { return Vec::new() };
        let failure = Failure { step: Step::Methods, cause: Cause::AttemptFailed, retryable: true };
        *self = Self::Failed { failure, offer: Some(offer) };
        [IdleAnnouncement::AttemptFailed(correlation.clone()), IdleAnnouncement::Complete(correlation)]
            .map(IdleEffect::Announce)
            .into()
    }

    /// Whether nothing was requested yet, because the record of an earlier page is still being read.
    pub(super) fn is_fresh(&self) -> bool {
        matches!(self, Self::Loading { request: None, .. })
    }

    /// The public name of the state.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Loading { .. } => "loading",
            Self::Unavailable => "unavailable",
            Self::Ready { .. } => "ready",
            Self::Failed { .. } => "failed",
        }
    }

    /// The last offer, when it is known.
    pub(super) fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Ready { offer, .. } => Some(offer),
            Self::Failed { offer, .. } => offer.as_ref(),
            Self::Loading { .. } | Self::Unavailable => None,
        }
    }

    /// The offer whose buttons can be clicked. The offer of a failed attempt may have a total of 0, or be one that the shop
    /// would refuse.
    pub(super) fn clickable(&self) -> Option<&Offer> {
        let offer = match self {
            Self::Ready { offer, .. } => offer,
            Self::Failed { failure: Failure { retryable: true, .. }, offer: Some(offer) } => offer,
            Self::Failed { .. } | Self::Loading { .. } | Self::Unavailable => return None,
        };
        Some(offer).filter(|offer| offer.total.minor > 0 && !offer.is_blocked())
    }

    /// The message for the shopper, besides the state itself.
    pub(super) fn notice(&self) -> Option<Notice> {
        match self {
            Self::Loading { notice, .. } => notice.filter(|notice| *notice == Notice::Elsewhere),
            Self::Ready { notice, .. } => *notice,
            Self::Unavailable | Self::Failed { .. } => None,
        }
    }
}
