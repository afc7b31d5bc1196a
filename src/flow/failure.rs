//! Failures: the step, the cause, and who must act. Texts of Glue or of a provider are never used to judge them.

use super::event::ApprovalError;
use super::payment::MethodName;

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
    /// Its name in events.
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
    /// The shopper: try again, complete a field, or pay with another method.
    Shopper,
    /// The developer who embeds the element.
    Integrator,
    /// The operator of the shop or of the PSP app.
    Backend,
}

impl Actor {
    /// Its name in events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Integrator => "integrator",
            Self::Backend => "backend",
        }
    }
}

/// Why a request to Glue failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GlueError {
    /// The request could not be sent, or its answer could not be received: offline, refused, CORS, connection lost. The
    /// server may have handled the request.
    Network,
    /// No complete answer within the deadline. The server may have handled the request, or may still do so.
    Timeout,
    /// The server refused.
    Refused(Refusal),
    /// The status is a success, but the body is not what Glue documents: HTML, empty, incomplete, wrong types, too large,
    /// or without the data that the next step needs.
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
    /// `isSuccessful` is `false`: the app refused.
    Unsuccessful {
        /// The HTTP status.
        status: u16,
    },
}

/// A refusal: an HTTP status of 3xx to 5xx, with the codes in the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The codes in the body, such as 1102; empty when the body has none or is no JSON.
    pub codes: Vec<u16>,
    /// For code 901: the paths of the refused fields, without their messages.
    pub paths: Vec<String>,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
    /// For code 1102: the reference of the order that was saved although the app did not confirm its payment. Empty when
    /// it could not be read.
    pub order_reference: Option<String>,
    /// For code 1102: the shop's reasons for the shopper, as plain text of limited length.
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

    /// Whether the answer may mean that the payment no longer exists: a 422 without a code.
    ///
    /// An unknown payment method and a failure of the app give the same answer with another text, and texts are never
    /// matched. So it counts as "no longer exists" only after an earlier cancellation whose answer was lost.
    pub fn says_gone(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.status == 422 && refusal.codes.is_empty())
    }

    /// Whether the payment app refused, rather than Glue itself, whose refusals have a code, or a firewall before it.
    pub fn is_from_app(&self) -> bool {
        self.says_gone() || matches!(self, Self::Unsuccessful { .. })
    }

    /// Whether the access token is invalid (401) or missing (code 2), so that the customer must log in again.
    pub fn needs_log_in(&self) -> bool {
        self.status() == 401 || self.has_code(2)
    }

    /// Whether the body has that code.
    pub fn has_code(&self, code: u16) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.codes.contains(&code))
    }
}

/// A failure, as the shopper and the page learn of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Failure {
    /// The step at which it happened.
    pub step: Step,
    /// The cause.
    pub cause: Cause,
    /// Whether the shopper can safely try again. Otherwise they use the shop's own checkout.
    pub retryable: bool,
}

/// What failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A request to Glue.
    Glue(GlueError),
    /// The approval.
    Approval(ApprovalError),
    /// The method cannot be used here. It lost its button before any click.
    Unavailable(ApprovalError, MethodName),
    /// The attempt could not begin on this device. Nothing was sent.
    AttemptFailed,
    /// The total is 0, so there is nothing to pay.
    NothingToPay,
    /// The shop would refuse the order of this cart. The offer has the reason.
    Blocked,
}

impl Failure {
    /// `/checkout-data` failed. The shopper can try again, except when the cart is empty or no longer exists.
    pub(crate) fn offer(step: Step, error: GlueError) -> Self {
        let gone = cart_gone(&error) || error.status() == 404;
        Self { step, cause: Cause::Glue(error), retryable: !gone }
    }

    /// `/payments` failed. A refusal created nothing, so the shopper can try again. Any other failure may have created a
    /// payment whose id is unknown, so no second one is offered.
    pub(crate) fn payment(error: GlueError) -> Self {
        let retryable = match &error {
            GlueError::Unsuccessful { .. } => true,
            GlueError::Refused(refusal) => (400..500).contains(&refusal.status) && refusal.status != 404,
            GlueError::Network | GlueError::Timeout | GlueError::Unreadable { .. } => false,
        };
        Self { step: Step::Payment, cause: Cause::Glue(error), retryable }
    }

