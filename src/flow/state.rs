//! A checkout as a whole: what the page told, what lasts, and the phase it is in.

use super::offer::{Method, Offer};
use super::order::{Address, Buyer, ChosenShipment, Draft, Secret};
use super::payment::{CancellationRequest, Dialect, MethodName, PaymentData};
use super::phase::{Attempt, Facts, Notice, Phase, Review, StartedPayment};
use crate::address::{AddressState, Need, Part, Path};
use crate::money::Money;
use std::sync::Arc;

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

/// The checkout: what lasts, and the phase it is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// What the page told us.
    pub config: Config,
    /// The cart's address state.
    pub addresses: AddressState,
    /// Where the checkout stands.
    pub phase: Phase,
    /// Payments still to be cancelled.
    pub cancellations: Vec<PendingCancellation>,
    /// Methods that turned out not to work here.
    pub unavailable: Vec<String>,
    /// A failed start each, for as long as it counts: the wait until it is forgotten.
    pub failed_starts: Vec<RequestId>,
    /// Glue asked for patience: the wait until it is over.
    pub paused: Option<RequestId>,
    /// The attempt that began with a click and has not been told to be complete.
    pub(super) open: Option<String>,
    /// The payment that was ordered with last. Whatever is heard of it late, it is not cancelled.
    pub(super) ordered: Option<PaymentData>,
    /// The methods that the page was told of last; none before `ec-ready`.
    pub(super) announced: Option<Vec<(String, bool)>>,
    /// The shopper changed addresses in a review: what they typed belongs to the buyer of that time.
    pub(super) typed: bool,
    /// Another cart or buyer that the page set while an order was on its way: taken over once its outcome is known.
    pub(super) next_config: Option<Config>,
    /// The page set another cart or buyer while a cancellation was under way: the offer is read again after it.
    pub(super) outdated: bool,
    /// The element has left the page. Nothing begins here, and no review is shown.
    pub(super) left: bool,
    /// The customer's security code, once the shopper typed it or the page gave it.
    pub(super) code: Option<Secret>,
    /// The last request that was about another cart than this one.
    pub other_cart: Option<RequestId>,
    /// How many requests and timers were numbered so far.
    pub requests: u32,
}

/// A payment to be cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PendingCancellation {
    /// Which.
    pub cancellation: CancellationRequest,
    /// How often it was tried in vain.
    pub tries: u8,
    /// A try may have cancelled it, or an update renamed it, although no answer said so.
    pub(super) doubtful: bool,
    /// The provider refused the shopper's instrument: until somebody gives it up, they may pay with it by another one. What
    /// it was started with.
    pub(super) declined: Option<Money>,
    /// The cancellation, or the wait before the next one, that is under way.
    pub request: Option<RequestId>,
}

