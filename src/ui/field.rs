//! Draws the fields of the review: label, input, and a note about the value.

use super::form::{SALUTATIONS, autocomplete, direction, is_required, kind, width};
use super::node::{aside, el, group, keyed, list, say, tag, when, with_text, words};
use crate::address::layout::{Usage, layout};
use crate::address::{AddressState, Check, Field, Part, Path, Saved, in_one_line};
use crate::browser::intl::{Names, countries, country};
use crate::flow::announce::address_path;
use crate::flow::{Country, Review};
use crate::locale::{Text, Texts, check_text, field_text, flaw_text};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::prelude::*;
use yew::virtual_dom::{VList, VNode};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = RegExp)]
    type Pattern;
    #[wasm_bindgen(constructor, catch, js_class = RegExp)]
    fn new(pattern: &str, flags: &str) -> Result<Pattern, JsValue>;
    #[wasm_bindgen(method)]
    fn test(this: &Pattern, text: &str) -> bool;
}

/// The data that all fields of one part of the form need.
pub(super) struct Form<'a> {
    pub texts: &'a Texts,
    /// The values of the fields.
    pub addresses: &'a AddressState,
    /// The shipment that the address belongs to; `None` for an address of the whole cart.
    pub shipment: Option<usize>,
    /// The saved addresses of the shopper's account.
    pub saved: &'a [Saved],
    /// The countries that the shop ships to.
    pub countries: &'a [Country],
    /// The fields that the order still needs.
    pub missing: Vec<Path>,
    /// The review, which knows the fields that the shopper has left.
    pub review: &'a Review,
    /// The cart has several shipments.
    pub split: bool,
    /// The buyer's fields are in the same form, so the delivery address needs no name of its own.
    pub names_above: bool,
}

