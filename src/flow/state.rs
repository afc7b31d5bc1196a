//! The state of a checkout: idle while nothing is under way, active from the click to the end.

use super::active::{Active, PendingCancellation};
use super::failure::Failure;
use super::idle::{Idle, Offering};
use super::notice::Notice;
use super::offer::{Method, Offer};
use super::order::{Buyer, Secret};
use super::phase::Phase;
use crate::address::{AddressState, Need, Path};

/// The number of a request or a timer of one element. By its number, a late answer is recognised as late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u32);

/// How far the element goes by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Finish {
    /// Show addresses, shipping and total, then order.
    #[default]
    Review,
    /// Stop after the pre-fill; the page continues.
    Prefill,
    /// Show the summary with the order button.
    Order,
    /// Order without a summary when nothing is missing, the total is the approved one, and neither the shop nor the address is
    /// in a country whose law asks for an order button. Otherwise show the summary.
    OrderAtOnce,
}

/// The page's settings, as far as the flow needs them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// The cart's uuid.
    pub cart_id: String,
    /// The page gave no access token: the cart belongs to a guest.
    pub guest: bool,
    /// A hash of the buyer's id, to tell buyers apart; `None` when it is unknown.
    pub buyer: Option<u64>,
    /// Payment method keys to show, in this order; empty for all, in the shop's order.
    pub methods: Vec<String>,
    /// How far to go.
    pub finish: Finish,
    /// `idShipmentMethod` to preselect.
    pub shipment_method: Option<i64>,
    /// The placeholder buyer that a guest's payment is started with. It is never sent to `/checkout`.
    pub guest_buyer: Buyer,
}

impl Config {
    /// Whether both are for the same buyer, as far as that is known.
    pub fn same_buyer(&self, other: &Self) -> bool {
        let differ = |(one, two): (u64, u64)| one != two;
        self.guest == other.guest && !self.buyer.zip(other.buyer).is_some_and(differ)
    }

    /// A short mark of the buyer, for the record of an order: enough to notice another customer, too short to tell who it was.
    pub fn buyer_mark(&self) -> Option<u16> {
        self.buyer.map(|buyer| buyer as u16)
    }

    /// Whether both are for the same cart of the same buyer.
    pub(super) fn same_cart(&self, other: &Self) -> bool {
        self.cart_id == other.cart_id && self.same_buyer(other)
    }
}

/// What both machines know: the page's settings, the addresses, and the methods of this element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Session {
    /// The page's settings.
    pub config: Config,
    /// The cart's address state.
    pub addresses: AddressState,
    /// Methods that turned out not to work here.
    pub unavailable: Vec<String>,
    /// Those of them that a reload of the checkout may heal: the page removed their buttons, or a file of the element was missing.
    pub tried_again: Vec<String>,
    /// The methods in the last `ec-ready` or `ec-availability-change`; `None` before `ec-ready`.
    pub(super) announced: Option<Vec<(String, bool)>>,
    /// The shopper changed addresses in a review. Another buyer must not see them.
    pub(super) typed: bool,
    /// The last request for an earlier cart. Answers up to this number are ignored.
    pub other_cart: Option<RequestId>,
    /// How many requests and timers were numbered so far.
    pub requests: u32,
}

impl Session {
    pub(super) fn number(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    /// Applies new settings. Another buyer does not see what was typed before.
    pub(super) fn apply(&mut self, config: Config) {
        if self.config.cart_id != config.cart_id {
            self.other_cart = Some(RequestId(self.requests));
        }
        if !self.config.same_buyer(&config) {
            if std::mem::take(&mut self.typed) {
                self.addresses = AddressState::default();
            } else {
                // The other buyer does not see the provider's addresses either.
                self.addresses.forget();
            }
        }
        self.config = config;
    }

    /// The methods of an offer that the page's settings allow, in the page's order.
    pub(super) fn configured_methods<'a>(&self, offer: &'a Offer) -> Vec<&'a Method> {
        if self.config.methods.is_empty() {
            return offer.methods.iter().collect();
        }
        let find = |key: &String| offer.methods.iter().find(|method| method.key.eq_ignore_ascii_case(key));
        self.config.methods.iter().filter_map(find).collect()
    }

    /// The methods to show: those that the page's settings allow, without those that do not work here.
    pub(super) fn methods<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = &'a Method> {
        self.configured_methods(offer).into_iter().filter(|method| !self.unavailable.contains(&method.key))
    }

    /// Hides a method that does not work here.
    pub(super) fn exclude(&mut self, key: String) {
        if !self.unavailable.contains(&key) {
            self.unavailable.push(key);
        }
    }

    /// The addresses that this cart needs. An address that neither a shipment nor the bill uses is not needed.
    pub(super) fn need(&self, offer: Option<&Offer>) -> Need {
        let shipments = offer.map_or(0, |offer| offer.shipments.len());
        let common = (0..shipments).any(|shipment| self.parcel(offer, shipment).is_none());
        let shipping = common || shipments > 0 && self.addresses.billing_same();
        Need { customer: self.config.guest, shipping, split: shipments > 1 }
    }

    /// The fields that the order still needs. `countries` are those that the shop ships to; empty when unknown.
    pub(super) fn missing(&self, offer: Option<&Offer>, countries: &[&str]) -> Vec<Path> {
        self.addresses.missing_for(self.need(offer), countries)
    }

    /// The fields that the n-th shipment's own address still needs, if it has one.
    pub(super) fn missing_in(&self, offer: Option<&Offer>, shipment: usize, countries: &[&str]) -> Vec<Path> {
        let need = Need { customer: false, shipping: true, split: true };
        self.parcel(offer, shipment).map_or(Vec::new(), |addresses| addresses.missing_for(need, countries))
    }

    /// The address state with the n-th shipment's own shipping address, if it has one. A single shipment has none.
    pub(super) fn parcel(&self, offer: Option<&Offer>, shipment: usize) -> Option<&AddressState> {
        let shipments = &offer?.shipments;
        self.addresses.parcel(&shipments.get(shipment).filter(|_| shipments.len() > 1)?.items)
    }
}

