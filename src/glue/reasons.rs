//! Reads why `/checkout` refused an order: the texts of error code 1102, which Glue sends for every order that failed.
//!
//! Rules (checkout-rest-api, checkout, payment): each pre-condition of `CheckoutWorkflow` that fails gives a text for the
//! shopper, before anything is saved. A text that begins with [`UNCONFIRMED`] comes after the order was saved. The generic
//! text alone proves nothing: another request for the same cart may have saved the order.

use super::error::consists_of;
use super::{Response, fields};
use crate::flow::Refusal;
use crate::json::Json;

/// Adds the shop's reasons to a refusal, or the reference of an order that was saved.
pub(super) fn read(answer: &Response, refusal: &mut Refusal) {
    for error in Json::parse(&answer.body).unwrap_or_default().get("errors").items() {
        if error.get("code").int() != Some(1102) {
            continue;
        }
        let detail = error.get("detail").str().unwrap_or_default();
        if detail.starts_with(UNCONFIRMED) {
            refusal.order_reference = Some(saved_order(detail));
        } else if refusal.reasons.len() < REASONS {
            refusal.reasons.extend(reason(detail));
        }
    }
    if refusal.order_reference.is_some() {
        // The order was saved, so the other texts are not reasons for a refusal.
        refusal.reasons.clear();
    }
}

/// The start of the text for an order that was saved although the payment app did not confirm its payment
/// (`ForeignPayment::confirmPreOrderPayment`; it has no glossary key, so it is the same in every language).
const UNCONFIRMED: &str = "Failed to confirm pre-order payment for order ";

/// The start of the text without a reason: nothing was saved, or another request saved the order.
const GENERIC: &str = "Order could not be placed";

/// The largest number of reasons that are kept.
const REASONS: usize = 5;

/// The reference in `Failed to confirm pre-order payment for order REF. Response: ...`. Empty if it cannot be shown.
/// The rest is the app's raw answer and is not read.
fn saved_order(detail: &str) -> String {
    let rest = &detail[UNCONFIRMED.len()..];
    let reference = rest.split([' ', '\n', '\t']).next().unwrap_or_default();
    let reference = reference.strip_suffix('.').unwrap_or(reference);
    if consists_of(reference, 64, b"_-/.#") { reference.to_owned() } else { String::new() }
}

/// The shop's sentence for the shopper, as plain text. `None` for the generic text, for JSON and for an HTML page.
fn reason(detail: &str) -> Option<String> {
    let detail = detail.trim();
    let is_page = |start: &&str| detail.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let no_sentence = detail.starts_with(['{', '[']) || ["<!", "<?", "<html"].iter().any(is_page);
    if detail.is_empty() || detail.starts_with(GENERIC) || no_sentence {
        return None;
    }
    fields::sentence(detail)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{answer, sample};
    use super::*;

    fn read_body(body: &str) -> Refusal {
        let mut refusal = Refusal::default();
        read(&answer(422, body), &mut refusal);
        refusal
    }

    /// A refusal with code 1102 and these texts.
    fn refused_with(details: &[&str]) -> Refusal {
        let entry =
            |detail: &&str| Json::map([("code", "1102".into()), ("status", 422.into()), ("detail", (*detail).into())]);
        read_body(&Json::map([("errors", Json::list(details.iter().map(entry)))]).to_string())
    }

    #[test]
    fn the_reference_of_an_order_with_an_unconfirmed_payment_is_read() {
        let refusal = read_body(sample!("checkout.guest.confirm-failed.error-422"));
        assert_eq!(refusal.order_reference.as_deref(), Some("DE--41"));
        assert_eq!(refusal.reasons, Vec::<String>::new(), "the rest is the app's raw answer");
        for (rest, reference) in [
            ("DE--1. Response: {\"a\": 1}", "DE--1"),
            ("EU_2/7. Response: <html>", "EU_2/7"),
            ("<b>x</b>. Response: no", ""),
            ("", ""),
        ] {
            let refusal = refused_with(&["Sold out.", &format!("{UNCONFIRMED}{rest}")]);
            assert_eq!(refusal.order_reference.as_deref(), Some(reference), "{rest}");
            assert_eq!(
                refusal.reasons,
                Vec::<String>::new(),
                "the order was saved, so there is no reason for a refusal"
            );
        }
        assert_eq!(refused_with(&["for order DE--1"]).order_reference, None);
    }

    #[test]
    fn reasons_are_plain_sentences_and_the_generic_text_is_left_out() {
        let reasons = |details: &[&str]| refused_with(details).reasons;
        assert_eq!(reasons(&["Order could not be placed."]), Vec::<String>::new());
        assert_eq!(reasons(&["", " ", "{\"error\":1}", "<html>Not Found</html>", "[1]"]), Vec::<String>::new());
        assert_eq!(reasons(&["Lamp is\n\tsold out.", "Order could not be placed."]), ["Lamp is sold out."]);
        assert_eq!(reasons(&["<b>Sold out!</b>", "<!doctype html><p>x", "<?xml?>", "<HTML>x"]), ["Sold out!"]);
        assert_eq!(reasons(&["The <b>lamp</b>\u{202e} is gone"]), ["The lamp is gone"]);
        assert_eq!(reasons(&["x"; 9]).len(), REASONS);
        assert_eq!(reasons(&[&"x".repeat(999)])[0].chars().count(), fields::SENTENCE + 1);
        assert_eq!(read_body(r#"{"errors":[{"code":"1101","detail":"Sold out"}]}"#).reasons, Vec::<String>::new());
    }
}
