//! Tests of messages whose reason is gone.

use super::shop::*;
use crate::flow::*;

/// A review whose order the page refused.
fn not_confirmed() -> Story {
    let mut story = Story::guest();
    story.in_review();
    story.happens(Event::PlaceAsked);
    story.happens(Event::ConfirmAnswered(false));
    assert_eq!(story.state.notice(), Some(Notice::NotConfirmed));
    story
}

#[test]
fn the_message_of_a_missing_consent_goes_when_the_shopper_changes_a_field_of_the_page() {
    let mut story = not_confirmed();
    story.happens(Event::PageFieldChanged);
    assert_eq!((story.state.name(), story.state.notice(), story.count("order")), ("review", None, 0));
    story.place();
}

#[test]
fn a_field_of_the_page_removes_no_other_message() {
    let mut story = Story::guest();
    story.in_review();
    story.items = 2_100;
    story.happens(Event::Reload);
    let notice = story.state.notice();
    assert_eq!(notice, Some(Notice::CartChanged));
    story.happens(Event::PageFieldChanged);
    assert_eq!(story.state.notice(), notice);

    let mut story = Story::guest();
    story.begin();
    story.happens(Event::PageFieldChanged);
    assert_eq!((story.state.name(), story.sent.len()), ("ready", 0));
}

/// A customer's review after `/checkout` was refused with that code.
fn refused_with(status: u16, code: u16) -> Story {
    let mut story = Story::customer();
    let request = story.placing();
    story.happens(Event::OrderPlaced(request, Err(refused(status, code))));
    story
}

#[test]
fn the_message_of_a_needed_code_goes_when_the_code_is_typed() {
    let mut story = refused_with(403, 5900);
    assert_eq!(story.state.notice(), Some(Notice::CodeNeeded));
    story.happens(Event::CodeTyped(Secret(" ".to_owned())));
    assert_eq!(story.state.notice(), Some(Notice::CodeNeeded), "nothing was typed");
    story.happens(Event::CodeTyped(Secret("123456".to_owned())));
    assert_eq!(story.state.notice(), None);
}

#[test]
fn the_request_to_log_in_again_goes_when_the_page_has_changed_its_settings() {
    let mut story = refused_with(401, 1);
    assert_eq!(story.state.notice(), Some(Notice::LogInAgain));
    let config = story.state.config().clone();
    story.happens(Event::Configured(config));
    assert_eq!((story.state.name(), story.state.notice()), ("review", None));
}
