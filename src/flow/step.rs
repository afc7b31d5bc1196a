//! One step of the checkout.

use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::Event;
use super::failure::{Cause, Failure};
use super::offer::Method;
use super::phase::{CancelReason, Phase};
use super::record::Record;
use super::state::State;

/// Takes what happened and says what is next. Pure: the same state and event always give the same.
///
/// It has two halves, so that a page on which nobody pays need not load the larger one: [`step_at_rest`] and
/// [`step_under_way`]. [`at_rest`] says whose turn it is.
pub fn step(state: State, event: Event) -> (State, Vec<Effect>) {
    if at_rest(&state, &event) { step_at_rest(&state, event) } else { step_under_way(state, event) }
}

/// Whether nothing is under way before and after this event: no attempt, no payment, nothing recorded, nothing failed.
pub fn at_rest(state: &State, event: &Event) -> bool {
    let resting = match &state.phase {
        Phase::Loading { resume, .. } | Phase::Failed { resume, .. } => resume.is_none(),
        Phase::Ready { .. } | Phase::Unavailable => true,
        _ => false,
    };
    let idle = match event {
        Event::Begun(record) => record.is_empty(),
        Event::Reload
        | Event::Configured(_)
        | Event::AddressesSet(_)
        | Event::OfferFetched(_, Ok(_))
        | Event::MethodUnavailable(_, None)
        | Event::NotLoaded(_)
        | Event::PageHidden
        | Event::PageShown => true,
        _ => false,
    };
    resting && idle && state.cancellations.is_empty()
}

/// The half that shows what is offered. Only for what is [`at_rest`]; everything else it ignores.
pub fn step_at_rest(state: &State, event: Event) -> (State, Vec<Effect>) {
    let from = state.name();
    let mut turn = Transition { state: copy_at_rest(state), effects: Vec::new() };
    turn.rest(event);
    turn.announce_methods();
    turn.end(from)
}

/// A copy of a state that is at rest. It leaves out what only an attempt has: code to copy that would be the largest piece
/// of what every page loads.
fn copy_at_rest(state: &State) -> State {
    let phase = match &state.phase {
        Phase::Loading { reading, notice, .. } => {
            Phase::Loading { reading: reading.clone(), notice: *notice, resume: None }
        }
        Phase::Ready { offer, notice, reading } => {
            Phase::Ready { offer: offer.clone(), notice: *notice, reading: reading.clone() }
        }
        Phase::Failed { failure, offer, .. } => {
            Phase::Failed { failure: failure.clone(), offer: offer.clone(), resume: None }
        }
        _ => Phase::Unavailable,
    };
    State {
        config: state.config.clone(),
        addresses: state.addresses.clone(),
        phase,
        cancellations: Vec::new(),
        unavailable: state.unavailable.clone(),
        failed_starts: state.failed_starts.clone(),
        paused: state.paused,
        open: state.open.clone(),
        ordered: state.ordered.clone(),
        announced: state.announced.clone(),
        typed: state.typed,
        next_config: state.next_config.clone(),
        outdated: state.outdated,
        left: state.left,
        code: state.code.clone(),
        other_cart: state.other_cart,
        requests: state.requests,
    }
}

/// The half that pays and orders.
///
/// What the next page must know is remembered before any other effect, so that no request leaves unrecorded (rule R1).
pub fn step_under_way(state: State, event: Event) -> (State, Vec<Effect>) {
    let from = state.name();
    let before = match &event {
        Event::Begun(record) => record.clone(),
        _ => Record::of(&state),
    };
    let mut turn = Transition { state, effects: Vec::new() };
    turn.take(event);
    turn.announce_methods();
    let after = Record::of(&turn.state);
    let (state, mut effects) = turn.end(from);
    if after != before {
        effects.insert(0, Effect::Remember(after));
    }
    (state, effects)
}

/// A step being made.
pub(super) struct Transition {
    pub state: State,
    pub effects: Vec<Effect>,
}

