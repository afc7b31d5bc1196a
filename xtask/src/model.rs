//! `model`: the flow's state machine in every order in which things can go wrong, and the bugs that must be found there.

use crate::failure::{Failure, Result};
use crate::workspace::{self, Workspace};

/// How far is explored.
#[derive(Debug, PartialEq, Clone, Copy)]
pub enum Tier {
    /// Less than a minute: before every change.
    Check,
    /// Some minutes: before a release.
    Deep,
}

impl Tier {
    /// Reads the options of `model`.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => Ok(Self::Check),
            ["--deep"] => Ok(Self::Deep),
            other => Err(Failure::Usage(format!("`model` does not know `{}`", other.join(" ")))),
        }
    }
}

/// Explores. Optimised, since it is a matter of millions of states.
pub fn run(workspace: &Workspace, tier: Tier) -> Result {
    let word = match tier {
        Tier::Check => "check",
        Tier::Deep => "deep",
    };
    workspace::run(workspace.cargo("run --quiet --release --package model --").arg(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tier_is_read() {
        assert_eq!(Tier::parse(&[]).unwrap(), Tier::Check);
        assert_eq!(Tier::parse(&["--deep".to_owned()]).unwrap(), Tier::Deep);
        assert!(matches!(Tier::parse(&["--far".to_owned()]), Err(Failure::Usage(_))));
    }
}
