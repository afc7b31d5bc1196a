//! Finds a company name in the fields for a person's name.

use super::plain::is_among;

/// Legal forms, recognised in upper and lower case.
const FORMS: &str = "gmbh ggmbh mbh gesmbh ohg gbr kgaa ltd limited inc incorporated llc llp plc corp corporation pty sarl \
sàrl sasu eurl sprl bvba oyj srl kft zrt nyrt lda ltda eirl firma uab sdn bhd eood ood ооо зао пао оао тоо \
ООО ЗАО ПАО ОАО ТОО";

/// Legal forms that are recognised only in this case, because in another case they are names: Sa, Ek, Sas, Sia. With full
/// stops ("s.a.") they are recognised in any case.
const CASED_FORMS: &str = "AG SA AB AS SE SL UG KG SAS SPA SpA SNC NV BV OY Oy ASA ApS SIA OÜ AŞ Şti eV eK eG sro SRO doo \
DOO Sp";

/// Words for a company in scripts without spaces between words.
const SIGNS: [&str; 8] = ["株式会社", "有限会社", "合同会社", "公司", "주식회사", "유한회사", "(주)", "㈱"];

/// A company found in the two name fields.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The company.
    pub company: String,
    /// The remaining first and last name.
    pub names: (String, String),
}

/// The company in these fields, if there is one.
pub(super) fn company(first: &str, last: &str) -> Option<Found> {
    let found = |company: &str, first: &str, last: &str| {
        Some(Found { company: company.to_owned(), names: (first.to_owned(), last.to_owned()) })
    };
    let (of_first, of_last) = (read(first), read(last));
    match (of_first, of_last) {
        (Kind::Company, _) if first == last => found(first, "", ""),
        // A provider split the company's name at a space.
        (Kind::Person | Kind::Company, Kind::Form) => found(&[first, " ", last].concat(), "", ""),
        (_, Kind::Company) => match (pair(last), first.is_empty()) {
            (Some((company, person)), true) => found(company, "", person),
            _ => found(last, first, ""),
        },
        (Kind::Company, _) => match (pair(first), last.is_empty()) {
            (Some((company, person)), true) => found(company, person, ""),
            _ => found(first, "", last),
        },
        _ => None,
    }
}

/// The kind of a text.
enum Kind {
    Nothing,
    Person,
    Company,
    /// A legal form without the company's name.
    Form,
}

fn read(text: &str) -> Kind {
    let (mut forms, mut others) = (0, 0);
    let capitals = !text.bytes().any(|byte| byte.is_ascii_lowercase());
    let mut joined = false;
    for word in text.split_inclusive([' ', '&', ',']) {
        let and = word.ends_with('&');
        let word = word.trim_end_matches([' ', '&', ',']);
        // "JOAO SA" may be a person.
        let is_form = is_form(word) && !(capitals && word == "SA") || joined && is_among(word, "co");
        let is_nothing = word.is_empty() || is_among(word, "und and");
        forms += usize::from(is_form);
        others += usize::from(!is_form && !is_nothing);
        joined = and || is_nothing && (joined || !word.is_empty());
    }
    let sign = SIGNS.iter().any(|sign| text.contains(sign) && text.len() > sign.len());
    match (forms > 0, others > 0) {
        (false, false) => Kind::Nothing,
        (true, false) => Kind::Form,
        (true, true) => Kind::Company,
        (false, true) if sign => Kind::Company,
        (false, true) => Kind::Person,
    }
}

/// Whether the word is a legal form. Full stops, slashes and brackets are ignored.
fn is_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|char| !matches!(char, '.' | '/' | '(' | ')')).collect();
    let is_stopped = bare.len() < word.len() && bare.len() > 1;
    is_among(&bare, FORMS)
        || if is_stopped { is_among(&bare, CASED_FORMS) } else { super::plain::words(CASED_FORMS).contains(&word) }
}

/// A company and a person, separated by a comma.
fn pair(text: &str) -> Option<(&str, &str)> {
    let (one, other) = text.split_once(", ")?;
    let is_person = |text: &str| matches!(read(text), Kind::Person) && text.contains(' ');
    match (read(one), read(other)) {
        (Kind::Company, _) if is_person(other) => Some((one, other)),
        (_, Kind::Company) if is_person(one) => Some((other, one)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_distinguished_from_a_person() {
        for (first, last, expected, why) in [
            ("", "Muster GmbH", Some(("Muster GmbH", "", "")), "the usual case"),
            ("Ada", "Muster GmbH", Some(("Muster GmbH", "Ada", "")), "the person is in the other field"),
            ("Muster", "GmbH", Some(("Muster GmbH", "", "")), "split by a provider"),
            ("Muster GmbH", "& Co. KG", Some(("Muster GmbH & Co. KG", "", "")), "split inside the legal form"),
            ("", "Muster & Co.", Some(("Muster & Co.", "", "")), "'& Co.' without another legal form"),
            ("", "Anna & Paul Meier", None, "two persons"),
            ("", "Muster GmbH, Ada Payer", Some(("Muster GmbH", "", "Ada Payer")), "a company and a person"),
            ("", "Muster GmbH, Berlin", Some(("Muster GmbH, Berlin", "", "")), "a single word is not a person"),
            ("", "Anna Ek", None, "a family name in Sweden"),
            ("", "Adele Sia", None, "a family name in Malaysia"),
            ("", "Muster e.K.", Some(("Muster e.K.", "", "")), "the same letters with full stops"),
            ("", "JOAO SA", None, "all in capitals, it may be a person"),
            ("", "Exemple SA", Some(("Exemple SA", "", "")), "in mixed case it is a legal form"),
            ("Ada", "GmbH", Some(("Ada GmbH", "", "")), "GmbH is not a family name"),
            ("", "GmbH", None, "a legal form alone is not a company"),
            ("", "株式会社", None, "the same in Japanese"),
            ("Ada", "Payer", None, "a person"),
            ("", "", None, "nothing"),
        ] {
            let expected = expected.map(|(company, first, last): (&str, &str, &str)| Found {
                company: company.to_owned(),
                names: (first.to_owned(), last.to_owned()),
            });
            assert_eq!(company(first, last), expected, "{first} {last}: {why}");
        }
    }
}
