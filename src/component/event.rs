//! The public events for Yew applications, with typed fields.

use crate::address::{AddressState, Field, Part, Path};
use crate::component::view::Addresses;
use crate::flow::{Actor, Announcement, CancelReason, Failure, Method, Order, Outcome, Step, Totals};
use crate::money::Money;
use crate::page::RequestReport;
use crate::settings::ExpressPage;
use std::fmt;

/// The state of the checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckoutState {
    /// The cart is being read.
    Loading,
    /// The shop offers no express payment for this cart.
    Unavailable,
    /// The buttons can be clicked.
    Ready,
    /// The payment is being started.
    Starting,
    /// The shopper is at the payment provider.
    AwaitingApproval,
    /// The buyer's data are being read.
    FetchingCustomer,
    /// The shopper checks addresses, shipping and total.
    Review,
    /// The order is being placed.
    Placing,
    /// The order exists.
    Placed,
    /// It is unknown whether the order exists. Nothing is ordered again.
    Unknown,
    /// The payment is being cancelled.
    Cancelling,
    /// Something failed. Nothing is charged.
    Failed,
}

impl CheckoutState {
    /// Every state.
    pub const ALL: [Self; 12] = [
        Self::Loading,
        Self::Unavailable,
        Self::Ready,
        Self::Starting,
        Self::AwaitingApproval,
        Self::FetchingCustomer,
        Self::Review,
        Self::Placing,
        Self::Placed,
        Self::Unknown,
        Self::Cancelling,
        Self::Failed,
    ];

    /// Its name, as in the element's `state`, such as `awaiting-approval`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Unavailable => "unavailable",
            Self::Ready => "ready",
            Self::Starting => "starting",
            Self::AwaitingApproval => "awaiting-approval",
            Self::FetchingCustomer => "fetching-customer",
            Self::Review => "review",
            Self::Placing => "placing",
            Self::Placed => "placed",
            Self::Unknown => "unknown",
            Self::Cancelling => "cancelling",
            Self::Failed => "failed",
        }
    }

    /// The state with that name. The flow has only these names.
    pub(crate) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Loading)
    }
}

/// A payment method, as the shop names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentMethod {
    /// Spryker's payment method key, such as `payone-paypal-express`.
    pub key: String,
    /// `paymentProviderName`
    pub provider: String,
    /// `paymentMethodName`
    pub name: String,
}

impl From<&Method> for PaymentMethod {
    fn from(method: &Method) -> Self {
        Self { key: method.key.clone(), provider: method.provider.clone(), name: method.name.clone() }
    }
}

/// A payment method, and whether it works in this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodStatus {
    /// The method.
    pub method: PaymentMethod,
    /// Whether it can be used.
    pub available: bool,
}

/// A field of the address state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AddressPath {
    /// The number of the shipment, from 0, for a field of a shipment's own address.
    pub shipment: Option<usize>,
    /// The buyer, the billing address or the shipping address.
    pub part: Part,
    /// The field.
    pub field: Field,
}

impl AddressPath {
    /// A field of the cart's own addresses.
    pub fn new(part: Part, field: Field) -> Self {
        Self { shipment: None, part, field }
    }

    pub(crate) fn of(shipment: Option<usize>, path: Path) -> Self {
        Self { shipment, part: path.part, field: path.field }
    }
}

/// Writes the path as in the element's events: `shippingAddress.zipCode`, `shipments.1.shippingAddress.zipCode`.
impl fmt::Display for AddressPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(shipment) = self.shipment {
            write!(out, "shipments.{shipment}.")?;
        }
        Path { part: self.part, field: self.field }.fmt(out)
    }
}

/// The question of `on_click`: the shopper clicked a payment button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClickRequest {
    /// The method of the button.
    pub method: PaymentMethod,
    /// The kind of page that contains the checkout, from the settings.
    pub express_page: ExpressPage,
}

/// The question of `on_prefill`: the provider gave addresses.
#[derive(Clone, Debug, PartialEq)]
pub struct PrefillProposal {
    /// The address state with the provider's addresses.
    pub addresses: Addresses,
    /// The fields that the order still needs.
    pub missing: Vec<AddressPath>,
}

