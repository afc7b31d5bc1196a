//! Builds JSON:API documents.

use crate::config::Dialect;
use serde_json::{Value, json};

/// A resource without relationships.
pub fn resource(kind: &str, id: Value, attributes: Value, link: String) -> Value {
    json!({"type": kind, "id": id, "attributes": attributes, "links": {"self": link}})
}

/// Adds a relationship to a resource.
pub fn relate(resource: &mut Value, name: &str, related: &[Value]) {
    let pointers: Vec<Value> = related.iter().map(|other| json!({"type": other["type"], "id": other["id"]})).collect();
    resource["relationships"][name] = json!({ "data": pointers });
}

/// Removes attributes without a value on platform. In legacy they are null.
pub fn settle(resource: &mut Value, dialect: Dialect) {
    if dialect == Dialect::Platform
        && let Some(attributes) = resource["attributes"].as_object_mut()
    {
        attributes.retain(|_, value| !value.is_null());
    }
}

/// A synthetic id: null in legacy, a text on platform.
pub fn no_id(dialect: Dialect) -> Value {
    match dialect {
        Dialect::Legacy => Value::Null,
        Dialect::Platform => json!("0"),
    }
}
