//! The salutation as Spryker's tables hold it.

use super::plain::is_among;

/// What the columns take (spryker/sales and spryker/customer, an ENUM in `spy_sales.schema.xml`), and what else says it.
const KNOWN: [(&str, &str); 4] = [
    ("Mr", "mr mister herr monsieur señor sr sig dhr"),
    ("Ms", "ms miss frau mlle srta"),
    ("Mrs", "mrs mme madame señora sra mevr"),
    ("Dr", "dr"),
];

/// Spryker's word for it. Everything else is nothing: the order would break on the column, and nobody's gender is guessed.
pub(super) fn salutation(text: &str) -> Option<&'static str> {
    if text.eq_ignore_ascii_case("n/a") {
        return Some("n/a");
    }
    KNOWN.iter().find(|(_, words)| is_among(text, words)).map(|(word, _)| *word)
}
