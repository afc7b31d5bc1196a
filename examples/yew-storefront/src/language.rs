//! The texts of the checkout in the languages of the shop.

use express_checkout::{Language, languages};

/// The texts for a locale such as `de-AT`. English where there are no others.
pub fn language(locale: &str) -> Language {
    let tag = locale.split(['-', '_']).next().unwrap_or_default();
    let file = match tag {
        "de" => languages::DE,
        "fr" => languages::FR,
        "nl" => languages::NL,
        "it" => languages::IT,
        "es" => languages::ES,
        "pl" => languages::PL,
        "cs" => languages::CS,
        "pt" => languages::PT,
        "sv" => languages::SV,
        "da" => languages::DA,
        "fi" => languages::FI,
        "nb" => languages::NB,
        "hu" => languages::HU,
        "ro" => languages::RO,
        "el" => languages::EL,
        "tr" => languages::TR,
        "uk" => languages::UK,
        "ja" => languages::JA,
        "ko" => languages::KO,
        "zh" => languages::ZH_HANS,
        "ar" => languages::AR,
        "he" => languages::HE,
        _ => return Language::default(),
    };
    Language::parse(file).unwrap_or_default()
}
