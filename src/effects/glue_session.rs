//! Sends a checkout's requests to Glue, with the identity, the language and the store of its page.

use super::widget::PageInput;
use super::{Checkout, attempt_module};
use crate::browser::{now, sleep, spawn_now};
use crate::flow::{Dialect, GlueError, Refusal};
use crate::glue::client::{Client, LastToken, NoAnswer};
use crate::glue::exchange::{Exchange, GlueProfile, Next, RequestPolicy};
use crate::glue::{Credential, Request, Response};
use crate::page::RequestReport;
use crate::provider::context::Answer;
use crate::settings::Settings;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What a checkout remembers between its requests to Glue.
pub(super) struct GlueSession {
    /// The last token that the page's token function returned.
    pub last_token: RefCell<LastToken>,
    /// The token from which the buyer was identified.
    pub buyers_token: RefCell<Option<String>>,
    /// What is known about this shop's Glue.
    pub profile: Cell<GlueProfile>,
}

impl GlueSession {
    /// The session before the first request.
    pub fn new(settings: &Settings) -> Self {
        let profile = Cell::new(profile(settings));
        Self { last_token: RefCell::default(), buyers_token: RefCell::default(), profile }
    }

    /// Forgets what may be wrong with the new settings.
    pub fn configure(&self, before: &Settings, input: &PageInput) {
        let other_shop = is_other_shop(before, &input.settings);
        if other_shop || !input.token.as_ref().is_some_and(Credential::is_provider) {
            // The last token is only valid for its shop and while the customer is logged in.
            self.last_token.take();
        }
        if other_shop || before.customer_endpoint != input.settings.customer_endpoint {
            self.profile.set(profile(&input.settings));
        }
    }
}

/// Whether the new settings have another Glue or another store.
pub(super) fn is_other_shop(before: &Settings, after: &Settings) -> bool {
    before.glue_url != after.glue_url || before.store != after.store
}

impl Checkout {
    pub(super) fn client(&self) -> Client {
        let settings = self.settings();
        Client {
            base: settings.glue_url.clone(),
            token: self.0.input.borrow().token.clone(),
            security_code: self.state().security_code().map(|code| code.0.clone()).filter(|_| !settings.config.guest),
            last_token: self.0.glue.last_token.borrow().clone(),
            anonymous_id: settings.anonymous_id.clone().filter(|_| settings.config.guest),
            language: self.texts().language().to_owned(),
            store: settings.store.clone(),
        }
    }

    /// Sends an exchange, and sends the event of its answer to the flow. `answered` is set at the first answer. The request leaves
    /// before this returns, unless the page's token function is asked first.
    pub(super) fn exchange(&self, exchange: Exchange, answered: Rc<Cell<bool>>) {
        let this = self.clone();
        spawn_now(Box::pin(async move {
            let mut next = Some(exchange);
            while let Some(exchange) = next {
                let answer = this.ask(exchange.step, exchange.request.clone(), exchange.policy).await;
                if this.is_dropped(exchange.policy) {
                    return;
                }
                answered.set(true);
                next = this.answered(&exchange, answer);
            }
        }));
    }

    /// Whether a request was dropped, because its element has left and nothing is under way. Other elements that share it
    /// still get its answer.
    fn is_dropped(&self, policy: RequestPolicy) -> bool {
        policy.shared && self.0.presence.read_ended.get()
    }

    /// Sends the event of an answer to the flow, or returns the next exchange.
    pub(super) fn answered(&self, exchange: &Exchange, answer: Result<Response, GlueError>) -> Option<Exchange> {
        let mut profile = self.0.glue.profile.get();
        let next = exchange.answered(answer, &mut profile);
        self.0.glue.profile.set(profile);
        match next {
            Next::Event(event) => self.send(event),
            Next::Send(next) => return Some(next),
        }
        None
    }

    /// Sends a request to Glue, repeats it if its policy allows that, and returns the answer.
    pub(super) fn ask(&self, step: &'static str, request: Request, policy: RequestPolicy) -> Answer {
        let this = self.clone();
        Box::pin(async move {
            let mut sent = 0;
            loop {
                let mut begun = now();
                let client = this.client();
                let answer = if policy.shared {
                    // After a failure the request is sent again.
                    let early = |key: &str| if sent == 0 { this.page().early(key) } else { None };
                    client.send_shared(&request, policy, early, &this.0.presence.end_of_reads(), &mut begun).await
                } else {
                    client.send(&request, policy).await
                };
                let answer = answer.map_err(glue_error);
                if this.is_dropped(policy) {
                    return answer;
                }
                sent += 1;
                this.report(step, &request, &answer, begun);
                if let Some(attempt) = attempt_module::loaded() {
                    (attempt.check_buyer)(&this);
                }
                let Some(pause) = policy.pause(sent, &answer) else { return answer };
                // A random part of the pause, so that pages that failed at the same time do not all try again at the
                // same time.
                sleep((js_sys::Math::random() * f64::from(pause)) as u32).await;
            }
        })
    }

    /// Reports a request to the page (`ec-request`), without personal data.
    fn report(&self, step: &'static str, call: &Request, answer: &Result<Response, GlueError>, begun: f64) {
        let path = call.path.split('?').next().unwrap_or_default();
        self.page().report(RequestReport {
            method: if call.body.is_some() { "POST" } else { "GET" },
            path: ["/", path].concat(),
            status: answer.as_ref().map_or(0, |answer| answer.status),
            duration_ms: (now() - begun) as u32,
            step,
            correlation_id: self.state().correlation().map(str::to_owned),
        });
    }

    /// The dialect that answered `/payments`, if it is known.
    pub fn dialect(&self) -> Option<&'static str> {
        self.0.glue.profile.get().dialect.map(|dialect| match dialect {
            Dialect::Legacy => "legacy",
            Dialect::Platform => "platform",
        })
    }
}

fn profile(settings: &Settings) -> GlueProfile {
    GlueProfile { customer_endpoint: settings.customer_endpoint, dialect: None }
}

fn glue_error(error: NoAnswer) -> GlueError {
    match error {
        NoAnswer::Broken => GlueError::Network,
        NoAnswer::Late => GlueError::Timeout,
        // Without a token, nothing was sent. Glue would answer 401, which is a definite refusal too.
        NoAnswer::Unsent => GlueError::Refused(Refusal { status: 401, ..Refusal::default() }),
    }
}
