//! Pauses: Glue asked to wait, or too many starts failed in a short time.

use super::active::Active;
use super::effect::Effect;
use super::failure::{Cause, Failure, GlueError, Step};
use super::idle::Offering;
use super::phase::{Phase, Question};
use super::state::RequestId;
use super::step::Transition;

/// After so many failed starts within [`WINDOW`], only the shop's own checkout is offered.
const FAILED_STARTS: usize = 3;

/// How long a failed start counts, in milliseconds.
const WINDOW: u32 = 60_000;

/// The longest `Retry-After` that is honoured, in seconds.
const PATIENCE: u32 = 60;

impl Active {
    /// Whether so many starts failed within a minute that no further one is offered.
    pub(super) fn is_tripped(&self) -> bool {
        self.failed_starts.len() >= FAILED_STARTS
    }

    /// Whether Glue asked to wait (`Retry-After`). A timer ends the pause.
    pub(super) fn is_paused(&self) -> bool {
        self.paused.is_some()
    }

    /// Whether no start is offered until a timer ends.
    pub(super) fn is_held_back(&self) -> bool {
        self.is_tripped() || self.is_paused()
    }
}

impl Transition {
    /// Counts a failed start, and begins a pause if Glue asked for one.
    pub fn count_failure(&mut self, failure: &Failure) {
        if matches!(failure.step, Step::Payment | Step::Approval | Step::Customer) {
            let wait = self.number();
            self.state.failed_starts.push(wait);
            self.effects.push(Effect::Wait(wait, WINDOW));
        }
        self.pause(failure);
    }

    /// Begins a pause if Glue asked for one.
    pub fn pause(&mut self, failure: &Failure) {
        if let Cause::Glue(GlueError::Refused(refusal)) = &failure.cause
            && let Some(seconds) = refusal.retry_after
            && failure.retryable
        {
            let wait = self.number();
            self.state.paused = Some(wait);
            self.effects.push(Effect::Wait(wait, seconds.clamp(1, PATIENCE) * 1_000));
        }
    }

    /// Ends a pause or forgets a failed start. False when the timer belongs to neither.
    pub fn wait_is_over(&mut self, wait: RequestId) -> bool {
        let pause_ended = self.state.paused == Some(wait);
        if pause_ended {
            self.state.paused = None;
        } else if let Some(at) = self.state.failed_starts.iter().position(|known| *known == wait) {
            self.state.failed_starts.remove(at);
        } else {
            return false;
        }
        if let Phase::Offering(offering) = &self.state.phase {
            // Without an offer there is no button, so the offer is read again.
            let unoffered = matches!(offering, Offering::Failed { offer: None, .. });
            if !self.state.is_held_back() && (std::mem::take(&mut self.state.outdated) || pause_ended && unoffered) {
                self.reload();
            }
        } else if pause_ended && matches!(self.state.phase, Phase::ResumeFailed { .. }) {
            self.reload();
        } else if pause_ended
            && matches!(self.state.phase, Phase::AwaitingApproval { asking: Some(Question::Unanswered { .. }), .. })
        {
            self.finished_said();
        }
        true
    }
}