impl PrefillProposal {
    pub(crate) fn new(addresses: &AddressState, missing: &[Path]) -> Self {
        let missing = missing.iter().map(|path| AddressPath::of(None, *path)).collect();
        Self { addresses: Addresses(addresses.clone()), missing }
    }
}

/// The question of `on_confirm`: the shopper asks to order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfirmRequest {
    /// The amount that will be charged.
    pub amount: Money,
}

/// The end of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// How it ended.
    pub outcome: Outcome,
    /// The order's reference, if it is known.
    pub order_reference: Option<String>,
    /// The correlation id of the attempt.
    pub correlation_id: String,
}

/// Something failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutError {
    /// The step and the cause, such as `payment-timeout`.
    pub code: String,
    /// The step of the checkout.
    pub step: Step,
    /// Who must act.
    pub actor: Actor,
    /// Whether the shopper can safely try again.
    pub retryable: bool,
    /// The message for the shopper, in the language of the checkout.
    pub message: String,
    /// The detail for the developer: endpoint, status and codes.
    pub detail: String,
    /// The shop's own reasons for a refusal; usually empty.
    pub reasons: Vec<String>,
    /// The correlation id of the attempt; `None` before a click.
    pub correlation_id: Option<String>,
}

/// A public event. The names are those of the element's events, without `ec-`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CheckoutEvent {
    /// The payment methods are known. Sent once for each cart.
    Ready(Vec<MethodStatus>),
    /// A payment method became available or unavailable.
    AvailabilityChange(Vec<MethodStatus>),
    /// The shopper clicked, and `on_click` was called.
    Click(ClickRequest),
    /// The payment exists.
    PaymentStart {
        /// How it is paid.
        method: PaymentMethod,
        /// The payment's id.
        transaction_id: String,
        /// The amount.
        amount: Money,
    },
    /// The provider gave addresses, and `on_prefill` was called.
    Prefill(PrefillProposal),
    /// The shopper changed a field.
    AddressChange {
        /// The field.
        path: AddressPath,
        /// Its new text.
        value: String,
    },
    /// The shopper chose another shipping method, and its total is known.
    ShippingMethodChange {
        /// The number of the shipment, from 0.
        shipment: usize,
        /// `idShipmentMethod`
        method: i64,
        /// The total with it.
        total: Money,
        /// The lines of that total.
        totals: Totals,
    },
    /// The shopper asked to order, and `on_confirm` was called.
    Confirm(ConfirmRequest),
    /// The order exists.
    Order(Order),
    /// The attempt was cancelled.
    Cancel {
        /// The state in which it was cancelled.
        step: CheckoutState,
        /// Who cancelled, and why.
        reason: CancelReason,
    },
    /// Something failed.
    Error(CheckoutError),
    /// The attempt ended. Sent exactly once for each click.
    Complete(Completion),
    /// The state changed.
    StateChange {
        /// The earlier state.
        from: CheckoutState,
        /// The new state.
        to: CheckoutState,
    },
    /// A request to Glue was answered, or failed.
    Request(RequestReport),
}

