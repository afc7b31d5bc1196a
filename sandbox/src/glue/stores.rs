//! Answers `GET /stores` with the current store.

use super::{Call, document};
use crate::Sandbox;
use crate::dialect::Problem;
use crate::http::Reply;
use crate::shop::currencies;
use crate::shop::stores::{self, Country, Store};
use serde_json::{Value, json};

/// Answers `GET /stores` and `GET /stores/{name}`.
pub fn get(sandbox: &mut Sandbox, call: &Call<'_>, rest: &[&str]) -> Result<Reply, Problem> {
    let current = current(sandbox, call);
    match rest {
        [] => {
            let document = json!({"data": [view(sandbox, current, call)], "links": {"self": call.link("/stores")}});
            Ok(Reply::document(200, &document))
        }
        [name, ..] => {
            let store = stores::find(name).ok_or_else(|| Problem::coded(404, "601", "Store not found."))?;
            Ok(Reply::document(200, &json!({ "data": view(sandbox, store, call) })))
        }
    }
}

/// The store of a request.
pub fn current(sandbox: &Sandbox, call: &Call<'_>) -> &'static Store {
    let asked = call.request.header("store").and_then(stores::find);
    asked.unwrap_or_else(|| stores::find_or_first(&sandbox.config.store))
}

fn view(sandbox: &Sandbox, store: &Store, call: &Call<'_>) -> Value {
    let currencies: Vec<Value> = store
        .currencies
        .iter()
        .filter_map(|code| currencies::find(code))
        .map(|currency| json!({"code": currency.code, "name": currency.name}))
        .collect();
    let locales: Vec<Value> = store.locales.iter().map(|(code, name)| json!({"code": code, "name": name})).collect();
    let country = |(iso2, iso3, name, regex): &Country| {
        let regex = Some(*regex).filter(|regex| !regex.is_empty());
        json!({
            "iso2Code": iso2, "iso3Code": iso3, "name": name,
            "postalCodeMandatory": regex.is_some(), "postalCodeRegex": regex, "regions": [],
        })
    };
    let countries: Vec<Value> = stores::countries(&sandbox.config.ships_to).into_iter().map(country).collect();
    let attributes = json!({
        "timeZone": store.time_zone,
        "defaultCurrency": store.currencies[0],
        "currencies": currencies,
        "locales": locales,
        "countries": countries,
    });
    document::resource("stores", json!(store.name), attributes, call.link(&format!("/stores/{}", store.name)))
}
