//! Currencies: the decimal digits of their amounts, and how to convert prices from euro cents.
//!
//! The digits follow ISO 4217, as in Spryker's money formatter. Browsers show some of these currencies with other digits.

/// A currency of the shop's prices.
#[derive(Debug)]
pub struct Currency {
    /// The code of three capital letters.
    pub code: &'static str,
    /// The displayed name.
    pub name: &'static str,
    /// The number of decimal digits by ISO 4217.
    pub digits: u32,
    /// The exchange rate: the first number of minor units equals the second number of euro cents.
    rate: (i64, i64),
}

const fn currency(code: &'static str, name: &'static str, digits: u32, rate: (i64, i64)) -> Currency {
    Currency { code, name, digits, rate }
}

/// All currencies. The euro, the dollar, the pound and the franc have the same value here.
const CURRENCIES: &[Currency] = &[
    currency("EUR", "Euro", 2, (1, 1)),
    currency("CHF", "Swiss Franc", 2, (1, 1)),
    currency("USD", "US Dollar", 2, (1, 1)),
    currency("GBP", "Pound Sterling", 2, (1, 1)),
    currency("HUF", "Hungarian Forint", 2, (400, 1)),
    currency("COP", "Colombian Peso", 2, (4500, 1)),
    currency("IDR", "Indonesian Rupiah", 2, (18_000, 1)),
    currency("PKR", "Pakistani Rupee", 2, (300, 1)),
    currency("ALL", "Albanian Lek", 2, (100, 1)),
    currency("RSD", "Serbian Dinar", 2, (117, 1)),
    currency("LBP", "Lebanese Pound", 2, (97_000, 1)),
    // Products have separate prices in yen. Shipment and fees cost as many yen as cents.
    currency("JPY", "Japanese Yen", 0, (1, 1)),
    currency("KRW", "South Korean Won", 0, (16, 1)),
    currency("CLP", "Chilean Peso", 0, (10, 1)),
    currency("ISK", "Icelandic Króna", 0, (3, 2)),
    currency("UGX", "Ugandan Shilling", 0, (40, 1)),
    currency("VND", "Vietnamese Dong", 0, (280, 1)),
    currency("KWD", "Kuwaiti Dinar", 3, (33, 10)),
    currency("BHD", "Bahraini Dinar", 3, (4, 1)),
    currency("TND", "Tunisian Dinar", 3, (34, 1)),
    currency("IQD", "Iraqi Dinar", 3, (14_000, 1)),
];

/// The currency with this code.
pub fn find(code: &str) -> Option<&'static Currency> {
    CURRENCIES.iter().find(|currency| currency.code == code)
}

/// Converts euro cents to minor units of another currency. For an unknown currency the number stays the same.
pub fn from_cents(cents: i64, code: &str) -> i64 {
    let (minor, per_cents) = find(code).map_or((1, 1), |currency| currency.rate);
    // Rounds half up, with integers.
    (2 * cents * minor + per_cents).div_euclid(2 * per_cents)
}

/// An amount in the format of the shop's messages, such as `€200.00` or `200,00 €`.
pub fn text(minor: i64, code: &str, is_german: bool) -> String {
    let digits = find(code).map_or(2, |currency| currency.digits);
    let unit = 10_i64.pow(digits);
    let point = if is_german { ',' } else { '.' };
    let mut number = (minor / unit).to_string();
    if digits > 0 {
        number.push_str(&format!("{point}{:0width$}", minor % unit, width = digits as usize));
    }
    match (code, is_german) {
        ("EUR", true) => format!("{number} €"),
        ("EUR", false) => format!("€{number}"),
        _ => format!("{number} {code}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_have_the_decimals_of_their_currency() {
        for (code, cents, minor, shown) in [
            ("EUR", 490, 490, "€4.90"),
            ("HUF", 490, 196_000, "1960.00 HUF"),
            ("JPY", 490, 490, "490 JPY"),
            ("ISK", 491, 737, "737 ISK"),
            ("KWD", 14_553, 48_025, "48.025 KWD"),
            ("IQD", 150, 2_100_000, "2100.000 IQD"),
            ("SEK", 490, 490, "4.90 SEK"),
        ] {
            assert_eq!((from_cents(cents, code), text(minor, code, false).as_str()), (minor, shown), "{code}");
        }
        assert_eq!(text(20_000, "EUR", true), "200,00 €");
    }
}
