//! When starting is held back: Glue asked for patience, or it failed too often in a short time.

use super::active::Active;
use super::effect::Effect;
use super::failure::{Cause, Failure, GlueError, Step};
use super::idle::Offering;
use super::phase::Phase;
use super::state::RequestId;
use super::step::Transition;

/// So many failed starts within [`WINDOW`], and the buttons give way to the shop's own checkout.
const FAILED_STARTS: usize = 3;

/// Milliseconds.
const WINDOW: u32 = 60_000;

/// The longest that Glue may have us wait, in seconds; whoever waits longer does not wait.
const PATIENCE: u32 = 60;

impl Active {
    /// Whether starting failed so often within a minute that it is not offered any more.
    pub(super) fn is_tripped(&self) -> bool {
        self.failed_starts.len() >= FAILED_STARTS
    }

    /// Whether Glue asked for patience. The wait that ends it is under way.
    pub(super) fn is_paused(&self) -> bool {
        self.paused.is_some()
    }
}

impl Transition {
    /// Notes a failure, before it is told.
    pub fn count_failure(&mut self, failure: &Failure) {
        if matches!(failure.step, Step::Payment | Step::Approval | Step::Customer) {
            let wait = self.number();
            self.state.failed_starts.push(wait);
            self.effects.push(Effect::Wait(wait, WINDOW));
        }
        if let Cause::Glue(GlueError::Refused(refusal)) = &failure.cause
            && let Some(seconds) = refusal.retry_after
            && failure.retryable
        {
            let wait = self.number();
            self.state.paused = Some(wait);
            self.effects.push(Effect::Wait(wait, seconds.clamp(1, PATIENCE) * 1_000));
        }
    }

    /// Whether that wait was one of ours, which is over now.
    pub fn wait_is_over(&mut self, wait: RequestId) -> bool {
        if self.state.paused == Some(wait) {
            self.state.paused = None;
            // Without an offer there is nothing to click: the shop is asked again.
            let unoffered = matches!(self.state.phase, Phase::Offering(Offering::Failed { offer: None, .. }));
            if unoffered || matches!(self.state.phase, Phase::ResumeFailed { .. }) {
                self.reload();
            }
            return true;
        }
        let before = self.state.failed_starts.len();
        self.state.failed_starts.retain(|known| *known != wait);
        self.state.failed_starts.len() < before
    }
}
