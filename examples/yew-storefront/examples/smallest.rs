//! The smallest page with the component. The guide, `docs/yew.md`, shows it whole.

// guide: smallest
use express_checkout::{Completion, ExpressCheckout, Outcome, STYLES, Settings};
use yew::prelude::*;

#[component]
fn CartPage() -> Html {
    let said = use_state(String::new);
    let settings = Settings::guest(
        "https://glue.shop.example",            // the URL of Glue
        "5f3c1e0a-8d9b-4c6e-9f51-2f1c7c1b0d11", // the cart
        "the-guest-id-of-this-cart",
    );
    let on_complete = {
        let said = said.clone();
        Callback::from(move |end: Completion| {
            if end.outcome == Outcome::Ordered {
                said.set("Thank you for your order.".to_owned());
            }
        })
    };
    html! {
        <main>
            <style>{STYLES}</style>
            <ExpressCheckout settings={settings.checkout_url("/checkout")} {on_complete} />
            <p role="status">{&*said}</p>
        </main>
    }
}

fn main() {
    yew::Renderer::<CartPage>::new().render();
}
// guide: end
