//! One step of the checkout: `step` drives both machines; `Transition` is a step of the active one.

use super::active::Active;
use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::{Event, IdleEvent};
use super::failure::Failure;
use super::notice::Notice;
use super::phase::{CancelReason, Phase};
use super::state::{RequestId, State};

/// Applies an event: the next state, and what to do. Pure: the same state and event always give the same result.
///
/// The idle machine takes an [`IdleEvent`]. Any other event makes the checkout active first.
pub fn step(state: State, event: Event) -> (State, Vec<Effect>) {
    match state {
        State::Idle(idle) => match event.idle() {
            Ok(event) => {
                let (idle, effects) = idle.step(event);
                (State::Idle(idle), effects.into_iter().map(Effect::from).collect())
            }
            Err(event) => Box::new(Active::from(idle)).step(event),
        },
        State::Active(active) => active.step(event),
    }
}

impl Active {
    /// Applies an event: the next state, and what to do. The state becomes idle when nothing remains to be done.
    ///
    /// The record for the next page is stored before any other effect, so that no request is sent unrecorded (rule *Written ahead*).
    pub fn step(self: Box<Self>, event: Event) -> (State, Vec<Effect>) {
        let from = self.phase.name();
        let before = if let Event::Begun(record) = &event { record.clone() } else { self.record() };
        let mut transition = Transition { state: self, effects: Vec::new() };
        transition.take(event);
        transition.announce_methods();
        transition.open_missing();
        let Transition { state, mut effects } = transition;
        let to = state.phase.name();
        if from != to {
            effects.insert(0, Effect::Announce(Announcement::StateChange(from, to)));
        }
        let after = state.record();
        let state = state.into_state(&after);
        if after != before {
            effects.insert(0, Effect::Remember(after));
        }
        (state, effects)
    }
}

/// A step of the active machine: the state so far, and the effects so far.
pub(super) struct Transition {
    pub state: Box<Active>,
    pub effects: Vec<Effect>,
}

impl Transition {
    fn take(&mut self, event: Event) {
        match event {
            Event::Begun(record) => self.resume_record(record),
            Event::Reload => self.reload(),
            Event::Configured(config) => self.configure(config),
            Event::TokenChanged => self.token_changed(),
            Event::AddressesSet(addresses) => self.set_addresses(addresses),
            Event::OfferFetched(request, result) => self.offer_answered(request, result),
            Event::MethodUnavailable(key, error) => self.method_failed(key, error),
            Event::CartClaimed(request, mine) => self.cart_claimed(request, mine),
            Event::TakenElsewhere => self.taken_elsewhere(),
            Event::OtherCartCancelled => self.other_cart_cancelled(),
            Event::AttemptFailed(correlation) => self.attempt_failed(correlation),
            Event::Clicked { key, correlation, presentation } => self.click(&key, correlation, presentation),
            Event::PaymentStarted { request, method, amount, known, result } => {
                self.payment_started(request, method, amount, known, result);
            }
            Event::MayLeave => self.may_leave(),
            Event::SheetPriced(offer) => self.sheet_priced(*offer),
            Event::Approved(returned, sheet) => self.approved(&returned, sheet),
            Event::Returned { watched } => self.returned(watched),
            Event::FinishedSaid => self.finished_said(),
            Event::ApprovalFailed(error) => self.approval_failed(error),
            Event::CustomerFetched(request, result) => self.customer_fetched(request, result),
            Event::PrefillAnswered(agreed) => self.prefill_answered(agreed),
            Event::RowToggled(row) => self.toggle_row(row),
            Event::FieldLeft(shipment, path) => self.field_left(shipment, path),
            Event::Edited(path, value) => self.edit(path, &value),
            Event::BillingSame(same) => self.set_billing_same(same),
            Event::SavedChosen(part, choice) => self.choose_saved(part, choice),
            Event::ShipmentSent(shipment, to) => self.send_shipment(shipment, to),
            Event::ShipmentEdited(shipment, field, value) => self.edit_shipment(shipment, field, value),
            Event::LinesFetched(lines) => self.update_facts(|facts| facts.lines = lines.unwrap_or_default()),
            Event::CountriesFetched(countries) => {
                self.update_facts(|facts| facts.countries = countries.unwrap_or_default());
            }
            Event::UndoAsked => self.undo(),
            Event::ShipmentChosen(shipment, method) => self.choose_shipment(shipment, method),
            Event::PlaceAsked => self.place_asked(),
            Event::ConfirmAnswered(agreed) => self.confirm_answered(agreed),
            Event::PageFieldChanged => self.forget_notice(Notice::NotConfirmed),
            Event::OrderPlaced(request, result) => self.order_placed(request, result),
            Event::OrdersFetched(request, result) => self.orders_fetched(request, result),
            Event::OrderFetched(request, result) => self.order_fetched(request, result),
            Event::CodeGiven(request, code) => self.code_given(request, code),
            Event::CodeAsked => self.code_asked(),
            Event::CodeSent(request, result) => self.code_sent(request, result),
            Event::CodeTyped(code) => self.code_typed(code),
            Event::CancellationAnswered(request, result) => self.cancellation_answered(request, result),
            Event::Waited(request) => self.waited(request),
            Event::CancelAsked(reason) => self.cancel_asked(reason),
            Event::PageHidden => self.page_hidden(),
            Event::PageShown => self.page_shown(),
            Event::ElementLeft => self.element_left(),
            Event::ElementBack => self.element_back(),
        }
    }

    /// Applies an event of the idle machine, when the buttons are shown.
    pub fn idle(&mut self, event: IdleEvent) {
        if let Phase::Offering(offering) = &mut self.state.phase {
            let effects = offering.take(&mut self.state.session, event);
            self.effects.extend(effects.into_iter().map(Effect::from));
        }
    }

    pub fn number(&mut self) -> RequestId {
        self.state.session.number()
    }

    pub fn announce(&mut self, announcement: Announcement) {
        self.effects.push(Effect::Announce(announcement));
    }

    /// Announces a failure.
    pub fn report(&mut self, failure: Failure) {
        let correlation = self.state.open.clone();
        self.announce(Announcement::Error(failure, correlation));
    }

    /// Announces the end of a click that started no attempt.
    pub fn complete_click(&mut self, correlation: String, reason: CancelReason) {
        self.announce(Announcement::Cancel { step: self.state.phase.name(), reason });
        self.announce(Announcement::Complete { outcome: Outcome::Cancelled, reference: None, correlation });
    }

    /// Announces the end of the attempt: exactly once, because it takes the open attempt.
    pub fn complete(&mut self, outcome: Outcome, reference: Option<String>) {
        if let Some(correlation) = self.state.open.take() {
            self.announce(Announcement::Complete { outcome, reference, correlation });
        }
    }

    /// Announces the methods, if they have changed since they were last announced.
    pub fn announce_methods(&mut self) {
        if let Phase::Offering(offering) = &self.state.phase
            && let Some(announcement) = self.state.session.announce_methods(offering)
        {
            self.announce(announcement.into());
        }
    }
}
