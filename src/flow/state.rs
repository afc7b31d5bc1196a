//! The state of a checkout: idle while nothing is under way, active from the click to the end.

use super::active::{Active, PendingCancellation};
use super::failure::Failure;
use super::idle::{Idle, Offering};
use super::offer::{Method, Offer};
use super::order::{Buyer, Secret};
use super::phase::{Notice, Phase};
use crate::address::{AddressState, Need, Path};

/// Numbers the requests and timers of one element, so that a late answer is recognised as late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u32);

/// How far the element goes by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Finish {
    /// Show addresses, shipping and total, then order.
    #[default]
    Review,
    /// Stop after the address state is filled; the page goes on.
    Prefill,
    /// Order without review when nothing is missing and the total is the approved one, else review.
    Order,
}

/// What the page told us, as far as the flow needs it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// The cart's uuid.
    pub cart_id: String,
    /// No access token: the cart belongs to a guest.
    pub guest: bool,
    /// Tells one buyer from another, without naming them; `None` where that is not known.
    pub buyer: Option<u64>,
    /// Payment method keys to show, in this order; empty for all, in the shop's order.
    pub methods: Vec<String>,
    /// How far to go.
    pub finish: Finish,
    /// `idShipmentMethod` to preselect.
    pub shipment_method: Option<i64>,
    /// Whose name a guest's payment is started in. A placeholder: it never reaches `/checkout`.
    pub guest_buyer: Buyer,
}

impl Config {
    /// Whether it is about the same buyer, as far as that is known.
    pub fn same_buyer(&self, other: &Self) -> bool {
        let differ = |(one, two): (u64, u64)| one != two;
        self.guest == other.guest && !self.buyer.zip(other.buyer).is_some_and(differ)
    }

    /// Whether it is about the same cart of the same buyer.
    pub(super) fn same_cart(&self, other: &Self) -> bool {
        self.cart_id == other.cart_id && self.same_buyer(other)
    }
}

/// What both machines know: the page's settings, the addresses, and the methods of this element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Session {
    /// What the page told us.
    pub config: Config,
    /// The cart's address state.
    pub addresses: AddressState,
    /// Methods that turned out not to work here.
    pub unavailable: Vec<String>,
    /// The methods that the page was told of last; none before `ec-ready`.
    pub(super) announced: Option<Vec<(String, bool)>>,
    /// The shopper changed addresses in a review: what they typed belongs to the buyer of that time.
    pub(super) typed: bool,
    /// The last request that was about another cart than this one.
    pub other_cart: Option<RequestId>,
    /// How many requests and timers were numbered so far.
    pub requests: u32,
}

impl Session {
    pub(super) fn number(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    /// Takes over settings. What was typed for one buyer is not shown to another.
    pub(super) fn adopt(&mut self, config: Config) {
        if self.config.cart_id != config.cart_id {
            self.other_cart = Some(RequestId(self.requests));
        }
        if !self.config.same_buyer(&config) {
            if std::mem::take(&mut self.typed) {
                self.addresses = AddressState::default();
            } else {
                // What the provider told of the one is not shown to the other either.
                self.addresses.forget();
            }
        }
        self.config = config;
    }

    /// What the page chose of an offer, in the page's order.
    pub(super) fn wanted<'a>(&self, offer: &'a Offer) -> Vec<&'a Method> {
        if self.config.methods.is_empty() {
            return offer.methods.iter().collect();
        }
        let find = |key: &String| offer.methods.iter().find(|method| method.key.eq_ignore_ascii_case(key));
        self.config.methods.iter().filter_map(find).collect()
    }

    /// The methods to show of an offer: what the page chose, without those that do not work here.
    pub(super) fn methods<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = &'a Method> {
        self.wanted(offer).into_iter().filter(|method| !self.unavailable.contains(&method.key))
    }

    /// A method does not work here.
    pub(super) fn exclude(&mut self, key: String) {
        if !self.unavailable.contains(&key) {
            self.unavailable.push(key);
        }
    }

    /// What this cart needs of the address state. An address that no shipment and no bill goes to is not asked for.
    pub(super) fn need(&self, offer: Option<&Offer>) -> Need {
        let shipments = offer.map_or(0, |offer| offer.shipments.len());
        let common = (0..shipments).any(|shipment| self.parcel(offer, shipment).is_none());
        let shipping = common || shipments > 0 && self.addresses.billing_same();
        Need { customer: self.config.guest, shipping, split: shipments > 1 }
    }

    /// What is still missing for the order; the shop ships to these countries, or has not said.
    pub(super) fn missing(&self, offer: Option<&Offer>, countries: &[&str]) -> Vec<Path> {
        self.addresses.missing_for(self.need(offer), countries)
    }

    /// What is still missing in the address that the n-th shipment has of its own, if it has one.
    pub(super) fn missing_in(&self, offer: Option<&Offer>, shipment: usize, countries: &[&str]) -> Vec<Path> {
        let need = Need { customer: false, shipping: true, split: true };
        self.parcel(offer, shipment).map_or(Vec::new(), |addresses| addresses.missing_for(need, countries))
    }

    /// The address state whose shipping address is the n-th shipment's own, if it has one. A single shipment has none.
    pub(super) fn parcel(&self, offer: Option<&Offer>, shipment: usize) -> Option<&AddressState> {
        let shipments = &offer?.shipments;
        self.addresses.parcel(&shipments.get(shipment).filter(|_| shipments.len() > 1)?.items)
    }
}

