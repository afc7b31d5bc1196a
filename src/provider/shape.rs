//! Judges what a page registers as a provider, and says what is wrong with it. Pure: `browser/sdk/registered/given.rs` reads the object.

/// The functions that a provider may have.
pub const FUNCTIONS: [&str; 4] = ["isEligible", "render", "authorize", "destroy"];

/// The kind of a function.
pub const FUNCTION: &str = "a function";
/// The kind of a promise.
pub const PROMISE: &str = "a promise";
/// The kind of a member whose getter throws.
pub const UNREADABLE: &str = "unreadable";

/// How many members a sentence lists.
const LISTED: usize = 8;
/// How many characters of a name or key a sentence has.
const LONGEST: usize = 60;

/// What the page gave as a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// No object. Its kind, such as `undefined` or `a promise`.
    Other(&'static str),
    /// An object with these members, without those that are `undefined` or `null`.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its kind, such as `a number`.
    pub kind: &'static str,
}

impl Given {
    /// What makes it unusable: the end of a sentence that begins with "the provider". `None` if it can be used.
    pub fn fault(&self) -> Option<String> {
        let members = match self {
            Self::Other(PROMISE) => return Some("is a promise; register the object that it resolves to".to_owned()),
            Self::Other(FUNCTION) => {
                return Some(
                    "is a function or a class; register an object, such as an instance of the class".to_owned(),
                );
            }
            Self::Other(kind) => {
                return Some(["is ", kind, "; an object with authorize or render is expected"].concat());
            }
            Self::Object(members) => members,
        };
        for name in FUNCTIONS {
            match members.iter().find(|member| member.name == name) {
                Some(Member { kind: UNREADABLE, .. }) => {
                    return Some(["has ", name, ", but its getter throws an error"].concat());
                }
                Some(member) if member.kind != FUNCTION => {
                    return Some(["has ", name, ", but it is ", member.kind, "; a function is expected"].concat());
                }
                Some(_) | None => {}
            }
        }
        if self.has("render") || self.has("authorize") {
            return None;
        }
        if members.is_empty() {
            return Some("is an empty object; it needs authorize or render".to_owned());
        }
        let listed: Vec<String> = members.iter().take(LISTED).map(|member| short(&member.name)).collect();
        let more = if members.len() > LISTED { " and more" } else { "" };
        let mut text = ["has neither authorize nor render; it has ", &listed.join(", "), more, "."].concat();
        for member in members {
            if member.name == "default" {
                text.push_str(" Register the module's member default instead of the module.");
            } else if let Some(meant) = self.meant(member) {
                text.push_str(&[" Did you mean ", meant, " instead of ", &short(&member.name), "?"].concat());
            }
        }
        text.push_str(" A provider may have isEligible, render, authorize and destroy");
        Some(text)
    }

    /// What is probably a mistake although it can be used: ends of sentences as in [`Self::fault`].
    pub fn doubts(&self) -> Vec<String> {
        let Self::Object(members) = self else { return Vec::new() };
        let mut doubts = Vec::new();
        if self.has("render") && self.has("authorize") {
            doubts.push("has both render and authorize; render is used, and authorize is never called".to_owned());
        }
        for member in members {
            if let Some(meant) = self.meant(member) {
                doubts.push(
                    ["has ", &short(&member.name), ", which is never called; did you mean ", meant, "?"].concat(),
                );
            }
        }
        doubts
    }

    fn has(&self, name: &str) -> bool {
        matches!(self, Self::Object(members) if members.iter().any(|member| member.name == name))
    }

    /// The function that the name of a member resembles, if the object does not have that function.
    fn meant(&self, member: &Member) -> Option<&'static str> {
        let is_known = FUNCTIONS.contains(&member.name.as_str());
        // One of `render` and `authorize` is enough.
        let draws_or_opens = self.has("render") || self.has("authorize");
        let is_missing = |name: &str| !(self.has(name) || draws_or_opens && matches!(name, "render" | "authorize"));
        if is_known || member.kind != FUNCTION {
            return None;
        }
        FUNCTIONS.into_iter().find(|name| is_missing(name) && resembles(&member.name, name))
    }
}

/// A name or key, shortened, for a sentence.
pub fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => [&name[..end], "…"].concat(),
        None => name.to_owned(),
    }
}

