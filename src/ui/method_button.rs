//! Draws the payment buttons: our own, and the containers into which providers draw theirs.

use super::node::{el, list, say, tag};
use super::offered::{MethodButton, Offered, without_moving};
use crate::flow::Method;
use crate::locale::Texts;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::virtual_dom::VNode;

/// The name under which shoppers know a payment method: the page's own, or the shop's.
pub(super) fn method_name<'a>(texts: &'a Texts, method: &'a Method) -> &'a str {
    texts.method(&method.key, &method.name)
}

/// One node for each button, in their order. A button keeps its node as long as its method is offered: browsers click
/// only if the pressed node is still there at the release, and a provider's button is inside its node.
pub(super) fn buttons(offered: &Offered, slots: bool) -> VNode {
    let nodes = offered.buttons.iter().map(|button| node(button, slots)).collect();
    let class = if offered.visible { "buttons" } else { "buttons out-of-view" };
    list("div", class, nodes)
}

fn node(button: &MethodButton, slots: bool) -> VNode {
    let key = &*button.key;
    let (mut node, kind) = if button.pending {
        (tag("div", &["class"], &[Some("drawn awaited")]), "awaited ")
    } else if button.by_provider {
        let inert = button.disabled.then_some("");
        let mut node = tag("div", &["class", "data-drawn", "inert"], &[Some("drawn"), Some(key), inert]);
        if slots {
            node.add_child(el("slot", &["name"], &[Some(&["ec-", key].concat())], Vec::new()));
        }
        (node, "drawn ")
    } else {
        let disabled = button.disabled.then_some("true");
        // With its key as a part, the page can give each method a mark of its own.
        let parts = ["button pay ", key].concat();
        let values = [Some("button"), Some(key), disabled, Some("button"), Some(&*parts), Some("pay")];
        let mut node = tag("button", &["class", "data-key", "aria-disabled", "type", "part", "data-ec"], &values);
        node.add_child(say("span", "", &button.label));
        (node, "own ")
    };
    node.key = Some([kind, key].concat().into());
    node.into()
}

/// The offered buttons in an order that is safe for their nodes. No node is moved while a button is pressed, because
/// the release would miss the button. In a Yew application, the container of a provider is never moved, because
/// browsers reload frames that are moved. In the element, only slots are moved; the containers of providers are in the
/// page and stay.
pub(super) fn arranged(root: Option<&Element>, before: &Offered, mut offered: Offered, slots: bool) -> Offered {
    let pressed = || root.is_some_and(|root| root.query_selector(".buttons :active").is_ok_and(|node| node.is_some()));
    let holds_frame = !slots && before.buttons.iter().any(|button| button.by_provider);
    if holds_frame || pressed() {
        offered.buttons = without_moving(&before.buttons, offered.buttons);
    }
    offered
}

/// The providers' containers in the page, by payment method key.
pub(super) fn containers(root: &Element) -> Vec<(String, Element)> {
    let Ok(nodes) = root.query_selector_all("[data-drawn]") else { return Vec::new() };
    let nodes = (0..nodes.length()).filter_map(|index| nodes.get(index)?.dyn_into::<Element>().ok());
    nodes.filter_map(|node| Some((node.get_attribute("data-drawn")?, node))).collect()
}

/// Focuses our button for that method, unless the shopper is in a field of the page.
pub(super) fn focus(root: &Element, key: &str) {
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    if active.is_some_and(|active| active.matches("input,textarea,select,[contenteditable]").unwrap_or(false)) {
        return;
    }
    if let Ok(Some(button)) = root.query_selector(&["[data-key=\"", key, "\"]"].concat()) {
        focus_on(&button);
    }
}

/// Restores the focus of a button that lost it because its node was moved.
pub(super) fn restore_focus(focused: &Element) {
    if focused.has_attribute("data-key") && focused.is_connected() && !focused.matches(":focus").unwrap_or(true) {
        focus_on(focused);
    }
}

fn focus_on(button: &Element) {
    // If the node cannot be focused, the focus does not change.
    let _ = button.unchecked_ref::<HtmlElement>().focus();
}
