//! Splits a full name into given and family name.
//!
//! A name of several words is always split, by the best guess for its country, and marked so that the shopper checks it.
//! If it stayed in one field, the shopper would be asked for the other field and would type a part of the name again, so
//! that the order had it twice. A name stays whole only if there is no place to split it: a single word, kana without a
//! space, particles with one family name.

use super::plain::{is_among, is_given, is_same, offset, start_of, words};

/// Particles that begin a family name and belong to it: van der Berg, bin Ismail.
const PARTICLES: &str = "van von vom zu zum zur der den ter ten te tot op af av in 't v.d bin binti bint ibn st mc mac";

/// Particles that begin a family name, but also occur inside given names (Maria del Carmen, Abd al Rahman) and between
/// two family names.
const INNER: &str = "de del della dello di da do dos das du des la las los le lo san al el abu y";

/// Countries where a capitalised particle as the first word is a given name: Van Morrison, Al Gore.
const ENGLISH: &str = "US GB CA AU NZ IE ZA";

/// Suffixes after the family name.
const SUFFIXES: &str = "jr sr ii iii iv phd md esq";

/// Titles before the given name. They stay with it.
const TITLES: &str = "dr prof ing mag dipl";

/// Words between the names of two persons.
const COUPLES: &str = "and und et en y e & +";

/// Countries where people have two family names, one from each parent.
const TWO_FAMILIES: &str = "ES MX AR CO CL PE VE EC UY PY BO CR CU DO GT HN NI PA SV AD";

/// Countries where most people have one given name and several family names: of both parents, or of father and grandfather.
const ONE_GIVEN: &str = "PT BR AO MZ EG SA AE JO IQ KW QA BH OM YE SY LB MA DZ TN LY SD IR PK BD ET";

/// Given names that form pairs: Juan Carlos, Ana Paula.
const PAIRED: &str = "maria jose juan luis carlos antonio manuel jesus angel ana paula pedro joao miguel pablo carmen";

/// Countries where the family name comes first.
const FAMILY_FIRST: &str = "HU VN KH";

/// Countries where the family name comes first, but often last when it is written in Latin letters.
const EITHER_ORDER: &str = "CN JP KR TW HK MO SG MY MN";

/// Family names of these countries in Latin letters. If only one of the first and the last word is in this list, it is the
/// family name.
const FAMILIES: &str = "kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song hong wang \
li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo luo chan wong cheung leung lau ng cheng ho tang tsang \
tan lim goh";

/// Countries where names are written in Cyrillic letters and contain a patronymic (the father's name).
const CYRILLIC: &str = "RU BY KZ UA KG UZ";

/// Endings of family names in these countries.
const FAMILY_ENDINGS: [&str; 17] =
    ["ов", "ова", "ев", "ева", "ёв", "ин", "ский", "ская", "ко", "ук", "юк", "ov", "ova", "ev", "eva", "sky", "skaya"];

/// Endings of patronymics.
const PATRONYMIC_ENDINGS: [&str; 4] = ["вич", "вна", "vich", "vna"];

/// Family names of two characters, in countries where most have one character.
const COMPOUND: &str = "歐陽 欧阳 司馬 司马 諸葛 诸葛 上官 皇甫 東方 东方 남궁 황보 제갈 선우 독고 사공";

/// Japanese family names of one character. Most have two.
const SHORT: &str = "林 森 原 関 岡 堀 辻 谷 岸 東 星 島 畑 泉 菅 桂 秦 金 李 朴 王 張 陳";

/// The name without placeholders for a missing part: "Ada null", "- Payer".
pub(super) fn bare(name: &str) -> String {
    let mut kept = words(name);
    if kept.len() > 1 {
        let is_filler = |word: &str| matches!(word, "null" | "undefined") || word.eq_ignore_ascii_case("n/a");
        kept.retain(|word| !is_filler(word));
        let start = kept.iter().take_while(|word| is_stroke(word)).count();
        kept.drain(..start);
        let end = kept.iter().rev().skip_while(|word| is_stroke(word)).count();
        kept.truncate(end);
    }
    kept.join(" ")
}

/// Whether the word has only punctuation. Not "&" and "+", which stand between two persons.
fn is_stroke(word: &str) -> bool {
    !matches!(word, "&" | "+") && word.bytes().all(|byte| byte.is_ascii_punctuation())
}

/// Separates the salutation from the name that follows it.
pub(super) fn salutation<'a>(full: &'a str, country: &str) -> (Option<&'static str>, &'a str) {
    let Some((word, name)) = full.split_once(' ') else { return (None, full) };
    let next = words(name).first().copied().unwrap_or_default();
    // "M." means "Monsieur" only in French. A title stays with the name.
    let word = if word == "M." && is_among(country, "FR BE CH LU MC") { "mr" } else { word };
    let title = is_among(word, TITLES) && name.contains(' ');
    match super::salutation::salutation(word) {
        Some(found) if !title && !is_among(next, COUPLES) && is_given(word) => (Some(found), name),
        _ => (None, full),
    }
}

