//! The smallest pieces of markup.

use crate::locale::{Text, Texts};
use yew::prelude::*;

/// A button by what it does: the root's handler reads `data-ec`.
pub(super) fn button(action: &'static str, class: &'static str, label: &str) -> Html {
    html! { <button type="button" part="button" class={class} data-ec={action}>{ label }</button> }
}

/// The button that cancels.
pub(super) fn cancel(texts: &Texts) -> Html {
    button("cancel", "b quiet", texts.get(Text::Cancel))
}

/// The place of what the page brings; nothing in a Yew application, which puts it around the component itself.
pub(super) fn slot(slots: bool, name: &'static str) -> Html {
    if slots {
        html! { <slot name={name} /> }
    } else {
        Html::default()
    }
}
