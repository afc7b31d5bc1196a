//! Events: what happened to the page, the shopper or a request.

use super::failure::{Actor, GlueError};
use super::offer::{Country, Line, Offer};
use super::order::{Order, OrderList, Secret};
use super::payment::{Dialect, MethodName, PaymentData};
use super::phase::{CancelReason, Presentation};
use super::record::Record;
use super::rows::Row;
use super::state::{Config, RequestId};
use crate::address::{AddressState, Destination, Field, Part, Path, Payer};
use crate::json::Json;
use crate::money::Money;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The element is in the page. The record is what an earlier page left for this cart.
    Begun(Record),
    /// The page asks to read the cart again, or the shopper tries again.
    Reload,
    /// The page changed its settings.
    Configured(Config),
    /// The requests have another access token, which may be another customer's.
    TokenChanged,
    /// The page set addresses.
    AddressesSet(AddressState),
    /// `/checkout-data` answered.
    OfferFetched(RequestId, Result<Offer, GlueError>),
    /// A method does not work here: for example, its script does not load.
    MethodUnavailable(String, Option<ApprovalError>),
    /// The shopper clicked a button, and the page did not prevent it.
    Clicked {
        /// The payment method key.
        key: String,
        /// A new correlation id for the attempt.
        correlation: String,
        /// How the provider opens.
        presentation: Presentation,
    },
    /// The cart is locked for this tab (`true`), or another tab has it.
    CartClaimed(RequestId, bool),
    /// Another tab of this browser has this cart, so the record cannot be resumed here.
    TakenElsewhere,
    /// The page has set this cart in place of another one, whose attempt was cancelled.
    OtherCartCancelled,
    /// The attempt of that correlation id could not begin on this device. Nothing was sent.
    AttemptFailed(String),
    /// `/payments` answered. The event repeats the request, so that the payment of a late answer can be cancelled.
    PaymentStarted {
        /// The request.
        request: RequestId,
        /// The payment method.
        method: MethodName,
        /// The amount.
        amount: Money,
        /// The payment to update.
        known: Option<PaymentData>,
        /// The answer.
        result: Result<(PaymentData, Dialect), GlueError>,
    },
    /// From now on, the page itself may be redirected to the provider, and the shopper returns later: the provider says so, or the
    /// browser opened no window.
    MayLeave,
    /// The shopper accepted this price in the provider's sheet. The payment must have it before they approve.
    SheetPriced(Box<Offer>),
    /// The provider reports the approval, with the data that it returned and the data of its sheet.
    Approved(Json, Option<Box<Sheet>>),
    /// The provider's window closed, or the shopper is back on the page.
    Returned {
        /// Whether we could see the window close.
        watched: bool,
    },
    /// The shopper says that they finished at the provider.
    FinishedSaid,
    /// The approval failed.
    ApprovalFailed(ApprovalError),
    /// `/payment-customers` answered.
    CustomerFetched(RequestId, Result<Payer, GlueError>),
    /// The page allows the pre-fill, or prevented it.
    PrefillAnswered(bool),
    /// The shopper opens a row of the review, or is done with it.
    RowToggled(Row),
    /// The shopper left a field; with the shipment whose own address has it.
    FieldLeft(Option<usize>, Path),
    /// The shopper edited a field.
    Edited(Path, String),
    /// The shopper chose whether the billing address is the shipping address.
    BillingSame(bool),
    /// The shopper chose the n-th saved address for that part; `None` is a new address.
    SavedChosen(Part, Option<usize>),
    /// The shopper chose the address of the n-th shipment.
    ShipmentSent(usize, Destination),
    /// The shopper edited the n-th shipment's own address.
    ShipmentEdited(usize, Field, String),
    /// The cart's lines were read.
    LinesFetched(Result<Vec<Line>, GlueError>),
    /// `/stores` answered: the countries that the shop ships to.
    CountriesFetched(Result<Vec<Country>, GlueError>),
    /// The page or the shopper undoes the pre-fill.
    UndoAsked,
    /// The shopper chose a shipment method for the n-th shipment.
    ShipmentChosen(usize, i64),
    /// The shopper or the page asks to place the order.
    PlaceAsked,
    /// The page consents to the order, or refuses it.
    ConfirmAnswered(bool),
    /// The shopper changed a field of the page. It may be the one that the page missed when it refused.
    PageFieldChanged,
    /// `/checkout` answered.
    OrderPlaced(RequestId, Result<Order, GlueError>),
    /// `/orders` answered.
    OrdersFetched(RequestId, Result<OrderList, GlueError>),
    /// `/orders/{reference}` answered: the payment methods of the order.
    OrderFetched(RequestId, Result<Vec<String>, GlueError>),
    /// The page's security code; `None` when the page has none.
    CodeGiven(RequestId, Option<Secret>),
    /// The shopper asks for a security code to be sent.
    CodeAsked,
    /// `/multi-factor-auth-trigger` answered.
    CodeSent(RequestId, Result<(), GlueError>),
    /// The shopper typed the security code.
    CodeTyped(Secret),
    /// `/payment-cancellations` answered.
    CancellationAnswered(RequestId, Result<(), GlueError>),
    /// A timer ended.
    Waited(RequestId),
    /// The shopper, the provider or the page cancels.
    CancelAsked(CancelReason),
    /// The page goes away, or into the back-forward cache.
    PageHidden,
    /// The page came back out of the back-forward cache.
    PageShown,
    /// The element left the page, and the page stays.
    ElementLeft,
    /// Another element of the same cart took this checkout over, after its own element had left.
    ElementBack,
}

