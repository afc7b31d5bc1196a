//! What happened.

use super::failure::{Actor, GlueError};
use super::offer::{Country, Line, Offer};
use super::order::{Order, OrderList, Secret};
use super::payment::{Dialect, MethodName, PaymentData};
use super::phase::{CancelReason, Presentation};
use super::record::Record;
use super::state::{Config, RequestId};
use crate::address::{AddressState, Destination, Field, Part, Path, Payer};
use crate::json::Json;
use crate::money::Money;

/// Something that happened: to the page, to the shopper, on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The element stands in the page; this is what an earlier page left behind for this cart.
    Begun(Record),
    /// The page asked to read the cart again, or the shopper to try again.
    Reload,
    /// The page changed its settings.
    Configured(Config),
    /// The page set addresses.
    AddressesSet(AddressState),
    /// `/checkout-data` answered.
    OfferFetched(RequestId, Result<Offer, GlueError>),
    /// A method turned out not to work here: not eligible, its script not loadable.
    MethodUnavailable(String, Option<ApprovalError>),
    /// The shopper clicked a button and the page did not object.
    Clicked {
        /// The payment method key.
        key: String,
        /// A fresh name for the attempt.
        correlation: String,
        /// How the provider opens.
        presentation: Presentation,
    },
    /// The cart was claimed for this tab, or another tab has it in hand.
    CartClaimed(RequestId, bool),
    /// Another tab of this browser has this cart in hand: nothing can be taken up here.
    TakenElsewhere,
    /// The attempt of that fresh name could not begin on this device; nothing was sent.
    AttemptFailed(String),
    /// `/payments` answered. Says again what was asked: a late answer must be cancelled by name.
    PaymentStarted {
        /// The request.
        request: RequestId,
        /// How it was to be paid.
        method: MethodName,
        /// The amount that was asked for.
        amount: Money,
        /// The payment that was to be updated.
        known: Option<PaymentData>,
        /// The answer.
        result: Result<(PaymentData, Dialect), GlueError>,
    },
    /// The provider may take the page itself away from now on, and bring the shopper back.
    MayLeave,
    /// The shopper agreed to this price in the provider's sheet, and has not approved yet: the payment must have it before.
    SheetPriced(Box<Offer>),
    /// The provider says that the shopper approved, with what else it returned, and what its own sheet collected.
    Approved(Json, Option<Box<Sheet>>),
    /// The provider's window is gone, or the page came back. `watched` is false where a window cannot be seen closing.
    Returned {
        /// Whether the window could be watched.
        watched: bool,
    },
    /// The shopper says that they have finished at the provider.
    FinishedSaid,
    /// The approval could not go on.
    ApprovalFailed(ApprovalError),
    /// `/payment-customers` answered.
    CustomerFetched(RequestId, Result<Payer, GlueError>),
    /// The page agreed to the pre-fill, or prevented it.
    PrefillAnswered(bool),
    /// The shopper edited a field.
    Edited(Path, String),
    /// The shopper ticked or unticked that the bill goes where the parcel goes.
    BillingSame(bool),
    /// The shopper chose, for that address, the n-th of those that their account has saved; or another than those.
    SavedChosen(Part, Option<usize>),
    /// The shopper chose where the n-th shipment goes.
    ShipmentSent(usize, Destination),
    /// The shopper edited the address that the n-th shipment has of its own.
    ShipmentEdited(usize, Field, String),
    /// The cart answered: its lines.
    LinesFetched(Result<Vec<Line>, GlueError>),
    /// `/stores` answered: the countries that the shop ships to.
    CountriesFetched(Result<Vec<Country>, GlueError>),
    /// The page or the shopper takes the pre-fill back.
    UndoAsked,
    /// The shopper chose a shipment method for the n-th shipment.
    ShipmentChosen(usize, i64),
    /// The shopper, or the page, asks to order.
    PlaceAsked,
    /// The page consented, or did not.
    ConfirmAnswered(bool),
    /// `/checkout` answered.
    OrderPlaced(RequestId, Result<Order, GlueError>),
    /// `/orders` answered.
    OrdersFetched(RequestId, Result<OrderList, GlueError>),
    /// `/orders/{reference}` answered: what the order is paid with.
    OrderFetched(RequestId, Result<Vec<String>, GlueError>),
    /// The page gave a security code, or has none.
    CodeGiven(RequestId, Option<Secret>),
    /// The shopper asks for a security code to be sent.
    CodeAsked,
    /// The shop was asked to send a security code.
    CodeSent(RequestId, Result<(), GlueError>),
    /// The shopper typed the security code.
    CodeTyped(Secret),
    /// `/payment-cancellations` answered.
    CancellationAnswered(RequestId, Result<(), GlueError>),
    /// A wait is over.
    Waited(RequestId),
    /// Somebody cancels.
    CancelAsked(CancelReason),
    /// The page goes away, or into the back-forward cache.
    PageHidden,
    /// The page came back out of the back-forward cache.
    PageShown,
    /// The element left the page, and the page stays.
    ElementLeft,
    /// An element of the same cart took this checkout over after its own element had left.
    ElementBack,
}

