//! A full name in one field, divided into given and family name - where that is defensible. Every division is marked, so
//! that the shopper looks at it; where nobody could tell, the name stays whole and the shopper is asked for the rest.

use super::plain::{is_among, is_given, letters, offset, start_of, words};

/// A name goes on with these, and what follows belongs to it: van der Berg, bin Ismail.
const PARTICLES: &str = "van von vom zu zum zur der den ter ten te tot op af av in 't v.d bin binti bint ibn st mc mac";

/// These begin a family name too, but also sit inside given names (Maria del Carmen, Abd al Rahman) and between two
/// family names.
const INNER: &str = "de del della dello di da do dos das du des la las los le lo san al el abu";

/// Behind the family name.
const SUFFIXES: &str = "jr sr ii iii iv phd md esq";

/// Before the given name, printed with it.
const TITLES: &str = "dr prof ing mag dipl";

/// A first word that is no given name.
const SALUTATIONS: &str = "mx m sig sra sr don";

/// Words that no single person's name has.
const OTHERS: &str = "gmbh ag kg ug ohg gbr ltd limited inc llc llp plc sarl sas srl spa bv nv oy aps \
co company firma and und et family familie famille";

/// Two family names are usual, or the father's and grandfather's: of three words nobody can tell which are given.
const THREE_TELL_NOTHING: &str = "ES PT BR MX AR CO CL PE VE EC UY PY BO CR CU DO GT HN NI PA SV AO MZ AD \
EG SA AE JO IQ KW QA BH OM YE SY LB MA DZ TN LY SD IR PK BD ET";

/// The family name comes first, but as often last.
const EITHER_ORDER: &str = "CN JP KR TW HK MO VN SG KH MN RU BY KZ";

/// Family names of two characters, where most have one.
const COMPOUND: &str = "歐陽 欧阳 司馬 司马 諸葛 诸葛 上官 皇甫 東方 东方 남궁 황보 제갈 선우 독고 사공";

/// The salutation that a name begins with, and the name behind it.
pub(super) fn salutation(full: &str) -> (Option<&'static str>, &str) {
    match full.split_once(' ') {
        Some((word, name)) if name.contains(' ') && !is_among(word, TITLES) => {
            match super::salutation::salutation(word) {
                Some(found) => (Some(found), name),
                None => (None, full),
            }
        }
        _ => (None, full),
    }
}

/// Given and family name. `buyer` is how the same payer's name came elsewhere, in two fields.
pub(super) fn split<'a>(full: &'a str, country: &str, buyer: (&'a str, &'a str)) -> Option<(&'a str, &'a str)> {
    let (given, family) = buyer;
    if !given.is_empty() && !family.is_empty() && (is_joined(full, given, family) || is_joined(full, family, given)) {
        return Some(buyer);
    }
    if full.chars().all(|char| char == ' ' || is_east_asian(char)) {
        return east_asian(full, country);
    }
    let (given, family) = match full.split_once(',') {
        Some((family, given)) if !is_among(given.trim_ascii(), SUFFIXES) => {
            let (family, given) = (family.trim_ascii(), given.trim_ascii());
            (is_name(family) && is_name(given)).then_some((given, family))
        }
        _ => western(full, country),
    }?;
    // "Juan García García": whose of the two is it?
    let twice = given.ends_with(family) || family.starts_with(given);
    (is_given(given) && is_given(family) && !twice).then_some((given, family))
}

/// Two fields of which one holds the whole name and the other half of it: "Ada Payer" and "Payer".
pub(super) fn overlap<'a>(first: &'a str, last: &'a str, country: &str) -> Option<(&'a str, &'a str)> {
    if let Some(given) = first.strip_suffix(last).and_then(|rest| rest.strip_suffix(' ')) {
        // Juan García, García: two family names, the first in the wrong field or the name of both parents.
        return (!is_among(country, THREE_TELL_NOTHING)).then_some((given, last));
    }
    last.strip_prefix(first).and_then(|rest| rest.strip_prefix(' ')).map(|family| (first, family))
}

