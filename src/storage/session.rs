//! The records of this tab, in its session storage.

use super::{journal, web_lock};
use crate::browser::random_name;
use crate::flow::Record;
use crate::json::Json;
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Storage;

/// Keeps a record for the next page, or forgets it when it is empty. Storage may be refused or full: the checkout works
/// all the same, it just cannot be taken up again. That an order was sent is tried in fewer words before.
pub fn remember(cart_id: &str, record: &Record) {
    let Some(storage) = storage() else { return };
    let key = journal::key(cart_id);
    let _ = if record.is_empty() {
        storage.remove_item(&key)
    } else {
        let write = |record: &Record| {
            let mut entry = journal::encode(record, js_sys::Date::now() as i64);
            entry.set("page", document_name().into());
            storage.set_item(&key, &entry.to_string())
        };
        let shorter = || journal::shortened(record).iter().any(|shorter| write(shorter).is_ok());
        match write(record) {
            Err(_) if !shorter() => storage.remove_item(&key),
            // What stood there is out of date, and may be of before the order was sent.
            written => written,
        }
    };
}

/// Under this name the document knows how it is called in what its pages write down: one name for all that is at work in
/// it, and for what is put in after a crash.
const NAMED: &str = "express-checkout";

thread_local! {
    /// The document's name, for one that cannot be written on.
    static NAME: OnceCell<String> = const { OnceCell::new() };
}

/// The document's name in what is written down. It is locked for as long as the document lives: if the lock of a name is
/// still held and the name is not our own, the entry is a copy, as in a tab that was duplicated. What a copy says is for the
/// tab that wrote it to take up.
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
    spawn_local(async move {
        if let Some(lock) = web_lock::take_within(&locked, web_lock::AT_ONCE).await {
            lock.keep();
        }
    });
    name
}

fn lock_of(document: &str) -> String {
    ["express-checkout:page:", document].concat()
}

/// Whether what is remembered for that cart is a copy of what another document wrote that is still there. One that is just
/// going away gets time for it.
pub async fn is_copied(cart_id: &str) -> bool {
    let entry = storage().and_then(|storage| storage.get_item(&journal::key(cart_id)).ok().flatten());
    let entry = entry.and_then(|entry| Json::parse(&entry).ok()).unwrap_or_default();
    let Some(document) = entry.get("page").str().filter(|document| **document != document_name()) else { return false };
    web_lock::take_within(&lock_of(document), TIME_TO_GO).await.is_none()
}

/// How long a page that is going away may take to release its lock, in milliseconds.
const TIME_TO_GO: u32 = 2_500;

/// Whether an earlier page left something behind for that cart.
pub fn is_remembered(cart_id: &str) -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(&journal::key(cart_id)), Ok(Some(_))))
}

/// Whether an earlier page may have ordered that cart. Whatever reads like it counts: it only keeps from ordering again.
pub fn is_sent(cart_id: &str) -> bool {
    let entry = storage().and_then(|storage| storage.get_item(&journal::key(cart_id)).ok().flatten());
    entry.is_some_and(|entry| ["\"placing\"", "\"ordered\""].iter().any(|phase| entry.contains(phase)))
}

/// What an earlier page left behind for that cart. What is not of our shape, or expired, is thrown away.
pub fn remembered(cart_id: &str) -> Record {
    let Some(storage) = storage() else { return Record::default() };
    let key = journal::key(cart_id);
    let Ok(Some(text)) = storage.get_item(&key) else { return Record::default() };
    let entry = Json::parse(&text).unwrap_or_default();
    journal::decode(&entry, js_sys::Date::now() as i64).unwrap_or_else(|| {
        let _ = storage.remove_item(&key);
        Record::default()
    })
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
