//! Tests of the texts: all languages are complete, and no text says more about money than is known.

use super::language::FIRST;
use super::*;
use crate::flow::{ApprovalError, Cause, Failure, GlueError, MethodName, Notice, Refusal, Step};

fn file(language: &str) -> Language {
    let known = languages::ALL.iter().find(|(tag, _)| *tag == language || language.split('-').next() == Some(tag));
    known.and_then(|(_, file)| Language::parse(file)).unwrap_or_default()
}

fn texts(language: &str) -> Texts {
    Texts::new(language, file(language), &Json::Null)
}

fn failure(step: Step, cause: Cause, retryable: bool) -> Failure {
    Failure { step, cause, retryable }
}

fn refused(status: u16, codes: &[u16]) -> GlueError {
    GlueError::Refused(Refusal { status, codes: codes.to_vec(), ..Refusal::default() })
}

/// Names and texts of a language's file.
fn members(file: &str) -> Vec<(String, String)> {
    let file = Json::parse(file).unwrap();
    let text = |(name, text): &(String, Json)| (name.clone(), text.str().expect(name).to_owned());
    file.members().iter().map(text).collect()
}

/// The names in braces of a text, sorted.
fn gaps(text: &str) -> Vec<&str> {
    let mut gaps: Vec<_> = text.split('{').skip(1).map(|rest| rest.split_once('}').expect(text).0).collect();
    gaps.sort_unstable();
    gaps
}

/// The name without its plural category.
fn base(name: &str) -> &str {
    name.split_once('.').map_or(name, |(base, _)| base)
}

/// The plural categories of a language, by CLDR.
fn categories(language: &str) -> &'static [&'static str] {
    match language {
        "ar" => &["zero", "one", "two", "few", "many", "other"],
        "pl" | "cs" | "uk" => &["one", "few", "many", "other"],
        "fr" | "it" | "es" | "pt" => &["one", "many", "other"],
        "ro" => &["one", "few", "other"],
        "he" => &["one", "two", "other"],
        "ja" | "ko" | "zh-Hans" => &["other"],
        _ => &["one", "other"],
    }
}

#[test]
fn every_file_of_a_language_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/locale/languages");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut listed: Vec<_> = languages::ALL.iter().map(|(tag, _)| [tag, ".json"].concat()).collect();
    files.sort_unstable();
    listed.sort_unstable();
    assert_eq!(files, listed);
}

#[test]
fn every_language_has_every_text_in_the_same_order_with_the_same_gaps_and_its_plural_forms() {
    let english = members(languages::EN);
    let bases = |all: &[(String, String)]| {
        let mut names: Vec<_> = all.iter().map(|(name, _)| base(name).to_owned()).collect();
        names.dedup();
        names
    };
    let names: Vec<_> = Text::ALL.iter().map(|text| text.name().to_owned()).collect();
    assert_eq!(bases(&english), names, "en");
    for (language, file) in languages::ALL {
        let own = members(file);
        assert_eq!(bases(&own), names, "{language}");
        for (name, text) in &own {
            let (_, model) = english.iter().rfind(|(known, _)| base(known) == base(name)).unwrap();
            // A form for exactly one or two things may leave out the number.
            let counts = ["one", "two", "zero"].iter().any(|category| name.ends_with(category));
            assert!(gaps(text) == gaps(model) || counts && gaps(text).is_empty(), "{language} {name}: {text}");
            assert!(!text.trim().is_empty() && text.trim() == text && !text.contains("  "), "{language} {name}");
            assert!(!text.contains(['\t', '\n']), "{language} {name}");
        }
        for plural in english.iter().filter_map(|(name, _)| name.strip_suffix(".other")) {
            let forms: Vec<_> = own
                .iter()
                .filter_map(|(name, _)| Some(name.strip_prefix(plural)?.strip_prefix('.')?.to_owned()))
                .collect();
            assert_eq!(forms, categories(language), "{language} {plural}");
        }
    }
}

#[test]
fn the_text_below_an_empty_field_names_the_field_in_quotation_marks() {
    for (language, _) in languages::ALL {
        let text = texts(language).with(Text::Required, "Berlin");
        let (before, after) = text.split_once("Berlin").expect(language);
        let ends = |text: &str, marks: &[char]| text.replace(['\u{2068}', '\u{2069}', '\u{a0}'], "").ends_with(marks);
        let first = |text: &str| text.replace(['\u{2069}', '\u{a0}'], "").chars().next();
        assert!(ends(before, &['“', '„', '”', '«', '‘', '「']), "{language}: {text}");
        assert!(first(after).is_some_and(|mark| "”“»’」".contains(mark)), "{language}: {text}");
        assert_eq!(before.contains('\u{2068}'), is_right_to_left(language), "{language}: {text}");
    }
    assert_eq!(texts("en").with(Text::Required, "City"), "“City” is needed for the order. Please add it.");
}

