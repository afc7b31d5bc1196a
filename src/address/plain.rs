//! Text as a form can hold it: one line, nothing invisible, nothing that only stands for "no value".
//!
//! Unicode is not composed here: its tables would weigh more than all else. The browser has them, and `glue::fields`
//! asks it where a text comes in (NFC); natively the text stays as it came.

/// The shop's columns hold this many characters (spryker/sales, `spy_sales.schema.xml`).
pub(super) const LONGEST: usize = 255;

/// One line without control, direction and zero-width characters and without pictures; nothing for a placeholder.
pub(super) fn plain(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut length = 0;
    let mut gap = false;
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(char) = chars.next() {
        if char.is_whitespace() {
            gap = length > 0;
        } else if !is_hidden(char)
            || is_joiner(char) && is_joined(before) && chars.peek().is_some_and(|next| is_joined(*next))
        {
            if length + usize::from(gap) >= LONGEST {
                break;
            }
            if gap {
                out.push(' ');
            }
            out.push(narrow(char));
            length += 1 + usize::from(gap);
            gap = false;
        }
        before = char;
    }
    is_given(&out).then_some(out)
}

/// What nobody sees but what turns texts around, hides in them or breaks a label; and pictures, which no label prints and
/// a shop's older database (three bytes a character) refuses.
fn is_hidden(char: char) -> bool {
    matches!(char,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2600}'..='\u{27bf}' | '〒' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..='\u{e007f}')
}

/// Zero width, but spelling between letters that would join or would not.
fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

/// Letters of Arabic, Persian and the scripts of India.
fn is_joined(char: char) -> bool {
    matches!(char, '\u{620}'..='\u{6ff}' | '\u{900}'..='\u{dff}')
}

/// The wide forms of ASCII that Japanese keyboards write.
fn narrow(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    }
}

/// Whether the text is a value. `Null` with a capital is a family name.
pub(super) fn is_given(text: &str) -> bool {
    !(matches!(text, "null" | "NULL" | "undefined")
        || text.eq_ignore_ascii_case("n/a")
        || text.bytes().all(|byte| byte.is_ascii_punctuation()))
}

/// What stands in a house number's place when there is none. "s/n" is not among them: that is how the post writes it.
pub(super) fn is_filler(text: &str) -> bool {
    is_among(text, "zz na none null nil unknown xx x") || text.bytes().all(|byte| byte == b'0')
}

/// Whether the word is one of the list's, which are divided by spaces; a final stop and capitals do not matter.
pub(super) fn is_among(word: &str, list: &str) -> bool {
    let word = word.strip_suffix(['.', ',', ':']).unwrap_or(word);
    !word.is_empty() && words(list).iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// The words of a plain text. One list for all who look at words: every iterator of its own would weigh more.
#[inline(never)]
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

/// Where a word that was cut from the text begins in it.
pub(super) fn offset(text: &str, word: &str) -> usize {
    word.as_ptr() as usize - text.as_ptr() as usize
}

/// How many letters the text has. What is not ASCII counts as one: asking Unicode costs kilobytes of tables.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|char| char.is_ascii_alphabetic() || !char.is_ascii()).count()
}

/// Where a character begins, counted from 0; nothing if the text is not so long.
pub(super) fn start_of(text: &str, count: usize) -> Option<usize> {
    let mut left = count;
    for (at, byte) in text.bytes().enumerate() {
        // The first byte of a character.
        if byte & 0xc0 != 0x80 {
            if left == 0 {
                return Some(at);
            }
            left -= 1;
        }
    }
    None
}

/// Whether there is a digit that may be a house number's.
pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether two texts are the same word for word: capitals, accents, dots, spaces and brackets do not matter. Texts without
/// a letter of ours must be the same to the sign.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let mut letters = folded(one).peekable();
    if letters.peek().is_some() { letters.eq(folded(other)) } else { one == other }
}

/// The letters in ASCII, small, without their accents.
fn folded(text: &str) -> impl Iterator<Item = u8> {
    /// Of U+00E0 to U+00FF, and of U+0100 to U+017F; a star is no letter of ours.
    const LATIN: &[u8; 160] = b"aaaaaa*ceeeeiiiidnooooo*ouuuuy*y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssssstt\
ttttuuuuuuuuuuuuwwyyyzzzzzzs";
    text.chars().filter_map(|char| {
        let code = char as usize;
        let letter = match code {
            0..=0x7f => (code as u8).to_ascii_lowercase(),
            0xc0..=0xdf => LATIN[code - 0xc0],
            0xe0..=0x17f => LATIN[code - 0xe0],
            // Romania's comma below.
            0x218 | 0x219 => b's',
            0x21a | 0x21b => b't',
            _ => b'*',
        };
        letter.is_ascii_lowercase().then_some(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shopper_cannot_see_never_reaches_the_label() {
        for (given, expected, why) in [
            ("  Ada \t Payer ", Some("Ada Payer"), "spaces collapse"),
            ("Linienstraße 12\nHinterhaus\r\n", Some("Linienstraße 12 Hinterhaus"), "Apple allows newlines in a line"),
            ("山田\u{3000}太郎", Some("山田 太郎"), "the wide space of Japan is a space"),
            ("\u{202e}ada\u{202c}\u{200b}\u{feff}", Some("ada"), "direction marks and zero width"),
            ("a\u{0}b\u{7}c\u{9d}", Some("abc"), "control characters"),
            ("Ada\u{a0}Payer", Some("Ada Payer"), "a space that does not break is a space"),
            (" \u{200b} \n", None, "nothing visible is nothing"),
            ("null", None, "a null that became text"),
            ("N/A", None, "not available"),
            ("Null", Some("Null"), "Mr Null exists"),
            ("--", None, "a stroke says that there is none"),
            ("0", Some("0"), "a nought is a value"),
            ("<b>Ada</b>", Some("<b>Ada</b>"), "markup is text"),
            ("İstanbul", Some("İstanbul"), "letters of any script stay"),
        ] {
            assert_eq!(plain(given).as_deref(), expected, "{why}");
        }
    }

    #[test]
    fn a_very_long_line_ends_where_the_shops_column_ends_and_not_in_a_space() {
        let long = plain(&"ü".repeat(300)).unwrap();
        assert_eq!(long.chars().count(), 255);
        let words = plain(&"123456789 ".repeat(30)).unwrap();
        assert_eq!(plain(&words).as_ref(), Some(&words));
        assert_eq!(plain(&format!("{} x", "y".repeat(254))).unwrap().len(), 254);
    }
}
