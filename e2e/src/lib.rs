//! What the stories in `tests/stories` are told with: a browser, a shop's page on an origin of its own, a sandbox behind
//! it, and the shopper's view of the element and of the providers' windows.
//!
//! Three layers, each of which only knows the one before it:
//! - [`wire`], [`engine`], [`driver`], [`browser`]: WebDriver, spoken over plain sockets, to three kinds of browsers.
//!   Everything answers a [`trouble::Result`].
//! - [`site`], [`page`], [`bundle`]: a static server and the pages of a shop on it, with what their policies demand.
//! - [`story`], [`shop`], [`backend`], [`token`], [`checkout`], [`provider`], [`demo`], [`storefront`]: what a shopper sees and does. These end the story with a
//!   message where the shopper would be stuck, so that stories stay short.
//!
//! Nothing sleeps for a fixed time: [`until`] looks again until a deadline.

pub mod backend;
pub mod browser;
pub mod bundle;
pub mod checkout;
pub mod console;
pub mod demo;
pub mod driver;
pub mod engine;
pub mod events;
pub mod found;
pub mod keyboard;
pub mod page;
mod process;
pub mod provider;
mod shared;
pub mod shop;
pub mod site;
mod steps;
pub mod storefront;
pub mod story;
pub mod token;
pub mod trouble;
pub mod turns;
pub mod until;
pub mod wire;

pub use browser::Browser;
pub use checkout::Checkout;
pub use engine::Engine;
pub use provider::Window;
pub use shop::Shop;
pub use storefront::Storefront;
pub use story::Story;
pub use token::Token;
