//! Stores the records of this tab in its session storage.

use super::{journal, shared, web_lock};
use crate::browser::{random_name, spawn};
use crate::flow::Record;
use crate::json::Json;
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;
use web_sys::Storage;

/// Writes a record for the next page, or removes an empty one. If the storage is full, a shorter record is tried. If the
/// browser refuses storage, the checkout works without a record.
pub fn remember(cart_id: &str, record: &Record) {
    let Some(storage) = storage() else { return };
    let key = journal::key(cart_id);
    shared::tell(&key, record, own(&key).as_ref(), &document_name());
    let _ = if record.is_empty() {
        storage.remove_item(&key)
    } else {
        let write = |record: &Record| storage.set_item(&key, &written(record));
        let shorter = || journal::shortened(record).iter().any(|shorter| write(shorter).is_ok());
        match write(record) {
            // Nothing fits. The old entry is removed: it may be from before the order was sent.
            Err(_) if !shorter() => storage.remove_item(&key),
            written => written,
        }
    };
}

fn written(record: &Record) -> String {
    let mut entry = journal::encode(record, js_sys::Date::now() as i64);
    entry.set("page", document_name().into());
    entry.written()
}

/// The document stores its own random name under this symbol: one name for all modules in it, also for the fresh module
/// after a crash.
const NAMED: &str = "express-checkout";

thread_local! {
    /// The document's name, if the symbol cannot be set on the document.
    static NAME: OnceCell<String> = const { OnceCell::new() };
}

/// The document's name, which is part of each record. The document holds a lock with that name as long as it exists. If
/// a record names another document whose lock is still held, the record is a copy, as in a duplicated tab. Only the tab
/// that wrote it resumes it.
fn document_name() -> String {
    NAME.with(|name| name.get_or_init(named).clone())
}

fn named() -> String {
    let document = web_sys::window().and_then(|window| window.document()).map_or(JsValue::UNDEFINED, JsValue::from);
    let key = js_sys::Symbol::for_(NAMED);
    if let Some(name) = js_sys::Reflect::get(&document, &key).ok().and_then(|name| name.as_string()) {
        return name;
    }
    let name = random_name();
    let _ = js_sys::Reflect::set(&document, &key, &name.as_str().into());
    let locked = lock_of(&name);
    spawn(async move {
        if let Some(lock) = web_lock::take_within(&locked, web_lock::AT_ONCE).await {
            lock.hold_until_close();
        }
    });
    name
}

fn lock_of(document: &str) -> String {
    ["express-checkout:page:", document].concat()
}

/// Whether the record of that cart is a copy: another document wrote it and still exists. A document that is being
/// closed gets some time to release its lock.
pub async fn is_copied(cart_id: &str) -> bool {
    is_from_open_page(own(&journal::key(cart_id))).await
}

/// Whether another tab, which is still open, has sent an order of that cart.
pub async fn is_sent_by_open_tab(cart_id: &str) -> bool {
    !sent_elsewhere(cart_id).is_empty() && is_from_open_page(shared::heard(&journal::key(cart_id))).await
}

async fn is_from_open_page(entry: Option<Json>) -> bool {
    let entry = entry.unwrap_or_default();
    let Some(document) = entry.get("page").str().filter(|document| **document != document_name()) else { return false };
    web_lock::take_within(&lock_of(document), CLOSING_TIME).await.is_none()
}

/// How long a page that is being closed may take to release its lock, in milliseconds.
const CLOSING_TIME: u32 = 2_500;

/// Whether there is a record for that cart.
pub fn is_remembered(cart_id: &str) -> bool {
    let key = journal::key(cart_id);
    own(&key).is_some() || shared::heard(&key).is_some()
}

/// This tab's record for that cart. An entry that is expired or has another shape is removed.
pub fn remembered(cart_id: &str) -> Record {
    let key = journal::key(cart_id);
    let Some(entry) = own(&key) else { return Record::default() };
    read(&entry).unwrap_or_else(|| {
        let _ = storage().map(|storage| storage.remove_item(&key));
        Record::default()
    })
}

/// The record of an order of that cart that another tab has sent. Empty if this tab has sent one itself.
pub fn sent_elsewhere(cart_id: &str) -> Record {
    let key = journal::key(cart_id);
    if own(&key).and_then(|entry| read(&entry)).is_some_and(|record| record.may_be_ordered()) {
        return Record::default();
    }
    shared::heard(&key).and_then(|entry| read(&entry)).unwrap_or_default()
}

fn read(entry: &Json) -> Option<Record> {
    journal::decode(entry, js_sys::Date::now() as i64)
}

/// This tab's entry. One that is no JSON is empty.
fn own(key: &str) -> Option<Json> {
    let text = storage()?.get_item(key).ok()??;
    Some(Json::parse(&text).unwrap_or_default())
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
