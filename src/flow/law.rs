//! What consumer law asks of the order button: in which countries it must stand below a summary of the order, and in which ones
//! its words may leave out that the order is to be paid.

use super::active::Active;
use crate::address::{Field, Part, Path};

/// The European Union with its territories that have a code of their own, the European Economic Area, the United Kingdom with
/// the islands and Gibraltar, Switzerland (Union: Directive 2011/83/EU, article 8 (2)), and Turkey (Law 6502, article 48). `EU` and
/// `UK` are names of stores.
const WITH_BUTTON: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE \
AX GF GP MQ MF RE YT IS LI NO GB GG GI IM JE CH TR \
EU UK";

/// Countries of which we know that no law prescribes the words of the order button. All others get the words of the directive,
/// which are lawful everywhere.
const WITH_PLAIN_WORDS: &str = "AU BR CA CN HK IL IN JP KR MX NZ PR SG US ZA";

impl Active {
    /// Whether an order without a summary is lawful: the countries of the shop and of each address are known, and none of them
    /// asks for the button.
    pub(super) fn may_order_at_once(&self) -> bool {
        is_free(self.shop_country()) && self.address_countries().into_iter().all(is_free)
    }

    /// Whether the order button may have plain words, such as "Place order": the country of the shop and of each address that
    /// has one allow them.
    pub fn may_use_plain_words(&self) -> bool {
        let addresses = self.address_countries().into_iter().filter(|country| !country.is_empty());
        addresses.chain([self.shop_country()]).all(|country| names(WITH_PLAIN_WORDS, country))
    }

    /// The country of the shop, or an empty text.
    fn shop_country(&self) -> &str {
        self.offer().and_then(|offer| offer.country.as_deref()).unwrap_or_default()
    }

    /// The country of each address that the order needs. The text is empty where it is missing.
    fn address_countries(&self) -> Vec<&str> {
        let addresses = &self.session.addresses;
        let country = |part| addresses.get(Path { part, field: Field::Iso2Code });
        let parcels = (0..self.offer().map_or(0, |offer| offer.shipments.len())).filter_map(|index| self.parcel(index));
        let parcels = parcels.map(|own| own.get(Path { part: Part::Shipping, field: Field::Iso2Code }));
        let shipping = self.need().shipping.then(|| country(Part::Shipping));
        [country(Part::Billing)].into_iter().chain(shipping).chain(parcels).collect()
    }
}

/// Whether the country is known and has no such law.
fn is_free(country: &str) -> bool {
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code && !names(WITH_BUTTON, country)
}

/// Whether the list has the country.
fn names(list: &str, country: &str) -> bool {
    list.split(' ').any(|code| code == country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_of_europe_and_unknown_ones_ask_for_the_button() {
        for country in ["DE", "FR", "RE", "NO", "IS", "GB", "UK", "JE", "CH", "LI", "TR", "EU", "", "us", "DEU", "U1"] {
            assert!(!is_free(country), "{country}");
        }
        for country in ["US", "JP", "AU", "CA"] {
            assert!(is_free(country), "{country}");
        }
    }

    #[test]
    fn no_country_that_asks_for_the_button_has_plain_words() {
        for country in WITH_PLAIN_WORDS.split(' ') {
            assert!(is_free(country), "{country}");
        }
    }
}
