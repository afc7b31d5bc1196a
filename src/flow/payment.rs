//! The pre-order payment: a payment that exists before the order.

use super::offer::Method;
use crate::json::Json;
use crate::money::Money;

/// `preOrderPaymentData`: whatever the PSP app gave, replayed whole and unchanged in every later call.
///
/// Parsed, not validated: it can only be made from an object with a non-empty text `transactionId` (Glue may answer 201
/// without one).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PaymentData(Json);

impl PaymentData {
    /// Takes the map when it names a payment.
    pub fn parse(map: &Json) -> Option<Self> {
        map.get("transactionId").str().filter(|id| !id.trim().is_empty()).map(|_| Self(map.clone()))
    }

    /// The payment's id at the PSP app.
    pub fn transaction_id(&self) -> &str {
        self.0.get("transactionId").str().unwrap_or_default()
    }

    /// The whole map, for the wire.
    pub fn whole(&self) -> &Json {
        &self.0
    }

    /// The map with what the provider's approval returned merged in as further keys. What the app gave is never replaced.
    pub fn enriched(mut self, approval: &Json) -> Self {
        for (key, value) in approval.members() {
            if self.0.get(key).is_null() && !self.0.members().iter().any(|(known, _)| known == key) {
                self.0.set(key, value.clone());
            }
        }
        self
    }

    /// Only what names the payment, for storage and for the platform's closed cancellation.
    pub fn id_only(&self) -> Self {
        Self(Json::map([("transactionId", self.transaction_id().into())]))
    }
}

/// Prints the id alone: the rest may hold secrets.
impl std::fmt::Debug for PaymentData {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("PaymentData").field(&self.transaction_id()).finish_non_exhaustive()
    }
}

/// Which of Glue's two dialects answered: only legacy reads the map of a repeated `/payments`, only platform refuses the
/// whole map at `/payment-cancellations`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Glue Storefront REST.
    Legacy,
    /// API Platform.
    Platform,
}

impl Dialect {
    /// Whether a payment's amount can be changed by replaying its data.
    pub(super) fn can_update(self) -> bool {
        self == Self::Legacy
    }
}

/// What names a payment method on the wire: the pair that `/checkout-data` advertised, to the letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MethodName {
    /// `paymentProviderName`
    pub provider: String,
    /// `paymentMethodName`
    pub name: String,
}

impl From<&Method> for MethodName {
    fn from(method: &Method) -> Self {
        Self { provider: method.provider.clone(), name: method.name.clone() }
    }
}

/// A payment that exists at the PSP app.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Payment {
    /// Its data.
    pub data: PaymentData,
    /// What it was started or last updated with.
    pub amount: Money,
    /// Who answered.
    pub dialect: Dialect,
}

/// A payment that must be cancelled: known by name and not yet gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CancellationRequest {
    /// How it was to be paid.
    pub method: MethodName,
    /// Its data; from storage, as much of them as a cancellation needs.
    pub data: PaymentData,
    /// Who answered `/payments`.
    pub dialect: Dialect,
}
