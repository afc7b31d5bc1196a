//! The browser engines for the stories, and how each is started.

use crate::found;
use crate::trouble::Result;
use serde_json::{Value, json};
use std::time::Duration;

/// How long a driver waits for a page and for its scripts.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Options for Chromium: no first-run pages, no background traffic, and no pages of its own behind the address bar, which take a
/// third of the time.
const CHROMIUM: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
    "--lang=en-US",
    "--window-size=1100,900",
];

/// A browser engine.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Controlled by chromedriver. All stories run in it.
    #[default]
    Chromium,
    /// Controlled by geckodriver.
    Firefox,
    /// WebKit for GTK, controlled by WebKitWebDriver. It needs a display.
    WebKit,
}

impl Engine {
    /// The capabilities that its driver is asked for.
    ///
    /// # Errors
    /// When the browser is missing.
    pub fn capabilities(self) -> Result<Value> {
        let mut wanted = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": found::chromium()?, "args": CHROMIUM,
                    // Only clicks open windows, as in a shopper's browser.
                    "excludeSwitches": ["disable-popup-blocking"],
                },
                "goog:loggingPrefs": {"browser": "ALL"},
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": found::firefox()?, "args": ["-headless", "--width=1100", "--height=900"],
                    "prefs": {
                        // The popup blocker here too; the driver would turn it off.
                        "dom.disable_open_during_load": true,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                },
            }),
            // The driver finds its browser itself.
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {"args": ["--automation", "--geometry=1100x900"]},
            }),
        };
        let limit = LIMIT.as_secs() * 1_000;
        wanted["timeouts"] = json!({"script": limit, "pageLoad": limit, "implicit": 0});
        Ok(json!({"capabilities": {"alwaysMatch": wanted}}))
    }

    /// Whether its driver can read the console.
    pub fn tells_the_console(self) -> bool {
        self == Self::Chromium
    }

    /// Whether its driver can look into closed shadow roots and click inside.
    pub fn sees_closed_roots(self) -> bool {
        self != Self::WebKit
    }
}
