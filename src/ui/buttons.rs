//! The buttons. What providers drew must not be drawn anew while the shopper is with them: the nodes stay, out of sight.

use super::Model;
use super::node::slot;
use yew::prelude::*;

/// The buttons' places beside the one that stands outside.
const PLACES: [&str; 10] = ["o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9"];

/// One button for each of `methods` (key and name), in their order.
pub(super) fn buttons(
    model: &Model,
    methods: &[(String, String)],
    shown: bool,
    on_container: &Callback<(String, web_sys::Element)>,
) -> Html {
    let look = &model.look;
    let button = |(index, (key, name)): (usize, &(String, String))| {
        let place = PLACES[index.min(PLACES.len() - 1)];
        if !look.drawn.contains(key) {
            return html! {
                <button key={key.as_str()} type="button" part="button" class={["b ", place].concat()} data-ec="pay"
                    data-key={key.clone()} disabled={look.disabled}>
                    { look.button_type.label(&model.texts, name) }
                </button>
            };
        }
        let class = ["drawn ", place].concat();
        if look.slots {
            html! { <div key={key.as_str()} {class} inert={look.disabled}><slot name={["ec-", key].concat()} /></div> }
        } else {
            html! { <Container key={key.as_str()} name={key.clone()} {class} on_container={on_container.clone()} /> }
        }
    };
    let drawn_here = |(_, (key, _)): &(usize, &(String, String))| look.adopted.as_ref() != Some(key);
    html! {
        <div key="buttons" class={if shown { "buttons" } else { "buttons away" }}>
            if shown { { slot(look.slots, "heading") } }
            <div key="list" class="buttons">{ for methods.iter().enumerate().filter(drawn_here).map(button) }</div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ContainerProps {
    name: String,
    class: String,
    on_container: Callback<(String, web_sys::Element)>,
}

/// Where a provider draws, in a Yew application: handed out once, when it is in the page.
#[component]
fn Container(props: &ContainerProps) -> Html {
    let node = use_node_ref();
    {
        let (node, name, on_container) = (node.clone(), props.name.clone(), props.on_container.clone());
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<web_sys::Element>() {
                on_container.emit((name, element));
            }
        });
    }
    html! { <div ref={node} class={props.class.clone()}></div> }
}