#[test]
fn no_english_text_is_left_in_another_language() {
    for (language, file) in languages::ALL.iter().filter(|(language, _)| *language != "en") {
        for (name, text) in members(file) {
            let english = members(languages::EN).into_iter().find(|(known, _)| *known == name);
            let same = english.is_some_and(|(_, english)| english == text);
            let name_of_a_country = ["zipCodeIe", "zipCodeBr"].contains(&name.as_str());
            assert!(!same || name_of_a_country || SAME.contains(&(language, &name)), "{language} {name}: {text}");
        }
    }
}

/// Texts that are the same word in English and in the other language.
const SAME: &[(&str, &str)] = &[
    ("da", "shopReference"),
    ("de", "state"),
    ("de", "optional"),
    ("fr", "dr"),
    ("fr", "province"),
    ("fr", "total"),
    ("nl", "zipCode"),
    ("pl", "dr"),
    ("pl", "state"),
    ("sv", "dr"),
];

#[test]
fn the_first_module_and_the_loader_have_the_words_of_the_file() {
    let english = members(languages::EN);
    for (text, (name, word)) in Text::ALL[Text::FailedMethods as usize..].iter().zip(FIRST) {
        assert_eq!((text.name(), english.iter().find(|(known, _)| known == name).unwrap().1.as_str()), (*name, *word));
    }
    let loader = include_str!("../element/express-checkout-language.js");
    let (_, words) = loader.split_once("const WORDS = {\n").unwrap();
    let (words, _) = words.split_once("};").unwrap();
    let words: Vec<_> = words.lines().map(str::trim).collect();
    for ((name, text), line) in english.iter().zip(&words) {
        assert_eq!(*line, format!("{name}: {text:?},"));
    }
    assert_eq!(words.len(), Text::FailedMethods as usize + 1);
    for (language, file) in languages::ALL {
        let label = format!("[{:?}, ", members(file)[0].1);
        let line = loader.lines().find(|line| line.contains(&format!("-text-{}.txt", language.to_lowercase())));
        assert!(*language == "en" || line.is_some_and(|line| line.contains(&label)), "{language} {label}");
    }
}

