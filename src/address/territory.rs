//! Recognises overseas territories and dependencies that have their own country code, but are often given as part of another
//! country. A parcel to Réunion needs other services, other prices and customs.

use super::plain::words;
use super::state::{bare, find};

/// Each entry: the country, the postcode, the code of the territory. A full stop means any digit. A postcode that
/// begins with letters is a prefix. `--` means an area that belongs to the country, but not to its customs or tax
/// territory. Sources: La Poste; Royal Mail; USPS; Post Danmark; Posti; Posten; Die Post; Poste Italiane; Correos; CTT;
/// Australia Post.
const POSTCODES: &str = "FR97133BL FR97150MF FR971..GP FR972..MQ FR973..GF FR974..RE FR975..PM FR976..YT FR977..BL \
FR978..MF FR980..MC FR986..WF FR987..PF FR988..NC GBJEJE GBGYGG GBIMIM GBGXGI GBFIQQFK GBSTHLSH GBASCNSH GBTDCUSH \
GBTKCATC GBPCRNPN GBBF1-- US006..PR US007..PR US009..PR US008..VI US96799AS US9691.GU US9692.GU US96931GU US96932GU \
US96939PW US9694.FM US96940PW US9695.MP US9696.MH US9697.MH DK39..GL DK1..FO DK2..FO DK3..FO DK4..FO DKFOFO DKGLGL \
FI22...AX FIAXAX NO917.SJ NO8099SJ CH9485LI CH9486LI CH9487LI CH9488LI CH949.LI CHFLLI CH7563-- IT4789.SM IT00120VA \
IT23041-- IT22061-- ES35...-- ES38...-- ES51...-- ES52...-- ESADAD FRADAD PT9...-- PT9......-- DE27498-- DE78266-- \
GR63086-- GR63087-- AU2899NF AU6798CX AU6799CC CN999077HK CN999078MO";

/// Territories that are given as a state or a city of a country. Each entry has the code, then names and other codes.
const NAMES: [(&str, &str); 9] = [
    (
        "US",
        "PR,Puerto Rico;GU,Guam;VI,Virgin Islands,U.S. Virgin Islands;AS,American Samoa;MP,Northern Mariana Islands",
    ),
    ("CN", "HK,Hong Kong,香港;MO,Macao,Macau,澳门,澳門;TW,Taiwan,台湾,台灣"),
    (
        "FR",
        "GP,Guadeloupe;MQ,Martinique;GF,Guyane,Guyane française,French Guiana;RE,Réunion,La Réunion,Reunion Island;\
YT,Mayotte;PM,Saint-Pierre-et-Miquelon;BL,Saint-Barthélemy;MF,Saint-Martin;WF,Wallis-et-Futuna;PF,Polynésie française,\
French Polynesia;NC,Nouvelle-Calédonie,New Caledonia;MC,Monaco",
    ),
    ("GB", "JE,Jersey;GG,Guernsey,Alderney,Sark;IM,Isle of Man;GI,Gibraltar"),
    ("NL", "BQ,Bonaire,Saba,Sint Eustatius,BQ1,BQ2,BQ3,Caribisch Nederland;AW,Aruba;CW,Curaçao;SX,Sint Maarten"),
    ("DK", "GL,Greenland,Grønland,Kalaallit Nunaat;FO,Faroe Islands,Færøerne,Føroyar"),
    ("FI", "AX,Åland,Åland Islands,Ahvenanmaa"),
    ("NO", "SJ,Svalbard,Longyearbyen"),
    ("AU", "NF,Norfolk Island;CX,Christmas Island;CC,Cocos Islands"),
];

/// The territory that is given as a state of the country.
pub(super) fn by_state(country: &str, state: &str) -> Option<&'static str> {
    find(NAMES.iter().find(|(of, _)| *of == country)?.1, bare(state, country))
}

/// The territory that is given as the city. Not for France, where some villages have the name of an island.
pub(super) fn by_city(country: &str, city: &str) -> Option<&'static str> {
    by_state(country, city).filter(|_| city.len() > 2 && country != "FR")
}

/// The territory with this name, in any country.
pub(super) fn by_name(text: &str) -> Option<&'static str> {
    NAMES.iter().find_map(|(_, names)| find(names, text).filter(|_| text.len() > 2))
}

/// The territory of a postcode of the country, or `--`.
pub(super) fn by_postcode(country: &str, zip: &str) -> Option<&'static str> {
    let mut given: Vec<u8> =
        zip.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_uppercase()).collect();
    if country == "US" && given.len() == 9 {
        given.truncate(5);
    }
    words(POSTCODES).into_iter().find_map(|entry| {
        let (pattern, code) = entry.strip_prefix(country)?.split_at_checked(entry.len() - 4)?;
        let lettered = pattern.starts_with(|char: char| char.is_ascii_uppercase());
        let fits = |(wanted, is): (u8, &u8)| wanted == *is || wanted == b'.' && is.is_ascii_digit();
        let whole = given.len() == pattern.len() || lettered && given.len() > pattern.len();
        (whole && pattern.bytes().zip(&given).all(fits)).then_some(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::country::country;

    #[test]
    fn every_entry_names_a_country_and_one_of_its_territories() {
        for entry in words(POSTCODES) {
            let (of, to) = (&entry[..2], &entry[entry.len() - 2..]);
            assert!(country(of, "").is_some() && (to == "--" || country(to, "").is_some()) && of != to, "{entry}");
        }
        for (of, names) in NAMES {
            for line in names.split(';') {
                let code = line.split(',').next().unwrap();
                assert_eq!(country(code, ""), Some((code.to_owned(), false)), "{of}");
            }
        }
    }

    #[test]
    fn the_whole_postcode_is_compared() {
        for (country, zip, expected, why) in [
            ("FR", "97400", Some("RE"), "five digits"),
            ("FR", "9740", None, "four"),
            ("FR", "97133", Some("BL"), "the first entry counts"),
            ("DE", "97400", None, "of another country"),
            ("GB", "JE2 3AB", Some("JE"), "letters"),
            ("GB", "je", Some("JE"), "only the letters"),
            ("GB", "J", None, "only one of the letters"),
            ("US", "00901-1234", Some("PR"), "nine digits"),
            ("ES", "35001", Some("--"), "an area outside the customs union"),
            ("", "97400", None, "no country"),
            ("FR", "", None, "no postcode"),
        ] {
            assert_eq!(by_postcode(country, zip), expected, "{country} {zip}: {why}");
        }
    }
}
