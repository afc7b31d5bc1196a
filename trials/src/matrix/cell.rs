//! A cell of the fault matrix: a step, a fault, the expected outcome, and how the fault is caused.

use crate::world::World;

/// The steps of a checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `/checkout-data` for the buttons.
    Methods,
    /// `/payments`
    Init,
    /// The shopper at the provider.
    Approval,
    /// `/payment-customers`
    Customer,
    /// `/checkout-data` for the review's total.
    Review,
    /// `/checkout`
    Checkout,
    /// `/payment-cancellations`
    Cancel,
}

impl Step {
    /// Its name in the name of a cell.
    pub fn name(self) -> &'static str {
        match self {
            Self::Methods => "methods",
            Self::Init => "init",
            Self::Approval => "approval",
            Self::Customer => "customer",
            Self::Review => "review",
            Self::Checkout => "checkout",
            Self::Cancel => "cancel",
        }
    }

    /// The sandbox's name of its request.
    pub fn resource(self) -> &'static str {
        match self {
            Self::Methods | Self::Review => "checkout-data",
            Self::Init => "payments",
            Self::Approval => "script",
            Self::Customer => "payment-customers",
            Self::Checkout => "checkout",
            Self::Cancel => "payment-cancellations",
        }
    }

    /// The state after this step without a fault.
    pub fn fair(self) -> &'static str {
        match self {
            Self::Methods | Self::Cancel => "ready",
            Self::Init => "awaiting-approval",
            Self::Approval | Self::Customer | Self::Review => "review",
            Self::Checkout => "placed",
        }
    }
}

/// The faults, in the order of the cells of each step. The last two are error codes that only `/checkout` has. They are
/// not part of the matrix of seven steps and eighteen faults.
pub const FAULTS: [&str; 20] = [
    "offline",
    "unreachable",
    "no-reply",
    "reply-lost",
    "reply-late",
    "refused",
    "cart-gone",
    "token-expired",
    "route-missing",
    "throttled",
    "server-error",
    "unsuccessful",
    "success-without-data",
    "malformed",
    "wrong-types",
    "endless-body",
    "total-changed",
    "repeated",
    "code-1102",
    "code-1106",
];

/// The number of faults in the matrix.
pub const IN_MATRIX: usize = 18;

/// How a fault is caused. Each of several sandbox faults is a separate trial of the cell.
#[derive(Clone, Copy)]
pub enum How {
    /// The sandbox applies the fault to the next request of the step.
    Once(&'static [&'static str]),
    /// The sandbox applies the fault to every request of the step.
    Always(&'static [&'static str]),
    /// The sandbox applies the fault to the next request of another step.
    At(&'static str, &'static str),
    /// Every answer comes twice.
    Doubled,
    /// The browser repeats a request by itself, because the connection was lost before the answer.
    Resent,
    /// Something is done in place of the step.
    Done(fn(&mut World)),
    /// The same, with a provider in a window.
    InWindow(fn(&mut World)),
    /// The fault does not exist at this step, so the step is played without a fault.
    Fair,
}

/// The expected outcome of a fault.
///
/// The classes of the matrix: `A` the shopper can try again, and no payment exists; `B` the same payment continues; `C`
/// cancelled, or recorded to be cancelled and at the end reported; `D` back in the review with all typed values; `E`
/// placed; `F` unknown, and nothing is sent until the outcome is known; `G` the shop's own checkout is offered; `H` as
/// without the fault; `I` an error is also announced. `F>E` is an unknown order that is found later.
pub struct Cell {
    /// The classes, such as `C+I`.
    pub class: &'static str,
    /// How the fault is caused.
    pub how: How,
    /// The reason for the outcome.
    pub why: &'static str,
}

/// A cell.
pub const fn cell(class: &'static str, how: How, why: &'static str) -> Cell {
    Cell { class, how, why }
}
