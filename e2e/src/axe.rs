//! Looks for barriers with axe-core, in pages and frames whose shadow roots are open.

use crate::browser::Browser;
use crate::bundle::TOOLS;
use crate::trouble::Result;
use serde_json::{Value, json};
use std::path::Path;

/// Opens the roots of the elements that are made later, because axe-core cannot look into closed ones.
pub const OPEN_ROOTS: &str = "{
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) { return attach.call(this, { ...how, mode: 'open' }); };
}";

/// Runs it in one window. Returns a line for each node with a barrier.
const RUN: &str = "const [window, excluded] = arguments[0] === null ? [globalThis, arguments[1]]
        : [document.querySelectorAll('iframe')[arguments[0]].contentWindow, arguments[1]];
    const rules = Object.fromEntries(excluded.map((rule) => [rule, { enabled: false }]));
    const told = ({ target, failureSummary }) => `${[target].flat(9).join(' >>> ')}: ${failureSummary.replace(/\\s+/g, ' ')}`;
    return window.axe.run(window.document, { iframes: false, resultTypes: ['violations'], rules })
        .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`)))";

/// The script of axe-core, which `cargo xtask` installs.
///
/// # Errors
/// When it is not installed.
pub fn script() -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Ok(std::fs::read_to_string(root.join(TOOLS).join("axe-core/axe.min.js"))?)
}

/// The barriers in the page, or in the frame with this number. Rules that are not about this page are left out.
///
/// # Errors
/// When the script does not run.
pub fn barriers(browser: &Browser, frame: Option<usize>, left_out: &[&str]) -> Result<Vec<String>> {
    let found = browser.run(RUN, &[json!(frame), json!(left_out)])?;
    let lines = found.as_array().into_iter().flatten().filter_map(Value::as_str);
    Ok(lines.map(str::to_owned).collect())
}
