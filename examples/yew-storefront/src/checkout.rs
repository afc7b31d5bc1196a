//! The checkout page, with the hook and its own markup.

use crate::analytics;
use express_checkout::{
    AccessToken, AddressField, AddressPart, AddressPath, Cart, CheckoutEvent, CheckoutState, Completion,
    ExpressCheckoutHandle, ExpressCheckoutProps, Language, Settings, use_express_checkout,
};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

// guide: hook
#[derive(PartialEq, Properties)]
pub struct CheckoutPageProps {
    pub settings: Settings,
    pub access_token: Option<AccessToken>,
    pub language: Language,
    pub method_names: Vec<(String, String)>,
    pub on_complete: Callback<Completion>,
}

/// The checkout page.
#[component]
pub fn CheckoutPage(props: &CheckoutPageProps) -> Html {
    let checkout = use_express_checkout(&ExpressCheckoutProps {
        access_token: props.access_token.clone(),
        language: props.language.clone(),
        method_names: props.method_names.clone(),
        on_event: Callback::from(|event: CheckoutEvent| analytics::tell(&event)),
        on_complete: props.on_complete.clone(),
        ..ExpressCheckoutProps::new(props.settings.clone())
    });
    let state = checkout.state();
    let (cancel, reload, finished) = (checkout.clone(), checkout.clone(), checkout.clone());
    let in_progress =
        matches!(state, CheckoutState::Starting | CheckoutState::AwaitingApproval | CheckoutState::Review);
    html! {
        <section id="checkout" ref={checkout.root()} data-state={state.name()}>
            <h1>{"Checkout"}</h1>
            <p id="message" role="status">{checkout.message()}</p>
            // The containers of providers' buttons stay in the page as long as their method is offered.
            <div id="methods" hidden={in_progress || state == CheckoutState::Placing}>
                { for checkout.methods().into_iter().map(|offered| html! {
                    <MethodButton
                        key={offered.method.key.clone()}
                        checkout={checkout.clone()}
                        method={offered.method.key.clone()}
                        name={offered.name}
                        drawn_by_provider={offered.drawn_by_provider}
                        disabled={!checkout.can_start()}
                    />
                }) }
            </div>
            if state == CheckoutState::Review {
                <Review checkout={checkout.clone()} />
            }
            if checkout.asks_whether_finished() {
                <button id="finished" onclick={move |_| finished.say_finished()}>{"I have finished there"}</button>
            }
            if in_progress {
                <button id="cancel" onclick={move |_| cancel.cancel()}>{"Cancel"}</button>
            }
            if matches!(state, CheckoutState::Failed | CheckoutState::Unknown) {
                <button id="again" onclick={move |_| reload.reload()}>{"Try again"}</button>
            }
        </section>
    }
}
// guide: end

// guide: button
#[derive(PartialEq, Properties)]
struct MethodButtonProps {
    checkout: ExpressCheckoutHandle,
    method: String,
    name: String,
    drawn_by_provider: bool,
    disabled: bool,
}

/// Our own button, or the container for the provider's button.
#[component]
fn MethodButton(props: &MethodButtonProps) -> Html {
    let container = use_node_ref();
    {
        let (checkout, container) = (props.checkout.clone(), container.clone());
        use_effect_with(props.method.clone(), move |method| {
            if let Some(container) = container.cast::<Element>() {
                checkout.provider_container(method, container);
            }
        });
    }
    if props.drawn_by_provider {
        return html! { <div ref={container} class="provider" /> };
    }
    let (checkout, method) = (props.checkout.clone(), props.method.clone());
    let onclick = move |_| checkout.click(&method);
    html! { <button data-method={props.method.clone()} disabled={props.disabled} {onclick}>{"Pay with "}{&props.name}</button> }
}
// guide: end

#[derive(PartialEq, Properties)]
struct ReviewProps {
    checkout: ExpressCheckoutHandle,
}

/// The fields that this shop asks for.
const FIELDS: [(AddressPart, AddressField, &str); 8] = [
    (AddressPart::Customer, AddressField::Email, "E-mail"),
    (AddressPart::Shipping, AddressField::FirstName, "First name"),
    (AddressPart::Shipping, AddressField::LastName, "Last name"),
    (AddressPart::Shipping, AddressField::Address1, "Street"),
    (AddressPart::Shipping, AddressField::Address2, "House number"),
    (AddressPart::Shipping, AddressField::ZipCode, "Postcode"),
    (AddressPart::Shipping, AddressField::City, "City"),
    (AddressPart::Shipping, AddressField::Iso2Code, "Country"),
];

/// The addresses, the shipping methods, the total, and the order button.
#[component]
fn Review(props: &ReviewProps) -> Html {
    let checkout = &props.checkout;
    let (addresses, missing) = (checkout.addresses(), checkout.missing());
    let field = |(part, field, label): (AddressPart, AddressField, &str)| {
        let path = AddressPath::new(part, field);
        let typed = checkout.clone();
        let oninput = move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            typed.set_address(path, &input.value());
        };
        let invalid = missing.contains(&path).then_some("true");
        let value = addresses.get(part, field).to_owned();
        html! {
            <p><label>{label}{" "}<input name={path.to_string()} {value} aria-invalid={invalid} {oninput} /></label></p>
        }
    };
    let place = {
        let checkout = checkout.clone();
        move |_| checkout.place_order()
    };
    html! {
        <>
            { for FIELDS.map(field) }
            { checkout.cart().map(|cart| shipping(checkout, &cart)) }
            <button id="place" disabled={checkout.is_checking_total()} onclick={place}>{"Order and pay"}</button>
        </>
    }
}

fn shipping(checkout: &ExpressCheckoutHandle, cart: &Cart) -> Html {
    let shipments = cart.shipments.iter().enumerate().map(|(number, shipment)| {
        let methods = shipment.methods.iter().map(|method| {
            let (checkout, id) = (checkout.clone(), method.id);
            let onchange = move |_: Event| checkout.choose_shipping(number, id);
            let (name, checked) = (format!("shipment-{number}"), shipment.selected == Some(id));
            html! { <label><input type="radio" {name} value={id.to_string()} {checked} {onchange} />{&method.name}</label> }
        });
        html! { <fieldset><legend>{"Shipping"}</legend>{ for methods }</fieldset> }
    });
    html! {
        <>
            { for shipments }
            <p>{"Total "}<strong id="total">{cart.total.decimal()}{" "}{cart.total.currency.code()}</strong></p>
        </>
    }
}
