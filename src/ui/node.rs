//! The smallest pieces of markup. Plain functions: `html!` writes out the making of each node where it stands, which for
//! a form of forty fields is kilobytes on the wire.

use crate::locale::{Text, Texts};
use yew::AttrValue;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag, VText};

/// An element without its children. A value that is `None` leaves its attribute out; a list's `value` is set as the
/// property that it is.
#[inline(never)]
pub(super) fn tag(name: &'static str, keys: &'static [&'static str], values: &[Option<&str>]) -> VTag {
    let mut tag = VTag::new(name);
    let set = |(key, value): (&&str, &Option<&str>)| {
        value.map(|value| match (name, *key) {
            ("select", "value") => AttributeOrProperty::Property(value.into()),
            _ => AttributeOrProperty::Attribute(AttrValue::from(value.to_owned())),
        })
    };
    tag.set_attributes(Attributes::Dynamic { keys, values: keys.iter().zip(values).map(set).collect() });
    tag
}

/// An element.
#[inline(never)]
pub(super) fn el(
    name: &'static str,
    keys: &'static [&'static str],
    values: &[Option<&str>],
    mut children: Vec<VNode>,
) -> VNode {
    let mut tag = tag(name, keys, values);
    // Two texts may be the same, and Yew loses nodes of a list in which all have keys and two have the same one. What has no
    // key makes it go by the places instead.
    if children.len() > 1 {
        children.push(VNode::default());
    }
    tag.add_children(children);
    tag.into()
}

/// An element with a class, whose children have keys of their own: they stay the same nodes wherever they move.
pub(super) fn list(name: &'static str, class: &str, children: Vec<VNode>) -> VNode {
    let mut tag = tag(name, &["class"], &[Some(class)]);
    tag.add_children(children);
    tag.into()
}

/// An element with a class and nothing else.
pub(super) fn group(name: &'static str, class: &str, children: Vec<VNode>) -> VNode {
    el(name, &["class"], &[Some(class)], children)
}

/// An element that holds a text.
///
/// It is known by its text: where that changes, the whole element is another one. Browsers that translate pages put nodes
/// of their own in place of texts, and an amount that is written into the replaced text is not seen.
pub(super) fn say(name: &'static str, class: &str, text: &str) -> VNode {
    known(tag(name, &["class"], &[Some(class)]), text)
}

/// The element with that text as its content, by which it is known as well.
pub(super) fn known(mut tag: VTag, text: &str) -> VNode {
    tag.key = Some(text.into());
    tag.add_child(words(text));
    tag.into()
}

/// A text in small print beside another. The space keeps the two apart where they are read out as one name.
pub(super) fn aside(text: &str) -> VNode {
    say("small", "", &[" ", text].concat())
}

/// A text.
pub(super) fn words(text: &str) -> VNode {
    VText::new(AttrValue::from(text.to_owned())).into()
}

/// The node, or nothing in its place, so that its neighbours stay the same nodes.
pub(super) fn when(condition: bool, node: impl FnOnce() -> VNode) -> VNode {
    if condition { node() } else { VNode::default() }
}

/// A button by what it does: the root's handler reads `data-ec`.
pub(super) fn button(action: &'static str, class: &'static str, label: &str) -> VNode {
    let values = [Some(class), Some("button"), Some("button"), Some(action)];
    known(tag("button", &["class", "type", "part", "data-ec"], &values), label)
}

/// The button that cancels.
pub(super) fn cancel(texts: &Texts) -> VNode {
    button("cancel", "button quiet", texts.get(Text::Cancel))
}

/// The place of what the page brings; nothing in a Yew application, which puts it around the component itself.
pub(super) fn slot(slots: bool, name: &str) -> VNode {
    when(slots, || el("slot", &["name"], &[Some(name)], Vec::new()))
}
