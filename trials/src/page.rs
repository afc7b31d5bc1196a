//! The loaded page, and the storage of its tab.

use crate::provider::Opening;
use express_checkout::flow::{Config, Event, State};
use express_checkout::glue::exchange::GlueProfile;
use std::collections::VecDeque;

/// A page with its checkout.
#[derive(Debug)]
pub struct Page {
    /// The number of the page in its tab.
    pub number: u32,
    /// The checkout.
    pub state: State,
    /// The tab shows another page. No event reaches this one.
    pub is_away: bool,
    /// The approval under way.
    pub opening: Option<Opening>,
    /// Whether PayPal's script was requested.
    pub is_drawn: bool,
    /// What is known about the shop's Glue.
    pub profile: GlueProfile,
    /// The next events.
    pub queue: VecDeque<Event>,
    /// A step is being run.
    pub is_running: bool,
}

/// The session storage of the tab.
#[derive(Debug, Default)]
pub struct Storage {
    /// The entry of the cart.
    pub entry: Option<String>,
    /// The browser refuses storage.
    pub is_blocked: bool,
}

impl Page {
    /// A page that was just loaded.
    pub fn new(number: u32, config: Config) -> Self {
        Self {
            number,
            state: State::new(config),
            is_away: false,
            opening: None,
            is_drawn: false,
            profile: GlueProfile::default(),
            queue: VecDeque::new(),
            is_running: false,
        }
    }
}
