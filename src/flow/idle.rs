//! The idle machine: from the element's first moment to its buttons, and whenever the page or the shopper starts over.

use super::announce::IdleAnnouncement;
use super::draft::{default_choice, priced_with, shipments};
use super::effect::IdleEffect;
use super::event::IdleEvent;
use super::failure::{Cause, Failure, Step};
use super::offer::{Method, Offer};
use super::order::{ChosenShipment, Draft};
use super::phase::Notice;
use super::state::{RequestId, Session};
use std::sync::Arc;

/// A checkout of which nothing is under way and nothing remains to be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Idle {
    /// What both machines know.
    pub session: Session,
    /// What is offered.
    pub offering: Offering,
}

/// What is offered. Both machines have it: the active one while it shows the buttons, too.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Offering {
    /// Asking what the shop offers. With an offer at hand: asking its price with the default shipment.
    Loading {
        /// The request under way; none before it is known whether an earlier page left something.
        request: Option<OfferRequest>,
        /// Said when ready.
        notice: Option<Notice>,
    },
    /// Nothing to show: no express method for this cart here.
    Unavailable,
    /// The buttons are there.
    Ready {
        /// What is offered.
        offer: Offer,
        /// What the shopper should know.
        notice: Option<Notice>,
        /// The offer is being read again.
        request: Option<OfferRequest>,
    },
    /// Something failed. There is always a way on.
    Failed {
        /// What failed.
        failure: Failure,
        /// What may be tried again, if anything is known to be on offer.
        offer: Option<Offer>,
    },
}

/// A request for the offer: as it is first, then priced with the default shipment methods.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfferRequest {
    /// Numbers the answer.
    pub id: RequestId,
    /// What was offered before shipment methods were chosen.
    pub unpriced: Option<Box<Offer>>,
}

/// What an answer to an [`OfferRequest`] leads to.
pub(super) enum Fetched {
    /// It is priced with the default shipment methods, or as well as it can be.
    Priced(Box<Offer>),
    /// It is requested once more, with the default shipment methods.
    Again(OfferRequest, IdleEffect),
}

impl Idle {
    /// Takes what happened and says what is next.
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

