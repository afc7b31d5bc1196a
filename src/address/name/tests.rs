//! Tests of splitting names. More cases are in `fixtures/addresses/names.txt`.

use super::*;

#[test]
fn a_full_name_is_split_by_the_custom_of_its_country() {
    for (full, country, expected, why) in [
        ("Ada Payer", "DE", Some(("Ada", "Payer")), "two words"),
        ("Ada Payer", "", Some(("Ada", "Payer")), "two words in Latin letters, in any country"),
        ("Anna Maria Schmidt", "DE", Some(("Anna Maria", "Schmidt")), "two given names"),
        (
            "Anna Maria Schmidt",
            "",
            Some(("Anna Maria", "Schmidt")),
            "without a country the last word is the family name",
        ),
        ("Maria van der Berg", "NL", Some(("Maria", "van der Berg")), "the particles belong to the family name"),
        ("Jan Van Damme", "BE", Some(("Jan", "Van Damme")), "the same with a capital letter"),
        ("Anna Maria von Trapp", "AT", Some(("Anna Maria", "von Trapp")), "two given names before a particle"),
        ("Oscar de la Renta", "US", Some(("Oscar", "de la Renta")), "a Romance particle"),
        ("Ahmad bin Ismail", "MY", Some(("Ahmad", "bin Ismail")), "son of"),
        ("Maria del Carmen Ruiz Soto", "DE", Some(("Maria del Carmen", "Ruiz Soto")), "Maria del Carmen is one name"),
        ("María de los Ángeles Ruiz", "ES", Some(("María de los Ángeles", "Ruiz")), "also one name"),
        ("Maria de Souza Lima", "BR", Some(("Maria", "de Souza Lima")), "Maria de Souza is not one given name"),
        ("João Silva dos Santos", "BR", Some(("João", "Silva dos Santos")), "two family names"),
        ("Juan García López", "ES", Some(("Juan", "García López")), "two family names"),
        ("Juan Carlos García", "MX", Some(("Juan Carlos", "García")), "a pair of given names"),
        ("Juan García", "ES", Some(("Juan", "García")), "two words"),
        ("Juan García García", "DE", Some(("Juan", "García García")), "the same family name twice"),
        ("Ada Ada Ada", "DE", None, "the same word three times: no split is better than another"),
        ("John Smith Jr.", "US", Some(("John", "Smith Jr.")), "the suffix stays with the family name"),
        ("Payer, Ada", "DE", Some(("Ada", "Payer")), "the comma separates the names"),
        ("John Smith, Jr.", "US", Some(("John", "Smith, Jr.")), "this comma separates a suffix"),
        ("Madonna", "US", None, "a mononym stays where it was"),
        ("van der Berg", "NL", None, "a family name alone"),
        ("Van Damme", "BE", None, "the same with a capital letter"),
        ("Al Gore", "US", Some(("Al", "Gore")), "a given name in English"),
        ("Al Mansouri", "SA", None, "an article and a family name in Arabic"),
        ("Nagy János", "HU", Some(("János", "Nagy")), "the family name comes first"),
        ("János NAGY", "HU", Some(("János", "NAGY")), "the family name in capitals comes last"),
        ("NAGY PETER", "HU", Some(("PETER", "NAGY")), "all in capitals: the order of the country"),
        ("山田太郎", "JP", Some(("太郎", "山田")), "two characters each"),
        ("山田 太郎", "JP", Some(("太郎", "山田")), "the space separates the names"),
        ("林太郎", "JP", Some(("太郎", "林")), "a family name of one character"),
        ("欧阳修", "CN", Some(("修", "欧阳")), "a family name of two characters"),
        ("김민준", "KR", Some(("민준", "김")), "Hangul"),
        ("やまだたろう", "JP", None, "kana without a space cannot be split"),
        ("Kim Minjun", "KR", Some(("Minjun", "Kim")), "a known family name"),
        ("Kim Lee", "KR", Some(("Kim", "Lee")), "both are family names: the usual order"),
        ("Anna und Paul Meier", "DE", Some(("Anna und Paul", "Meier")), "two persons"),
        ("Anna & Paul Meier", "DE", Some(("Anna & Paul", "Meier")), "two persons"),
        ("Иван Петрович", "RU", Some(("Иван", "Петрович")), "a patronymic without a family name"),
    ] {
        assert_eq!(split(full, country, ("", "")), expected, "{full}: {why}");
    }
}

#[test]
fn the_buyers_separate_names_decide_how_to_split() {
    let buyer = ("Maria del Carmen", "Ruiz Soto");
    assert_eq!(split("Maria del Carmen Ruiz Soto", "ES", buyer), Some(buyer));
    assert_eq!(split("Minjun Kim", "KR", ("Minjun", "Kim")), Some(("Minjun", "Kim")));
    assert_eq!(split("Kim Minjun", "KR", ("Minjun", "Kim")), Some(("Minjun", "Kim")));
    assert_eq!(split("Maria Soto", "DE", buyer), Some(("Maria", "Soto")), "another name belongs to another person");
}

#[test]
fn a_name_is_not_kept_in_both_fields() {
    for (first, last, country, expected, why) in [
        ("Ada Payer", "Payer", "DE", Some(("Ada", "Payer")), "the whole name in the first field"),
        ("Ada", "Ada Payer", "DE", Some(("Ada", "Payer")), "the whole name in the second field"),
        ("Payer", "Ada Payer", "DE", Some(("Ada", "Payer")), "the family name in the first field"),
        ("János", "Nagy János", "HU", Some(("János", "Nagy")), "the family name comes first in this country"),
        ("Payer Ada", "Payer", "DE", Some(("Ada", "Payer")), "the family name comes first"),
        ("Ada PAYER", "Payer", "DE", Some(("Ada", "Payer")), "case is ignored"),
        ("太郎", "山田太郎", "JP", Some(("太郎", "山田")), "without a space"),
        ("山田", "山田太郎", "JP", Some(("太郎", "山田")), "the family name in the first field"),
        ("山田太郎", "太郎", "JP", Some(("太郎", "山田")), "the given name in the second field"),
        ("王小明", "王", "CN", Some(("小明", "王")), "a family name of one character"),
        ("이슬", "이", "KR", None, "a given name may begin like the family name"),
        ("Ada", "Payer", "DE", None, "already split"),
        ("Anna Lena", "Maria Schmidt", "DE", None, "already split"),
        ("Ann", "Annandale", "GB", None, "the same letters, but not a whole word"),
        ("José", "José", "ES", None, "two equal names have nothing more to split"),
        ("", "Payer", "DE", None, "nothing"),
    ] {
        assert_eq!(overlap(first, last, country), expected, "{first} | {last}: {why}");
    }
}
