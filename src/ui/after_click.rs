//! Draws the message above the buttons and the panel below them, such as the review. It is in the second module. The first
//! module calls it only through [`Drawing`]; any other call would link it into the first module.

use super::focus::{focus_field, keep_focus, move_to_screen, return_to_order_button};
use super::method_button::method_name;
use super::node::{el, group, tag, when};
use super::panel::{self, Screen};
use super::screens::{field_of, typed, unread};
use super::summary::row_of;
use super::{ATTEMPT_STYLES, Model};
use crate::browser::{Listening, sleep, spawn};
use crate::effects::Checkout;
use crate::flow::{CancelReason, Event, Notice, Phase, State};
use crate::locale::Text;
use crate::money::Money;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, Node};
use yew::virtual_dom::VNode;

/// How long the order button must be visible before a click on it counts, in milliseconds. An earlier click was meant for
/// something else, or another page tricked the shopper into it.
const SETTLED: f64 = 400.0;

/// How long a message must stay until it is announced although a state passes quickly, in milliseconds.
const PASSING: u32 = 1_000;

/// A heading in the slot for the page's heading.
const HEADING: &str = "[slot=heading]:is(h1,h2,h3,h4,h5),[slot=heading] :is(h1,h2,h3,h4,h5)";

/// The functions of the second module that the root component calls.
pub struct Drawing {
    /// Draws the nodes before the buttons and those after them. `slots` is true inside the element. `number` is
    /// different for each checkout that is drawn in the same root.
    pub draw: fn(&Checkout, slots: bool, number: u32) -> [VNode; 2],
    /// Creates the nodes of a state that is only imagined.
    pub imagine: fn(&Checkout, &Rc<State>),
    /// Called after each drawing, with the node that had the focus before it.
    pub drawn: fn(root: &Element, &Checkout, &Rc<RefCell<Memory>>, focused: Option<Element>),
    /// Called when the pointer comes to a method's button.
    pub pointed: fn(&Checkout, button: &Element),
    /// Whether a field must keep the focus while this button is pressed.
    pub keeps_field: fn(button: &Element) -> bool,
    /// A click at that time.
    pub clicked: fn(&Checkout, button: &Element, at: f64, &RefCell<Memory>),
    /// A field has another value.
    pub typed: fn(&Checkout, &HtmlInputElement),
    /// The shopper has left that field.
    pub left: fn(&Checkout, &Element),
    /// The styles of these nodes, for the element.
    pub styles: &'static str,
}

static DRAWING: Drawing = Drawing {
    draw,
    imagine,
    drawn,
    pointed: Checkout::ask_early,
    keeps_field,
    clicked,
    typed: take_typed,
    left,
    styles: ATTEMPT_STYLES,
};

#[cfg(not(feature = "split"))]
mod module {
    use super::{DRAWING, Drawing};

    /// The functions, if they are here.
    pub fn loaded() -> Option<&'static Drawing> {
        Some(&DRAWING)
    }

    /// Whether they could be fetched.
    pub async fn load() -> bool {
        true
    }
}

#[cfg(feature = "split")]
mod module {
    use super::{DRAWING, Drawing};
    use crate::browser::modules::{fetch, later};
    use std::cell::Cell;

    thread_local! {
        static LOADED: Cell<Option<&'static Drawing>> = const { Cell::new(None) };
    }

    /// The functions, if they are here.
    pub fn loaded() -> Option<&'static Drawing> {
        LOADED.get()
    }

    /// Whether they could be fetched.
    pub async fn load() -> bool {
        if loaded().is_none() {
            // The same module as `effects::attempt_module`.
            let drawing = fetch(later!("attempt", "00000000000000000000000000000002", Drawing, DRAWING)).await;
            LOADED.set(drawing.or(LOADED.get()));
        }
        loaded().is_some()
    }
}

pub use module::{load, loaded};

/// The data that are kept from one drawing to the next.
pub struct Memory {
    screen: Screen,
    /// The total that is shown beside the order button.
    total: Option<Money>,
    /// The time from which a click on the order button agrees to that total.
    settled: f64,
    /// The message that was announced last. `None` for a new checkout: the live regions may have a message of the one before.
    said: Option<String>,
    /// Listens for the consent that the page missed.
    consent: Option<[Listening; 2]>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { screen: Screen::Nothing, total: None, settled: 0.0, said: None, consent: None }
    }
}

fn model(checkout: &Checkout, slots: bool) -> Model {
    model_of(checkout, checkout.state(), slots)
}

fn model_of(checkout: &Checkout, state: Rc<State>, slots: bool) -> Model {
    let checkout_url = checkout.settings().checkout_url.clone();
    let paid_by_sibling = checkout.is_paid_by_sibling();
    Model { state, texts: checkout.all_texts(), checkout_url, slots, paid_by_sibling }
}

