//! The buttons in a Yew application; the element has its own. What providers drew must not be drawn anew while the
//! shopper is with them: the nodes stay, out of sight.

use super::Model;
use super::node::{group, list, tag, words};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::virtual_dom::VNode;

/// One button for each of `methods` (key and name), in their order.
pub(super) fn buttons(model: &Model, methods: &[(String, String)], shown: bool) -> VNode {
    let look = &model.look;
    let disabled = look.disabled.then_some("");
    let button = |(key, name): &(String, String)| {
        let is_drawn = look.drawn.contains(key);
        let (class, key) = (Some(if is_drawn { "drawn" } else { "b" }), Some(&**key));
        let mut node = if is_drawn {
            tag("div", &["class", "data-drawn", "inert"], &[class, key, disabled])
        } else {
            let values = [class, key, disabled, Some("button"), Some("button"), Some("pay")];
            tag("button", &["class", "data-key", "disabled", "type", "part", "data-ec"], &values)
        };
        let key = key.unwrap_or_default();
        node.key = Some(key.into());
        if !is_drawn {
            node.add_child(words(&look.button_type.label(&model.texts, name)));
        }
        node.into()
    };
    let all = methods.iter().map(button).collect();
    group("div", if shown { "buttons" } else { "buttons away" }, vec![list("div", "buttons", all)])
}

/// Where providers draw, in a Yew application: by key, as far as they are in the page.
pub(super) fn containers(root: &Element) -> Vec<(String, Element)> {
    let Ok(nodes) = root.query_selector_all("[data-drawn]") else { return Vec::new() };
    let nodes = (0..nodes.length()).filter_map(|index| nodes.get(index)?.dyn_into::<Element>().ok());
    nodes.filter_map(|node| Some((node.get_attribute("data-drawn")?, node))).collect()
}
