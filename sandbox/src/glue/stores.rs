//! `GET /stores`: the store that answers, alone.

use super::{Call, document};
use crate::Sandbox;
use crate::dialect::Problem;
use crate::http::Reply;
use crate::shop::stores::{self, COUNTRIES, Store};
use serde_json::{Value, json};

/// `GET /stores` and `GET /stores/{name}`.
pub fn get(sandbox: &mut Sandbox, call: &Call<'_>, rest: &[&str]) -> Result<Reply, Problem> {
    let current = current(sandbox, call);
    match rest {
        [] => {
            let document = json!({"data": [view(current, call)], "links": {"self": call.link("/stores")}});
            Ok(Reply::document(200, &document))
        }
        [name, ..] => {
            let store = stores::find(name).ok_or_else(|| Problem::coded(404, "601", "Store not found."))?;
            Ok(Reply::document(200, &json!({ "data": view(store, call) })))
        }
    }
}

/// The store that a request is for.
pub fn current(sandbox: &Sandbox, call: &Call<'_>) -> &'static Store {
    let asked = call.request.header("store").and_then(stores::find);
    asked.unwrap_or_else(|| stores::find_or_first(&sandbox.config.store))
}

fn view(store: &Store, call: &Call<'_>) -> Value {
    let currencies: Vec<Value> =
        store.currencies.iter().map(|(code, name)| json!({"code": code, "name": name})).collect();
    let locales: Vec<Value> = store.locales.iter().map(|(code, name)| json!({"code": code, "name": name})).collect();
    let country = |(iso2, iso3, name, regex): &(&str, &str, &str, &str)| {
        let regex = Some(regex).filter(|regex| !regex.is_empty());
        json!({
            "iso2Code": iso2, "iso3Code": iso3, "name": name,
            "postalCodeMandatory": regex.is_some(), "postalCodeRegex": regex, "regions": [],
        })
    };
    let countries: Vec<Value> = COUNTRIES.iter().map(country).collect();
    let attributes = json!({
        "timeZone": store.time_zone,
        "defaultCurrency": store.currencies[0].0,
        "currencies": currencies,
        "locales": locales,
        "countries": countries,
    });
    document::resource("stores", json!(store.name), attributes, call.link(&format!("/stores/{}", store.name)))
}
