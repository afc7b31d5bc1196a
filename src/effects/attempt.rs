//! What an attempt needs beyond its button: the half of the machine that pays and orders, and its effects.
//!
//! Most visits end without a click. So the shipped build (feature `split`) has all this in a second module, which is
//! fetched when the shopper reaches for a button, or when an earlier page left something to take up. Nothing outside calls
//! in here but through [`Attempt`], or it would be linked into the first module again.

use super::owner::{Owner, PageInput};
use super::resuming::resume;
use super::{Checkout, orphans, settings_change};
use crate::address::{AddressState, Path};
use crate::flow::{Announcement, Effect, Event, State, announce};
use crate::json::Json;
use crate::locale::Text;
use std::future::Future;
use std::pin::Pin;

/// Something that takes its time.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The doors into this module.
pub struct Attempt {
    /// A step of the active machine.
    pub step: fn(&State, Event) -> (State, Vec<Effect>),
    /// Runs an effect.
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
    /// A text, of all that there are.
    pub text: fn(&Checkout, Text) -> String,
    /// What the page is told about something that happens after the click.
    pub detail: fn(&Announcement) -> Json,
    /// What the page is told with the question whether addresses may be taken over.
    pub prefill_detail: fn(&AddressState, &[Path]) -> Json,
}

static ATTEMPT: Attempt = Attempt {
    step: |state, event| state.to_active().step(event),
    run: Checkout::run_active,
    resume: |checkout| Box::pin(resume(checkout)),
    keep_or_release: orphans::keep_or_release,
    apply: settings_change::apply,
    apply_deferred: settings_change::apply_deferred,
    check_buyer: settings_change::check_buyer,
    text: |checkout, text| checkout.all_texts().get(text).to_owned(),
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
