//! From the click to the pre-fill: the payment starts, the shopper approves at the provider, Glue returns their data.

use super::active::{Active, PendingCancellation};
use super::announce::{Announcement, Outcome};
use super::effect::Effect;
use super::event::{ApprovalError, Sheet};
use super::failure::{Cause, Failure, GlueError, Step};
use super::idle::Offering;
use super::notice::Notice;
use super::offer::Offer;
use super::order::Buyer;
use super::payment::{CancellationRequest, Dialect, MethodName, Payment, PaymentData};
use super::phase::{After, Assurance, Attempt, CancelReason, Phase, Presentation, Question, StartedPayment};
use super::state::{Finish, RequestId};
use super::step::Transition;
use crate::address::{Field, Part, Path, Payer};
use crate::json::Json;
use crate::money::Money;

impl Transition {
    /// The shopper clicked. While an attempt is under way, a click starts nothing.
    pub fn click(&mut self, key: &str, correlation: String, presentation: Presentation) {
        let offer = self.state.clickable().filter(|_| !self.state.left);
        let method = |offer: &Offer| self.state.session.methods(offer).find(|method| method.key == key).cloned();
        let Some((offer, method)) = offer.and_then(|offer| Some((offer.clone(), method(offer)?))) else {
            // The page saw the click, so it also gets its `ec-complete`, and the window that opened is closed.
            if !self.state.is_engaged() {
                self.effects.push(Effect::EndApproval);
            }
            return self.complete_click(correlation, CancelReason::Stale);
        };
        // A pause was about the attempt before. It must not keep a failure of this one from being tried again.
        self.state.paused = None;
        let request = self.number();
        self.effects.push(Effect::ClaimCart(request));
        self.state.open = Some(correlation.clone());
        let attempt = Attempt { correlation, method, offer };
        self.state.phase = Phase::Claiming { attempt, request, presentation };
    }

    /// The cart is locked for this tab, so the payment starts; or another tab has it.
    pub fn cart_claimed(&mut self, request: RequestId, mine: bool) {
        let Phase::Claiming { attempt, request: waiting, presentation } = &self.state.phase else { return };
        if *waiting != request {
            return;
        }
        let (attempt, presentation) = (attempt.clone(), *presentation);
        if !mine {
            self.effects.push(Effect::EndApproval);
            self.announce(Announcement::Cancel { step: "starting", reason: CancelReason::Elsewhere });
            self.complete(Outcome::Cancelled, None);
            let notice = Some(Notice::Elsewhere);
            self.state.phase = Phase::Offering(Offering::Ready { offer: attempt.offer, notice, request: None });
            return;
        }
        let (amount, buyer) = (attempt.offer.total, buyer(&self.state));
        let method = MethodName::from(&attempt.method);
        let known = self.take_declined(&method, amount);
        let request = self.number();
        self.effects.push(Effect::StartPayment { request, method, amount, buyer, known });
        self.state.phase = Phase::Starting { attempt, request, presentation, cancel: None };
    }

    /// `/payments` answered, perhaps long after its deadline.
    pub fn payment_started(
        &mut self,
        request: RequestId,
        method: MethodName,
        amount: Money,
        known: Option<PaymentData>,
        result: Result<(PaymentData, Dialect), GlueError>,
    ) {
        match (&self.state.phase, result) {
            (Phase::Starting { attempt, request: waiting, presentation, cancel }, result) if *waiting == request => {
                let (attempt, presentation, cancel) = (attempt.clone(), *presentation, *cancel);
                match result {
                    Ok((data, dialect)) => {
                        match known {
                            // An update may return a new id. The latest data count.
                            Some(known) if dialect.can_update() => self.drop_cancellation(&known),
                            // API Platform has made a second payment.
                            _ => self.drop_declined(false),
                        }
                        let (method, started) = (attempt.method.clone(), data.clone());
                        self.announce(Announcement::PaymentStart { method, data: started, amount });
                        let started = StartedPayment { attempt, payment: Payment { data, amount, dialect } };
                        self.started(started, presentation, cancel);
                    }
                    Err(error) => {
                        self.drop_declined(!matches!(&error, GlueError::Refused(refusal) if refusal.status < 500));
                        self.not_started(attempt, error, cancel);
                    }
                }
            }
            (Phase::Updating { review, request: waiting }, result) if *waiting == request => {
                self.updated(review.clone(), amount, result);
            }
            (_, Ok((data, dialect))) => self.payment_started_late(known, CancellationRequest { method, data, dialect }),
            (_, Err(_)) => {}
        }
    }

