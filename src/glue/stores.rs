//! `GET /stores`: the countries that the shop ships to.
//!
//! Headers: the store, if the page has set one. No identity is needed.
//!
//! Rules (stores-rest-api): a list of stores, usually only the current one. `countries[].postalCodeMandatory` is not
//! used, because `/checkout` always requires a postcode.

use super::{Request, Response, Verb, error};
use crate::flow::{Country, GlueError};
use crate::json::Json;

/// The request for the stores.
pub fn request() -> Request {
    Request { verb: Verb::Get, path: "stores".to_owned(), body: None }
}

/// The countries of the store with that name, or of the only store. Empty if the store is ambiguous.
///
/// # Errors
/// Refusals, and successes without a list of stores.
pub fn read(answer: &Response, store: Option<&str>) -> Result<Vec<Country>, GlueError> {
    let document = error::document(answer)?;
    let Json::List(stores) = document.get("data") else { return Err(error::unreadable(answer)) };
    if stores.iter().any(|entry| entry.get("id").text().is_none()) {
        return Err(error::unreadable(answer));
    }
    let named = stores.iter().find(|entry| store.is_some() && entry.get("id").str() == store);
    let Some(entry) = named.or(stores.first().filter(|_| stores.len() == 1)) else { return Ok(Vec::new()) };
    let mut countries = Vec::new();
    for country in entry.get("attributes").get("countries").items() {
        if let Some(code) = country.get("iso2Code").text() {
            let zip_pattern = country.get("postalCodeRegex").text().map(str::to_owned);
            countries.push(Country { code: code.to_ascii_uppercase(), zip_pattern });
        }
    }
    Ok(countries)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, sample, survives};
    use super::*;

    fn codes(body: &str, store: Option<&str>) -> Vec<String> {
        let countries = read(&answer(200, body), store).unwrap();
        countries.into_iter().map(|country| country.code).collect()
    }

    #[test]
    fn countries_and_their_postcode_patterns_are_read() {
        let sample = sample!("stores.collection.response");
        assert_eq!(codes(sample, None), ["AT", "DE", "JP"]);
        assert_eq!(codes(sample, Some("CH")), ["AT", "DE", "JP"], "it is the only one there");
        let countries = read(&answer(200, sample), None).unwrap();
        assert_eq!(countries[1].zip_pattern.as_deref(), Some("\\d{5}"));
    }

    #[test]
    fn the_named_store_of_several_is_read() {
        let store = |id: &str, code: &str| {
            format!(r#"{{"id":"{id}","attributes":{{"countries":[{{"iso2Code":"{code}"}},{{"iso2Code":null}},7]}}}}"#)
        };
        let both = format!(r#"{{"data":[{},{}]}}"#, store("DE", "DE"), store("AT", "at"));
        assert_eq!(codes(&both, Some("AT")), ["AT"]);
        assert_eq!(codes(&both, None), Vec::<String>::new(), "the store is ambiguous");
        assert_eq!(codes(r#"{"data":[]}"#, Some("AT")), Vec::<String>::new());
        assert_eq!(codes(r#"{"data":[{"id":"DE","attributes":[]}]}"#, None), Vec::<String>::new());
    }

    #[test]
    fn damaged_answers_do_not_cause_a_panic() {
        survives(sample!("stores.collection.response"), |answer| read(answer, None));
    }
}
