//! Full names, and what becomes of them. More of them are in `fixtures/addresses/names.txt`.

use super::*;

#[test]
fn a_full_name_is_divided_by_the_custom_of_its_country() {
    for (full, country, expected, why) in [
        ("Ada Payer", "DE", Some(("Ada", "Payer")), "two words"),
        ("Ada Payer", "", Some(("Ada", "Payer")), "two words, anywhere in our letters"),
        ("Anna Maria Schmidt", "DE", Some(("Anna Maria", "Schmidt")), "two given names"),
        ("Anna Maria Schmidt", "", Some(("Anna Maria", "Schmidt")), "without a country the last is the family"),
        ("Maria van der Berg", "NL", Some(("Maria", "van der Berg")), "the particles belong to the family"),
        ("Jan Van Damme", "BE", Some(("Jan", "Van Damme")), "with a capital too"),
        ("Anna Maria von Trapp", "AT", Some(("Anna Maria", "von Trapp")), "two given names before a particle"),
        ("Oscar de la Renta", "US", Some(("Oscar", "de la Renta")), "a Romance particle"),
        ("Ahmad bin Ismail", "MY", Some(("Ahmad", "bin Ismail")), "son of"),
        ("Maria del Carmen Ruiz Soto", "DE", Some(("Maria del Carmen", "Ruiz Soto")), "Maria del Carmen is one name"),
        ("María de los Ángeles Ruiz", "ES", Some(("María de los Ángeles", "Ruiz")), "so is this"),
        ("Maria de Souza Lima", "BR", Some(("Maria", "de Souza Lima")), "and this is none"),
        ("João Silva dos Santos", "BR", Some(("João", "Silva dos Santos")), "two family names"),
        ("Juan García López", "ES", Some(("Juan", "García López")), "two family names"),
        ("Juan Carlos García", "MX", Some(("Juan Carlos", "García")), "a pair of given names"),
        ("Juan García", "ES", Some(("Juan", "García")), "two words"),
        ("Juan García García", "DE", Some(("Juan", "García García")), "the same family name twice"),
        ("Ada Ada Ada", "DE", None, "nothing but one word: no division is any better"),
        ("John Smith Jr.", "US", Some(("John", "Smith Jr.")), "the suffix stays with the family name"),
        ("Payer, Ada", "DE", Some(("Ada", "Payer")), "the comma says it"),
        ("John Smith, Jr.", "US", Some(("John", "Smith, Jr.")), "this comma does not"),
        ("Madonna", "US", None, "a mononym stays where it was"),
        ("van der Berg", "NL", None, "a family name alone"),
        ("Van Damme", "BE", None, "likewise"),
        ("Al Gore", "US", Some(("Al", "Gore")), "a given name in English"),
        ("Al Mansouri", "SA", None, "an article and a family name in Arabic"),
        ("Nagy János", "HU", Some(("János", "Nagy")), "family first"),
        ("János NAGY", "HU", Some(("János", "NAGY")), "capitals say that it is last"),
        ("NAGY PETER", "HU", Some(("PETER", "NAGY")), "where all is in capitals they say nothing"),
        ("山田太郎", "JP", Some(("太郎", "山田")), "two and two"),
        ("山田 太郎", "JP", Some(("太郎", "山田")), "the space says it"),
        ("林太郎", "JP", Some(("太郎", "林")), "a family name of one"),
        ("欧阳修", "CN", Some(("修", "欧阳")), "a family name of two"),
        ("김민준", "KR", Some(("민준", "김")), "Hangul"),
        ("やまだたろう", "JP", None, "kana have no seam"),
        ("Kim Minjun", "KR", Some(("Minjun", "Kim")), "a family name that all know"),
        ("Kim Lee", "KR", Some(("Kim", "Lee")), "both are one: the usual order"),
        ("Anna und Paul Meier", "DE", Some(("Anna und Paul", "Meier")), "two persons"),
        ("Anna & Paul Meier", "DE", Some(("Anna & Paul", "Meier")), "two persons"),
        ("Иван Петрович", "RU", Some(("Иван", "Петрович")), "a father's name alone"),
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

#[test]
fn a_name_is_never_in_both_fields() {
    for (first, last, country, expected, why) in [
        ("Ada Payer", "Payer", "DE", Some(("Ada", "Payer")), "the whole name in the first field"),
        ("Ada", "Ada Payer", "DE", Some(("Ada", "Payer")), "and in the second"),
        ("Payer", "Ada Payer", "DE", Some(("Ada", "Payer")), "the family name in the first field"),
        ("János", "Nagy János", "HU", Some(("János", "Nagy")), "the family name comes first there"),
        ("Payer Ada", "Payer", "DE", Some(("Ada", "Payer")), "the family name in front"),
        ("Ada PAYER", "Payer", "DE", Some(("Ada", "Payer")), "capitals do not matter"),
        ("太郎", "山田太郎", "JP", Some(("太郎", "山田")), "without a space"),
        ("山田", "山田太郎", "JP", Some(("太郎", "山田")), "the family name in the first field"),
        ("山田太郎", "太郎", "JP", Some(("太郎", "山田")), "the given name in the second"),
        ("王小明", "王", "CN", Some(("小明", "王")), "a family name of one sign"),
        ("이슬", "이", "KR", None, "a given name may begin like the family name"),
        ("Ada", "Payer", "DE", None, "divided"),
        ("Anna Lena", "Maria Schmidt", "DE", None, "divided"),
        ("Ann", "Annandale", "GB", None, "only the same letters"),
        ("José", "José", "ES", None, "two equal names hold nothing else"),
        ("", "Payer", "DE", None, "nothing"),
    ] {
        assert_eq!(overlap(first, last, country), expected, "{first} | {last}: {why}");
    }
}
