//! A press on the order button while the price is being requested, and what the shopper is told when the price changes.
//!
//! A press agrees to the total and the shipment methods that were shown at that moment. It is kept until the answer. If the
//! answer has the same total and methods, the order continues. If not, the shopper is told what changed and presses again.

use super::effect::Effect;
use super::notice::Notice;
use super::phase::{Phase, Review};
use super::state::RequestId;
use super::step::Transition;
use crate::money::Money;

/// How long a press is kept, in milliseconds. After that the shopper may have gone away.
const KEPT: u32 = 15_000;

/// What the review shows of the price.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Seen {
    total: Money,
    /// The shipment method of each shipment.
    chosen: Vec<Option<i64>>,
}

/// A press on the order button while the price was being requested.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    /// What it agrees to.
    pub(super) seen: Seen,
    /// The timer after which it no longer counts.
    pub until: RequestId,
}

impl Seen {
    pub fn new(total: Money, chosen: &[Option<i64>]) -> Self {
        Self { total, chosen: chosen.to_vec() }
    }

    /// Whether a method that was shown has been replaced. The first choice for a shipment replaces nothing.
    fn is_replaced_in(&self, now: &Self) -> bool {
        self.chosen.iter().zip(&now.chosen).any(|(before, now)| before.is_some() && before != now)
    }
}

impl Review {
    /// What the review shows now.
    pub(super) fn shown(&self) -> Seen {
        Seen::new(self.started.attempt.offer.total, &self.chosen)
    }

    /// The shopper chose another method, so it is no news to them.
    pub(super) fn see_chosen(&mut self) {
        self.seen.chosen.clone_from(&self.chosen);
    }

    /// Sets the notice about what changed: since the shopper ordered, or since they looked. `first` is the first price of the
    /// review, which chooses its shipment methods; `incomplete` says that fields are missing.
    pub(super) fn tell_change(&mut self, agreed: Option<&Seen>, first: bool, incomplete: bool) {
        let now = self.shown();
        let seen = std::mem::replace(&mut self.seen, now.clone());
        let before = agreed.unwrap_or(&seen);
        let (was, is) = (before.total, now.total);
        let notice = match agreed {
            Some(_) if was != is => Notice::TotalChanged { was, now: is },
            // The order that the shopper asked for was stopped before. They must not take it for placed.
            None if was != is && self.notice == Some(Notice::DetailsChanged) => Notice::TotalChanged { was, now: is },
            None if self.notice == Some(Notice::DetailsChanged) => return,
            Some(agreed) if *agreed != now => Notice::DeliveryChanged,
            None if was != is => Notice::NewTotal { was, now: is },
            None if !first && before.is_replaced_in(&now) => Notice::DeliveryChanged,
            Some(_) | None => return,
        };
        if self.may_replace_notice(incomplete) {
            self.notice = Some(notice);
            self.reasons = Vec::new();
        }
    }

    /// Whether the message that is shown is less important than a new total.
    fn may_replace_notice(&self, incomplete: bool) -> bool {
        let Some(notice) = self.notice else { return true };
        match notice {
            // The list of the missing fields stays until it is empty.
            Notice::Missing => !incomplete,
            // They ask the shopper to check everything, or say why no order is possible.
            Notice::CartChanged | Notice::NoShipment | Notice::Blocked | Notice::CodeNeeded => false,
            Notice::Cancelled
            | Notice::NotApproved
            | Notice::Interrupted
            | Notice::Elsewhere
            | Notice::ApproveAgain { .. }
            | Notice::TotalChanged { .. }
            | Notice::NewTotal { .. }
            | Notice::DeliveryChanged
            | Notice::DetailsChanged
            | Notice::PriceUnknown
            | Notice::CustomerUnavailable
            | Notice::NotConfirmed
            | Notice::OrderRefused
            | Notice::LogInAgain
            | Notice::UpdateFailed
            | Notice::NotOrdered => true,
        }
    }
}

impl Transition {
    /// Keeps a press on the order button until the price is known. The price is requested at once.
    pub(super) fn keep_press(&mut self, mut review: Review) {
        let rests = review.resting.is_some();
        let seen = review.shown();
        self.hold(&mut review, seen);
        self.state.phase = Phase::Review(review);
        if rests {
            self.request_price();
        }
    }

    /// Keeps the shopper's agreement to that.
    pub(super) fn hold(&mut self, review: &mut Review, seen: Seen) {
        let until = self.number();
        self.effects.push(Effect::Wait(until, KEPT));
        review.press = Some(Press { seen, until });
    }

    /// Stops an order that the shopper asked for and that was not sent yet, and tells them why. They order again. The outcome of
    /// an update under way is then unknown.
    pub(super) fn stop_order(&mut self) {
        let updating = matches!(self.state.phase, Phase::Updating { .. });
        match &mut self.state.phase {
            Phase::Review(review) => {
                // The page's code would order what the shopper agreed to before.
                if let Some(code) = &mut review.code {
                    code.asking = None;
                }
                if review.press.take().is_some() {
                    review.notice = Some(Notice::DetailsChanged);
                }
            }
            Phase::Confirming(review) | Phase::Checking { review, .. } | Phase::Updating { review, .. } => {
                let amount_unsure = review.amount_unsure || updating;
                self.state.phase =
                    Phase::Review(Review { amount_unsure, notice: Some(Notice::DetailsChanged), ..review.clone() });
            }
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_)
            | Phase::Cancelling { .. } => {}
        }
    }

    /// The timer of the press ended before the answer. The shopper presses again.
    pub(super) fn drop_press(&mut self, timer: RequestId) {
        if let Phase::Review(review) = &mut self.state.phase
            && review.press.take_if(|press| press.until == timer).is_some()
        {
            review.notice = Some(Notice::PriceUnknown);
        }
    }
}
