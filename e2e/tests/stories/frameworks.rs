//! Orders from projects that got the element from npm: the production builds of frameworks and bundlers, pages that a server
//! rendered, and development servers.

use e2e::checkout::WALLET;
use e2e::console::Line;
use e2e::framework::{Project, Way};
use e2e::until::{PATIENCE, until};
use e2e::{Shop, Story, found};
use serde_json::json;
use std::process::Command;

const VITE: Way =
    Way::Node(&["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", "PORT", "--strictPort"]);

/// What `diagnose()` finds wrong.
const FAULTS: &str = "return document.querySelector('express-checkout').diagnose().then(({ checks }) =>
    checks.filter(({ ok }) => ok === false).map(({ name, detail }) => `${name}: ${detail}`))";

macro_rules! projects {
    ($($story:ident: $order:ident, $name:literal, $way:expr;)*) => {
        $(
            #[test]
            #[cfg_attr(not(feature = "frameworks"), ignore = "without the frameworks from npm")]
            fn $story() {
                $order($name, $way);
            }
        )*
    };
}

projects! {
    a_vite_build_with_react_orders: order, "react", Way::Files("dist");
    a_vite_build_with_vue_orders: order, "vue", Way::Files("dist");
    a_webpack_build_orders: order, "bundlers", Way::Files("dist/webpack");
    an_rspack_build_orders: order, "bundlers", Way::Files("dist/rspack");
    a_parcel_build_orders: order, "bundlers", Way::Files("dist/parcel");
    a_rollup_build_orders: order, "bundlers", Way::Files("dist/rollup");
    an_esbuild_build_orders: order, "bundlers", Way::Files("dist/esbuild");
    next_renders_the_element_on_the_server_and_orders:
        order_from_the_servers_page, "next", Way::Node(&["node_modules/next/dist/bin/next", "start", "-p", "PORT"]);
    sveltekit_renders_the_element_on_the_server_and_orders: order_from_the_servers_page, "sveltekit", Way::Node(&["build"]);
    nuxt_renders_the_element_on_the_server_and_orders:
        order_from_the_servers_page, "nuxt", Way::Node(&[".output/server/index.mjs"]);
    an_angular_build_orders: order, "angular", Way::Files("dist/browser");
    an_astro_build_orders: order, "astro", Way::Files("dist");
    the_development_server_of_vite_8_orders: order, "react", VITE;
    the_development_server_of_vite_7_orders: order, "vue", VITE;
    the_development_server_of_sveltekit_orders: order_from_the_servers_page, "sveltekit", VITE;
}

fn order(name: &str, way: Way) {
    tell(name, way, |_| {});
}

/// The same where the server has written the element into the page, with its attributes.
fn order_from_the_servers_page(name: &str, way: Way) {
    tell(name, way, |shop| {
        let html = shop.run("return fetch(location.href).then((answer) => answer.text())", &[]);
        let html = html.as_str().unwrap_or_default();
        let tag = html.split_once("<express-checkout").and_then(|(_, rest)| rest.split_once('>'));
        let (attributes, _) = tag.unwrap_or_else(|| panic!("the server did not render the element:\n{html}"));
        assert!(attributes.contains(&format!("cart-id=\"{}\"", shop.cart.id)), "{attributes}");
    });
}

fn tell(name: &str, way: Way, and: impl FnOnce(&Shop)) {
    Story::of_a_guest().before_the_page_opens().tell(|shop| {
        let project = Project::serve(shop, name, way);
        project.enter(shop);
        shop.checkout().wait_for("ready");
        assert_eq!(shop.run(FAULTS, &[]), json!([]), "diagnose() finds what is not wrong");
        shop.pay_and_order(WALLET);
        // The page's own listener, as its framework has added it.
        let thanks = || {
            let script = "return document.querySelector('[role=status]')?.textContent ?? ''";
            let said = shop.browser.run(script, &[])?;
            Ok(said.as_str().unwrap_or_default().contains("Thank you for your order DE--1").then_some(()))
        };
        until("the page's thanks", PATIENCE, thanks).unwrap();
        let elements = shop.run("return document.querySelectorAll('express-checkout').length", &[]);
        assert_eq!(elements, json!(1), "the element that the page began with is the only one");
        // Frameworks report a page that differs from what the server rendered as an error in the console.
        let told: Vec<Line> = shop.console().into_iter().filter(is_a_report).collect();
        assert!(told.is_empty(), "{told:#?}");
        and(shop);
    });
}

fn is_a_report(line: &Line) -> bool {
    ["SEVERE", "WARNING"].contains(&line.level.as_str()) && line.source == "console-api"
}

#[test]
#[cfg_attr(not(feature = "frameworks"), ignore = "without the frameworks from npm")]
fn node_imports_and_requires_the_package_in_silence() {
    for code in ["import('express-checkout')", "require('express-checkout')"] {
        let project = found::frameworks().unwrap().join("react");
        let ran = Command::new("node").current_dir(project).args(["-e", code]).output().unwrap();
        let said = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(ran.status.success() && said.iter().all(String::is_empty), "{code}: {said:?}");
    }
}
