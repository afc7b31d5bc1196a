//! Stores and what is particular to each.

/// A store of the shop.
#[derive(Debug)]
pub struct Store {
    /// Also the prefix of its orders.
    pub name: &'static str,
    /// Of its clock.
    pub time_zone: &'static str,
    /// The first is the default.
    pub currencies: &'static [(&'static str, &'static str)],
    /// Language and locale.
    pub locales: &'static [(&'static str, &'static str)],
    /// Value added tax, in tenths of a percent.
    pub tax_per_mille: i64,
}

const STORES: &[Store] = &[
    Store {
        name: "DE",
        time_zone: "Europe/Berlin",
        currencies: &[("EUR", "Euro"), ("CHF", "Swiss Franc")],
        locales: &[("en", "en_US"), ("de", "de_DE")],
        tax_per_mille: 190,
    },
    Store {
        name: "CH",
        time_zone: "Europe/Zurich",
        currencies: &[("CHF", "Swiss Franc"), ("EUR", "Euro")],
        locales: &[("de", "de_CH"), ("fr", "fr_CH"), ("en", "en_US")],
        tax_per_mille: 81,
    },
    Store {
        name: "JP",
        time_zone: "Asia/Tokyo",
        currencies: &[("JPY", "Japanese Yen")],
        locales: &[("ja", "ja_JP"), ("en", "en_US")],
        tax_per_mille: 100,
    },
];

/// A country that the shop ships to: codes, name, and how its postal codes look, where it has any.
pub type Country = (&'static str, &'static str, &'static str, &'static str);

/// All of them, in every store.
pub const COUNTRIES: &[Country] = &[
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

/// The store of this name.
pub fn find(name: &str) -> Option<&'static Store> {
    STORES.iter().find(|store| store.name == name)
}

/// The store of this name, or the first.
pub fn find_or_first(name: &str) -> &'static Store {
    find(name).unwrap_or(&STORES[0])
}
