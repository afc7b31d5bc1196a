//! A cell of the fault matrix: a step, a fault, what must come of it, and how the fault is made.

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

    /// What the sandbox calls its request.
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

    /// The state that a checkout rests in when nothing goes wrong at this step.
    pub fn fair(self) -> &'static str {
        match self {
            Self::Methods | Self::Cancel => "ready",
            Self::Init => "awaiting-approval",
            Self::Approval | Self::Customer | Self::Review => "review",
            Self::Checkout => "placed",
        }
    }
}

/// The faults, in the order of every step's cells. The last two are codes that only `/checkout` has; they stand beside the
/// matrix of seven steps and eighteen faults.
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

/// How many of them make the matrix.
pub const IN_MATRIX: usize = 18;

/// How a fault is made. Several faults of the sandbox are several trials of one cell.
#[derive(Clone, Copy)]
pub enum How {
    /// The sandbox breaks the step's next request in each of these ways.
    Once(&'static [&'static str]),
    /// The sandbox breaks every request of the step.
    Always(&'static [&'static str]),
    /// The sandbox breaks the next request of another step.
    At(&'static str, &'static str),
    /// Every answer comes twice.
    Doubled,
    /// The browser sends a request again by itself, whose answer was lost with the connection.
    Resent,
    /// Something is done in place of the step.
    Done(fn(&mut World)),
    /// The same, with a provider that has a window of its own.
    InWindow(fn(&mut World)),
    /// The fault does not exist here: the step is taken as ever.
    Fair,
}

/// What must come of a fault.
///
/// The classes of the matrix: `A` retry offered, nothing held; `B` the same payment continues; `C` cancelled, or recorded for
/// that and in the end reported; `D` back in the review with all that was typed; `E` placed; `F` unknown, with nothing sent
/// until it is known; `G` the shop's checkout is the way on; `H` as if nothing had been; `I` the page is told besides.
/// `F>E` is an order that is heard of after all.
pub struct Cell {
    /// The classes, such as `C+I`.
    pub class: &'static str,
    /// How it is made.
    pub how: How,
    /// Why it comes to that.
    pub why: &'static str,
}

/// A cell.
pub const fn cell(class: &'static str, how: How, why: &'static str) -> Cell {
    Cell { class, how, why }
}
