//! Chromium and its driver.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::announce;
use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// The names that Chromium goes by, and the places off the search path where it is found.
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

/// A browser and the driver that steers it.
pub struct Browser {
    /// Chromium, or a browser made of it.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
}

/// Finds Chromium and its driver, or has Debian's package manager install them.
pub fn find_or_install(workspace: &Workspace) -> Result<Browser> {
    if let Some(browser) = find(workspace) {
        return Ok(browser);
    }
    let missing = "there is no Chromium with a chromedriver for the tests in a browser";
    let advice =
        "install both (Debian: apt-get install chromium chromium-driver), or name them in CHROMIUM and CHROMEDRIVER";
    let Some(administrator) = administrator(workspace) else {
        return Err(Failure::work(format!("{missing}; {advice}")));
    };
    announce("chromium and chromium-driver", "are the browser that the tests run in and what steers it", "a minute");
    for arguments in ["update", "install -y --no-install-recommends chromium chromium-driver"] {
        let mut command = administrator(arguments);
        workspace::run(command.stdin(Stdio::null()).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    find(workspace).ok_or_else(|| Failure::work(format!("{missing}, even after they were installed; {advice}")))
}

/// The browser and the driver of this machine, if it has both.
fn find(workspace: &Workspace) -> Option<Browser> {
    let find = |variable: &str, names: &[&str]| {
        let named = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
        // A name with a slash is found as a file: joining it to a folder yields the name itself.
        named.or_else(|| names.iter().find_map(|name| workspace.which(name)))
    };
    Some(Browser { chromium: find("CHROMIUM", &BROWSERS)?, chromedriver: find("CHROMEDRIVER", &DRIVERS)? })
}

/// How to call apt-get as an administrator without being asked for a password, where that is possible.
fn administrator(workspace: &Workspace) -> Option<impl Fn(&str) -> Command> {
    workspace.which("apt-get")?;
    let quietly = |program: &str, arguments: &[&str]| {
        workspace.command(program).args(arguments).stdin(Stdio::null()).output().ok()
    };
    let root = quietly("id", &["-u"]).is_some_and(|output| output.stdout == b"0\n");
    if !root && !quietly("sudo", &["-n", "true"]).is_some_and(|output| output.status.success()) {
        return None;
    }
    Some(move |arguments: &str| {
        let mut command = workspace.command(if root { "apt-get" } else { "sudo" });
        if !root {
            // sudo forgets the environment; the variable keeps the packages from asking questions.
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.args(arguments.split_whitespace());
        command
    })
}
