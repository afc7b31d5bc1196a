//! The query parameters of a provider's script. Pure.

use crate::flow::Script;

/// The query parameters to set on a script's address. Glue's documented placeholders are replaced; other values are
/// used as they are. Spryker's reference widget replaces by parameter name, so `currency` and `locale` are placeholders
/// too.
pub fn params(script: &Script, currency: &str, locale: &str) -> Vec<(String, String)> {
    let value = |name: &str, placeholder: &str| match (name, placeholder) {
        (_, "currencyName") | ("currency", "") => currency.to_owned(),
        (_, "localeName") | ("locale", "") => locale.to_owned(),
        (_, literal) => literal.to_owned(),
    };
    script.params.iter().map(|(name, placeholder)| (name.clone(), value(name, placeholder))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_currency_and_locale_and_literals_stay() {
        let pairs =
            [("currency", "currencyName"), ("locale", "localeName"), ("lc", "localeName"), ("intent", "authorize")];
        let params_of = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let script = Script { url: String::new(), params: params_of.to_vec() };
        let set = params(&script, "EUR", "de_DE");
        let values: Vec<&str> = set.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["EUR", "de_DE", "de_DE", "authorize"]);
    }
}
