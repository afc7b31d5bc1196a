//! What is photographed: the states that the demo's gallery knows, and the demo's pages.

use crate::camera::Camera;
use e2e::trouble::Result;
use serde_json::Value;

/// A left-to-right language, one with long words, a right-to-left one, and one without spaces.
pub const LOCALES: [&str; 4] = ["en", "de", "ar", "ja"];

/// One thing to photograph.
#[derive(Debug, Clone)]
pub struct Motif {
    /// The beginning of the names of its pictures.
    pub name: String,
    /// What the page of pictures says about it.
    pub title: String,
    /// Its address on the site, up to the value of `locale`.
    pub address: String,
    /// An expression that is true when the page is complete.
    pub ready: &'static str,
    /// Whether the page is one state of the element, without anything that fills the height of the window.
    pub is_state: bool,
}

impl Motif {
    /// Whether it is longer than the screen of a phone, so that a shopper first sees a part of it.
    pub fn is_long(&self) -> bool {
        !self.is_state || self.name.starts_with("review")
    }

    /// Whether a provider may have drawn a button in it.
    pub fn has_provider_buttons(&self) -> bool {
        !self.is_state || self.name == "ready"
    }
}

/// The state's page says when it is complete.
const STATE_IS_THERE: &str = "document.documentElement.dataset.there";
const ELEMENT_IS_READY: &str = "document.querySelector('#place express-checkout')?.state === 'ready'";
const DRAWER_IS_READY: &str = "document.querySelector('#drawer-place express-checkout')?.state === 'ready'";
const ALL_FRAMES_ARE_THERE: &str = "document.querySelector('#progress')?.dataset.done === 'true'";
const LOADED: &str = "document.readyState === 'complete'";

/// The demo's pages: name, title, address, and when the page is complete.
const PAGES: [(&str, &str, &str, &str); 7] = [
    ("page-product", "The demo: product page", "/?view=product&locale=", ELEMENT_IS_READY),
    ("page-drawer", "The demo: mini-cart", "/?view=product&drawer=open&locale=", DRAWER_IS_READY),
    ("page-cart", "The demo: cart", "/?view=cart&locale=", ELEMENT_IS_READY),
    ("page-checkout", "The demo: checkout", "/?view=checkout&locale=", ELEMENT_IS_READY),
    ("page-gallery", "The demo: gallery", "/demo/gallery.html?theme=auto&locale=", ALL_FRAMES_ARE_THERE),
    (
        "page-component",
        "The demo: the element beside the Yew component",
        "/demo/component.html?locale=",
        "document.querySelector('#element express-checkout')?.state === 'ready'",
    ),
    ("page-terms", "The demo: sample terms", "/demo/terms.html?locale=", LOADED),
];

/// The states in the order of the gallery, then the pages.
pub fn all(camera: &Camera) -> Result<Vec<Motif>> {
    let state = |state: &Value| {
        let text = |name: &str| state[name].as_str().unwrap_or_default().to_owned();
        Motif {
            address: format!("/demo/state.html?state={}&locale=", text("name")),
            name: text("name"),
            title: text("title"),
            ready: STATE_IS_THERE,
            is_state: true,
        }
    };
    let page = |(name, title, address, ready): (&str, &str, &str, &'static str)| Motif {
        name: name.to_owned(),
        title: title.to_owned(),
        address: address.to_owned(),
        ready,
        is_state: false,
    };
    let states = camera.states()?;
    Ok(states.iter().map(state).chain(PAGES.into_iter().map(page)).collect())
}
