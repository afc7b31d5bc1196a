//! Yew inside the element: one application for each element in the page.

use crate::effects::Checkout;
use crate::ui::{Root, RootProps, Shown};
use std::cell::{Cell, RefCell};
use web_sys::Element;
use yew::Callback;

/// An application and the node that it draws into.
type App = (Element, yew::AppHandle<Root>);

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
        let props = props(number, checkout, &on_drawn);
        let app = match UNUSED.with_borrow_mut(Vec::pop) {
            Some((node, mut app)) => {
                app.update(props);
                (node, app)
            }
            None => {
                let node = place.owner_document()?.create_element("div").ok()?;
                node.set_class_name("ec-mount");
                let app = yew::Renderer::<Root>::with_root_and_props(node.clone(), props).render();
                (node, app)
            }
        };
        let _ = place.append_child(&app.0);
        Some(Self { number, app: Some(app), on_drawn })
    }

    /// Draws another checkout in the same element: buttons that both offer stay the same nodes.
    pub fn draw(&mut self, checkout: &Checkout) {
        if let Some((_, app)) = &mut self.app {
            app.update(props(self.number, checkout, &self.on_drawn));
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some((node, mut app)) = self.app.take() {
            node.remove();
            app.update(RootProps { checkout: None, on_drawn: None, element: self.number });
            UNUSED.with_borrow_mut(|apps| apps.push((node, app)));
        }
    }
}

fn props(element: u32, checkout: &Checkout, on_drawn: &Callback<Shown>) -> RootProps {
    RootProps { checkout: Some(checkout.clone()), on_drawn: Some(on_drawn.clone()), element }
}
