//! `diagnose()`: what about this page stands in the way, and how to change it.

use crate::effects::Checkout;
use crate::glue::checkout_data;
use crate::json::Json;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, ShadowRoot};

/// The report: `{checks: [{name, ok, detail, fix}]}`.
pub async fn report(host: &HtmlElement, checkout: Option<Checkout>) -> Json {
    let mut checks = Vec::new();
    let mut check = |name: &str, ok: bool, detail: &str, fix: &str| {
        checks.push(Json::map([
            ("name", name.into()),
            ("ok", ok.into()),
            ("detail", detail.into()),
            ("fix", if ok { Json::Null } else { fix.into() }),
        ]));
    };
    let global = |name: &str| Reflect::get(&js_sys::global(), &name.into()).is_ok_and(|value| value.is_truthy());
    check(
        "secure-context",
        global("isSecureContext"),
        "providers' scripts and wallets need https",
        "Serve the page over https; plain http works on localhost only.",
    );
    check(
        "opener",
        !global("crossOriginIsolated"),
        "a page isolated from the windows it opens sends the shopper away and back instead",
        "Send Cross-Origin-Opener-Policy: same-origin-allow-popups.",
    );
    let framed =
        web_sys::window().is_some_and(|window| window.parent().ok().flatten().is_some_and(|parent| parent != window));
    check(
        "frame",
        !framed,
        "inside a frame some providers refuse to open",
        "Place the element in the top page, or give the frame allow=\"payment\" and allow-popups.",
    );
    check(
        "shadow-ancestor",
        !in_shadow(host),
        "providers' own buttons look for themselves in the document and break inside a shadow root",
        "Place the element in the light DOM, passed down through slots.",
    );
    check(
        "trusted-types",
        true,
        if global("trustedTypes") { "known to this browser" } else { "unknown to this browser" },
        "",
    );
    match checkout {
        None => {
            check("settings", false, "the attributes do not make sense yet", "See the message in the element's place.")
        }
        Some(checkout) => {
            let state = checkout.state();
            let draft = crate::flow::Draft {
                cart_id: state.config.cart_id.clone(),
                guest: state.config.guest,
                ..Default::default()
            };
            let (reached, detail) = checkout.probe(&checkout_data::call(&draft)).await;
            check(
                "glue",
                reached,
                &detail,
                "Glue must be reachable and its CORS allow this origin and the headers accept, \
                accept-language, content-type, authorization, store and x-anonymous-customer-unique-id.",
            );
            let dialect = checkout.dialect().unwrap_or("not known before the first payment");
            check("dialect", true, dialect, "");
        }
    }
    Json::map([("checks", Json::list(checks))])
}

fn in_shadow(host: &HtmlElement) -> bool {
    let node: &Node = host.unchecked_ref::<Element>().as_ref();
    node.get_root_node().dyn_ref::<ShadowRoot>().is_some()
}
