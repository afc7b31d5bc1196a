//! Stories about themes: the presets and three invented brands, which set nothing but documented properties and parts. Text, lines
//! and the focus can be seen in each, in light and in dark.

use e2e::axe::{OPEN_ROOTS, barriers, script};
use e2e::demo::Demo;
use e2e::until::until;
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(90);

/// A fashion house, a toy shop and a shop for businesses.
const BRANDS: &str = "
    .ec-fashion { --ec-accent: light-dark(#000, #fff); --ec-accent-text: light-dark(#fff, #000); --ec-radius: 0; --ec-font-weight: 400;
        --ec-background: light-dark(#fffdf8, #12110f); --ec-color: light-dark(#1d1b17, #f2efe8); --ec-font: Georgia, serif; }
    .ec-fashion::part(field) { letter-spacing: .04em; }
    .ec-fashion::part(heading) { font-weight: 400; }
    .ec-toys { --ec-accent: #ffd400; --ec-background: light-dark(#fff7fb, #2a1020); --ec-color: light-dark(#3b0a2a, #ffe9f5); --ec-radius: 1.5em;
        --ec-border: light-dark(#b0447f, #d178aa); --ec-font-size: 18px; }
    .ec-toys::part(secondary) { border-style: dashed; }
    .ec-industry { --ec-accent: #e35205; --ec-background: light-dark(#f4f6f8, #10161d); --ec-font-size: 14px; --ec-density: .8; --ec-radius: 2px; }";

const LOOKS: [&str; 7] = ["quiet", "warm", "playful", "dense", "fashion", "toys", "industry"];

/// Puts a frame for each look and theme on the page. The frames get the brands' styles before the element is made.
const FRAMES: &str =
    "document.body.replaceChildren(...arguments[0].flatMap((look) => ['light', 'dark'].map((theme) => {
        const frame = document.createElement('iframe');
        frame.title = `${look}, ${theme}`;
        frame.src = `/demo/state.html?state=review-errors&locale=en&theme=${theme}&preset=${look}`;
        Object.assign(frame, { width: 480, height: 2600 });
        return frame;
    })));
    return null";

const THERE: &str =
    "const pages = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument?.documentElement);
    return pages.every((page) => page?.dataset.there)";

/// Lines and rings that have less than 3 to 1 to what is around them.
const LINES: &str = "const { document: page, getComputedStyle: look } = document.querySelectorAll('iframe')[arguments[0]].contentWindow;
    const root = page.querySelector('express-checkout').shadowRoot;
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = (color) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const luminance = (color) => {
        const [r, g, b] = [...rgba(color)].map((part) => part / 255).map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const ground = (node) => {
        for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
            const color = look(at).backgroundColor;
            if (rgba(color)[3] === 255) return color;
        }
        return look(page.documentElement).colorScheme.startsWith('dark') ? '#121212' : '#fff';
    };
    const contrast = (one, other) => {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + .05) / (low + .05);
    };
    const seen = [];
    const expect = (what, color, node) => {
        const found = contrast(color, ground(node.parentElement));
        if (found < 3) seen.push(`${what}: ${color} on ${ground(node.parentElement)} is ${found.toFixed(2)}`);
    };
    let checked = 0;
    for (const field of root.querySelectorAll('input:not([type=radio], [type=checkbox]), select')) {
        if (!field.checkVisibility()) continue;
        expect(`the line of ${field.dataset.path}`, look(field).borderBlockEndColor, field);
        field.focus();
        if (look(field).outlineStyle === 'none') seen.push(`${field.dataset.path} has no ring`);
        expect(`the ring of ${field.dataset.path}`, look(field).outlineColor, field);
        checked += 1;
    }
    return checked > 3 ? seen : ['nothing was checked'];";

#[test]
fn presets_and_brands_keep_their_contrast() {
    let axe = script().unwrap();
    let brands = format!(
        "addEventListener('DOMContentLoaded', () => {{
            const style = document.createElement('style');
            style.textContent = {};
            document.head.append(style);
        }});",
        json!(BRANDS)
    );
    // The device prefers the other colours, so that only the attribute can decide.
    let demo = Demo::open_after(&[OPEN_ROOTS, &axe, &brands], "/demo/terms.html");
    let browser = demo.browser();
    browser.run(FRAMES, &[json!(LOOKS)]).unwrap();
    until("all looks", PATIENCE, || Ok((browser.run(THERE, &[])? == json!(true)).then_some(()))).unwrap();
    let mut found = Vec::new();
    for (frame, look) in LOOKS.iter().flat_map(|look| [format!("{look}, light"), format!("{look}, dark")]).enumerate() {
        let barriers = barriers(browser, Some(frame), &["page-has-heading-one", "heading-order"]).unwrap();
        let lines = browser.run(LINES, &[json!(frame)]).unwrap();
        let lines = lines.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        found.extend(barriers.into_iter().chain(lines).map(|line| format!("{look}: {line}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let colours = |frame: usize| {
        let script = "const { document: page, getComputedStyle: look } = document.querySelectorAll('iframe')[arguments[0]].contentWindow;
            return look(page.querySelector('express-checkout').shadowRoot.querySelector('[part~=place]')).backgroundColor";
        browser.run(script, &[json!(frame)]).unwrap()
    };
    for (number, preset) in LOOKS.iter().take(4).enumerate() {
        assert_ne!(colours(2 * number), colours(2 * number + 1), "{preset} follows `theme`");
    }
}
