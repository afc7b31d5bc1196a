//! The registered customers: Sonia, and Otto for tests in which another customer logs in.

use serde_json::{Value, json};

/// A registered customer.
#[derive(Debug)]
pub struct Customer {
    /// The name in the control routes.
    pub name: &'static str,
    /// The log-in name.
    pub email: &'static str,
    /// The customer reference.
    pub reference: &'static str,
    /// The customer's id in access tokens.
    pub id: u64,
    /// The id of the saved address.
    pub address_id: &'static str,
}

/// The password of all customers.
pub const PASSWORD: &str = "change123";

/// All customers.
pub const CUSTOMERS: [Customer; 2] = [
    Customer {
        name: "sonia",
        email: "sonia@example.com",
        reference: "DE--21",
        id: 21,
        address_id: "00000025-6f1c-5a0e-9d3b-2c4100000025",
    },
    Customer {
        name: "otto",
        email: "otto@example.com",
        reference: "DE--22",
        id: 22,
        address_id: "00000029-6f1c-5a0e-9d3b-2c4100000029",
    },
];

/// The customer for a value in a control route: a name, or `true` for Sonia.
pub fn named(wish: &Value) -> Option<&'static Customer> {
    let name = if *wish == Value::Bool(true) { "sonia" } else { wish.as_str()? };
    CUSTOMERS.iter().find(|customer| customer.name == name)
}

/// The customer with this reference, or Sonia.
pub fn with_reference(reference: &str) -> &'static Customer {
    CUSTOMERS.iter().find(|customer| customer.reference == reference).unwrap_or(&CUSTOMERS[0])
}

/// The id of the company user, if the customer buys for a company.
pub const COMPANY_USER: &str = "00000026-6f1c-5a0e-9d3b-2c4100000026";
/// The company's name.
pub const COMPANY: &str = "Hafen Handels GmbH";

/// The addresses of the company's business unit, with their ids and without a person's name.
pub fn unit_addresses() -> [(&'static str, Value); 2] {
    let address = |street: &str, number: &str, zip: &str, city: &str| {
        json!({
            "address1": street, "address2": number, "address3": null, "zipCode": zip, "city": city,
            "phone": "+49 40 555 0200", "iso2Code": "DE", "comment": null,
        })
    };
    [
        ("00000027-6f1c-5a0e-9d3b-2c4100000027", address("Hafenstraße", "3", "20457", "Hamburg")),
        ("00000028-6f1c-5a0e-9d3b-2c4100000028", address("Werkstraße", "11", "24143", "Kiel")),
    ]
}

impl Customer {
    /// The saved address.
    pub fn address(&self) -> Value {
        let (salutation, first, last, street, number) = match self.name {
            "otto" => ("Mr", "Otto", "Brandt", "Ufergasse", "21"),
            _ => ("Mrs", "Sonia", "Wagner", "Kirchstraße", "7"),
        };
        json!({
            "salutation": salutation, "firstName": first, "lastName": last, "address1": street, "address2": number,
            "address3": null, "zipCode": "10557", "city": "Berlin", "country": "Germany", "iso2Code": "DE",
            "company": null, "phone": "+49 30 555 0101", "isDefaultBilling": true, "isDefaultShipping": true,
        })
    }
}
