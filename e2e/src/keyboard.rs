//! Keys in WebDriver's notation, and holding a key down.

use crate::browser::Browser;
use crate::trouble::Result;
use serde_json::{Value, json};

/// The tab key.
pub const TAB: &str = "\u{e004}";
/// Enter.
pub const ENTER: &str = "\u{e007}";
/// The arrow key to the previous choice.
pub const UP: &str = "\u{e013}";
/// The arrow key to the next choice.
pub const DOWN: &str = "\u{e015}";
/// The tab key with Shift, for [`press`].
pub const SHIFT_TAB: &str = "\u{e008}\u{e004}";
const CONTROL: &str = "\u{e009}";
const DELETE: &str = "\u{e017}";
/// The space bar.
pub const SPACE: &str = " ";

/// Presses and releases keys one after the other, at the current focus. A text of several keys is pressed at the same time.
///
/// # Errors
/// When the browser refuses.
pub fn press(browser: &Browser, keys: &[&str]) -> Result<()> {
    let step = |key: &&str| {
        let each = |kind: &'static str| key.chars().map(move |key| json!({"type": kind, "value": key}));
        each("keyDown").chain(each("keyUp")).collect::<Vec<_>>()
    };
    let steps: Vec<Value> = keys.iter().flat_map(step).collect();
    browser.act(json!([{"type": "key", "id": "keyboard", "actions": steps}]))
}

/// Selects the whole text of the focused field and types over it. The field is never empty in between.
///
/// # Errors
/// When the browser refuses.
pub fn replace(browser: &Browser, text: &str) -> Result<()> {
    let key = |kind: &str, value: &str| json!({"type": kind, "value": value});
    let mut steps = vec![key("keyDown", CONTROL), key("keyDown", "a"), key("keyUp", "a"), key("keyUp", CONTROL)];
    let text = if text.is_empty() { DELETE } else { text };
    for letter in text.chars().map(String::from) {
        steps.extend([key("keyDown", &letter), key("keyUp", &letter)]);
    }
    browser.act(json!([{"type": "key", "id": "keyboard", "actions": steps}]))
}

/// Holds Enter down for this number of repetitions, by the browser's own protocol: WebDriver has no key repetition.
///
/// # Errors
/// When the browser refuses.
pub fn hold_enter(browser: &Browser, repetitions: usize) -> Result<()> {
    let key = |kind: &str, repeat: bool| {
        json!({
            "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r", "autoRepeat": repeat,
        })
    };
    for number in 0..=repetitions {
        browser.devtools("Input.dispatchKeyEvent", key("keyDown", number > 0))?;
    }
    browser.devtools("Input.dispatchKeyEvent", key("keyUp", false)).map(drop)
}
