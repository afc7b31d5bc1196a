//! The root component of the element and of Yew applications. It draws the buttons and, after the second module is
//! loaded, the message and the panel.

use super::after_click::{self, Memory};
use super::method_button::{arranged, buttons, containers, focus, method_name, restore_focus};
use super::node::tag;
use super::offered::{Offered, Readiness, offered};
use crate::browser::{Listening, spawn};
use crate::effects::{Checkout, attempt_module};
use crate::flow::{Method, Offering};
use crate::provider::browser::Providers;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

/// What is drawn inside the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The loader's placeholder, because the buttons are not known yet.
    Placeholder,
    /// The content that [`Root`] draws.
    Drawn,
    /// Nothing, because no method is offered for this cart.
    Nothing,
}

/// The properties of [`Root`].
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// The checkout to draw. `None` for a removed element.
    pub checkout: Option<Checkout>,
    /// Called after each drawing. Set only inside the element; then slots are used.
    #[prop_or_default]
    pub on_drawn: Option<Callback<Shown>>,
    /// The number of the element. When it changes, everything is drawn from the start.
    #[prop_or_default]
    pub element: u32,
}

/// Draws a checkout, and redraws it after each change.
pub struct Root {
    node: NodeRef,
    /// How many checkouts were drawn before this one.
    number: u32,
    offered: Offered,
    /// The node that had the focus before this drawing.
    focused: Option<Element>,
    /// The method whose button was clicked last. Its button gets the focus when the buttons are shown again.
    clicked: Rc<RefCell<Option<String>>>,
    /// The method whose button gets the focus after this drawing.
    focus_next: Option<String>,
    /// The containers that were given to providers. Only in a Yew application.
    containers: Vec<(String, Element)>,
    memory: Rc<RefCell<Memory>>,
    /// Hears the shopper's actions. Listeners of Yew would link the names of all events and several tables.
    listening: Option<Listening>,
}

/// The events that [`Root`] hears.
const EVENTS: [&str; 7] = ["click", "input", "change", "keydown", "focusout", "pointerover", "mousedown"];

impl Component for Root {
    type Message = ();
    type Properties = RootProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut root = Self {
            node: NodeRef::default(),
            number: 0,
            offered: Offered::default(),
            focused: None,
            clicked: Rc::default(),
            focus_next: None,
            containers: Vec::new(),
            memory: Rc::default(),
            listening: None,
        };
        listen(ctx);
        root.prepare(ctx);
        root
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        self.prepare(ctx);
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &RootProps) -> bool {
        if ctx.props().element != before.element {
            self.offered = Offered::default();
            self.clicked.take();
        }
        if ctx.props().checkout != before.checkout {
            self.number += 1;
            self.memory = Rc::default();
            // The next drawing listens for the next checkout.
            self.listening = None;
            listen(ctx);
        }
        self.prepare(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let RootProps { checkout: Some(checkout), on_drawn, .. } = ctx.props() else { return Html::default() };
        let (slots, settings) = (on_drawn.is_some(), checkout.settings());
        let [live, panel] = match after_click::loaded() {
            Some(drawing) => (drawing.draw)(checkout, slots, self.number),
            None => Default::default(),
        };
        // In the element, the surrounding root node has these classes.
        let class = if slots {
            "ec".to_owned()
        } else {
            ["ec-root ", settings.theme.class(), " ", settings.layout.name()].concat()
        };
        // Without content it has no ground. The element's root node has this attribute, too.
        let none = (!slots && self.shown(checkout) == Shown::Nothing).then_some("");
        let mut node = tag("div", &["class", "data-none"], &[Some(&*class), none]);
        node.node_ref = self.node.clone();
        node.add_children([live, buttons(&self.offered, slots), panel]);
        node.into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let RootProps { checkout: Some(checkout), on_drawn, .. } = ctx.props() else { return };
        let Some(root) = self.node.cast::<Element>() else { return };
        if !self.listening.as_ref().is_some_and(|listening| listening.is_to(&root)) {
            self.listening = Some(self.listen_to(&root, checkout));
        }
        match on_drawn {
            Some(on_drawn) => on_drawn.emit(self.shown(checkout)),
            None => self.give_containers(&root, checkout),
        }
        let focused = self.focused.take();
        if let Some(focused) = &focused {
            restore_focus(focused);
        }
        if let Some(key) = self.focus_next.take() {
            focus(&root, &key);
        }
        if let Some(drawing) = after_click::loaded() {
            (drawing.drawn)(&root, checkout, &self.memory, focused);
        }
    }
}