    /// The code in `ec-error`: the step and the cause, such as `payment-timeout`.
    pub fn code(&self) -> String {
        let what = match &self.cause {
            Cause::Approval(error) | Cause::Unavailable(error, _) => error.name(),
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

    /// The shop's own reasons for the shopper, if any.
    pub fn reasons(&self) -> &[String] {
        match &self.cause {
            Cause::Glue(GlueError::Refused(refusal)) => &refusal.reasons,
            _ => &[],
        }
    }

    /// 1102 at `/checkout` without a reason: the order may exist or not.
    fn is_unexplained(&self, refusal: &Refusal) -> bool {
        self.step == Step::Order && refusal.codes.contains(&1102) && refusal.reasons.is_empty()
    }

    /// Who must act.
    pub fn actor(&self) -> Actor {
        match &self.cause {
            Cause::Approval(error) | Cause::Unavailable(error, _) => error.actor(),
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

    /// Whether the shopper reads nothing about it, as if the shop did not have the only method: its software or the page has a
    /// mistake, and trying again does not help. They get the link to the shop's own checkout.
    pub fn is_silent(&self) -> bool {
        use ApprovalError::{Conflict, Origin, Registered, Sdk};
        matches!(&self.cause, Cause::Unavailable(Sdk | Registered(_) | Origin | Conflict, _))
    }

    /// For the developer: the endpoint, the status, the codes and the refused paths. No text of the shop or the provider.
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
            Cause::Approval(error) => approval_detail(error).to_owned(),
            Cause::Unavailable(error, method) => {
                return [&method.provider, ", ", &method.name, ": ", approval_detail(error)].concat();
            }
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
                if self.step == Step::Methods {
                    text.push_str("; diagnose() finds wrong settings");
                }
                text
            }
        };
        format!("{endpoint}: {what}")
    }
}

/// For the developer: why an approval failed, or why a method cannot be used.
fn approval_detail(error: &ApprovalError) -> &str {
    match error {
        ApprovalError::Registered(sentence) => sentence,
        ApprovalError::Origin => "an address outside the allowed origins; see provider-origins",
        ApprovalError::Script => {
            "its script did not load or get ready in time; does the page's policy allow it and its frames?"
        }
        ApprovalError::Sdk => {
            "its script, or the browser's Payment Request, is there but does not work here; see diagnose()"
        }
        ApprovalError::Window => {
            "no window opens here, and a frame cannot go there itself; it needs allow-popups and \
             allow-popups-to-escape-sandbox"
        }
        ApprovalError::Module => {
            "the element's own file for providers did not load; diagnose() names it. reload() tries again"
        }
        ApprovalError::Removed => {
            "the page removed or emptied the container of its button, also after it was drawn again; leave the \
             children of the element alone, or call reload() when the page no longer changes them"
        }
        ApprovalError::Empty => "its button is ready but has no height, so nothing can be seen of it",
        ApprovalError::Conflict => {
            "the page has another script of this provider, and this one does not support data-namespace, so the two \
             cannot be on one page; remove the page's script"
        }
        ApprovalError::Provider | ApprovalError::Data | ApprovalError::Mismatch | ApprovalError::Declined => {
            error.name()
        }
    }
}

/// 1103 or 1104: the cart does not exist or is empty.
pub(super) fn cart_gone(error: &GlueError) -> bool {
    error.has_code(1103) || error.has_code(1104)
}

/// 5900 or 5901: the customer has a multi-factor log-in, and the security code is missing or wrong (multi-factor-auth).
pub(super) fn wants_code(error: &GlueError) -> bool {
    error.has_code(5900) || error.has_code(5901)
}

/// The meaning of a failed `/checkout`. Only a definite refusal leads back to the review (rule *Unknown stays unknown*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderVerdict {
    /// Nothing was ordered: Glue refused before it did any work.
    Refused,
    /// The shop refused with reasons (1102 from `CheckoutWorkflow`'s pre-conditions, before anything is saved). A
    /// project's own plug-ins may add texts after the order was saved.
    RefusedWithReasons,
    /// The order exists, and the app did not confirm its payment (`Failed to confirm pre-order payment for order ...`).
    Unconfirmed,
    /// The order exists, and its reference is unknown (1106 comes after the order was saved).
    Placed,
    /// The outcome is unknown. A second request for the same cart gets 1102 without a reason while the first one is still
    /// handled. 1103 and 1104 may mean that the browser repeated the request itself, after the cart was ordered.
    Unknown,
}

/// Judges a failed `/checkout`.
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
