//! The payers' data at the payment provider, in the formats of the two API stacks.

use crate::config::{Dialect, Payer};
use serde_json::{Map, Value, json};

struct Person {
    first: Value,
    last: Value,
    email: &'static str,
    phone: Value,
    street: Value,
    number: Value,
    zip: Value,
    city: Value,
    country: &'static str,
    state: Value,
}

fn person(payer: Payer) -> Person {
    let mut person = Person {
        first: json!("Ada"),
        last: json!("Payer"),
        email: "ada.payer@example.com",
        phone: json!("491705550142"),
        street: json!("Linienstraße"),
        number: json!("12"),
        zip: json!("10178"),
        city: json!("Berlin"),
        country: "DE",
        state: Value::Null,
    };
    match payer {
        Payer::Ada | Payer::Nobilling | Payer::Empty | Payer::Arrays => {}
        Payer::Inline => {
            person.street = json!("Linienstraße 12");
            person.number = Value::Null;
        }
        Payer::Fullname => {
            person.first = Value::Null;
            person.last = json!("Maria del Carmen Ruiz Soto");
        }
        Payer::Nophone => person.phone = Value::Null,
        Payer::Lowercase => person.country = "de",
        Payer::Nonlatin => {
            person.first = json!("太郎");
            person.last = json!("山田");
            person.email = "taro@example.jp";
            person.street = json!("千代田区丸の内");
            person.number = json!("1-9-1");
            person.zip = json!("100-0005");
            person.city = json!("東京都");
            person.country = "JP";
        }
        Payer::Markup => {
            person.first = json!("<img src=x onerror=alert(1)>");
            person.last = json!("O'Neil & \"Sons\"");
        }
        Payer::State => {
            person.street = json!("Market St");
            person.number = json!("1455");
            person.zip = json!("94103");
            person.city = json!("San Francisco");
            person.country = "US";
            person.state = json!("CA");
        }
        Payer::Longline => {
            person.first = json!("Ada ".repeat(60).trim_end());
            person.street = json!("Straße des siebzehnten Juni ".repeat(20).trim_end());
            person.city = json!("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch");
        }
        Payer::Mononym => {
            person.first = json!("Suharto");
            person.last = Value::Null;
        }
        Payer::Canary => {
            person.first = json!("Payerfirstcanary");
            person.last = json!("Payerlastcanary");
            person.email = "payermailcanary@example.com";
            person.phone = json!("4901770177017");
            person.street = json!("Payerstreetcanary");
            person.number = json!("17canary7");
            person.zip = json!("P4Y3R");
            person.city = json!("Payercitycanary");
        }
        Payer::Overseas => {
            person.street = json!("Rue de Paris");
            person.number = json!("15");
            person.zip = json!("97400");
            person.city = json!("Saint-Denis");
            person.country = "FR";
        }
        Payer::Jersey => {
            person.street = json!("Halkett Place");
            person.number = json!("40");
            person.zip = json!("JE2 3AB");
            person.city = json!("St Helier");
            person.country = "GB";
        }
        Payer::Islands => {
            person.street = json!("Calle Mayor de Triana");
            person.number = json!("20");
            person.zip = json!("35001");
            person.city = json!("Las Palmas de Gran Canaria");
            person.country = "ES";
        }
        Payer::Hongkong => {
            person.street = json!("Nathan Road");
            person.number = json!("618");
            person.zip = Value::Null;
            person.city = json!("Mong Kok");
            person.country = "HK";
            person.state = json!("Kowloon");
        }
        Payer::Japan => {
            person.first = json!("太郎");
            person.last = json!("山田");
            person.email = "taro@example.jp";
            person.street = json!("丸の内");
            person.number = json!("1-9-1");
            person.zip = json!("100-0005");
            person.city = json!("千代田区");
            person.country = "JP";
            person.state = json!("東京都");
        }
        Payer::Ireland => {
            person.street = json!("Shop Street");
            person.number = json!("23");
            person.zip = json!("H91 AX9Y");
            person.city = json!("Galway");
            person.country = "IE";
            person.state = json!("CO GALWAY");
        }
        Payer::Company => {
            person.first = Value::Null;
            person.last = json!("Muster GmbH");
        }
        Payer::Bothnames => {
            person.first = json!("Ada Payer");
            person.last = json!("Ada Payer");
        }
        Payer::Numbers => {
            person.phone = json!(491_705_550_142_u64);
            person.number = json!(12);
            person.zip = json!(10178);
        }
    }
    person
}