    /// Asks for the offer as it is, with the shipment method that the page preselects.
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
        (OfferRequest { id, unpriced }, IdleEffect::FetchOffer(id, draft))
    }

    /// Done when the offer is priced with the default shipment methods, or as well as it can be; otherwise asks once more.
    /// A payment is then started with the amount that will be ordered, where nothing else changes.
    pub(super) fn fetched(&mut self, request: &OfferRequest, offer: Offer) -> Fetched {
        let choice = default_choice(&offer, self.config.shipment_method);
        if request.unpriced.is_some() || choice.iter().all(Option::is_none) || priced_with(&offer, &choice) {
            return Fetched::Priced(Box::new(offer));
        }
        let shipments = shipments(&offer, &choice);
        let (request, effect) = self.fetch_offer_with(shipments, Some(Box::new(offer)));
        Fetched::Again(request, effect)
    }

    /// Shows what is offered.
    pub(super) fn show(&self, offer: Offer, notice: Option<Notice>) -> Offering {
        // Nothing to pay is nothing to start a payment for.
        let payable = offer.total.minor > 0 && self.methods(&offer).next().is_some();
        if !payable {
            Offering::Unavailable
        } else if offer.is_blocked() {
            // The shop would refuse the order after the shopper has paid: it says why, before anybody pays.
            let failure = Failure { step: Step::Methods, cause: Cause::Blocked, retryable: false };
            Offering::Failed { failure, offer: Some(offer) }
        } else {
            Offering::Ready { offer, notice, request: None }
        }
    }

    /// Tells the page which methods there are: once when they are known first, then whenever they change.
    pub(super) fn announce_methods(&mut self, offering: &Offering) -> Option<IdleAnnouncement> {
        let methods: Vec<(Method, bool)> = match offering {
            Offering::Ready { offer, .. } => {
                let wanted = self.wanted(offer).into_iter();
                wanted.map(|method| (method.clone(), !self.unavailable.contains(&method.key))).collect()
            }
            Offering::Failed { failure: Failure { cause: Cause::Blocked, .. }, offer: Some(offer) } => {
                self.wanted(offer).into_iter().map(|method| (method.clone(), false)).collect()
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
    /// Takes what happened, in either machine, and says what is next.
    pub(super) fn take(&mut self, session: &mut Session, event: IdleEvent) -> Vec<IdleEffect> {
        match event {
            IdleEvent::Begun if self.is_fresh() => self.load(session, None),
            IdleEvent::Begun | IdleEvent::PageHidden => Vec::new(),
            IdleEvent::Reload => self.reload(session),
            IdleEvent::Configured(config) => {
                let same = session.config.same_cart(&config);
                session.adopt(config);
                // What an earlier page left must be taken up first; the offer is read afterwards, with these settings.
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
            // Out of the back-forward cache: the cart may be another one by now.
            IdleEvent::PageShown => match self {
                Self::Loading { .. } | Self::Failed { .. } => Vec::new(),
                Self::Ready { .. } | Self::Unavailable => self.reload(session),
            },
        }
    }

    fn load(&mut self, session: &mut Session, notice: Option<Notice>) -> Vec<IdleEffect> {
        let (loading, effect) = session.load(notice);
        *self = loading;
        vec![effect]
    }

    /// The page's cart changed, or somebody wants to try again.
    fn reload(&mut self, session: &mut Session) -> Vec<IdleEffect> {
        match self {
            Self::Ready { request, .. } => {
                let (again, effect) = session.fetch_offer();
                *request = Some(again);
                vec![effect]
            }
            // What an earlier page left is on its way to be taken up, and must not be passed over.
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

    /// A method does not work here. Its button goes; with the last one the element does.
    pub(super) fn withdraw(&mut self, session: &Session) {
        if let Self::Ready { offer, .. } = self
            && session.methods(offer).next().is_none()
        {
            *self = Self::Unavailable;
        }
    }

    /// An attempt could not begin on this device: nothing was sent, so it can be tried again.
    fn attempt_failed(&mut self, correlation: String) -> Vec<IdleEffect> {
        let Some(offer) = self.clickable().cloned() else { return Vec::new() };
        let failure = Failure { step: Step::Methods, cause: Cause::AttemptFailed, retryable: true };
        *self = Self::Failed { failure, offer: Some(offer) };
        [IdleAnnouncement::AttemptFailed(correlation.clone()), IdleAnnouncement::Complete(correlation)]
            .map(IdleEffect::Announce)
            .into()
    }

    /// Nothing was asked yet, because what an earlier page left is still being looked for.
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

    /// What the shop offered last, where it is known.
    pub(super) fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Ready { offer, .. } => Some(offer),
            Self::Failed { offer, .. } => offer.as_ref(),
            Self::Loading { .. } | Self::Unavailable => None,
        }
    }

    /// The offer whose buttons can be clicked. After an attempt that failed it may have come to nothing, or be one that the
    /// shop refuses.
    pub(super) fn clickable(&self) -> Option<&Offer> {
        let offer = match self {
            Self::Ready { offer, .. } => offer,
            Self::Failed { failure: Failure { retryable: true, .. }, offer: Some(offer) } => offer,
            Self::Failed { .. } | Self::Loading { .. } | Self::Unavailable => return None,
        };
        Some(offer).filter(|offer| offer.total.minor > 0 && !offer.is_blocked())
    }

    /// What the shopper should know besides the state itself.
    pub(super) fn notice(&self) -> Option<Notice> {
        match self {
            Self::Loading { notice, .. } => notice.filter(|notice| *notice == Notice::Elsewhere),
            Self::Ready { notice, .. } => *notice,
            Self::Unavailable | Self::Failed { .. } => None,
        }
    }
}