/// Whether there may be a given and a family name in it.
pub(super) fn is_whole(full: &str) -> bool {
    full.contains(' ') || start_of(full, 2).is_some() && full.chars().all(is_east_asian)
}

fn is_joined(full: &str, one: &str, other: &str) -> bool {
    full.eq_ignore_ascii_case(&[one, " ", other].concat())
}

fn western<'a>(full: &'a str, country: &str) -> Option<(&'a str, &'a str)> {
    let words = words(full);
    let is_particle = |word: &&str| is_among(word, PARTICLES) || is_among(word, INNER);
    let first = words.iter().take_while(|word| is_among(word, TITLES)).count();
    let start = *words.get(first)?;
    let no_given = is_particle(&start) || letters(start) < 2 || is_among(start, SALUTATIONS);
    let no_given = no_given || super::salutation::salutation(start).is_some();
    if !is_name(full) || no_given || is_among(country, EITHER_ORDER) {
        return None;
    }
    let last = words.len() - 1;
    let count = words.len() - usize::from(is_among(words[last], SUFFIXES)) - first;
    let family_at = match words.iter().position(is_particle) {
        Some(at) if at < last => {
            let after = words[at..].iter().skip_while(|word| is_particle(word)).count();
            let most = if is_among(words[at], INNER) { 1 } else { 2 };
            if at - first > most || after == 0 || after > most {
                return None;
            }
            at
        }
        // "Nagy János", "DUPONT Jean": the family name in front.
        _ if first == 0
            && (country == "HU" && (2..=3).contains(&count) || count == 2 && is_loud(start) && !is_loud(words[1])) =>
        {
            return full.split_once(' ').map(|(family, given)| (given, family));
        }
        _ if count == 2 => first + 1,
        _ if count == 3 && !country.is_empty() && !is_among(country, THREE_TELL_NOTHING) => first + 2,
        _ => return None,
    };
    let (given, family) = full.split_at(offset(full, words[family_at]));
    Some((given.trim_ascii(), family))
}

/// In capitals, and no initials.
fn is_loud(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Words that can be a person's name: no digit, no sign but those within names, no company, no couple.
fn is_name(full: &str) -> bool {
    words(full).into_iter().all(|word| {
        let word = word.strip_suffix(',').unwrap_or(word);
        word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte >= 0x80 || matches!(byte, b'\'' | b'-' | b'.'))
            && is_given(word)
            && !is_among(word, OTHERS)
    })
}

