//! Announcements: the public events and their details, as data.

use super::failure::Failure;
use super::offer::{Method, Offer, Totals};
use super::order::Order;
use super::payment::PaymentData;
use super::phase::CancelReason;
use crate::address::{AddressState, Path};
use crate::json::Json;
use crate::money::Money;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The order exists.
    Ordered,
    /// The addresses are pre-filled, and the page continues.
    Prefilled,
    /// Cancelled; nothing is charged.
    Cancelled,
    /// Failed; nothing is charged.
    Failed,
    /// It is unknown whether the order exists.
    Unknown,
}

impl Outcome {
    /// The word for it in `ec-complete`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Prefilled => "prefilled",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// A public event. The interpreter itself sends those that the page may answer: `ec-click`, `ec-prefill`, `ec-confirm`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Announcement {
    /// `ec-ready`, once.
    Ready(Vec<(Method, bool)>),
    /// `ec-availability-change`
    AvailabilityChange(Vec<(Method, bool)>),
    /// `ec-payment-start`
    PaymentStart {
        /// How it is paid.
        method: Method,
        /// The payment.
        data: PaymentData,
        /// The amount.
        amount: Money,
    },
    /// `ec-address-change`; with a number, for that shipment's own address.
    AddressChange(Option<usize>, Path, String),
    /// `ec-shipping-method-change`
    ShippingMethodChange {
        /// The shipment, counted from 0.
        shipment: usize,
        /// `idShipmentMethod`
        method: i64,
        /// The total with it.
        total: Money,
        /// Its lines.
        totals: Totals,
    },
    /// `ec-order`
    Order(Order),
    /// `ec-cancel`
    Cancel {
        /// The public name of the state in which the attempt was cancelled.
        step: &'static str,
        /// Who cancelled, and why.
        reason: CancelReason,
    },
    /// `ec-error`
    Error(Failure, Option<String>),
    /// `ec-error` for the attempt of that correlation id, which could not begin on this device.
    AttemptFailed(String),
    /// `ec-complete`, exactly once for each attempt.
    Complete {
        /// The outcome.
        outcome: Outcome,
        /// The order's reference, if it is known.
        reference: Option<String>,
        /// The attempt's correlation id.
        correlation: String,
    },
    /// `ec-state-change`
    StateChange(&'static str, &'static str),
}

impl Announcement {
    /// The event's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ready(_) => "ec-ready",
            Self::AvailabilityChange(_) => "ec-availability-change",
            Self::PaymentStart { .. } => "ec-payment-start",
            Self::AddressChange(..) => "ec-address-change",
            Self::ShippingMethodChange { .. } => "ec-shipping-method-change",
            Self::Order(_) => "ec-order",
            Self::Cancel { .. } => "ec-cancel",
            Self::Error(..) | Self::AttemptFailed(_) => "ec-error",
            Self::Complete { .. } => "ec-complete",
            Self::StateChange(..) => "ec-state-change",
        }
    }

    /// The event's `detail`. An error's `message` is added by the interpreter, which knows the shopper's language.
    pub fn detail(&self) -> Json {
        match self {
            Self::PaymentStart { method, data, amount } => {
                let mut json = identify(method);
                json.set("transactionId", data.transaction_id().into());
                json.set("amount", amount.minor.into());
                json.set("currency", amount.currency.code().into());
                json
            }
            Self::AddressChange(shipment, path, value) => {
                Json::map([("path", address_path(*shipment, *path).into()), ("value", value.as_str().into())])
            }
            Self::ShippingMethodChange { shipment, method, total, totals } => Json::map([
                ("shipment", (*shipment as i64).into()),
                ("idShipmentMethod", (*method).into()),
                ("totals", totals_detail(*total, totals)),
            ]),
            Self::Order(order) => Json::map([
                ("orderReference", order.reference.as_deref().into()),
                ("redirectUrl", order.redirect.as_ref().map(|redirect| redirect.url.as_str()).into()),
                ("isExternalRedirect", order.redirect.as_ref().map(|redirect| redirect.external).into()),
            ]),
            Self::Cancel { step, reason } => Json::map([("step", (*step).into()), ("reason", reason.name().into())]),
            Self::Error(failure, correlation) => Json::map([
                ("code", failure.code().into()),
                ("step", failure.step.name().into()),
                ("actor", failure.actor().name().into()),
                ("retryable", failure.retryable.into()),
                ("detail", failure.detail().into()),
                ("reasons", Json::list(failure.reasons().iter().map(|reason| reason.as_str().into()))),
                ("correlationId", correlation.as_deref().into()),
            ]),
            Self::Ready(methods) | Self::AvailabilityChange(methods) => methods_detail(methods),
            Self::AttemptFailed(correlation) => attempt_failed_detail(correlation),
            Self::Complete { outcome, reference, correlation } => {
                complete_detail(*outcome, reference.as_deref(), correlation)
            }
            Self::StateChange(from, to) => state_change_detail(from, to),
        }
    }
}

/// A public event of the idle machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IdleAnnouncement {
    /// `ec-ready`, once.
    Ready(Vec<(Method, bool)>),
    /// `ec-availability-change`
    AvailabilityChange(Vec<(Method, bool)>),
    /// `ec-error` for the attempt of that correlation id, which could not begin on this device.
    AttemptFailed(String),
    /// `ec-complete` for the attempt of that correlation id, which failed.
    Complete(String),
    /// `ec-state-change`
    StateChange(&'static str, &'static str),
}

