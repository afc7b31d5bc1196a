//! The cart's address state: who buys, where the bill goes, where the parcel goes. Pure.
//!
//! Every value knows where it came from. What a shopper typed is never overwritten, nothing is invented, and what we
//! inferred is marked, so that the shopper can be asked to look at it.

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

/// Whether a text is another word for a value of that field, such as `Germany` for `DE` and `California` for `CA`; of a
/// state the country says whose. For choosing from the page's own lists.
pub fn means(field: Field, country: &str, text: &str, value: &str) -> bool {
    match field {
        Field::Iso2Code => country::country(text, "").is_some_and(|(code, _)| code == value),
        Field::State => matches!(state::state(text, country), state::Found::Value(known) if known == value),
        _ => false,
    }
}

/// The country that a place is in by its postcode, where that is another one than it says: Réunion, not France.
pub fn territory(place: &Fields) -> Option<&'static str> {
    let at = |field| place.get(&field).map_or("", String::as_str);
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

/// Which of the three parts of the address state.
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

    /// The part's fields, in the order in which they are shown where no country says otherwise.
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

/// One field, by the name that it has on the wire.
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
    /// `address3`: what else the parcel needs to arrive.
    Address3,
    /// `zipCode`
    ZipCode,
    /// `city`: Glue's checkout wants at least three characters.
    City,
    /// `state`: Glue's checkout has no field for it; it is ordered with the city or in the third line.
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

    /// How many characters the shop's column holds (spryker/sales, `spy_sales.schema.xml`); more breaks the order.
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
    /// Reads a dotted path, for a field that the part really has.
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
    /// The shopper typed it here, or the page says that they did.
    Shopper,
    /// The shop's account of the logged-in customer.
    Account,
    /// The payment service provider.
    Psp,
    /// We derived it from something that we were given.
    Derived,
}

impl Source {
    /// The word for it in `ec-prefill`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Account => "account",
            Self::Psp => "psp",
            Self::Derived => "derived",
        }
    }
}

/// Why a shopper should look at a value once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// Street and house number came as one line and were split.
    StreetSplit,
    /// The line may contain a house number that we did not dare to split off.
    StreetWhole,
    /// One full name was split into given and family name.
    NameSplit,
    /// The name may hold given and family name, and has no seam where it could be divided.
    NameWhole,
    /// A company came in a person's name.
    CompanyRecognised,
    /// The country was recognised by a name, an unusual code, or the postcode of a territory that has a code of its own.
    CountryRecognised,
    /// Not what this field holds in this country: a state that it has not, a postcode of another length, a text that was
    /// too long for the shop.
    Unusual,
    /// Billing was copied from shipping, or the other way round.
    Copied,
}

impl Check {
    /// The word for it in `ec-prefill`.
    pub fn name(self) -> &'static str {
        match self {
            Self::StreetSplit => "street-split",
            Self::StreetWhole => "street-whole",
            Self::NameSplit => "name-split",
            Self::NameWhole => "name-whole",
            Self::CompanyRecognised => "company-recognised",
            Self::CountryRecognised => "country-recognised",
            Self::Unusual => "unusual",
            Self::Copied => "copied",
        }
    }
}

/// A value with its provenance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The value; empty when the shopper emptied the field.
    pub value: String,
    /// Where it came from.
    pub source: Source,
    /// Why the shopper should look at it.
    pub check: Option<Check>,
}

/// What the payment service provider told about the payer, read from the wire and nothing more. An address without any of
/// address1, city and zipCode counts as absent (Glue always sends an object, also one full of nulls).
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
    /// This one's word, and the other's where this one has none: field by field for the buyer, each address as a whole.
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
