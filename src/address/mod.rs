//! The addresses of a cart: the buyer, the billing address and the shipping address. Pure.
//!
//! Every value carries its source. A value that the shopper typed is never overwritten, no value is invented, and an
//! inferred value is marked, so that the page can ask the shopper to check it.

mod addresses;
mod company;
mod country;
mod fields;
pub mod layout;
mod name;
mod need;
mod normalise;
mod parcel;
mod phone;
mod plain;
mod prefill;
mod region;
mod salutation;
mod saved;
mod state;
mod street;
mod summary;
mod territory;
#[cfg(test)]
mod tests;
mod zip;

pub use addresses::AddressState;
pub use fields::Fields;
pub use need::Need;
pub use normalise::{Normalised, normalise};
pub use parcel::Destination;
pub use phone::{Dialled, dialled};
pub use saved::Saved;
pub use summary::in_one_line;

/// Whether a text means the given value of that field: `Germany` means `DE`, `California` means `CA`. States are looked
/// up in the given country. Used to select an option in the page's own lists.
pub fn means(field: Field, country: &str, text: &str, value: &str) -> bool {
    match field {
        Field::Iso2Code => country::country(text, "").is_some_and(|(code, _)| code == value),
        Field::State => matches!(state::state(text, country), state::Found::Value(known) if known == value),
        _ => false,
    }
}

/// The country of an address by its postcode, if it differs from the country that the address names: a postcode of
/// Réunion in an address in France.
pub fn territory(address: &Fields) -> Option<&'static str> {
    let at = |field| address.get(&field).map_or("", String::as_str);
    territory::by_postcode(at(Field::Iso2Code), at(Field::ZipCode)).filter(|code| *code != "--")
}

/// Street and house number in one line, as the country writes them.
pub fn street_line(street: &str, number: &str, country: &str) -> String {
    street::joined(street, number, country)
}

/// First and last name in one line. The family name comes first in Hungary, in Vietnam and in the scripts of East Asia.
pub fn full_name(first: &str, last: &str, country: &str) -> String {
    name::joined(first, last, country)
}

/// One of the three parts of the address state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The buyer.
    Customer,
    /// Where the bill goes.
    Billing,
    /// Where the parcel goes.
    Shipping,
}

impl Part {
    /// All parts, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Shipping, Self::Billing];

    /// The part's name on the wire, in events and in the `addresses` property.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Billing => "billingAddress",
            Self::Shipping => "shippingAddress",
        }
    }

    /// The part's fields. [`AddressState::order`] has the order in which they are shown.
    pub fn fields(self) -> &'static [Field] {
        use Field::*;
        match self {
            Self::Customer => &[Salutation, FirstName, LastName, Email, Phone],
            Self::Billing | Self::Shipping => &[
                Salutation, FirstName, LastName, Company, Address1, Address2, Address3, ZipCode, City, State, Iso2Code,
                Phone,
            ],
        }
    }
}

/// A field, named as in Glue's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// `salutation`: `Mr`, `Mrs`, `Ms`, `Dr` or `n/a`; a project may have others.
    Salutation,
    /// `firstName`
    FirstName,
    /// `lastName`
    LastName,
    /// `email`
    Email,
    /// `phone`
    Phone,
    /// `company`
    Company,
    /// `address1`: the street.
    Address1,
    /// `address2`: the house number. Glue's checkout refuses an address without one.
    Address2,
    /// `address3`: additions such as floor, building or "c/o".
    Address3,
    /// `zipCode`
    ZipCode,
    /// `city`: Glue's checkout requires at least three characters.
    City,
    /// `state`: Glue's checkout has no field for it. The order carries it in `city` or in `address3`.
    State,
    /// `iso2Code`: the country, two capital letters.
    Iso2Code,
}

