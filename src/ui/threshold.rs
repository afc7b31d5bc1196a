//! Draws the shop's messages about thresholds that the cart does not meet.

use super::node::{group, say, when};
use crate::flow::{Offer, Threshold};
use crate::locale::{Text, Texts};
use yew::virtual_dom::VNode;

/// The messages of soft thresholds, below the buttons and in the review.
pub(super) fn hints(offer: &Offer) -> VNode {
    let soft = offer.thresholds.iter().filter(|missed| !missed.is_hard());
    let messages: Vec<VNode> = soft.filter_map(|missed| Some(say("p", "hint", missed.message.as_deref()?))).collect();
    when(!messages.is_empty(), || group("div", "hints", messages))
}

/// Why the shop refuses an order of this cart.
pub(super) fn obstacles(offer: &Offer, texts: &Texts) -> String {
    let message =
        |missed: &Threshold| missed.message.clone().unwrap_or_else(|| texts.get(Text::ThresholdMissed).to_owned());
    let mut sentences: Vec<String> = offer.thresholds.iter().filter(|missed| missed.is_hard()).map(message).collect();
    if offer.shipments.iter().any(|shipment| shipment.only_pick_up) {
        sentences.push(texts.get(Text::OnlyPickUp).to_owned());
    }
    sentences.join(" ")
}
