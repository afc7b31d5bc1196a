//! Carries out the effects of the active machine.

use super::Checkout;
use super::settings_change::check_buyer;
use crate::browser::intl::{amount, country};
use crate::browser::{sleep, spawn, warn, within};
use crate::flow::{Announcement, Effect, Event, GlueError, Phase, Record, RequestId, Secret, State, deadline};
use crate::glue::exchange::{Context, Exchange};
use crate::locale::{Text, failure_sentence};
use crate::money::Money;
use crate::page::Question;
use crate::storage::session;
use std::cell::Cell;
use std::rc::Rc;

impl Checkout {
    /// Carries out an effect of an active checkout.
    pub(super) fn run_active(&self, effect: Effect) {
        let page = self.page();
        match effect {
            Effect::Remember(mut record) => {
                // All elements with this cart share one entry.
                for other in self.siblings() {
                    record.join(Record::of(&other.state()));
                }
                session::remember(&self.state().config().cart_id, &record);
            }
            Effect::ClaimCart(request) => {
                check_buyer(self);
                if self.take_cart_at_once() {
                    return self.claimed(request, true);
                }
                let this = self.clone();
                spawn(async move {
                    let mine = this.take_cart().await;
                    this.claimed(request, mine);
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
                spawn(async move {
                    let code = this.page_code().await;
                    this.send(Event::CodeGiven(request, code));
                });
            }
            // The timer does not keep the checkout alive. Its element or the list of orphans does.
            Effect::Wait(request, pause) => {
                let this = self.downgrade();
                spawn(async move {
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
                    warn(&[&failure.code(), ": ", &failure.detail()].concat());
                } else if let Announcement::AttemptFailed(_) = &announcement {
                    message = self.texts().get(Text::FailedMethods).to_owned();
                }
                page.announce(&announcement, &message);
            }
            Effect::Leave(url, external) => {
                let allowed = if external { self.providers().allowed(self, &url) } else { local(&url) };
                if allowed {
                    page.navigate(&url);
                } else {
                    warn("the order's redirectUrl is outside the allowed origins; see provider-origins");
                }
            }
            Effect::FocusMissing => {
                let this = self.clone();
                spawn(async move {
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
                if let Some(exchange) = self.exchange_of(&effect, &self.state()) {
                    let answered = Rc::new(Cell::new(false));
                    if exchange.policy.late_answer_counts {
                        self.continue_after_deadline(exchange.clone(), answered.clone());
                    }
                    self.exchange(exchange, answered);
                }
                if let Effect::FetchCustomer(..) = effect {
                    self.prepare_review();
                }
            }
        }
    }

    /// The exchange of an effect in that state, if the effect sends a request.
    pub(super) fn exchange_of(&self, effect: &Effect, state: &State) -> Option<Exchange> {
        let settings = self.settings();
        let store = settings.store.as_deref();
        Exchange::of(effect, &Context { config: state.config(), store, profile: self.0.glue.profile.get() })
    }

    /// Has the browser read its tables for amounts and names of countries, which takes long the first time. Now the shopper waits
    /// for the shop anyway.
    fn prepare_review(&self) {
        let this = self.downgrade();
        spawn(async move {
            sleep(0).await;
            if let Some(this) = this.get()
                && let Some(offer) = this.state().offer()
            {
                let language = this.texts().language().to_owned();
                drop((amount(&language, offer.total), country(&language, "DE")));
            }
        });
    }

    /// Lets the checkout continue at the deadline. The late answer still counts.
    fn continue_after_deadline(&self, exchange: Exchange, answered: Rc<Cell<bool>>) {
        let this = self.clone();
        spawn(async move {
            sleep(exchange.policy.deadline).await;
            if !answered.get() {
                this.answered(&exchange, Err(GlueError::Timeout));
            }
        });
    }

    /// The cart's lock was asked for. Since the page was loaded, another tab may have sent an order of this cart, and may be closed.
    fn claimed(&self, request: RequestId, mine: bool) {
        let state = self.state();
        let cart_id = state.config().cart_id.clone();
        // The shopper may have cancelled and clicked again meanwhile.
        let waits = matches!(state.phase(), Some(Phase::Claiming { request: waiting, .. }) if *waiting == request);
        let sent = if mine && waits { session::sent_elsewhere(&cart_id) } else { Record::default() };
        if sent.is_empty() {
            return self.send(Event::CartClaimed(request, mine));
        }
        let mut record = session::remembered(&cart_id);
        record.give_way_to(sent.clone());
        session::remember(&cart_id, &record);
        // At once, so that the lock is not released in between.
        self.send_and(Event::CartClaimed(request, false), &|| self.send(Event::Begun(sent.clone())));
    }

    /// Asks the page for its consent to the order.
    fn ask_confirm(&self, amount: Money) {
        let consent = self.page().ask_consent(amount);
        let this = self.clone();
        let question = self.0.consents.get() + 1;
        self.0.consents.set(question);
        let late = self.clone();
        spawn(async move {
            sleep(deadline::CONSENT).await;
            if late.0.consents.get() == question && matches!(late.state().phase(), Some(Phase::Confirming(_))) {
                let seconds = deadline::CONSENT / 1_000;
                warn(&format!(
                    "a promise given to waitUntil() of ec-confirm has not settled for {seconds} s; the order waits for it"
                ));
            }
        });
        spawn(async move {
            let agreed = consent.answer().await;
            // A late answer to an earlier question is ignored: the order may have changed since.
            if this.0.consents.get() == question {
                this.send(Event::ConfirmAnswered(agreed));
            }
        });
    }

    /// The page's security code for the customer.
    async fn page_code(&self) -> Option<Secret> {
        let code = self.page().security_code()?;
        let code = within(deadline::CODE * deadline::PATIENCE, code.get()).await.flatten();
        code.filter(|code| !code.trim().is_empty()).map(Secret)
    }
}

/// Whether the browser reads the address as one of this page's origin.
fn local(url: &str) -> bool {
    let here = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let origin = |url| web_sys::Url::new_with_base(url, &here).map(|url| url.origin());
    let same = origin(url).is_ok_and(|there| origin(&here) == Ok(there));
    same && url.starts_with('/') && !url.chars().any(char::is_control)
}
