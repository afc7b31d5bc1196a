//! Stores the records of this tab in its session storage. That an order may exist, the other tabs of the browser read in the local
//! storage: what is in the session storage goes with its tab.

use super::{journal, web_lock};
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
    share(&key, record);
    let _ = if record.is_empty() {
        storage.remove_item(&key)
    } else {
        let write = |record: &Record| storage.set_item(&key, &written(record));
        let shorter = || journal::shortened(record).iter().any(|shorter| write(shorter).is_ok());
        match write(record) {
            Err(_) if !shorter() => storage.remove_item(&key),
            // Remove the old entry: it may be from before the order was sent.
            written => written,
        }
    };
}

/// Tells the other tabs that an order may exist, and takes that back once this tab knows the outcome.
fn share(key: &str, record: &Record) {
    let Some(shared) = local_storage() else { return };
    let _ = match journal::shared(record) {
        Some(brief) => shared.set_item(key, &written(&brief)),
        None if own(key).is_some_and(|entry| journal::shared(&read(&entry).unwrap_or_default()).is_some()) => {
            shared.remove_item(key)
        }
        None => Ok(()),
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
    let key = journal::key(cart_id);
    let entry = own(&key).or_else(|| others(&key)).unwrap_or_default();
    let Some(document) = entry.get("page").str().filter(|document| **document != document_name()) else { return false };
    web_lock::take_within(&lock_of(document), CLOSING_TIME).await.is_none()
}

/// How long a page that is being closed may take to release its lock, in milliseconds.
const CLOSING_TIME: u32 = 2_500;

/// Whether there is a record for that cart.
pub fn is_remembered(cart_id: &str) -> bool {
    let key = journal::key(cart_id);
    own(&key).is_some() || others(&key).is_some()
}

/// The record for that cart. An entry that is expired or has another shape is removed. What another tab has left is this tab's from now
/// on: it is taken back when this tab learns the outcome.
pub fn remembered(cart_id: &str) -> Record {
    let key = journal::key(cart_id);
    let Some(entry) = own(&key) else {
        let record = sent_elsewhere(cart_id);
        if !record.is_empty() {
            remember(cart_id, &record);
        }
        return record;
    };
    read(&entry).unwrap_or_else(|| {
        let _ = storage().map(|storage| storage.remove_item(&key));
        Record::default()
    })
}

/// The record of an order that another tab has sent, and whose outcome it did not learn. Empty if this tab has a record of its own.
pub fn sent_elsewhere(cart_id: &str) -> Record {
    let key = journal::key(cart_id);
    let entry = if own(&key).is_none() { others(&key) } else { None };
    entry.and_then(|entry| read(&entry)).unwrap_or_default()
}

fn read(entry: &Json) -> Option<Record> {
    journal::decode(entry, js_sys::Date::now() as i64)
}

/// This tab's entry. One that is no JSON is empty.
fn own(key: &str) -> Option<Json> {
    storage().and_then(|storage| parsed(&storage, key))
}

/// The entry that a tab of the browser left for the others.
fn others(key: &str) -> Option<Json> {
    let shared = local_storage()?;
    let entry = parsed(&shared, key)?;
    if journal::is_shared_still(&entry, js_sys::Date::now() as i64) {
        return Some(entry);
    }
    let _ = shared.remove_item(key);
    None
}

fn parsed(storage: &Storage, key: &str) -> Option<Json> {
    let text = storage.get_item(key).ok()??;
    Some(Json::parse(&text).unwrap_or_default())
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn local_storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
