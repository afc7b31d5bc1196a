//! What an attempt needs beyond its button: the half of the machine that pays and orders, the effects that only it has, and
//! all that Yew draws.
//!
//! Most visits end without a click. So the shipped build (feature `split`) has all this in a second module, which is
//! loaded when the shopper points at a button, or when an earlier page left a record. Code outside calls it only through
//! [`Attempt`]; any other call would link it into the first module.

use super::owner::{Owner, PageInput};
use super::resuming::resume;
use super::{Checkout, orphans, settings_change};
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

/// A future without a result.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The functions of the later module.
pub struct Attempt {
    /// [`step`]
    pub step: fn(&State, Event) -> (State, Vec<Effect>),
    /// Carries out an effect.
    pub run: fn(&Checkout, Effect),
    /// Resumes what an earlier page left for the cart.
    pub resume: fn(Checkout) -> Task,
    /// [`orphans::keep_or_release`]
    pub keep_or_release: fn(&Checkout),
    /// [`settings_change::apply`]
    pub apply: fn(&Owner, PageInput) -> Checkout,
    /// [`settings_change::apply_deferred`]
    pub apply_deferred: fn(&Owner, &Checkout),
    /// [`settings_change::check_buyer`]
    pub check_buyer: fn(&Checkout),
    /// Mounts what is drawn after the click into the element's inside; gives what takes it away again.
    pub mount: fn(&Checkout, Element) -> Box<dyn FnOnce()>,
    /// A text in the shopper's language.
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
    resume: |checkout| Box::pin(resume(checkout)),
    keep_or_release: orphans::keep_or_release,
    apply: settings_change::apply,
    apply_deferred: settings_change::apply_deferred,
    check_buyer: settings_change::check_buyer,
    mount,
    text: |checkout, text| checkout.all_texts().get(text).to_owned(),
    styles: STYLES,
    detail: Announcement::detail,
    prefill_detail: announce::prefill_detail,
};

#[cfg(not(feature = "split"))]
mod module {
    use super::{ATTEMPT, Attempt};

    /// The functions, if the module is loaded.
    pub fn loaded() -> Option<&'static Attempt> {
        Some(&ATTEMPT)
    }

    /// Loads the module. False when it cannot be loaded.
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

    /// The functions, if the module is loaded.
    pub fn loaded() -> Option<&'static Attempt> {
        LOADED.get()
    }

    /// Loads the module. False when it cannot be loaded.
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
