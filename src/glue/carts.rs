//! `GET /carts/{uuid}`, `GET /guest-carts/{uuid}`: the cart's lines. The review shows them for each of several shipments.
//!
//! Headers: the identity (bearer or guest id).
//!
//! Rules (carts-rest-api, products-rest-api): items are included, with their products as relationships. Shipments refer
//! to an item by its id, which is not always its sku. Numbers may be texts.

use super::{Request, Response, Verb, error};
use crate::flow::{GlueError, Line};
use crate::json::Json;

/// The request for the cart with its lines.
pub fn request(cart_id: &str, guest: bool) -> Request {
    let (kind, items) = if guest { ("guest-carts/", "guest-cart-items") } else { ("carts/", "items") };
    let path = [kind, cart_id, "?include=", items, ",concrete-products"].concat();
    Request { verb: Verb::Get, path, body: None }
}

/// The lines, sorted by their ids, because every drawing of the review looks them up.
///
/// # Errors
/// Refusals, and successes without a cart.
pub fn read(answer: &Response) -> Result<Vec<Line>, GlueError> {
    let document = error::resource(answer)?;
    let included = document.get("included").items();
    let of_kind = |entry: &Json, kinds: &[&str]| entry.get("type").str().is_some_and(|kind| kinds.contains(&kind));
    let mut names: Vec<(&str, &str)> = Vec::new();
    for product in included.iter().filter(|entry| of_kind(entry, &["concrete-products"])) {
        if let Some(named) = product.get("id").text().zip(product.get("attributes").get("name").text()) {
            names.insert(names.partition_point(|known| *known < named), named);
        }
    }
    let mut lines = Vec::new();
    for item in included.iter().filter(|entry| of_kind(entry, &["items", "guest-cart-items"])) {
        let Some(id) = item.get("id").text() else { continue };
        let attributes = item.get("attributes");
        let sku = attributes.get("sku").text().unwrap_or(id);
        let name = names.binary_search_by_key(&sku, |(sku, _)| sku).map_or(sku, |at| names[at].1);
        let quantity = attributes.get("quantity").int().filter(|quantity| *quantity > 0);
        let place = lines.partition_point(|known: &Line| *known.id < *id);
        lines.insert(place, Line { id: id.to_owned(), name: name.to_owned(), quantity });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, sample, survives};
    use super::*;

    fn lines(body: &str) -> Vec<(String, String, Option<i64>)> {
        let lines = read(&answer(200, body)).unwrap();
        lines.into_iter().map(|line| (line.id, line.name, line.quantity)).collect()
    }

    #[test]
    fn guests_and_customers_have_different_paths() {
        assert_eq!(request("c1", true).path, "guest-carts/c1?include=guest-cart-items,concrete-products");
        assert_eq!(request("c1", false).path, "carts/c1?include=items,concrete-products");
    }

    #[test]
    fn a_line_has_the_name_of_its_product_or_its_sku() {
        for sample in [sample!("carts.with-items.response"), sample!("guest-carts.with-items.response")] {
            let lines = lines(sample);
            assert!(!lines.is_empty() && lines.iter().all(|(id, name, quantity)| id == name && quantity.is_some()));
        }
        let body = r#"{"data":{"id":"c"},"included":[
            {"type":"items","id":"pen-1","attributes":{"sku":"pen","quantity":"2"}},
            {"type":"items","id":"tray","attributes":{"sku":"tray","quantity":0}},
            {"type":"items","id":null},
            {"type":"concrete-products","id":"pen","attributes":{"name":"Brass Pen"}}]}"#;
        let text = str::to_owned;
        assert_eq!(lines(body), [(text("pen-1"), text("Brass Pen"), Some(2)), (text("tray"), text("tray"), None)]);
    }

    #[test]
    fn lines_are_sorted_and_have_their_products_in_every_order_of_resources() {
        let product = |sku: &str, name: &str| {
            format!(r#"{{"type":"concrete-products","id":"{sku}","attributes":{{"name":"{name}"}}}}"#)
        };
        let item = |id: &str, sku: &str| format!(r#"{{"type":"items","id":"{id}","attributes":{{"sku":"{sku}"}}}}"#);
        let (pen, ink, tray) = (product("pen", "Pen"), product("ink", "Ink"), product("tray", "Tray"));
        let (first, second, third) = (item("a", "pen"), item("b", "ink"), item("c", "tray"));
        for included in [
            [&pen, &ink, &tray, &first, &second, &third],
            [&third, &second, &first, &tray, &ink, &pen],
            [&second, &ink, &third, &tray, &first, &pen],
        ] {
            let included = included.map(String::as_str).join(",");
            let body = format!(r#"{{"data":{{"id":"c"}},"included":[{included}]}}"#);
            let names: Vec<String> = lines(&body).into_iter().map(|(id, name, _)| id + " " + &name).collect();
            assert_eq!(names, ["a Pen", "b Ink", "c Tray"]);
        }
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(sample!("carts.with-items.response"), read);
    }
}
