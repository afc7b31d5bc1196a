//! Lists every failure that a step can have, from the types of `flow/failure.rs`.

use crate::flow::{ApprovalError, Cause, Failure, GlueError, MethodName, OrderVerdict, Refusal, Step, order_verdict};
use std::iter::successors;

/// The steps that have failures, in the order of the checkout. `Step::Setup` has none: wrong attributes are named in the
/// console.
pub const STEPS: [Step; 7] =
    [Step::Methods, Step::Payment, Step::Approval, Step::Customer, Step::Review, Step::Order, Step::Cancellation];

/// Every failure that a step can have. Several may have the same code.
pub fn failures(step: Step) -> Vec<Failure> {
    causes(step).into_iter().map(|cause| failure(step, cause)).collect()
}

/// Every failure that `ec-error` can have, in the order of the checkout.
pub fn announced() -> impl Iterator<Item = Failure> {
    // The flow shows that the shop would refuse the cart, and announces no error.
    STEPS.into_iter().flat_map(failures).filter(|failure| failure.cause != Cause::Blocked)
}

fn refused(status: u16, codes: &[u16]) -> GlueError {
    GlueError::Refused(Refusal { status, codes: codes.to_vec(), ..Refusal::default() })
}

/// Every cause that a step can have.
fn causes(step: Step) -> Vec<Cause> {
    match step {
        Step::Setup => Vec::new(),
        Step::Methods => answers(step).chain([Cause::Blocked, Cause::AttemptFailed]).collect(),
        Step::Payment | Step::Review => answers(step).chain([Cause::NothingToPay]).collect(),
        Step::Customer | Step::Order | Step::Cancellation => answers(step).collect(),
        Step::Approval => successors(Some(ApprovalError::Script), after_approval_error).map(approval).collect(),
    }
}

/// Every failure of a step's request.
fn answers(step: Step) -> impl Iterator<Item = Cause> {
    let kinds = successors(Some(GlueError::Network), after_glue_error);
    let mut errors: Vec<_> = kinds.filter(|error| can_have(step, error)).flat_map(variants).collect();
    if step == Step::Order {
        let because = Refusal { status: 422, codes: vec![1102], ..Refusal::default() };
        errors.extend([
            GlueError::Refused(Refusal { reasons: vec!["…".to_owned()], ..because.clone() }),
            GlueError::Refused(Refusal { order_reference: Some("…".to_owned()), ..because.clone() }),
            GlueError::Refused(because),
        ]);
    }
    errors.into_iter().map(Cause::Glue)
}

/// The kind of error that follows in the list of all. The match makes sure that none is missing.
fn after_glue_error(error: &GlueError) -> Option<GlueError> {
    match error {
        GlueError::Network => Some(GlueError::Timeout),
        GlueError::Timeout => Some(GlueError::Unreadable { status: 200 }),
        GlueError::Unreadable { .. } => Some(refused(400, &[])),
        GlueError::Refused(_) => Some(GlueError::Unsuccessful { status: 201 }),
        GlueError::Unsuccessful { .. } => None,
    }
}

/// The errors of a kind that are told apart: refusals, by their status and their code.
fn variants(error: GlueError) -> Vec<GlueError> {
    match error {
        GlueError::Refused(_) => vec![
            refused(401, &[]),
            refused(404, &[]),
            refused(429, &[]),
            refused(500, &[]),
            refused(422, &[901]),
            refused(400, &[]),
            refused(422, &[1103]),
            refused(403, &[5900]),
        ],
        GlueError::Network | GlueError::Timeout | GlueError::Unreadable { .. } | GlueError::Unsuccessful { .. } => {
            vec![error]
        }
    }
}

/// Only the payment app answers with `isSuccessful`.
fn can_have(step: Step, error: &GlueError) -> bool {
    let asks_the_app = matches!(step, Step::Payment | Step::Customer | Step::Cancellation);
    asks_the_app || !matches!(error, GlueError::Unsuccessful { .. })
}

/// The approval's error that follows in the list of all. The match makes sure that none is missing.
fn after_approval_error(error: &ApprovalError) -> Option<ApprovalError> {
    match error {
        ApprovalError::Script => Some(ApprovalError::Sdk),
        ApprovalError::Sdk => Some(ApprovalError::Registered(String::new())),
        ApprovalError::Registered(_) => Some(ApprovalError::Provider),
        ApprovalError::Provider => Some(ApprovalError::Data),
        ApprovalError::Data => Some(ApprovalError::Origin),
        ApprovalError::Origin => Some(ApprovalError::Mismatch),
        ApprovalError::Mismatch => Some(ApprovalError::Declined),
        ApprovalError::Declined => Some(ApprovalError::Window),
        ApprovalError::Window => Some(ApprovalError::Removed),
        ApprovalError::Removed => Some(ApprovalError::Module),
        ApprovalError::Module => Some(ApprovalError::Empty),
        ApprovalError::Empty => Some(ApprovalError::Conflict),
        ApprovalError::Conflict => None,
    }
}

/// The cause for an error. Some happen only before a click: then the method loses its button.
fn approval(error: ApprovalError) -> Cause {
    match error {
        ApprovalError::Registered(_)
        | ApprovalError::Removed
        | ApprovalError::Module
        | ApprovalError::Empty
        | ApprovalError::Conflict => {
            Cause::Unavailable(error, MethodName { provider: "psp".to_owned(), name: "PSP Express".to_owned() })
        }
        error => Cause::Approval(error),
    }
}

/// The flow's failure for a cause.
fn failure(step: Step, cause: Cause) -> Failure {
    let retryable = match (step, &cause) {
        (Step::Methods, Cause::Glue(error)) => return Failure::offer(step, error.clone()),
        (Step::Payment, Cause::Glue(error)) => return Failure::payment(error.clone()),
        (Step::Review, Cause::Glue(error)) => !(error.has_code(1103) || error.has_code(1104)),
        (Step::Order, Cause::Glue(error)) => {
            let verdict = order_verdict(error);
            matches!(verdict, OrderVerdict::Refused | OrderVerdict::RefusedWithReasons) && error.status() != 404
        }
        (Step::Cancellation, _) | (_, Cause::Blocked | Cause::NothingToPay | Cause::Unavailable(..)) => false,
        (_, Cause::Approval(error)) => *error != ApprovalError::Window,
        (_, Cause::Glue(_) | Cause::AttemptFailed) => true,
    };
    Failure { step, cause, retryable }
}
