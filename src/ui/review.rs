//! The review: what will be ordered, to whom, how, for how much - and the button that orders.

use super::Model;
use super::amount::amount;
use super::field::Form;
use super::node::{button, cancel, slot};
use super::total::{shipments, total};
use crate::address::Part;
use crate::flow::{Phase, Review};
use crate::locale::Text;
use yew::prelude::*;

/// The review that is on the screen, editable or on its way to the shop.
pub(super) fn shown(phase: &Phase) -> Option<&Review> {
    match phase {
        Phase::Review(review)
        | Phase::Confirming(review)
        | Phase::Checking { review, .. }
        | Phase::Updating { review, .. }
        | Phase::Placing { review, .. } => Some(review),
        _ => None,
    }
}

/// Draws it.
pub(super) fn review(model: &Model, review: &Review) -> Html {
    let (state, texts) = (&*model.state, &*model.texts);
    let need = state.need();
    let form = Form { state, texts, missing: state.missing(), asked: review.asked, split: need.split };
    let sent = !matches!(state.phase, Phase::Review(_));
    let placing = matches!(state.phase, Phase::Placing { .. });
    let held_up = sent || review.quoting.is_some();
    let order = texts.get(if sent { Text::Placing } else { Text::PlaceOrder });
    let same = state.book.billing_same();
    html! {
        <section class="card" part="review" aria-labelledby="ec-heading">
            <h2 id="ec-heading" tabindex="-1">{ texts.get(Text::ReviewHeading) }</h2>
            <fieldset class="plain" disabled={sent} aria-disabled={sent.then_some("true")}>
                if state.book.has_prefill() { { button("undo", "link", texts.get(Text::Undo)) } }
                if need.customer { { form.part(Part::Customer, Text::CustomerHeading) } }
                if need.shipping {
                    { form.part(Part::Shipping, Text::ShippingHeading) }
                    <label class="choice">
                        <input type="checkbox" data-same="" checked={same} />
                        <span>{ texts.get(Text::BillingSame) }</span>
                    </label>
                }
                if !(need.shipping && same) { { form.part(Part::Billing, Text::BillingHeading) } }
                { shipments(review, texts) }
            </fieldset>
            { total(review, texts) }
            { slot(model.look.slots, "consent") }
            <p class="not">{ texts.get(Text::NotOrderedYet) }</p>
            <div class="acts">
                if !placing { { cancel(texts) } }
                <strong class="due">{ amount(texts.language(), review.held.attempt.offer.total) }</strong>
                <button type="button" part="button place" class="b place" data-ec="place"
                    aria-disabled={held_up.then_some("true")}>{ order }</button>
            </div>
        </section>
    }
}
