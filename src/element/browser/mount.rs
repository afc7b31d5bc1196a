//! Yew inside the element: one application for each element in the page.

use crate::effects::Checkout;
use crate::ui::{Root, Shown};
use std::cell::{Cell, RefCell};
use web_sys::Element;
use yew::prelude::*;

/// What an application draws.
#[derive(Clone, PartialEq, Properties)]
struct Props {
    /// The number of the mounting, its checkout, and who is told what stands there; `None` while no element needs it.
    shown: Option<(u32, Checkout, Callback<Shown>)>,
}

/// Draws the inside of one element after the other.
struct Inside;

impl Component for Inside {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // The number is the key: what was typed in one element does not appear in the next.
        let root = |(number, checkout, on_drawn): &(u32, Checkout, Callback<Shown>)| {
            html! { <Root key={*number} checkout={checkout.clone()} on_drawn={on_drawn.clone()} /> }
        };
        ctx.props().shown.as_ref().map(root).unwrap_or_default()
    }
}

/// An application and the node that it draws into.
type App = (Element, yew::AppHandle<Inside>);

thread_local! {
    /// Applications that no element needs now. Yew never lets go of the node that one was mounted into, and through that of
    /// the element around it: so they are used again, each with a node of its own.
    static UNUSED: RefCell<Vec<App>> = const { RefCell::new(Vec::new()) };
    static MOUNTED: Cell<u32> = const { Cell::new(0) };
}

/// The inside of one element. It is taken out of the page when this is dropped.
pub struct Mounted {
    number: u32,
    app: Option<App>,
    on_drawn: Callback<Shown>,
}

impl Mounted {
    /// Draws the checkout into `place`, and tells after each drawing what stands there.
    pub fn new(place: &Element, checkout: &Checkout, on_drawn: Callback<Shown>) -> Option<Self> {
        MOUNTED.set(MOUNTED.get() + 1);
        let number = MOUNTED.get();
        let props = Props { shown: Some((number, checkout.clone(), on_drawn.clone())) };
        let app = match UNUSED.with_borrow_mut(Vec::pop) {
            Some((node, mut app)) => {
                app.update(props);
                (node, app)
            }
            None => {
                let node = place.owner_document()?.create_element("div").ok()?;
                node.set_class_name("ec-mount");
                let app = yew::Renderer::<Inside>::with_root_and_props(node.clone(), props).render();
                (node, app)
            }
        };
        let _ = place.append_child(&app.0);
        Some(Self { number, app: Some(app), on_drawn })
    }

    /// Draws another checkout in the same element: buttons that both offer stay the same nodes.
    pub fn draw(&mut self, checkout: &Checkout) {
        if let Some((_, app)) = &mut self.app {
            app.update(Props { shown: Some((self.number, checkout.clone(), self.on_drawn.clone())) });
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some((node, mut app)) = self.app.take() {
            node.remove();
            app.update(Props { shown: None });
            UNUSED.with_borrow_mut(|apps| apps.push((node, app)));
        }
    }
}