/// Whether one name is probably a misspelling of the other, or contains it.
pub fn resembles(given: &str, meant: &str) -> bool {
    let (given, meant) = (given.to_ascii_lowercase(), meant.to_ascii_lowercase());
    if given.len() > LONGEST {
        return false;
    }
    let contains = |long: &str, word: &str| long.as_bytes().windows(word.len()).any(|part| part == word.as_bytes());
    contains(&given, &meant) || distance(given.as_bytes(), meant.as_bytes()) <= 2
}

/// How many letters must be added, removed or replaced to get from one word to the other.
fn distance(from: &[u8], to: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(members: &[(&str, &'static str)]) -> Given {
        Given::Object(members.iter().map(|(name, kind)| Member { name: (*name).to_owned(), kind }).collect())
    }

    #[test]
    fn an_object_with_authorize_or_render_has_no_fault() {
        for members in [
            &[("authorize", FUNCTION)][..],
            &[("render", FUNCTION), ("destroy", FUNCTION), ("isEligible", FUNCTION)],
            &[("authorize", FUNCTION), ("version", "a number"), ("open", FUNCTION)],
        ] {
            assert_eq!((object(members).fault(), object(members).doubts()), (None, Vec::new()), "{members:?}");
        }
    }

    #[test]
    fn each_wrong_shape_has_a_sentence_of_its_own() {
        let cases = [
            (Given::Other("undefined"), "is undefined; an object with authorize or render is expected"),
            (Given::Other("null"), "is null; an object with authorize or render is expected"),
            (Given::Other("a text"), "is a text; an object with authorize or render is expected"),
            (Given::Other(PROMISE), "is a promise; register the object that it resolves to"),
            (Given::Other(FUNCTION), "is a function or a class; register an object, such as an instance of the class"),
            (object(&[]), "is an empty object; it needs authorize or render"),
            (object(&[("render", "a number")]), "has render, but it is a number; a function is expected"),
            (object(&[("authorize", PROMISE)]), "has authorize, but it is a promise; a function is expected"),
            (object(&[("authorize", UNREADABLE)]), "has authorize, but its getter throws an error"),
            (
                object(&[("authorize", FUNCTION), ("isEligible", "a boolean")]),
                "has isEligible, but it is a boolean; a function is expected",
            ),
            (
                object(&[("authorise", FUNCTION)]),
                "has neither authorize nor render; it has authorise. Did you mean authorize instead of authorise? A provider \
                 may have isEligible, render, authorize and destroy",
            ),
            (
                object(&[("default", "an object")]),
                "has neither authorize nor render; it has default. Register the module's member default instead of the \
                 module. A provider may have isEligible, render, authorize and destroy",
            ),
        ];
        for (index, (given, sentence)) in cases.iter().enumerate() {
            assert_eq!(given.fault().as_deref(), Some(*sentence));
            assert!(cases[..index].iter().all(|(_, other)| other != sentence));
        }
    }

    #[test]
    fn probable_mistakes_are_named_and_do_not_make_the_provider_unusable() {
        for (given, doubt) in [
            (
                object(&[("authorize", FUNCTION), ("render", FUNCTION)]),
                "has both render and authorize; render is used, and authorize is never called",
            ),
            (
                object(&[("authorize", FUNCTION), ("isEligable", FUNCTION)]),
                "has isEligable, which is never called; did you mean isEligible?",
            ),
            (
                object(&[("render", FUNCTION), ("Destroy", FUNCTION)]),
                "has Destroy, which is never called; did you mean destroy?",
            ),
        ] {
            assert_eq!((given.fault(), given.doubts()), (None, vec![doubt.to_owned()]));
        }
    }

    #[test]
    fn a_long_list_and_long_names_are_cut() {
        let names: Vec<String> = (0..20).map(|number| ["x".repeat(100), number.to_string()].concat()).collect();
        let members = names.iter().map(|name| Member { name: name.clone(), kind: FUNCTION }).collect();
        let fault = Given::Object(members).fault().unwrap_or_default();
        assert!(fault.contains("x…, x") && fault.contains(" and more") && fault.len() < 700, "{fault}");
    }

    #[test]
    fn misspelled_names_resemble_the_right_one() {
        for (given, meant) in
            [("authorise", "authorize"), ("Authorize", "authorize"), ("onAuthorize", "authorize"), ("rendr", "render")]
        {
            assert!(resembles(given, meant), "{given}");
        }
        for (given, meant) in [("open", "render"), ("version", "destroy"), ("", "render")] {
            assert!(!resembles(given, meant), "{given}");
        }
    }
}
