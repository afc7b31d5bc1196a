//! The name of an attempt, shortened and grouped so that a shopper can read it out on the phone.

/// How many characters are shown. Twelve random digits are enough to find one attempt.
const SHOWN: usize = 12;

/// The first characters, in groups of four.
pub(super) fn readable(name: &str) -> String {
    let mut out = String::new();
    for (index, char) in name.chars().filter(|char| *char != '-').take(SHOWN).enumerate() {
        if index > 0 && index % 4 == 0 {
            out.push(' ');
        }
        out.push(char);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_name_is_shown_in_groups_and_begins_as_the_whole_name_does() {
        let name = "4f3a91bc07de55aa4f3a91bc07de55aa";
        assert_eq!(readable(name), "4f3a 91bc 07de");
        assert!(name.starts_with(&readable(name).replace(' ', "")));
        assert_eq!((readable("abc").as_str(), readable("").as_str(), readable("abcd").as_str()), ("abc", "", "abcd"));
    }
}