    /// The answer came after its step had ended, and now the payment's id is known. If it is an update of the payment
    /// in use, the latest data count. A payment that an order was placed with, or may have been, stays. Any other is
    /// cancelled.
    fn payment_started_late(&mut self, known: Option<PaymentData>, cancellation: CancellationRequest) {
        let named = |used: &PaymentData| {
            let is_used = |data: &PaymentData| data.transaction_id() == used.transaction_id();
            is_used(&cancellation.data) || cancellation.dialect.can_update() && known.as_ref().is_some_and(is_used)
        };
        // A card or account was declined, and its payment is being updated for another one.
        let updating = |pending: &PendingCancellation| pending.declined.is_some() && pending.request.is_none();
        let mut updated = self
            .state
            .cancellations
            .iter()
            .filter(|pending| updating(pending))
            .map(|pending| &pending.cancellation.data);
        if self.state.ordered.as_ref().is_some_and(named) || updated.any(named) {
            return;
        }
        if !self.state.payment_in_use().as_ref().is_some_and(named) {
            self.request_cancellation(cancellation, false);
            return;
        }
        if let Some(review) = self.state.phase.unsent_review() {
            review.started.payment.data = cancellation.data;
        }
    }

    fn started(&mut self, started: StartedPayment, presentation: Presentation, cancel: Option<CancelReason>) {
        if let Some(reason) = cancel {
            return self.cancel_payment(started, After::Cancelled(reason, "starting"));
        }
        self.effects.push(Effect::HandOver(started.payment.data.clone()));
        self.state.phase = Phase::AwaitingApproval { started, presentation, asking: None };
    }

    fn not_started(&mut self, attempt: Attempt, error: GlueError, cancel: Option<CancelReason>) {
        let failure = Failure::payment(error);
        self.effects.push(Effect::EndApproval);
        match cancel {
            // The attempt was cancelled, and no payment was created.
            Some(reason) if failure.retryable => self.back_to_buttons(attempt.offer, reason, "starting"),
            _ => self.fail(failure, Some(attempt.offer)),
        }
        self.load_if_outdated();
    }

    /// The page itself may go to the provider: the provider says so, or no window opened. So the payment is recorded to be resumed,
    /// and leaving the page does not cancel it.
    pub fn may_leave(&mut self) {
        if let Phase::Claiming { presentation, .. }
        | Phase::Starting { presentation, .. }
        | Phase::AwaitingApproval { presentation, .. } = &mut self.state.phase
        {
            *presentation = Presentation::SameTab;
        }
    }

    /// The provider says that the shopper approved.
    pub fn approved(&mut self, returned: &Json, sheet: Option<Box<Sheet>>) {
        // It also counts while Glue is being asked whether the shopper approved.
        if let Phase::AwaitingApproval { started, presentation, .. }
        | Phase::FetchingCustomer {
            started,
            presentation,
            assurance: Assurance::Returned | Assurance::Unsure | Assurance::Said,
            ..
        } = &self.state.phase
        {
            let (mut started, presentation) = (started.clone(), *presentation);
            started.payment.data = started.payment.data.enriched(returned);
            self.fetch_customer(started, presentation, Assurance::Approved(sheet));
        }
    }

