//! Sends a [`Request`] to Glue with the identity, the headers and a time limit. It sends a request a second time only
//! with a new access token, and only where the policy allows that.

use super::exchange::RequestPolicy;
use super::{Credential, Request, Response, Verb};
use crate::browser::{race, sleep, spawn, within};
use crate::flow::deadline;
use crate::hash::hash;
use crate::json::Json;
use gloo_net::http;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, Headers, ReadableStream, ReadableStreamDefaultReader};

/// The largest body that is read, in bytes. Even the answer for a large cart is much smaller. A longer body is cut off
/// and is then unreadable.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// The last token that the page's token function returned.
pub type LastToken = Rc<RefCell<Option<String>>>;

/// Identifies the customer by the hash of the subject, if the token is a JWT. `None` for other tokens.
pub fn buyer_of(token: &str) -> Option<u64> {
    let claims = token.split('.').nth(1)?.replace('-', "+").replace('_', "/");
    let claims = web_sys::window()?.atob(&claims).ok()?;
    Json::parse(&claims).ok()?.get("sub").text().map(hash)
}

/// The data for requests: Glue's address, the identity of the buyer, and headers.
#[derive(Clone)]
pub struct Client {
    /// Glue's base address without a slash at its end.
    pub base: String,
    /// The customer's access token. `None` for guests.
    pub token: Option<Credential>,
    /// The last token of the token function, in memory only. Requests from a page that is being left use it, because
    /// they cannot wait.
    pub last_token: LastToken,
    /// The guest's id.
    pub anonymous_id: Option<String>,
    /// The customer's security code, for `X-MFA-Code`.
    pub security_code: Option<String>,
    /// `Accept-Language`.
    pub language: String,
    /// The `Store` header.
    pub store: Option<String>,
}

/// Why a request has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The request could not be sent, or its answer could not be received.
    Broken,
    /// The answer took longer than the limit.
    Late,
    /// Nothing was sent, because the page gave no token, gave it too late, or gave one that is not valid in a header.
    Unsent,
}

thread_local! {
    /// Reads under way. All elements of the page that send the same request share it.
    static READS: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
    /// In this task the earlier reads were forgotten.
    static IS_NEW: Cell<bool> = const { Cell::new(false) };
}

/// The cart has changed: from now on, no request shares a read that was sent before. Several elements that are told so in one task
/// still share theirs.
pub fn forget_reads() {
    if !IS_NEW.replace(true) {
        READS.take();
        spawn(async {
            sleep(0).await;
            IS_NEW.set(false);
        });
    }
}

impl Client {
    /// Sends the request and reads the whole answer.
    ///
    /// # Errors
    /// [`NoAnswer`] if no complete answer came in time, and if the page's token function failed or took too long.
    pub async fn send(&self, call: &Request, policy: RequestPolicy) -> Result<Response, NoAnswer> {
        let asks_page = self.token.as_ref().is_some_and(Credential::is_provider);
        let at_once = policy.keepalive && asks_page;
        let token = match at_once.then(|| self.last_token.borrow().clone()).flatten() {
            None => self.access_token().await?,
            last => last,
        };
        let answer = self.once(call, token.as_deref(), policy).await?;
        if answer.status != 401 || token.is_none() || !policy.refresh || !asks_page {
            return Ok(answer);
        }
        let token = self.access_token().await?;
        self.once(call, token.as_deref(), policy).await
    }

