//! How the page wants the providers' buttons to look: as high and as round as the others, and by the page's custom properties.

use super::js;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The styles of a button's container.
pub struct Look(JsValue);

impl Look {
    pub fn of(container: &Element) -> Self {
        Self(js::call(&js_sys::global(), "getComputedStyle", &[container.into()]).unwrap_or_default())
    }

    /// The height of the other buttons in CSS pixels, within the limits of the provider.
    pub fn height(&self, least: u32, most: u32) -> u32 {
        // `element.css` gives the container this margin. It moves nothing, and the browser computes it in pixels.
        self.pixels("scrollMarginTop").unwrap_or(48).clamp(least, most)
    }

    /// The radius of the other buttons in CSS pixels.
    pub fn radius(&self) -> Option<u32> {
        self.pixels("borderTopLeftRadius")
    }

    fn pixels(&self, property: &str) -> Option<u32> {
        let length = js::call(&js_sys::global(), "parseInt", &[js::get(&self.0, property)]).ok()?;
        length.as_f64().map(|pixels| pixels as u32).filter(|pixels| *pixels > 0)
    }

    /// Whether the element is dark here. `element.css` gives its content a colour scheme.
    pub fn is_dark(&self) -> bool {
        js::get(&self.0, "colorScheme").as_string().as_deref() == Some("dark")
    }

    /// The page's choice among a provider's words, by a custom property. Other words are not passed on, because the scripts
    /// throw at them.
    pub fn choice(&self, property: &str, words: &[&'static str]) -> Option<&'static str> {
        let word = js::call(&self.0, "getPropertyValue", &[property.into()]).ok()?.as_string()?;
        words.iter().copied().find(|known| *known == word.trim())
    }
}

/// A length as CSS writes it.
pub fn px(pixels: u32) -> JsValue {
    [&*pixels.to_string(), "px"].concat().into()
}
