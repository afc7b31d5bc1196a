//! Mounts a Yew application inside each element.

use crate::effects::Checkout;
use crate::ui::{Root, RootProps, Shown};
use std::cell::{Cell, RefCell};
use web_sys::Element;
use yew::Callback;

/// An application and the node that it draws into.
type App = (Element, yew::AppHandle<Root>);

thread_local! {
    /// Applications of removed elements. Yew never releases the node that an application was mounted into. So the nodes and
    /// their applications are used again; otherwise each removed element would stay in memory.
    static UNUSED: RefCell<Vec<App>> = const { RefCell::new(Vec::new()) };
    static MOUNTED: Cell<u32> = const { Cell::new(0) };
}

/// The drawn content of one element. Dropping it removes the content from the page.
pub struct Mounted {
    number: u32,
    app: Option<App>,
    on_drawn: Callback<Shown>,
}

impl Mounted {
    /// Draws the checkout into `parent`. `on_drawn` is called after each drawing.
    pub fn new(parent: &Element, checkout: &Checkout, on_drawn: Callback<Shown>) -> Option<Self> {
        MOUNTED.set(MOUNTED.get() + 1);
        let number = MOUNTED.get();
        let props = props(number, checkout, &on_drawn);
        let app = match UNUSED.with_borrow_mut(Vec::pop) {
            Some((node, mut app)) => {
                app.update(props);
                (node, app)
            }
            None => {
                let node = parent.owner_document()?.create_element("div").ok()?;
                node.set_class_name("ec-mount");
                let app = yew::Renderer::<Root>::with_root_and_props(node.clone(), props).render();
                (node, app)
            }
        };
        let _ = parent.append_child(&app.0);
        Some(Self { number, app: Some(app), on_drawn })
    }

    /// Draws another checkout in the same element. Buttons that both checkouts offer keep their nodes.
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
