//! The attributes with their properties, for the types and the manifest. The allowed words come from the settings.

use crate::settings::attribute_words;

/// An attribute and the property that reflects it.
pub struct Attribute {
    pub name: &'static str,
    pub kind: Kind,
    /// The value without the attribute.
    pub default: Option<&'static str>,
    pub text: &'static str,
}

/// What an attribute accepts.
pub enum Kind {
    /// A text that the element cannot do without.
    Required,
    Text,
    /// A whole number.
    Number,
    /// One of the words of the settings, with the name of their TypeScript type.
    Words(&'static str),
    /// True when it is present.
    Flag,
    /// A text whose property is not reflected, but overrides the attribute.
    Overridden,
    /// `nonce`, which is a property of every HTML element.
    Nonce,
}

const fn attribute(name: &'static str, kind: Kind, text: &'static str) -> Attribute {
    Attribute { name, kind, default: None, text }
}

/// Every attribute.
pub const ATTRIBUTES: [Attribute; 19] = [
    attribute(
        "glue-url",
        Kind::Required,
        "Base URL of the Glue storefront API, absolute or relative to the page. Required.",
    ),
    attribute("cart-id", Kind::Required, "The cart's UUID. Required."),
    attribute(
        "anonymous-id",
        Kind::Overridden,
        "The guest's id, sent as X-Anonymous-Customer-Unique-Id. Required unless accessToken is set.",
    ),
    attribute(
        "methods",
        Kind::Text,
        "Payment method keys, separated by commas: which to show, in this order. Without it: all express methods, by \
         Glue's priority.",
    ),
    Attribute {
        name: "finish",
        kind: Kind::Words("Finish"),
        default: Some("review"),
        text: "How far the element goes: review and order show a summary with the order button; prefill fills the \
               address state and stops; order-at-once orders without a summary if nothing is missing and no country's \
               law asks for an order button.",
    },
    attribute(
        "form",
        Kind::Text,
        "The id of a form in the page. It is filled by the autocomplete tokens of its fields.",
    ),
    Attribute {
        name: "express-page",
        kind: Kind::Words("ExpressPage"),
        default: Some("cart"),
        text: "The kind of page that contains the element. It is passed to providers and to ec-click.",
    },
    attribute(
        "return-url",
        Kind::Text,
        "The page to which a redirecting provider returns the shopper; it must have the element for the same cart. \
         Without it: this page.",
    ),
    attribute("shipment-method", Kind::Number, "Id of the shipment method to preselect. Without it: Glue's first."),
    attribute(
        "locale",
        Kind::Text,
        "BCP 47 tag of the texts. Without it: the nearest lang attribute, then the browser's language; unknown \
         languages become English.",
    ),
    attribute("store", Kind::Text, "Spryker store name, sent as the Store header."),
    Attribute { name: "theme", kind: Kind::Words("Theme"), default: Some("auto"), text: "Colours." },
    Attribute {
        name: "layout",
        kind: Kind::Words("Layout"),
        default: Some("auto"),
        text: "How several buttons are arranged.",
    },
    Attribute {
        name: "button-type",
        kind: Kind::Words("ButtonType"),
        default: Some("checkout"),
        text: "The label of the buttons.",
    },
    Attribute {
        name: "customer-endpoint",
        kind: Kind::Words("CustomerEndpoint"),
        default: Some("auto"),
        text: "The name of the shop's customer route. auto tries the plural, then the singular, and remembers the \
               result.",
    },
    attribute(
        "provider-origins",
        Kind::Text,
        "Origins, separated by spaces, that provider scripts and redirects may use beyond the built-in ones. Plain \
         http on loopback only.",
    ),
    attribute("checkout-url", Kind::Text, "The shop's normal checkout, offered when express checkout is not possible."),
    attribute("nonce", Kind::Nonce, "CSP nonce put on every script that the element adds."),
    Attribute { name: "disabled", kind: Kind::Flag, default: Some("false"), text: "Disables the buttons." },
];

impl Attribute {
    /// The name of the property that reflects it; `None` for one that every HTML element has.
    pub fn property(&self) -> Option<String> {
        let mut parts = self.name.split('-');
        let mut name = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            name += &part[..1].to_ascii_uppercase();
            name += &part[1..];
        }
        (!matches!(self.kind, Kind::Nonce)).then_some(name)
    }