    /// The provider's window closed, or the shopper is back. Glue is asked whether they approved.
    pub fn returned(&mut self, watched: bool) {
        match &self.state.phase {
            // Glue was asked too early, while the shopper was still at the provider. It is asked again.
            Phase::AwaitingApproval { started, presentation, .. }
            | Phase::FetchingCustomer {
                started, presentation, assurance: Assurance::Unsure | Assurance::Said, ..
            } if watched => {
                self.fetch_customer(started.clone(), *presentation, Assurance::Returned);
            }
            Phase::AwaitingApproval { started, presentation, asking: None } => {
                self.fetch_customer(started.clone(), *presentation, Assurance::Unsure);
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
            | Phase::Review(_)
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_)
            | Phase::Cancelling { .. } => {}
        }
    }

    /// The shopper says that they finished at the provider, or tries again. During a pause a timer tries again.
    pub fn finished_said(&mut self) {
        if let Phase::AwaitingApproval { started, presentation, asking } = &self.state.phase {
            let assurance = match asking {
                Some(Question::Unanswered { .. }) if self.state.is_paused() => return,
                Some(Question::Unanswered { returned: true }) => Assurance::Returned,
                _ if started.attempt.method.tells_customer => Assurance::Said,
                // When Glue cannot tell, the shopper's answer counts.
                _ => Assurance::Approved(None),
            };
            self.fetch_customer(started.clone(), *presentation, assurance);
        }
    }

    /// The approval failed. The payment is cancelled.
    pub fn approval_failed(&mut self, error: ApprovalError) {
        // If no window opens here, none will open the next time.
        let retryable = error != ApprovalError::Window;
        let failure = Failure { step: Step::Approval, cause: Cause::Approval(error.clone()), retryable };
        // The approval is for another payment, so this one is unchanged. But the provider's window may be closed, so the
        // shopper is asked.
        if error == ApprovalError::Mismatch {
            if let Phase::AwaitingApproval { asking, .. } = &mut self.state.phase {
                *asking = Some(Question::Approved);
            }
            return self.report(failure);
        }
        match &mut self.state.phase {
            // It failed during the click, before anything was sent.
            Phase::Claiming { attempt, .. } => {
                let offer = attempt.offer.clone();
                self.effects.push(Effect::EndApproval);
                self.fail(failure, Some(offer));
            }
            Phase::AwaitingApproval { started, .. }
            | Phase::FetchingCustomer {
                started,
                assurance: Assurance::Returned | Assurance::Unsure | Assurance::Said,
                ..
            } => {
                let started = started.clone();
                if error == ApprovalError::Declined {
                    self.decline_payment(started, failure);
                } else {
                    self.cancel_payment(started, After::Failed(failure));
                }
            }
            Phase::Starting { cancel: cancel @ None, .. } => {
                *cancel = Some(CancelReason::Provider);
                self.report(failure);
            }
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Starting { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Prefilled { .. }
            | Phase::Review(_)
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_)
            | Phase::Cancelling { .. } => {}
        }
    }

    /// Asks Glue for the payer's data.
    pub fn fetch_customer(&mut self, started: StartedPayment, presentation: Presentation, assurance: Assurance) {
        if !started.attempt.method.tells_customer {
            return self.without_customer(started, presentation, assurance);
        }
        let request = self.number();
        let method = MethodName::from(&started.attempt.method);
        self.effects.push(Effect::FetchCustomer(request, method, started.payment.data.clone()));
        self.state.phase = Phase::FetchingCustomer { started, presentation, request, assurance };
    }

