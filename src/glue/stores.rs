//! `GET /stores`: the countries that the shop ships to.
//!
//! Headers: the store, where the page names one. No identity is needed.
//!
//! Rules (stores-rest-api): a list of stores, mostly of the one that answers. `countries[].postalCodeMandatory` is of no use
//! here: `/checkout` wants a postcode in any case.

use super::{Request, Response, Verb, error};
use crate::flow::{Country, GlueError};
use crate::json::Json;

/// Asks for the stores.
pub fn request() -> Request {
    Request { verb: Verb::Get, path: "stores".to_owned(), body: None }
}

/// The countries of the store of that name, or of the only store. Empty when the store is ambiguous.
///
/// # Errors
/// Refusals, and successes that are no list of stores.
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
    fn a_store_says_where_it_ships_to_and_how_postcodes_look_there() {
        let sample = sample!("stores.collection.response");
        assert_eq!(codes(sample, None), ["AT", "DE", "JP"]);
        assert_eq!(codes(sample, Some("CH")), ["AT", "DE", "JP"], "it is the only one there");
        let countries = read(&answer(200, sample), None).unwrap();
        assert_eq!(countries[1].zip_pattern.as_deref(), Some("\\d{5}"));
    }

    #[test]
    fn of_several_stores_the_named_one_counts() {
        let store = |id: &str, code: &str| {
            format!(r#"{{"id":"{id}","attributes":{{"countries":[{{"iso2Code":"{code}"}},{{"iso2Code":null}},7]}}}}"#)
        };
        let both = format!(r#"{{"data":[{},{}]}}"#, store("DE", "DE"), store("AT", "at"));
        assert_eq!(codes(&both, Some("AT")), ["AT"]);
        assert_eq!(codes(&both, None), Vec::<String>::new(), "nobody knows which");
        assert_eq!(codes(r#"{"data":[]}"#, Some("AT")), Vec::<String>::new());
        assert_eq!(codes(r#"{"data":[{"id":"DE","attributes":[]}]}"#, None), Vec::<String>::new());
    }

    #[test]
    fn nothing_that_glue_may_answer_breaks_the_reading() {
        survives(sample!("stores.collection.response"), |answer| read(answer, None));
    }
}