    /// Like [`Self::send`], but elements that send the same request at the same time share it. `early` returns the answer to
    /// a request that the page has sent already: a promise of an array with the status, the seconds of `Retry-After`, the body,
    /// and when it was sent, on the browser's clock. When `stopped` is resolved, this returns without an answer, and nothing
    /// of it is kept. `begun` becomes the time at which the request was sent.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn send_shared(
        &self,
        call: &Request,
        policy: RequestPolicy,
        early: impl Fn(&str) -> Option<Promise>,
        stopped: &Promise,
        begun: &mut f64,
    ) -> Result<Response, NoAnswer> {
        let body = call.body.as_ref().map(Json::written).unwrap_or_default();
        let guest = self.anonymous_id.as_deref().unwrap_or_default();
        let store = self.store.as_deref().unwrap_or_default();
        // The token is part of the key, so that customers do not share an answer. It is in memory only, until the
        // answer comes.
        let token = self.token.as_ref().and_then(Credential::fixed).unwrap_or_default();
        let key = [self.base.as_str(), &call.path, guest, token, store, &self.language, &body].join("\n");
        let shared =
            READS.with_borrow(|reads| reads.iter().find(|(known, _)| *known == key).map(|(_, read)| read.clone()));
        let promise = shared.or_else(|| early(&key)).unwrap_or_else(|| {
            let begun = *begun;
            let (client, call, done) = (self.clone(), call.clone(), key.clone());
            let promise = future_to_promise(async move {
                let answer = client.send(&call, policy).await;
                // A forgotten read removes the one that has taken its place. Then that one is only no longer shared.
                READS.with_borrow_mut(|reads| reads.retain(|(known, _)| *known != done));
                let answer = answer.map_err(|error| JsValue::from(error as u8))?;
                let retry_after = answer.retry_after.map_or(JsValue::NULL, JsValue::from);
                Ok(Array::of4(&answer.status.into(), &retry_after, &answer.body.into(), &begun.into()).into())
            });
            READS.with_borrow_mut(|reads| reads.push((key, promise.clone())));
            promise
        });
        let answer = race(&promise, stopped).await.map_err(|error| {
            let same = |known: &NoAnswer| error.as_f64() == Some(f64::from(*known as u8));
            [NoAnswer::Late, NoAnswer::Unsent].into_iter().find(same).unwrap_or_else(|| no_answer(&error))
        })?;
        if answer.is_undefined() {
            return Err(NoAnswer::Broken);
        }
        let parts: Array = answer.unchecked_into();
        *begun = parts.get(3).as_f64().unwrap_or(*begun);
        Ok(Response {
            status: parts.get(0).as_f64().unwrap_or_default() as u16,
            retry_after: parts.get(1).as_f64().map(|seconds| seconds as u32),
            body: parts.get(2).as_string().unwrap_or_default(),
        })
    }

    async fn access_token(&self) -> Result<Option<String>, NoAnswer> {
        let Some(credential) = &self.token else { return Ok(None) };
        let token = within(deadline::TOKEN, credential.get()).await.flatten().filter(|token| !token.is_empty());
        // No token is no other customer: the page could not get one.
        if credential.is_provider() && token.is_some() {
            self.last_token.borrow_mut().clone_from(&token);
        }
        // Without a token the request would have no identity, and Glue would not answer that the shopper must log in.
        token.map(Some).ok_or(NoAnswer::Unsent)
    }

    async fn once(&self, call: &Request, token: Option<&str>, policy: RequestPolicy) -> Result<Response, NoAnswer> {
        let request = self.request(call, token, policy).map_err(|_| NoAnswer::Unsent)?;
        let response = http::Request::from(request).send().await.map_err(not_sent)?;
        let headers = response.headers();
        let retry_after = headers.get("retry-after").and_then(|value| value.trim().parse().ok());
        let body = match response.body() {
            Some(stream) => whole(&stream).await.map_err(|error| no_answer(&error))?,
            None => String::new(),
        };
        Ok(Response { status: response.status(), retry_after, body })
    }

    /// Makes the request and does not send it, so that the browser has compiled this code before the first click.
    pub fn warm_up(&self, call: &Request, policy: RequestPolicy) {
        let _ = self.request(call, None, policy);
    }

    fn request(&self, call: &Request, token: Option<&str>, policy: RequestPolicy) -> Result<web_sys::Request, JsValue> {
        let headers = Headers::new()?;
        headers.set("Accept", JSON_API)?;
        headers.set("Accept-Language", &self.language)?;
        if let Some(store) = &self.store {
            headers.set("Store", store)?;
        }
        // Never both, because Glue refuses requests with a guest's and a customer's identity (code 005).
        match (token, &self.anonymous_id) {
            (Some(token), _) => headers.set("Authorization", &["Bearer ", token].concat())?,
            (None, Some(id)) => headers.set("X-Anonymous-Customer-Unique-Id", id)?,
            (None, None) => {}
        }
        if let Some(code) = &self.security_code {
            headers.set("X-MFA-Code", code.trim())?;
        }
        let method = match call.verb {
            Verb::Get => "GET",
            Verb::Post => "POST",
        };
        let body = match &call.body {
            Some(body) => {
                headers.set("Content-Type", JSON_API)?;
                body.written().into()
            }
            None => JsValue::UNDEFINED,
        };
        // The timeout signal of the browser also ends a body that never ends.
        let signal = web_sys::AbortSignal::timeout_with_u32(policy.limit());
        let init = Object::new();
        // By name: a setter of its own for each member would weigh more.
        for (name, value) in [
            ("method", &method.into()),
            ("headers", headers.as_ref()),
            ("body", &body),
            ("credentials", &"omit".into()),
            ("redirect", &"error".into()),
            ("referrerPolicy", &"no-referrer".into()),
            ("keepalive", &policy.keepalive.into()),
            ("signal", signal.as_ref()),
        ] {
            Reflect::set(&init, &name.into(), value)?;
        }
        let url = [self.base.as_str(), "/", &call.path].concat();
        web_sys::Request::new_with_str_and_init(&url, init.unchecked_ref())
    }
}

/// The media type of Glue's requests and responses.
const JSON_API: &str = "application/vnd.api+json";

/// The text of a body, up to [`MAX_BODY`]. The timeout ends a body that never ends.
async fn whole(stream: &ReadableStream) -> Result<String, JsValue> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let (parts, mut length) = (Array::new(), 0);
    loop {
        let part = JsFuture::from(reader.read()).await?;
        if Reflect::get(&part, &"done".into())?.is_truthy() {
            break;
        }
        let part: Uint8Array = Reflect::get(&part, &"value".into())?.unchecked_into();
        length += part.length() as usize;
        if length > MAX_BODY {
            let _ = reader.cancel();
            return Ok(String::new());
        }
        parts.push(&part);
    }
    // The browser reads it as UTF-8, without the mark with which some servers begin.
    let text = JsFuture::from(Blob::new_with_u8_array_sequence(&parts)?.text()).await?;
    Ok(text.as_string().unwrap_or_default())
}

fn no_answer(error: &JsValue) -> NoAnswer {
    let late = Reflect::get(error, &"name".into()).is_ok_and(|name| name == "TimeoutError");
    if late { NoAnswer::Late } else { NoAnswer::Broken }
}

fn not_sent(error: gloo_net::Error) -> NoAnswer {
    match error {
        gloo_net::Error::JsError(error) if error.name == "TimeoutError" => NoAnswer::Late,
        _ => NoAnswer::Broken,
    }
}
