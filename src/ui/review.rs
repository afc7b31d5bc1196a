//! The review: addresses, shipping, total, and the button that orders.

use super::Model;
use super::field::Form;
use super::node::{button, cancel, el, group, price, say, slot, tag, when, with_text};
use super::shipment::shipments;
use super::threshold::hints;
use super::total::total;
use crate::address::Part;
use crate::browser::intl::amount;
use crate::flow::{Active, CodePrompt, Phase, Review};
use crate::locale::{Text, Texts};
use yew::virtual_dom::VNode;

/// Draws the review. After its order was sent, it cannot be edited.
pub(super) fn review(model: &Model, active: &Active, review: &Review) -> VNode {
    let texts = &*model.texts;
    let addresses = &active.session.addresses;
    let need = active.need();
    let saved = &review.started.attempt.offer.saved;
    let form = Form {
        texts,
        addresses,
        shipment: None,
        saved,
        countries: &review.facts.countries,
        missing: active.missing(),
        asked: review.marks_missing,
        split: need.split,
    };
    let sent = !matches!(active.phase, Phase::Review(_));
    let placing = matches!(active.phase, Phase::Placing { .. } | Phase::Refusing { .. });
    let held_up = sent || review.is_settling();
    let order = texts.get(if sent { Text::Placing } else { Text::PlaceOrder });
    let same = addresses.billing_same();
    let when_sent = sent.then_some("true");
    let own = [
        when(addresses.has_prefill(), || button("undo", "link", texts.get(Text::Undo))),
        when(need.customer, || form.part(Part::Customer, Text::CustomerHeading)),
        when(need.shipping, || form.part(Part::Shipping, Text::ShippingHeading)),
        when(need.shipping, || {
            let mut same_box = tag("input", &["type", "data-same"], &[Some("checkbox"), Some("")]);
            same_box.set_checked(same);
            group("label", "choice", vec![same_box.into(), say("span", "", texts.get(Text::BillingSame))])
        }),
        when(!(need.shipping && same), || form.part(Part::Billing, Text::BillingHeading)),
        shipments(active, review, texts),
    ];
    let place = [Some("button place"), Some("button"), Some("button place"), Some("place"), held_up.then_some("true")];
    let acts = [
        when(!placing, || cancel(texts)),
        price("strong", "due", &amount(texts.language(), review.started.attempt.offer.total)),
        with_text(tag("button", &["class", "type", "part", "data-ec", "aria-disabled"], &place), order),
    ];
    // While the order is being sent, the text "not ordered yet" is hidden.
    let heading = texts.get(if sent { Text::Placing } else { Text::ReviewHeading });
    let content = [
        with_text(tag("h2", &["id", "tabindex"], &[Some("ec-heading"), Some("-1")]), heading),
        form_of(el(
            "fieldset",
            &["class", "disabled", "aria-disabled"],
            &[Some("plain"), when_sent, when_sent],
            own.into(),
        )),
        total(review, texts),
        hints(&review.started.attempt.offer),
        slot(model.slots, "consent"),
        review
            .code
            .as_ref()
            .map(|prompt| code(texts, model.state.security_code().is_none() || prompt.wrong, prompt))
            .unwrap_or_default(),
        when(!sent, || say("p", "not", texts.get(Text::NotOrderedYet))),
        group("div", "acts", acts.into()),
    ];
    el(
        "section",
        &["class", "part", "aria-labelledby"],
        &[Some("card"), Some("review"), Some("ec-heading")],
        content.into(),
    )
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
    let keys = &["data-code", "type", "inputmode", "autocomplete", "part", "aria-invalid", "id"];
    let missing = missing.then_some("true");
    let values =
        [Some(""), Some("text"), Some("numeric"), Some("one-time-code"), Some("field"), missing, Some("ec-code")];
    let label = with_text(tag("label", &["for"], &[Some("ec-code")]), texts.get(Text::SecurityCode));
    let content = vec![
        label,
        tag("input", keys, &values).into(),
        said.map(|text| say("small", "", texts.get(text))).unwrap_or_default(),
        button("code", "button quiet", texts.get(Text::SendCode)),
    ];
    group("div", "field code", content)
}
