//! The style sheets, without their comments and spaces: every byte of them is downloaded.

/// The length of a style sheet without its comments and spaces.
pub(super) const fn length(css: &str) -> usize {
    squeeze::<0>(css.as_bytes()).1
}

/// A style sheet without its comments and spaces, as bytes. `SIZE` is its [`length`].
pub(super) const fn squeezed<const SIZE: usize>(css: &str) -> [u8; SIZE] {
    squeeze::<SIZE>(css.as_bytes()).0
}

/// A style sheet of `styles/`, or several joined ones, without comments and spaces.
macro_rules! style_sheet {
    ($($file:literal),+) => {{
        const CSS: &str = concat!($(include_str!($file)),+);
        const BYTES: [u8; $crate::ui::styles::length(CSS)] = $crate::ui::styles::squeezed(CSS);
        match std::str::from_utf8(&BYTES) {
            Ok(css) => css,
            Err(_) => panic!("only whole characters are left out"),
        }
    }};
}
pub(super) use style_sheet;

/// Copies what is needed into an array, and counts it. With a size of 0 it only counts.
const fn squeeze<const SIZE: usize>(css: &[u8]) -> ([u8; SIZE], usize) {
    let (mut out, mut length) = ([0; SIZE], 0);
    let (mut at, mut quote, mut last, mut space) = (0, 0, b'}', false);
    while at < css.len() {
        let byte = css[at];
        if quote == 0 && byte == b'/' && at + 1 < css.len() && css[at + 1] == b'*' {
            at += 2;
            while css[at] != b'*' || css[at + 1] != b'/' {
                at += 1;
            }
            at += 2;
            continue;
        }
        at += 1;
        if quote == 0 && byte.is_ascii_whitespace() {
            space = true;
            continue;
        }
        // A selector needs the space before a colon, and a calculation those around `+` and `-`.
        if space && !matches!(last, b'{' | b'}' | b';' | b':' | b',') && !matches!(byte, b'{' | b'}' | b';' | b',') {
            if SIZE > 0 {
                out[length] = b' ';
            }
            length += 1;
        }
        space = false;
        if byte == quote {
            quote = 0;
        } else if quote == 0 && matches!(byte, b'"' | b'\'') {
            quote = byte;
        }
        if byte == b'}' && last == b';' {
            length -= 1;
        }
        if SIZE > 0 {
            out[length] = byte;
        }
        length += 1;
        last = byte;
    }
    (out, length)
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_and_spaces_are_left_out_where_they_mean_nothing() {
        const CSS: &str = "/* One. */\n.a :is(.b, .c) > d::before {\n  content: \"; /* x */  y\";\n  width: calc(1em + 2px);\n}\n\n@media (a: b) {\n  .é { margin: 0 1px; }\n}\n";
        const BYTES: [u8; super::length(CSS)] = super::squeezed(CSS);
        let expected =
            ".a :is(.b,.c) > d::before{content:\"; /* x */  y\";width:calc(1em + 2px)}@media (a:b){.é{margin:0 1px}}";
        assert_eq!(std::str::from_utf8(&BYTES), Ok(expected));
    }

    #[test]
    fn the_shipped_styles_have_every_rule_of_the_files() {
        let files = concat!(
            include_str!("../../styles/element.css"),
            include_str!("../../styles/attempt.css"),
            include_str!("../../styles/review.css")
        );
        for sign in ['{', '}'] {
            assert_eq!(crate::STYLES.matches(sign).count(), files.matches(sign).count(), "{sign}");
        }
        assert!(!crate::STYLES.contains("/*") && !crate::STYLES.contains('\n'));
        assert!(crate::STYLES.len() < files.len());
    }
}