/// Splits into given and family name. `buyer` is the buyer's name, which came in two fields. If it is the same name, it says
/// where to split.
pub(super) fn split<'a>(full: &'a str, country: &str, buyer: (&'a str, &'a str)) -> Option<(&'a str, &'a str)> {
    let (given, family) = buyer;
    if !given.is_empty() && !family.is_empty() && (is_joined(full, given, family) || is_joined(full, family, given)) {
        return Some(buyer);
    }
    if full.chars().all(|char| char == ' ' || is_east_asian(char)) {
        return east_asian(full, country);
    }
    match full.split_once(',') {
        Some((family, given)) if !is_among(given.trim_ascii(), SUFFIXES) => {
            let edge = |text: &'a str| {
                text.trim_matches(|char: char| char == ' ' || char.is_ascii_punctuation() && char != '.')
            };
            Some((edge(given), edge(family))).filter(|names| is_valid_split(*names, country))
        }
        _ => western(full, country),
    }
}

/// Both names in one line, in the order of the country.
pub(super) fn joined(first: &str, last: &str, country: &str) -> String {
    let written = |name: &str| name.chars().next().is_some_and(is_east_asian);
    let family_first = is_among(country, FAMILY_FIRST) || written(first) && written(last);
    let names = if family_first { [last, first] } else { [first, last] };
    names.join(" ").trim_ascii().to_owned()
}

/// Whether the split is valid: no part is empty, and no part contains the other.
fn is_valid_split((given, family): (&str, &str), country: &str) -> bool {
    is_given(given) && is_given(family) && overlap(given, family, country).is_none()
}

/// Corrects two fields of which one has the whole name and the other a part of it: "Ada Payer" and "Payer". The result has
/// each part once.
pub(super) fn overlap<'a>(first: &'a str, last: &'a str, country: &str) -> Option<(&'a str, &'a str)> {
    let together = is_written_together(first) && is_written_together(last);
    let family_first = together || is_among(country, FAMILY_FIRST) || is_among(country, EITHER_ORDER);
    if let Some(rest) = before(first, last) {
        return Some(if together { (last, rest) } else { (rest, last) });
    }
    if let Some(rest) = after(last, first) {
        return Some(if together { (rest, first) } else { (first, rest) });
    }
    if let Some(given) = after(first, last) {
        return Some((given, last));
    }
    let rest = before(last, first)?;
    Some(if family_first { (first, rest) } else { (rest, first) })
}

/// The text before a part of the name, if the name ends with the part.
fn before<'a>(name: &'a str, part: &str) -> Option<&'a str> {
    let (rest, end) = name.split_at_checked(name.len().checked_sub(part.len())?)?;
    let rest = if needs_no_space(name, part) { rest } else { rest.strip_suffix(' ')? };
    is_rest(rest, end, part).then_some(rest)
}

/// The text after a part of the name, if the name begins with the part.
fn after<'a>(name: &'a str, part: &str) -> Option<&'a str> {
    let (start, rest) = name.split_at_checked(part.len())?;
    let rest = if needs_no_space(name, part) { rest } else { rest.strip_prefix(' ')? };
    is_rest(rest, start, part).then_some(rest)
}

fn is_rest(rest: &str, found: &str, part: &str) -> bool {
    !rest.is_empty() && !part.is_empty() && found.eq_ignore_ascii_case(part)
}

/// Whether no space is needed between the part and the rest of the name. Not for a name of two characters: one of them may
/// be equal to the other field by chance.
fn needs_no_space(name: &str, part: &str) -> bool {
    is_written_together(name) && (start_of(name, 2).is_some() || start_of(part, 1).is_some())
}

/// Whether the text may contain a given and a family name.
pub(super) fn is_whole(full: &str) -> bool {
    full.contains(' ') || start_of(full, 1).is_some() && is_written_together(full)
}

fn is_written_together(text: &str) -> bool {
    text.chars().all(is_east_asian)
}

fn is_joined(full: &str, one: &str, other: &str) -> bool {
    full.eq_ignore_ascii_case(&[one, " ", other].concat())
}

fn western<'a>(full: &'a str, country: &str) -> Option<(&'a str, &'a str)> {
    let all = words(full);
    let first = all.iter().take_while(|word| is_among(word, TITLES)).count();
    let is_suffix = |word: &&&str| is_among(word, SUFFIXES) || word.starts_with(|char: char| char.is_ascii_digit());
    let suffixes = all.iter().rev().take_while(is_suffix).count();
    let names = all.get(first..all.len().saturating_sub(suffixes))?;
    let units = units(names, country);
    let (first, last) = (names.first()?, names.last()?);
    // "Nagy János", "DUPONT Jean": the family name comes first.
    let family_first = match units.len() {
        0 | 1 => return None,
        count => is_family_first(first, last, names.get(1), count, country),
    };
    if family_first {
        let given = full.get(offset(full, names.get(*units.get(1)?)?)..)?;
        let family = full.get(..offset(full, given))?.trim_ascii_end();
        return is_valid_split((given, family), country).then_some((given, family));
    }
    let guess = given_units(names, &units, country);
    // "Juan García García": a word that occurs twice belongs to the family name.
    [guess, guess + 1, 1].into_iter().find_map(|count| {
        let (given, family) = full.split_at_checked(offset(full, names.get(*units.get(count)?)?))?;
        Some((given.trim_ascii_end(), family)).filter(|names| is_valid_split(*names, country))
    })
}

