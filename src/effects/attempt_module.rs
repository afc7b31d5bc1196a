//! The functions of the second module: the active machine and its effects.
//!
//! Most visits end without a click. So the shipped build (feature `split`) has this code in a second module, which is loaded
//! when the page is idle, or earlier: when the shopper points at a button, or an earlier page left a record. Code outside
//! calls it only through [`AttemptModule`]; any other call would link it into the first module.

use super::resuming::resume;
use super::shown_again::hidden_or_shown;
use super::warm_up::{Draw, warm_up};
use super::widget::{PageInput, Widget};
use super::{Checkout, orphans, settings_change};
use crate::address::{AddressState, Path};
use crate::flow::{Announcement, Effect, Event, State, announce};
use crate::json::Json;
use crate::locale::Text;
use crate::provider::browser::sdk::{ShippingAnswer, ShippingChange, answer_paypal};
use crate::provider::browser::{Choice, Pricing, price};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A future without a result.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The functions of the second module.
pub struct AttemptModule {
    /// A step of the active machine.
    pub step: fn(&State, Event) -> (State, Vec<Effect>),
    /// Carries out an effect.
    pub run: fn(&Checkout, Effect),
    /// Resumes the record of an earlier page.
    pub resume: fn(Checkout) -> Task,
    /// [`orphans::keep_or_release`]
    pub keep_or_release: fn(&Checkout),
    /// [`settings_change::apply`]
    pub apply: fn(&Widget, PageInput) -> Checkout,
    /// [`settings_change::apply_deferred`]
    pub apply_deferred: fn(&Widget, &Checkout),
    /// [`hidden_or_shown`]
    pub hidden_or_shown: fn(&Checkout, Event),
    /// [`settings_change::check_buyer`]
    pub check_buyer: fn(&Checkout),
    /// [`Checkout::tell_taken_elsewhere`]
    pub tell_taken_elsewhere: fn(&Checkout),
    /// [`Checkout::stop_waiting`]
    pub stop_waiting: fn(&Checkout),
    /// [`warm_up()`]
    pub warm_up: fn(&Checkout, Draw),
    /// A text in the shopper's language.
    pub text: fn(&Checkout, Text) -> String,
    /// The price for the shopper's choice in a provider's sheet.
    pub price: fn(&Checkout, Choice) -> Pricing,
    /// The answer to a change in PayPal's window.
    pub answer_paypal: fn(ShippingChange) -> ShippingAnswer,
    /// The `detail` of an event after the click.
    pub detail: fn(&Announcement) -> Json,
    /// The `detail` of `ec-prefill`.
    pub prefill_detail: fn(&AddressState, &[Path]) -> Json,
}

static MODULE: AttemptModule = AttemptModule {
    step: |state, event| state.to_active().step(event),
    run: Checkout::run_active,
    resume: |checkout| Box::pin(resume(checkout)),
    keep_or_release: orphans::keep_or_release,
    apply: settings_change::apply,
    apply_deferred: settings_change::apply_deferred,
    hidden_or_shown,
    check_buyer: settings_change::check_buyer,
    tell_taken_elsewhere: Checkout::tell_taken_elsewhere,
    stop_waiting: Checkout::stop_waiting,
    warm_up,
    text: |checkout, text| checkout.all_texts().get(text).to_owned(),
    price: |checkout, choice| Box::pin(price(Rc::new(checkout.clone()), choice)),
    answer_paypal: |change| Box::pin(answer_paypal(change)),
    detail: Announcement::detail,
    prefill_detail: announce::prefill_detail,
};

#[cfg(not(feature = "split"))]
mod module {
    use super::{AttemptModule, MODULE};

    /// The functions, if the module is loaded.
    pub fn loaded() -> Option<&'static AttemptModule> {
        Some(&MODULE)
    }

    /// Loads the module. False when it cannot be loaded.
    pub async fn load() -> bool {
        true
    }
}

#[cfg(feature = "split")]
mod module {
    use super::{AttemptModule, MODULE};
    use crate::browser::modules::{fetch, later};
    use std::cell::Cell;

    thread_local! {
        static LOADED: Cell<Option<&'static AttemptModule>> = const { Cell::new(None) };
    }

    /// The functions, if the module is loaded.
    pub fn loaded() -> Option<&'static AttemptModule> {
        LOADED.get()
    }

    /// Loads the module. False when it cannot be loaded.
    pub async fn load() -> bool {
        if loaded().is_none() {
            let attempt = fetch(later!("attempt", "00000000000000000000000000000001", AttemptModule, MODULE)).await;
            // Another caller may have loaded it meanwhile.
            LOADED.set(attempt.or(LOADED.get()));
        }
        loaded().is_some()
    }
}

pub use module::{load, loaded};
