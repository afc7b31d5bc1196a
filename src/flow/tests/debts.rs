//! Payments that must be cancelled and are not cancelled at once.

use super::shop::*;
use crate::flow::*;

fn plain_no() -> GlueError {
    GlueError::Refused(Refusal { status: 422, ..Refusal::default() })
}

/// A payment that was given up; its cancellation was refused or lost, and tried again.
fn tried_twice(first: GlueError, second: GlueError) -> Story {
    let mut story = Story::guest();
    story.at_the_provider();
    story.happens(Event::CancelAsked(CancelReason::Shopper));
    for error in [first, second] {
        let request = story.request();
        story.happens(Event::CancellationAnswered(request, Err(error)));
        if let Some(Effect::Wait(wait, _)) = story.effects.iter().find(|effect| matches!(effect, Effect::Wait(..))) {
            let wait = *wait;
            story.happens(Event::Waited(wait));
        }
    }
    story
}

#[test]
fn a_payment_is_gone_only_if_a_try_may_have_cancelled_it() {
    assert!(tried_twice(GlueError::Network, plain_no()).state.debts.is_empty());
    let refused = tried_twice(plain_no(), plain_no());
    assert_eq!((refused.state.debts.len(), refused.record.owed.len()), (1, 1), "it lives, and stays recorded");
}

#[test]
fn a_cancellation_that_the_other_stack_serves_gets_what_that_takes() {
    let story = tried_twice(refused(422, 901), refused(422, 901));
    assert_eq!(story.state.debts[0].owed.dialect, Dialect::Platform);
}
