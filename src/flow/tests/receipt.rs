//! Tests of the receipt: what was ordered, for the buyer who ordered it.

use super::shop::*;
use crate::address::{Field, Part, Path};
use crate::flow::*;

fn order() -> Order {
    Order { reference: Some("DE--1".to_owned()), redirect: None }
}

/// The receipt of a placed order.
fn receipt(story: &Story) -> Option<&Receipt> {
    let Some(Phase::Placed { receipt, .. }) = story.state.phase() else { panic!("placed") };
    receipt.as_deref()
}

#[test]
fn the_confirmation_has_what_was_ordered() {
    let mut story = Story::guest();
    let request = story.placing();
    let lines = story.state.addresses().lines(Part::Shipping, true);
    let email = story.state.addresses().get(Path { part: Part::Customer, field: Field::Email }).to_owned();
    story.happens(Event::OrderPlaced(request, Ok(order())));
    let receipt = receipt(&story).unwrap();
    assert_eq!((receipt.total.minor, &receipt.shipping, &receipt.email), (2_490, &lines, &email));
    assert!(!email.is_empty() && lines == ["Ada Payer", "Linienstraße 12", "10178 Berlin"], "{lines:?}");
    assert_eq!((&*receipt.country, receipt.delivery.as_slice()), ("DE", &["Way 1".to_owned()][..]));
    assert_eq!(receipt.method, method());
}

#[test]
fn an_order_that_is_found_later_has_the_receipt_of_its_review() {
    let mut story = Story::guest();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(GlueError::Timeout)));
    story.happens(Event::OrderPlaced(request, Ok(order())));
    assert_eq!(receipt(&story).map(|receipt| receipt.total.minor), Some(2_490));
}

#[test]
fn another_buyer_after_an_order_does_not_see_what_was_ordered() {
    let mut story = Story::guest();
    let request = story.placing();
    // The cart may still exist, so the confirmation stays.
    story.happens(Event::OrderPlaced(request, Err(refused(422, 1106))));
    assert!(matches!(story.state.phase(), Some(Phase::Placed { receipt: Some(_), .. })));
    story.happens(Event::Configured(Config { guest: false, ..story.state.config().clone() }));
    assert!(matches!(story.state.phase(), Some(Phase::Placed { receipt: None, .. })));
}
