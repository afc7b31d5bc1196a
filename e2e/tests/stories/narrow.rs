//! Stories about narrow pages and large text: nothing sticks out, is cut off or scrolls sideways.

use e2e::axe::OPEN_ROOTS;
use e2e::demo::Demo;
use e2e::until::until;
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(90);

/// The states with the longest words.
const STATES: [&str; 4] = ["review-errors", "review-parcels", "placed", "not-loaded"];

/// The languages with the longest words, and one from right to left.
const LANGUAGES: [&str; 6] = ["de", "fi", "uk", "ar", "hu", "pl"];

/// Puts a frame of this width for each state on the page.
const FRAMES: &str = "const [states, locale, width] = arguments;
    document.body.replaceChildren(...states.map((state) => {
        const frame = document.createElement('iframe');
        frame.title = `${state}, ${locale}`;
        frame.src = `/demo/state.html?state=${state}&locale=${locale}&theme=light`;
        Object.assign(frame, { width, height: 1200 });
        return frame;
    }));
    return null";

const THERE: &str =
    "const pages = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument?.documentElement);
    return pages.every((page) => page?.dataset.there === 'yes')";

/// What sticks out, at this size of text and with these styles. A browser whose text is at 200 % makes `medium` twice as large, which
/// is where the element's text begins.
///
/// Without a hyphen, a word breaks only if it is wider than its line.
const CUT: &str = "const [size] = arguments;
    const found = [];
    const broken = (page, node, text, name) => {
        let block = node;
        while (page.defaultView.getComputedStyle(block).display === 'inline') block = block.parentElement;
        const { paddingInlineStart, paddingInlineEnd } = page.defaultView.getComputedStyle(block);
        const room = block.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
        const words = [];
        for (const { 0: word, index } of text.data.matchAll(/[^ \\n–/-]{2,}/g)) {
            const range = page.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const lines = [...range.getClientRects()];
            const width = lines.reduce((sum, line) => sum + line.width, 0);
            if (new Set(lines.map(({ top }) => Math.round(top))).size > 1 && width < room - 1) words.push(`${name}: the word ${word} is broken, ${width} of ${room}`);
        }
        return words;
    };
    for (const frame of document.querySelectorAll('iframe')) {
        const { document: page, getComputedStyle: look } = frame.contentWindow;
        page.documentElement.style.fontSize = size;
        const host = page.querySelector('express-checkout');
        host.style.setProperty('--ec-font-size', size);
        // Not every machine has the dictionaries for hyphens, and a hyphen cannot be measured.
        host.shadowRoot.querySelector('.ec-root').style.hyphens = 'manual';
        // With dictionaries, short words get hyphens, too, where lines are short.
        const root = host.shadowRoot.querySelector('.ec-root');
        const { hyphenateLimitChars: limits } = look(root);
        const isShort = frame.contentWindow.innerWidth <= 320;
        if (root.querySelector('[part~=review]') && (limits === '7 3 3') !== isShort) found.push(`${frame.title}: hyphens for ${limits}`);
        const wide = page.documentElement;
        const over = wide.scrollWidth - wide.clientWidth;
        if (over > 0) found.push(`${frame.title}: the page scrolls sideways by ${over} px`);
        for (const node of host.shadowRoot.querySelectorAll('*')) {
            if (!node.checkVisibility() || node.closest('.unseen, svg, option')) continue;
            const { left, right } = node.getBoundingClientRect();
            const name = `${frame.title}: ${node.localName}.${node.className} «${node.textContent.trim().slice(0, 40)}»`;
            if (right > wide.clientWidth + 1 || left < -1) found.push(`${name} sticks out: ${left} to ${right} of ${wide.clientWidth}`);
            // Fields scroll.
            const inline = /^inline$|contents/.test(look(node).display) || /^(input|select)$/.test(node.localName);
            for (const text of node.childNodes) if (text.nodeType === 3) found.push(...broken(page, node, text, name));
            if (!inline && node.clientWidth && node.scrollWidth > node.clientWidth + 1) found.push(`${name} is cut: ${node.scrollWidth} in ${node.clientWidth}`);
        }
    }
    return found;";

fn look(demo: &Demo, languages: &[&str], widths_and_sizes: &[(u32, &str)]) -> Vec<String> {
    let browser = demo.browser();
    let mut found = Vec::new();
    for language in languages {
        browser.run(FRAMES, &[json!(STATES), json!(language), json!(320)]).unwrap();
        until("all states", PATIENCE, || Ok((browser.run(THERE, &[])? == json!(true)).then_some(()))).unwrap();
        for (width, size) in widths_and_sizes {
            let set = "document.querySelectorAll('iframe').forEach((frame) => { frame.width = arguments[0]; });
                return new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next(null))))";
            browser.run(set, &[json!(width)]).unwrap();
            let lines = browser.run(CUT, &[json!(size)]).unwrap();
            let lines = lines.as_array().into_iter().flatten().filter_map(Value::as_str);
            found.extend(lines.map(|line| format!("{width} px, {size}: {line}")));
        }
    }
    found
}

#[test]
fn nothing_is_cut_off_on_narrow_pages_and_with_large_text() {
    let demo = Demo::open_after(&[OPEN_ROOTS], "/demo/terms.html");
    let found = look(&demo, &LANGUAGES, &[(320, "16px"), (280, "16px"), (320, "32px")]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
