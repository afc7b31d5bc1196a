//! The engines that stories are told in, and how each is started.

use crate::found;
use crate::trouble::Result;
use serde_json::{Value, json};
use std::time::Duration;

/// How long a driver waits for a page and for its scripts.
pub const LIMIT: Duration = Duration::from_secs(60);

/// No first run, nothing in the background that talks to anybody.
const CHROMIUM: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--window-size=1100,900",
];

/// What a browser is made of.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Steered by chromedriver. All stories are told in it.
    #[default]
    Chromium,
    /// Steered by geckodriver.
    Firefox,
    /// GTK's, steered by WebKitWebDriver. It needs a display.
    WebKit,
}

impl Engine {
    /// What its driver is asked for.
    ///
    /// # Errors
    /// When the browser is missing.
    pub fn capabilities(self) -> Result<Value> {
        let mut wanted = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": found::chromium()?, "args": CHROMIUM,
                    // Windows open in clicks only, as in every shopper's browser.
                    "excludeSwitches": ["disable-popup-blocking"],
                },
                "goog:loggingPrefs": {"browser": "ALL"},
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": found::firefox()?, "args": ["-headless", "--width=1100", "--height=900"],
                    "prefs": {
                        // Here too; drivers turn it off.
                        "dom.disable_open_during_load": true,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                },
            }),
            // The driver knows where its browser is.
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {"args": ["--automation", "--geometry=1100x900"]},
            }),
        };
        let limit = LIMIT.as_secs() * 1_000;
        wanted["timeouts"] = json!({"script": limit, "pageLoad": limit, "implicit": 0});
        Ok(json!({"capabilities": {"alwaysMatch": wanted}}))
    }

    /// Its driver tells what the console said.
    pub fn tells_the_console(self) -> bool {
        self == Self::Chromium
    }

    /// Its driver hands out closed shadow roots, and clicks what is in them.
    pub fn sees_closed_roots(self) -> bool {
        self != Self::WebKit
    }
}
