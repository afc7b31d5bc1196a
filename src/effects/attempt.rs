//! What an attempt needs beyond its button: the half of the machine that pays and orders, the effects that only it has, and
//! all that Yew draws.
//!
//! Most visits end without a click. So the shipped build (feature `split`) has all this in a second module, which is
//! fetched when the shopper reaches for a button, or when an earlier page left something to take up. Nothing outside calls
//! in here but through [`Attempt`], or it would be linked into the first module again.

use super::owner::{Owner, PageInput};
use super::resuming::resume;
use super::{Checkout, succession};
use crate::address::{AddressState, Path};
use crate::component::{Mount, MountProps};
use crate::flow::{Announcement, Effect, Event, State, announce, step};
use crate::json::Json;
use crate::locale::Text;
use crate::ui::STYLES;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use web_sys::Element;

/// Something that takes its time.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The doors into this module.
pub struct Attempt {
    /// [`step`]
    pub step: fn(&State, Event) -> (State, Vec<Effect>),
    /// Runs an effect.
    pub run: fn(&Checkout, Effect),
    /// Takes up what an earlier page left behind for this cart.
    pub begin: fn(Checkout) -> Task,
    /// Keeps a checkout whose element has left for as long as something is under way, or lets it go.
    pub keep: fn(&Checkout),
    /// Follows what the page wants, also while something is under way.
    pub follow: fn(&Owner, PageInput) -> Checkout,
    /// Follows, once an order's outcome is known, what the page wanted meanwhile.
    pub follow_outcome: fn(&Owner, &Checkout),
    /// Sees whether the access token is another buyer's by now.
    pub notice_buyer: fn(&Checkout),
    /// Mounts what is drawn after the click into the element's inside; gives what takes it away again.
    pub mount: fn(&Checkout, Element) -> Box<dyn FnOnce()>,
    /// A text, of all that there are.
    pub text: fn(&Checkout, Text) -> String,
    /// The styles of all that.
    pub styles: &'static str,
    /// What the page is told about something that happens after the click.
    pub detail: fn(&Announcement) -> Json,
    /// What the page is told with the question whether addresses may be taken over.
    pub prefill_detail: fn(&AddressState, &[Path]) -> Json,
}

static ATTEMPT: Attempt = Attempt {
    step: |state, event| step(state.clone(), event),
    run: Checkout::run_active,
    begin: |checkout| Box::pin(resume(checkout)),
    keep: succession::keep,
    follow: succession::follow,
    follow_outcome: succession::follow_outcome,
    notice_buyer: succession::notice_buyer,
    mount,
    text: |checkout, text| checkout.all_texts().get(text).to_owned(),
    styles: STYLES,
    detail: Announcement::detail,
    prefill_detail: announce::prefill_detail,
};

#[cfg(not(feature = "split"))]
mod module {
    use super::{ATTEMPT, Attempt};

    /// The module, if it is here.
    pub fn loaded() -> Option<&'static Attempt> {
        Some(&ATTEMPT)
    }

    /// Whether the module could be fetched.
    pub async fn load() -> bool {
        true
    }
}

#[cfg(feature = "split")]
mod module {
    use super::{ATTEMPT, Attempt};
    use crate::browser::modules;
    use std::cell::Cell;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    thread_local! {
        static LOADED: Cell<Option<&'static Attempt>> = const { Cell::new(None) };
    }

    #[wasm_split(attempt, fallible)]
    fn attempt() -> Result<&'static Attempt, SplitLoaderError> {
        Ok(&ATTEMPT)
    }

    /// The module, if it is here.
    pub fn loaded() -> Option<&'static Attempt> {
        LOADED.get()
    }

    /// Whether the module could be fetched.
    pub async fn load() -> bool {
        let attempt = modules::fetch(|| Box::pin(attempt())).await;
        LOADED.set(attempt.or(LOADED.get()));
        attempt.is_some()
    }
}

pub use module::{load, loaded};

/// A drawing application and the node that it draws into.
type App = (Element, yew::AppHandle<Mount>);

thread_local! {
    /// Applications that no element needs now. Yew never lets go of the node that one was mounted into, and through that of
    /// the element around it: so they are used again, each with a node of its own.
    static APPS: RefCell<Vec<App>> = const { RefCell::new(Vec::new()) };
    static MOUNTED: Cell<u32> = const { Cell::new(0) };
}

fn mount(checkout: &Checkout, root: Element) -> Box<dyn FnOnce()> {
    MOUNTED.set(MOUNTED.get() + 1);
    let props = MountProps { shown: Some((MOUNTED.get(), checkout.clone())) };
    let app = match APPS.with_borrow_mut(Vec::pop) {
        Some((node, mut app)) => {
            app.update(props);
            Some((node, app))
        }
        None => new_app(&root, props),
    };
    let Some((node, mut app)) = app else { return Box::new(|| {}) };
    let _ = root.append_child(&node);
    Box::new(move || {
        node.remove();
        app.update(MountProps { shown: None });
        APPS.with_borrow_mut(|apps| apps.push((node, app)));
    })
}

fn new_app(root: &Element, props: MountProps) -> Option<App> {
    let node = root.owner_document()?.create_element("div").ok()?;
    // Of no account in the layout, as what it is mounted into.
    node.set_class_name("ec-mount");
    let app = yew::Renderer::<Mount>::with_root_and_props(node.clone(), props).render();
    Some((node, app))
}
