//! A company that came in a person's name.

use super::plain::is_among;

/// Legal forms in any spelling.
const FORMS: &str = "gmbh ggmbh mbh gesmbh ohg gbr kgaa ltd limited inc incorporated llc llp plc corp corporation pty sarl \
sàrl sasu eurl sprl bvba oyj srl kft zrt nyrt lda ltda eirl firma uab sdn bhd eood ood ооо зао пао оао тоо \
ООО ЗАО ПАО ОАО ТОО";

/// Legal forms that are names too where they are written otherwise: Sa, Ek, Sas, Sia. With their stops they are forms in
/// any spelling.
const CASED_FORMS: &str = "AG SA AB AS SE SL UG KG SAS SPA SpA SNC NV BV OY Oy ASA ApS SIA OÜ AŞ Şti eV eK eG sro SRO doo \
DOO Sp";

/// The words for a company where words have no spaces between them.
const SIGNS: [&str; 8] = ["株式会社", "有限会社", "合同会社", "公司", "주식회사", "유한회사", "(주)", "㈱"];

/// Where the company stands in a payer's two fields.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The company.
    pub company: String,
    /// What is left for the first and the last name.
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
        // An app divided it at a space.
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

/// What a text can be.
enum Kind {
    Nothing,
    Person,
    Company,
    /// A legal form without the company's name.
    Form,
}

fn read(text: &str) -> Kind {
    let (mut forms, mut others) = (0, 0);
    let loud = !text.bytes().any(|byte| byte.is_ascii_lowercase());
    let mut joined = false;
    for word in text.split_inclusive([' ', '&', ',']) {
        let and = word.ends_with('&');
        let word = word.trim_end_matches([' ', '&', ',']);
        // "JOAO SA" may be a person.
        let is_form = is_form(word) && !(loud && word == "SA") || joined && is_among(word, "co");
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

/// A legal form: its stops, strokes and brackets do not matter.
fn is_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|char| !matches!(char, '.' | '/' | '(' | ')')).collect();
    let is_stopped = bare.len() < word.len() && bare.len() > 1;
    is_among(&bare, FORMS)
        || if is_stopped { is_among(&bare, CASED_FORMS) } else { super::plain::words(CASED_FORMS).contains(&word) }
}

/// A company and a person, divided by a comma.
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
    fn a_company_is_told_from_a_person() {
        for (first, last, expected, why) in [
            ("", "Muster GmbH", Some(("Muster GmbH", "", "")), "the usual case"),
            ("Ada", "Muster GmbH", Some(("Muster GmbH", "Ada", "")), "the person is in the other field"),
            ("Muster", "GmbH", Some(("Muster GmbH", "", "")), "divided by an app"),
            ("Muster GmbH", "& Co. KG", Some(("Muster GmbH & Co. KG", "", "")), "likewise"),
            ("", "Muster & Co.", Some(("Muster & Co.", "", "")), "a firm of old"),
            ("", "Anna & Paul Meier", None, "two persons"),
            ("", "Muster GmbH, Ada Payer", Some(("Muster GmbH", "", "Ada Payer")), "and the person"),
            ("", "Muster GmbH, Berlin", Some(("Muster GmbH, Berlin", "", "")), "one word is no person"),
            ("", "Anna Ek", None, "a family name in Sweden"),
            ("", "Adele Sia", None, "a family name in Malaysia"),
            ("", "Muster e.K.", Some(("Muster e.K.", "", "")), "the same letters with their stops"),
            ("", "JOAO SA", None, "in capitals a person may be meant"),
            ("", "Exemple SA", Some(("Exemple SA", "", "")), "here not"),
            ("Ada", "GmbH", Some(("Ada GmbH", "", "")), "nobody is called GmbH"),
            ("", "GmbH", None, "a form alone names no company"),
            ("", "株式会社", None, "likewise"),
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
