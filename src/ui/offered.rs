//! Decides which payment buttons are shown, from the state. The element and Yew applications use the same code. Pure.

use crate::flow::{Method, Offer, Offering, Phase, State};

/// The button of one payment method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodButton {
    /// The method's key.
    pub key: String,
    /// Its text, if we draw it.
    pub label: String,
    /// The provider draws it into a container.
    pub by_provider: bool,
    /// It is visible, but a click starts nothing.
    pub disabled: bool,
    /// Its provider is not ready yet: only its place is visible.
    pub pending: bool,
}

/// Facts about the methods of an offer that are not in the state.
pub struct Readiness<'a> {
    /// Whether the method's provider is ready for a click.
    pub is_ready: &'a dyn Fn(&Method) -> bool,
    /// Whether the provider draws the method's button.
    pub is_by_provider: &'a dyn Fn(&Method) -> bool,
    /// The text of our button for the method.
    pub label: &'a dyn Fn(&Method) -> String,
    /// How many buttons there were last time. Up to this number, methods that are not ready yet have a place.
    pub places: usize,
    /// No attempt may start now, because of the page's settings or because another element has the cart.
    pub blocked: bool,
    /// Another element of the page has ordered the cart.
    pub ordered: bool,
}

/// The payment buttons, and whether they are visible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The buttons, in their order.
    pub buttons: Vec<MethodButton>,
    /// Whether the shopper sees them. Hidden buttons stay in the page, because a provider's script may still use its button.
    pub visible: bool,
    /// The checkout is loading and has no button yet. The loader's placeholder is shown.
    pub placeholder: bool,
}

/// The offer whose buttons can be clicked.
pub fn clickable(state: &State) -> Option<&Offer> {
    state.clickable().filter(|offer| state.methods(offer).next().is_some())
}

/// The buttons in this state, after the buttons `before`.
pub fn offered(before: &Offered, state: &State, readiness: &Readiness<'_>) -> Offered {
    if readiness.ordered {
        return Offered::default();
    }
    if let Some(offer) = clickable(state) {
        let is_ready = readiness.is_ready;
        let mut spare = readiness.places.saturating_sub(state.methods(offer).filter(|method| is_ready(method)).count());
        let mut has_place = |method: &&Method| {
            let ready = is_ready(method);
            let placed = ready || spare > 0;
            spare -= usize::from(placed && !ready);
            placed
        };
        let button = |method: &Method| MethodButton {
            key: method.key.clone(),
            label: (readiness.label)(method),
            by_provider: (readiness.is_by_provider)(method),
            disabled: readiness.blocked,
            pending: !is_ready(method),
        };
        let buttons = state.methods(offer).filter(&mut has_place).map(button).collect();
        return Offered { buttons, visible: true, placeholder: false };
    }
    let loading = match (state.offering(), state.phase()) {
        (Some(Offering::Unavailable), _) => return Offered::default(),
        (Some(Offering::Loading { .. }), _) | (None, Some(Phase::Resuming { .. })) => true,
        (Some(Offering::Ready { .. } | Offering::Failed { .. }), _) | (None, _) => false,
    };
    let visible = loading && before.visible && !before.buttons.is_empty();
    Offered { buttons: before.buttons.clone(), visible, placeholder: loading && !visible }
}

/// The same buttons in an order that moves no existing button. A new button comes after the one that precedes it in the
/// offer.
pub fn without_moving(before: &[MethodButton], now: Vec<MethodButton>) -> Vec<MethodButton> {
    let kept = before.iter().filter_map(|button| Some(now[position(&now, button)?].clone()));
    let mut all: Vec<MethodButton> = kept.collect();
    for (index, button) in now.iter().enumerate().filter(|(_, button)| position(before, button).is_none()) {
        let follows = index.checked_sub(1).and_then(|index| position(&all, &now[index]));
        all.insert(follows.map_or(0, |place| place + 1), button.clone());
    }
    all
}

/// The position of a button in the list.
fn position(buttons: &[MethodButton], button: &MethodButton) -> Option<usize> {
    buttons.iter().position(|other| other.key == button.key && other.by_provider == button.by_provider)
}

#[cfg(test)]
mod tests;
