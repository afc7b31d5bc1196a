//! Money as whole minor units with a currency. Pure, without floating-point numbers.
//!
//! The number of decimal digits follows ISO 4217, as in Spryker (spryker/money, which uses moneyphp's `ISOCurrencies`). The
//! browser's `Intl` is not used for it: it follows CLDR, which has no decimals for the Hungarian forint and others, and
//! browsers differ.

use std::fmt;

/// An ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads a code such as `EUR`. `None` unless it is three capital ASCII letters.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The code.
    pub fn code(&self) -> &str {
        // SAFETY: `parse` accepts only ASCII letters, which are UTF-8. A check would be the only one in the first module.
        unsafe { std::str::from_utf8_unchecked(&self.0) }
    }

    /// The number of decimal digits: the minor unit of ISO 4217.
    pub fn digits(self) -> u32 {
        match self {
            _ if self.is_one_of(NO_DIGITS) => 0,
            _ if self.is_one_of(THREE_DIGITS) => 3,
            _ if self.is_one_of(FOUR_DIGITS) => 4,
            _ => 2,
        }
    }

    /// Whether it is in a list of codes, which follow each other without separators.
    pub fn is_one_of(self, codes: &str) -> bool {
        codes.as_bytes().chunks(3).any(|code| code == self.0)
    }
}

/// Currencies without a minor unit.
const NO_DIGITS: &str = "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
/// Currencies with a thousand minor units.
const THREE_DIGITS: &str = "BHDIQDJODKWDLYDOMRTND";
/// Currencies with ten thousand minor units.
const FOUR_DIGITS: &str = "CLFUYW";

/// Currencies that have minor units in ISO 4217, but are usually written without them, by CLDR's data and in browsers.
const WRITTEN_WHOLE: &str = "AFNALLCOPHUFIDRIQDIRRKPWLAKLBPMGAMMKPKRRSDSLLSOSSYPYER";

impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// An amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units (cents for EUR, yen for JPY), as Glue sends them.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The exact amount as a decimal text with all digits of its currency: `12.30`. Wallets and the browser's number
    /// formatter accept it.
    pub fn decimal(self) -> String {
        let digits = self.currency.digits() as usize;
        let mut text = self.minor.unsigned_abs().to_string();
        while text.len() <= digits {
            text.insert(0, '0');
        }
        if digits > 0 {
            text.insert(text.len() - digits, '.');
        }
        if self.minor < 0 {
            text.insert(0, '-');
        }
        text
    }

    /// The number of decimal digits to show, and the exact text. Zeros are not shown if the currency is usually written
    /// without them: 1,299 for `1299.00` HUF. Other digits are always shown: 1,299.50.
    pub fn written(self) -> (u32, String) {
        let digits = self.currency.digits();
        let is_whole = self.minor % 10_i64.pow(digits) == 0;
        (if is_whole && self.currency.is_one_of(WRITTEN_WHOLE) { 0 } else { digits }, self.decimal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(code: &str, minor: i64) -> Money {
        Money { minor, currency: Currency::parse(code).expect("a currency") }
    }

    #[test]
    fn an_amount_has_the_decimal_digits_of_iso_4217() {
        for (code, minor, text) in [
            ("EUR", 1230, "12.30"),
            ("EUR", 5, "0.05"),
            ("EUR", 0, "0.00"),
            ("EUR", -1, "-0.01"),
            ("JPY", 500, "500"),
            ("JPY", -500, "-500"),
            ("KWD", 1234, "1.234"),
            ("KWD", 1, "0.001"),
            ("CLF", 12345, "1.2345"),
        ] {
            assert_eq!(money(code, minor).decimal(), text, "{code}");
        }
        // Browsers write these without decimals, but ISO 4217 and Spryker have two.
        for code in ["HUF", "COP", "IDR", "PKR", "ALL", "RSD", "LBP", "TWD", "UZS", "CRC", "MRU", "MGA"] {
            assert_eq!(money(code, 129_900).decimal(), "1299.00", "{code}");
        }
        assert_eq!(money("IQD", 129_900).decimal(), "129.900");
    }

    #[test]
    fn every_currency_without_exactly_two_digits_is_known() {
        let with = |digits: u32, codes: &str| {
            for code in codes.split(' ') {
                assert_eq!(money(code, 0).currency.digits(), digits, "{code}");
            }
        };
        with(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF");
        with(3, "BHD IQD JOD KWD LYD OMR TND");
        with(4, "CLF UYW");
        with(2, "EUR USD CHF GBP HUF COP IDR PKR ALL RSD LBP MGA MRU");
        // Three letters that overlap two codes of a list are not a code in it.
        with(2, "IFC PDJ HDI WDL");
    }

    #[test]
    fn zeros_are_hidden_only_for_currencies_that_are_written_without_them() {
        for (code, minor, digits) in [
            ("HUF", 129_900, 0),
            ("HUF", 129_950, 2),
            ("HUF", -129_900, 0),
            ("HUF", 0, 0),
            ("IQD", 129_000, 0),
            ("IQD", 129_900, 3),
            ("EUR", 100, 2),
            ("JPY", 100, 0),
            ("KWD", 1_000, 3),
        ] {
            let (shown, text) = money(code, minor).written();
            assert_eq!(shown, digits, "{code} {minor}");
            assert_eq!(text, money(code, minor).decimal(), "the amount itself stays exact");
        }
    }

    #[test]
    fn the_largest_amounts_lose_no_digits() {
        assert_eq!(money("EUR", i64::MAX).decimal(), "92233720368547758.07");
        assert_eq!(money("EUR", i64::MIN).decimal(), "-92233720368547758.08");
        assert_eq!(money("HUF", i64::MIN).written().0, 2);
    }

    #[test]
    fn only_three_capital_letters_are_a_currency() {
        for code in ["", "eur", "EURO", "EU", "E1R", "€€€"] {
            assert_eq!(Currency::parse(code), None, "{code}");
        }
    }
}
