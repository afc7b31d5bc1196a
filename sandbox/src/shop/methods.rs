//! The payment methods and their configuration by the payment app.

use crate::config::{Config, Method, PaypalSdk};
use serde_json::{Value, json};

/// The public client id of the PayPal imitation.
pub const CLIENT_ID: &str = "AZd3m0cl13nt1d";
/// The public merchant id of the PayPal imitation.
pub const MERCHANT_ID: &str = "M3RCH4NT";
/// The publishable key of the Stripe imitation.
pub const PUBLISHABLE_KEY: &str = "pk_test_SANDBOX0001";
/// The connected account of the Stripe imitation.
pub const ACCOUNT_ID: &str = "acct_SANDBOX0001";

impl Method {
    /// All methods in the database, also those that are not offered.
    pub const ALL: [Self; 5] = [Self::Paypal, Self::Wallet, Self::Invoice, Self::Stripe, Self::Webpay];

    /// The id of the included resource.
    pub fn id(self) -> &'static str {
        match self {
            Self::Paypal => "5",
            Self::Wallet => "6",
            Self::Invoice => "1",
            Self::Stripe => "7",
            Self::Webpay => "8",
        }
    }

    /// The provider key.
    pub fn provider(self) -> &'static str {
        match self {
            Self::Paypal => "payone",
            Self::Wallet => "redirectpay",
            Self::Invoice => "DummyPayment",
            Self::Stripe => "stripe",
            Self::Webpay => "webpay",
        }
    }

    /// The display name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paypal => "PayPal Express",
            Self::Wallet => "Wallet Redirect",
            Self::Invoice => "Invoice",
            Self::Stripe => "Stripe Express",
            Self::Webpay => "Web Payment",
        }
    }

    /// The key in the database. The case of the provider's name is kept.
    pub fn key(self) -> String {
        key(self.provider(), self.name())
    }

    /// Whether it uses a payment app.
    pub fn is_express(self) -> bool {
        self != Self::Invoice
    }

    /// Whether the app has an endpoint for payer data.
    pub fn tells_who_paid(self, config: &Config) -> bool {
        self.is_express() && !config.no_customer_endpoint.contains(&self)
    }

    /// The method that Glue finds for these names of provider and method.
    pub fn find(provider: &str, name: &str) -> Option<Self> {
        let wanted = key(provider, name);
        Self::ALL.into_iter().find(|method| method.key() == wanted)
    }

    /// The attribute `paymentMethodAppConfiguration`.
    pub fn app_configuration(self, config: &Config, origin: &str) -> Value {
        let mut checkout = match self {
            Self::Invoice => return Value::Null,
            Self::Paypal => json!({
                "strategy": "express-checkout",
                "appPaymentMethodKey": "paypal-express",
                "scripts": [paypal_script(config.paypal_sdk, origin)],
                "paymentServiceProviderData": {"clientId": CLIENT_ID, "merchantId": MERCHANT_ID, "isLive": false},
            }),
            Self::Wallet => json!({
                "strategy": "express-checkout",
                "appPaymentMethodKey": "wallet-redirect",
                "scripts": [],
                "paymentServiceProviderData": [],
            }),
            Self::Stripe => json!({
                "strategy": "express-checkout",
                "appPaymentMethodKey": "stripe-express",
                "scripts": [{"url": format!("{origin}/psp/stripe/v3/"), "queryParams": []}],
                "paymentServiceProviderData": {"publishableKey": PUBLISHABLE_KEY, "accountId": ACCOUNT_ID},
            }),
            Self::Webpay => json!({
                "strategy": "express-checkout",
                "appPaymentMethodKey": "payment-request",
                "scripts": [],
                "paymentServiceProviderData": {
                    "supportedMethods": [{
                        "supportedMethods": format!("{origin}/psp/webpay/pay"),
                        "data": {"merchant": MERCHANT_ID},
                    }],
                    "merchantName": "Sandbox Shop",
                },
            }),
        };
        if !config.app_payment_method_key
            && let Some(checkout) = checkout.as_object_mut()
        {
            checkout.shift_remove("appPaymentMethodKey");
        }
        let mut endpoints = vec![
            json!({"name": "pre-order-payment", "path": "/private/initialize-payment"}),
            json!({"name": "pre-order-confirmation", "path": "/private/confirm-pre-order-payment"}),
            json!({"name": "pre-order-cancellation", "path": "/private/cancel-pre-order-payment"}),
        ];
        if self.tells_who_paid(config) {
            endpoints.push(json!({"name": "customer", "path": "/private/customer"}));
        }
        json!({
            "baseUrl": "https://psp-app.shop.example",
            "endpoints": endpoints,
            "checkoutConfiguration": checkout,
        })
    }
}

fn paypal_script(sdk: PaypalSdk, origin: &str) -> Value {
    match sdk {
        PaypalSdk::V5 => json!({
            "url": format!("{origin}/psp/paypal/js?client-id={CLIENT_ID}&merchant-id={MERCHANT_ID}&intent=authorize&commit=false&disable-funding=card,sepa"),
            "queryParams": {"currency": "currencyName", "locale": "localeName"},
        }),
        // This version gets its parameters in `createInstance`.
        PaypalSdk::V6 => json!({"url": format!("{origin}/psp/paypal/v6/core"), "queryParams": []}),
    }
}

fn key(provider: &str, name: &str) -> String {
    format!("{provider}-{}", name.to_lowercase().replace(' ', "-"))
}
