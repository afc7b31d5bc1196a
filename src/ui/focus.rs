//! Where the focus goes when the screen changes, so that nobody is left where a button has just gone.

use super::panel::Screen;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the focus from one screen to the next: to the review's heading, to what is said, back to the button that was
/// used. Never away from a field of the page that the shopper is in, and never just because the page has loaded.
pub(super) fn follow(root: &Element, from: Screen, to: Screen, clicked: Option<&str>) {
    let unasked = matches!(from, Screen::Loading | Screen::Nothing) && to != Screen::Review;
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let is_field = |element: &Element| {
        !root.contains(Some(element)) && element.matches("input,textarea,select,[contenteditable]").unwrap_or(false)
    };
    if from == to || unasked || active.as_ref().is_some_and(is_field) {
        return;
    }
    let target = match (to, clicked) {
        (Screen::Buttons, Some(key)) => root.query_selector(&["[data-key=\"", key, "\"]"].concat()),
        (Screen::Nothing | Screen::Loading | Screen::Buttons, _) => return,
        (Screen::Review, _) => root.query_selector("h2"),
        _ => root.query_selector("p[tabindex]"),
    };
    if let Some(element) = target.ok().flatten() {
        // A node that cannot take the focus leaves it where it is.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Where the focus is, before all is drawn anew.
pub(super) fn started(root: &Element) -> Option<Element> {
    root.query_selector(":focus").ok().flatten()
}

/// A field that moved to its place in another country's order lost the focus on the way, and gets it back; so does what was
/// replaced because it says something else or has become a list.
pub(super) fn keep(root: &Element, started: Element) {
    let by = |name: &str| Some(["[", name, "=\"", &started.get_attribute(name)?, "\"]"].concat());
    let replaced = |selector: String| Some(selector).filter(|_| !started.is_connected());
    let selector = by("data-path").filter(|_| !started.matches(":focus").unwrap_or(true)).or_else(|| {
        let own = by("data-ec")
            .or_else(|| started.has_attribute("tabindex").then(|| [&*started.local_name(), "[tabindex]"].concat()));
        own.and_then(replaced)
    });
    if let Some(now) = selector.and_then(|selector| root.query_selector(&selector).ok().flatten()) {
        // As above.
        let _ = now.unchecked_into::<HtmlElement>().focus();
    }
}
