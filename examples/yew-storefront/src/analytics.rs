//! Pushes the checkout's events into `window.dataLayer`, which tag managers read.

use express_checkout::CheckoutEvent;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;

// guide: events
/// Pushes an event, without names and addresses of shoppers.
pub fn tell(event: &CheckoutEvent) {
    match event {
        CheckoutEvent::Click(click) => push("click", &[("method", &click.method.key)]),
        CheckoutEvent::Confirm(request) => push("confirm", &[("amount", &request.amount.decimal())]),
        CheckoutEvent::Order(order) => {
            push("order", &[("orderReference", order.reference.as_deref().unwrap_or_default())]);
        }
        CheckoutEvent::Error(error) => push("error", &[("code", &error.code)]),
        CheckoutEvent::Complete(end) => push(
            "complete",
            &[
                ("outcome", end.outcome.name()),
                ("orderReference", end.order_reference.as_deref().unwrap_or_default()),
                ("correlationId", &end.correlation_id),
            ],
        ),
        CheckoutEvent::StateChange { to, .. } => push("state-change", &[("to", to.name())]),
        _ => {}
    }
}

fn push(name: &str, fields: &[(&str, &str)]) {
    let entry = Object::new();
    for (field, value) in [("event", name)].iter().chain(fields) {
        // A plain object takes every field.
        let _ = Reflect::set(&entry, &(*field).into(), &(*value).into());
    }
    let layer = web_sys::window().and_then(|window| Reflect::get(&window, &"dataLayer".into()).ok());
    if let Some(layer) = layer.filter(|layer| layer.is_object()) {
        layer.unchecked_ref::<Array>().push(&entry);
    }
}
// guide: end
