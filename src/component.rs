//! The checkout for Yew applications: a component that draws it, and a hook for those who draw everything themselves.
//!
//! ```ignore
//! html! {
//!     <ExpressCheckout
//!         settings={Settings::guest("https://glue.shop.example", cart_id, guest_id)}
//!         on_complete={|detail: JsValue| log(&detail)}
//!     />
//! }
//! ```

use crate::effects::Checkout;
use crate::effects::owner::{Owner, PageInput};
use crate::flow::{Event, State};
use crate::json::Json;
use crate::locale::Texts;
use crate::page::Page;
use crate::provider::browser::Providers;
use crate::settings::Settings;
use crate::ui::{Look, Model, View};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
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

/// What a Yew application sets.
#[derive(Clone, PartialEq, Properties)]
pub struct ExpressCheckoutProps {
    /// Where, which cart, whose.
    pub settings: Settings,
    /// The access token of a logged-in customer: a text, or a function that returns one or a promise of one.
    #[prop_or(JsValue::UNDEFINED)]
    pub access_token: JsValue,
    /// The customer's security code for a shop with multi-factor log-ins: a text, or a function that returns one or a
    /// promise of one. Asked for when the shop wants it; without it the review asks.
    #[prop_or(JsValue::UNDEFINED)]
    pub mfa_code: JsValue,
    /// `ec-prefill`; answers whether the address state is filled.
    #[prop_or_default]
    pub on_prefill: Option<Callback<JsValue, bool>>,
    /// `ec-complete`
    #[prop_or_default]
    pub on_complete: Callback<JsValue>,
    /// Every event, by its name.
    #[prop_or_default]
    pub on_event: Callback<(String, JsValue)>,
}

/// The whole checkout, drawn. Its styles are [`crate::ui::STYLES`]; put them into the page's stylesheet.
#[component]
pub fn ExpressCheckout(props: &ExpressCheckoutProps) -> Html {
    let checkout = use_express_checkout(props.clone());
    html! { <div class="ec-root"><Root checkout={checkout.0} /></div> }
}

/// A checkout at work, without any markup.
#[derive(Clone, PartialEq)]
pub struct ExpressCheckoutHandle(Checkout);

impl ExpressCheckoutHandle {
    /// The state as it is.
    pub fn state(&self) -> Rc<State> {
        self.0.state()
    }

    /// The shopper clicked the method of that key. Call it in the click itself: the provider's window opens here.
    pub fn click(&self, key: &str) {
        self.0.click(key);
    }

    /// The shopper did something else.
    pub fn send(&self, event: Event) {
        self.0.send(event);
    }

    /// The container that a provider draws the button of that key into.
    pub fn contain(&self, key: &str, element: Element) {
        self.0.page().contain(key, element);
    }
}

/// The same flow with no markup: state, and what can be done.
#[hook]
pub fn use_express_checkout(props: ExpressCheckoutProps) -> ExpressCheckoutHandle {
    let update = use_force_update();
    // Callbacks may be other ones at every drawing; the page always has the newest.
    let current = use_mut_ref(|| props.clone());
    *current.borrow_mut() = props.clone();
    let first = input(&props);
    let started = use_memo((), move |()| {
        let page = Application { props: current, containers: RefCell::default() };
        let owner = Owner::new(Rc::new(page), Rc::new(move |_| update.force_update()));
        let checkout = owner.update(first);
        (owner, checkout)
    });
    let (owner, first) = (*started).clone();
    let (running, leaving) = (owner.clone(), owner.clone());
    use_effect_with((props.settings.clone(), props.access_token.clone()), move |_| {
        running.update(input(&props));
    });
    use_effect_with((), move |()| move || leaving.leave());
    ExpressCheckoutHandle(owner.checkout().unwrap_or(first))
}

fn input(props: &ExpressCheckoutProps) -> PageInput {
    let texts = Rc::new(texts(&props.settings));
    PageInput { texts, settings: Rc::new(props.settings.clone()), token: props.access_token.clone() }
}

fn texts(settings: &Settings) -> Texts {
    let browser = || web_sys::window().and_then(|window| window.navigator().language());
    Texts::new(settings.locale.clone().or_else(browser).as_deref().unwrap_or("en"), &Json::Null)
}

/// A Yew application as the page around a checkout.
struct Application {
    props: Rc<RefCell<ExpressCheckoutProps>>,
    containers: RefCell<Vec<(String, Element)>>,
}

impl Page for Application {
    fn tell(&self, name: &str, detail: &JsValue, _cancelable: bool) -> bool {
        let props = self.props.borrow().clone();
        props.on_event.emit((name.to_owned(), detail.clone()));
        match name {
            "ec-complete" => props.on_complete.emit(detail.clone()),
            "ec-prefill" => return props.on_prefill.is_none_or(|agree| agree.emit(detail.clone())),
            _ => {}
        }
        true
    }

    fn container(&self, key: &str) -> Option<Element> {
        self.containers.borrow().iter().find(|(known, _)| known == key).map(|(_, element)| element.clone())
    }

    fn contain(&self, key: &str, element: Element) {
        self.containers.borrow_mut().retain(|(known, _)| known != key);
        self.containers.borrow_mut().push((key.to_owned(), element));
    }

    fn vacate(&self) {
        self.containers.borrow_mut().clear();
    }

    fn focus_missing(&self) {}

    fn say(&self, _text: &str) {}

    fn give_up(&self, _given_up: bool) {}

    fn leave(&self, url: &str) {
        crate::browser::go_to(url);
    }

    fn nonce(&self) -> Option<String> {
        None
    }

    fn security_code(&self) -> JsValue {
        self.props.borrow().mfa_code.clone()
    }

    fn trusted(&self, url: &str) -> JsValue {
        url.into()
    }
}
