//! The addresses for `POST /checkout`: which fields are missing, and the values to send.

use super::layout::layout;
use super::normalise::at;
use super::plain::start_of;
use super::{AddressState, Check, Field, Fields, Part, Path, name};

/// Which addresses this checkout requires before `POST /checkout` can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Need {
    /// The shopper is a guest: Glue requires the buyer's name, salutation and e-mail (else code 1109).
    pub customer: bool,
    /// The cart has items to ship. A cart of downloads needs no shipping address.
    pub shipping: bool,
    /// There are several shipments: Glue then also requires the phone of the shipping address (else code 4302).
    pub split: bool,
}

/// The placeholder for a missing postcode in countries without postcodes. Glue's checkout refuses an empty postcode in every
/// country (checkout-rest-api, `checkout.validation.yaml`); carriers and forms use zeros for "none".
const NO_ZIP: &str = "00000";

/// The country that the shop must ship to.
const COUNTRY: Path = Path { part: Part::Shipping, field: Field::Iso2Code };

impl AddressState {
    /// The fields that the shopper must fill in or correct because Glue would refuse them, in the order in which they are
    /// shown. Rules: checkout-rest-api, `checkout.validation.yaml` (nothing blank, a city of three characters);
    /// shipments-rest-api, `AddressSourceCheckoutDataValidator` (split shipments); and the lengths of the database columns.
    /// A field with a whole name that also contains the other field's name is asked for again, so that no name is ordered
    /// twice. While billing is the same as shipping, only shipping is asked for.
    pub fn missing(&self, need: Need) -> Vec<Path> {
        self.missing_for(need, &[])
    }

    /// Like [`AddressState::missing`], and also asks for a country that the shop does not ship to (`countries` of Glue's
    /// `/stores`). Glue would refuse such an order with code 1102. An empty list means that the countries are not known.
    pub fn missing_for(&self, need: Need, countries: &[&str]) -> Vec<Path> {
        let mut out = Vec::new();
        for part in Part::ALL {
            let ordered = self.part(part);
            // The shopper filled in the missing half of the name, and the other field contains it too.
            let names = (at(&ordered, Field::FirstName), at(&ordered, Field::LastName));
            let twice = name::overlap(names.0, names.1, "").is_some();
            let asked = match part {
                Part::Customer => need.customer,
                Part::Shipping => need.shipping,
                Part::Billing => !(need.shipping && self.billing_same()),
            };
            let fields = if asked { self.order(part) } else { Vec::new() };
            for field in &fields {
                let path = Path { part, field: *field };
                let wanted = match field {
                    Field::Company | Field::Address3 | Field::State => false,
                    Field::Phone => part == Part::Shipping && need.split,
                    _ => true,
                };
                // The validator for split shipments uses PHP's `empty()`, which treats "0" as empty.
                let falsy = part == Part::Shipping && need.split;
                let value = ordered.get(field).map_or_else(|| self.get(path).trim(), String::as_str);
                let foreign = path == COUNTRY && !countries.is_empty() && !countries.contains(&value);
                // The parcel goes to the buyer, whose name is asked for already.
                let name = need.customer && matches!(field, Field::FirstName | Field::LastName);
                let asked_above = name && part == Part::Shipping && self.follows_buyer() && {
                    self.get(Path { part: Part::Customer, field: *field }).trim().is_empty()
                };
                let wanted = wanted && !asked_above;
                let long = start_of(value, field.longest()).is_some();
                let whole = twice && self.entry(path).is_some_and(|entry| entry.check == Some(Check::NameWhole));
                if long || wanted && (foreign || whole || !is_enough(*field, value, falsy)) {
                    out.push(path);
                }
            }
        }
        out
    }