/// What happens to a checkout of which nothing is under way, and leaves it like that.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IdleEvent {
    /// The element stands in the page, and no earlier page left anything behind for this cart.
    Begun,
    /// The page asked to read the cart again, or the shopper to try again.
    Reload,
    /// The page changed its settings.
    Configured(Config),
    /// The page set addresses.
    AddressesSet(AddressState),
    /// `/checkout-data` answered with an offer.
    OfferFetched(RequestId, Offer),
    /// A method turned out not to work here. The page is not told of an error.
    MethodUnavailable(String),
    /// The attempt of that fresh name could not begin on this device; nothing was sent.
    AttemptFailed(String),
    /// The page goes away, or into the back-forward cache.
    PageHidden,
    /// The page came back out of the back-forward cache.
    PageShown,
}

impl Event {
    /// The same for the idle machine, or the event itself where only the active one takes it.
    ///
    /// # Errors
    /// The event, given back.
    #[expect(clippy::result_large_err, reason = "the event is given back, it is no error")]
    pub fn idle(self) -> Result<IdleEvent, Self> {
        match self {
            Self::Begun(record) if record.is_empty() => Ok(IdleEvent::Begun),
            Self::Reload => Ok(IdleEvent::Reload),
            Self::Configured(config) => Ok(IdleEvent::Configured(config)),
            Self::AddressesSet(addresses) => Ok(IdleEvent::AddressesSet(addresses)),
            Self::OfferFetched(request, Ok(offer)) => Ok(IdleEvent::OfferFetched(request, offer)),
            Self::MethodUnavailable(key, None) => Ok(IdleEvent::MethodUnavailable(key)),
            Self::AttemptFailed(correlation) => Ok(IdleEvent::AttemptFailed(correlation)),
            Self::PageHidden => Ok(IdleEvent::PageHidden),
            Self::PageShown => Ok(IdleEvent::PageShown),
            Self::Begun(_)
            | Self::OfferFetched(_, Err(_))
            | Self::MethodUnavailable(_, Some(_))
            | Self::Clicked { .. }
            | Self::CartClaimed(..)
            | Self::TakenElsewhere
            | Self::PaymentStarted { .. }
            | Self::MayLeave
            | Self::SheetPriced(_)
            | Self::Approved(..)
            | Self::Returned { .. }
            | Self::FinishedSaid
            | Self::ApprovalFailed(_)
            | Self::CustomerFetched(..)
            | Self::PrefillAnswered(_)
            | Self::Edited(..)
            | Self::BillingSame(_)
            | Self::SavedChosen(..)
            | Self::ShipmentSent(..)
            | Self::ShipmentEdited(..)
            | Self::LinesFetched(_)
            | Self::CountriesFetched(_)
            | Self::UndoAsked
            | Self::ShipmentChosen(..)
            | Self::PlaceAsked
            | Self::ConfirmAnswered(_)
            | Self::OrderPlaced(..)
            | Self::OrdersFetched(..)
            | Self::OrderFetched(..)
            | Self::CodeGiven(..)
            | Self::CodeAsked
            | Self::CodeSent(..)
            | Self::CodeTyped(_)
            | Self::CancellationAnswered(..)
            | Self::Waited(_)
            | Self::CancelAsked(_)
            | Self::ElementLeft
            | Self::ElementBack => Err(self),
        }
    }
}

impl From<IdleEvent> for Event {
    fn from(event: IdleEvent) -> Self {
        match event {
            IdleEvent::Begun => Self::Begun(Record::default()),
            IdleEvent::Reload => Self::Reload,
            IdleEvent::Configured(config) => Self::Configured(config),
            IdleEvent::AddressesSet(addresses) => Self::AddressesSet(addresses),
            IdleEvent::OfferFetched(request, offer) => Self::OfferFetched(request, Ok(offer)),
            IdleEvent::MethodUnavailable(key) => Self::MethodUnavailable(key, None),
            IdleEvent::AttemptFailed(correlation) => Self::AttemptFailed(correlation),
            IdleEvent::PageHidden => Self::PageHidden,
            IdleEvent::PageShown => Self::PageShown,
        }
    }
}

/// What a provider's sheet in the page collected from the shopper, where it has one (Stripe, Payment Request).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sheet {
    /// Who they are and where the parcel goes. Glue's word, where it has one, comes before it.
    pub payer: Payer,
    /// The offer with the shipment method that they chose there, as far as it was priced.
    pub offer: Option<Offer>,
}

/// Why an approval could not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApprovalError {
    /// The provider's script could not be loaded.
    Script,
    /// The provider's script is there but does not offer what it should, or threw.
    Sdk,
    /// The provider reported an error.
    Provider,
    /// The payment's data lack what this provider needs (`orderId`, `redirectUrl`).
    Data,
    /// The address of a script or redirect is not allowed by `provider-origins`.
    Origin,
    /// The approval is for another payment.
    Mismatch,
    /// The provider refused this instrument of the shopper's.
    Declined,
    /// No window opens here, and the page, in a frame, cannot go there itself.
    Window,
}

impl ApprovalError {
    /// The word for it in `ec-error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Sdk => "sdk",
            Self::Provider => "provider",
            Self::Data => "data",
            Self::Origin => "origin",
            Self::Mismatch => "mismatch",
            Self::Declined => "declined",
            Self::Window => "window",
        }
    }

    /// Who must act.
    pub fn actor(self) -> Actor {
        match self {
            Self::Declined => Actor::Shopper,
            Self::Script | Self::Sdk | Self::Origin | Self::Window => Actor::Integrator,
            Self::Provider | Self::Data | Self::Mismatch => Actor::Backend,
        }
    }
}
