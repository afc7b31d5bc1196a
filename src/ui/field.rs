//! One field of the review: label, input, and what there is to say about the value.

use super::amount::country;
use super::form::{SALUTATIONS, autocomplete, is_required, kind, width};
use crate::address::{Field, Part, Path};
use crate::flow::State;
use crate::locale::{Text, Texts, check_text, field_text, flaw_text};
use yew::prelude::*;

/// What all fields of a review share.
pub(super) struct Form<'a> {
    pub state: &'a State,
    pub texts: &'a Texts,
    /// What the order still needs.
    pub missing: Vec<Path>,
    /// The shopper tried to order.
    pub asked: bool,
    /// Several shipments.
    pub split: bool,
}

impl Form<'_> {
    /// All fields of a part under its heading.
    pub fn part(&self, part: Part, heading: Text) -> Html {
        let fields = part.fields().iter().map(|field| self.field(Path { part, field: *field }));
        html! {
            <fieldset class="group">
                <legend>{ self.texts.get(heading) }</legend>
                <div class="fields">{ for fields }</div>
            </fieldset>
        }
    }

    fn field(&self, path: Path) -> Html {
        let (texts, field) = (self.texts, path.field);
        let value = self.state.book.get(path);
        let id = path.to_string();
        let required = is_required(path, self.split);
        let missing = self.missing.contains(&path);
        let error = missing && self.asked;
        // Billing that reads from shipping is not shown, so this is the field's own.
        let check = self.state.book.entry(path).and_then(|entry| entry.check).filter(|_| !missing);
        let mark = if error {
            " wrong"
        } else if check.is_some() {
            " look"
        } else {
            ""
        };
        let class = ["field ", width(field), mark].concat();

        let said = if missing && value.trim().is_empty() {
            Some(if self.asked { Text::Required } else { Text::FillIn })
        } else if error {
            Some(flaw_text(field))
        } else {
            check.map(check_text)
        };
        let said = said.map(|text| texts.get(text).to_owned());
        let named = if field == Field::Iso2Code && !missing { country(texts.language(), value) } else { None };
        let note = match (named, said) {
            (Some(name), Some(said)) => Some([&name, " · ", &said].concat()),
            (name, said) => name.or(said),
        };
        let note_id = [&id, "-note"].concat();
        let described = note.as_ref().map(|_| note_id.clone());
        let invalid = error.then_some("true");

        let input = if field == Field::Salutation {
            self.salutation(value, &id, autocomplete(path), described, invalid)
        } else {
            let (kind, mode) = kind(field);
            let length = if field == Field::Iso2Code { "2" } else { "255" };
            html! {
                <input id={id.clone()} data-path={id.clone()} type={kind} inputmode={mode} maxlength={length}
                    autocomplete={autocomplete(path)} required={required} aria-invalid={invalid}
                    aria-describedby={described} value={value.to_owned()} />
            }
        };
        html! {
            <div class={class} part="field">
                <label for={id}>
                    { texts.get(field_text(field)) }
                    if !required { <small>{ texts.get(Text::Optional) }</small> }
                </label>
                { input }
                if let Some(note) = note { <span class="note" id={note_id}>{ note }</span> }
            </div>
        }
    }

    fn salutation(
        &self,
        value: &str,
        id: &str,
        tokens: String,
        described: Option<String>,
        invalid: Option<&'static str>,
    ) -> Html {
        let option = |code: &str, label: &str| {
            // `selected` counts when the node is made, the list's `value` when it changes.
            html! { <option value={code.to_owned()} selected={code == value}>{ label }</option> }
        };
        let label = |code: &str| match code {
            "Ms" => self.texts.get(Text::Ms),
            "Mr" => self.texts.get(Text::Mr),
            "Mrs" => self.texts.get(Text::Mrs),
            "Dr" => self.texts.get(Text::Dr),
            _ => self.texts.get(Text::NoSalutation),
        };
        // A shop may have salutations of its own.
        let own = match value {
            "" => Some(option("", self.texts.get(Text::ChooseSalutation))),
            value if SALUTATIONS.contains(&value) => None,
            value => Some(option(value, value)),
        };
        html! {
            <select id={id.to_owned()} data-path={id.to_owned()} autocomplete={tokens} required={true}
                aria-invalid={invalid} aria-describedby={described} ~value={value.to_owned()}>
                { own }
                { for SALUTATIONS.iter().map(|code| option(code, label(code))) }
            </select>
        }
    }
}
