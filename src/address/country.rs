//! Recognises a country and gives its code of two capital letters (ISO 3166-1).

use super::state::find;
use super::territory::{by_name, by_state};

/// The three-letter codes of ISO 3166-1. The capital letters of each are its two-letter code. Countries for which this does
/// not work are in `NAMES`, with both codes.
const CODES: &str = "AbWAFgAgOAIaALbAnDArEARgArMASmAtGAUsAuTAZeBdIBElBFaBgDBGrBHrBhSBLmBlZBMuBOlBRaBrBBrNBTnBVtBWaCaFCAnCCkCHeChLChNCIvCMr\
CoDCoGCoKCOlCpVCRiCUbCuWCXrCYpCZeDEuDJiDMaDnKDOmDZaECuEGyERiEsHESpEThFInFJiFlKFRaFrOFsMGAbGBrGEoGGyGHaGIbGiNGlPGMbGnQ\
GRcGrDGrLGTmGuFGUmGuYHKgHMdHNdHRvHTiHUnIDnIMnINdIOtIRnIrQISlITaJaMJEyJOrJPnKaZKEnKGzKHmKIrKNaKoRKWtLAoLBnLbRLbYLCaLIe\
LKaLSoLTuLUxLVaMaFMArMCoMDaMdGMdVMeXMHlMKdMLiMlTMMrMnEMNgMnPMoZMRtMSrMtQMUsMWiMYsNAmNClNErNFkNGaNIcNiUNLdNOrNPlNRuNZl\
OMnPaKPAnPcNPErPHlPlWPnGPoLPRiPrTPrYPSePyFQAtREuROuRUsRWaSAuSDnSeNSGpSHnSJmSlBSLeSlVSMrSOmSSdSTpSuRSvKSwESwZSXmSyCSYr\
TCaTcDTGoTHaTJkTKlTkMTLsTOnTToTuNTuRTuVTWnTZaUGaUMiUrYUSaUZbVAtVCtVEnVGbVIrVNmVUtWlFWSmXKxYEmZAfZMbZWe";

/// Other texts for a country. Each entry has the code first, then names in English, German and the country's own language,
/// and codes that only some providers use (UK, the European Union's EL, PayPal's C2).
const NAMES: &str = "DE,Germany,Deutschland;AT,Austria,Österreich,Oesterreich;CH,Switzerland,Schweiz,Suisse,Svizzera;LI,\
Liechtenstein;LU,Luxembourg,Luxemburg;NL,Netherlands,The Netherlands,Niederlande,Nederland,Holland;BE,Belgium,\
Belgien,België,Belgique;FR,France,Frankreich;IT,Italy,Italien,Italia;ES,Spain,Spanien,España;PT,Portugal;IE,IRL,\
Ireland,Irland,Éire;GB,UK,United Kingdom,Great Britain,England,Scotland,Wales,Northern Ireland,\
Vereinigtes Königreich,Großbritannien;DK,Denmark,Dänemark,Danmark;SE,Sweden,Schweden,Sverige;NO,Norway,Norwegen,\
Norge;FI,Finland,Finnland,Suomi;IS,Iceland,Island;PL,Poland,Polen,Polska;CZ,Czechia,Czech Republic,Tschechien,\
Česko,Česká republika;SK,Slovakia,Slowakei,Slovensko;HU,Hungary,Ungarn,Magyarország;SI,SVN,Slovenia,Slowenien,\
Slovenija;HR,Croatia,Kroatien,Hrvatska;RS,SRB,Serbia,Serbien,Srbija;RO,Romania,Rumänien;BG,Bulgaria,Bulgarien,\
България;GR,EL,Greece,Griechenland,Ελλάδα;EE,EST,Estonia,Estland,Eesti;LV,Latvia,Lettland,Latvija;LT,Lithuania,\
Litauen,Lietuva;MT,Malta;CY,Cyprus,Zypern,Κύπρος;US,USA,United States,United States of America,\
Vereinigte Staaten;CA,Canada,Kanada;AU,Australia,Australien;NZ,New Zealand,Neuseeland;JP,Japan,日本;CN,C2,China,\
中国;KR,South Korea,Südkorea,대한민국;TW,Taiwan,台灣,台湾;HK,Hong Kong,香港;SG,Singapore,Singapur;IN,India,Indien;IL,ISR,\
Israel,ישראל;AE,United Arab Emirates;SA,Saudi Arabia;ZA,South Africa;BR,Brazil,Brasilien,Brasil;MX,Mexico,\
Mexiko;AR,Argentina,Argentinien;TR,Turkey,Türkei,Türkiye;UA,UKR,Ukraine,Україна;AQ,ATA;AX,ALA;BA,BIH;BJ,BEN;BQ,\
BES;BY,BLR;GS,SGS;GW,GNB;KM,COM;KP,PRK;KY,CYM;MO,MAC;PM,SPM;TF,ATF;YT,MYT";

