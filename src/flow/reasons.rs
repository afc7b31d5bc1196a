//! The shop's reasons for a refusal as the shopper reads them: with the names of the products in place of their skus.

use super::offer::Line;
use super::phase::Review;

/// A shorter sku that consists of digits may be a number in the sentence.
const LONG: usize = 6;
/// A shorter sku may be a word of the sentence, such as "A".
const SHORT: usize = 3;

impl Review {
    /// The shop's reasons with the names that the cart knows. A sku is replaced only where it is a whole word.
    pub fn named_reasons(&self) -> Vec<String> {
        self.reasons.iter().map(|reason| with_names(reason, &self.facts.lines)).collect()
    }
}

fn with_names(reason: &str, lines: &[Line]) -> String {
    let mut out = String::new();
    for piece in reason.split_inclusive(|char| !is_inside(char)) {
        // A full stop or a stroke at the end belongs to the sentence.
        let word = piece.trim_end_matches(|char: char| !is_inside(char) || matches!(char, '_' | '-' | '.' | '/'));
        let named = lines.iter().find(|line| line.sku == word && is_sku(word));
        out.push_str(named.map_or(word, |line| &line.name));
        out.push_str(&piece[word.len()..]);
    }
    out
}

/// Whether the character can be inside a sku or a word. Letters after these alphabets are written without spaces, so a sku may stand
/// beside them. The tables of all letters are large.
fn is_inside(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.' | '/' | '\u{c0}'..='\u{1fff}')
}

/// Whether the text cannot be a number of pieces or an amount.
fn is_sku(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.len() >= LONG || text.len() >= SHORT && !is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(sku: &str, name: &str) -> Line {
        let (id, sku, name) = (format!("{sku}-1"), sku.to_owned(), name.to_owned());
        Line { id, sku, name, quantity: Some(1), price: None, picture: None }
    }

    #[test]
    fn a_reason_names_the_product_in_place_of_its_sku() {
        let lines = [
            line("066_23294028", "Linen Desk Lamp"),
            line("5", "Pen"),
            line("100", "Ink"),
            line("pen", "Brass Pen"),
            line("A", "Nut"),
        ];
        for (told, shown) in [
            (
                "Product 066_23294028 is not available at the moment",
                "Product Linen Desk Lamp is not available at the moment",
            ),
            ("Nicht lieferbar: „066_23294028“.", "Nicht lieferbar: „Linen Desk Lamp“."),
            ("(066_23294028)", "(Linen Desk Lamp)"),
            ("A product is sold out", "A product is sold out"),
            ("Sold out: 066_23294028, pen.", "Sold out: Linen Desk Lamp, Brass Pen."),
            ("066_23294028-2 is sold out", "066_23294028-2 is sold out"),
            ("商品066_23294028は品切れです。", "商品Linen Desk Lampは品切れです。"),
            ("Sold out: opené, pené", "Sold out: opené, pené"),
            ("A pencil is sold out", "A pencil is sold out"),
            ("Only 5 pieces for 100 EUR", "Only 5 pieces for 100 EUR"),
            ("", ""),
        ] {
            assert_eq!(with_names(told, &lines), shown);
        }
    }

    #[test]
    fn an_unknown_product_keeps_its_sku() {
        let told = "Product 066_23294028 is not available";
        assert_eq!(with_names(told, &[]), told);
    }
}
