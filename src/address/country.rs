//! The country as two capital letters.

use super::plain::is_among;

/// Countries that providers write out or shorten their own way: the code, then what else means it - the code of three
/// letters and the names in English, German and their own language. Compared by ASCII letters alone (`letters`), so
/// capitals, accents, dots and brackets do not matter; a name without any such letter must be the same.
const NAMES: &str = "DE,DEU,Germany,Deutschland;AT,AUT,Austria,Österreich,Oesterreich;CH,CHE,Switzerland,Schweiz,Suisse,\
Svizzera;LI,LIE,Liechtenstein;LU,LUX,Luxembourg,Luxemburg;NL,NLD,Netherlands,The Netherlands,Niederlande,Nederland,Holland;\
BE,BEL,Belgium,Belgien,België,Belgique;FR,FRA,France,Frankreich;IT,ITA,Italy,Italien,Italia;ES,ESP,Spain,Spanien,España,Espana;\
PT,PRT,Portugal;IE,IRL,Ireland,Irland,Éire;GB,UK,GBR,United Kingdom,Great Britain,England,Scotland,Wales,\
Northern Ireland,Vereinigtes Königreich,Großbritannien;DK,DNK,Denmark,Dänemark,Danmark;SE,SWE,Sweden,Schweden,Sverige;\
NO,NOR,Norway,Norwegen,Norge;FI,FIN,Finland,Finnland,Suomi;IS,ISL,Iceland,Island;PL,POL,Poland,Polen,Polska;\
CZ,CZE,Czechia,Czech Republic,Tschechien,Česko,Česká republika;SK,SVK,Slovakia,Slowakei,Slovensko;\
HU,HUN,Hungary,Ungarn,Magyarország;SI,SVN,Slovenia,Slowenien,Slovenija;HR,HRV,Croatia,Kroatien,Hrvatska;\
RO,ROU,Romania,Rumänien;BG,BGR,Bulgaria,Bulgarien,България;GR,EL,GRC,Greece,Griechenland,Ελλάδα;\
EE,EST,Estonia,Estland,Eesti;LV,LVA,Latvia,Lettland,Latvija;LT,LTU,Lithuania,Litauen,Lietuva;MT,MLT,Malta;\
CY,CYP,Cyprus,Zypern;US,USA,United States,United States of America,Vereinigte Staaten;CA,CAN,Canada,Kanada;\
AU,AUS,Australia,Australien;NZ,NZL,New Zealand,Neuseeland;JP,JPN,Japan,日本;CN,CHN,China,中国;\
KR,KOR,South Korea,Südkorea,대한민국;TW,TWN,Taiwan,台灣;HK,HKG,Hong Kong,香港;SG,SGP,Singapore,Singapur;IN,IND,India,Indien;\
BR,BRA,Brazil,Brasilien,Brasil;MX,MEX,Mexico,Mexiko;TR,TUR,Turkey,Türkei,Türkiye;UA,UKR,Ukraine,Україна";

/// Territories that have a country code of their own and come as a state of the United States.
const TERRITORIES: &str = "PR GU VI AS MP";

/// The country's code, and whether it had to be recognised. A text that is no country gives none: a wrong country sends
/// the parcel there, and the shopper knows the right one.
pub(super) fn country(text: &str, state: &str) -> Option<(String, bool)> {
    let other = NAMES.split(';').find(|line| line.split(',').skip(1).any(|name| is_same(name, text)));
    let code = match other {
        Some(line) => line[..2].to_owned(),
        None if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) => text.to_ascii_uppercase(),
        None => return None,
    };
    // Codes that ISO leaves to whoever wants one; a shop with Kosovo has XK.
    let bytes = code.as_bytes();
    if matches!(bytes, b"AA" | b"ZZ" | [b'X', _] | [b'Q', b'M'..=b'Z']) && code != "XK" && code != "QA" {
        return None;
    }
    let state = state.strip_prefix("US-").unwrap_or(state);
    if code == "US" && is_among(state, TERRITORIES) {
        return Some((state.to_ascii_uppercase(), true));
    }
    Some((code, other.is_some()))
}

fn is_same(name: &str, text: &str) -> bool {
    let mut letters = letters(text).peekable();
    if letters.peek().is_some() { letters.eq(self::letters(name)) } else { name == text }
}

fn letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphabetic).map(|byte| byte.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parcel_goes_to_the_country_that_was_meant() {
        for (text, state, expected, recognised, why) in [
            ("DE", "", "DE", false, "a code"),
            ("de", "", "DE", false, "Apple sends small letters; that is no guess"),
            ("UK", "", "GB", true, "what everybody but ISO says"),
            ("el", "", "GR", true, "the European Union's Greece"),
            ("DEU", "", "DE", true, "three letters"),
            ("Germany", "", "DE", true, "English"),
            ("DEUTSCHLAND", "", "DE", true, "in capitals"),
            ("Österreich", "", "AT", true, "its own name"),
            ("ÖSTERREICH", "", "AT", true, "its own name, loud"),
            ("espana", "", "ES", true, "without its tilde"),
            ("U.S.A.", "", "US", true, "with dots"),
            ("日本", "", "JP", true, "its own script"),
            ("日本国", "", "", false, "almost its own name is not it"),
            ("US", "PR", "PR", true, "Puerto Rico is not a state"),
            ("USA", "US-GU", "GU", true, "Guam, by ISO's name of the region"),
            ("US", "CA", "US", false, "California is one"),
            ("CA", "AS", "CA", false, "only within the United States"),
            ("XK", "", "XK", false, "Kosovo"),
            ("QA", "", "QA", false, "Qatar"),
            ("XX", "", "", false, "a filler"),
            ("ZZ", "", "", false, "a filler"),
            ("Atlantis", "", "", false, "unknown stays empty"),
            ("D", "", "", false, "no code"),
            ("276", "", "", false, "numbers are not read"),
        ] {
            let found = country(text, state);
            let expected = (!expected.is_empty()).then(|| (expected.to_owned(), recognised));
            assert_eq!(found, expected, "{text}: {why}");
            if let Some((code, _)) = found {
                assert_eq!(country(&code, state), Some((code, false)), "twice: {why}");
            }
        }
    }

    #[test]
    fn no_two_countries_share_a_name() {
        for line in NAMES.split(';') {
            for name in line.split(',').skip(1) {
                assert_eq!(country(name, "").map(|found| found.0).as_deref(), Some(&line[..2]), "{name}");
            }
            assert_eq!(country(&line[..2], ""), Some((line[..2].to_owned(), false)));
        }
    }
}