impl Form<'_> {
    /// All fields of a part, below the list of saved addresses.
    pub fn part(&self, part: Part) -> Vec<VNode> {
        let saved = when(part != Part::Customer && !self.saved.is_empty(), || self.saved(part));
        vec![saved, self.fields(part)]
    }

    /// All fields of a part; an address in the order of its country.
    pub fn fields(&self, part: Part) -> VNode {
        let address = layout(self.country(part));
        let is_used = |field: &Field| {
            let value = self.addresses.get(Path { part, field: *field });
            part == Part::Customer || address.usage(*field) != Usage::Unusual || !value.trim().is_empty()
        };
        // The buyer's phone is not part of an order. The carrier's stands in the delivery address.
        let asked = |field: &Field| !(self.names_above && part == Part::Customer && *field == Field::Phone);
        let (mut fields, mut name) = (Vec::new(), Vec::new());
        for field in self.addresses.order(part).into_iter().filter(is_used).filter(asked) {
            let is_name = matches!(field, Field::Salutation | Field::FirstName | Field::LastName);
            let drawn = self.field(Path { part, field });
            if is_name && part == Part::Shipping && self.names_above { name.push(drawn) } else { fields.push(drawn) }
        }
        let fields = list("div", "fields", fields);
        if name.is_empty() {
            return fields;
        }
        // The parcel goes to the buyer, whose name is asked for already.
        let other = say("summary", "", self.texts.get(Text::OtherRecipient));
        let open = self.addresses.has_other_recipient().then_some("");
        let name = el("details", &["class", "open"], &[Some("other"), open], vec![other, list("div", "fields", name)]);
        group("div", "groups", vec![name, fields])
    }

    fn country(&self, part: Part) -> &str {
        self.addresses.get(Path { part, field: Field::Iso2Code })
    }

    /// The list of saved addresses, with a choice for a new one.
    fn saved(&self, part: Part) -> VNode {
        let chosen = self.addresses.chosen(part, self.saved).map(|index| index.to_string()).unwrap_or_default();
        let attributes = [Some(part.name()), Some("off"), Some(&*chosen)];
        let mut list = tag("select", &["data-saved", "autocomplete", "value"], &attributes);
        list.add_child(option("", self.texts.get(Text::OtherAddress), &chosen));
        list.add_children(saved_options(self.saved, &chosen));
        group("label", "field saved", vec![words(self.texts.get(Text::SavedAddress)), list.into()])
    }

    fn field(&self, path: Path) -> VNode {
        let (texts, field) = (self.texts, path.field);
        let value = self.addresses.get(path);
        let id = address_path(self.shipment, path);
        let required = is_required(path, self.country(path.part), self.split);
        let missing = self.missing.contains(&path);
        let asked = self.review.is_marked(self.shipment, path);
        let error = missing && asked;
        // A billing address that is the shipping address is not shown, so this value belongs to the field itself.
        let check = self.check(path);
        // A missing field is an error after the shopper tried to order or left it; a country that the shop does not ship to, at once.
        let foreign = missing && field == Field::Iso2Code && value.trim().len() == 2;
        let mark = if error || foreign {
            " wrong"
        } else if missing || check.is_some() {
            " look"
        } else {
            ""
        };
        let class = ["field ", width(field), mark].concat();

        let choices = self.choices(field, value);
        let is_list = !choices.is_empty();
        let said = if missing && value.trim().is_empty() {
            // A list says itself that it waits for a choice.
            if asked { Some(Text::Required) } else { (!is_list).then_some(Text::FillIn) }
        } else if foreign && !self.countries.is_empty() {
            Some(Text::CountryForeign)
        } else if error {
            Some(flaw_text(field))
        } else {
            check.map(check_text)
        };
        let name = self.name(path);
        let said = said.map(|text| texts.with(text, name));
        let is_code = field == Field::Iso2Code && !is_list;
        let named = if is_code && (foreign || !missing) { country(texts.language(), value) } else { None };
        let note = match (named, said) {
            (Some(name), Some(said)) => Some([&name, " · ", &said].concat()),
            (name, said) => name.or(said),
        };
        let note_id = [&id, "-note"].concat();
        let (kind, mode) = kind(field);
        let tokens = autocomplete(self.shipment, path);
        let typed = |value| if is_list { None } else { Some(value) };
        let attributes = [
            Some(&*id),
            Some(&*id),
            Some(&*tokens),
            required.then_some(""),
            error.then_some("true"),
            note.is_some().then_some(&*note_id),
            typed(kind),
            typed(mode),
            typed(if field == Field::Iso2Code { "2" } else { "255" }),
            typed(direction(field)),
            is_list.then_some(value),
        ];
        let mut input = tag(
            if is_list { "select" } else { "input" },
            &[
                "id",
                "data-path",
                "autocomplete",
                "required",
                "aria-invalid",
                "aria-describedby",
                "type",
                "inputmode",
                "maxlength",
                "dir",
                "value",
            ],
            &attributes,
        );
        if is_list {
            // Browsers read `selected` of an option when the list is created, and `value` of the list when it changes.
            input.add_children(choices);
        } else {
            input.set_value(value.to_owned());
        }
        let optional = when(!required, || aside(texts.get(Text::Optional)));
        let label = el("label", &["for"], &[Some(&*id)], vec![words(name), optional]);
        let note = note.map(|note| with_text(tag("span", &["class", "id"], &[Some("note"), Some(&*note_id)]), &note));
        let mut whole = tag("div", &["class", "part"], &[Some(&class), Some("field")]);
        whole.add_children([label, input.into(), note.unwrap_or_default()]);
        // The key is the field's name, so that the node keeps its value when another country changes the order.
        whole.key = Some(field.name().into());
        whole.into()
    }

    /// The label of a field.
    fn name(&self, path: Path) -> &str {
        self.texts.get(field_text(path.field, self.country(path.part)))
    }

    /// Why the shopper should check the value of a field.
    fn check(&self, path: Path) -> Option<Check> {
        let check = self.addresses.entry(path).and_then(|entry| entry.check).filter(|_| !self.missing.contains(&path));
        check.or_else(|| self.is_unusual(path, self.addresses.get(path)).then_some(Check::Unusual))
    }

    /// The doubts that closing the form does not settle, for the summary of a closed row. A value that was split or recognised
    /// is settled, because the row was open with it.
    pub fn doubts(&self, part: Part) -> Vec<VNode> {
        let doubt = |field: &Field| {
            let path = Path { part, field: *field };
            let check = self.check(path)?;
            let stays = match check {
                Check::Unusual | Check::Cut | Check::StreetWhole | Check::NameWhole => true,
                Check::StreetSplit
                | Check::NameSplit
                | Check::CompanyRecognised
                | Check::CountryRecognised
                | Check::Copied => false,
            };
            let note = [self.name(path), ": ", self.texts.get(check_text(check))].concat();
            stays.then(|| group("p", "look", vec![say("span", "note", &note)]))
        };
        part.fields().iter().filter_map(doubt).collect()
    }

    /// Whether the postcode differs from the shop's pattern for its country. The pattern may be wrong, so the shopper
    /// can still order.
    fn is_unusual(&self, path: Path, value: &str) -> bool {
        let zip = path.field == Field::ZipCode && !value.trim().is_empty();
        let country = self.countries.iter().find(|country| zip && country.code == self.country(path.part));
        country
            .and_then(|country| country.zip_pattern.as_deref())
            .is_some_and(|pattern| !matches(pattern, value.trim()))
    }

    /// The choices of a field; `None` for a field that is typed. The shopper types the code of the country when the
    /// shop does not list its countries.
    fn choices(&self, field: Field, value: &str) -> Vec<VNode> {
        match field {
            Field::Salutation => self.salutations(value),
            Field::Iso2Code if !self.countries.is_empty() => self.countries(value),
            _ => Vec::new(),
        }
    }

    fn countries(&self, value: &str) -> Vec<VNode> {
        let language = self.texts.language();
        let known = self.countries.iter().any(|country| country.code == value);
        // No country is chosen yet, or the shop does not ship there. The value stays, and a note says why it is wrong.
        let own = match value {
            "" => option("", self.texts.get(Text::ChooseCountry), value),
            _ if known => VNode::default(),
            _ => option(value, &country(language, value).unwrap_or_else(|| value.to_owned()), value),
        };
        let names = countries(language, self.countries.iter().map(|country| &*country.code));
        let value = AttrValue::from(value.to_owned());
        vec![own, html! { <Countries {names} {value} /> }]
    }

    fn salutations(&self, value: &str) -> Vec<VNode> {
        let label = |code: &&str| {
            self.texts.get(match *code {
                "Ms" => Text::Ms,
                "Mr" => Text::Mr,
                "Mrs" => Text::Mrs,
                "Dr" => Text::Dr,
                _ => Text::NoSalutation,
            })
        };
        // No salutation is chosen yet, or the shop has its own values.
        let own = match value {
            "" => option("", self.texts.get(Text::ChooseSalutation), value),
            value if SALUTATIONS.contains(&value) => VNode::default(),
            value => option(value, value, value),
        };
        let mut options = vec![own];
        options.extend(SALUTATIONS.iter().map(|code| option(code, label(code), value)));
        options
    }
}

