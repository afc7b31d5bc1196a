//! Stores the records of this tab in its session storage.

use super::held_locks::{self, Held};
use super::{journal, shared, web_lock};
use crate::browser::{Listening, random_name, spawn};
use crate::flow::Record;
use crate::json::Json;
use std::cell::{Cell, OnceCell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::Storage;

/// Writes a record for the next page, or removes an empty one. If the storage is full, a shorter record is tried. If the
/// browser refuses storage, the checkout works without a record.
pub fn remember(cart_id: &str, record: &Record) {
    let key = journal::key(cart_id);
    UNKEPT.with_borrow_mut(|unkept| unkept.retain(|other| *other != key));
    let Some(storage) = storage() else {
        if !record.is_empty() {
            UNKEPT.with_borrow_mut(|unkept| unkept.push(key));
        }
        return;
    };
    let told = shared::tell(&key, record, own(&key).as_ref(), &document_name());
    if record.is_empty() {
        let _ = storage.remove_item(&key);
        return;
    }
    let write = |record: &Record| storage.set_item(&key, &written(record, told)).is_ok();
    if !write(record) && !journal::shortened(record).iter().any(write) {
        // Nothing fits. The old entry is removed: it may be from before the order was sent.
        let _ = storage.remove_item(&key);
        UNKEPT.with_borrow_mut(|unkept| unkept.push(key));
    }
}

thread_local! {
    /// The keys of the carts whose last record could not be written.
    static UNKEPT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Whether the last record of that cart could not be written, so that this page alone knows of its payment or order.
pub fn is_unkept(cart_id: &str) -> bool {
    UNKEPT.with_borrow(|unkept| unkept.contains(&journal::key(cart_id)))
}

fn written(record: &Record, told: bool) -> String {
    let mut entry = journal::encode(record, js_sys::Date::now() as i64);
    entry.set("page", document_name().into());
    if told {
        entry.set(TOLD, true.into());
    }
    entry.written()
}

/// In the entry of this tab: the other tabs were told of its order.
const TOLD: &str = "told";

/// The document stores its own random name under this symbol: one name for all modules in it, also for the fresh module
/// after a crash.
const NAMED: &str = "express-checkout";

/// Under this symbol the document stores the function that releases the lock with its name.
const UNLOCK: &str = "express-checkout-unlock";

thread_local! {
    /// The document's name, if the symbol cannot be set on the document.
    static NAME: OnceCell<String> = const { OnceCell::new() };
}

/// The document's name, which is part of each record. The document holds a lock with that name as long as it is open. If
/// a record names another document whose lock is still held, the record is a copy, as in a duplicated tab. Only the tab
/// that wrote it resumes it.
fn document_name() -> String {
    NAME.with(|name| name.get_or_init(named).clone())
}

fn named() -> String {
    release_while_hidden();
    if let Some(name) = in_document(NAMED).as_string() {
        return name;
    }
    let name = random_name();
    keep_in_document(NAMED, &name.as_str().into());
    lock_page();
    name
}

thread_local! {
    /// The browser has hidden the page, perhaps in its back-forward cache.
    static HIDDEN: Cell<bool> = const { Cell::new(false) };
    static LISTENING: RefCell<Option<Listening>> = const { RefCell::new(None) };
}

/// Releases all locks while the page is in the back-forward cache. Some browsers keep them there, and the next page of the tab would
/// take its own record for a copy, or wait for its own cart.
fn release_while_hidden() {
    let Some(window) = web_sys::window() else { return };
    let listening = Listening::to(&window, &["pagehide", "pageshow"], |event| {
        let is_hidden = event.type_() == "pagehide";
        if HIDDEN.replace(is_hidden) == is_hidden {
            return;
        }
        if is_hidden {
            held_locks::release_all();
            unlock_page();
        } else {
            lock_page();
        }
    });
    LISTENING.set(Some(listening));
}

/// Locks the document's name, if it has one.
fn lock_page() {
    let Some(name) = in_document(NAMED).as_string() else { return };
    spawn(async move {
        let lock = web_lock::take_within(&lock_of(&name), web_lock::AT_ONCE).await;
        if let Some(release) = lock.and_then(Held::hold) {
            keep_in_document(UNLOCK, &release);
            if HIDDEN.get() {
                unlock_page();
            }
        }
    });
}

fn unlock_page() {
    if let Ok(release) = in_document(UNLOCK).dyn_into::<js_sys::Function>() {
        let _ = release.call0(&JsValue::UNDEFINED);
    }
}

fn document() -> JsValue {
    web_sys::window().and_then(|window| window.document()).map_or(JsValue::UNDEFINED, JsValue::from)
}

fn in_document(symbol: &str) -> JsValue {
    js_sys::Reflect::get(&document(), &js_sys::Symbol::for_(symbol)).unwrap_or_default()
}

fn keep_in_document(symbol: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(&document(), &js_sys::Symbol::for_(symbol), value);
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

/// Whether the tabs were told of the order in this tab's record, and are told no more: a tab has found out about it.
pub fn is_settled(cart_id: &str) -> bool {
    let key = journal::key(cart_id);
    own(&key).is_some_and(|entry| entry.get(TOLD).bool() == Some(true)) && shared::heard(&key).is_none()
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
