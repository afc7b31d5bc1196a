//! Money as whole minor units with its currency. Pure; no float anywhere near it.

use std::fmt;

/// An ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads a code such as `EUR`; anything but three capital ASCII letters is none.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

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
    /// The decimal text of the amount with that many digits after the point: `12.30`. For the browser's number formatter,
    /// which takes exact decimal texts.
    pub fn decimal(&self, digits: u32) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let mut text = self.minor.unsigned_abs().to_string();
        let digits = digits as usize;
        if digits == 0 {
            return format!("{sign}{text}");
        }
        while text.len() <= digits {
            text.insert(0, '0');
        }
        text.insert(text.len() - digits, '.');
        format!("{sign}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_by_the_digits_of_their_currency() {
        let euro = Currency::parse("EUR").expect("a currency");
        for (minor, digits, text) in
            [(1230, 2, "12.30"), (5, 2, "0.05"), (0, 2, "0.00"), (-1, 2, "-0.01"), (500, 0, "500"), (1, 3, "0.001")]
        {
            assert_eq!(Money { minor, currency: euro }.decimal(digits), text);
        }
    }

    #[test]
    fn only_three_capital_letters_are_a_currency() {
        for code in ["", "eur", "EURO", "EU", "E1R", "€€€"] {
            assert_eq!(Currency::parse(code), None, "{code}");
        }
    }
}