/// A checkout. Each of the two is a machine of its own, with its own events and effects; [`super::step`] drives both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::large_enum_variant, reason = "most states are idle, and the interpreter has them behind a pointer")]
pub enum State {
    /// Nothing is under way, and nothing remains to be done.
    Idle(Idle),
    /// From the click, or from the record of an earlier page, to the end.
    Active(Box<Active>),
}

impl State {
    /// A checkout that has not begun.
    pub fn new(config: Config) -> Self {
        let session = Session {
            config,
            addresses: AddressState::default(),
            unavailable: Vec::new(),
            announced: None,
            typed: false,
            other_cart: None,
            requests: 0,
        };
        Self::Idle(Idle { session, offering: Offering::Loading { request: None, notice: None } })
    }

    /// What both machines know.
    pub fn session(&self) -> &Session {
        match self {
            Self::Idle(idle) => &idle.session,
            Self::Active(active) => &active.session,
        }
    }

    /// The same, to be changed by tests and by the model.
    pub fn session_mut(&mut self) -> &mut Session {
        match self {
            Self::Idle(idle) => &mut idle.session,
            Self::Active(active) => &mut active.session,
        }
    }

    /// What the page told us.
    pub fn config(&self) -> &Config {
        &self.session().config
    }

    /// The cart's address state.
    pub fn addresses(&self) -> &AddressState {
        &self.session().addresses
    }

    /// What is offered, where nothing more than the buttons is shown.
    pub fn offering(&self) -> Option<&Offering> {
        match self {
            Self::Idle(idle) => Some(&idle.offering),
            Self::Active(active) => active.offering(),
        }
    }

    /// The checkout from the click to the end.
    pub fn active(&self) -> Option<&Active> {
        match self {
            Self::Idle(_) => None,
            Self::Active(active) => Some(active),
        }
    }

    /// Where the active checkout stands.
    pub fn phase(&self) -> Option<&Phase> {
        self.active().map(|active| &active.phase)
    }

    /// Payments still to be cancelled.
    pub fn cancellations(&self) -> &[PendingCancellation] {
        self.active().map_or(&[], |active| &active.cancellations)
    }

    /// The public name of the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Idle(idle) => idle.offering.name(),
            Self::Active(active) => active.phase.name(),
        }
    }

    /// Whether the cart is spoken for: an attempt is under way, or it is ordered. No other element may start one with it.
    pub fn is_engaged(&self) -> bool {
        self.active().is_some_and(Active::is_engaged)
    }

    /// What the shop offered last, where it is known.
    pub fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Idle(idle) => idle.offering.offer(),
            Self::Active(active) => active.offer(),
        }
    }

    /// The offer whose buttons can be clicked now. After an attempt that failed it may have come to nothing, or be one that
    /// the shop refuses.
    pub fn clickable(&self) -> Option<&Offer> {
        match self {
            Self::Idle(idle) => idle.offering.clickable(),
            Self::Active(active) => active.clickable(),
        }
    }

    /// The methods to show of an offer: what the page chose, without those that do not work here.
    pub fn methods<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = &'a Method> {
        self.session().methods(offer)
    }

    /// What this cart needs of the address state.
    pub fn need(&self) -> Need {
        self.session().need(self.offer())
    }

    /// What is still missing for the order.
    pub fn missing(&self) -> Vec<Path> {
        match self {
            Self::Idle(idle) => idle.session.missing(self.offer(), &[]),
            Self::Active(active) => active.missing(),
        }
    }

    /// What is still missing in the address that the n-th shipment has of its own, if it has one.
    pub fn missing_in(&self, shipment: usize) -> Vec<Path> {
        match self {
            Self::Idle(idle) => idle.session.missing_in(self.offer(), shipment, &[]),
            Self::Active(active) => active.missing_in(shipment),
        }
    }

    /// Whether the element has left the page.
    pub fn has_left(&self) -> bool {
        self.active().is_some_and(|active| active.left)
    }

    /// Whether an order was sent, and its outcome is not known yet.
    pub fn is_ordering(&self) -> bool {
        self.active().is_some_and(Active::is_ordering)
    }

    /// Whether these settings bring the token of the customer whose order an earlier page sent.
    pub fn awaits_token_of(&self, config: &Config) -> bool {
        self.active().is_some_and(|active| active.awaits_token_of(config))
    }

    /// The customer's security code, for the header `X-MFA-Code` (multi-factor-auth).
    pub fn security_code(&self) -> Option<&Secret> {
        self.active()?.code.as_ref()
    }

    /// The correlation id of the attempt under way.
    pub fn correlation(&self) -> Option<&str> {
        self.active()?.open.as_deref()
    }

    /// The failure in which the checkout rests.
    pub fn failure(&self) -> Option<&Failure> {
        if let Some(Offering::Failed { failure, .. }) = self.offering() {
            return Some(failure);
        }
        let Some(Phase::ResumeFailed { failure, .. }) = self.phase() else { return None };
        Some(failure)
    }

    /// What the shopper should know besides the state itself.
    pub fn notice(&self) -> Option<Notice> {
        match self {
            Self::Idle(idle) => idle.offering.notice(),
            Self::Active(active) => active.notice(),
        }
    }

    /// Whether Glue asked for patience. The wait that ends it is under way.
    pub fn is_paused(&self) -> bool {
        self.active().is_some_and(Active::is_paused)
    }

    /// Whether starting failed so often within a minute that it is not offered any more.
    pub fn is_tripped(&self) -> bool {
        self.active().is_some_and(Active::is_tripped)
    }

    /// Whether it can be tried again after this failure, now.
    pub fn can_retry(&self, failure: &Failure) -> bool {
        failure.retryable && !self.is_tripped() && !self.is_paused()
    }
}
