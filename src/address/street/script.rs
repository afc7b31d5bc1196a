//! Splits address lines in East Asian scripts, which have no spaces and go from the largest area to the smallest.

use super::{Line, letters};

/// Whether the line has a character of Han or kana.
pub(super) fn is_written_without_spaces(line: &str) -> bool {
    line.chars().any(|char| matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'))
}

/// Whether addresses in this country are written in such a script.
pub(super) fn is_home(country: &str) -> bool {
    matches!(country, "JP" | "CN" | "TW" | "HK" | "MO")
}

/// Splits lines such as 丸の内1丁目9番1号 and 建国路88号.
pub(super) fn split(line: &str, country: &str) -> Option<Box<Line>> {
    let (start, end) = number(line, country == "JP")?;
    let (street, number, rest) = (&line[..start], &line[start..end], &line[end..]);
    let apart = rest.starts_with(' ') || rest.starts_with(',');
    // 北3条西4丁目 is a name with digits. 3号楼 is a building.
    let doubtful = match country {
        "JP" => !apart && super::has_digit(rest) || number.ends_with('-'),
        _ => rest.starts_with('楼') || rest.starts_with('樓'),
    };
    let street = bare(street);
    (!doubtful && letters(street) > 1).then(|| Line::new(street, number, bare(rest)))
}

/// Whether the whole text is a house number in these scripts: 1丁目9-1, 88号, 7號之2.
pub(super) fn is_house(text: &str) -> bool {
    super::token::digits(text) > 0 && text.chars().all(is_numeral)
}

fn is_numeral(char: char) -> bool {
    matches!(char, '0'..='9' | '-' | '丁' | '目' | '番' | '地' | '号' | '號' | 'の' | '之')
}

/// Where the house number begins and ends. In Japan it is the first number, in other countries the number before 号 or 號.
/// Lanes and alleys before it belong to the street.
fn number(line: &str, japanese: bool) -> Option<(usize, usize)> {
    let mut start = None;
    let mut marked = false;
    for (at, char) in line.char_indices() {
        let ends = !is_numeral(char) || marked && char != '之' && !char.is_ascii_digit();
        match start {
            None if char.is_ascii_digit() => start = Some(at),
            Some(start) if ends && (japanese || marked) => return Some((start, at)),
            Some(_) if ends => start = None,
            _ => {}
        }
        // 7號之2, but 88号3号楼.
        marked = start.is_some() && !japanese && (matches!(char, '号' | '號') || marked);
        if marked && matches!(char, '号' | '號') && !line[at + char.len_utf8()..].starts_with('之') {
            return start.map(|start| (start, at + char.len_utf8()));
        }
    }
    start.filter(|_| japanese || marked).map(|start| (start, line.len()))
}

fn bare(text: &str) -> &str {
    let text = text.trim_ascii();
    let text = text.strip_prefix(',').unwrap_or(text);
    text.strip_suffix(',').unwrap_or(text).trim_ascii()
}
