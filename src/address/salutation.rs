//! Recognises a salutation and gives Spryker's value for it.

use super::plain::is_among;

/// The values of the database column (spryker/sales and spryker/customer, an ENUM in `spy_sales.schema.xml`), each with the
/// texts that mean it.
const KNOWN: [(&str, &str); 4] = [
    ("Mr", "mr mister herr monsieur señor sr sig dhr"),
    ("Ms", "ms miss frau mlle srta"),
    ("Mrs", "mrs mme madame señora sra mevr"),
    ("Dr", "dr"),
];

/// Spryker's value for the salutation. `None` for other texts: the column would refuse them, and a gender is never guessed.
pub(super) fn salutation(text: &str) -> Option<&'static str> {
    if text.eq_ignore_ascii_case("n/a") {
        return Some("n/a");
    }
    KNOWN.iter().find(|(_, words)| is_among(text, words)).map(|(word, _)| *word)
}
