//! The stores and their countries.

/// A store of the shop.
#[derive(Debug)]
pub struct Store {
    /// The name. It is also the prefix of its order references.
    pub name: &'static str,
    /// The time zone.
    pub time_zone: &'static str,
    /// The codes of its currencies. The first is the default.
    pub currencies: &'static [&'static str],
    /// The languages and their locales.
    pub locales: &'static [(&'static str, &'static str)],
    /// The value added tax, in tenths of a percent.
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
    // An international store, with currencies whose decimal digits are often wrong in software.
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

/// A country that a shop can ship to: its codes, its name, and the pattern of its postcodes, if it has any.
pub type Country = (&'static str, &'static str, &'static str, &'static str);

/// The countries that every store ships to by default.
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

/// Territories that a store ships to only if the settings name them. They have their own country codes, but payers often give
/// the code of the country to which they belong.
const FURTHER_COUNTRIES: &[Country] = &[
    ("GP", "GLP", "Guadeloupe", "9[78][01]\\d{2}"),
    ("JE", "JEY", "Jersey", "JE\\d[\\dA-Z]? ?\\d[A-Z]{2}"),
    ("PR", "PRI", "Puerto Rico", "00[679]\\d{2}"),
    ("RE", "REU", "Réunion", "9[78]4\\d{2}"),
];

/// The countries that the shop ships to: those with the given codes, or the usual ones.
pub fn countries(wished: &[String]) -> Vec<&'static Country> {
    if wished.is_empty() {
        return COUNTRIES.iter().collect();
    }
    let all = || COUNTRIES.iter().chain(FURTHER_COUNTRIES);
    wished.iter().filter_map(|code| all().find(|country| country.0 == code)).collect()
}

/// The store with this name.
pub fn find(name: &str) -> Option<&'static Store> {
    STORES.iter().find(|store| store.name == name)
}

/// The store with this name, or the first store.
pub fn find_or_first(name: &str) -> &'static Store {
    find(name).unwrap_or(&STORES[0])
}
