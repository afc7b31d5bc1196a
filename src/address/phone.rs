//! Cleans telephone numbers, and splits them into country code and number.

use super::plain::is_among;

/// The country codes (ITU-T E.164), each with the countries that use it. No code is the beginning of another.
const CODES: &str = "1USCAPRGUVIASMPAGAIBBBMBSDMDOGDJMKNKYLCMSSXTCTTVCVG;7RUKZ;20EG;27ZA;30GR;31NL;32BE;33FR;34ES;36HU;39ITVA;\
40RO;41CH;43AT;44GBJEGGIM;45DK;46SE;47NOSJ;48PL;49DE;51PE;52MX;53CU;54AR;55BR;56CL;57CO;58VE;60MY;61AUCXCC;62ID;63PH;64NZ;\
65SG;66TH;81JP;82KR;84VN;86CN;90TR;91IN;92PK;93AF;94LK;95MM;98IR;211SS;212MAEH;213DZ;216TN;218LY;220GM;221SN;222MR;223ML;\
224GN;225CI;226BF;227NE;228TG;229BJ;230MU;231LR;232SL;233GH;234NG;235TD;236CF;237CM;238CV;239ST;240GQ;241GA;242CG;243CD;\
244AO;245GW;248SC;249SD;250RW;251ET;252SO;253DJ;254KE;255TZ;256UG;257BI;258MZ;260ZM;261MG;262REYT;263ZW;264NA;265MW;266LS;\
267BW;268SZ;269KM;290SH;291ER;297AW;298FO;299GL;350GI;351PT;352LU;353IE;354IS;355AL;356MT;357CY;358FIAX;359BG;370LT;371LV;\
372EE;373MD;374AM;375BY;376AD;377MC;378SM;380UA;381RS;382ME;383XK;385HR;386SI;387BA;389MK;420CZ;421SK;423LI;500FK;501BZ;\
502GT;503SV;504HN;505NI;506CR;507PA;508PM;509HT;590GPBLMF;591BO;592GY;593EC;594GF;595PY;596MQ;597SR;598UY;599CWBQ;670TL;\
672NF;673BN;674NR;675PG;676TO;677SB;678VU;679FJ;680PW;681WF;682CK;683NU;685WS;686KI;687NC;688TV;689PF;690TK;691FM;692MH;\
850KP;852HK;853MO;855KH;856LA;880BD;886TW;960MV;961LB;962JO;963SY;964IQ;965KW;966SA;967YE;968OM;970PS;971AE;972IL;973BH;\
974QA;975BT;976MN;977NP;992TJ;993TM;994AZ;995GE;996KG;998UZ";

/// Countries where a zero is dialled before the number. In other countries a zero is part of the number, as in Italy, or
/// there is none.
const WITH_ZERO: &str = "DE AT CH NL BE FR GB JE GG IM IE SE FI AX SK SI HR RS BA ME MK AL XK RO BG LT UA MD GE AM AZ TR IL \
EG MA DZ ZA KE NG GH TZ UG ET JP KR CN TW IN ID TH PH VN MY KH LA BD PK LK IR IQ JO SY AE SA AU CX CC NZ AR PE EC PY BO VE \
RE YT GP BL MF MQ GF";

/// Countries whose numbers have eight digits. A longer number has the country code.
const EIGHT_DIGITS: &str = "DK NO SG";

/// Countries whose numbers have eleven digits and may begin with the digits of the country code.
const LONG_NUMBERS: &str = "BR";

/// A telephone number, split into country code and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialled {
    /// The country code without a plus.
    pub code: &'static str,
    /// The number after the country code.
    pub number: String,
    /// The prefix that is dialled before the number within the country.
    pub prefix: &'static str,
    /// The number came with its country code.
    pub is_international: bool,
    /// The number belongs to the person's own country.
    pub is_home: bool,
}

