//! The one component.

use super::Model;
use super::buttons::{buttons, containers};
use super::focus::{follow, keep, started};
use super::node::{el, group, known, tag, when};
use super::panel::{self, Screen};
use super::screens::typed;
use crate::flow::{CancelReason, Event, Offering, Phase};
use crate::money::Money;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::VNode;

/// How long the order button must have been there before a click on it counts: what was clicked before was meant for
/// something else, or was put there to be clicked.
const SETTLED: f64 = 400.0;

/// What [`View`] draws, and whom it tells what the shopper does.
#[derive(Clone, PartialEq, Properties)]
pub struct ViewProps {
    /// What is drawn.
    pub model: Model,
    /// The shopper did something.
    pub on_event: Callback<Event>,
    /// The shopper clicked one of our payment buttons; its method's key. Called within the click's own task.
    pub on_click: Callback<String>,
    /// A provider's container is in the page; only without slots.
    pub on_container: Callback<(String, Element)>,
}

/// What outlives a drawing.
struct Memory {
    /// Key and name of the methods whose buttons are mounted.
    methods: Vec<(String, String)>,
    /// What was handed out for providers to draw in.
    drawn: Vec<(String, Element)>,
    screen: Screen,
    clicked: Option<String>,
    /// The total that an order would agree to now.
    total: Option<Money>,
    /// From when on a click agrees to it.
    settled: f64,
}

/// The checkout as the shopper sees it.
#[component]
pub fn View(props: &ViewProps) -> Html {
    let root = use_node_ref();
    let memory = use_mut_ref(|| Memory {
        methods: Vec::new(),
        drawn: Vec::new(),
        screen: Screen::Nothing,
        clicked: None,
        total: None,
        settled: 0.0,
    });
    let model = &props.model;
    let state = &*model.state;
    let screen = panel::screen(state);
    remember_methods(model, &memory);

    {
        let (root, memory, props) = (root.clone(), memory.clone(), props.clone());
        let started = root.cast::<Element>().and_then(|root| started(&root));
        use_effect(move || {
            if let Some(root) = root.cast::<Element>() {
                started.into_iter().for_each(|field| keep(&root, field));
                drawn(&root, screen, &memory, &props);
            }
        });
    }

    let onclick = {
        let (root, memory, props) = (root.clone(), memory.clone(), props.clone());
        move |event: MouseEvent| {
            if let Some(node) = own(&root, &event, "[data-ec]") {
                clicked(&node, event.time_stamp(), &memory, &props);
            }
        }
    };
    let oninput = {
        let (root, on_event) = (root.clone(), props.on_event.clone());
        move |event: InputEvent| {
            if let Some(node) = own(&root, &event, "input,select")
                && let Some(told) = typed(node.unchecked_ref())
            {
                on_event.emit(told);
            }
        }
    };
    let onkeydown = {
        let root = root.clone();
        move |event: KeyboardEvent| {
            // A key that is held down clicks on and on, also what has come under it meanwhile.
            if event.repeat() && event.key() == "Enter" && own(&root, &event, "button").is_some() {
                event.prevent_default();
            }
        }
    };

    let methods = memory.borrow().methods.clone();
    let look = &model.look;
    let class = [if look.slots { "ec " } else { "ec-root " }, look.theme.class(), " ", look.layout.name()].concat();
    html! {
        <div ref={root} ~className={class} lang={model.texts.language().to_owned()} {onclick} {oninput} {onkeydown}>
            { live(model) }
            { when(!look.slots, || buttons(model, &methods, screen == Screen::Buttons)) }
            { group("div", "panel", vec![panel::panel(model)]) }
        </div>
    }
}

/// Follows what is in the page now.
fn drawn(root: &Element, screen: Screen, memory: &RefCell<Memory>, props: &ViewProps) {
    let model = &props.model;
    let total = match model.state.phase() {
        Some(Phase::Review(review)) => Some(review.started.attempt.offer.total),
        _ => None,
    };
    let mut known = memory.borrow_mut();
    if std::mem::replace(&mut known.total, total) != total {
        known.settled = now() + SETTLED;
    }
    let from = std::mem::replace(&mut known.screen, screen);
    let clicked = known.clicked.clone();
    let drawn = if model.look.slots { Vec::new() } else { containers(root) };
    let before = std::mem::replace(&mut known.drawn, drawn.clone());
    drop(known);
    follow(root, from, screen, clicked.as_deref());
    for container in drawn.into_iter().filter(|container| !before.contains(container)) {
        props.on_container.emit(container);
    }
}

/// The one live region: it stays, what it says changes.
fn live(model: &Model) -> VNode {
    let state = &*model.state;
    let (role, live) = if panel::is_urgent(state) { ("alert", "assertive") } else { ("status", "polite") };
    let place = if panel::screen(state) == Screen::Review { "live low" } else { "live" };
    let said = panel::line(model).map(|line| {
        known(tag("p", &["class", "part", "tabindex"], &[Some(line.class), Some(line.part), Some("-1")]), &line.text)
    });
    let values = [Some(place), Some(role), Some(live), Some("true")];
    el("div", &["class", "role", "aria-live", "aria-atomic"], &values, said.into_iter().collect())
}

/// The buttons follow what is offered only while they can be clicked; whatever happens in between, they stay.
fn remember_methods(model: &Model, memory: &RefCell<Memory>) {
    let state = &*model.state;
    if let Some(offer) = panel::buttons(state) {
        memory.borrow_mut().methods =
            state.methods(offer).map(|method| (method.key.clone(), method.name.clone())).collect();
    } else if matches!(state.offering(), Some(Offering::Unavailable)) {
        memory.borrow_mut().methods.clear();
    }
}

/// The node of ours that an event is for. What the page put into the slots lies outside, and so does the page.
fn own(root: &NodeRef, event: &web_sys::Event, selector: &str) -> Option<Element> {
    let node = event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()??;
    root.cast::<Element>()?.contains(Some(&node)).then_some(node)
}

fn clicked(node: &Element, at: f64, memory: &Rc<RefCell<Memory>>, props: &ViewProps) {
    if node.get_attribute("aria-disabled").is_some() {
        return;
    }
    let told = match node.get_attribute("data-ec").unwrap_or_default().as_str() {
        "pay" => {
            let key = node.get_attribute("data-key").unwrap_or_default();
            memory.borrow_mut().clicked = Some(key.clone());
            return props.on_click.emit(key);
        }
        "place" if at < memory.borrow().settled => return,
        "place" => Event::PlaceAsked,
        "cancel" => Event::CancelAsked(CancelReason::Shopper),
        "undo" => Event::UndoAsked,
        "finished" => Event::FinishedSaid,
        "code" => Event::CodeAsked,
        _ => Event::Reload,
    };
    props.on_event.emit(told);
}

/// The clock of the events' time stamps.
fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
