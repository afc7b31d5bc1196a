//! Splits the three address lines of a provider into street, house number and addition.

use super::super::plain::{LONGEST, has_digit, is_among, is_filler, start_of};
use super::custom::{NO_NUMBER, NUMBER_LAST};
use super::token::{add, is_addition, number_length, tokens};
use super::{Line, post_box, script, split};

/// The result for three lines.
pub(in super::super) enum Verdict {
    /// They are already split, or there is nothing to split.
    Unchanged,
    /// The split is not certain, and the shopper should check the lines.
    Doubtful {
        /// The first line may contain the number.
        first: bool,
        /// The second line may not be the number.
        second: bool,
    },
    /// The lines after the split.
    Divided(Box<Line>),
}

/// Splits the lines. No text is lost: what is neither street nor number goes to the third line.
pub(in super::super) fn divide(first: &str, second: &str, third: &str, country: &str) -> Verdict {
    let verdict = once(first, second, third, country);
    // If a second run would split the result again, the first split was not certain.
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
        let Some(found) = split(first, country) else { return Verdict::Unchanged };
        // A Packstation, and the payer's DHL customer number.
        let more = if post_box(first).is_some() {
            second
        } else if found.number == second {
            // Both lines have the same number.
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
            // The payer's DHL customer number is in the first line.
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