impl Transition {
    fn rest(&mut self, event: Event) {
        match event {
            Event::Begun(_) => self.begin(),
            Event::Reload => self.reload(),
            Event::Configured(config) => self.configure(config),
            Event::AddressesSet(addresses) => self.set_addresses(addresses),
            Event::OfferFetched(request, Ok(offer)) => self.offer_fetched(request, offer),
            Event::MethodUnavailable(key, _) => self.method_unavailable(key),
            Event::NotLoaded(correlation) => self.attempt_not_loaded(correlation),
            // Out of the back-forward cache: the cart may be another one by now.
            Event::PageShown if !matches!(self.state.phase, Phase::Loading { .. } | Phase::Failed { .. }) => {
                self.reload()
            }
            _ => {}
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Begun(record) => self.take_up(record),
            Event::Reload => self.reload_under_way(),
            Event::Configured(config) => self.configure_under_way(config),
            Event::AddressesSet(addresses) => self.set_addresses_under_way(addresses),
            Event::OfferFetched(request, result) => self.offer_answered(request, result),
            Event::MethodUnavailable(key, error) => self.method_failed(key, error),
            Event::CartClaimed(request, mine) => self.cart_claimed(request, mine),
            Event::TakenElsewhere => self.taken_elsewhere(),
            Event::NotLoaded(correlation) => self.attempt_not_loaded(correlation),
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
            Event::Edited(path, value) => self.edit(path, &value),
            Event::BillingSame(same) => self.set_billing_same(same),
            Event::SavedChosen(part, choice) => self.choose_saved(part, choice),
            Event::ShipmentSent(shipment, to) => self.send_shipment(shipment, to),
            Event::ShipmentEdited(shipment, field, value) => self.edit_shipment(shipment, field, value),
            Event::LinesFetched(lines) => self.facts(|facts| facts.lines = lines.unwrap_or_default()),
            Event::CountriesFetched(countries) => {
                self.facts(|facts| facts.countries = countries.unwrap_or_default());
            }
            Event::UndoAsked => self.undo(),
            Event::ShipmentChosen(shipment, method) => self.choose_shipment(shipment, method),
            Event::PlaceAsked => self.place_asked(),
            Event::ConfirmAnswered(agreed) => self.confirm_answered(agreed),
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

    /// The effects, after the change of state that the page is told of first.
    fn end(mut self, from: &'static str) -> (State, Vec<Effect>) {
        let to = self.state.name();
        if from != to {
            self.effects.insert(0, Effect::Announce(Announcement::StateChange(from, to)));
        }
        (self.state, self.effects)
    }

    pub fn announce(&mut self, announcement: Announcement) {
        self.effects.push(Effect::Announce(announcement));
    }

    /// Tells the page of a failure.
    pub fn report(&mut self, failure: Failure) {
        let correlation = self.state.open.clone();
        self.announce(Announcement::Error(failure, correlation));
    }

    /// Tells the page of the end of a click that led to no attempt.
    pub fn complete_click(&mut self, correlation: String, reason: CancelReason) {
        self.announce(Announcement::Cancel { step: self.state.name(), reason });
        self.announce(Announcement::Complete { outcome: Outcome::Cancelled, reference: None, correlation });
    }

    /// Tells the page that the attempt is over: exactly once, because the open attempt is taken.
    pub fn complete(&mut self, outcome: Outcome, reference: Option<String>) {
        if let Some(correlation) = self.state.open.take() {
            self.announce(Announcement::Complete { outcome, reference, correlation });
        }
    }

    /// Tells the page which methods there are: once when they are known first, then whenever they change.
    fn announce_methods(&mut self) {
        let methods: Vec<(Method, bool)> = match &self.state.phase {
            Phase::Ready { offer, .. } => {
                let wanted = self.state.wanted(offer).into_iter();
                wanted.map(|method| (method.clone(), !self.state.unavailable.contains(&method.key))).collect()
            }
            Phase::Failed { failure: Failure { cause: Cause::Blocked, .. }, offer: Some(offer), .. } => {
                self.state.wanted(offer).into_iter().map(|method| (method.clone(), false)).collect()
            }
            Phase::Unavailable => Vec::new(),
            _ => return,
        };
        let brief = methods.iter().map(|(method, available)| (method.key.clone(), *available)).collect();
        match self.state.announced.replace(brief) {
            None => self.announce(Announcement::Ready(methods)),
            before if before != self.state.announced => self.announce(Announcement::AvailabilityChange(methods)),
            _ => {}
        }
    }
}