/// Han, Hangul and kana.
fn is_east_asian(char: char) -> bool {
    matches!(char, '々' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The family name comes first. Without a space its length must be known: kana tell nothing.
fn east_asian<'a>(full: &'a str, country: &str) -> Option<(&'a str, &'a str)> {
    if let Some((family, given)) = full.split_once(' ') {
        return (!given.contains(' ')).then_some((given, family));
    }
    if full.chars().any(|char| matches!(char, '\u{3040}'..='\u{30ff}')) {
        return None;
    }
    let starts: Vec<usize> = full.char_indices().map(|(start, _)| start).collect();
    let length = match starts.len() {
        2 => 1,
        3 if words(COMPOUND).iter().any(|name| full.starts_with(name)) => 2,
        // 林 太郎 or 山田 明: both are usual in Japan.
        3 if country != "JP" => 1,
        4 => 2,
        _ => return None,
    };
    let (family, given) = full.split_at(starts[length]);
    Some((given, family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_is_divided_where_that_is_defensible() {
        for (full, country, expected, why) in [
            ("Ada Payer", "DE", Some(("Ada", "Payer")), "two words"),
            ("Ada Payer", "", Some(("Ada", "Payer")), "two words, anywhere in our letters"),
            ("Anna Maria Schmidt", "DE", Some(("Anna Maria", "Schmidt")), "two given names"),
            ("Anna Maria Schmidt", "", None, "three words need a country"),
            ("Maria van der Berg", "NL", Some(("Maria", "van der Berg")), "the particles belong to the family"),
            ("Jan Van Damme", "BE", Some(("Jan", "Van Damme")), "with a capital too"),
            ("Anna Maria von Trapp", "AT", Some(("Anna Maria", "von Trapp")), "two given names before a particle"),
            ("Oscar de la Renta", "US", Some(("Oscar", "de la Renta")), "a Romance particle with one word each side"),
            ("Ahmad bin Ismail", "MY", Some(("Ahmad", "bin Ismail")), "son of"),
            ("Leonardo di Caprio", "IT", Some(("Leonardo", "di Caprio")), "Italian"),
            ("Maria del Carmen Ruiz Soto", "DE", None, "Maria del Carmen is a given name: nobody can tell"),
            ("Maria del Carmen Ruiz Soto", "ES", None, "nor in Spain"),
            ("João Silva dos Santos", "BR", None, "two family names joined"),
            ("Juan García López", "ES", None, "two family names are usual there"),
            ("Juan García", "ES", Some(("Juan", "García")), "two words are not"),
            ("Anna Lena Maria Schmidt", "DE", None, "four words: nobody can tell"),
            ("John Smith Jr.", "US", Some(("John", "Smith Jr.")), "the suffix stays with the family name"),
            ("John F. Kennedy", "US", Some(("John F.", "Kennedy")), "an initial"),
            ("Payer, Ada", "DE", Some(("Ada", "Payer")), "the comma says it"),
            ("John Smith, Jr.", "US", Some(("John", "Smith, Jr.")), "this comma does not"),
            ("Madonna", "US", None, "a mononym stays where it was"),
            ("van der Berg", "NL", None, "a family name alone"),
            ("Al Gore", "US", None, "may be a particle, may be Albert"),
            ("Nagy János", "HU", Some(("János", "Nagy")), "family first"),
            ("Nagy János Péter", "HU", Some(("János Péter", "Nagy")), "family first, two given names"),
            ("山田太郎", "JP", Some(("太郎", "山田")), "two and two"),
            ("山田 太郎", "JP", Some(("太郎", "山田")), "the space says it"),
            ("林太郎", "JP", None, "one and two or two and one"),
            ("王小明", "CN", Some(("小明", "王")), "one character"),
            ("欧阳修", "CN", Some(("修", "欧阳")), "a family name of two"),
            ("김민준", "KR", Some(("민준", "김")), "Hangul"),
            ("やまだたろう", "JP", None, "kana do not tell"),
            ("Kim Minjun", "KR", None, "in our letters either order is usual"),
            ("Dr. Anna Schmidt", "DE", Some(("Dr. Anna", "Schmidt")), "a title is printed with the given name"),
            ("Muster GmbH", "DE", None, "a company is no person"),
            ("Anna und Paul Meier", "DE", None, "two persons"),
            ("Anna & Paul Meier", "DE", None, "two persons"),
            ("<b>Ada</b> Payer", "DE", None, "markup is text, but no name that we know"),
            ("Ada null", "DE", None, "a null that became text"),
            ("Ada Payer 2", "DE", None, "a digit"),
        ] {
            assert_eq!(split(full, country, ("", "")), expected, "{full}: {why}");
        }
    }

    #[test]
    fn the_payers_own_division_of_the_same_name_wins() {
        let buyer = ("Maria del Carmen", "Ruiz Soto");
        assert_eq!(split("Maria del Carmen Ruiz Soto", "ES", buyer), Some(buyer));
        assert_eq!(split("Minjun Kim", "KR", ("Minjun", "Kim")), Some(("Minjun", "Kim")));
        assert_eq!(split("Kim Minjun", "KR", ("Minjun", "Kim")), Some(("Minjun", "Kim")));
        assert_eq!(split("Maria Soto", "DE", buyer), Some(("Maria", "Soto")), "another name is somebody else's");
    }
}
