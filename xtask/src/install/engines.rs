//! The engines beside Chromium. Whoever cannot have them does without: their stories are skipped then, and counted.

use super::apt::Administrator;
use super::{Browsers, Program, announce, cargo_tool, program};
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// What an engine consists of.
struct Engine {
    name: &'static str,
    /// The feature of `e2e` with which its stories are told.
    feature: &'static str,
    /// Debian's packages.
    packages: &'static str,
    /// What of them is called: by the variable that names it, and by the names that it goes by.
    programs: &'static [(&'static str, &'static [&'static str])],
    /// What cargo installs, since Debian does not have it, and the variable that names it.
    driver: Option<(&'static str, cargo_tool::Tool<'static>)>,
}

const FIREFOX: Engine = Engine {
    name: "Firefox",
    feature: "firefox",
    packages: "firefox-esr",
    programs: &[("FIREFOX", &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"])],
    driver: Some((
        "GECKODRIVER",
        cargo_tool::Tool {
            program: "geckodriver",
            package: "geckodriver",
            version: "0.37.1",
            purpose: "steers Firefox",
            minutes: 3,
            locked: true,
        },
    )),
};

const WEBKIT: Engine = Engine {
    name: "WebKit",
    feature: "webkit",
    packages: "webkit2gtk-driver xvfb",
    programs: &[("WEBKITDRIVER", &["WebKitWebDriver"]), ("XVFB", &["Xvfb"])],
    driver: None,
};

/// Adds the engines that this machine has or can have, and says of the others what is missing.
pub fn find_or_install(workspace: &mut Workspace, browsers: &mut Browsers) {
    for engine in [FIREFOX, WEBKIT] {
        match engine.find_or_install(workspace) {
            Ok(programs) => {
                browsers.programs.extend(programs);
                browsers.features.push(engine.feature);
            }
            Err(why) => {
                println!("\nThe stories in {} are skipped: {why}\n{}", engine.name, engine.advice());
            }
        }
    }
}

impl Engine {
    fn find_or_install(&self, workspace: &mut Workspace) -> Result<Vec<Program>> {
        let mut programs = match self.find(workspace) {
            Some(programs) => programs,
            None => self.install(workspace)?,
        };
        if let Some((variable, tool)) = &self.driver {
            let find = |workspace: &Workspace| program(workspace, variable, &[tool.program]);
            // One of another version is as good.
            if find(workspace).is_none() {
                cargo_tool::ensure(workspace, tool)?;
            }
            programs.push(find(workspace).ok_or_else(|| Failure::new(format!("there is no {}", tool.program)))?);
        }
        Ok(programs)
    }

    /// The programs of the packages, if this machine has them all.
    fn find(&self, workspace: &Workspace) -> Option<Vec<Program>> {
        self.programs.iter().map(|(variable, names)| program(workspace, variable, names)).collect()
    }

    fn install(&self, workspace: &Workspace) -> Result<Vec<Program>> {
        let missing = |when: &str| Failure::new(format!("it is not on this machine{when}"));
        let administrator = Administrator::of(workspace).ok_or_else(|| missing(""))?;
        announce(self.packages, &format!("the tests in {} need", self.name), "half a minute");
        administrator.install(self.packages)?;
        self.find(workspace).ok_or_else(|| missing(", even after it was installed"))
    }

    /// What a person can do who wants it.
    fn advice(&self) -> String {
        let programs = self.programs.iter().map(|(variable, _)| *variable);
        let variables: Vec<&str> = programs.chain(self.driver.iter().map(|(variable, _)| *variable)).collect();
        format!("(Debian: apt-get install {}; or name its programs in {})", self.packages, variables.join(" and "))
    }
}
