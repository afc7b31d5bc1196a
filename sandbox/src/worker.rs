//! The same core for the page's service worker. Requests and replies cross as JSON text: one string in, one out.

use crate::Sandbox;
use crate::http::Request;
use wasm_bindgen::prelude::wasm_bindgen;

/// The sandbox as the worker's script sees it.
#[wasm_bindgen]
pub struct Worker {
    sandbox: Sandbox,
}

#[wasm_bindgen]
impl Worker {
    /// Continues from what [`Worker::state`] returned before the browser stopped the worker; starts afresh when
    /// there is nothing, or nothing that this version understands.
    #[wasm_bindgen(constructor)]
    pub fn new(state: Option<String>) -> Worker {
        let kept = state.and_then(|text| serde_json::from_str(&text).ok());
        Worker { sandbox: kept.unwrap_or_else(|| Sandbox::new().without_bodies()) }
    }

    /// Answers a request: `{method, path, query, headers: [[name, value]], body, origin}`; the reply is
    /// `{status, headers, body, delayMs, hangup}`, or nothing when the request cannot be read.
    pub fn handle(&mut self, request: &str, now_ms: f64) -> Option<String> {
        let request: Request = serde_json::from_str(request).ok()?;
        serde_json::to_string(&self.sandbox.handle(&request, now_ms as u64)).ok()
    }

    /// Everything, as text to keep.
    pub fn state(&self) -> Option<String> {
        serde_json::to_string(&self.sandbox).ok()
    }
}
