//! The postcode: as it was given, without what no postcode has.

use super::Field;
use super::layout::{Usage, layout};
use super::plain::words;
use super::street::digits;

/// How many digits the country's postcodes have, where that never changes. A postcode is never mended, only marked. Not
/// here: countries whose postcodes begin with letters of their own, as LV-1010.
const DIGITS: &str = "AL4 AT4 AU4 BA5 BD4 BE4 BG4 BR8 CA3 CH4 CN6 CO6 CY4 CZ5 DE5 DK4 EE5 EG5 ES5 FI5 FO3 FR5 GL4 GR5 \
HR5 HU4 ID5 IN6 IS3 IT5 JP7 KR5 LI4 LK5 MA5 MC5 ME5 MK4 MT4 MX5 MY5 NL4 NO4 NZ4 PE5 PH4 PK5 PL5 PR5 PT7 RO6 \
RU6 SE5 SG6 SI4 SK5 SM5 TH5 TN4 TR5 UA5 US5 VA5 ZA4";

/// The postcode, and whether it has not the digits that it should: a nought was lost, half of it is missing, or it is
/// another country's. Noughts alone are a filler where the country has postcodes. Where it has none, as in Hong Kong, a
/// postcode is what the payer answers to forms like Glue's, which want one: it stays, marked.
pub(super) fn zip<'a>(text: &'a str, country: &str) -> (&'a str, bool) {
    let length = words(DIGITS).into_iter().find_map(|entry| entry.strip_prefix(country).filter(|rest| rest.len() == 1));
    // SW1A 1AA, 1012 AB: cut short where it was to be kept from us.
    let letters = text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let short = matches!(country, "GB" | "JE" | "GG" | "IM" | "NL") && !text.is_empty() && letters != 2;
    let none = !text.is_empty() && layout(country).usage(Field::ZipCode) == Usage::Unusual;
    let Some(length) = length else { return (text, short || none) };
    // D-10178, DE 10178, DE10178: an old habit of writing the country, which carriers' machines refuse.
    let sign = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let bare = text[sign..].trim_start_matches(['-', ' ']);
    let zip = if country.starts_with(&text[..sign]) && digits(bare) > 0 { bare } else { text };
    let filler = !zip.bytes().any(|byte| byte.is_ascii_alphanumeric() && byte != b'0');
    let count = zip.bytes().filter(u8::is_ascii_digit).count();
    // ZIP+4; the four digits that Portugal's had.
    let usual = length.as_bytes() == [b'0' + count as u8] || matches!((country, count), ("US" | "PR", 9) | ("PT", 4));
    if filler { ("", false) } else { (zip, !usual || short) }
}