#[test]
fn a_form_is_chosen_by_its_category_and_a_language_without_it_uses_the_form_other() {
    let polish = Language::parse(
        r#"{ "moreItems.one": "{number} inny", "moreItems.few": "{number} inne", "moreItems.other": "{number} innych" }"#,
    );
    let polish = Texts::new("pl", polish.unwrap(), &Json::Null);
    let more = |texts: &Texts, category: &str, number: &str| texts.counted(Text::MoreItems, category, number);
    assert_eq!(more(&polish, "one", "1"), "1 inny");
    assert_eq!(more(&polish, "few", "3"), "3 inne");
    assert_eq!(more(&polish, "many", "5"), "5 innych");
    assert_eq!(more(&texts("en"), "few", "3"), "3 more");
    let messages = Json::parse(r#"{ "moreItems": "plus {number}", "moreItems.one": "plus one" }"#).unwrap();
    let own = Texts::new("en", Language::default(), &messages);
    assert_eq!((more(&own, "one", "1").as_str(), more(&own, "other", "4").as_str()), ("plus one", "plus 4"));
}

#[test]
fn the_pages_texts_come_before_the_file_and_the_file_before_english() {
    let file = Language::parse(r#"{ "cancel": "Annuler", "total": "Total TTC" }"#).unwrap();
    let own = Json::parse(r#"{ "total": "À payer" }"#).unwrap();
    let texts = Texts::new("fr-CA", file, &own);
    assert_eq!([Text::Total, Text::Cancel, Text::Email].map(|text| texts.get(text)), ["À payer", "Annuler", "E-mail"]);
    assert_eq!((texts.language(), texts.written_in()), ("fr-CA", "fr-CA"));
    let only = Texts::new("is", Language::default(), &Json::Null);
    assert_eq!((only.language(), only.written_in()), ("is", "en"), "English texts are marked as English");
    let given = Texts::new("is", Language::default(), &own);
    assert_eq!((given.language(), given.written_in()), ("is", "is"), "the page adds a language");
}

#[test]
fn a_tag_is_made_well_formed() {
    for (given, tag) in [
        ("de", "de"),
        ("de-AT", "de-AT"),
        ("DE_ch", "de-CH"),
        ("de-Latn-LI-1996", "de-Latn-LI"),
        ("de-XYZ!", "de"),
        ("zh_hans_cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("fr-FR", "fr-FR"),
        ("", "en"),
        ("x-klingon", "en"),
        ("deutsch", "en"),
    ] {
        assert_eq!(canonical(given), tag, "{given}");
    }
    let right = ["ar", "ar-EG", "he", "fa-IR", "az-Arab", "ur"].map(is_right_to_left);
    assert_eq!(right, [true; 6]);
    assert_eq!(["en", "de-AT", "ar-Latn", "tr", "zh-Hans"].map(is_right_to_left), [false; 5]);
}

#[test]
fn a_page_gives_a_payment_method_a_name() {
    let own = Json::parse(r#"{ "method.wallet": "Shop Wallet" }"#).unwrap();
    let texts = Texts::first("en", Language::default(), &own);
    assert_eq!(texts.method("wallet", "Wallet Redirect"), "Shop Wallet");
    assert_eq!(texts.method("card", "Card"), "Card");
}

#[test]
fn a_page_can_replace_single_texts() {
    let own = Json::parse(r#"{"cancel":"Stop","checkoutWith":"{method}, please","total":7,"tax":null,"nonsense":"x"}"#);
    let texts = Texts::new("de", file("de"), &own.unwrap());
    assert_eq!(texts.get(Text::Cancel), "Stop");
    assert_eq!(texts.get(Text::Total), "Gesamtsumme");
    assert_eq!(texts.get(Text::Tax), "inkl. MwSt.");
    assert_eq!(texts.with(Text::CheckoutWith, "PayPal {x}"), "PayPal {x}, please");
    assert_eq!(texts.with(Text::Cancel, "PayPal"), "Stop");
    assert_eq!(super::tests::texts("en").with(Text::CheckoutWith, "PayPal"), "Check out with PayPal");
}

#[test]
fn the_order_button_has_the_wording_that_the_law_requires() {
    assert_eq!(texts("de-DE").get(Text::PlaceOrder), "Zahlungspflichtig bestellen");
    assert_eq!(texts("en").get(Text::PlaceOrder), "Place order and pay");
    assert!(texts("de").get(Text::NotOrderedYet).starts_with("Erst mit diesem Button bestellen Sie"));
    assert!(texts("en").get(Text::NotOrderedYet).starts_with("Nothing is ordered until you press this button"));
}

#[test]
fn the_order_button_has_plain_words_only_where_no_law_prescribes_others() {
    for (language, _) in languages::ALL {
        let texts = texts(language);
        let [by_law, plain] = [false, true].map(|plain| texts.order_button(plain));
        assert_eq!((by_law, plain), (texts.get(Text::PlaceOrder), texts.get(Text::PlaceOrderPlain)), "{language}");
        assert_ne!(by_law, plain, "{language}");
    }
    assert_eq!(texts("en-US").order_button(true), "Place order");
    assert_eq!(texts("de-AT").order_button(false), "Zahlungspflichtig bestellen");
    assert_eq!(texts("de-CH").order_button(false), "Zahlungspflichtig bestellen");
    assert_eq!(texts("is").order_button(true), "Place order");
    assert_eq!(texts("is").order_button(false), "Place order and pay");
}

#[test]
fn the_pages_words_of_the_order_button_count_in_every_country() {
    let own = |messages: &str| Texts::new("de", file("de"), &Json::parse(messages).unwrap());
    let both = |texts: &Texts| [false, true].map(|plain| texts.order_button(plain).to_owned());
    assert_eq!(both(&own(r#"{ "placeOrder": "Kaufen" }"#)), ["Kaufen", "Kaufen"]);
    assert_eq!(both(&own(r#"{ "placeOrder": "Kaufen", "placeOrderPlain": "Los" }"#)), ["Kaufen", "Los"]);
    assert_eq!(both(&own(r#"{ "placeOrderPlain": "Los" }"#)), ["Zahlungspflichtig bestellen", "Los"]);
    let file = Language::parse(r#"{ "placeOrder": "Panta og borga" }"#).unwrap();
    assert_eq!(both(&Texts::new("is", file, &Json::Null)), ["Panta og borga", "Panta og borga"]);
}

#[test]
fn switzerland_and_liechtenstein_write_ss() {
    for (tag, street) in [
        ("de-CH", "Strasse"),
        ("de-Latn-LI", "Strasse"),
        ("de-AT", "Straße"),
        ("de", "Straße"),
        ("de-CH-1996", "Strasse"),
    ] {
        let texts = Texts::new(tag, file("de"), &Json::Null);
        assert_eq!(texts.get(Text::Address1), street, "{tag}");
        let first = Texts::first(tag, file("de"), &Json::Null);
        assert_eq!(first.whole(), texts, "{tag}");
    }
    let own = Json::parse(r#"{ "address1": "Straße und Nummer" }"#).unwrap();
    assert_eq!(Texts::new("de-CH", file("de"), &own).get(Text::Address1), "Straße und Nummer");
    // These words are spelt in the same way everywhere: the loader and the first module have no other spelling.
    let first = &members(languages::DE)[..=Text::CheckoutWith as usize];
    assert!(first.iter().all(|(_, text)| !text.contains('ß')));
}

#[test]
fn every_failure_has_a_text_and_only_a_refused_payment_says_that_nothing_was_charged() {
    let glue = |error: GlueError| Cause::Glue(error);
    let causes = [
        glue(GlueError::Network),
        glue(GlueError::Timeout),
        glue(GlueError::Unreadable { status: 200 }),
        glue(GlueError::Unsuccessful { status: 200 }),
        glue(refused(422, &[901])),
        glue(refused(422, &[1102])),
        glue(refused(500, &[])),
        Cause::Approval(ApprovalError::Script),
        Cause::Approval(ApprovalError::Mismatch),
        Cause::Unavailable(ApprovalError::Sdk, MethodName { provider: String::new(), name: String::new() }),
    ];
    let steps = [
        Step::Setup,
        Step::Methods,
        Step::Payment,
        Step::Approval,
        Step::Customer,
        Step::Review,
        Step::Order,
        Step::Cancellation,
    ];
    let texts = texts("en");
    for step in steps {
        for cause in &causes {
            for again in [true, false] {
                let text = failure_text(&failure(step, cause.clone(), again));
                let sentence = texts.get(text);
                let refused = matches!(cause, Cause::Glue(GlueError::Unsuccessful { .. } | GlueError::Refused(_)));
                if step != Step::Payment || !refused {
                    assert!(!sentence.contains("charged"), "{step:?} {cause:?}: {sentence}");
                }
                if step == Step::Order && !again {
                    assert_eq!(text, Text::Unknown);
                }
            }
        }
    }
    for error in [GlueError::Timeout, GlueError::Network, GlueError::Unreadable { status: 201 }, refused(503, &[])] {
        let text = failure_text(&failure(Step::Payment, glue(error), false));
        assert_eq!(text, Text::FailedPaymentUnsure);
    }
    let gone = failure(Step::Methods, glue(refused(422, &[1103])), false);
    assert_eq!(failure_text(&gone), Text::FailedCart);
}

#[test]
fn an_order_at_a_shop_without_the_route_is_not_called_unknown() {
    let text = |codes: &[u16]| failure_text(&failure(Step::Order, Cause::Glue(refused(404, codes)), false));
    assert_eq!(text(&[]), Text::NoticeOrderRefused);
    assert_eq!(text(&[1103]), Text::Unknown, "the cart may be gone because it is ordered");
}

#[test]
fn an_order_that_is_refused_with_401_asks_the_shopper_to_log_in_again() {
    let text = |status, codes: &[u16], retryable| {
        failure_text(&failure(Step::Order, Cause::Glue(refused(status, codes)), retryable))
    };
    assert_eq!(text(401, &[1], true), Text::NoticeLogInAgain);
    assert_eq!(text(401, &[], true), Text::NoticeLogInAgain, "the page had no token");
    assert_eq!(text(403, &[2], true), Text::NoticeLogInAgain, "the access token is missing");
    assert_eq!(text(403, &[], true), Text::NoticeOrderRefused, "another server than Glue may have answered");
    assert_eq!(text(401, &[5900], true), Text::NoticeCodeNeeded, "a security code is needed, not a log-in");
    assert_eq!(text(422, &[901], true), Text::NoticeOrderRefused);
    assert_eq!(text(401, &[1], false), Text::Unknown);
    let sentence = |language| {
        let texts = texts(language);
        failure_sentence(&texts, &failure(Step::Order, Cause::Glue(refused(401, &[1])), true))
    };
    assert!(sentence("en").contains("Please log in again") && sentence("en").contains("nothing was ordered"));
    assert!(sentence("de").contains("melden Sie sich noch einmal an") && sentence("de").contains("nichts bestellt"));
}

#[test]
fn no_text_says_that_something_was_paid() {
    let (english, german) = (texts("en"), texts("de"));
    for text in Text::ALL {
        assert!(!english.get(*text).to_lowercase().contains("paid"), "{}", text.name());
        assert!(!german.get(*text).contains("bezahlt"), "{}", text.name());
    }
    for notice in [Notice::OrderRefused, Notice::UpdateFailed, Notice::NotOrdered, Notice::DeliveryChanged] {
        assert!(!texts("en").get(notice_text(notice)).contains("charged"), "{notice:?}");
    }
}