/// Splits the number of a person in this country. Glue sends digits without a plus, so the count of digits decides whether
/// they begin with a country code. `None` if that is not certain.
pub fn dialled(text: &str, country: &str) -> Option<Dialled> {
    let number = phone(text)?;
    let codes = || CODES.split(';').map(code_of);
    let own = CODES.split(';').find(|line| {
        let countries = line.get(code_of(line).len()..).unwrap_or_default();
        country.len() == 2 && countries.as_bytes().chunks(2).any(|code| code == country.as_bytes())
    });
    let own = own.map(code_of).unwrap_or_default();
    let prefix = match country {
        "HU" => "06",
        "RU" | "KZ" | "BY" => "8",
        _ if is_among(country, WITH_ZERO) => "0",
        _ => "",
    };
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let has_plus = digits.len() < number.len();
    let most = if is_among(country, LONG_NUMBERS) { 11 } else { 10 };
    let is_long = digits.len() > most || digits.len() == most && (own.len() == 3 || is_among(country, EIGHT_DIGITS));
    let has_own = !own.is_empty() && digits.starts_with(own) && (has_plus || is_long);
    // More digits than a number has in any country: it begins with a country code.
    let any = codes().find(|code| digits.starts_with(code)).filter(|_| has_plus || digits.len() > 11);
    let (code, number, is_international) = match (has_own, any) {
        (true, _) => (own, digits.strip_prefix(own)?, true),
        (_, Some(code)) => (code, digits.strip_prefix(code)?, true),
        _ if has_plus || own.is_empty() => return None,
        // Without the prefix 8, the number may be from any country.
        _ if prefix == "8" && digits.len() < 11 => return None,
        _ => (own, digits.strip_prefix(prefix)?, false),
    };
    let is_home = code == own;
    let prefix = if is_home { prefix } else { "" };
    Some(Dialled { code, number: number.to_owned(), prefix, is_international, is_home })
}

