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
    /// For code 1102: the order that was saved although the app did not confirm its payment. Empty where its reference
    /// could not be read.
    pub order_reference: Option<String>,
    /// For code 1102: the shop's sentences for the shopper why it refused, as plain text of bounded length.
    pub reasons: Vec<String>,
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

    /// Whether the payments' side may mean that it knows no such payment (any more): a 422 without a code.
    ///
    /// The same answer comes for an unknown payment method and for a failure of the app, and only the text differs, which
    /// is never matched. So it stays an error. After a cancellation that was sent before and whose answer was lost it means
    /// "gone" with good reason; on a first attempt it proves nothing.
    pub fn says_gone(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.status == 422 && refusal.codes.is_empty())
    }

    /// Whether the access token is invalid (401) or missing (code 2), so that the customer must log in again.
    pub fn needs_log_in(&self) -> bool {
        self.status() == 401 || self.has_code(2)
    }

    /// Whether the body names that code.
    pub fn has_code(&self, code: u16) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.codes.contains(&code))
    }
}

/// A failure as the shopper and the page are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Failure {
    /// Where.
    pub step: Step,
    /// What.
    pub cause: Cause,
    /// Whether trying again is safe and sensible. Otherwise the shop's normal checkout is the way on.
    pub retryable: bool,
}

/// What failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A request to Glue.
    Glue(GlueError),
    /// The approval.
    Approval(super::event::ApprovalError),
    /// The attempt could not begin on this device; nothing was sent.
    AttemptFailed,
    /// The total is zero: there is nothing that could be paid.
    NothingToPay,
    /// The shop would refuse the order of this cart, and the offer says why.
    Blocked,
}

impl Failure {
    /// `/checkout-data` failed. A cart that is gone or empty needs the shop; all else may be tried again.
    pub(crate) fn offer(step: Step, error: GlueError) -> Self {
        let gone = cart_gone(&error) || error.status() == 404;
        Self { step, cause: Cause::Glue(error), retryable: !gone }
    }

    /// `/payments` failed. A plain refusal created nothing. Anything else may have created a payment that nobody here can
    /// name, so a second one is not offered as if nothing had happened.
    pub(crate) fn payment(error: GlueError) -> Self {
        let retryable = match &error {
            GlueError::Unsuccessful { .. } => true,
            GlueError::Refused(refusal) => (400..500).contains(&refusal.status) && refusal.status != 404,
            GlueError::Network | GlueError::Timeout | GlueError::Unreadable { .. } => false,
        };
        Self { step: Step::Payment, cause: Cause::Glue(error), retryable }
    }

    /// The word for it in `ec-error`: the step and what happened, such as `payment-timeout`.
    pub fn code(&self) -> String {
        let what = match &self.cause {
            Cause::Approval(error) => error.name(),
            Cause::AttemptFailed => "not-loaded",
            Cause::NothingToPay => "nothing-to-pay",
            Cause::Blocked => "blocked",
            Cause::Glue(error) if wants_code(error) => "code-required",
            Cause::Glue(error) if cart_gone(error) => "cart-gone",
            Cause::Glue(GlueError::Network) => "network",
            Cause::Glue(GlueError::Timeout) => "timeout",
            Cause::Glue(GlueError::Unreadable { .. }) => "unreadable",
            Cause::Glue(GlueError::Unsuccessful { .. }) => "unsuccessful",
            Cause::Glue(GlueError::Refused(refusal)) if refusal.order_reference.is_some() => "unconfirmed",
            Cause::Glue(GlueError::Refused(refusal)) if self.is_unexplained(refusal) => "unknown",
            Cause::Glue(GlueError::Refused(refusal)) => match refusal.status {
                401 | 403 => "unauthorized",
                404 => "route-missing",
                429 => "throttled",
                500.. => "server",
                _ => "refused",
            },
        };
        format!("{}-{what}", self.step.name())
    }

    /// The shop's own sentences for the shopper, if any.
    pub fn reasons(&self) -> &[String] {
        match &self.cause {
            Cause::Glue(GlueError::Refused(refusal)) => &refusal.reasons,
            _ => &[],
        }
    }

    /// 1102 at `/checkout` without a reason: it says neither that there is an order nor that there is none.
    fn is_unexplained(&self, refusal: &Refusal) -> bool {
        self.step == Step::Order && refusal.codes.contains(&1102) && refusal.reasons.is_empty()
    }

    /// Who must act.
    pub fn actor(&self) -> Actor {
        match &self.cause {
            Cause::Approval(error) => error.actor(),
            Cause::AttemptFailed | Cause::NothingToPay | Cause::Blocked => Actor::Shopper,
            Cause::Glue(error) if wants_code(error) => Actor::Shopper,
            Cause::Glue(error) if cart_gone(error) => Actor::Shopper,
            Cause::Glue(GlueError::Network | GlueError::Timeout) => Actor::Shopper,
            Cause::Glue(GlueError::Unreadable { .. } | GlueError::Unsuccessful { .. }) => Actor::Backend,
            Cause::Glue(GlueError::Refused(refusal))
                if refusal.order_reference.is_some() || self.is_unexplained(refusal) =>
            {
                Actor::Backend
            }
            Cause::Glue(GlueError::Refused(refusal)) => match refusal.status {
                429 | 500.. => Actor::Backend,
                _ if refusal.codes.iter().any(|code| matches!(code, 901 | 1102)) => Actor::Shopper,
                _ => Actor::Integrator,
            },
        }
    }

