//! The three lines of an address, as a provider gave them, made into street, house number and addition.

use super::super::plain::{LONGEST, has_digit, is_among, is_filler, start_of};
use super::custom::{NO_NUMBER, NUMBER_LAST};
use super::token::{add, is_addition, number_length, tokens};
use super::{Line, post_box, script, split};

/// What is to be done with the lines.
pub(in super::super) enum Verdict {
    /// They are divided, or there is nothing to divide.
    Fine,
    /// Nobody can tell, and the shopper should look.
    Doubtful {
        /// The first line may hold the number.
        first: bool,
        /// The second line may be something else than the number.
        second: bool,
    },
    /// Divided so.
    Divided(Box<Line>),
}

/// Judges the lines. Nothing that a payer once wrote is lost: what is neither street nor number goes to the third line.
pub(in super::super) fn divide(first: &str, second: &str, third: &str, country: &str) -> Verdict {
    let verdict = once(first, second, third, country);
    // What would be divided again was not clear in the first place.
    if let Verdict::Divided(found) = &verdict
        && let Verdict::Divided(again) = once(&found.street, &found.number, &found.rest, country)
        && again != *found
    {
        return Verdict::Doubtful { first: true, second: !second.is_empty() };
    }
    verdict
}

fn once(first: &str, second: &str, third: &str, country: &str) -> Verdict {
    let found = if is_house(second) {
        let Some(found) = split(first, country) else { return Verdict::Fine };
        // A Packstation, and the payer's own number with DHL.
        let more = if post_box(first).is_some() {
            second
        } else if found.number == second {
            // It came twice.
            ""
        } else {
            return Verdict::Doubtful { first: true, second: true };
        };
        Some(with(found, more, third))
    } else {
        let lettered = is_addition(second) && is_among(country, NUMBER_LAST);
        let lettered = if lettered { split(&[first, " ", second].concat(), country) } else { None };
        if let Some(found) = lettered {
            Some(with(found, "", third))
        } else if is_house(first)
            && let Some(found) = post_box(second)
        {
            // The payer's own number with DHL came first.
            Some(with(found, first, third))
        } else {
            let mut all = String::new();
            for line in [first, second, third] {
                add(&mut all, line);
            }
            split(&all, country)
        }
    };
    match found {
        Some(found) if start_of(&found.rest, LONGEST).is_none() && !is_filler(&found.number) => Verdict::Divided(found),
        _ => Verdict::Doubtful { first: has_digit(first), second: !second.is_empty() },
    }
}

fn with(mut found: Box<Line>, second: &str, third: &str) -> Box<Line> {
    add(&mut found.rest, second);
    add(&mut found.rest, third);
    found
}

/// Whether the text is a house number and nothing else.
fn is_house(text: &str) -> bool {
    let tokens = tokens(text);
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        || !tokens.is_empty() && number_length(&tokens, true) == tokens.len()
        || is_among(text, NO_NUMBER)
        || script::is_house(text)
}