/// The state of a checkout. Each variant is a machine with its own events and effects; `flow::step` drives both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::large_enum_variant, reason = "most states are idle, and the interpreter has them behind a pointer")]
pub enum State {
    /// Nothing is under way, and nothing remains to be done.
    Idle(Idle),
    /// From the click, or from the record of an earlier page, to the end.
    Active(Box<Active>),
}

impl State {
    /// The state before the first event.
    pub fn new(config: Config) -> Self {
        let session = Session {
            config,
            addresses: AddressState::default(),
            unavailable: Vec::new(),
            tried_again: Vec::new(),
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

    /// The same, mutable: for tests and for the model.
    pub fn session_mut(&mut self) -> &mut Session {
        match self {
            Self::Idle(idle) => &mut idle.session,
            Self::Active(active) => &mut active.session,
        }
    }

    /// The page's settings.
    pub fn config(&self) -> &Config {
        &self.session().config
    }

    /// The cart's address state.
    pub fn addresses(&self) -> &AddressState {
        &self.session().addresses
    }

    /// What is offered, when the buttons are shown; `None` in every later phase.
    pub fn offering(&self) -> Option<&Offering> {
        match self {
            Self::Idle(idle) => Some(&idle.offering),
            Self::Active(active) => active.offering(),
        }
    }

    /// The active machine's state.
    pub fn active(&self) -> Option<&Active> {
        match self {
            Self::Idle(_) => None,
            Self::Active(active) => Some(active),
        }
    }

    /// The same state for the active machine.
    pub fn to_active(&self) -> Box<Active> {
        match self {
            Self::Idle(idle) => Box::new(Active::from(idle.clone())),
            Self::Active(active) => active.clone(),
        }
    }

    /// The phase of the active machine.
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

    /// Whether this checkout has the cart: an attempt is under way, or it is ordered. No other element may start one.
    pub fn is_engaged(&self) -> bool {
        self.active().is_some_and(Active::is_engaged)
    }

    /// The last offer, when it is known.
    pub fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Idle(idle) => idle.offering.offer(),
            Self::Active(active) => active.offer(),
        }
    }

    /// The offer whose buttons can be clicked now.
    pub fn clickable(&self) -> Option<&Offer> {
        match self {
            Self::Idle(idle) => idle.offering.clickable(),
            Self::Active(active) => active.clickable(),
        }
    }

    /// The methods to show: those that the page's settings allow, without those that do not work here.
    pub fn methods<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = &'a Method> {
        self.session().methods(offer)
    }

    /// The addresses that this cart needs.
    pub fn need(&self) -> Need {
        self.session().need(self.offer())
    }

    /// The fields that the order still needs.
    pub fn missing(&self) -> Vec<Path> {
        match self {
            Self::Idle(idle) => idle.session.missing(self.offer(), &[]),
            Self::Active(active) => active.missing(),
        }
    }

    /// The fields that the n-th shipment's own address still needs, if it has one.
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

    /// Whether an earlier page ordered the cart, so that it is gone. The shop may use its id for a new cart.
    pub fn was_ordered_before(&self) -> bool {
        matches!(self.phase(), Some(Phase::Placed { earlier: true, cart_left: false, .. }))
    }

    /// Whether an order was sent and its outcome is still unknown.
    pub fn is_ordering(&self) -> bool {
        self.active().is_some_and(Active::is_ordering)
    }

    /// Whether an order was sent and not refused.
    pub fn may_have_order(&self) -> bool {
        self.active().is_some_and(Active::may_have_order)
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

    /// The failure that is shown.
    pub fn failure(&self) -> Option<&Failure> {
        if let Some(Offering::Failed { failure, .. }) = self.offering() {
            return Some(failure);
        }
        let Some(Phase::ResumeFailed { failure, .. }) = self.phase() else { return None };
        Some(failure)
    }

    /// The message for the shopper, besides the state itself.
    pub fn notice(&self) -> Option<Notice> {
        match self {
            Self::Idle(idle) => idle.offering.notice(),
            Self::Active(active) => active.notice(),
        }
    }

    /// Whether Glue asked to wait (`Retry-After`). A timer ends the pause.
    pub fn is_paused(&self) -> bool {
        self.active().is_some_and(Active::is_paused)
    }

    /// Whether so many starts failed within a minute that no further one is offered.
    pub fn is_tripped(&self) -> bool {
        self.active().is_some_and(Active::is_tripped)
    }

    /// Whether the shopper can try again now, after this failure.
    pub fn can_retry(&self, failure: &Failure) -> bool {
        failure.retryable && !self.is_tripped() && !self.is_paused()
    }
}