    /// The part's values for the request: trimmed, exactly the fields that Glue's checkout accepts (no phone for the buyer),
    /// empty when absent. Billing reads shipping's values while it is the same. The state is written into the city or the
    /// third line, because Glue has no field for it. In countries without postcodes, an empty postcode gets a placeholder,
    /// because Glue requires one.
    pub fn part(&self, part: Part) -> Fields {
        let mut out = Fields::new();
        for field in part.fields() {
            if *field != Field::State && (part != Part::Customer || *field != Field::Phone) {
                out.insert(*field, self.get(Path { part, field: *field }).trim().to_owned());
            }
        }
        if part != Part::Customer {
            super::region::add(&mut out, self.get(Path { part, field: Field::State }).trim());
            if at(&out, Field::ZipCode).is_empty() && !layout(at(&out, Field::Iso2Code)).needs_zip() {
                out.insert(Field::ZipCode, NO_ZIP.to_owned());
            }
        }
        out
    }
}

fn is_enough(field: Field, value: &str, falsy: bool) -> bool {
    match field {
        _ if falsy && value == "0" => false,
        Field::City => start_of(value, 2).is_some(),
        Field::Iso2Code => value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase()),
        Field::Email => is_email(value),
        _ => !value.is_empty(),
    }
}

/// Checks for `name@host.domain` without spaces. A stricter check would refuse valid addresses.
fn is_email(value: &str) -> bool {
    let Some((name, host)) = value.split_once('@') else { return false };
    let host = host.as_bytes();
    let dot = host.iter().rposition(|byte| *byte == b'.');
    let is_host = dot.is_some_and(|dot| dot > 0 && dot + 1 < host.len()) && !host.contains(&b'@');
    !name.is_empty() && is_host && !value.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Source;
    use crate::json::Json;

    const GUEST: Need = Need { customer: true, shipping: true, split: false };

    fn typed(text: &str) -> AddressState {
        let mut addresses = AddressState::default();
        addresses.set_all(&Json::parse(text).unwrap(), Source::Shopper);
        addresses
    }

    fn ada() -> AddressState {
        let mut addresses = typed(
            r#"{"customer":{"salutation":"n/a","firstName":"Ada","lastName":"Payer","email":"ada.payer@example.com"},
            "shippingAddress":{"salutation":"n/a","firstName":"Ada","lastName":"Payer","address1":"Linienstraße",
            "address2":"12","zipCode":"10178","city":"Berlin","iso2Code":"DE","phone":"491705550142","state":"BE"}}"#,
        );
        addresses.set_billing_same(true);
        addresses
    }

    fn names(addresses: &AddressState, need: Need) -> String {
        let paths: Vec<_> = addresses.missing(need).iter().map(Path::to_string).collect();
        paths.join(" ")
    }

    #[test]
    fn empty_addresses_ask_for_every_field_in_the_order_of_the_form() {
        let mut addresses = AddressState::default();
        assert_eq!(
            names(&addresses, GUEST),
            "customer.salutation customer.firstName customer.lastName customer.email shippingAddress.iso2Code \
             shippingAddress.salutation shippingAddress.address1 shippingAddress.address2 \
             shippingAddress.zipCode shippingAddress.city billingAddress.iso2Code billingAddress.salutation \
             billingAddress.firstName billingAddress.lastName billingAddress.address1 billingAddress.address2 \
             billingAddress.zipCode billingAddress.city"
        );
        addresses.edit(Path { part: Part::Billing, field: Field::Iso2Code }, "HU");
        assert!(
            names(&addresses, GUEST).contains("customer.lastName customer.firstName"),
            "Hungarians ask for the family name first"
        );
        addresses.set_billing_same(true);
        assert!(!names(&addresses, GUEST).contains("billing"), "shipping is asked for, billing is the same");
        let downloads = Need { customer: false, shipping: false, split: false };
        assert!(
            names(&addresses, downloads).starts_with("billingAddress."),
            "nothing is shipped: billing is asked for"
        );
        assert_eq!(addresses.missing(downloads).len(), 8);
    }

    #[test]
    fn complete_addresses_ask_for_nothing_and_match_the_sample_request() {
        let addresses = ada();
        assert_eq!(names(&addresses, GUEST), "");
        let wire = |part| {
            let fields = addresses.part(part);
            let texts: Vec<_> = fields.iter().map(|(field, value)| format!("{}={value}", field.name())).collect();
            texts.join("|")
        };
        let address = "salutation=n/a|firstName=Ada|lastName=Payer|phone=491705550142|company=|address1=Linienstraße|\
                       address2=12|address3=|zipCode=10178|city=Berlin|iso2Code=DE";
        assert_eq!(wire(Part::Shipping), address);
        assert_eq!(wire(Part::Billing), address);
        assert_eq!(wire(Part::Customer), "salutation=n/a|firstName=Ada|lastName=Payer|email=ada.payer@example.com");
    }

    #[test]
    fn a_country_that_the_shop_does_not_ship_to_is_asked_for() {
        let addresses = ada();
        let countries = |countries: &[&str]| {
            addresses.missing_for(GUEST, countries).iter().map(Path::to_string).collect::<Vec<_>>()
        };
        assert_eq!(countries(&["AT", "DE"]), Vec::<String>::new());
        assert_eq!(countries(&["AT", "CH"]), ["shippingAddress.iso2Code"], "billing reads from shipping");
        assert_eq!(countries(&[]), Vec::<String>::new(), "the countries are not known");
    }

    #[test]
    fn values_that_glue_would_refuse_are_asked_for() {
        let split = Need { split: true, ..GUEST };
        for (path, value, need, refused, why) in [
            ("shippingAddress.city", "Au", GUEST, true, "two characters"),
            ("shippingAddress.city", "Ulm", GUEST, false, "three"),
            ("shippingAddress.city", "東京都", GUEST, false, "characters count, not bytes"),
            ("shippingAddress.city", "Å  ", GUEST, true, "spaces do not count"),
            ("shippingAddress.iso2Code", "de", GUEST, true, "small letters"),
            ("shippingAddress.iso2Code", "DEU", GUEST, true, "three letters"),
            ("shippingAddress.address2", "  ", GUEST, true, "blank"),
            ("shippingAddress.address2", "0", GUEST, false, "zero is a value"),
            ("shippingAddress.address2", "0", split, true, "PHP's empty() treats zero as empty"),
            ("shippingAddress.phone", "", GUEST, false, "a single shipment needs no phone"),
            ("shippingAddress.phone", "", split, true, "split shipments need one"),
            ("shippingAddress.company", "", split, false, "optional"),
            ("shippingAddress.zipCode", "1234567890123456", GUEST, true, "longer than the shop's column"),
            ("shippingAddress.firstName", &"a".repeat(101), GUEST, true, "longer than the shop's column"),
            ("shippingAddress.firstName", &"ä".repeat(100), GUEST, false, "as long as the column"),
            ("shippingAddress.company", &"a".repeat(256), GUEST, true, "optional fields must fit too"),
            ("customer.email", "ada", GUEST, true, "not an e-mail address"),
            ("customer.email", "ada@example", GUEST, true, "no dot"),
            ("customer.email", "ada@.de", GUEST, true, "no host"),
            ("customer.email", "a da@example.com", GUEST, true, "a space"),
            ("customer.email", "a@b@example.com", GUEST, true, "two at signs"),
            ("customer.email", " ada@mail.example.com ", GUEST, false, "trimmed in the request"),
            ("customer.email", "ada+x@bücher.example", GUEST, false, "unusual but valid"),
        ] {
            let mut addresses = ada();
            addresses.edit(Path::parse(path).unwrap(), value);
            assert_eq!(names(&addresses, need), if refused { path } else { "" }, "{path} = {value}: {why}");
        }
    }

    #[test]
    fn a_name_that_could_not_be_split_is_not_ordered_twice() {
        let kana = Fields::from([
            (Field::LastName, "やまだたろう".to_owned()),
            (Field::Address1, "丸の内".to_owned()),
            (Field::Address2, "1-9-1".to_owned()),
            (Field::ZipCode, "100-0005".to_owned()),
            (Field::City, "千代田区".to_owned()),
            (Field::Iso2Code, "JP".to_owned()),
        ]);
        let need = Need { customer: false, shipping: true, split: false };
        let mut addresses = AddressState::default();
        addresses.prefill(&crate::address::Payer { shipping: Some(kana), ..Default::default() }, need);
        assert_eq!(names(&addresses, need), "shippingAddress.firstName", "nothing is invented");
        let typed = |field, value| {
            let mut addresses = addresses.clone();
            addresses.edit(Path { part: Part::Shipping, field: Field::FirstName }, "たろう");
            addresses.edit(Path { part: Part::Shipping, field }, value);
            names(&addresses, need)
        };
        assert_eq!(typed(Field::City, "横浜市"), "shippingAddress.lastName", "たろう would be in the order twice");
        assert_eq!(typed(Field::LastName, "やまだ"), "", "the shopper has corrected it");
        assert_eq!(typed(Field::FirstName, "はなこ"), "", "another name");
        assert_eq!(typed(Field::LastName, "やまだたろう "), "", "the shopper confirmed it");
    }

    #[test]
    fn the_state_is_ordered_from_every_source_and_undone_with_the_prefill() {
        let city = |addresses: &AddressState, part| at(&addresses.part(part), Field::City).to_owned();
        let mut addresses = typed(r#"{"shippingAddress":{"city":"San Francisco","iso2Code":"US","state":"CA"}}"#);
        addresses.set_billing_same(true);
        for part in [Part::Shipping, Part::Billing] {
            assert_eq!(city(&addresses, part), "San Francisco, CA", "the page set it");
        }
        assert_eq!(
            addresses.get(Path { part: Part::Shipping, field: Field::City }),
            "San Francisco",
            "the city itself is unchanged"
        );
        addresses.edit(Path { part: Part::Shipping, field: Field::State }, "NV");
        assert_eq!(city(&addresses, Part::Shipping), "San Francisco, NV", "the shopper typed it");
        let mut addresses = AddressState::default();
        let wallet = [(Field::City, "Boston"), (Field::State, "MA"), (Field::Iso2Code, "US")];
        let wallet: Fields = wallet.into_iter().map(|(field, value)| (field, value.to_owned())).collect();
        addresses.prefill(&crate::address::Payer { shipping: Some(wallet), ..Default::default() }, GUEST);
        assert_eq!(city(&addresses, Part::Shipping), "Boston, MA");
        addresses.undo_prefill();
        assert_eq!(city(&addresses, Part::Shipping), "");
        assert_eq!(addresses, AddressState::default());
    }

    #[test]
    fn a_state_that_does_not_fit_is_not_cut() {
        let mut addresses = ada();
        for (field, value) in [(Field::Iso2Code, "US"), (Field::State, "MA"), (Field::City, &*"W".repeat(253))] {
            addresses.edit(Path { part: Part::Shipping, field }, value);
        }
        assert_eq!(at(&addresses.part(Part::Shipping), Field::Address3), "MA", "the third line has room");
        addresses.edit(Path { part: Part::Shipping, field: Field::Address3 }, &"W".repeat(253));
        assert_eq!(
            names(&addresses, GUEST),
            "shippingAddress.address3",
            "if it does not fit either, the shopper is asked to shorten the line"
        );
    }

    #[test]
    fn countries_without_postcodes_need_none_and_show_none() {
        let zip = Path { part: Part::Shipping, field: Field::ZipCode };
        for (country, typed, ordered, asked) in [
            ("HK", "", "00000", false),
            ("AE", " ", "00000", false),
            ("IE", "", "00000", false),
            ("IE", "H91 AB12", "H91 AB12", false),
            ("DE", "", "", true),
            ("", "", "", true),
        ] {
            let mut addresses = ada();
            addresses.edit(Path { part: Part::Shipping, field: Field::Iso2Code }, country);
            addresses.edit(zip, typed);
            assert_eq!(at(&addresses.part(Part::Shipping), Field::ZipCode), ordered, "{country}");
            assert_eq!(addresses.missing(GUEST).contains(&zip), asked, "{country}");
            assert_eq!(addresses.get(zip), typed, "{country}: the placeholder is not shown");
        }
    }
}