    /// The method's app has no customer endpoint, so the error of `/payment-customers` would say nothing about the approval
    /// (500 in legacy Glue, 422 on API Platform). The data of the provider's sheet are used, or the review asks for them.
    /// When it is unknown whether the shopper approved, they are asked.
    fn without_customer(&mut self, mut started: StartedPayment, presentation: Presentation, assurance: Assurance) {
        match assurance {
            Assurance::Approved(sheet) => {
                let sheet = sheet.map(|sheet| *sheet);
                let payer = sheet.as_ref().map(|sheet| sheet.payer.clone()).unwrap_or_default();
                if let Some(offer) = sheet.and_then(|sheet| sheet.offer) {
                    started.attempt.offer = offer;
                }
                if payer == Payer::default() && self.state.session.config.finish != Finish::Prefill {
                    self.effects.push(Effect::EndApproval);
                    return self.review(started, Some(Notice::CustomerUnavailable));
                }
                self.offer_prefill(started, payer);
            }
            Assurance::Returned | Assurance::Unsure | Assurance::Said => {
                self.ask(started, presentation, Question::Approved);
            }
        }
    }

    /// Asks the shopper, because it is not known whether they approved.
    fn ask(&mut self, started: StartedPayment, presentation: Presentation, question: Question) {
        self.state.phase = Phase::AwaitingApproval { started, presentation, asking: Some(question) };
    }

    /// `/payment-customers` answered.
    pub fn customer_fetched(&mut self, request: RequestId, result: Result<Payer, GlueError>) {
        let Phase::FetchingCustomer { started, presentation, request: waiting, assurance } = &self.state.phase else {
            return;
        };
        if *waiting != request {
            return;
        }
        let (mut started, presentation, mut assurance) = (started.clone(), *presentation, assurance.clone());
        let mut result = result;
        if let Assurance::Approved(sheet) = &mut assurance
            && let Some(sheet) = sheet.take()
        {
            // The data of the provider's sheet complete what Glue returned.
            if sheet.payer != Payer::default() {
                match result {
                    // What a sheet reports proves no approval: only the payment app can check it. An order would be saved
                    // without a payment.
                    Err(error) if error.is_from_app() => {
                        return self.no_customer(started, presentation, Assurance::Returned, error);
                    }
                    Err(error) => {
                        self.report(Failure { step: Step::Customer, cause: Cause::Glue(error), retryable: true });
                        result = Ok(sheet.payer);
                    }
                    Ok(payer) => result = Ok(payer.or(sheet.payer)),
                }
            }
            started.attempt.offer = sheet.offer.unwrap_or(started.attempt.offer);
        }
        match result {
            Ok(payer) => self.offer_prefill(started, payer),
            Err(error) => self.no_customer(started, presentation, assurance, error),
        }
    }

    fn offer_prefill(&mut self, started: StartedPayment, payer: Payer) {
        self.effects.push(Effect::EndApproval);
        self.state.phase = Phase::Prefilling { started, payer: payer.clone() };
        let mut filled = self.state.session.addresses.clone();
        filled.prefill(&payer, self.state.need());
        self.effects.push(Effect::AskPrefill(filled));
    }

    fn no_customer(
        &mut self,
        started: StartedPayment,
        presentation: Presentation,
        assurance: Assurance,
        error: GlueError,
    ) {
        let refused = error.is_from_app();
        let failure = Failure { step: Step::Customer, cause: Cause::Glue(error), retryable: true };
        match assurance {
            Assurance::Approved(_) if self.state.session.config.finish == Finish::Prefill => {
                self.cancel_payment(started, After::Failed(failure));
            }
            Assurance::Approved(_) => {
                self.report(failure);
                self.effects.push(Effect::EndApproval);
                self.review(started, Some(Notice::CustomerUnavailable));
            }
            Assurance::Returned if refused => {
                self.cancel_payment(started, After::Cancelled(CancelReason::NotApproved, "fetching-customer"));
            }
            Assurance::Unsure if refused => self.ask(started, presentation, Question::Approved),
            Assurance::Said if refused => {
                self.report(failure);
                self.ask(started, presentation, Question::NotYet);
            }
            // Nothing is known about the payment.
            Assurance::Returned | Assurance::Unsure | Assurance::Said => {
                self.pause(&failure);
                self.report(Failure { retryable: self.state.can_retry(&failure), ..failure });
                let returned = assurance == Assurance::Returned;
                self.ask(started, presentation, Question::Unanswered { returned });
            }
        }
    }

