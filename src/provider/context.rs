//! The checkout, as its providers see it: a trait with the state and the functions that they need.

use super::browser::sdk::{ShippingAnswer, ShippingChange};
use super::browser::{Choice, Pricing, Providers};
use crate::flow::{Event, GlueError, Method, Presentation, State};
use crate::glue::exchange::{GlueProfile, RequestPolicy};
use crate::glue::{Request, Response};
use crate::locale::Text;
use crate::page::Page;
use crate::settings::Settings;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// Glue's answer to a request.
pub type Answer = Pin<Box<dyn Future<Output = Result<Response, GlueError>>>>;

/// The checkout of one cart, as its providers see it.
pub trait CheckoutContext {
    /// The state.
    fn state(&self) -> Rc<State>;
    /// The page's settings.
    fn settings(&self) -> Rc<Settings>;
    /// The shopper's language.
    fn language(&self) -> String;
    /// The page around the checkout.
    fn page(&self) -> Rc<dyn Page>;
    /// The providers of this checkout.
    fn providers(&self) -> &Providers;
    /// What is known about this shop's Glue.
    fn profile(&self) -> GlueProfile;
    /// Whether the element has left the page.
    fn has_left(&self) -> bool;
    /// The method with that key, if an attempt with it may start now.
    fn may_start(&self, key: &str) -> Option<Method>;
    /// Asks the page whether the click may start an attempt (`ec-click`).
    fn ask_click(&self, method: &Method) -> bool;
    /// Starts an attempt.
    fn start(&self, method: &Method, presentation: Presentation);
    /// Sends an event to the flow.
    fn send(&self, event: Event);
    /// Draws the checkout again, although its state is the same.
    fn redraw(&self);
    /// Sends a request to Glue and reads its answer.
    fn ask(&self, step: &'static str, request: Request, policy: RequestPolicy) -> Answer;
    /// A text in the shopper's language; `None` until the texts of an attempt are loaded.
    fn text(&self, text: Text) -> Option<String>;
    /// Requests the price for the shopper's choice in a provider's sheet; `None` until the attempt's module is loaded.
    fn price(&self, choice: Choice) -> Option<Pricing>;
    /// Answers a change in PayPal's window; `None` until the attempt's module is loaded.
    fn answer_paypal(&self, change: ShippingChange) -> Option<ShippingAnswer>;
    /// Loads the attempt's module with its texts; false when it cannot be loaded.
    fn load_attempt(&self) -> Pin<Box<dyn Future<Output = bool>>>;
    /// A reference that does not keep the checkout alive.
    fn downgrade(&self) -> WeakContext;
}

/// A weak reference to the checkout, for code that may outlive the element, such as callbacks of providers.
#[derive(Clone)]
pub struct WeakContext(Rc<dyn Fn() -> Option<Rc<dyn CheckoutContext>>>);

impl WeakContext {
    /// A reference that uses this function to find the checkout.
    pub fn new(find: impl Fn() -> Option<Rc<dyn CheckoutContext>> + 'static) -> Self {
        Self(Rc::new(find))
    }

    /// The checkout, if it still exists.
    pub fn get(&self) -> Option<Rc<dyn CheckoutContext>> {
        (self.0)()
    }
}