    /// The words that it accepts, as a TypeScript union; `None` for another kind.
    pub fn union(&self) -> Option<String> {
        let words = attribute_words(self.name);
        matches!(self.kind, Kind::Words(_)).then(|| union(words.iter().copied()))
    }

    /// What the attribute and the property have to do with each other.
    pub fn relation(&self) -> String {
        let verb = if self.reflects() { "Reflects" } else { "Overrides" };
        format!("{verb} the attribute `{}`.", self.name)
    }

    /// Whether the property writes the attribute.
    pub fn reflects(&self) -> bool {
        !matches!(self.kind, Kind::Overridden | Kind::Nonce)
    }

    /// The type of the attribute in TypeScript.
    pub fn attribute_type(&self) -> &'static str {
        match self.kind {
            Kind::Required | Kind::Text | Kind::Overridden | Kind::Nonce => "string",
            Kind::Number => "string | number",
            Kind::Words(name) => name,
            Kind::Flag => "\"\" | boolean",
        }
    }

    /// What the property returns, and what may be assigned to it.
    pub fn property_types(&self) -> (String, String) {
        let read = match self.kind {
            Kind::Required | Kind::Text | Kind::Overridden | Kind::Nonce | Kind::Number => "string | null".to_owned(),
            Kind::Words(name) => [name, " | null"].concat(),
            Kind::Flag => "boolean".to_owned(),
        };
        let write = match self.kind {
            Kind::Number => "string | number | null".to_owned(),
            Kind::Flag => "boolean | null".to_owned(),
            Kind::Required | Kind::Text | Kind::Overridden | Kind::Nonce | Kind::Words(_) => read.clone(),
        };
        (read, [&write, " | undefined"].concat())
    }

    /// The type and the default in the manifest.
    pub fn manifest_type(&self) -> (String, Option<String>) {
        let (kind, quote) = match self.kind {
            Kind::Number => ("number".to_owned(), ""),
            Kind::Flag => ("boolean".to_owned(), ""),
            Kind::Required | Kind::Text | Kind::Overridden | Kind::Nonce | Kind::Words(_) => {
                (self.union().unwrap_or_else(|| "string".to_owned()), "\"")
            }
        };
        (kind, self.default.map(|default| [quote, default, quote].concat()))
    }
}

/// Names as a union of string literals.
pub fn union<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.map(|name| ["\"", name, "\""].concat()).collect();
    names.join(" | ")
}

#[test]
fn the_attributes_with_words_are_those_of_the_settings() {
    for attribute in ATTRIBUTES {
        let words = attribute_words(attribute.name);
        assert_eq!(matches!(attribute.kind, Kind::Words(_)), !words.is_empty(), "{}", attribute.name);
        if let Kind::Words(_) = attribute.kind {
            assert_eq!(attribute.default, words.first().copied(), "{}: the first word is the default", attribute.name);
        }
    }
}

#[test]
fn the_reference_names_every_word_and_every_default() {
    let reference = super::committed("docs/reference.md");
    for attribute in ATTRIBUTES {
        let row = reference.lines().find(|line| line.starts_with(&["| `", attribute.name, "` |"].concat()));
        let row = row.unwrap_or_else(|| panic!("the reference lacks {}", attribute.name));
        let property = attribute.property().unwrap_or_else(|| attribute.name.to_owned());
        for name in attribute_words(attribute.name).iter().chain([&property.as_str()]) {
            assert!(row.contains(&["`", name, "`"].concat()), "the reference lacks {name} of {}", attribute.name);
        }
    }
}
