//! The cart page, with the component.

use crate::analytics;
use crate::consent::{Question, Terms};
use express_checkout::{
    AccessToken, CheckoutEvent, CheckoutState, ClickRequest, Completion, ConfirmRequest, ExpressCheckout, Language,
    PrefillProposal, Settings,
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the pages say about a cart that was ordered.
pub const ORDERED: &str = "You have ordered this cart. There is nothing more to pay.";

#[derive(PartialEq, Properties)]
pub struct CartPageProps {
    pub settings: Settings,
    pub access_token: Option<AccessToken>,
    pub language: Language,
    pub method_names: Vec<(String, String)>,
    pub on_complete: Callback<Completion>,
    /// Whether the shown cart was ordered.
    pub ordered: bool,
    /// The number of the shopper's carts, the index of the shown cart, and the callback that shows another.
    pub carts: usize,
    pub chosen: usize,
    pub choose: Callback<usize>,
}

/// The cart page.
#[component]
pub fn CartPage(props: &CartPageProps) -> Html {
    let adult = use_state(|| false);
    let own_address = use_state(|| false);
    let minicart = use_state(|| false);
    let said = use_state(String::new);
    let asking = use_state(|| false);
    let question = use_memo((), |()| Question::default());

    // guide: decisions
    let on_click = {
        let (adult, said) = (*adult, said.clone());
        Callback::from(move |_: ClickRequest| {
            said.set(if adult { String::new() } else { "Please confirm that you are 18 or older.".to_owned() });
            adult
        })
    };
    let on_prefill = {
        let own_address = *own_address;
        Callback::from(move |_: PrefillProposal| !own_address)
    };
    let on_confirm = {
        let (question, asking) = (question.clone(), asking.clone());
        Callback::from(move |_: ConfirmRequest| {
            asking.set(true);
            question.ask()
        })
    };
    let on_event = {
        let asking = asking.clone();
        Callback::from(move |event: CheckoutEvent| {
            analytics::tell(&event);
            // The attempt may end before the shopper answers.
            if matches!(&event, CheckoutEvent::StateChange { to, .. } if *to != CheckoutState::Placing) {
                asking.set(false);
            }
        })
    };
    // guide: end

    let on_answer = {
        let asking = asking.clone();
        Callback::from(move |_: bool| asking.set(false))
    };
    let on_choose = {
        let choose = props.choose.clone();
        Callback::from(move |event: Event| {
            let list: HtmlSelectElement = event.target_unchecked_into();
            choose.emit(list.value().parse().unwrap_or_default());
        })
    };
    let head = html! {
        <>
            <h1>{"Your cart"}</h1>
            if props.carts > 1 {
                <p><label>{"Cart "}<select id="carts" onchange={on_choose}>
                    { for (0..props.carts).map(|number| html! {
                        <option value={number.to_string()} selected={number == props.chosen}>{number + 1}</option>
                    }) }
                </select></label></p>
            }
        </>
    };
    // Glue removes a cart when it is ordered, so a checkout could not load it.
    if props.ordered {
        return html! { <section id="cart">{head}<p id="ordered">{ORDERED}</p></section> };
    }
    html! {
        <section id="cart">
            {head}
            <p>{checkbox("adult", &adult, "I am 18 or older.")}</p>
            <p>{checkbox("own-address", &own_address, "I type my address myself.")}</p>
            <p>{checkbox("minicart", &minicart, "Show the mini cart.")}</p>
            <p id="said" role="status">{&*said}</p>
            // guide: component
            <div id="express">
                <ExpressCheckout
                    settings={props.settings.clone()}
                    access_token={props.access_token.clone()}
                    language={props.language.clone()}
                    method_names={props.method_names.clone()}
                    on_click={on_click.clone()}
                    {on_prefill}
                    {on_confirm}
                    on_event={on_event.clone()}
                    on_complete={props.on_complete.clone()}
                />
            </div>
            // guide: end
            if *asking {
                <Terms question={(*question).clone()} {on_answer} />
            }
            if *minicart {
                <aside id="mini">
                    <h2>{"Mini cart"}</h2>
                    <ExpressCheckout
                        settings={props.settings.clone()}
                        access_token={props.access_token.clone()}
                        language={props.language.clone()}
                        method_names={props.method_names.clone()}
                        {on_click}
                        {on_event}
                    />
                </aside>
            }
        </section>
    }
}

fn checkbox(id: &'static str, state: &UseStateHandle<bool>, label: &str) -> Html {
    let (state, checked) = (state.clone(), **state);
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        state.set(input.checked());
    };
    html! { <label><input type="checkbox" {id} {checked} {onchange} />{" "}{label}</label> }
}