/// Where the units of a name begin. A unit is a word with the particles before it. "Maria del Carmen" is one unit.
fn units(names: &[&str], country: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut open = false;
    for (at, word) in names.iter().enumerate() {
        let capital = word.starts_with(|char: char| char.is_ascii_uppercase());
        let given = at == 0 && capital && is_among(country, ENGLISH);
        // "von und zu"
        let particle = is_among(word, PARTICLES) || is_among(word, INNER) || open && is_among(word, "und");
        // "de Vries-van Dijk"
        let joined = word.rsplit_once('-').is_some_and(|(_, end)| is_among(end, PARTICLES) || is_among(end, INNER));
        let stroke = is_stroke(word);
        if !(open || stroke && at > 0) {
            starts.push(at);
        }
        open = particle && !given || joined || stroke;
    }
    // "Maria del Carmen", "María de los Ángeles": join the first two units.
    let marian = names.first().is_some_and(|word| is_same(word, "maria"));
    let of_the = match names {
        [_, word, next, ..] => is_among(word, "del") || is_among(word, "de") && is_among(next, "la los las"),
        _ => false,
    };
    if marian && of_the && starts.len() > 2 {
        starts.remove(1);
    }
    starts
}

/// How many units are given names in the country.
fn given_units(names: &[&str], units: &[usize], country: &str) -> usize {
    let count = units.len();
    let word = |unit: usize| units.get(unit).and_then(|at| names.get(*at)).copied().unwrap_or_default();
    let is_paired = |unit: usize| words(PAIRED).iter().any(|name| is_same(word(unit), name));
    let two_families = is_among(country, TWO_FAMILIES);
    let marian = units.get(1).is_some_and(|at| *at > 1) && is_same(word(0), "maria");
    if marian || count == 2 {
        1
    } else if two_families || is_among(country, ONE_GIVEN) {
        if is_paired(0) && is_paired(1) || two_families && count > 3 { 2 } else { 1 }
    } else {
        let is_particle = |unit: &usize| is_among(word(*unit), PARTICLES) || is_among(word(*unit), INNER);
        (1..count).find(is_particle).unwrap_or(count - 1)
    }
}

fn is_family_first(first: &str, last: &str, second: Option<&&str>, count: usize, country: &str) -> bool {
    let is_family = |word: &str| is_among(word, FAMILIES);
    let ends = |word: &str, endings: &[&str]| {
        endings.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2)
    };
    let has_lowercase = |word: &str| word.bytes().any(|byte| byte.is_ascii_lowercase());
    if is_capitals(first) && has_lowercase(last) || is_capitals(last) && has_lowercase(first) {
        return is_capitals(first);
    }
    if is_among(country, FAMILY_FIRST) {
        return true;
    }
    if is_among(country, EITHER_ORDER) {
        return is_family(first) && !is_family(last);
    }
    // Образцов Иван Петрович, Образцов Иван
    let is_patronymic = |word: &str| ends(word, &PATRONYMIC_ENDINGS);
    let is_by_ending = count == 2 && ends(first, &FAMILY_ENDINGS) && !ends(last, &FAMILY_ENDINGS);
    is_among(country, CYRILLIC)
        && (is_by_ending || is_patronymic(last) && !second.is_some_and(|word| is_patronymic(word)))
}

/// Whether the word is in capitals and longer than initials.
fn is_capitals(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the character is Han, Hangul or kana.
pub(super) fn is_east_asian(char: char) -> bool {
    matches!(char, '々' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{3400}'..='\u{4dbf}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        || is_kana(char)
}

fn is_kana(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}')
}

/// Splits a name in East Asian script. The family name comes first. Without a space its usual length says where to split;
/// for kana alone this is not known.
fn east_asian<'a>(full: &'a str, country: &str) -> Option<(&'a str, &'a str)> {
    if let Some((family, given)) = full.split_once(' ') {
        return Some((given, family)).filter(|names| is_valid_split(*names, country));
    }
    // ジョン・スミス: a foreign name keeps its order.
    if let Some(names) = full.rsplit_once('・') {
        return Some(names).filter(|names| is_valid_split(*names, country));
    }
    let starts: Vec<usize> = full.char_indices().map(|(start, _)| start).collect();
    let index = match full.find(is_kana) {
        // 高橋みなみ
        Some(at) if at > 0 && full[at..].chars().all(is_kana) => at,
        Some(_) => return None,
        None => {
            let length = match starts.len() {
                2 => 1,
                3 if words(COMPOUND).iter().any(|name| full.starts_with(name)) => 2,
                3 if country == "JP" && !words(SHORT).iter().any(|name| full.starts_with(name)) => 2,
                3 => 1,
                4 => 2,
                5 => 3,
                _ => return None,
            };
            *starts.get(length)?
        }
    };
    let (family, given) = full.split_at(index);
    Some((given, family)).filter(|names| is_valid_split(*names, country))
}

#[cfg(test)]
mod tests;