    /// For the developer: where, the status, the codes and the refused paths. Never a text of the shop or the provider.
    pub fn detail(&self) -> String {
        let endpoint = match self.step {
            Step::Setup => "the element's settings",
            Step::Methods | Step::Review => "POST /checkout-data",
            Step::Payment => "POST /payments",
            Step::Approval => "the provider's approval",
            Step::Customer => "POST /payment-customers",
            Step::Order => "POST /checkout",
            Step::Cancellation => "POST /payment-cancellations",
        };
        let what = match &self.cause {
            Cause::Approval(super::event::ApprovalError::Origin) => {
                "an address outside the allowed origins; see provider-origins".to_owned()
            }
            Cause::Approval(super::event::ApprovalError::Script) => {
                "its script did not load or get ready in time; does the page's policy allow it and its frames?"
                    .to_owned()
            }
            Cause::Approval(super::event::ApprovalError::Sdk) => {
                "its script, or the browser's Payment Request, is there but does not work here; see diagnose()"
                    .to_owned()
            }
            Cause::Approval(super::event::ApprovalError::Window) => {
                "no window opens here, and a frame cannot go there itself; it needs allow-popups and \
                 allow-popups-to-escape-sandbox"
                    .to_owned()
            }
            Cause::Approval(error) => error.name().to_owned(),
            Cause::AttemptFailed => "nothing was sent: the element's second module could not be loaded".to_owned(),
            Cause::NothingToPay => "the total is 0, and no payment is started or updated with that".to_owned(),
            Cause::Blocked => {
                "the shop would refuse the order of this cart: a hard threshold, or pick-up alone".to_owned()
            }
            Cause::Glue(GlueError::Network) => {
                "no answer; is Glue reachable, and does its CORS allow this page's origin and headers?".to_owned()
            }
            Cause::Glue(GlueError::Timeout) => "no answer within the deadline".to_owned(),
            Cause::Glue(GlueError::Unreadable { status }) => format!("{status}, not what the contract promises"),
            Cause::Glue(GlueError::Unsuccessful { status }) => format!("{status} with isSuccessful false"),
            Cause::Glue(GlueError::Refused(refusal)) => {
                let mut text = refusal.status.to_string();
                for code in &refusal.codes {
                    text.push_str(&format!(" code {code}"));
                }
                for path in &refusal.paths {
                    text.push_str(&format!(" at {path}"));
                }
                text
            }
        };
        format!("{endpoint}: {what}")
    }
}

/// 1103 or 1104: Glue has no such cart, or it is empty.
pub(super) fn cart_gone(error: &GlueError) -> bool {
    error.has_code(1103) || error.has_code(1104)
}

/// 5900 or 5901: the customer has a multi-factor log-in, and the security code is missing or wrong (multi-factor-auth).
pub(super) fn wants_code(error: &GlueError) -> bool {
    error.has_code(5900) || error.has_code(5901)
}

/// What an answer to `/checkout` that brought no order means. Rule R3: only a definite refusal leads back to the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderVerdict {
    /// Nothing was ordered, for certain: Glue refused before it did any work.
    Refused,
    /// The shop refused with reasons (1102 from `CheckoutWorkflow`'s pre-conditions, before anything is saved). A
    /// project's own plug-ins may add texts after the order was saved.
    RefusedWithReasons,
    /// The order exists, and the app did not confirm its payment (`Failed to confirm pre-order payment for order ...`).
    Unconfirmed,
    /// The order exists; Glue could not say its reference (1106 comes after the order was saved).
    Placed,
    /// It cannot be said. A lone 1102 without a reason is also what a second request for the same cart gets while the first
    /// one is at work; 1103 and 1104 may mean that the browser's own repeat of the request found the cart already ordered.
    Unknown,
}

/// Judges an answer to `/checkout` that brought no order.
pub fn order_verdict(error: &GlueError) -> OrderVerdict {
    let GlueError::Refused(refusal) = error else { return OrderVerdict::Unknown };
    if refusal.codes.contains(&1106) {
        return OrderVerdict::Placed;
    }
    if refusal.order_reference.is_some() {
        return OrderVerdict::Unconfirmed;
    }
    if refusal.status == 422 && !refusal.reasons.is_empty() {
        return OrderVerdict::RefusedWithReasons;
    }
    let before_any_work = |code: &u16| matches!(code, 1..=5 | 901 | 1101 | 1105 | 1107 | 1108 | 1109 | 4301..=4304 | 5601..=5604 | 5900 | 5901);
    let definite = match refusal.status {
        400 | 401 | 403 | 404 | 405 | 406 | 415 => refusal.codes.iter().all(|code| !matches!(code, 1102..=1104)),
        422 => !refusal.codes.is_empty() && refusal.codes.iter().all(before_any_work),
        _ => false,
    };
    if definite { OrderVerdict::Refused } else { OrderVerdict::Unknown }
}
