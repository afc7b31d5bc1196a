//! The steps that most stories share, from the button to the order.

use crate::provider::Window;
use crate::shop::Shop;
use serde_json::Value;

impl Shop {
    /// Pays with a method, approves in the provider's window, and waits for a review that is ready to order.
    #[track_caller]
    pub fn to_the_review(&self, method: &str) {
        self.approve(method);
        self.checkout().wait_for("review").settle();
    }

    /// Orders from the review, and expects exactly one order.
    #[track_caller]
    pub fn order(&self) {
        self.checkout().place();
        self.checkout().wait_for("placed");
        self.expect_one_order();
    }

    /// Pays with a method, approves, and orders from the review.
    #[track_caller]
    pub fn pay_and_order(&self, method: &str) {
        self.approve(method);
        self.order();
    }

    /// The attributes of the first order request that arrived.
    pub fn order_sent(&self) -> Value {
        let body = self.posts("checkout")[0].body.clone().unwrap_or_default();
        let body: Value = serde_json::from_str(&body).unwrap_or_default();
        body["data"]["attributes"].clone()
    }

    #[track_caller]
    fn approve(&self, method: &str) {
        self.checkout().pay_with(method);
        Window::opened(self).approve();
    }
}
