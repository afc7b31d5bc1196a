//! What the tab holds: the page that is loaded, and what outlives it.

use crate::provider::Opening;
use express_checkout::flow::{Config, Event, State};
use express_checkout::glue::exchange::GlueProfile;
use std::collections::VecDeque;

/// A page, from its loading to its end.
#[derive(Debug)]
pub struct Page {
    /// Numbers all pages of the tab.
    pub number: u32,
    /// The checkout.
    pub state: State,
    /// The shopper is elsewhere; nothing reaches this page.
    pub is_away: bool,
    /// The approval under way.
    pub opening: Option<Opening>,
    /// Whether PayPal's script was asked for.
    pub is_drawn: bool,
    /// What is known of the shop's Glue.
    pub profile: GlueProfile,
    /// What happens next to it.
    pub queue: VecDeque<Event>,
    /// A step is being made.
    pub is_running: bool,
}

/// What the tab keeps between its pages.
#[derive(Debug, Default)]
pub struct Storage {
    /// The entry of the cart.
    pub entry: Option<String>,
    /// The browser refuses it.
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
