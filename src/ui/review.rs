//! The review: addresses, shipping, total, and the button that orders.

use super::Model;
use super::field::Form;
use super::method_button::method_name;
use super::node::{Tone, button, count, el, group, say, slot, tag, when, with_text};
use super::panel::{Line, boxed, said, tone};
use super::shipment::shipments;
use super::summary::Rows;
use super::threshold::hints;
use super::total::{due, total};
use crate::address::{AddressState, Field, Part, Path};
use crate::flow::announce::address_path;
use crate::flow::{Active, CodePrompt, Notice, Phase, Review, Row};
use crate::locale::{Text, Texts, field_text};
use yew::virtual_dom::VNode;

/// Draws the review. After its order was sent, it cannot be edited.
pub(super) fn review(model: &Model, active: &Active, review: &Review) -> VNode {
    let texts = &*model.texts;
    let addresses = &active.session.addresses;
    let need = active.need();
    let offer = &review.started.attempt.offer;
    let form = Form {
        texts,
        addresses,
        shipment: None,
        saved: &offer.saved,
        countries: &review.facts.countries,
        missing: active.missing(),
        review,
        split: need.split,
        names_above: need.customer && need.shipping,
    };
    let sent = !matches!(active.phase, Phase::Review(_));
    let placing = matches!(active.phase, Phase::Placing { .. } | Phase::Refusing { .. });
    // A press while the price is being requested counts, so the button stays usable until then.
    let held_up = sent || review.press.is_some();
    let order = match (sent, held_up) {
        (true, _) => texts.get(Text::Placing),
        (false, true) => texts.get(Text::CheckingTotal),
        (false, false) => texts.order_button(active.may_use_plain_words()),
    };
    let same = need.shipping && addresses.billing_same();
    let rows = Rows { texts, review, editable: !sent };
    let customer = || {
        let email = addresses.get(Path { part: Part::Customer, field: Field::Email });
        let name = addresses.written_name(Part::Customer);
        let mut lines: Vec<VNode> = [&*name, email].into_iter().map(|line| say("p", "", line)).collect();
        lines.extend(form.doubts(Part::Customer));
        lines
    };
    let place = |part: Part, named: bool| {
        let mut lines = rows.address(addresses, part, named);
        // It is sent with the order, so the shopper sees it.
        let phone = addresses.get(Path { part, field: Field::Phone }).trim();
        lines.extend((!phone.is_empty()).then(|| say("p", "", phone)));
        lines.extend(form.doubts(part));
        lines
    };
    let named = !need.customer || !is_same_name(addresses);
    // The billing address was the delivery address until the shopper edited that.
    let kept = || when(addresses.billing_kept(), || say("p", "note", texts.get(Text::BillingKept)));
    let billing = || {
        if same {
            vec![say("p", "", texts.get(Text::BillingSame))]
        } else {
            let mut lines = place(Part::Billing, true);
            lines.push(kept());
            lines
        }
    };
    let billing_form = || {
        let mut content = vec![when(need.shipping, || {
            let mut same_box = tag("input", &["type", "data-same"], &[Some("checkbox"), Some("")]);
            same_box.set_checked(same);
            group("label", "choice", vec![same_box.into(), say("span", "", texts.get(Text::BillingSame))])
        })];
        if !same {
            content.push(kept());
            content.extend(form.part(Part::Billing));
        }
        content
    };
    let pay = Text::PayHeading;
    let method = || vec![say("p", "", method_name(texts, &review.started.attempt.method))];
    let another = || vec![button("cancel", "button quiet", texts.get(Text::PayAnotherWay))];
    let own = vec![
        when(need.customer, || {
            rows.row(Row::Part(Part::Customer), texts.get(part_text(Part::Customer)), customer(), || {
                form.part(Part::Customer)
            })
        }),
        when(need.shipping, || {
            let summary = place(Part::Shipping, named);
            rows.row(Row::Part(Part::Shipping), texts.get(part_text(Part::Shipping)), summary, || {
                form.part(Part::Shipping)
            })
        }),
        shipments(&rows, active),
        rows.row(Row::Payment, texts.get(pay), method(), another),
        rows.row(Row::Part(Part::Billing), texts.get(part_text(Part::Billing)), billing(), billing_form),
        when(addresses.has_own_before() && !sent, || button("undo", "link", texts.get(Text::Undo))),
    ];
    let place = [Some("button place"), Some("button"), Some("button place"), Some("place"), held_up.then_some("true")];
    // After a press that ordered nothing, the message says so.
    let has_failed = review.notice.is_some_and(|notice| match notice {
        Notice::CustomerUnavailable => false,
        Notice::Missing => !active.all_missing().is_empty(),
        notice => tone(notice) != Tone::Information,
    });
    let acts = [
        said(model),
        due(review, texts),
        when(!sent && !has_failed, || say("p", "not", texts.get(Text::NotOrderedYet))),
        with_text(tag("button", &["class", "type", "part", "data-ec", "aria-disabled"], &place), order),
        when(!placing, || button("cancel", "link", texts.get(Text::Cancel))),
    ];
    let heading = texts.get(if sent { Text::Placing } else { Text::ReviewHeading });
    let disabled = sent.then_some("");
    let content = [
        with_text(tag("h2", &["id", "tabindex", "part"], &[Some("ec-heading"), Some("-1"), Some("heading")]), heading),
        when(review.notice == Some(Notice::Missing) && !sent, || errors(texts, active)),
        rows.items(),
        form_of(el(
            "fieldset",
            &["class", "disabled", "aria-labelledby"],
            &[Some("plain"), disabled, Some("ec-heading")],
            own,
        )),
        total(review, texts),
        hints(offer),
        slot(model.slots, "consent"),
        review
            .code
            .as_ref()
            .map(|prompt| code(texts, model.state.security_code().is_none() || prompt.wrong, prompt))
            .unwrap_or_default(),
        group("div", "acts bar", acts.into()),
    ];
    el(
        "section",
        &["class", "part", "aria-labelledby"],
        &[Some("card"), Some("review"), Some("ec-heading")],
        content.into(),
    )
}

