//! `GET /carts/{uuid}`, `GET /guest-carts/{uuid}`: the cart's lines, which the review shows.
//!
//! Headers: the identity (bearer or guest id).
//!
//! Rules (carts-rest-api, products-rest-api): items are included, with their products as relationships. Shipments refer
//! to an item by its id, which is not always its sku. Numbers may be texts. `sumSubtotalAggregation` is the price of a line
//! with its options and before discounts; these prices add up to the cart's `subtotal`. A product may have image sets
//! (product-image-sets-rest-api).

use super::{Request, Response, Verb, error};
use crate::flow::{GlueError, Line};
use crate::json::Json;
use crate::money::{Currency, Money};

/// The request for the cart with its lines.
pub fn request(cart_id: &str, guest: bool) -> Request {
    let (kind, items) = if guest { ("guest-carts/", "guest-cart-items") } else { ("carts/", "items") };
    let path = [kind, cart_id, "?include=", items, ",concrete-products,concrete-product-image-sets"].concat();
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
    let mut pictures: Vec<(&str, &str)> = Vec::new();
    for sets in included.iter().filter(|entry| of_kind(entry, &["concrete-product-image-sets"])) {
        if let Some(pictured) = sets.get("id").text().zip(picture(sets)) {
            pictures.insert(pictures.partition_point(|known| *known < pictured), pictured);
        }
    }
    let currency = document.get("data").get("attributes").get("currency").str().and_then(Currency::parse);
    let mut lines = Vec::new();
    for item in included.iter().filter(|entry| of_kind(entry, &["items", "guest-cart-items"])) {
        let Some(id) = item.get("id").text() else { continue };
        let attributes = item.get("attributes");
        let sku = attributes.get("sku").text().unwrap_or(id);
        let name = names.binary_search_by_key(&sku, |(sku, _)| sku).map_or(sku, |at| names[at].1);
        let picture = pictures.binary_search_by_key(&sku, |(sku, _)| sku).ok().map(|at| pictures[at].1.to_owned());
        let sums = attributes.get("calculations");
        let sum = sums.get("sumSubtotalAggregation").int().or_else(|| sums.get("sumPrice").int());
        let price = sum.zip(currency).map(|(minor, currency)| Money { minor, currency });
        let quantity = attributes.get("quantity").int().filter(|quantity| *quantity > 0);
        let place = lines.partition_point(|known: &Line| *known.id < *id);
        let [id, sku, name] = [id, sku, name].map(str::to_owned);
        lines.insert(place, Line { id, sku, name, quantity, price, picture });
    }
    Ok(lines)
}

/// The first small picture of a product. A review loads pictures only by https, or from the page's own origin.
fn picture(sets: &Json) -> Option<&str> {
    let mut images = sets.get("attributes").get("imageSets").items().iter().flat_map(|set| set.get("images").items());
    let url = images.find_map(|image| image.get("externalUrlSmall").str().filter(|url| !url.is_empty()))?;
    (url.starts_with("https://") || url.starts_with('/')).then_some(url)
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
        assert_eq!(
            request("c1", true).path,
            "guest-carts/c1?include=guest-cart-items,concrete-products,concrete-product-image-sets"
        );
        assert_eq!(request("c1", false).path, "carts/c1?include=items,concrete-products,concrete-product-image-sets");
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
    fn a_line_has_the_price_and_the_picture_that_the_shop_gives() {
        let of = |sums: &str, url: &str| {
            let body = format!(
                r#"{{"data":{{"id":"c","attributes":{{"currency":"EUR"}}}},"included":[
                {{"type":"items","id":"pen-1","attributes":{{"sku":"pen","calculations":{{{sums}}}}}}},
                {{"type":"concrete-product-image-sets","id":"pen","attributes":{{"imageSets":[{{"images":[{{}},
                    {{"externalUrlSmall":"{url}"}}]}}]}}}}]}}"#
            );
            let line = read(&answer(200, &body)).unwrap().remove(0);
            (line.price.map(|price| price.minor), line.picture.unwrap_or_default())
        };
        for (sums, price) in [
            (r#""sumPrice":1800,"sumSubtotalAggregation":2000"#, Some(2000)),
            (r#""sumPrice":"1800""#, Some(1800)),
            ("", None),
        ] {
            assert_eq!(
                of(sums, "https://cdn.shop.example/pen.jpg"),
                (price, "https://cdn.shop.example/pen.jpg".to_owned())
            );
        }
        for (url, shown) in
            [("/pen.jpg", true), ("http://cdn.shop.example/pen.jpg", false), ("data:image/png,x", false)]
        {
            assert_eq!(of("", url).1 == url, shown, "{url}");
        }
        let lines = read(&answer(200, sample!("carts.with-items.response"))).unwrap();
        let prices: Option<Vec<i64>> = lines.iter().map(|line| Some(line.price?.minor)).collect();
        assert_eq!(prices, Some(vec![9999, 450]), "they add up to the subtotal of 10449");
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(sample!("carts.with-items.response"), read);
    }
}
