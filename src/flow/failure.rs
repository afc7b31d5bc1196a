//! What can go wrong, by step, by status and code, and by who must act. Never by a provider's text.

/// The step of the checkout at which something happened. The names are part of the public events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The page's own settings.
    Setup,
    /// `POST /checkout-data` for the buttons and the total.
    Methods,
    /// `POST /payments`.
    Payment,
    /// The shopper at the provider.
    Approval,
    /// `POST /payment-customers`.
    Customer,
    /// The review: prices, addresses.
    Review,
    /// `POST /checkout`.
    Order,
    /// `POST /payment-cancellations`.
    Cancellation,
}

impl Step {
    /// The word for it in events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Methods => "methods",
            Self::Payment => "payment",
            Self::Approval => "approval",
            Self::Customer => "customer",
            Self::Review => "review",
            Self::Order => "order",
            Self::Cancellation => "cancellation",
        }
    }
}

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The shopper: try again, type something, pay another way.
    Shopper,
    /// Whoever embeds the element.
    Integrator,
    /// Whoever runs the shop or the PSP app.
    Backend,
}

impl Actor {
    /// The word for it in events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Integrator => "integrator",
            Self::Backend => "backend",
        }
    }
}

/// Why a request to Glue brought nothing usable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GlueError {
    /// The request could not be sent or its answer not be received: offline, refused, CORS, cut off. The server may have
    /// acted all the same.
    Network,
    /// No whole answer within the deadline. The server may have acted, or may yet.
    Timeout,
    /// The server refused.
    Refused(Refusal),
    /// A success by its status, but not what the contract promises: HTML, empty, cut off, wrong types, too large, or
    /// without the data that the next step needs.
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
    /// `isSuccessful` is plainly false: the app said no.
    Unsuccessful {
        /// The HTTP status.
        status: u16,
    },
}

/// A refusal: an HTTP status of 3xx to 5xx with whatever codes the body has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The codes in the body, such as 1102; none when there are none or the body is no JSON.
    pub codes: Vec<u16>,
    /// For code 901: the dotted paths that were refused, without their messages.
    pub paths: Vec<String>,
    /// `Retry-After`, seconds.
    pub retry_after: Option<u32>,
    /// For code 1102: an order reference named by the answer. Shown to the shopper as a hint, never decided upon.
    pub order_reference: Option<String>,
}

impl GlueError {
    /// The HTTP status, 0 when there was none.
    pub fn status(&self) -> u16 {
        match self {
            Self::Network | Self::Timeout => 0,
            Self::Refused(refusal) => refusal.status,
            Self::Unreadable { status } | Self::Unsuccessful { status } => *status,
        }
    }

    /// Whether the body names that code.
    pub fn has_code(&self, code: u16) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.codes.contains(&code))
    }
}
