//! Converts amounts to Stripe's units. Pure.
//!
//! Rules (docs.stripe.com/currencies): for most currencies, Stripe's unit is the minor unit of ISO 4217. At Stripe, ISK
//! and UGX have two decimals, which are always `00`, and MGA has none. If a currency has three decimals, the last one
//! must be 0.

use crate::money::Money;

/// No decimals at Stripe, two in ISO 4217.
const WHOLE_AT_STRIPE: &str = "MGA";
/// Two decimals at Stripe, none in ISO 4217.
const CENTS_AT_STRIPE: &str = "ISKUGX";

/// The amount in Stripe's units. `None` if Stripe cannot express exactly this amount.
pub fn amount(money: Money) -> Option<i64> {
    let currency = money.currency;
    if currency.is_one_of(CENTS_AT_STRIPE) {
        return money.minor.checked_mul(100);
    }
    let divisible = |by: i64| money.minor % by == 0;
    if currency.is_one_of(WHOLE_AT_STRIPE) {
        return divisible(100).then_some(money.minor / 100);
    }
    (currency.digits() != 3 || divisible(10)).then_some(money.minor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn stripe_gets_the_same_amount_or_none() {
        for (code, minor, expected) in [
            ("EUR", 11_490, Some(11_490)),
            ("HUF", 129_900, Some(129_900)),
            ("HUF", 129_950, Some(129_950)),
            ("JPY", 500, Some(500)),
            ("KRW", 500, Some(500)),
            ("ISK", 2_000, Some(200_000)),
            ("UGX", 5_000, Some(500_000)),
            ("ISK", i64::MAX, None),
            ("KWD", 1_230, Some(1_230)),
            ("KWD", 1_234, None),
            ("IQD", 129_900, Some(129_900)),
            ("IQD", 129_905, None),
            ("MGA", 129_900, Some(1_299)),
            ("MGA", 129_950, None),
            ("EUR", -590, Some(-590)),
            ("KWD", -1_234, None),
        ] {
            let currency = Currency::parse(code).expect("a currency");
            assert_eq!(amount(Money { minor, currency }), expected, "{code} {minor}");
        }
    }
}