/// The countries in a list.
#[derive(Clone, PartialEq, Properties)]
struct CountriesProps {
    names: Rc<Names>,
    /// The code of the chosen country.
    value: AttrValue,
}

/// The options of a country list. They are a separate component, so that they are re-rendered only when the list or the
/// choice changes. A shop may ship to all countries.
#[component]
fn Countries(props: &CountriesProps) -> Html {
    let mut options = VList::new();
    options.add_children(props.names.iter().map(|(name, code)| option(code, name, &props.value)));
    options.into()
}

/// An option of a list, with its value. Two options may have the same text, so the key has both.
pub(super) fn option(code: &str, label: &str, value: &str) -> VNode {
    let option = tag("option", &["value", "selected"], &[Some(code), (code == value).then_some("")]);
    keyed(option, &[code, " ", label].concat(), label)
}

/// The saved addresses as options; the value is the index.
pub(super) fn saved_options<'a>(saved: &'a [Saved], chosen: &'a str) -> impl Iterator<Item = VNode> + 'a {
    saved.iter().enumerate().map(|(number, saved)| option(&number.to_string(), &in_one_line(&saved.fields), chosen))
}

/// Whether the whole text matches the pattern. True if the pattern is invalid.
fn matches(pattern: &str, text: &str) -> bool {
    let whole = ["^(?:", pattern, ")$"].concat();
    let short = text.len() <= Field::ZipCode.longest();
    match Pattern::new(&whole, "i") {
        Ok(pattern) if short => pattern.test(text),
        _ => true,
    }
}
