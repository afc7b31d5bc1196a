//! A small storefront in Yew: the cart, the checkout, the thank-you page.

mod analytics;
mod cart;
mod checkout;
mod consent;
#[cfg(test)]
mod guide;
mod language;
mod shop;

use cart::{CartPage, ORDERED};
use checkout::CheckoutPage;
use express_checkout::{Completion, Outcome};
use shop::Shop;
use yew::prelude::*;

/// The pages of the shop.
#[derive(Clone, PartialEq)]
enum Page {
    Home,
    Cart,
    Checkout,
    Thanks(Option<String>),
}

#[derive(Clone, PartialEq, Properties)]
struct StorefrontProps {
    shop: Shop,
}

#[component]
fn Storefront(props: &StorefrontProps) -> Html {
    let page = use_state(|| Page::Cart);
    // Which of the shopper's carts is shown.
    let chosen = use_state(|| 0);
    let ordered = use_state(Vec::new);
    let go = |to: Page| {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| page.set(to.clone()))
    };
    let on_complete = {
        let (page, chosen, ordered) = (page.clone(), *chosen, ordered.clone());
        Callback::from(move |end: Completion| {
            if end.outcome == Outcome::Ordered {
                ordered.set([&**ordered, &[chosen]].concat());
                page.set(Page::Thanks(end.order_reference));
            }
        })
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |number: usize| chosen.set(number))
    };
    let is_ordered = ordered.contains(&*chosen);
    let (settings, access_token) = (props.shop.settings(*chosen), props.shop.access_token());
    let (language, method_names) = (props.shop.language(), Shop::method_names());
    html! {
        <>
            <style>{express_checkout::STYLES}</style>
            <nav>
                <button id="go-home" onclick={go(Page::Home)}>{"Home"}</button>
                <button id="go-cart" onclick={go(Page::Cart)}>{"Cart"}</button>
                <button id="go-checkout" onclick={go(Page::Checkout)}>{"Checkout"}</button>
            </nav>
            {
                match &*page {
                    Page::Home => html! { <h1>{"Welcome to our shop"}</h1> },
                    Page::Cart => html! {
                        <CartPage
                            {settings}
                            {access_token}
                            {language}
                            {method_names}
                            {on_complete}
                            ordered={is_ordered}
                            carts={props.shop.carts()}
                            chosen={*chosen}
                            {choose}
                        />
                    },
                    Page::Checkout if is_ordered => html! {
                        <section id="checkout"><h1>{"Checkout"}</h1><p id="ordered">{ORDERED}</p></section>
                    },
                    Page::Checkout => html! { <CheckoutPage {settings} {access_token} {language} {method_names} {on_complete} /> },
                    Page::Thanks(reference) => html! {
                        <section id="thanks">
                            <h1>{"Thank you for your order"}</h1>
                            if let Some(reference) = reference {
                                <p>{"Your order number is "}<strong id="reference">{reference}</strong></p>
                            } else {
                                <p>{"You get your order number by mail."}</p>
                            }
                        </section>
                    },
                }
            }
        </>
    }
}

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    // The shop's server writes the cart and the guest into this node.
    if let Some(root) = document.and_then(|document| document.get_element_by_id("storefront")) {
        let shop = Shop::read(&root);
        yew::Renderer::<Storefront>::with_root_and_props(root, StorefrontProps { shop }).render();
    }
}