/// The country code at the beginning of an entry of `CODES`.
fn code_of(line: &'static str) -> &'static str {
    line.trim_end_matches(|char: char| char.is_ascii_uppercase())
}

/// The digits, with a leading plus if the text begins with a plus or with two zeros. `None` for a placeholder and for a text
/// that is not a telephone number. No country code is added, because that would be a guess.
pub(super) fn phone(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut words = false;
    while let Some(char) = rest.chars().next() {
        // "+49 (0)30": this zero is not dialled after the country code.
        if out.starts_with('+') && rest.starts_with("(0)") {
            rest = &rest[3..];
            continue;
        }
        rest = &rest[char.len_utf8()..];
        match char {
            '+' if out.is_empty() => out.push('+'),
            _ => match digit(char) {
                Some(digit) => out.push(digit),
                // An extension or a second number follows. Joined with it, the number would not work.
                None if out.len() > 1 && (char.is_ascii_alphabetic() || matches!(char, ';' | ',' | '#')) => {
                    words = char.is_ascii_uppercase();
                    break;
                }
                None => {}
            },
        }
        if out == "00" {
            out.clear();
            out.push('+');
        }
    }
    let digits = out.strip_prefix('+').unwrap_or(&out);
    let mut bytes = digits.bytes();
    let first = bytes.next()?;
    // Placeholders may have a country code: "+10000000000". A masked number such as "+49 *** 1234" is not complete.
    let filler = bytes.all(|byte| byte == first) || "1234567890".starts_with(digits) || digits.ends_with("0000000");
    let masked = text.contains(['*', '•']);
    // ITU-T E.164 allows 15 digits. In "1-800-SAMPLES" the word is part of the number.
    let possible = (5..=15).contains(&digits.len()) && !(words && digits.len() < 7);
    (possible && !filler && !masked).then_some(out)
}

/// The digit as ASCII. Also reads Arabic, Persian, Devanagari and full-width digits.
fn digit(char: char) -> Option<char> {
    let zero = match char {
        '0'..='9' => return Some(char),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return None,
    };
    char::from_digit(char as u32 - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_cleaned_so_that_it_can_be_dialled() {
        for (given, expected, why) in [
            ("491705550142", Some("491705550142"), "as Spryker's payment app sends it"),
            ("+49 (0)30 / 12 34-56", Some("+4930123456"), "the zero in brackets is not dialled"),
            ("(030) 12 34", Some("0301234"), "without a country code the zero stays"),
            ("(+33) 1 23 45", Some("+3312345"), "a plus inside brackets"),
            ("0049 30 1", Some("+49301"), "two zeros stand for the plus"),
            ("0049 (0)30 1", Some("+49301"), "two zeros, and a zero in brackets"),
            ("1-800-SAMPLES", None, "the word is part of the number"),
            ("11111111", None, "only ones: a placeholder"),
            ("123456789", None, "ascending digits: a placeholder"),
            ("+1", None, "only a country code"),
            ("1234 98761234 98761234", None, "longer than any telephone number"),
            ("Tel: 030 123", Some("030123"), "letters before it"),
            ("030 123 ext. 45", Some("030123"), "an extension is not part of it"),
            ("030 12; 0171 2", Some("03012"), "the first of two"),
            ("０９０－１２３４", Some("0901234"), "full-width digits"),
            ("٠٥٠١٢", Some("05012"), "Arabic digits"),
            ("0000000000", None, "a placeholder"),
            ("+10000000000", None, "a placeholder with a country code"),
            ("+49 30 2000000", Some("+49302000000"), "six zeros are a real number"),
            ("+49 *** *** 1234", None, "a masked number is not complete"),
            ("+", None, "no digit at all"),
            ("unknown", None, "a word"),
        ] {
            let number = phone(given);
            assert_eq!(number.as_deref(), expected, "{why}");
            assert_eq!(number.as_deref().and_then(phone), number, "twice: {why}");
        }
    }

    #[test]
    fn a_number_is_split_into_country_code_and_number() {
        for (given, country, expected, why) in [
            ("491705550142", "DE", Some(("49", "1705550142", "0", true)), "as Spryker's payment app sends it"),
            ("+491705550142", "DE", Some(("49", "1705550142", "0", true)), "with a plus"),
            ("+49 (0)170 5550142", "AT", Some(("49", "1705550142", "", true)), "of another country"),
            ("491705550142", "AT", Some(("49", "1705550142", "", true)), "twelve digits begin with a country code"),
            ("491705550142", "", Some(("49", "1705550142", "", true)), "in an unknown country"),
            ("01705550142", "DE", Some(("49", "1705550142", "0", false)), "as it is dialled within the country"),
            ("1705550142", "DE", None, "without the zero it may be from any country"),
            ("4930123456", "DE", None, "ten digits may begin like the country code"),
            ("4930123456", "AT", None, "or with the code of another country"),
            ("16175550142", "US", Some(("1", "6175550142", "", true)), "eleven digits"),
            ("6175550142", "US", Some(("1", "6175550142", "", false)), "ten"),
            ("+16175550142", "DE", Some(("1", "6175550142", "", true)), "a country code of one digit"),
            ("393921234567", "IT", Some(("39", "3921234567", "", true)), "a mobile number"),
            ("3921234567", "IT", Some(("39", "3921234567", "", false)), "a number that begins like the country code"),
            ("+39065550142", "IT", Some(("39", "065550142", "", true)), "the zero is part of the number"),
            ("4512345678", "DK", Some(("45", "12345678", "", true)), "ten digits where a number has eight"),
            ("45123456", "DK", Some(("45", "45123456", "", false)), "eight digits that begin like the country code"),
            ("3531234567", "IE", Some(("353", "1234567", "0", true)), "a country code of three digits"),
            ("55912345678", "BR", Some(("55", "55912345678", "", false)), "a number of eleven digits"),
            (
                "5555912345678",
                "BR",
                Some(("55", "55912345678", "", true)),
                "a number of eleven digits after the country code",
            ),
            ("89161234567", "RU", Some(("7", "9161234567", "8", false)), "an eight is dialled first"),
            ("8001234567", "RU", None, "this eight may be part of the number"),
            ("06301234567", "HU", Some(("36", "301234567", "06", false)), "two digits are dialled first"),
            ("85221234567", "HK", Some(("852", "21234567", "", true)), "Hong Kong"),
            ("0301234567", "", None, "without a country it is not certain"),
            ("+8801712345678", "", Some(("880", "1712345678", "", true)), "the plus makes it certain"),
            ("unknown", "DE", None, "a word"),
            ("", "DE", None, "nothing"),
            ("+0123456789", "DE", None, "not a country code"),
        ] {
            let found = dialled(given, country);
            let is = found.as_ref().map(|found| (found.code, &*found.number, found.prefix, found.is_international));
            assert_eq!(is, expected, "{given} {country}: {why}");
            let home = dialled("+491705550142", country).is_some_and(|number| number.is_home);
            assert_eq!(home, country == "DE", "{country}");
        }
    }

    #[test]
    fn every_country_has_one_code_and_no_code_begins_another() {
        let mut countries = Vec::new();
        for line in CODES.split(';') {
            let code = code_of(line);
            assert!((1..=3).contains(&code.len()) && line.len() % 2 == code.len() % 2, "{line}");
            assert!(!CODES.split(';').any(|other| other != line && code_of(other).starts_with(code)), "{code}");
            countries
                .extend(line.as_bytes()[code.len()..].chunks(2).map(|code| String::from_utf8(code.to_vec()).unwrap()));
        }
        let count = countries.len();
        countries.sort();
        countries.dedup();
        assert_eq!(countries.len(), count, "each country once");
        for country in &countries {
            assert_eq!(crate::address::country::country(country, ""), Some((country.clone(), false)));
        }
    }
}
