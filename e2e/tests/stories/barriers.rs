//! Stories in which axe-core looks for barriers: in every state of the element, in the demo and in the Yew application.

use e2e::axe::{OPEN_ROOTS, barriers, script};
use e2e::checkout::WALLET;
use e2e::demo::Demo;
use e2e::{Shop, Storefront, Story};
use serde_json::Value;

/// Expects no barrier in each state of the gallery.
fn no_barrier_in_any_state(query: &str) {
    let axe = script().unwrap();
    let demo = Demo::open_after(&[OPEN_ROOTS, &axe], &format!("/demo/gallery.html?{query}"));
    demo.wait_for_the_gallery();
    let names = "return [...document.querySelectorAll('#frames > li')].map((item) => item.id)";
    let names = demo.browser().run(names, &[]).unwrap();
    let names: Vec<&str> = names.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let mut found = Vec::new();
    for (frame, name) in names.iter().enumerate() {
        // The heading of the page is around the frame.
        let lines = barriers(demo.browser(), Some(frame), &["page-has-heading-one", "heading-order"]).unwrap();
        found.extend(lines.into_iter().map(|line| format!("{name}: {line}")));
    }
    assert!(names.len() > 20 && found.is_empty(), "{query}: {} states\n{}", names.len(), found.join("\n"));
}

#[test]
fn no_state_has_a_barrier_in_light_colours() {
    no_barrier_in_any_state("theme=light&locale=en");
}

#[test]
fn no_state_has_a_barrier_in_dark_colours() {
    no_barrier_in_any_state("theme=dark&locale=de");
}

#[test]
fn no_state_has_a_barrier_from_right_to_left() {
    no_barrier_in_any_state("theme=light&locale=ar");
}

#[test]
fn the_demo_has_no_barrier() {
    let ready = |place: &str| format!("document.querySelector('{place} express-checkout')?.state === 'ready'");
    let pages = [
        ("/?view=product", ready("#place")),
        ("/?view=product&drawer=open", ready("#drawer-place")),
        ("/?view=cart&theme=dark", ready("#place")),
        ("/?view=checkout&locale=ar", ready("#place")),
        ("/demo/component.html", ready("#element")),
        ("/demo/terms.html", "document.readyState === 'complete'".to_owned()),
        ("/demo/gallery.html", "document.querySelector('#progress')?.dataset.done === 'true'".to_owned()),
    ];
    let axe = script().unwrap();
    let demo = Demo::open_after(&[OPEN_ROOTS, &axe], "/demo/terms.html");
    let mut found = Vec::new();
    for (path, is_ready) in pages {
        demo.go(path);
        demo.wait_until(&is_ready);
        let lines = barriers(demo.browser(), None, &[]).unwrap();
        found.extend(lines.into_iter().map(|line| format!("{path}: {line}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn barriers_of(shop: &Shop) -> Vec<String> {
    shop.run(&format!("{}; return null", script().unwrap()), &[]);
    // The page of the stories has neither regions nor a title of its own.
    barriers(&shop.browser, None, &["region", "landmark-one-main"]).unwrap()
}

#[test]
fn the_yew_application_has_no_barrier() {
    Storefront::prepare(Story::of_a_guest()).tell(|shop| {
        let storefront = Storefront::open(shop, None);
        storefront.usable(&format!("#express [data-key='{WALLET}']"));
        assert_eq!(barriers_of(shop), Vec::<String>::new());
    });
}

/// The same search must find barriers that are there.
#[test]
fn a_barrier_that_is_planted_is_found() {
    let planted = "<img src=\"data:,\"><p style=\"color: #999; background: #eee\">Pale</p>";
    Story::of_a_guest().on_a_page(|page| page.put_before("<p id=\"planted\"></p>")).tell(|shop| {
        shop.checkout().wait_for("ready");
        shop.run(
            "const host = document.getElementById('planted');
            const root = host.attachShadow({ mode: 'open' });
            root.innerHTML = arguments[0];",
            &[planted.into()],
        );
        let found = barriers_of(shop);
        for rule in ["image-alt", "color-contrast"] {
            assert!(found.iter().any(|line| line.starts_with(rule)), "{rule} in {found:#?}");
        }
    });
}