impl CheckoutEvent {
    /// The event for an announcement of the flow. `message` is an error's message for the shopper.
    pub(crate) fn of(announcement: &Announcement, message: &str) -> Self {
        let methods = |methods: &[(Method, bool)]| {
            methods
                .iter()
                .map(|(method, available)| MethodStatus { method: method.into(), available: *available })
                .collect()
        };
        match announcement {
            Announcement::Ready(all) => Self::Ready(methods(all)),
            Announcement::AvailabilityChange(all) => Self::AvailabilityChange(methods(all)),
            Announcement::PaymentStart { method, data, amount } => Self::PaymentStart {
                method: method.into(),
                transaction_id: data.transaction_id().to_owned(),
                amount: *amount,
            },
            Announcement::AddressChange(shipment, path, value) => {
                Self::AddressChange { path: AddressPath::of(*shipment, *path), value: value.clone() }
            }
            Announcement::ShippingMethodChange { shipment, method, total, totals } => {
                Self::ShippingMethodChange { shipment: *shipment, method: *method, total: *total, totals: *totals }
            }
            Announcement::Order(order) => Self::Order(order.clone()),
            Announcement::Cancel { step, reason } => Self::Cancel { step: CheckoutState::named(step), reason: *reason },
            Announcement::Error(failure, correlation) => {
                Self::Error(CheckoutError::new(failure, correlation.clone(), message))
            }
            Announcement::AttemptFailed(correlation) => {
                let failure =
                    Failure { step: Step::Methods, cause: crate::flow::Cause::AttemptFailed, retryable: true };
                Self::Error(CheckoutError::new(&failure, Some(correlation.clone()), message))
            }
            Announcement::Complete { outcome, reference, correlation } => Self::Complete(Completion {
                outcome: *outcome,
                order_reference: reference.clone(),
                correlation_id: correlation.clone(),
            }),
            Announcement::StateChange(from, to) => {
                Self::StateChange { from: CheckoutState::named(from), to: CheckoutState::named(to) }
            }
        }
    }
}

impl CheckoutError {
    fn new(failure: &Failure, correlation_id: Option<String>, message: &str) -> Self {
        Self {
            code: failure.code(),
            step: failure.step,
            actor: failure.actor(),
            retryable: failure.retryable,
            message: message.to_owned(),
            detail: failure.detail(),
            reasons: failure.reasons().to_vec(),
            correlation_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{Cause, Config, GlueError, PaymentData, State};
    use crate::json::Json;
    use crate::money::Currency;
    use crate::settings::Settings;

    fn method() -> Method {
        Method {
            key: "payone-paypal-express".to_owned(),
            provider: "payone".to_owned(),
            name: "PayPal Express".to_owned(),
            app_key: None,
            tells_customer: true,
            scripts: Vec::new(),
            data: Json::Null,
        }
    }

    #[test]
    fn every_state_of_the_flow_exists_here_with_the_same_name() {
        for state in CheckoutState::ALL {
            assert_eq!(CheckoutState::named(state.name()), state);
        }
        let config: Config = Settings::guest("/glue", "c1", "g1").config;
        assert_eq!(CheckoutState::named(State::new(config).name()), CheckoutState::Loading);
    }

    #[test]
    fn an_address_path_is_written_as_in_the_elements_events() {
        let zip = AddressPath::new(Part::Shipping, Field::ZipCode);
        assert_eq!(zip.to_string(), "shippingAddress.zipCode");
        assert_eq!(AddressPath { shipment: Some(1), ..zip }.to_string(), "shipments.1.shippingAddress.zipCode");
    }

    #[test]
    fn an_amount_above_two_to_the_53_stays_exact() {
        let amount = Money { minor: 9_007_199_254_740_993, currency: Currency::parse("EUR").unwrap() };
        let data = PaymentData::parse(&Json::map([("transactionId", "tx1".into())])).unwrap();
        let event = CheckoutEvent::of(&Announcement::PaymentStart { method: method(), data, amount }, "");
        let expected =
            CheckoutEvent::PaymentStart { method: (&method()).into(), transaction_id: "tx1".to_owned(), amount };
        assert_eq!(event, expected);
    }

    #[test]
    fn an_error_keeps_its_code_its_actor_and_its_message() {
        let failure = Failure { step: Step::Payment, cause: Cause::Glue(GlueError::Timeout), retryable: false };
        let event = CheckoutEvent::of(&Announcement::Error(failure, Some("a1".to_owned())), "Nothing is charged.");
        let CheckoutEvent::Error(error) = event else { panic!("{event:?}") };
        assert_eq!((error.code.as_str(), error.step, error.actor), ("payment-timeout", Step::Payment, Actor::Shopper));
        assert_eq!((error.message.as_str(), error.retryable), ("Nothing is charged.", false));
        assert_eq!(error.correlation_id.as_deref(), Some("a1"));
    }
}