/// Whether the parcel goes to the buyer by name, so that the name is shown once.
fn is_same_name(addresses: &AddressState) -> bool {
    [Field::FirstName, Field::LastName].into_iter().all(|field| {
        let at = |part| addresses.get(Path { part, field }).trim();
        at(Part::Shipping) == at(Part::Customer)
    })
}

/// The fields that the order still needs, as links to them. It is no live region, because the first of these fields gets the
/// focus.
fn errors(texts: &Texts, active: &Active) -> VNode {
    let missing = active.all_missing();
    let name = |(shipment, path): &(Option<usize>, Path)| {
        let addresses = shipment.and_then(|shipment| active.parcel(shipment)).unwrap_or(&active.session.addresses);
        let country = addresses.get(Path { field: Field::Iso2Code, ..*path });
        texts.get(field_text(path.field, country))
    };
    let link = |at: &(Option<usize>, Path)| {
        let label = name(at);
        let alike = missing.iter().filter(|other| name(other) == label).count() > 1;
        let part = match at {
            _ if !alike => String::new(),
            (Some(shipment), _) => texts.with(Text::Shipment, &(shipment + 1).to_string()),
            (None, path) => texts.get(part_text(path.part)).to_owned(),
        };
        let label = if part.is_empty() { label.to_owned() } else { [&*part, ": ", label].concat() };
        let action = ["to-", &address_path(at.0, at.1)].concat();
        let values = [Some("link"), Some("button"), Some("link"), Some(&*action)];
        let button = with_text(tag("button", &["class", "type", "part", "data-ec"], &values), &label);
        group("li", "", vec![button])
    };
    let text = count(texts, Text::MissingFields, missing.len());
    let list = group("ul", "faults", missing.iter().map(link).collect());
    when(!missing.is_empty(), || boxed(Line { tone: Some(Tone::Error), text, more: vec![list] }))
}

fn part_text(part: Part) -> Text {
    match part {
        Part::Customer => Text::CustomerHeading,
        Part::Shipping => Text::ShippingHeading,
        Part::Billing => Text::BillingHeading,
    }
}

/// Puts the fields into a form, because Firefox's autofill finds only those in a closed root. The form is never sent: its
/// only submit button is disabled, so that Enter in a field does nothing.
fn form_of(fields: VNode) -> VNode {
    let blocked = tag("button", &["type", "disabled", "hidden"], &[Some("submit"), Some(""), Some("")]);
    el("form", &[], &[], vec![blocked.into(), fields])
}

/// The input for the security code. The shop sends the code on request.
fn code(texts: &Texts, missing: bool, prompt: &CodePrompt) -> VNode {
    let said = match prompt.sent {
        _ if prompt.wrong => Some(Text::CodeWrong),
        Some(true) => Some(Text::CodeSent),
        Some(false) => Some(Text::CodeNotSent),
        None => None,
    };
    let keys = &["data-code", "type", "inputmode", "autocomplete", "part", "aria-invalid", "id", "dir"];
    let missing = missing.then_some("true");
    let values = [
        Some(""),
        Some("text"),
        Some("numeric"),
        Some("one-time-code"),
        Some("field"),
        missing,
        Some("ec-code"),
        Some("ltr"),
    ];
    let label = with_text(tag("label", &["for"], &[Some("ec-code")]), texts.get(Text::SecurityCode));
    let content = vec![
        label,
        tag("input", keys, &values).into(),
        said.map(|text| say("small", "", texts.get(text))).unwrap_or_default(),
        button("code", "button quiet", texts.get(Text::SendCode)),
    ];
    group("div", "field code", content)
}
