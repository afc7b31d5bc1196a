//! The countries whose consumer law asks for an order button below a summary of the order.

use super::active::Active;
use crate::address::{Field, Part, Path};

/// The European Union with its territories that have a code of their own, the European Economic Area, the United Kingdom with
/// the islands and Gibraltar, and Switzerland (Union: Directive 2011/83/EU, article 8 (2)). `EU` and `UK` are names of stores.
const WITH_BUTTON: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE \
AX GF GP MQ MF RE YT IS LI NO GB GG GI IM JE CH \
EU UK";

impl Active {
    /// Whether an order without a summary is lawful: the countries of the shop and of each address are known, and none of them
    /// asks for the button.
    pub(super) fn may_order_at_once(&self) -> bool {
        let addresses = &self.session.addresses;
        let country = |part| addresses.get(Path { part, field: Field::Iso2Code });
        let offer = self.offer();
        let shop = offer.and_then(|offer| offer.country.as_deref()).unwrap_or_default();
        let parcels = (0..offer.map_or(0, |offer| offer.shipments.len())).filter_map(|index| self.parcel(index));
        let parcels = parcels.map(|own| own.get(Path { part: Part::Shipping, field: Field::Iso2Code }));
        let shipping = self.need().shipping.then(|| country(Part::Shipping));
        [shop, country(Part::Billing)].into_iter().chain(shipping).chain(parcels).all(is_free)
    }
}

/// Whether the country is known and has no such law.
fn is_free(country: &str) -> bool {
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code && !WITH_BUTTON.split(' ').any(|code| code == country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_of_europe_and_unknown_ones_ask_for_the_button() {
        for country in ["DE", "FR", "RE", "NO", "IS", "GB", "UK", "JE", "CH", "LI", "EU", "", "us", "DEU", "U1"] {
            assert!(!is_free(country), "{country}");
        }
        for country in ["US", "JP", "AU", "CA"] {
            assert!(is_free(country), "{country}");
        }
    }
}
