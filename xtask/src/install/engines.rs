//! The optional engines, Firefox and WebKit. If one is missing and cannot be installed, its stories are skipped and counted.

use super::apt::Administrator;
use super::{Browsers, Program, announce, cargo_tool, program};
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// An engine and the programs that it needs.
struct Engine {
    name: &'static str,
    /// The feature of `e2e` that enables its stories.
    feature: &'static str,
    /// Debian's packages.
    packages: &'static str,
    /// The programs of these packages: the environment variable that tells each to the tests, and its possible names.
    programs: &'static [(&'static str, &'static [&'static str])],
    /// The driver that cargo installs, if Debian has no package for it, with its environment variable.
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
            minutes: 2,
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

/// Adds each engine that is found or can be installed. For the others it prints what is missing.
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
            // Any version works.
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

    /// How a person can install the engine.
    fn advice(&self) -> String {
        let programs = self.programs.iter().map(|(variable, _)| *variable);
        let variables: Vec<&str> = programs.chain(self.driver.iter().map(|(variable, _)| *variable)).collect();
        format!("(Debian: apt-get install {}; or name its programs in {})", self.packages, variables.join(" and "))
    }
}
