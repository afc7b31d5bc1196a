//! What it costs.

use super::amount::amount;
use crate::flow::Review;
use crate::locale::{Text, Texts};
use crate::money::Money;
use yew::prelude::*;

/// The lines of the total: what is not calculated is not there.
pub(super) fn total(review: &Review, texts: &Texts) -> Html {
    let offer = &review.held.attempt.offer;
    let (sum, totals) = (offer.total, offer.totals);
    let line = |text: Text, minor: Option<i64>, class: &'static str| {
        minor.map(|minor| {
            let money = Money { minor, currency: sum.currency };
            html! { <div class={class}><dt>{ texts.get(text) }</dt><dd>{ amount(texts.language(), money) }</dd></div> }
        })
    };
    let taken_off = |minor: Option<i64>| minor.filter(|minor| *minor != 0).map(|minor| -minor);
    html! {
        <dl class="total" part="total" aria-live="polite">
            { line(Text::Subtotal, totals.subtotal, "") }
            { line(Text::Discount, taken_off(totals.discount), "") }
            { line(Text::ShippingCosts, totals.shipment, "") }
            { line(Text::GiftCards, taken_off(totals.gift_cards), "") }
            <div class="sum">
                <dt>
                    { texts.get(Text::Total) }
                    if review.quoting.is_some() { <small>{ texts.get(Text::Updating) }</small> }
                </dt>
                <dd>{ amount(texts.language(), sum) }</dd>
            </div>
            { line(Text::Tax, totals.tax, "tax") }
        </dl>
    }
}

/// How each group of items is shipped.
pub(super) fn shipments(review: &Review, texts: &Texts) -> Html {
    let shipments = &review.held.attempt.offer.shipments;
    let group = |(index, shipment): (usize, &crate::flow::Shipment)| {
        let number = index.to_string();
        let heading = if shipments.len() > 1 {
            texts.with(Text::Shipment, &(index + 1).to_string())
        } else {
            texts.get(Text::ShippingMethod).to_owned()
        };
        let chosen = review.chosen.get(index).copied().flatten();
        let name = ["ec-shipment-", &number].concat();
        let method = |method: &crate::flow::ShipmentMethod| {
            let id = method.id.to_string();
            html! {
                <label class="choice" key={id.as_str()}>
                    <input type="radio" name={name.clone()} data-shipment={number.clone()} value={id}
                        checked={chosen == Some(method.id)} />
                    <span>
                        { &method.name }
                        if !method.carrier.is_empty() && method.carrier != method.name { <small>{ &method.carrier }</small> }
                    </span>
                    if let Some(price) = method.price { <span>{ amount(texts.language(), price) }</span> }
                </label>
            }
        };
        html! {
            <fieldset class="group" key={index}>
                <legend>{ heading }</legend>
                { for shipment.methods.iter().map(method) }
            </fieldset>
        }
    };
    shipments.iter().enumerate().filter(|(_, shipment)| !shipment.methods.is_empty()).map(group).collect()
}
