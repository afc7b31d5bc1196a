//! Tests of the texts: both languages are complete, and no text says more about money than is known.

use super::*;
use crate::flow::{ApprovalError, Cause, Failure, GlueError, MethodName, Notice, Refusal, Step};

fn texts(language: &str) -> Texts {
    Texts::new(language, &Json::Null)
}

fn failure(step: Step, cause: Cause, retryable: bool) -> Failure {
    Failure { step, cause, retryable }
}

fn refused(status: u16, codes: &[u16]) -> GlueError {
    GlueError::Refused(Refusal { status, codes: codes.to_vec(), ..Refusal::default() })
}

#[test]
fn every_text_exists_in_both_languages_with_the_same_placeholder() {
    let (english, german) = (texts("en"), texts("de"));
    let mut names = Vec::new();
    for text in Text::ALL {
        let (en, de) = (english.get(*text), german.get(*text));
        assert!(!en.trim().is_empty() && !de.trim().is_empty(), "{}", text.name());
        let placeholder =
            |sentence: &str| sentence.split_once('{').and_then(|(_, rest)| Some(rest.split_once('}')?.0.to_owned()));
        assert_eq!(placeholder(en), placeholder(de), "{}", text.name());
        assert!(!en.contains("  ") && !de.contains("  "), "{}", text.name());
        assert!(text.name().chars().all(|char| char.is_ascii_alphanumeric()) && !names.contains(&text.name()));
        names.push(text.name());
    }
}

#[test]
fn an_unknown_region_falls_back_to_its_language_and_an_unknown_language_to_english() {
    for (tag, language, cancel) in [
        ("de", "de", "Abbrechen"),
        ("de-AT", "de-AT", "Abbrechen"),
        ("DE_ch", "de-CH", "Abbrechen"),
        ("de-Latn-LI-1996", "de-LI", "Abbrechen"),
        ("de-XYZ!", "de", "Abbrechen"),
        ("en-IE", "en-IE", "Cancel"),
        ("fr-FR", "en", "Cancel"),
        ("", "en", "Cancel"),
        ("x-klingon", "en", "Cancel"),
        ("deutsch", "en", "Cancel"),
    ] {
        assert_eq!((texts(tag).language(), texts(tag).get(Text::Cancel)), (language, cancel), "{tag}");
    }
}

#[test]
fn a_page_can_replace_single_texts() {
    let own = Json::parse(r#"{"cancel":"Stop","checkoutWith":"{method}, please","total":7,"tax":null,"nonsense":"x"}"#);
    let texts = Texts::new("de", &own.unwrap());
    assert_eq!(texts.get(Text::Cancel), "Stop");
    assert_eq!(texts.get(Text::Total), "Gesamtsumme");
    assert_eq!(texts.get(Text::Tax), "inkl. MwSt.");
    assert_eq!(texts.with(Text::CheckoutWith, "PayPal {x}"), "PayPal {x}, please");
    assert_eq!(texts.with(Text::Cancel, "PayPal"), "Stop");
    assert_eq!(super::tests::texts("en").with(Text::CheckoutWith, "PayPal"), "Checkout with PayPal");
}

#[test]
fn the_order_button_has_the_wording_that_the_law_requires() {
    assert_eq!(texts("de-DE").get(Text::PlaceOrder), "Zahlungspflichtig bestellen");
    assert_eq!(texts("en").get(Text::PlaceOrder), "Place order and pay");
    assert!(texts("de").get(Text::ReviewHeading).contains("noch nicht bestellt"));
    assert!(texts("en").get(Text::ReviewHeading).contains("not ordered yet"));
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
    for text in Text::ALL {
        let (english, german) = (texts("en"), texts("de"));
        assert!(!english.get(*text).to_lowercase().contains("paid"), "{}", text.name());
        assert!(!german.get(*text).contains("bezahlt"), "{}", text.name());
    }
    for notice in [Notice::OrderRefused, Notice::UpdateFailed, Notice::NotOrdered, Notice::TotalChanged] {
        assert!(!texts("en").get(notice_text(notice)).contains("charged"), "{notice:?}");
    }
}
