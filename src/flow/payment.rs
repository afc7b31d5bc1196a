//! The pre-order payment: a payment that exists before the order.

use super::offer::Method;
use crate::json::Json;
use crate::money::Money;

/// `preOrderPaymentData`: the PSP app's data. Every later request sends them whole and unchanged.
///
/// It can only be made from an object with a non-empty `transactionId`, because Glue may answer 201 without one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PaymentData(Json);

impl PaymentData {
    /// Reads the data; `None` without a `transactionId`.
    pub fn parse(map: &Json) -> Option<Self> {
        map.get("transactionId").str().filter(|id| !id.trim().is_empty()).map(|_| Self(map.clone()))
    }

    /// The payment's id at the PSP app.
    pub fn transaction_id(&self) -> &str {
        self.0.get("transactionId").str().unwrap_or_default()
    }

    /// The whole data, to be sent.
    pub fn whole(&self) -> &Json {
        &self.0
    }

    /// The data with the keys that the provider's approval returned. The app's own keys are never replaced.
    pub fn enriched(mut self, approval: &Json) -> Self {
        for (key, value) in approval.members() {
            if self.0.get(key).is_null() && !self.0.members().iter().any(|(known, _)| known == key) {
                self.0.set(key, value.clone());
            }
        }
        self
    }

    /// The id alone: for storage, and for API Platform's cancellation, which refuses other keys.
    pub fn id_only(&self) -> Self {
        Self(Json::map([("transactionId", self.transaction_id().into())]))
    }
}

/// Prints the id alone, because the rest may hold secrets.
impl std::fmt::Debug for PaymentData {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("PaymentData").field(&self.transaction_id()).finish_non_exhaustive()
    }
}

/// Which implementation of Glue answered. Only the legacy one updates a payment on a repeated `/payments`. Only API
/// Platform refuses the whole data at `/payment-cancellations`.
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

/// The name of a payment method in requests, exactly as `/checkout-data` gave it.
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
    /// The amount that it was started or last updated with.
    pub amount: Money,
    /// The implementation that answered `/payments`.
    pub dialect: Dialect,
}

/// A request to cancel a payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CancellationRequest {
    /// The payment method.
    pub method: MethodName,
    /// The payment's data. From storage, they are as much as the cancellation needs.
    pub data: PaymentData,
    /// The implementation that answered `/payments`.
    pub dialect: Dialect,
}