impl Root {
    /// Prepares the next drawing.
    fn prepare(&mut self, ctx: &Context<Self>) {
        let RootProps { checkout: Some(checkout), on_drawn, .. } = ctx.props() else { return };
        let root = self.node.cast::<Element>();
        // Another change may come between a drawing that takes the focus away and `rendered`, which gives it back.
        let focused = root.as_ref().and_then(|root| root.query_selector(":focus").ok().flatten());
        self.focused = focused.or(self.focused.take());
        let settings = checkout.settings();
        let readiness = Readiness {
            is_ready: &|method| checkout.providers().is_ready(method),
            is_by_provider: &Providers::draws,
            label: &|method: &Method| {
                let texts = checkout.texts();
                settings.button_type.label(&texts, method_name(&texts, method))
            },
            places: checkout.page().places(),
            blocked: checkout.is_blocked(),
            ordered: checkout.is_ordered_by_sibling(),
        };
        let now = offered(&self.offered, &checkout.state(), &readiness);
        let now = arranged(root.as_ref(), &self.offered, now, on_drawn.is_some());
        if now.visible && !self.offered.visible {
            self.focus_next = self.clicked.take();
        }
        self.offered = now;
        if attempt_module::loaded().is_some() && after_click::loaded().is_none() {
            let link = ctx.link().clone();
            spawn(async move {
                if after_click::load().await {
                    link.send_message(());
                }
            });
        }
    }

    fn shown(&self, checkout: &Checkout) -> Shown {
        if self.offered.placeholder {
            Shown::Placeholder
        } else if is_nothing(checkout) || checkout.is_ordered_by_sibling() {
            Shown::Nothing
        } else {
            Shown::Drawn
        }
    }

    /// Hears what the shopper does with this checkout in the root node.
    fn listen_to(&self, root: &Element, checkout: &Checkout) -> Listening {
        let (node, checkout) = (root.clone(), checkout.clone());
        let (clicked, memory) = (self.clicked.clone(), self.memory.clone());
        Listening::to(root, &EVENTS, move |event| match &*event.type_() {
            "click" => {
                let Some(button) = own(&node, &event, "[data-ec]") else { return };
                if button.has_attribute("aria-disabled") {
                    return;
                }
                if let Some(key) = button.get_attribute("data-key") {
                    *clicked.borrow_mut() = Some(key.clone());
                    // Called within the click, because browsers allow a window only there.
                    checkout.click(&key);
                } else if let Some(drawing) = after_click::loaded() {
                    (drawing.clicked)(&checkout, &button, event.time_stamp(), &memory);
                }
            }
            "pointerover" => {
                if let Some(button) = own(&node, &event, "[data-key]:not([aria-disabled])")
                    && let Some(drawing) = after_click::loaded()
                {
                    (drawing.pointed)(&checkout, &button);
                }
            }
            "mousedown" => {
                if let Some(button) = own(&node, &event, "button[data-ec]")
                    && let Some(drawing) = after_click::loaded()
                    && (drawing.keeps_field)(&button)
                {
                    event.prevent_default();
                }
            }
            "keydown" => {
                let key: &KeyboardEvent = event.unchecked_ref();
                // A held key repeats its click, also on a button that has replaced the first one.
                if key.repeat() && key.key() == "Enter" && own(&node, &event, "button").is_some() {
                    event.prevent_default();
                }
            }
            name => {
                if let Some(field) = own(&node, &event, "input,select")
                    && let Some(drawing) = after_click::loaded()
                {
                    if name == "focusout" {
                        (drawing.left)(&checkout, &field);
                    } else {
                        (drawing.typed)(&checkout, field.unchecked_ref());
                    }
                }
            }
        })
    }

    /// Gives new containers to their providers.
    fn give_containers(&mut self, root: &Element, checkout: &Checkout) {
        let before = std::mem::replace(&mut self.containers, containers(root));
        for (key, element) in self.containers.iter().filter(|container| !before.contains(container)) {
            checkout.page().set_container(key, element.clone());
        }
    }
}

/// Whether there is neither a method nor a message or a link for the shopper.
fn is_nothing(checkout: &Checkout) -> bool {
    match checkout.state().offering() {
        Some(Offering::Unavailable) => true,
        Some(Offering::Failed { failure, .. }) => failure.is_silent() && checkout.settings().checkout_url.is_none(),
        _ => false,
    }
}

/// Redraws after each change of the checkout. The checkout drops its listeners when its element leaves.
fn listen(ctx: &Context<Root>) {
    let link = ctx.link().clone();
    if let Some(checkout) = &ctx.props().checkout {
        checkout.on_change(Rc::new(move |_| link.send_message(())));
    }
}

/// Our own node with this selector that an event is for. `None` for nodes of the page, also inside slots.
fn own(root: &Element, event: &web_sys::Event, selector: &str) -> Option<Element> {
    let node = event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()??;
    root.contains(Some(&node)).then_some(node)
}
