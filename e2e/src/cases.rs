//! Which cases run of a story that has many.

/// All cases with the feature `long`, and otherwise every third one. Of the combinations of two lists, every entry of both lists
/// is then still among them.
pub fn cases<T>(all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
    all.into_iter().step_by(if cfg!(feature = "long") { 1 } else { 3 })
}
