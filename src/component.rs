//! The checkout for Yew applications: a component that draws it, and a hook for those who draw everything themselves.

mod application;
mod event;
mod handle;
mod props;
mod view;

pub use event::{
    AddressPath, CheckoutError, CheckoutEvent, CheckoutState, ClickRequest, Completion, ConfirmRequest, MethodStatus,
    PaymentMethod, PrefillProposal,
};
pub use handle::{ExpressCheckout, ExpressCheckoutHandle, use_express_checkout};
pub use props::ExpressCheckoutProps;
pub use view::{Addresses, Cart, OfferedMethod};

use crate::effects::Checkout;
use crate::flow::Event;
use crate::provider::browser::Providers;
use crate::ui::{Look, Model, View};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// What is mounted.
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// The checkout to draw.
    pub checkout: Checkout,
    /// This is the inside of the element, whose buttons stand outside.
    #[prop_or_default]
    pub element: bool,
}

/// Draws a checkout and follows it.
#[component]
pub fn Root(props: &RootProps) -> Html {
    let update = use_force_update();
    let checkout = props.checkout.clone();
    use_effect_with(checkout.clone(), move |checkout| {
        checkout.on_change(Rc::new(move |_| update.force_update()));
    });
    let model = model(&checkout, props.element);
    let on_event = use_callback(checkout.clone(), |event: Event, checkout| checkout.send(event));
    let on_click = use_callback(checkout.clone(), |key: String, checkout| checkout.click(&key));
    let on_container = use_callback(checkout, |(key, element): (String, Element), checkout| {
        checkout.page().contain(&key, element);
    });
    html! { <View {model} {on_event} {on_click} {on_container} /> }
}

/// What the element mounts.
#[derive(Clone, PartialEq, Properties)]
pub struct MountProps {
    /// The checkout, with the number of this mounting; nothing while no element needs it.
    pub shown: Option<(u32, Checkout)>,
}

/// Draws the inside of one element after the other.
#[component]
pub fn Mount(props: &MountProps) -> Html {
    // Of an earlier element nothing is drawn on with.
    let root = |(number, checkout): &(u32, Checkout)| html! { <Root key={*number} checkout={checkout.clone()} element=true /> };
    props.shown.iter().map(root).collect()
}

fn model(checkout: &Checkout, slots: bool) -> Model {
    let (state, settings) = (checkout.state(), checkout.settings());
    let methods = state.offer().map(|offer| offer.methods.as_slice()).unwrap_or_default();
    let drawn = methods.iter().filter(|method| Providers::draws(method)).map(|method| method.key.clone());
    let look = Look {
        layout: settings.layout,
        theme: settings.theme,
        button_type: settings.button_type,
        disabled: checkout.is_blocked(),
        checkout_url: settings.checkout_url.clone(),
        drawn: drawn.collect(),
        slots,
    };
    Model { state, look, texts: checkout.all_texts() }
}
