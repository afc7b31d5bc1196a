//! Which payment buttons stand in the page: decided by the state alone, for the element and for Yew applications alike.

use crate::flow::{Method, Offer, Offering, Phase, State};

/// The button of one payment method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodButton {
    /// The method's key.
    pub key: String,
    /// What it says, where we draw it.
    pub label: String,
    /// The provider draws it into a container of its own.
    pub by_provider: bool,
    /// It can be seen, but starts nothing.
    pub disabled: bool,
}

/// What the state does not know about the methods of an offer.
pub struct Readiness<'a> {
    /// A click on this method's button would do something.
    pub is_ready: &'a dyn Fn(&Method) -> bool,
    /// The provider draws this method's button.
    pub is_by_provider: &'a dyn Fn(&Method) -> bool,
    /// What our button for this method says.
    pub label: &'a dyn Fn(&Method) -> String,
    /// No attempt may start now: the page says so, or another element has the cart.
    pub blocked: bool,
}

/// The buttons in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The buttons, in their order.
    pub buttons: Vec<MethodButton>,
    /// The shopper sees them. Hidden buttons stay in the page: a provider's software may be at work in one of them.
    pub visible: bool,
    /// The checkout is loading and no button is there: a placeholder stands in their place.
    pub placeholder: bool,
}

/// The offer whose buttons are shown and work.
pub fn clickable(state: &State) -> Option<&Offer> {
    state.clickable().filter(|offer| state.methods(offer).next().is_some())
}

/// The buttons that follow `before` in this state.
pub fn offered(before: &Offered, state: &State, readiness: &Readiness<'_>) -> Offered {
    if let Some(offer) = clickable(state) {
        let button = |method: &Method| MethodButton {
            key: method.key.clone(),
            label: (readiness.label)(method),
            by_provider: (readiness.is_by_provider)(method),
            disabled: readiness.blocked,
        };
        let ready = state.methods(offer).filter(|method| (readiness.is_ready)(method));
        return Offered { buttons: ready.map(button).collect(), visible: true, placeholder: false };
    }
    let loading = match (state.offering(), state.phase()) {
        (Some(Offering::Unavailable), _) => return Offered::default(),
        (Some(Offering::Loading { .. }), _) | (None, Some(Phase::Resuming { .. })) => true,
        (Some(Offering::Ready { .. } | Offering::Failed { .. }), _) | (None, _) => false,
    };
    let visible = loading && before.visible && !before.buttons.is_empty();
    Offered { buttons: before.buttons.clone(), visible, placeholder: loading && !visible }
}

/// The same buttons in an order that moves none of those that stand there already. A button that comes new stands behind the
/// one that it follows in the offer.
pub fn without_moving(before: &[MethodButton], now: Vec<MethodButton>) -> Vec<MethodButton> {
    let kept = before.iter().filter_map(|button| Some(now[position(&now, button)?].clone()));
    let mut all: Vec<MethodButton> = kept.collect();
    for (index, button) in now.iter().enumerate().filter(|(_, button)| position(before, button).is_none()) {
        let follows = index.checked_sub(1).and_then(|index| position(&all, &now[index]));
        all.insert(follows.map_or(0, |place| place + 1), button.clone());
    }
    all
}

/// Where the node of that button stands.
fn position(buttons: &[MethodButton], button: &MethodButton) -> Option<usize> {
    buttons.iter().position(|other| other.key == button.key && other.by_provider == button.by_provider)
}

#[cfg(test)]
mod tests;
