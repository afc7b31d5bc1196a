//! A telephone number as digits.

/// The digits, behind a plus if there was one; nothing for a filler of noughts. No country code is added: what the
/// provider knew is all that we know.
pub(super) fn phone(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
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
                None if out.len() > 1 && (char.is_ascii_alphabetic() || char == ';') => break,
                None => {}
            },
        }
    }
    out.bytes().any(|byte| matches!(byte, b'1'..=b'9')).then_some(out)
}

/// The digits of a Japanese, an Arabic and a Persian keyboard are digits too.
fn digit(char: char) -> Option<char> {
    let zero = match char {
        '0'..='9' => return Some(char),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
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
            ("(+33) 1 23", Some("+33123"), "a plus in brackets leads still"),
            ("0049 30 1", Some("0049301"), "no guess about 00"),
            ("Tel: 030 123", Some("030123"), "letters before it"),
            ("030 123 ext. 45", Some("030123"), "an extension is not part of it"),
            ("030 1; 0171 2", Some("0301"), "the first of two"),
            ("０９０－１２３４", Some("0901234"), "wide digits"),
            ("٠٥٠١٢", Some("05012"), "Arabic digits"),
            ("0000000000", None, "a filler"),
            ("+", None, "no digit at all"),
            ("unknown", None, "a word"),
        ] {
            let number = phone(given);
            assert_eq!(number.as_deref(), expected, "{why}");
            assert_eq!(number.as_deref().and_then(phone), number, "twice: {why}");
        }
    }
}