// The same person with the second address, which is in a different country for every payer.
fn abroad(payer: Payer) -> Person {
    Person {
        street: json!("Rue de Rivoli"),
        number: json!("10"),
        zip: json!("75001"),
        city: json!("Paris"),
        country: "FR",
        state: Value::Null,
        ..person(payer)
    }
}

/// The data of payment sheets: the person, and two addresses to choose from.
pub fn sheet(payer: Payer) -> Value {
    let text = |value: &Value| match value {
        Value::Number(number) => number.to_string(),
        value => value.as_str().unwrap_or_default().to_owned(),
    };
    let line =
        |parts: [&Value; 2]| parts.map(text).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let address = |person: &Person| {
        json!({
            "line1": line([&person.street, &person.number]), "line2": null, "city": text(&person.city),
            "state": text(&person.state), "postal_code": text(&person.zip), "country": person.country,
        })
    };
    let at_home = person(payer);
    let home = if payer == Payer::Empty { nulls(&address(&at_home)) } else { address(&at_home) };
    json!({
        "name": line([&at_home.first, &at_home.last]),
        "email": at_home.email,
        "phone": text(&at_home.phone),
        "addresses": [home, address(&abroad(payer))],
    })
}

/// The payer's data in the format of this stack. `is_abroad`: the payer chose the second address.
pub fn customer(payer: Payer, is_abroad: bool, dialect: Dialect) -> Value {
    let person = person(payer);
    let mut customer =
        json!({"salutation": "n/a", "firstName": person.first, "lastName": person.last, "email": person.email});
    // Typed objects drop all other fields (trap 6).
    if payer == Payer::Empty && !is_abroad && dialect == Dialect::Platform {
        return customer;
    }
    customer["phone"] = person.phone.clone();
    customer["company"] = Value::Null;
    let in_lists = dialect == Dialect::Platform || payer == Payer::Arrays;
    for kind in ["billingAddress", "shippingAddress"] {
        let elsewhere = is_abroad && kind == "shippingAddress";
        let person = if elsewhere { &abroad(payer) } else { &person };
        let unknown = !elsewhere && (payer == Payer::Empty || (payer == Payer::Nobilling && kind == "billingAddress"));
        let plain = if unknown { nulls(&plain_address(person)) } else { plain_address(person) };
        customer[kind] = if in_lists { json!([transfer(plain, person, unknown)]) } else { plain };
    }
    customer
}

fn plain_address(person: &Person) -> Value {
    json!({
        "salutation": "n/a", "firstName": person.first, "lastName": person.last, "address1": person.street,
        "address2": person.number, "address3": null, "zipCode": person.zip, "city": person.city,
        "country": person.country, "iso2Code": person.country, "company": null, "phone": person.phone,
        "isDefaultShipping": null, "isDefaultBilling": null,
    })
}

// The whole address transfer of the backend.
fn transfer(plain: Value, person: &Person, unknown: bool) -> Value {
    let mut address = json!({"idCustomerAddress": null, "fkCustomer": null});
    for (field, value) in plain.as_object().into_iter().flatten() {
        address[field.as_str()] = value.clone();
    }
    address["state"] = if unknown { Value::Null } else { person.state.clone() };
    for field in ["uuid", "email"] {
        address[field] = Value::Null;
    }
    address["isFromExternalService"] = json!(true);
    address
}

fn nulls(address: &Value) -> Value {
    let fields = address.as_object().into_iter().flatten();
    Value::Object(fields.map(|(field, _)| (field.clone(), Value::Null)).collect::<Map<_, _>>())
}