impl Field {
    /// The field's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Salutation => "salutation",
            Self::FirstName => "firstName",
            Self::LastName => "lastName",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Company => "company",
            Self::Address1 => "address1",
            Self::Address2 => "address2",
            Self::Address3 => "address3",
            Self::ZipCode => "zipCode",
            Self::City => "city",
            Self::State => "state",
            Self::Iso2Code => "iso2Code",
        }
    }

    /// The length of the shop's database column (spryker/sales, `spy_sales.schema.xml`). A longer value makes the order
    /// fail.
    pub fn longest(self) -> usize {
        match self {
            Self::ZipCode => 15,
            Self::FirstName | Self::LastName => 100,
            _ => 255,
        }
    }
}

/// A field of a part: `shippingAddress.zipCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// The part.
    pub part: Part,
    /// The field.
    pub field: Field,
}

impl Path {
    /// Reads a dotted path. `None` if the part has no such field.
    pub fn parse(text: &str) -> Option<Self> {
        let (part, field) = text.split_once('.')?;
        let part = Part::ALL.into_iter().find(|candidate| candidate.name() == part)?;
        let field = part.fields().iter().copied().find(|candidate| candidate.name() == field)?;
        Some(Self { part, field })
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.part.name())?;
        out.write_str(".")?;
        out.write_str(self.field.name())
    }
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The shopper typed it in our form.
    Shopper,
    /// The page set it, as typed by the shopper in a form of the page.
    Page,
    /// The shop's account of the logged-in customer.
    Account,
    /// The payment service provider.
    Psp,
    /// We derived it from another value.
    Derived,
}

impl Source {
    /// The source's name in `ec-prefill`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shopper | Self::Page => "shopper",
            Self::Account => "account",
            Self::Psp => "psp",
            Self::Derived => "derived",
        }
    }
}

/// Why the shopper should check a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// Street and house number came as one line and were split.
    StreetSplit,
    /// The line may contain a house number. It was not clear enough to split.
    StreetWhole,
    /// One full name was split into given and family name.
    NameSplit,
    /// The name may contain both given and family name. It was not clear where to split.
    NameWhole,
    /// A company was found in a name field.
    CompanyRecognised,
    /// The country was recognised by a name, by an unusual code, or by the postcode of a territory with its own country
    /// code.
    CountryRecognised,
    /// Unusual for this country: an unknown state, or a postcode of another length.
    Unusual,
    /// The text was too long for the shop's column and was cut.
    Cut,
    /// Billing was copied from shipping, or the other way round.
    Copied,
}

impl Check {
    /// The check's name in `ec-prefill`.
    pub fn name(self) -> &'static str {
        match self {
            Self::StreetSplit => "street-split",
            Self::StreetWhole => "street-whole",
            Self::NameSplit => "name-split",
            Self::NameWhole => "name-whole",
            Self::CompanyRecognised => "company-recognised",
            Self::CountryRecognised => "country-recognised",
            Self::Unusual => "unusual",
            Self::Cut => "cut",
            Self::Copied => "copied",
        }
    }
}

/// A value with its source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The value; empty when the shopper emptied the field.
    pub value: String,
    /// Where it came from.
    pub source: Source,
    /// Why the shopper should check it.
    pub check: Option<Check>,
}

/// The payer's data from the payment service provider, as received. An address that has no `address1`, `city` or `zipCode`
/// counts as absent, because Glue always sends an object, even if all its values are null.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Payer {
    /// The buyer.
    pub customer: Fields,
    /// Where the bill goes.
    pub billing: Option<Fields>,
    /// Where the parcel goes.
    pub shipping: Option<Fields>,
}

impl Payer {
    /// Fills the gaps with the other payer's data: the buyer field by field, each address as a whole.
    pub fn or(mut self, other: Self) -> Self {
        for (field, value) in other.customer.iter() {
            if self.customer.get(field).is_none_or(String::is_empty) {
                self.customer.insert(*field, value.clone());
            }
        }
        Self {
            customer: self.customer,
            billing: self.billing.or(other.billing),
            shipping: self.shipping.or(other.shipping),
        }
    }
}
