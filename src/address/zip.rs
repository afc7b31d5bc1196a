//! Cleans a postcode and decides whether it is unusual for its country.

use super::Field;
use super::layout::{Usage, layout};
use super::plain::words;
use super::street::digits;

/// Countries with a fixed number of digits in their postcodes. A postcode is marked if it is wrong, never corrected.
/// Countries whose postcodes begin with letters, such as LV-1010, are not in this list.
const DIGITS: &str = "AL4 AT4 AU4 BA5 BD4 BE4 BG4 BR8 CA3 CH4 CN6 CO6 CY4 CZ5 DE5 DK4 EE5 EG5 ES5 FI5 FO3 FR5 GL4 GR5 \
HR5 HU4 ID5 IN6 IS3 IT5 JP7 KR5 LI4 LK5 MA5 MC5 ME5 MK4 MT4 MX5 MY5 NL4 NO4 NZ4 PE5 PH4 PK5 PL5 PR5 PT7 RO6 \
RU6 SE5 SG6 SI4 SK5 SM5 TH5 TN4 TR5 UA5 US5 VA5 ZA4";

/// The postcode, and whether it is unusual: a zero was lost, a part is missing, or it belongs to another country. Zeros
/// alone are a placeholder if the country has postcodes. If it has none, as in Hong Kong, any postcode stays and is
/// marked.
pub(super) fn zip<'a>(text: &'a str, country: &str) -> (&'a str, bool) {
    let length = words(DIGITS).into_iter().find_map(|entry| entry.strip_prefix(country).filter(|rest| rest.len() == 1));
    // Some providers send only the first part of postcodes such as SW1A 1AA and 1012 AB, for privacy.
    let letters = text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let short = matches!(country, "GB" | "JE" | "GG" | "IM" | "NL") && !text.is_empty() && letters != 2;
    let none = !text.is_empty() && layout(country).usage(Field::ZipCode) == Usage::Unusual;
    let Some(length) = length else { return (text, short || none) };
    // D-10178, DE 10178, DE10178: the country before the postcode, which carriers' machines refuse.
    let sign = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let bare = text[sign..].trim_start_matches(['-', ' ']);
    let zip = if country.starts_with(&text[..sign]) && digits(bare) > 0 { bare } else { text };
    let filler = !zip.bytes().any(|byte| byte.is_ascii_alphanumeric() && byte != b'0');
    let count = zip.bytes().filter(u8::is_ascii_digit).count();
    // Also usual: ZIP+4, and Portugal's old postcodes of four digits.
    let usual = length.as_bytes() == [b'0' + count as u8] || matches!((country, count), ("US" | "PR", 9) | ("PT", 4));
    if filler { ("", false) } else { (zip, !usual || short) }
}