/// The message for the shopper, if there is one.
pub fn message(checkout: &Checkout) -> Option<String> {
    panel::line(&model(checkout, false)).map(|line| line.text)
}

fn draw(checkout: &Checkout, slots: bool, number: u32) -> [VNode; 2] {
    let model = model(checkout, slots);
    // The key makes a new panel for each checkout, so that typed values of one do not appear in the next.
    let mut node = tag("div", &["class"], &[Some("panel")]);
    node.key = Some(number.into());
    node.add_child(panel::panel(&model));
    [live(&model), node.into()]
}

fn imagine(checkout: &Checkout, state: &Rc<State>) {
    let model = model_of(checkout, state.clone(), true);
    let model = Model { texts: Rc::new(model.texts.without_language()), ..model };
    drop([live(&model), panel::panel(&model)]);
}

/// A field that loses the focus is checked, and its note may move the pressed button away from the pointer. So a field of the
/// panel keeps the focus until the click on a button of the panel.
fn keeps_field(button: &Element) -> bool {
    let panel = button.closest(".panel").ok().flatten();
    panel.is_some_and(|panel| panel.query_selector("[data-path]:focus").is_ok_and(|field| field.is_some()))
}

/// The shopper has left a field.
fn left(checkout: &Checkout, field: &Element) {
    let Some((shipment, path)) = field_of(field) else { return };
    let checkout = checkout.clone();
    // A drawing that removes the focused field sends this event too. It must not begin another drawing.
    spawn(async move { checkout.send(Event::FieldLeft(shipment, path)) });
}

fn drawn(root: &Element, checkout: &Checkout, kept: &Rc<RefCell<Memory>>, focused: Option<Element>) {
    if let Some(focused) = focused {
        keep_focus(root, focused);
    }
    let state = checkout.state();
    let total = match state.phase() {
        Some(Phase::Review(review)) => Some(review.started.attempt.offer.total),
        _ => None,
    };
    let mut memory = kept.borrow_mut();
    let before = std::mem::replace(&mut memory.total, total);
    if before != total {
        memory.settled = now() + SETTLED;
    }
    let screen = panel::screen(&state);
    let from = std::mem::replace(&mut memory.screen, screen);
    if screen == Screen::Waiting
        && let Some(Phase::Claiming { attempt, .. } | Phase::Starting { attempt, .. }) = state.phase()
    {
        // The window is empty until the payment exists.
        let texts = &*checkout.all_texts();
        let text = texts.with(Text::ConnectingTo, method_name(texts, &attempt.method));
        checkout.providers().tell_window(&text, texts.language());
    }
    if state.notice() != Some(Notice::NotConfirmed) {
        memory.consent = None;
    } else if memory.consent.is_none() {
        memory.consent = hear_consent(root, checkout);
    }
    if memory.said.is_none()
        && let Ok(Some(button)) = root.query_selector("[data-key]:not([aria-disabled]):is(:hover,:active)")
    {
        // The pointer came before this module.
        checkout.ask_early(&button);
    }
    let said = message(checkout).unwrap_or_default();
    let is_new = memory.said.replace(said.clone()).is_none_or(|before| before != said);
    drop(memory);
    let had_focus = root.query_selector("p:focus").is_ok_and(|message| message.is_some());
    // A message that gets the focus is read for that reason. It must not be announced as well. A message that has the focus already
    // is not read when its text changes.
    let has_focus = move_to_screen(root, from, screen);
    if has_focus && (!had_focus || matches!(screen, Screen::Fetching | Screen::Cancelling)) {
        announce(root, "", false);
        if had_focus && is_new {
            announce_if_it_stays(root, checkout, kept, said);
        }
    } else if is_new {
        announce(root, &said, panel::is_urgent(&state));
    }
    set_levels(root, checkout, screen);
    // The order was not sent, so the review is back.
    if from == screen && before.is_none() && total.is_some() {
        return_to_order_button(root);
    }
}

/// Hears when the shopper changes a field of the page: in our slots, which the root hears also when the element is inside another
/// root node, or elsewhere in the document.
fn hear_consent(root: &Element, checkout: &Checkout) -> Option<[Listening; 2]> {
    let document = root.owner_document()?;
    let hear = |target: &EventTarget| {
        let (root, checkout) = (root.clone(), checkout.downgrade());
        Listening::to(target, &["change"], move |event| {
            let node = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            if let Some(checkout) = checkout.get().filter(|_| !root.contains(node.as_ref())) {
                // Later, because it ends this listener.
                spawn(async move { checkout.send(Event::PageFieldChanged) });
            }
        })
    };
    Some([hear(root), hear(&document)])
}

