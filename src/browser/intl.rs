//! Formats amounts, plurals and names of countries in the shopper's language, with the browser's `Intl`.

use crate::money::{Currency, Money};
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = NumberFormat)]
    type NumberFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = NumberFormat)]
    fn new(locale: &str, options: &Object) -> Result<NumberFormat, JsValue>;
    // The browser formats the decimal text exactly; it does not become a float.
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, decimal: &str) -> String;

    #[wasm_bindgen(js_namespace = Intl, js_name = DisplayNames)]
    type DisplayNames;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = DisplayNames)]
    fn of_kind(locale: &str, options: &Object) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(js_namespace = Intl, js_name = PluralRules)]
    type PluralRules;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = PluralRules)]
    fn of_language(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: u32) -> String;

    #[wasm_bindgen(js_name = String)]
    type Text;
    #[wasm_bindgen(method, catch, js_name = localeCompare)]
    fn compare(this: &Text, other: &str, locale: &str) -> Result<i32, JsValue>;
}

/// The last formatter, kept because the next amount nearly always needs the same one.
struct Last {
    language: String,
    currency: Currency,
    digits: u32,
    format: NumberFormat,
}

/// The names of countries with their codes.
pub type Names = Vec<(String, String)>;

thread_local! {
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
    /// The browser's names, with their language.
    static NAMES: RefCell<Option<(String, DisplayNames)>> = const { RefCell::new(None) };
    /// The known names, by language and code. The review needs the names of all countries at every key press.
    static COUNTRIES: RefCell<Vec<(String, Option<String>)>> = const { RefCell::new(Vec::new()) };
    /// The last sorted list, with its language and codes.
    static SORTED: RefCell<(String, Rc<Names>)> = RefCell::default();
}

/// The amount as text: `12,30 €`.
pub fn amount(language: &str, money: Money) -> String {
    let (currency, (digits, text)) = (money.currency, money.written());
    if language.is_empty() {
        return text;
    }
    LAST.with_borrow_mut(|last| {
        let fits = |last: &Last| last.language == language && last.currency == currency && last.digits == digits;
        if !last.as_ref().is_some_and(fits) {
            let format = formatter(language, currency, digits);
            *last = format.map(|format| Last { language: language.to_owned(), currency, digits, format });
        }
        match last {
            Some(last) => last.format.format(&text),
            // The browser has no such formatter. Show the plain amount with the currency code.
            None => [&text, " ", currency.code()].concat(),
        }
    })
}

/// The formatter for a currency. The number of digits is given, because the browser's own choice may differ.
fn formatter(language: &str, currency: Currency, digits: u32) -> Option<NumberFormat> {
    let options = options(&[("style", "currency"), ("currency", currency.code())]);
    for bound in ["minimumFractionDigits", "maximumFractionDigits"] {
        Reflect::set(&options, &bound.into(), &digits.into()).ok()?;
    }
    NumberFormat::new(language, &options).ok()
}

/// The name of a country, if the browser knows it. The first name takes long, because the browser reads its list.
pub fn country(language: &str, code: &str) -> Option<String> {
    let key = [language, " ", code].concat();
    COUNTRIES.with_borrow_mut(|known| {
        if let Some((_, name)) = known.iter().find(|(known, _)| *known == key) {
            return name.clone();
        }
        let name = named(language, code)?.filter(|name| name != code);
        known.push((key, name.clone()));
        name
    })
}

/// What the browser calls a country. `None` without such names.
fn named(language: &str, code: &str) -> Option<Option<String>> {
    NAMES.with_borrow_mut(|names| {
        if names.as_ref().is_none_or(|(known, _)| known != language) {
            let of_regions = DisplayNames::of_kind(language, &options(&[("type", "region")])).ok()?;
            *names = Some((language.to_owned(), of_regions));
        }
        names.as_ref()?.1.of(code).ok()
    })
}

/// The plural category of a number in the language: `one`, `few`, ….
pub fn plural(language: &str, number: usize) -> String {
    let rules = PluralRules::of_language(language);
    rules.map_or_else(|_| "other".to_owned(), |rules| rules.select(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// The names and codes of countries, sorted by the rules of the language.
pub fn countries<'a>(language: &str, codes: impl Iterator<Item = &'a str> + Clone) -> Rc<Names> {
    let mut wanted = language.to_owned();
    codes.clone().for_each(|code| wanted.push_str(code));
    SORTED.with_borrow_mut(|(sorted_for, sorted)| {
        if *sorted_for != wanted {
            let mut list = Names::new();
            for code in codes {
                let name = country(language, code).unwrap_or_else(|| code.to_owned());
                let text = JsValue::from(&name).unchecked_into::<Text>();
                let place =
                    list.partition_point(|(known, _)| text.compare(known, language).is_ok_and(|order| order > 0));
                list.insert(place, (name, code.to_owned()));
            }
            *sorted = Rc::new(list);
            *sorted_for = wanted;
        }
        sorted.clone()
    })
}

fn options(members: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}
