//! Small functions that create nodes. The macro `html!` generates code for each single node; for a form of forty fields that
//! would be kilobytes.

use crate::browser::intl::plural;
use crate::flow::Line;
use crate::locale::{Text, Texts};
use yew::AttrValue;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag, VText};

/// An element without children. An attribute whose value is `None` is left out. The `value` of a list is set as a property.
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
    // Two children may have the same text and so the same key. If all children have keys and two keys are equal, Yew
    // loses nodes. One child without a key makes Yew compare by position.
    if children.len() > 1 {
        children.push(VNode::default());
    }
    tag.add_children(children);
    tag.into()
}

/// An element with a class. Its children have keys, so each child keeps its node when it moves.
pub(super) fn list(name: &'static str, class: &str, children: Vec<VNode>) -> VNode {
    let mut tag = tag(name, &["class"], &[Some(class)]);
    tag.add_children(children);
    tag.into()
}

/// An element with a class.
pub(super) fn group(name: &'static str, class: &str, children: Vec<VNode>) -> VNode {
    el(name, &["class"], &[Some(class)], children)
}

/// An element with a text.
///
/// Its key is the text, so a new text makes a new element. Browsers that translate a page replace text nodes, and a
/// change of a replaced text node would not be visible.
pub(super) fn say(name: &'static str, class: &str, text: &str) -> VNode {
    with_text(tag(name, &["class"], &[Some(class)]), text)
}

/// Adds the text to the element, as its content and as its key. Every text is drawn by this function, so it is always the
/// only content of its element.
pub(super) fn with_text(tag: VTag, text: &str) -> VNode {
    keyed(tag, text, text)
}

/// The same with another key, which must contain the text.
pub(super) fn keyed(mut tag: VTag, key: &str, text: &str) -> VNode {
    tag.key = Some(key.into());
    tag.add_child(VText::new(AttrValue::from(text.to_owned())).into());
    tag.into()
}

/// A sentence with a value in place of the name in braces. The value keeps its own direction and is not translated.
pub(super) fn sentence(mut tag: VTag, texts: &Texts, text: Text, value: &str) -> VTag {
    let template = texts.get(text);
    let (head, rest) = template.split_once('{').unwrap_or((template, ""));
    tag.key = Some(texts.with(text, value).into());
    tag.add_child(words(head));
    if let Some((_, tail)) = rest.split_once('}') {
        tag.add_child(with_text(super::node::tag("bdi", &["translate"], &[Some("no")]), value));
        tag.add_child(words(tail));
    }
    tag.add_child(VNode::default());
    tag
}

/// The kinds of messages. Each has its own icon and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Something is under way.
    Waiting,
    /// Good to know.
    Information,
    /// It worked.
    Success,
    /// The shopper should look.
    Warning,
    /// It did not work.
    Error,
}

impl Tone {
    /// The class of the message's box.
    pub fn class(self) -> &'static str {
        match self {
            Self::Waiting => "said busy",
            Self::Information => "said",
            Self::Success => "said success",
            Self::Warning => "said warning",
            Self::Error => "said error",
        }
    }

    /// The icon. A message about something under way has a spinner, which the style sheet draws.
    pub fn icon(self) -> VNode {
        icon(match self {
            Self::Waiting => return VNode::default(),
            Self::Information => "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M12 11v6M12 7v.1",
            Self::Success => "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M7.5 12.5l3 3 6-6.5",
            Self::Warning => "M12 3L2 20h20zM12 10v4M12 17v.1",
            Self::Error => "M8 2h8l6 6v8l-6 6H8l-6-6V8zM9 9l6 6M15 9l-6 6",
        })
    }
}

/// An icon, drawn by this path. The sentence beside it says the same.
pub(super) fn icon(path: &str) -> VNode {
    let keys = &["class", "viewBox", "aria-hidden"];
    el(
        "svg",
        keys,
        &[Some("icon"), Some("0 0 24 24"), Some("true")],
        vec![el("path", &["d"], &[Some(path)], Vec::new())],
    )
}

/// An amount. It is the same in all languages, and a translator could change its digits.
pub(super) fn price(name: &'static str, class: &str, text: &str) -> VNode {
    with_text(tag(name, &["class", "translate"], &[Some(class), Some("no")]), text)
}

/// A text in small print after another text. The space separates the two for screen readers.
pub(super) fn aside(text: &str) -> VNode {
    say("small", "", &[" ", text].concat())
}

/// A text beside other nodes.
pub(super) fn words(text: &str) -> VNode {
    say("span", "", text)
}

/// The node, or an empty one, so that the positions of the other nodes do not change.
pub(super) fn when(condition: bool, node: impl FnOnce() -> VNode) -> VNode {
    if condition { node() } else { VNode::default() }
}

/// A button with its action in `data-ec`, which the root component reads. Its parts follow from its class.
pub(super) fn button(action: &'static str, class: &'static str, label: &str) -> VNode {
    let part = match class {
        "link" => "link",
        "button quiet" => "button secondary",
        _ => "button",
    };
    let values = [Some(class), Some("button"), Some(part), Some(action)];
    with_text(tag("button", &["class", "type", "part", "data-ec"], &values), label)
}

/// The button that cancels.
pub(super) fn cancel(texts: &Texts) -> VNode {
    button("cancel", "button quiet", texts.get(Text::Cancel))
}

/// A slot for the page's own content. A Yew application has no slots; it puts its content around the component.
pub(super) fn slot(slots: bool, name: &str) -> VNode {
    when(slots, || el("slot", &["name"], &[Some(name)], Vec::new()))
}

/// An item: its quantity, if it is known, and its name.
pub(super) fn item(line: &Line) -> String {
    let quantity = line.quantity.map(|quantity| [&quantity.to_string(), " × "].concat()).unwrap_or_default();
    [&quantity, &*line.name].concat()
}

/// A text about a number of things, in the plural form of its language.
pub(super) fn count(texts: &Texts, text: Text, number: usize) -> String {
    texts.counted(text, &plural(texts.written_in(), number), &number.to_string())
}
