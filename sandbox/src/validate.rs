//! Validates the attributes of a request, with the paths and texts of code 901.

use crate::config::Dialect;
use crate::dialect::Problem;
use crate::shop::codes;
use serde_json::{Map, Value};

const MISSING: &str = "This field is missing.";
const BLANK: &str = "This value should not be blank.";

/// An object in the request, and its path.
#[derive(Clone)]
pub struct At<'a> {
    path: String,
    fields: &'a Map<String, Value>,
}

impl<'a> At<'a> {
    /// The attributes of the request.
    pub fn root(attributes: &'a Map<String, Value>) -> Self {
        Self { path: String::new(), fields: attributes }
    }

    fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

/// Collects the errors of a request.
pub struct Check {
    dialect: Dialect,
    findings: Vec<(String, String)>,
}

impl Check {
    /// Starts without errors, for a resource of this stack.
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, findings: Vec::new() }
    }

    /// All errors as one error answer.
    pub fn done(self) -> Result<(), Problem> {
        if self.findings.is_empty() { Ok(()) } else { Err(Problem::fields(self.findings)) }
    }

    fn note(&mut self, path: String, text: impl Into<String>) {
        self.findings.push((path, text.into()));
    }

    /// The value. An error if it is absent, null or empty.
    pub fn filled<'a>(&mut self, at: &At<'a>, key: &str) -> Option<&'a Value> {
        match at.fields.get(key) {
            None => self.note(at.path_to(key), MISSING),
            Some(value) if is_blank(value) => self.note(at.path_to(key), BLANK),
            Some(value) => return Some(value),
        }
        None
    }

    /// Like [`Self::filled`], and the value must be a text.
    pub fn text<'a>(&mut self, at: &At<'a>, key: &str) -> Option<&'a str> {
        let value = self.filled(at, key)?;
        if value.as_str().is_none() {
            self.note(at.path_to(key), "This value should be of type string.");
        }
        value.as_str()
    }

    /// An object. An error if it is absent.
    pub fn object<'a>(&mut self, at: &At<'a>, key: &str) -> Option<At<'a>> {
        match at.fields.get(key) {
            None => self.note(at.path_to(key), MISSING),
            Some(_) => return self.optional_object(at, key),
        }
        None
    }

    /// An object that may be absent or null. PHP reads an empty list as an empty object.
    pub fn optional_object<'a>(&mut self, at: &At<'a>, key: &str) -> Option<At<'a>> {
        static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        match at.fields.get(key) {
            None | Some(Value::Null) => {}
            Some(Value::Object(fields)) => {
                return Some(At { path: at.path_to(key), fields });
            }
            Some(Value::Array(list)) if list.is_empty() => {
                return Some(At { path: at.path_to(key), fields: &NOTHING });
            }
            Some(_) => self.note(at.path_to(key), "This value should be of type array|(Traversable&ArrayAccess)."),
        }
        None
    }

    /// The objects of a list.
    pub fn objects<'a>(&mut self, at: &At<'a>, key: &str) -> Vec<At<'a>> {
        let Some(Value::Array(list)) = at.fields.get(key) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (position, entry) in list.iter().enumerate() {
            let path = format!("{}.{position}", at.path_to(key));
            match entry {
                Value::Object(fields) => found.push(At { path, fields }),
                _ => self.note(path, "This value should be of type array|(Traversable&ArrayAccess)."),
            }
        }
        found
    }

    /// An e-mail address.
    pub fn email(&mut self, at: &At<'_>, key: &str, platform_text: bool) {
        let Some(text) = self.text(at, key) else {
            return;
        };
        let well_formed = text.split_once('@').is_some_and(|(name, host)| {
            let clean = !text.contains(char::is_whitespace) && !host.contains('@');
            clean && !name.is_empty() && host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty())
        });
        if !well_formed {
            let platform = platform_text && self.dialect == Dialect::Platform;
            self.note(
                at.path_to(key),
                if platform { "This value is not a valid email address." } else { "Email is invalid." },
            );
        }
    }

    /// A country code in capitals.
    pub fn country(&mut self, at: &At<'_>, key: &str) {
        if self.text(at, key).is_some_and(|code| !codes::is_country(code)) {
            self.note(at.path_to(key), "This value is not a valid country.");
        }
    }

    /// A currency code in capitals.
    pub fn currency(&mut self, at: &At<'_>, key: &str) {
        if self.text(at, key).is_some_and(|code| !codes::is_currency(code)) {
            self.note(at.path_to(key), "This value is not a valid currency.");
        }
    }

    /// A number or a numeric text, as PHP accepts it.
    pub fn numeric(&mut self, at: &At<'_>, key: &str) -> Option<f64> {
        let value = self.filled(at, key)?;
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.note(at.path_to(key), "This value should be of type numeric.");
        }
        number
    }

    /// A number that is greater than zero.
    pub fn positive(&mut self, at: &At<'_>, key: &str) {
        if self.numeric(at, key).is_some_and(|number| number <= 0.0) {
            self.note(at.path_to(key), "This value should be greater than 0.");
        }
    }

    /// The id of a shipment method: a JSON number, never a text.
    pub fn shipment_method(&mut self, at: &At<'_>) {
        if self.filled(at, "idShipmentMethod").is_some_and(|value| value.as_u64().is_none()) {
            self.note(at.path_to("idShipmentMethod"), "This value should be of type numeric.");
        }
    }

    /// On platform, an error for keys that are not allowed.
    pub fn closed(&mut self, at: &At<'_>, allowed: &[&str]) {
        if self.dialect == Dialect::Platform {
            for key in at.fields.keys().filter(|key| !allowed.contains(&key.as_str())) {
                self.note(at.path_to(key), "This field was not expected.");
            }
        }
    }

    /// On platform, an error for a text with too many characters.
    pub fn at_most(&mut self, at: &At<'_>, key: &str, most: usize) {
        let length = at.fields.get(key).and_then(Value::as_str).map_or(0, |text| text.chars().count());
        if self.dialect == Dialect::Platform && length > most {
            self.note(at.path_to(key), format!("This value is too long. It should have {most} characters or less."));
        }
    }

    /// An address that has to be there.
    pub fn required_address(&mut self, at: &At<'_>, key: &str) {
        if let Some(address) = self.object(at, key) {
            self.address(&address);
        }
    }

    /// An address that may be absent or null.
    pub fn optional_address(&mut self, at: &At<'_>, key: &str) {
        if let Some(address) = self.optional_object(at, key) {
            self.address(&address);
        }
    }

    /// A postal address of checkout and checkout-data. Platform checks only the fields that were sent.
    fn address(&mut self, address: &At<'_>) {
        for key in ["salutation", "firstName", "lastName", "address1", "address2", "zipCode"] {
            self.sent_text(address, key);
        }
        if self.sent_text(address, "city").is_some_and(|city| city.chars().count() < 3) {
            let text = "This value is too short. It should have 3 characters or more.";
            self.note(address.path_to("city"), text);
        }
        self.sent_text(address, "iso2Code");
        for key in ["isDefaultBilling", "isDefaultShipping"] {
            if address.fields.get(key).is_some_and(|value| !value.is_null() && !value.is_boolean()) {
                self.note(address.path_to(key), "This value should be of type boolean.");
            }
        }
    }

    fn sent_text<'a>(&mut self, at: &At<'a>, key: &str) -> Option<&'a str> {
        let skipped = self.dialect == Dialect::Platform && !at.fields.contains_key(key);
        if skipped { None } else { self.text(at, key) }
    }

    /// The provider and the method of a payment.
    pub fn method(&mut self, payment: &At<'_>) {
        self.text(payment, "paymentMethodName");
        self.text(payment, "paymentProviderName");
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