impl IdleAnnouncement {
    /// The event's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ready(_) => "ec-ready",
            Self::AvailabilityChange(_) => "ec-availability-change",
            Self::AttemptFailed(_) => "ec-error",
            Self::Complete(_) => "ec-complete",
            Self::StateChange(..) => "ec-state-change",
        }
    }

    /// The event's `detail`. An error's `message` is added by the interpreter, which knows the shopper's language.
    pub fn detail(&self) -> Json {
        match self {
            Self::Ready(methods) | Self::AvailabilityChange(methods) => methods_detail(methods),
            Self::AttemptFailed(correlation) => attempt_failed_detail(correlation),
            Self::Complete(correlation) => complete_detail(Outcome::Failed, None, correlation),
            Self::StateChange(from, to) => state_change_detail(from, to),
        }
    }
}

impl From<IdleAnnouncement> for Announcement {
    fn from(announcement: IdleAnnouncement) -> Self {
        match announcement {
            IdleAnnouncement::Ready(methods) => Self::Ready(methods),
            IdleAnnouncement::AvailabilityChange(methods) => Self::AvailabilityChange(methods),
            IdleAnnouncement::AttemptFailed(correlation) => Self::AttemptFailed(correlation),
            IdleAnnouncement::Complete(correlation) => {
                Self::Complete { outcome: Outcome::Failed, reference: None, correlation }
            }
            IdleAnnouncement::StateChange(from, to) => Self::StateChange(from, to),
        }
    }
}

fn methods_detail(methods: &[(Method, bool)]) -> Json {
    let one = |(method, available): &(Method, bool)| {
        let mut json = identify(method);
        json.set("available", (*available).into());
        json
    };
    Json::map([("methods", Json::list(methods.iter().map(one)))])
}

fn attempt_failed_detail(correlation: &str) -> Json {
    Json::map([
        ("code", "methods-not-loaded".into()),
        ("step", "methods".into()),
        ("actor", "shopper".into()),
        ("retryable", true.into()),
        ("detail", "nothing was sent: the element's second module could not be loaded".into()),
        ("reasons", Json::list([])),
        ("correlationId", correlation.into()),
    ])
}

fn complete_detail(outcome: Outcome, reference: Option<&str>, correlation: &str) -> Json {
    Json::map([
        ("outcome", outcome.name().into()),
        ("orderReference", reference.into()),
        ("correlationId", correlation.into()),
    ])
}

fn state_change_detail(from: &'static str, to: &'static str) -> Json {
    Json::map([("from", from.into()), ("to", to.into())])
}

/// `shippingAddress.city`, or `shipments.0.shippingAddress.city` for a shipment's own address.
pub fn address_path(shipment: Option<usize>, path: Path) -> String {
    match shipment {
        Some(shipment) => format!("shipments.{shipment}.{path}"),
        None => path.to_string(),
    }
}

/// `key`, `provider`, `method`: the keys that name a payment method in every event.
pub fn identify(method: &Method) -> Json {
    Json::map([
        ("key", method.key.as_str().into()),
        ("provider", method.provider.as_str().into()),
        ("method", method.name.as_str().into()),
    ])
}

/// The `totals` of an event and of the `cart` property: minor units, with Glue's names.
pub fn totals_detail(total: Money, totals: &Totals) -> Json {
    Json::map([
        ("subtotal", totals.subtotal.into()),
        ("discountTotal", totals.discount.into()),
        ("shipmentTotal", totals.shipment.into()),
        ("fees", totals.fees.into()),
        ("taxTotal", totals.tax.into()),
        ("taxIncluded", (!totals.tax_on_top).into()),
        ("giftCards", totals.gift_cards.into()),
        ("grandTotal", total.minor.into()),
        ("currency", total.currency.code().into()),
    ])
}

/// The `cart` property.
pub fn cart_detail(cart_id: &str, offer: &Offer) -> Json {
    let shipment = |shipment: &super::offer::Shipment| {
        let method = |method: &super::offer::ShipmentMethod| {
            Json::map([
                ("idShipmentMethod", method.id.into()),
                ("name", method.name.as_str().into()),
                ("carrierName", method.carrier.as_str().into()),
                ("price", method.price.map(|price| price.minor).into()),
            ])
        };
        Json::map([
            ("items", Json::list(shipment.items.iter().map(|item| item.as_str().into()))),
            ("methods", Json::list(shipment.methods.iter().map(method))),
            ("selected", shipment.selected.into()),
        ])
    };
    let threshold = |missed: &super::threshold::Threshold| {
        Json::map([
            ("type", missed.kind.as_str().into()),
            ("message", missed.message.as_deref().into()),
            ("deltaWithSubtotal", missed.delta.into()),
        ])
    };
    Json::map([
        ("id", cart_id.into()),
        ("totals", totals_detail(offer.total, &offer.totals)),
        ("shipments", Json::list(offer.shipments.iter().map(shipment))),
        ("thresholds", Json::list(offer.thresholds.iter().map(threshold))),
    ])
}

/// The detail of `ec-prefill`.
pub fn prefill_detail(addresses: &AddressState, missing: &[Path]) -> Json {
    let mut json = addresses.to_json();
    json.set("provenance", addresses.provenance());
    json.set("missing", Json::list(missing.iter().map(|path| path.to_string().into())));
    json
}