/// An event that the idle machine takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IdleEvent {
    /// The element is in the page, and no earlier page left a record for this cart.
    Begun,
    /// The page asks to read the cart again, or the shopper tries again.
    Reload,
    /// The page changed its settings.
    Configured(Config),
    /// The page set addresses.
    AddressesSet(AddressState),
    /// `/checkout-data` answered with an offer.
    OfferFetched(RequestId, Offer),
    /// A method does not work here. The page gets no `ec-error`.
    MethodUnavailable(String),
    /// The attempt of that correlation id could not begin on this device. Nothing was sent.
    AttemptFailed(String),
    /// The page goes away, or into the back-forward cache.
    PageHidden,
    /// The page came back out of the back-forward cache.
    PageShown,
}

impl Event {
    /// The event for the idle machine, if that takes it.
    ///
    /// # Errors
    /// Gives the event back when only the active machine takes it.
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
            | Self::TokenChanged
            | Self::OfferFetched(_, Err(_))
            | Self::MethodUnavailable(_, Some(_))
            | Self::Clicked { .. }
            | Self::CartClaimed(..)
            | Self::TakenElsewhere
            | Self::OtherCartCancelled
            | Self::PaymentStarted { .. }
            | Self::MayLeave
            | Self::SheetPriced(_)
            | Self::Approved(..)
            | Self::Returned { .. }
            | Self::FinishedSaid
            | Self::ApprovalFailed(_)
            | Self::CustomerFetched(..)
            | Self::PrefillAnswered(_)
            | Self::RowToggled(_)
            | Self::FieldLeft(..)
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
            | Self::PageFieldChanged
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

/// The data that the shopper entered in a provider's sheet in the page (Stripe, Payment Request).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sheet {
    /// The buyer and the addresses. Values from Glue take precedence.
    pub payer: Payer,
    /// The offer with the shipment method that they chose there, if it was priced.
    pub offer: Option<Offer>,
}

/// Why an approval failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ApprovalError {
    /// The provider's script could not be loaded.
    Script,
    /// The provider's script loaded, but lacks a function or threw an error.
    Sdk,
    /// The provider that the page registered has a wrong shape or threw an error. The sentence for the developer says which.
    Registered(String),
    /// The provider reported an error.
    Provider,
    /// The payment's data lack a value that this provider needs (`orderId`, `redirectUrl`).
    Data,
    /// The address of a script or redirect is not allowed by `provider-origins`.
    Origin,
    /// The approval is for another payment.
    Mismatch,
    /// The provider declined the shopper's card or account.
    Declined,
    /// No window opens here, and the page is in a frame that cannot be redirected.
    Window,
    /// The page removed or emptied the container of the provider's button again and again.
    Removed,
    /// The element's own module for providers did not load.
    Module,
    /// The provider reported that its button is ready, but the button has no height.
    Empty,
    /// The page and this checkout use the same provider's script, and the script cannot be loaded twice.
    Conflict,
}

impl ApprovalError {
    /// Its name in `ec-error`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Script | Self::Module => "script",
            Self::Sdk | Self::Registered(_) => "sdk",
            Self::Provider => "provider",
            Self::Data => "data",
            Self::Origin => "origin",
            Self::Mismatch => "mismatch",
            Self::Declined => "declined",
            Self::Window => "window",
            Self::Removed => "removed",
            Self::Empty => "empty",
            Self::Conflict => "conflict",
        }
    }

    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Declined => Actor::Shopper,
            Self::Script
            | Self::Sdk
            | Self::Registered(_)
            | Self::Origin
            | Self::Window
            | Self::Removed
            | Self::Module
            | Self::Empty
            | Self::Conflict => Actor::Integrator,
            Self::Provider | Self::Data | Self::Mismatch => Actor::Backend,
        }
    }
}