/// Announces a message that the shopper waits with, unless another one takes its place soon, or another checkout is drawn.
fn announce_if_it_stays(root: &Element, checkout: &Checkout, kept: &Rc<RefCell<Memory>>, said: String) {
    let (root, checkout, kept) = (root.clone(), checkout.downgrade(), Rc::downgrade(kept));
    spawn(async move {
        sleep(PASSING).await;
        if kept.upgrade().is_some()
            && checkout.get().is_some_and(|checkout| message(&checkout).is_some_and(|now| now == said))
        {
            announce(&root, &said, false);
        }
    });
}

/// Puts our headings below the one that the page has put into the slot. The confirmation takes the place of that heading.
fn set_levels(root: &Element, checkout: &Checkout, screen: Screen) {
    let above = checkout.page().host().and_then(|host| host.query_selector(HEADING).ok().flatten());
    let level = above.and_then(|above| above.local_name()[1..].parse::<u8>().ok());
    let Some(level) = level else { return };
    let Ok(headings) = root.query_selector_all("h2,h3") else { return };
    let level = level + u8::from(screen != Screen::Placed);
    let headings = (0..headings.length()).filter_map(|index| headings.get(index)?.dyn_into::<Element>().ok());
    for heading in headings {
        let level = level + u8::from(heading.local_name() == "h3");
        // If this fails, the level is that of the tag.
        let _ = heading.set_attribute("aria-level", &level.to_string());
    }
}

/// Puts the text into one of the two live regions, and empties the other one.
fn announce(root: &Element, said: &str, urgent: bool) {
    for (region, text) in
        [("[role=status]", if urgent { "" } else { said }), ("[role=alert]", if urgent { said } else { "" })]
    {
        if let Ok(Some(region)) = root.query_selector(region) {
            region.set_text_content(Some(text));
        }
    }
}

/// The live regions, which stay in the page, the steps, and the message. The message itself is not in a live region,
/// because it may get the focus. [`drawn`] puts its text into a region if it does not.
fn live(model: &Model) -> VNode {
    let region = |role: &str, live: &str| {
        let values = [Some("unseen"), Some(role), Some(live), Some("true")];
        el("div", &["class", "role", "aria-live", "aria-atomic"], &values, Vec::new())
    };
    // The review has its message beside the order button.
    let said = when(panel::screen(&model.state) != Screen::Review, || panel::said(model));
    let content = vec![region("status", "polite"), region("alert", "assertive"), panel::steps(model), said];
    group("div", "live", content)
}

/// Takes what the shopper typed or chose.
fn take_typed(checkout: &Checkout, field: &HtmlInputElement) {
    if has_fields(checkout)
        && let Some(event) = typed(field)
    {
        checkout.send(event);
    }
}

/// Whether the fields that are drawn belong to the state. Browsers tell of the value of a field also when it is removed, as after a
/// change of the buyer: the next one must not see it.
fn has_fields(checkout: &Checkout) -> bool {
    panel::screen(&checkout.state()) == Screen::Review
}

fn clicked(checkout: &Checkout, button: &Element, at: f64, memory: &RefCell<Memory>) {
    if button.get_attribute("data-ec").is_some_and(|action| action == "show-window") {
        // Within the click, because browsers bring a window to the front only there.
        return checkout.providers().show_window();
    }
    let fields = unread_fields(checkout, button);
    let event = event_of(button, at, memory);
    for event in fields.into_iter().chain(event) {
        checkout.send(event);
    }
}

/// The events for the fields whose values were set without an event. They are read before anything is sent, because a change of
/// one field may change another one that is not drawn yet.
fn unread_fields(checkout: &Checkout, button: &Element) -> Vec<Event> {
    if !has_fields(checkout) {
        return Vec::new();
    }
    let state = checkout.state();
    let (Some(active), Ok(Some(panel))) = (state.active(), button.closest(".panel")) else { return Vec::new() };
    let Ok(fields) = panel.query_selector_all("input,select") else { return Vec::new() };
    let fields = (0..fields.length()).filter_map(|index| fields.get(index));
    let code = state.security_code();
    fields.filter_map(|field| unread(active, code, field.unchecked_ref())).collect()
}

fn event_of(button: &Element, at: f64, memory: &RefCell<Memory>) -> Option<Event> {
    let action = button.get_attribute("data-ec")?;
    // The pressed field had kept the focus. If the button cannot be focused, nothing changes.
    let _ = button.unchecked_ref::<HtmlElement>().focus();
    if let Some(row) = row_of(&action) {
        return Some(Event::RowToggled(row));
    }
    if let Some(path) = action.strip_prefix("to-") {
        focus_field(button, path);
        return None;
    }
    match action.as_str() {
        "place" if at < memory.borrow().settled => None,
        "place" => Some(Event::PlaceAsked),
        "cancel" => Some(Event::CancelAsked(CancelReason::Shopper)),
        "undo" => Some(Event::UndoAsked),
        "finished" => Some(Event::FinishedSaid),
        "code" => Some(Event::CodeAsked),
        _ => Some(Event::Reload),
    }
}

/// The time on the clock of event time stamps.
fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