    /// The page allows the pre-fill, or prevented it.
    pub fn prefill_answered(&mut self, agreed: bool) {
        let Phase::Prefilling { started, payer } = &self.state.phase else { return };
        let started = started.clone();
        if agreed {
            // Filled again, so that the shopper's edits made meanwhile are kept.
            let need = self.state.need();
            self.state.session.addresses.prefill(payer, need);
            self.effects.push(Effect::FillForm(self.state.session.addresses.clone()));
        }
        if self.state.session.config.finish == Finish::Prefill {
            self.complete(Outcome::Prefilled, None);
            self.state.phase = Phase::Prefilled { started };
        } else {
            self.review(started, None);
        }
    }

    /// The shopper, the provider or the page cancels. Ignored while an order may exist. While the payment's id is
    /// unknown, it is cancelled as soon as the id is known.
    pub fn cancel_asked(&mut self, reason: CancelReason) {
        match &mut self.state.phase {
            // Nothing was sent yet.
            Phase::Claiming { attempt, .. } => {
                let offer = attempt.offer.clone();
                self.effects.push(Effect::EndApproval);
                self.back_to_buttons(offer, reason, "starting");
            }
            Phase::Starting { cancel, .. } => {
                *cancel = cancel.or(Some(reason));
                self.effects.push(Effect::EndApproval);
            }
            // The shopper has already approved, so a cancellation by the provider is ignored.
            phase if reason == CancelReason::Provider && !is_at_provider(phase) => {}
            Phase::Resuming { .. } | Phase::ResumeFailed { .. } => {
                self.cancel_resumed(reason);
                self.load(Some(Notice::Cancelled));
            }
            phase => {
                let step = phase.name();
                self.give_up_declined(false);
                if let Some(started) = self.state.cancellable() {
                    self.cancel_payment(started, After::Cancelled(reason, step));
                }
            }
        }
    }
}

/// Whether the shopper may still be at the provider.
fn is_at_provider(phase: &Phase) -> bool {
    matches!(
        phase,
        Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { assurance: Assurance::Returned | Assurance::Unsure | Assurance::Said, .. }
    )
}

/// The country of Spryker's first demo store, when no other country is known.
const LAST_COUNTRY: &str = "DE";

/// The buyer for `/payments`: the known data, else the page's placeholder.
pub(super) fn buyer(state: &Active) -> Buyer {
    let placeholder = &state.session.config.guest_buyer;
    let saved = state.offer().and_then(|offer| offer.saved.first()).map(|saved| &saved.fields);
    let known = |part: Part, field: Field| {
        let typed = state.session.addresses.get(Path { part, field }).trim();
        let account = saved.and_then(|fields| fields.get(&field)).map_or("", String::as_str);
        let value = if typed.is_empty() { account } else { typed };
        (!value.is_empty()).then(|| value.to_owned())
    };
    let country = [Part::Billing, Part::Shipping].into_iter().find_map(|part| known(part, Field::Iso2Code));
    let store = state.offer().and_then(|offer| offer.country.clone());
    let is_code = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let countries = [country, Some(placeholder.iso2_code.clone()), store];
    Buyer {
        first_name: known(Part::Customer, Field::FirstName).unwrap_or_else(|| placeholder.first_name.clone()),
        last_name: known(Part::Customer, Field::LastName).unwrap_or_else(|| placeholder.last_name.clone()),
        email: known(Part::Customer, Field::Email)
            .filter(|email| email.contains('@'))
            .unwrap_or_else(|| placeholder.email.clone()),
        iso2_code: countries.into_iter().flatten().find(is_code).unwrap_or_else(|| LAST_COUNTRY.to_owned()),
    }
}
