//! Cleans a text for a form field: one line, no invisible characters, no placeholders such as "null".
//!
//! Unicode is not normalised here, because the tables would be larger than the rest of the code. `glue::fields` asks the
//! browser to do it (NFC). In native builds the text stays as it came.

/// The length of the shop's columns in characters (spryker/sales, `spy_sales.schema.xml`).
pub(super) const LONGEST: usize = 255;

/// One line without control, direction and zero-width characters and without emoji. `None` for a placeholder. Of a text that
/// is too long for every column, one character more than the column takes is kept, so that the caller sees it.
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
            if length + usize::from(gap) > LONGEST {
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

/// Whether the character is removed: invisible characters, which change the direction of a text or break a label, and
/// emoji, which labels cannot print and older databases (three bytes per character) refuse.
fn is_hidden(char: char) -> bool {
    matches!(char,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2600}'..='\u{27bf}' | '〒' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..='\u{e007f}')
}

/// Zero-width joiners. They are part of the spelling between letters of some scripts.
fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

/// Letters of Arabic, Persian and the scripts of India.
fn is_joined(char: char) -> bool {
    matches!(char, '\u{620}'..='\u{6ff}' | '\u{900}'..='\u{dff}')
}

/// Turns full-width characters, which Japanese keyboards write, into ASCII.
fn narrow(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    }
}

/// Whether the text is a value and not a placeholder. `Null` with a capital letter is a family name.
pub(super) fn is_given(text: &str) -> bool {
    !(matches!(text, "null" | "NULL" | "undefined")
        || text.eq_ignore_ascii_case("n/a")
        || text.bytes().all(|byte| byte.is_ascii_punctuation()))
}

/// Whether a house number is a placeholder. "s/n" is not: the post writes it for an address without a number.
pub(super) fn is_filler(text: &str) -> bool {
    is_among(text, "zz na none null nil unknown xx x") || text.bytes().all(|byte| byte == b'0')
}

/// Whether the word is in the list, which is separated by spaces. Case and a final punctuation mark are ignored.
pub(super) fn is_among(word: &str, list: &str) -> bool {
    let word = word.strip_suffix(['.', ',', ':']).unwrap_or(word);
    !word.is_empty() && words(list).iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// The words of a text. Not inlined, because an iterator at every call would make the download larger.
#[inline(never)]
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

/// The position of a word in the text that it was cut from.
pub(super) fn offset(text: &str, word: &str) -> usize {
    word.as_ptr() as usize - text.as_ptr() as usize
}

/// The number of letters. Every character outside ASCII counts as a letter, because Unicode's tables cost kilobytes.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|char| char.is_ascii_alphabetic() || !char.is_ascii()).count()
}

/// The byte position of the character with this index. `None` if the text is shorter.
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

/// Whether the text has an ASCII digit.
pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether two texts have the same letters. Case, accents, punctuation and spaces are ignored. Texts without Latin letters
/// must be equal.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let mut letters = folded(one).peekable();
    if letters.peek().is_some() { letters.eq(folded(other)) } else { one == other }
}

/// The letters in lower case, without accents.
fn folded(text: &str) -> impl Iterator<Item = u8> {
    /// The letters for U+00E0 to U+00FF and for U+0100 to U+017F. A star means no letter.
    const LATIN: &[u8; 160] = b"aaaaaa*ceeeeiiiidnooooo*ouuuuy*y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssssstt\
ttttuuuuuuuuuuuuwwyyyzzzzzzs";
    text.chars().filter_map(|char| {
        let code = char as usize;
        let letter = match code {
            0..=0x7f => (code as u8).to_ascii_lowercase(),
            0xc0..=0xdf => LATIN[code - 0xc0],
            0xe0..=0x17f => LATIN[code - 0xe0],
            // The Romanian letters with a comma below.
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
    fn invisible_characters_and_placeholders_are_removed() {
        for (given, expected, why) in [
            ("  Ada \t Payer ", Some("Ada Payer"), "spaces collapse"),
            (
                "Linienstraße 12\nHinterhaus\r\n",
                Some("Linienstraße 12 Hinterhaus"),
                "Apple sends newlines inside a line",
            ),
            ("山田\u{3000}太郎", Some("山田 太郎"), "the Japanese full-width space is a space"),
            ("\u{202e}ada\u{202c}\u{200b}\u{feff}", Some("ada"), "direction marks and zero width"),
            ("a\u{0}b\u{7}c\u{9d}", Some("abc"), "control characters"),
            ("Ada\u{a0}Payer", Some("Ada Payer"), "a no-break space is a space"),
            (" \u{200b} \n", None, "only invisible characters"),
            ("null", None, "a null value that became a text"),
            ("N/A", None, "not available"),
            ("Null", Some("Null"), "Null is a family name"),
            ("--", None, "dashes are a placeholder"),
            ("0", Some("0"), "zero is a value"),
            ("<b>Ada</b>", Some("<b>Ada</b>"), "markup is text"),
            ("İstanbul", Some("İstanbul"), "letters of any script stay"),
        ] {
            assert_eq!(plain(given).as_deref(), expected, "{why}");
        }
    }

    #[test]
    fn of_a_long_line_one_character_too_many_is_kept() {
        let long = plain(&"ü".repeat(300)).unwrap();
        assert_eq!(long.chars().count(), 256);
        let words = plain(&"123456789 ".repeat(30)).unwrap();
        assert_eq!(plain(&words).as_ref(), Some(&words));
        assert_eq!(plain(&format!("{} x", "y".repeat(254))).unwrap().len(), 256);
        assert_eq!(plain(&format!("{} x", "y".repeat(255))).unwrap().len(), 255);
    }
}
