//! The values of one address or of the buyer, without their sources.

use super::Field;

/// The fields that have a value, sorted by field. A list keeps the download smaller than a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fields(Vec<(Field, String)>);

impl Fields {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a field.
    pub fn get(&self, field: &Field) -> Option<&String> {
        self.0.iter().find(|(known, _)| known == field).map(|(_, value)| value)
    }

    /// Sets the value of a field.
    pub fn insert(&mut self, field: Field, value: String) {
        match self.0.iter_mut().find(|(known, _)| *known == field) {
            Some((_, old)) => *old = value,
            None => {
                let index = self.0.iter().take_while(|(known, _)| *known < field).count();
                self.0.insert(index, (field, value));
            }
        }
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Removes empty values.
    pub(super) fn retain_given(&mut self) {
        self.0.retain(|(_, value)| !value.is_empty());
    }

    /// The fields with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&Field, &String)> {
        self.0.iter().map(|(field, value)| (field, value))
    }
}

impl FromIterator<(Field, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (Field, String)>>(values: I) -> Self {
        let mut fields = Self::new();
        for (field, value) in values {
            fields.insert(field, value);
        }
        fields
    }
}

impl<const N: usize> From<[(Field, String); N]> for Fields {
    fn from(values: [(Field, String); N]) -> Self {
        values.into_iter().collect()
    }
}
