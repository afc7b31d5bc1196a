//! What the tabs of the browser know together: that an order of a cart may exist. A tab's own records go with the tab, so this is in the
//! local storage.

use super::journal;
use crate::flow::Record;
use crate::json::Json;
use web_sys::Storage;

/// Tells the other tabs of an order that may exist, or takes back what this tab has told or heard. `own` is this tab's entry so far,
/// `document` the name of this page. Whether the tabs know of an order now.
pub(super) fn tell(key: &str, record: &Record, own: Option<&Json>, document: &str) -> bool {
    let Some(storage) = storage() else { return false };
    let known = heard_in(&storage, key);
    match journal::shared(record) {
        Some(brief) => {
            let mut entry = journal::encode(&brief, now());
            entry.set("page", document.into());
            if let Some(known) = known.filter(|known| is_same(known, &entry)) {
                // Its day began when it was told first.
                entry.set("expires", known.get("expires").clone());
            }
            sweep(&storage);
            // Without storage, the other tabs do not know.
            storage.set_item(key, &entry.written()).is_ok()
        }
        None => {
            let is_ours =
                |known: Json| known.get("page").str() == Some(document) || own.is_some_and(|own| is_same(own, &known));
            if known.is_some_and(is_ours) {
                let _ = storage.remove_item(key);
            }
            false
        }
    }
}

/// What a tab has told about this cart.
pub(super) fn heard(key: &str) -> Option<Json> {
    heard_in(&storage()?, key)
}

/// An entry that is expired or has another shape is removed.
fn heard_in(storage: &Storage, key: &str) -> Option<Json> {
    let text = storage.get_item(key).ok()??;
    let entry = Json::parse(&text).ok().filter(|entry| journal::is_shared_still(entry, now()));
    if entry.is_none() {
        let _ = storage.remove_item(key);
    }
    entry
}

/// Removes the expired entries of all carts.
fn sweep(storage: &Storage) {
    for key in js_sys::Object::keys(storage).iter().filter_map(|key| key.as_string()) {
        if key.starts_with(journal::PREFIX) {
            heard_in(storage, &key);
        }
    }
}

/// Whether two entries are of the same order.
fn is_same(one: &Json, other: &Json) -> bool {
    let (one, other) = (one.get("live"), other.get("live"));
    let same = |name| one.get(name) == other.get(name);
    same("phase") && same("correlation") && (!one.get("correlation").is_null() || same("reference"))
}

fn now() -> i64 {
    js_sys::Date::now() as i64
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
