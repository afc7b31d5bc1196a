//! What an attempt needs beyond its button: the half of the machine that pays and orders, the effects that only it has, and
//! all that Yew draws.
//!
//! Most visits end without a click. So the shipped build (feature `split`) has all this in a second module, which is
//! fetched when the shopper reaches for a button, or when an earlier page left something to take up. Nothing outside calls
//! in here but through [`Attempt`], or it would be linked into the first module again.

use super::owner::{Owner, PageInput};
use super::{Checkout, succession};
use crate::address::{AddressState, Path};
use crate::browser::{sleep, warn, within};
use crate::component::{Mount, MountProps};
use crate::flow::{Announcement, Effect, Event, Record, Secret, State, announce, deadline};
use crate::glue::exchange::{Context, Exchange};
use crate::json::Json;
use crate::locale::{Text, failure_sentence};
use crate::money::Money;
use crate::page::Question;
use crate::provider::browser::handed_back;
use crate::storage::session;
use crate::ui::STYLES;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// Something that takes its time.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The doors into this module.
pub struct Attempt {
    /// A step of the active machine.
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
    step: |state, event| state.to_active().step(event),
    run: Checkout::run_under_way,
    begin: |checkout| Box::pin(begin(checkout)),
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
    use crate::browser::sleep;
    use std::cell::Cell;
    use std::future::Future;
    use std::pin::Pin;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    /// Fetching is tried so often, with a pause between.
    const TRIES: u32 = 3;
    /// The pause before the second try, in milliseconds; then twice as long.
    const PAUSE: u32 = 400;

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
        let attempt = fetched(|| Box::pin(attempt())).await;
        LOADED.set(attempt.or(LOADED.get()));
        attempt.is_some()
    }

    type Fetching<T> = Pin<Box<dyn Future<Output = Result<&'static T, SplitLoaderError>>>>;

    /// A module that is fetched when it is needed.
    pub async fn fetched<T>(fetch: fn() -> Fetching<T>) -> Option<&'static T> {
        for tried in 0..TRIES {
            if tried > 0 {
                sleep(PAUSE << tried).await;
            }
            if let Ok(module) = fetch().await {
                return Some(module);
            }
        }
        None
    }
}

#[cfg(feature = "split")]
pub use module::fetched;
pub use module::{load, loaded};

/// How often it is looked whether another tab has let go of the cart, in milliseconds.
const LOOK: u32 = 1_500;

/// Takes up what an earlier page left. Where the element leaves meanwhile, that is for the next one to do.
async fn begin(checkout: Checkout) {
    let cart_id = checkout.state().config().cart_id.clone();
    let mut record = session::remembered(&cart_id);
    // An order is asked about by whoever knows of it. All else is gone on with, or cancelled, by the tab that has it.
    if !record.is_empty() && !record.may_be_ordered() && session::is_copied(&cart_id).await {
        record = Record::default();
        session::remember(&cart_id, &record);
    }
    if checkout.has_left() {
        return;
    }
    if handed_back(record.is_away()).await {
        // A window whose ties were cut cannot close itself.
        checkout.page().say(checkout.all_texts().get(Text::CloseWindow));
        return;
    }
    // A payment that waits here is gone on with by one tab at a time.
    while record.is_away() && !checkout.has_left() && !checkout.take_cart().await {
        checkout.send(Event::TakenElsewhere);
        // The other elements of the cart cannot begin anything, and say why.
        checkout.siblings().iter().for_each(|other| other.send(Event::TakenElsewhere));
        sleep(LOOK).await;
    }
    // What may be ordered is asked about in any case, but no other tab may order it again meanwhile.
    if record.may_be_ordered() {
        checkout.take_cart().await;
    }
    if !checkout.has_left() {
        checkout.send(Event::Begun(record));
    }
}

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

