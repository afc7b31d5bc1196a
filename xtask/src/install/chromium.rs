//! Chromium and its driver, which the tests in a browser require.

use super::apt::Administrator;
use super::{Browsers, announce, program};
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// The names of Chromium's program, and its paths outside of the search path.
const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The same for its driver.
const DRIVERS: [&str; 4] = [
    "chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "/opt/homebrew/bin/chromedriver",
];

/// Finds Chromium and its driver, or installs them with Debian's package manager.
pub fn find_or_install(workspace: &Workspace) -> Result<Browsers> {
    if let Some(found) = find(workspace) {
        return Ok(found);
    }
    let missing = "there is no Chromium with a chromedriver for the tests in a browser";
    let advice =
        "install both (Debian: apt-get install chromium chromium-driver), or name them in CHROMIUM and CHROMEDRIVER";
    let Some(administrator) = Administrator::of(workspace) else {
        return Err(Failure::new(format!("{missing}; {advice}")));
    };
    announce("chromium and chromium-driver", "are the browser for the tests and its driver", "a minute");
    administrator.install("chromium chromium-driver")?;
    find(workspace).ok_or_else(|| Failure::new(format!("{missing}, even after they were installed; {advice}")))
}

/// The browser and the driver of this machine, if it has both.
fn find(workspace: &Workspace) -> Option<Browsers> {
    let browser = program(workspace, "CHROMIUM", &BROWSERS)?;
    let driver = program(workspace, "CHROMEDRIVER", &DRIVERS)?;
    Some(Browsers { programs: vec![browser, driver], features: Vec::new() })
}
