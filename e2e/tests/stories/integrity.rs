//! Stories about `tag.html`: the browser runs the scripts that have the hash in the tag, and no others.

use e2e::checkout::WALLET;
use e2e::found::{dist, shipped, shipped_file};
use e2e::shop::VERSIONED;
use e2e::site::File;
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Shop, Story, Window};
use std::fs;

/// The tag that ships.
fn tag() -> String {
    fs::read_to_string(dist().unwrap().join("tag.html")).unwrap()
}

/// A page with the tag as it stands, under a strict policy with the source that the tag names.
fn story(engine: Engine) -> Story {
    let tag = tag();
    let source = tag.split_whitespace().find(|word| word.starts_with("'sha384-")).unwrap().to_owned();
    let story = Story::of_a_guest().in_engine(engine).with("methods", WALLET).with("checkout-url", "/checkout");
    story.on_a_page(|page| page.with_loader(&tag)).under_a_strict_policy_with(&source)
}

/// Adds to a script, as an attacker of the server would.
fn alter(shop: &Shop, name: &str) -> String {
    let script = fs::read_to_string(shipped_file(name)).unwrap();
    let path = shipped(name).replacen("/dist", VERSIONED, 1);
    let text = format!("globalThis.altered = true;\n{script}");
    shop.site.put(&path, File { kind: "text/javascript", text, ..File::default() });
    path
}

fn was_run(shop: &Shop) -> bool {
    shop.run("return globalThis.altered === true", &[]) == true
}

pub fn the_tag_that_ships_orders_under_a_strict_policy(engine: Engine) {
    story(engine).tell(|shop| {
        shop.checkout().pay_with(WALLET);
        Window::opened(shop).approve();
        shop.order();
        assert!(!shop.site.requests().iter().any(|request| request.contains("/dist/")), "only the folder of the tag");
    });
}

pub fn an_altered_script_never_runs(engine: Engine) {
    // Each engine reports the wrong hash in its own words.
    let story = ["express-checkout", "integrity", "Failed", "module", "script"]
        .into_iter()
        .fold(story(engine), Story::excusing);
    story.before_the_page_opens().tell(|shop| {
        let path = alter(shop, "core.js");
        shop.enter();
        let checkout = shop.checkout();
        let asked = || shop.site.asked_for(&path);
        // More often than there are addresses in the tag. Each retry asks twice, or remembers that the address failed.
        for round in 0..6 {
            checkout.wait_for_text("Continue to checkout");
            assert!(!was_run(shop), "round {round}, {} requests", asked());
            checkout.click(".ec-retry");
        }
        checkout.wait_for_text("Continue to checkout");
        assert!(asked() >= 9, "each address was asked: {}", asked());
        assert!(!was_run(shop));
        assert_eq!(checkout.ways_on(), ["Continue to checkout", "Try again"]);
    });
}

#[test]
fn the_tag_that_ships_orders_in_chromium() {
    the_tag_that_ships_orders_under_a_strict_policy(Engine::Chromium);
}

#[test]
fn an_altered_script_never_runs_in_chromium() {
    an_altered_script_never_runs(Engine::Chromium);
}

#[test]
fn an_altered_diagnosis_never_runs() {
    let story = ["integrity", "Failed", "module"].into_iter().fold(story(Engine::Chromium), Story::excusing);
    story.before_the_page_opens().tell(|shop| {
        let path = alter(shop, "doctor.js");
        shop.enter();
        shop.checkout().wait_for("ready");
        shop.run(
            "document.querySelector('express-checkout').diagnose().catch(() => { globalThis.refused = true; })",
            &[],
        );
        let refused = || Ok((shop.run("return globalThis.refused === true", &[]) == true).then_some(()));
        until("the refusal", PATIENCE, refused).unwrap();
        assert!(shop.site.requests().iter().any(|request| request.contains(&path)));
        assert!(!was_run(shop));
    });
}
