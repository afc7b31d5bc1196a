//! Stores and what is particular to each.

/// A store of the shop.
#[derive(Debug)]
pub struct Store {
    /// Also the prefix of its orders.
    pub name: &'static str,
    /// Of its clock.
    pub time_zone: &'static str,
    /// The codes of its currencies; the first is the default.
    pub currencies: &'static [&'static str],
    /// Language and locale.
    pub locales: &'static [(&'static str, &'static str)],
    /// Value added tax, in tenths of a percent.
    pub tax_per_mille: i64,
}

const STORES: &[Store] = &[
    Store {
        name: "DE",
        time_zone: "Europe/Berlin",
        currencies: &["EUR", "CHF"],
        locales: &[("en", "en_US"), ("de", "de_DE")],
        tax_per_mille: 190,
    },
    Store {
        name: "CH",
        time_zone: "Europe/Zurich",
        currencies: &["CHF", "EUR"],
        locales: &[("de", "de_CH"), ("fr", "fr_CH"), ("en", "en_US")],
        tax_per_mille: 81,
    },
    Store {
        name: "JP",
        time_zone: "Asia/Tokyo",
        currencies: &["JPY"],
        locales: &[("ja", "ja_JP"), ("en", "en_US")],
        tax_per_mille: 100,
    },
    Store {
        name: "HU",
        time_zone: "Europe/Budapest",
        currencies: &["HUF", "EUR"],
        locales: &[("hu", "hu_HU"), ("en", "en_US")],
        tax_per_mille: 270,
    },
    // Sells everywhere: the currencies whose decimals are told apart wrongly most often.
    Store {
        name: "INT",
        time_zone: "UTC",
        currencies: &[
            "USD", "GBP", "KWD", "BHD", "TND", "IQD", "ISK", "UGX", "KRW", "CLP", "VND", "COP", "IDR", "PKR", "ALL",
            "RSD", "LBP", "HUF", "JPY", "EUR",
        ],
        locales: &[("en", "en_US")],
        tax_per_mille: 0,
    },
];

/// A country that a shop can ship to: codes, name, and how its postal codes look, where it has any.
pub type Country = (&'static str, &'static str, &'static str, &'static str);

/// Those that every store ships to when the settings name none.
const COUNTRIES: &[Country] = &[
    ("AT", "AUT", "Austria", "\\d{4}"),
    ("CH", "CHE", "Switzerland", "\\d{4}"),
    ("DE", "DEU", "Germany", "\\d{5}"),
    ("ES", "ESP", "Spain", "\\d{5}"),
    ("FR", "FRA", "France", "\\d{2}[ ]?\\d{3}"),
    ("GB", "GBR", "United Kingdom", "[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}"),
    ("HK", "HKG", "Hong Kong", ""),
    ("HU", "HUN", "Hungary", "\\d{4}"),
    ("IE", "IRL", "Ireland", "[A-Z]\\d[\\dW] ?[A-Z\\d]{4}"),
    ("JP", "JPN", "Japan", "\\d{3}-?\\d{4}"),
    ("NL", "NLD", "Netherlands", "\\d{4}[ ]?[A-Z]{2}"),
    ("US", "USA", "United States", "\\d{5}([ \\-]\\d{4})?"),
];

/// Those that a store ships to only when the settings name them. They have country codes of their own, and payers often
/// give the code of the country that they belong to.
const FURTHER_COUNTRIES: &[Country] = &[
    ("GP", "GLP", "Guadeloupe", "9[78][01]\\d{2}"),
    ("JE", "JEY", "Jersey", "JE\\d[\\dA-Z]? ?\\d[A-Z]{2}"),
    ("PR", "PRI", "Puerto Rico", "00[679]\\d{2}"),
    ("RE", "REU", "Réunion", "9[78]4\\d{2}"),
];

/// The countries that the shop ships to: those whose codes are wished, or the usual ones.
pub fn countries(wished: &[String]) -> Vec<&'static Country> {
    if wished.is_empty() {
        return COUNTRIES.iter().collect();
    }
    let all = || COUNTRIES.iter().chain(FURTHER_COUNTRIES);
    wished.iter().filter_map(|code| all().find(|country| country.0 == code)).collect()
}

/// The store of this name.
pub fn find(name: &str) -> Option<&'static Store> {
    STORES.iter().find(|store| store.name == name)
}

/// The store of this name, or the first.
pub fn find_or_first(name: &str) -> &'static Store {
    find(name).unwrap_or(&STORES[0])
}
