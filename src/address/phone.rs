//! A telephone number as digits.

/// The digits, behind a plus if there was one or the two noughts that are dialled for it; nothing for a filler, and for what
/// no telephone number is. No country code is added: what the provider knew is all that we know.
pub(super) fn phone(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut words = false;
    while let Some(char) = rest.chars().next() {
        // "+49 (0)30": this nought is dialled only where the country code is not.
        if out.starts_with('+') && rest.starts_with("(0)") {
            rest = &rest[3..];
            continue;
        }
        rest = &rest[char.len_utf8()..];
        match char {
            '+' if out.is_empty() => out.push('+'),
            _ => match digit(char) {
                Some(digit) => out.push(digit),
                // An extension or a second number follows: one long number would reach nobody.
                None if out.len() > 1 && (char.is_ascii_alphabetic() || matches!(char, ';' | ',' | '#')) => {
                    words = char.is_ascii_uppercase();
                    break;
                }
                None => {}
            },
        }
        if out == "00" {
            out.clear();
            out.push('+');
        }
    }
    let digits = out.strip_prefix('+').unwrap_or(&out);
    let mut bytes = digits.bytes();
    let first = bytes.next()?;
    // "+10000000000" is one with a country code; in "+49 *** 1234" the rest is kept from us.
    let filler = bytes.all(|byte| byte == first) || "1234567890".starts_with(digits) || digits.ends_with("0000000");
    let masked = text.contains(['*', '•']);
    // ITU-T E.164 ends at 15 digits. In "1-800-SAMPLES" the word is the number.
    let possible = (5..=15).contains(&digits.len()) && !(words && digits.len() < 7);
    (possible && !filler && !masked).then_some(out)
}

/// The digits of a Japanese, an Arabic, a Persian and an Indian keyboard are digits too.
fn digit(char: char) -> Option<char> {
    let zero = match char {
        '0'..='9' => return Some(char),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return None,
    };
    char::from_digit(char as u32 - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_courier_can_dial_what_is_left() {
        for (given, expected, why) in [
            ("491705550142", Some("491705550142"), "as Spryker's app gives it"),
            ("+49 (0)30 / 12 34-56", Some("+4930123456"), "the nought in brackets is not dialled"),
            ("(030) 12 34", Some("0301234"), "without country code the nought stays"),
            ("(+33) 1 23 45", Some("+3312345"), "a plus in brackets leads still"),
            ("0049 30 1", Some("+49301"), "two noughts are dialled for the plus"),
            ("0049 (0)30 1", Some("+49301"), "and the nought in brackets then is not"),
            ("1-800-SAMPLES", None, "the word is the number"),
            ("11111111", None, "ones are a filler"),
            ("123456789", None, "so are the keys in their order"),
            ("+1", None, "a country alone"),
            ("1234 98761234 98761234", None, "longer than any"),
            ("Tel: 030 123", Some("030123"), "letters before it"),
            ("030 123 ext. 45", Some("030123"), "an extension is not part of it"),
            ("030 12; 0171 2", Some("03012"), "the first of two"),
            ("０９０－１２３４", Some("0901234"), "wide digits"),
            ("٠٥٠١٢", Some("05012"), "Arabic digits"),
            ("0000000000", None, "a filler"),
            ("+10000000000", None, "a filler with a country code"),
            ("+49 30 2000000", Some("+49302000000"), "six noughts are a switchboard"),
            ("+49 *** *** 1234", None, "what is masked is no number"),
            ("+", None, "no digit at all"),
            ("unknown", None, "a word"),
        ] {
            let number = phone(given);
            assert_eq!(number.as_deref(), expected, "{why}");
            assert_eq!(number.as_deref().and_then(phone), number, "twice: {why}");
        }
    }
}
