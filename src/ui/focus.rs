//! Moves the focus when the screen changes, because the focused button may have been removed.

use super::panel::Screen;
use std::iter::successors;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the focus to the new screen: to the review's heading or to the message. The focus stays if the shopper is in a
/// field of the page, or if the page has just loaded. Returns whether the message got the focus.
pub(super) fn move_to_screen(root: &Element, from: Screen, to: Screen) -> bool {
    let unasked = matches!(from, Screen::Loading | Screen::Nothing) && to != Screen::Review;
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let is_field = |element: &Element| {
        !root.contains(Some(element)) && element.matches("input,textarea,select,[contenteditable]").unwrap_or(false)
    };
    if from == to || unasked || active.as_ref().is_some_and(is_field) {
        return false;
    }
    let target = match to {
        // The root component gives the focus back to the button that was clicked.
        Screen::Nothing | Screen::Loading | Screen::Buttons => return false,
        Screen::Review | Screen::Placed => root.query_selector("h2"),
        _ => root.query_selector("p[tabindex]"),
    };
    let Some(element) = target.ok().flatten() else { return false };
    if to == Screen::Review {
        element.scroll_into_view();
    }
    let focused = element.unchecked_into::<HtmlElement>();
    // If the node cannot be focused, the focus does not change.
    let _ = focused.focus();
    to != Screen::Review && focused.matches(":focus").unwrap_or(false)
}

/// Moves the focus to the field of this path, from a link in the same root.
pub(super) fn focus_field(link: &Element, path: &str) {
    let form = link.closest("section").ok().flatten();
    let selector = ["[data-path=\"", path, "\"]"].concat();
    if let Some(field) = form.and_then(|form| form.query_selector(&selector).ok().flatten()) {
        // If the node cannot be focused, the focus does not change.
        let _ = field.unchecked_into::<HtmlElement>().focus();
    }
}

/// Restores the focus of a field that moved within the form, or moves it to the node that replaced the focused one. If nothing
/// replaced it, the heading of the review gets the focus.
pub(super) fn keep_focus(root: &Element, before: Element) {
    let by = |name: &str| Some(["[", name, "=\"", &before.get_attribute(name)?, "\"]"].concat());
    let find = |selector: &str| root.query_selector(selector).ok().flatten();
    let now = if before.is_connected() {
        by("data-path").filter(|_| !before.matches(":focus").unwrap_or(true)).and_then(|selector| find(&selector))
    } else {
        let own = ["data-path", "data-ec"]
            .into_iter()
            .find_map(by)
            .or_else(|| before.has_attribute("tabindex").then(|| [&*before.local_name(), "[tabindex]"].concat()));
        own.and_then(|selector| find(&selector)).or_else(|| find("#ec-heading").filter(|_| is_focus_lost(root)))
    };
    if let Some(now) = now {
        // If the node cannot be focused, the focus does not change.
        let _ = now.unchecked_into::<HtmlElement>().focus();
    }
}

/// Gives the focus to the order button if nothing has it. The page may have asked for consent in a dialog, and the button that had
/// the focus before was drawn again meanwhile. Then the browser has nothing to give the focus back to, and until it paints again, a
/// node of the closed dialog has it.
pub(super) fn return_to_order_button(root: &Element) {
    let find = |selector: &str| root.query_selector(selector).ok().flatten();
    let active = root.owner_document().and_then(|page| page.active_element());
    let is_hidden = active.is_some_and(|node| !is_laid_out(&node));
    let is_lost = find(":focus").is_none() && (is_hidden || is_focus_lost(root));
    if let Some(button) = find("[data-ec=place]").filter(|_| is_lost) {
        // If the node cannot be focused, the focus does not change.
        let _ = button.unchecked_into::<HtmlElement>().focus();
    }
}

/// Whether the browser shows the node. A node with `display: contents` has no box of its own, so that of its parent counts.
fn is_laid_out(node: &Element) -> bool {
    let is_contents = |node: &Element| {
        let style = web_sys::window().and_then(|window| window.get_computed_style(node).ok().flatten());
        style.is_some_and(|style| style.get_property_value("display").is_ok_and(|display| display == "contents"))
    };
    let mut with_box = successors(Some(node.clone()), |node| node.parent_element()).filter(|node| !is_contents(node));
    with_box.next().is_some_and(|node| node.get_client_rects().length() > 0)
}

/// Whether nothing in the page has the focus.
fn is_focus_lost(root: &Element) -> bool {
    root.owner_document().and_then(|page| page.active_element()).is_none_or(|node| node.local_name() == "body")
}
