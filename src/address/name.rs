//! A full name in one field, divided into given and family name - where that is defensible. Every division is marked, so
//! that the shopper looks at it; where nobody could tell, the name stays whole and the shopper is asked for the rest.

use super::plain::{is_among, is_given, offset, words};

/// A name goes on with these, and what follows belongs to it: van der Berg, bin Ismail.
const PARTICLES: &str = "van von vom zu zum zur der den ter ten te tot op af av bin binti bint ibn al el abu st mc mac";

/// These begin a family name too, but also sit inside given names (Maria del Carmen) and between two family names.
const ROMANCE: &str = "de del della dello di da do dos das du des la las los le lo san";

/// Behind the family name.
const SUFFIXES: &str = "jr sr ii iii iv phd md esq";

/// A first word that is no given name.
const TITLES: &str = "mr mrs ms miss mx herr frau dr prof m mme mlle monsieur madame sig sra ing mag dipl";

/// Words that no single person's name has.
const OTHERS: &str = "gmbh ag kg ug ohg gbr ltd limited inc llc llp plc sarl sas srl spa bv nv oy aps \
co company firma and und et family familie famille";

/// Two family names are usual: of three words nobody can tell which are given.
const TWO_FAMILY_NAMES: &str = "ES PT BR MX AR CO CL PE VE EC UY PY BO CR CU DO GT HN NI PA SV AO MZ AD";

/// The family name comes first, but written in our letters as often last.
const EITHER_ORDER: &str = "CN JP KR TW HK MO VN SG KH MN";

/// Family names of two characters, where most have one.
const COMPOUND: &str = "歐陽 欧阳 司馬 司马 諸葛 诸葛 上官 皇甫 東方 东方 남궁 황보 제갈 선우 독고 사공";

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
        Some((family, given)) => {
            let (family, given) = (family.trim_ascii(), given.trim_ascii());
            let sure = is_name(family) && is_name(given) && !is_among(given, SUFFIXES);
            sure.then_some((given, family))
        }
        None => western(full, country),
    }?;
    (is_given(given) && is_given(family)).then_some((given, family))
}

fn is_joined(full: &str, one: &str, other: &str) -> bool {
    full.strip_prefix(one).and_then(|rest| rest.strip_prefix(' ')) == Some(other)
}

fn western<'a>(full: &'a str, country: &str) -> Option<(&'a str, &'a str)> {
    let words = words(full);
    let is_particle = |word: &&str| is_among(word, PARTICLES) || is_among(word, ROMANCE);
    if !is_name(full) || is_particle(&words[0]) || is_among(words[0], TITLES) || is_among(country, EITHER_ORDER) {
        return None;
    }
    let last = words.len() - 1;
    let count = words.len() - usize::from(is_among(words[last], SUFFIXES));
    let family_at = match words.iter().position(is_particle) {
        Some(at) if at < last => {
            let after = words[at..].iter().skip_while(|word| is_particle(word)).count();
            let most = if is_among(words[at], ROMANCE) { 1 } else { 2 };
            if at > most || after == 0 || after > most {
                return None;
            }
            at
        }
        _ if country == "HU" && (2..=3).contains(&count) => {
            return full.split_once(' ').map(|(family, given)| (given, family));
        }
        _ if count == 2 => 1,
        _ if count == 3 && !country.is_empty() && !is_among(country, TWO_FAMILY_NAMES) => 2,
        _ => return None,
    };
    let (given, family) = full.split_at(offset(full, words[family_at]));
    Some((given.trim_ascii(), family))
}

/// Words that can be a person's name: no digit, no sign but those within names, no company, no couple.
fn is_name(full: &str) -> bool {
    words(full).into_iter().all(|word| {
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
            ("John Smith, Jr.", "US", None, "this comma does not"),
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
            ("Dr. Anna Schmidt", "DE", None, "a title is no given name"),
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
