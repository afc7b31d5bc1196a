//! The tools for the stories in `tests/stories`: a browser, a shop's page on its own origin, a sandbox behind it, and the
//! shopper's view of the element and of the providers' windows.
//!
//! There are three layers. Each uses only the layers before it:
//! - [`wire`], [`engine`], [`driver`], [`browser`]: WebDriver over plain sockets, for three browser engines. Every function
//!   returns a [`trouble::Result`].
//! - [`site`], [`page`], [`bundle`]: a static server with the pages of a shop and their policies.
//! - [`story`], [`shop`], [`backend`], [`token`], [`checkout`], [`provider`], [`demo`], [`storefront`], [`framework`]: what a shopper sees and does.
//!   These functions end the story with a message when the shopper cannot continue, so that stories stay short.
//!
//! [`until`] waits for a condition, up to a time limit. Only [`until::pass`] waits for a fixed time, to show that something
//! does not happen.

pub mod axe;
pub mod backend;
pub mod browser;
pub mod bundle;
mod cases;
pub mod checkout;
pub mod console;
pub mod demo;
pub mod driver;
pub mod engine;
pub mod events;
pub mod found;
pub mod framework;
pub mod keyboard;
pub mod names;
pub mod page;
mod process;
pub mod provider;
mod session;
mod shared;
pub mod shop;
pub mod site;
mod steps;
pub mod storefront;
pub mod story;
pub mod token;
pub mod trouble;
mod turns;
pub mod until;
pub mod wire;

pub use browser::Browser;
pub use cases::cases;
pub use checkout::Checkout;
pub use engine::Engine;
pub use provider::Window;
pub use shop::Shop;
pub use storefront::Storefront;
pub use story::Story;
pub use token::Token;
