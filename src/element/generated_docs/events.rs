//! The events, for the types and the manifest.

/// An event of the element.
pub struct Event {
    pub name: &'static str,
    /// The TypeScript type of its `detail`.
    pub detail: &'static str,
    pub text: &'static str,
}

const fn event(name: &'static str, detail: &'static str, text: &'static str) -> Event {
    Event { name, detail, text }
}

/// Every event.
pub const EVENTS: [Event; 14] = [
    event("ec-ready", "MethodsDetail", "The methods are known. Sent once."),
    event("ec-availability-change", "MethodsDetail", "The set of methods changed."),
    event(
        "ec-click",
        "ClickDetail",
        "The shopper clicked a button. Cancelable: preventDefault() stops the click, and no payment starts.",
    ),
    event("ec-payment-start", "PaymentStartDetail", "The pre-order payment exists."),
    event(
        "ec-prefill",
        "PrefillDetail",
        "Before the address state is filled. Cancelable: preventDefault() keeps the address state and the form as they \
         are.",
    ),
    event("ec-address-change", "AddressChangeDetail", "The shopper edited a field."),
    event(
        "ec-shipping-method-change",
        "ShippingMethodChangeDetail",
        "The shopper chose a shipment method, and its total is known.",
    ),
    event(
        "ec-confirm",
        "ConfirmDetail",
        "Before the order is placed. Cancelable: preventDefault() refuses the order. waitUntil(promise) delays it, and a \
         rejection refuses it.",
    ),
    event("ec-order", "OrderDetail", "The order exists."),
    event("ec-cancel", "CancelDetail", "The shopper, the provider or the page cancelled."),
    event("ec-error", "ErrorDetail", "Something failed."),
    event("ec-complete", "CompleteDetail", "The attempt ended. Sent exactly once for each attempt."),
    event("ec-state-change", "StateChangeDetail", "The state changed."),
    event("ec-request", "RequestDetail", "A request to Glue was answered or failed. No personal data."),
];