impl State {
    /// A checkout that has not begun.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            addresses: AddressState::default(),
            phase: Phase::Loading { reading: None, notice: None, resume: None },
            cancellations: Vec::new(),
            unavailable: Vec::new(),
            failed_starts: Vec::new(),
            paused: None,
            open: None,
            ordered: None,
            announced: None,
            typed: false,
            next_config: None,
            outdated: false,
            left: false,
            code: None,
            other_cart: None,
            requests: 0,
        }
    }

    /// The public name of the state.
    pub fn name(&self) -> &'static str {
        match &self.phase {
            Phase::Loading { .. } => "loading",
            Phase::Unavailable => "unavailable",
            Phase::Ready { .. } => "ready",
            Phase::Claiming { .. } | Phase::Starting { cancel: None, .. } => "starting",
            Phase::AwaitingApproval { .. } => "awaiting-approval",
            Phase::FetchingCustomer { .. } | Phase::Prefilling { .. } => "fetching-customer",
            Phase::Prefilled { .. } | Phase::Review(_) => "review",
            Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. } => "placing",
            Phase::Placed { .. } => "placed",
            Phase::Unknown(_) => "unknown",
            Phase::Starting { cancel: Some(_), .. } | Phase::Cancelling { .. } => "cancelling",
            Phase::Failed { .. } => "failed",
        }
    }

    /// Whether the cart is spoken for: an attempt is under way, or it is ordered. No other element may start one with it.
    pub fn is_engaged(&self) -> bool {
        match &self.phase {
            Phase::Loading { resume, .. } | Phase::Failed { resume, .. } => resume.is_some(),
            Phase::Unavailable | Phase::Ready { .. } => false,
            Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Review(_)
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_)
            | Phase::Cancelling { .. } => true,
        }
    }

    /// What the shop offered last, where it is known.
    pub fn offer(&self) -> Option<&Offer> {
        match &self.phase {
            Phase::Failed { offer, .. } => offer.as_ref(),
            Phase::Ready { offer, .. } => Some(offer),
            Phase::Claiming { attempt, .. } | Phase::Starting { attempt, .. } | Phase::Cancelling { attempt, .. } => {
                Some(&attempt.offer)
            }
            Phase::AwaitingApproval { started, .. }
            | Phase::FetchingCustomer { started, .. }
            | Phase::Prefilling { started, .. }
            | Phase::Prefilled { started } => Some(&started.attempt.offer),
            Phase::Review(review)
            | Phase::Confirming(review)
            | Phase::Checking { review, .. }
            | Phase::Updating { review, .. }
            | Phase::Placing { review, .. }
            | Phase::Refusing { review, .. } => Some(&review.started.attempt.offer),
            Phase::Unknown(unknown) => unknown.review.as_ref().map(|review| &review.started.attempt.offer),
            Phase::Loading { .. } | Phase::Unavailable | Phase::Placed { .. } => None,
        }
    }

    /// The offer whose buttons can be clicked now. After an attempt that failed it may have come to nothing, or be one that
    /// the shop refuses.
    pub fn clickable(&self) -> Option<&Offer> {
        let offer = match &self.phase {
            Phase::Ready { offer, .. } => offer,
            Phase::Failed { failure, offer: Some(offer), resume: None } if self.can_retry(failure) => offer,
            _ => return None,
        };
        Some(offer).filter(|offer| offer.total.minor > 0 && !offer.is_blocked())
    }

    /// The payment that can still be cancelled: it exists, and no order was sent for it.
    pub(super) fn cancellable(&self) -> Option<StartedPayment> {
        match &self.phase {
            Phase::AwaitingApproval { started, .. }
            | Phase::FetchingCustomer { started, .. }
            | Phase::Prefilling { started, .. }
            | Phase::Prefilled { started } => Some(started.clone()),
            Phase::Review(review)
            | Phase::Confirming(review)
            | Phase::Checking { review, .. }
            | Phase::Updating { review, .. } => Some(review.started.clone()),
            Phase::Loading { .. }
            | Phase::Unavailable
            | Phase::Ready { .. }
            | Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_)
            | Phase::Cancelling { .. }
            | Phase::Failed { .. } => None,
        }
    }

    /// The payment that the checkout is about, whatever may still be done with it.
    pub(super) fn payment_in_use(&self) -> Option<PaymentData> {
        match &self.phase {
            Phase::Placing { review, .. } | Phase::Refusing { review, .. } => Some(review.started.payment.data.clone()),
            Phase::Unknown(unknown) => Some(unknown.payment.data.clone()),
            _ => self.cancellable().map(|started| started.payment.data),
        }
    }

    /// The payment of an earlier page that is being taken up.
    pub(super) fn resumed(&self) -> Option<&PaymentData> {
        match &self.phase {
            Phase::Loading { resume, .. } | Phase::Failed { resume, .. } => {
                resume.as_ref().map(|resume| &resume.payment.data)
            }
            _ => None,
        }
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
    pub fn methods<'a>(&'a self, offer: &'a Offer) -> impl Iterator<Item = &'a Method> {
        self.wanted(offer).into_iter().filter(|method| !self.unavailable.contains(&method.key))
    }

    /// What this cart needs of the address state. An address that no shipment and no bill goes to is not asked for.
    pub fn need(&self) -> Need {
        let shipments = self.offer().map_or(0, |offer| offer.shipments.len());
        let common = (0..shipments).any(|shipment| self.parcel(shipment).is_none());
        let shipping = common || shipments > 0 && self.addresses.billing_same();
        Need { customer: self.config.guest, shipping, split: shipments > 1 }
    }

    /// What is still missing for the order.
    pub fn missing(&self) -> Vec<Path> {
        self.addresses.missing_for(self.need(), &self.countries())
    }

    /// What is still missing in the address that the n-th shipment has of its own, if it has one.
    pub fn missing_in(&self, shipment: usize) -> Vec<Path> {
        let need = Need { customer: false, shipping: true, split: true };
        self.parcel(shipment).map_or(Vec::new(), |addresses| addresses.missing_for(need, &self.countries()))
    }

    /// Whether nothing is missing anywhere.
    pub(super) fn is_complete(&self) -> bool {
        let shipments = self.offer().map_or(0, |offer| offer.shipments.len());
        self.missing().is_empty() && (0..shipments).all(|shipment| self.missing_in(shipment).is_empty())
    }

    /// The book whose shipping address is the n-th shipment's own, if it has one. A single shipment has none.
    pub fn parcel(&self, shipment: usize) -> Option<&AddressState> {
        let shipments = &self.offer()?.shipments;
        self.addresses.parcel(&shipments.get(shipment).filter(|_| shipments.len() > 1)?.items)
    }

    /// What Glue says besides, as far as it has answered.
    fn facts(&self) -> Option<&Arc<Facts>> {
        match &self.phase {
            Phase::Review(review)
            | Phase::Confirming(review)
            | Phase::Checking { review, .. }
            | Phase::Updating { review, .. }
            | Phase::Placing { review, .. }
            | Phase::Refusing { review, .. } => Some(&review.facts),
            _ => None,
        }
    }

    /// Whether the shop ships to that country, as far as it has said.
    pub fn ships_to(&self, code: &str) -> bool {
        let countries = self.countries();
        countries.is_empty() || countries.contains(&code)
    }

    /// The countries that the shop ships to; none when it has not said.
    fn countries(&self) -> Vec<&str> {
        let countries = self.facts().map_or(&[][..], |facts| &facts.countries);
        countries.iter().map(|country| &*country.code).collect()
    }

    /// Whether the element has left the page.
    pub fn has_left(&self) -> bool {
        self.left
    }

    /// Whether an order was sent, and its outcome is not known yet.
    pub fn is_ordering(&self) -> bool {
        match &self.phase {
            Phase::Placing { .. } | Phase::Refusing { .. } => true,
            Phase::Unknown(unknown) => unknown.verifying.is_some(),
            _ => false,
        }
    }

    /// Whether these settings bring the token of the customer whose order an earlier page sent. The record was read before
    /// the token came, so until now the customer's orders could not be read.
    pub fn awaits_token_of(&self, config: &Config) -> bool {
        let customers = matches!(&self.phase, Phase::Unknown(unknown) if unknown.orders_before.is_some());
        customers && self.config.guest && !config.guest && self.config.cart_id == config.cart_id
    }

    /// The customer's security code, for the header `X-MFA-Code` (multi-factor-auth).
    pub fn security_code(&self) -> Option<&Secret> {
        self.code.as_ref()
    }

    /// The correlation id of the attempt under way.
    pub fn correlation(&self) -> Option<&str> {
        self.open.as_deref()
    }

    /// What the shopper should know besides the state itself.
    pub fn notice(&self) -> Option<Notice> {
        match &self.phase {
            Phase::Loading { notice: Some(Notice::Elsewhere), .. } => Some(Notice::Elsewhere),
            Phase::Ready { notice, .. } => *notice,
            Phase::Review(review) => review.notice,
            _ => None,
        }
    }

    pub(super) fn number(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    /// The choices so far, for a quote: addresses only where they are complete, since Glue refuses halves.
    pub(super) fn pricing_draft(&self, offer: &Offer, chosen: &[Option<i64>], method: Option<&Method>) -> Draft {
        self.draft(offer, chosen, method, &self.missing(), |shipment| self.missing_in(shipment).is_empty())
    }

    /// The order itself.
    pub(super) fn order_draft(&self, review: &Review) -> Draft {
        let Attempt { offer, method, .. } = &review.started.attempt;
        let customer = self.config.guest.then(|| self.addresses.part(Part::Customer));
        Draft { customer, ..self.draft(offer, &review.chosen, Some(method), &[], |_| true) }
    }

    /// The choices, with every address that is complete.
    fn draft(
        &self,
        offer: &Offer,
        chosen: &[Option<i64>],
        method: Option<&Method>,
        missing: &[Path],
        is_complete: impl Fn(usize) -> bool,
    ) -> Draft {
        let address = |addresses: &AddressState, part: Part| {
            let saved = addresses.chosen(part, &offer.saved).map(|index| &offer.saved[index]);
            let company_id = saved.filter(|saved| saved.is_company).map(|saved| saved.id.clone());
            Address { fields: addresses.part(part), company_id, cut_short: false }
        };
        let complete = |part: Part| {
            let wanted = if part == Part::Billing && self.addresses.billing_same() { Part::Shipping } else { part };
            let lacks = missing.iter().any(|path| path.part == wanted || path.part == part);
            (!lacks).then(|| address(&self.addresses, part))
        };
        let shipping = complete(Part::Shipping).filter(|_| !offer.shipments.is_empty());
        let mut shipments = shipments(offer, chosen);
        if shipments.len() > 1 {
            for (index, shipment) in shipments.iter_mut().enumerate() {
                shipment.address = match self.addresses.parcel(&shipment.items) {
                    Some(own) => is_complete(index).then(|| address(own, Part::Shipping)),
                    None => shipping.clone(),
                };
            }
        }
        Draft {
            cart_id: self.config.cart_id.clone(),
            guest: self.config.guest,
            customer: None,
            billing: complete(Part::Billing),
            shipping,
            shipments,
            method: method.map(MethodName::from),
        }
    }
}

pub(super) fn shipments(offer: &Offer, chosen: &[Option<i64>]) -> Vec<ChosenShipment> {
    let with = |(shipment, method): (&super::offer::Shipment, &Option<i64>)| ChosenShipment {
        items: shipment.items.clone(),
        method: *method,
        address: None,
    };
    offer.shipments.iter().zip(chosen).map(with).collect()
}

/// The shipment methods to begin with: what Glue selected, else the preselected one where it is possible, else the first.
pub(super) fn default_choice(offer: &Offer, preselect: Option<i64>) -> Vec<Option<i64>> {
    let choose = |shipment: &super::offer::Shipment| {
        let possible = |id: &i64| shipment.methods.iter().any(|method| method.id == *id);
        shipment.selected.or(preselect.filter(possible)).or(shipment.methods.first().map(|method| method.id))
    };
    offer.shipments.iter().map(choose).collect()
}

/// Whether the offer was calculated with these shipment methods.
pub(super) fn priced_with(offer: &Offer, chosen: &[Option<i64>]) -> bool {
    offer.shipments.len() == chosen.len()
        && offer.shipments.iter().zip(chosen).all(|(shipment, chosen)| chosen.is_some() && shipment.selected == *chosen)
}

impl Dialect {
    /// Whether a payment's amount can be changed by replaying its data.
    pub(super) fn can_update(self) -> bool {
        self == Self::Legacy
    }
}
