//! A shop's page that is itself a Yew application. It draws the element, draws itself again around it, and hears clicks of
//! its own, while another instance of Yew is at work inside the element.

use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// The attributes that the story wants on the element.
#[derive(Clone, PartialEq, Properties)]
struct CartProps {
    glue_url: String,
    cart_id: String,
    anonymous_id: String,
    provider_origins: String,
}

#[component]
fn Cart(props: &CartProps) -> Html {
    let clicks = use_state(|| 0);
    let on_click = {
        let clicks = clicks.clone();
        move |_| clicks.set(*clicks + 1)
    };
    html! {
        <main onclick={on_click} data-clicks={clicks.to_string()}>
            <button id="more">{"One more"}</button>
            <express-checkout
                id="checkout"
                glue-url={props.glue_url.clone()}
                cart-id={props.cart_id.clone()}
                anonymous-id={props.anonymous_id.clone()}
                provider-origins={props.provider_origins.clone()}
            />
            <p>{format!("{} clicks", *clicks)}</p>
        </main>
    }
}

/// Takes the place of the node `app`, which has the attributes.
#[wasm_bindgen(start)]
pub fn start() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(root) = document.and_then(|document| document.get_element_by_id("app")) else { return };
    let given = |name: &str| root.get_attribute(name).unwrap_or_default();
    let props = CartProps {
        glue_url: given("glue-url"),
        cart_id: given("cart-id"),
        anonymous_id: given("anonymous-id"),
        provider_origins: given("provider-origins"),
    };
    yew::Renderer::<Cart>::with_root_and_props(root, props).render();
}
