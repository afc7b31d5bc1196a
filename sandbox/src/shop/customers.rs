//! The one registered customer.

use serde_json::{Value, json};

/// Log-in name.
pub const EMAIL: &str = "sonia@example.com";
/// Password.
pub const PASSWORD: &str = "change123";
/// Customer reference.
pub const REFERENCE: &str = "DE--21";
/// The id of the saved address.
pub const ADDRESS_ID: &str = "00000025-6f1c-5a0e-9d3b-2c4100000025";

/// The id of the company user, where the customer is one.
pub const COMPANY_USER: &str = "00000026-6f1c-5a0e-9d3b-2c4100000026";
/// The company's name.
pub const COMPANY: &str = "Hafen Handels GmbH";

/// The addresses of the company's business unit, with their ids. Nobody's name is in them.
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

/// The saved address.
pub fn address() -> Value {
    json!({
        "salutation": "Mrs", "firstName": "Sonia", "lastName": "Wagner", "address1": "Kirchstraße", "address2": "7",
        "address3": null, "zipCode": "10557", "city": "Berlin", "country": "Germany", "iso2Code": "DE",
        "company": null, "phone": "+49 30 555 0101", "isDefaultBilling": true, "isDefaultShipping": true,
    })
}