impl Checkout {
    fn run_under_way(&self, effect: Effect) {
        let page = self.page();
        match effect {
            Effect::Remember(mut record) => {
                // All elements with this cart have one entry.
                for other in self.siblings() {
                    record.join(Record::of(&other.state()));
                }
                session::remember(&self.state().config().cart_id, &record);
            }
            Effect::ClaimCart(request) => {
                succession::notice_buyer(self);
                let this = self.clone();
                spawn_local(async move {
                    let mine = this.take_cart().await;
                    this.send(Event::CartClaimed(request, mine));
                });
            }
            Effect::HandOver(data) => self.providers().hand_over(self, &data),
            Effect::EndApproval => self.providers().end(),
            Effect::AskPrefill(addresses) => {
                let missing = addresses.missing(self.state().need());
                let agreed = page.ask(Question::Prefill { addresses: &addresses, missing: &missing });
                self.send(Event::PrefillAnswered(agreed));
            }
            Effect::FillForm(addresses) => {
                if let Some(id) = &self.settings().form {
                    self.0.form.borrow_mut().fill(id, &addresses);
                }
            }
            Effect::UndoForm => self.0.form.borrow_mut().undo(),
            Effect::AskConfirm(amount) => self.ask_confirm(amount),
            Effect::AskCode(request) => {
                let this = self.clone();
                spawn_local(async move {
                    let code = this.page_code().await;
                    this.send(Event::CodeGiven(request, code));
                });
            }
            // It waits for nobody: whoever still has something to do is held by an element, or kept.
            Effect::Wait(request, pause) => {
                let this = self.downgrade();
                spawn_local(async move {
                    sleep(pause).await;
                    if let Some(this) = this.get() {
                        this.send(Event::Waited(request));
                    }
                });
            }
            Effect::Announce(announcement) => {
                let mut message = String::new();
                if let Announcement::Error(failure, _) = &announcement {
                    message = failure_sentence(&self.all_texts(), failure);
                    warn(&failure.detail());
                } else if let Announcement::AttemptFailed(_) = &announcement {
                    message = self.texts().get(Text::FailedMethods).to_owned();
                }
                page.announce(&announcement, &message);
            }
            Effect::Leave(url, external) => {
                let allowed = if external { self.providers().allowed(self, &url) } else { local(&url) };
                if allowed {
                    page.leave(&url);
                } else {
                    warn("the order's redirectUrl is outside the allowed origins; see provider-origins");
                }
            }
            Effect::FocusMissing => {
                let this = self.clone();
                spawn_local(async move {
                    sleep(0).await;
                    this.page().focus_missing();
                });
            }
            effect @ (Effect::FetchOffer(..)
            | Effect::StartPayment { .. }
            | Effect::FetchCustomer(..)
            | Effect::PlaceOrder(..)
            | Effect::FetchOrders(_)
            | Effect::FetchOrder(..)
            | Effect::SendCode(_)
            | Effect::FetchLines
            | Effect::FetchCountries
            | Effect::CancelPayment(..)) => {
                let (state, settings) = (self.state(), self.settings());
                let store = settings.store.as_deref();
                let context = Context { config: state.config(), store, profile: self.0.profile.get() };
                if let Some(exchange) = Exchange::of(&effect, &context) {
                    self.exchange(exchange);
                }
            }
        }
    }

    /// Asks the page for its consent to the order.
    fn ask_confirm(&self, amount: Money) {
        let consent = self.page().ask_consent(amount);
        let this = self.clone();
        let question = self.0.questions.get() + 1;
        self.0.questions.set(question);
        spawn_local(async move {
            let agreed = consent.answer().await;
            // A slow answer to an earlier question is none to this one: what it agreed to may have changed.
            if this.0.questions.get() == question {
                this.send(Event::ConfirmAnswered(agreed));
            }
        });
    }

    /// The code that the page has for the customer.
    async fn page_code(&self) -> Option<Secret> {
        let code = self.page().security_code()?;
        let code = within(deadline::CODE * deadline::PATIENCE, code.get()).await.flatten();
        code.filter(|code| !code.trim().is_empty()).map(Secret)
    }
}

/// A path of this page's origin. What a browser would read as another origin's address, for whatever reason, is none.
fn local(url: &str) -> bool {
    let here = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let origin = |url| web_sys::Url::new_with_base(url, &here).map(|url| url.origin());
    let same = origin(url).is_ok_and(|there| origin(&here) == Ok(there));
    same && url.starts_with('/') && !url.chars().any(char::is_control)
}