/// The country's code, and whether it had to be inferred. `None` for an unknown text: a wrong guess would send the parcel to
/// the wrong country, so the shopper is asked.
pub(super) fn country(text: &str, state: &str) -> Option<(String, bool)> {
    let given = text.as_bytes();
    let mut code = String::new();
    for three in CODES.as_bytes().chunks(3) {
        let [first, second, third] = three else { continue };
        let two = [*first, if second.is_ascii_uppercase() { *second } else { *third }];
        if given.eq_ignore_ascii_case(&two) || given.eq_ignore_ascii_case(three) {
            two.iter().for_each(|letter| code.push(char::from(*letter)));
        }
    }
    if code.is_empty() {
        code.push_str(find(NAMES, text).or_else(|| by_name(text))?);
    }
    let own = by_state(&code, state);
    let recognised = own.is_some() || !text.eq_ignore_ascii_case(&code);
    Some((own.map_or(code, str::to_owned), recognised))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_recognised_by_codes_and_names() {
        for (text, state, expected, recognised, why) in [
            ("DE", "", "DE", false, "a code"),
            ("de", "", "DE", false, "Apple sends small letters; this is not a guess"),
            ("UK", "", "GB", true, "the common code for the United Kingdom, which ISO does not use"),
            ("el", "", "GR", true, "the European Union's Greece"),
            ("DEU", "", "DE", true, "three letters"),
            ("Germany", "", "DE", true, "English"),
            ("DEUTSCHLAND", "", "DE", true, "in capitals"),
            ("Österreich", "", "AT", true, "its own name"),
            ("ÖSTERREICH", "", "AT", true, "its own name in capitals"),
            ("espana", "", "ES", true, "without its tilde"),
            ("U.S.A.", "", "US", true, "with dots"),
            ("日本", "", "JP", true, "its own script"),
            ("日本国", "", "", false, "similar to a known name is not enough"),
            ("AGO", "", "AO", true, "three letters whose first two are another country's"),
            ("C2", "", "CN", true, "PayPal's China"),
            ("", "", "", false, "nothing"),
            ("US", "PR", "PR", true, "Puerto Rico is not a state"),
            ("USA", "US-GU", "GU", true, "Guam, by ISO's name of the region"),
            ("US", "CA", "US", false, "California is one"),
            ("CA", "AS", "CA", false, "only within the United States"),
            ("XK", "", "XK", false, "Kosovo"),
            ("QA", "", "QA", false, "Qatar"),
            ("XX", "", "", false, "a placeholder"),
            ("ZZ", "", "", false, "a placeholder"),
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
    fn every_country_has_two_letters_and_three() {
        let codes = || CODES.as_bytes().chunks(3).map(|three| String::from_utf8(three.to_vec()).unwrap());
        let others =
            NAMES.split(';').filter(|line| !codes().any(|code| code.replace(char::is_lowercase, "") == line[..2]));
        assert_eq!(codes().count() + others.count(), 250, "ISO's 249 and Kosovo");
        for three in codes() {
            let two = three.replace(char::is_lowercase, "");
            assert_eq!((two.len(), three.len()), (2, 3));
            assert_eq!(country(&three.to_ascii_uppercase(), ""), Some((two.clone(), true)));
            assert_eq!(country(&two, ""), Some((two, false)));
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
