//! A driver's session: one running browser. A Chromium serves several stories, one after the other, because starting one takes as
//! long as most stories.

use crate::driver::Driver;
use crate::engine::{self, Engine};
use crate::trouble::{Result, Trouble};
use crate::wire;
use serde_json::{Value, json};
use std::cell::Cell;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// After this number of stories a browser is closed, so that what it keeps in memory stays small.
const MOST_STORIES: u32 = 25;

/// A running browser and its driver. It closes when this is dropped.
#[derive(Debug)]
pub struct Session {
    id: String,
    driver: Arc<Driver>,
    /// Its process id, if the driver tells it.
    process: Option<u64>,
    /// How long it did not answer. After that it gets no more commands, so that a hanging story ends.
    silent: Cell<Option<Duration>>,
    stories: u32,
}

impl Session {
    /// Starts a browser with these capabilities.
    ///
    /// # Errors
    /// When the browser or the driver is missing or refuses.
    pub fn open(engine: Engine, capabilities: &Value) -> Result<Self> {
        let driver = Driver::of(engine)?;
        let session = value(wire::call(driver.port, "POST", "/session", Some(capabilities))?)?;
        let process = ["goog:processID", "moz:processID"].map(|name| session["capabilities"][name].as_u64());
        let process = process.into_iter().flatten().next();
        let id = session["sessionId"].as_str().unwrap_or_default().to_owned();
        Ok(Self { id, driver, process, silent: Cell::new(None), stories: 0 })
    }

    /// Sends a command to the driver, and returns the value of its response.
    ///
    /// # Errors
    /// When the driver reports one, or the browser does not answer.
    pub fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        if let Some(limit) = self.silent.get() {
            return Err(Trouble::Silence(limit));
        }
        let path = format!("/session/{}{path}", self.id);
        let answer = wire::call(self.driver.port, method, &path, body).and_then(value);
        if let Err(Trouble::Silence(limit)) = answer {
            self.silent.set(Some(limit));
        }
        answer
    }

    /// Makes a Chromium like a new one for the next story: one empty window, and nothing stored. `None` if that is not possible, or
    /// if it has served enough stories.
    pub fn renewed(mut self) -> Option<Self> {
        self.stories += 1;
        (self.stories < MOST_STORIES && self.renew().is_ok()).then_some(self)
    }

    fn renew(&self) -> Result<()> {
        let tell = |path: &str, body: Value| self.ask("POST", path, Some(&body));
        let devtools =
            |command: &str, parameters: Value| tell("/goog/cdp/execute", json!({"cmd": command, "params": parameters}));
        self.ask("DELETE", "/actions", None)?;
        let old = self.ask("GET", "/window/handles", None)?;
        let new = tell("/window/new", json!({"type": "window"}))?["handle"].take();
        for window in old.as_array().into_iter().flatten() {
            tell("/window", json!({ "handle": window }))?;
            self.ask("DELETE", "/window", None)?;
        }
        tell("/window", json!({ "handle": new }))?;
        // The next story's servers may get a port that one of this story had.
        devtools("Storage.clearDataForOrigin", json!({"origin": "*", "storageTypes": "all"}))?;
        devtools("Network.clearBrowserCache", json!({}))?;
        devtools("Network.clearBrowserCookies", json!({}))?;
        devtools("Browser.resetPermissions", json!({}))?;
        devtools("Page.bringToFront", json!({}))?;
        // What the closed windows have written into the console.
        tell("/se/log", json!({"type": "browser"}))?;
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let (Some(_), Some(process)) = (self.silent.take(), self.process) {
            // A hanging browser does not end with its driver.
            let _ = Command::new("kill").arg("-9").arg(process.to_string()).status();
        }
        // The driver ends the browser in any case.
        let _ = self.ask("DELETE", "", None);
    }
}

fn value(mut answer: wire::Answer) -> Result<Value> {
    let value = answer.body["value"].take();
    if answer.status == 200 {
        return Ok(value);
    }
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    if text("error").ends_with("timeout") {
        return Err(Trouble::Silence(engine::LIMIT));
    }
    Err(Trouble::Driver { name: text("error"), message: text("message") })
}
