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

/// The saved address.
pub fn address() -> Value {
    json!({
        "salutation": "Mrs", "firstName": "Sonia", "lastName": "Wagner", "address1": "Kirchstraße", "address2": "7",
        "address3": null, "zipCode": "10557", "city": "Berlin", "country": "Germany", "iso2Code": "DE",
        "company": null, "phone": "+49 30 555 0101", "isDefaultBilling": true, "isDefaultShipping": true,
    })
}
