//! The sandbox for the page's service worker. Requests and replies are passed as JSON texts.

use crate::Sandbox;
use crate::http::Request;
use wasm_bindgen::prelude::wasm_bindgen;

/// The sandbox for the service worker's script.
#[wasm_bindgen]
pub struct Worker {
    sandbox: Sandbox,
}

#[wasm_bindgen]
impl Worker {
    /// Restores the state that [`Worker::state`] returned before the browser stopped the worker. Without a state, or with one
    /// that this version cannot read, it starts with an empty shop.
    #[wasm_bindgen(constructor)]
    pub fn new(state: Option<String>) -> Worker {
        let kept = state.and_then(|text| serde_json::from_str(&text).ok());
        Worker { sandbox: kept.unwrap_or_else(|| Sandbox::new().without_bodies()) }
    }

    /// Answers a request `{method, path, query, headers: [[name, value]], body, origin}` with a reply
    /// `{status, headers, body, delayMs, hangup}`. `None` if the request cannot be read.
    pub fn handle(&mut self, request: &str, now_ms: f64) -> Option<String> {
        let request: Request = serde_json::from_str(request).ok()?;
        serde_json::to_string(&self.sandbox.handle(&request, now_ms as u64)).ok()
    }

    /// The whole state as text.
    pub fn state(&self) -> Option<String> {
        serde_json::to_string(&self.sandbox).ok()
    }
}
