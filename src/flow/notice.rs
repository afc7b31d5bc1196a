//! The messages for the shopper, besides the state itself.

use super::failure::GlueError;
use crate::money::Money;

/// A message for the shopper, besides the state itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// The payment was cancelled. Nothing is charged.
    Cancelled,
    /// The shopper is back from the provider, and the payment is not approved: they left, or it was declined.
    NotApproved,
    /// The start of an earlier payment was interrupted. That payment is not approved and expires.
    Interrupted,
    /// Another tab of this browser has the cart.
    Elsewhere,
    /// The total changed and must be approved again at the provider.
    ApproveAgain {
        /// The total that was approved.
        was: Money,
        /// The total now.
        now: Money,
    },
    /// The cart changed meanwhile.
    CartChanged,
    /// The total changed after the shopper ordered. Nothing was ordered.
    TotalChanged {
        /// The total that the shopper saw.
        was: Money,
        /// The total now.
        now: Money,
    },
    /// The total changed, for example because the shopper chose another shipment method.
    NewTotal {
        /// The total that the shopper saw.
        was: Money,
        /// The total now.
        now: Money,
    },
    /// The chosen shipment method is no longer possible. Another one was chosen.
    DeliveryChanged,
    /// The addresses or the shipment methods changed after the shopper ordered. Nothing was ordered.
    DetailsChanged,
    /// The price could not be read. The order button tries again.
    PriceUnknown,
    /// The provider's address could not be read. The shopper must type it.
    CustomerUnavailable,
    /// A field is missing.
    Missing,
    /// No shipment method is possible for the address.
    NoShipment,
    /// The page refused its consent.
    NotConfirmed,
    /// The shop refused the order. Nothing was ordered. The review has the shop's reasons, if any.
    OrderRefused,
    /// Glue refused the order because the access token is invalid or missing; nothing was ordered.
    LogInAgain,
    /// The shop does not accept this cart, for example because of a threshold.
    Blocked,
    /// The shop wants the customer's security code.
    CodeNeeded,
    /// The payment could not be updated to the new total. Nothing was ordered.
    UpdateFailed,
    /// It is now certain that nothing was ordered.
    NotOrdered,
}

impl Notice {
    /// Why the price in the review could not be read.
    pub(super) fn unpriced(error: &GlueError) -> Self {
        if error.needs_log_in() { Self::LogInAgain } else { Self::PriceUnknown }
    }

    /// The message beside buttons with that total. The cart may have been read again since the message.
    pub fn beside(self, total: Money) -> Self {
        match self {
            Self::ApproveAgain { was, .. } if was == total => Self::Cancelled,
            Self::ApproveAgain { was, .. } => Self::ApproveAgain { was, now: total },
            other => other,
        }
    }
}
