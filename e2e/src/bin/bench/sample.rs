//! Measured values, and what is said of them: minimum, median, maximum, and the ratio of medians.

/// The values of repeated measurements.
#[derive(Debug, Default, Clone)]
pub struct Sample(Vec<f64>);

impl Sample {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        let at = self.0.partition_point(|known| *known < value);
        self.0.insert(at, value);
    }

    /// How many values there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The smallest value.
    pub fn minimum(&self) -> Option<f64> {
        self.0.first().copied()
    }

    /// The largest value.
    pub fn maximum(&self) -> Option<f64> {
        self.0.last().copied()
    }

    /// The value in the middle, or the mean of the two in the middle.
    pub fn median(&self) -> Option<f64> {
        let middle = self.0.len() / 2;
        let upper = *self.0.get(middle)?;
        if self.0.len() % 2 == 1 {
            return Some(upper);
        }
        Some((self.0[middle - 1] + upper) / 2.0)
    }

    /// The value below which this share of the values is.
    pub fn within(&self, share: f64) -> Option<f64> {
        let last = self.0.len().checked_sub(1)?;
        self.0.get((share * last as f64) as usize).copied()
    }

    /// The median, divided by that of another sample. `None` if that is zero.
    pub fn ratio_to(&self, other: &Self) -> Option<f64> {
        let (own, other) = (self.median()?, other.median()?);
        (other > 0.0).then(|| own / other)
    }

    /// The median minus that of another sample.
    pub fn more_than(&self, other: &Self) -> Option<f64> {
        Some(self.median()? - other.median()?)
    }
}

impl FromIterator<f64> for Sample {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sample = Self::default();
        for value in values {
            sample.add(value);
        }
        sample
    }
}

/// A value as the tables show it: three digits, or all digits of larger numbers.
pub fn shown(value: f64) -> String {
    let digits = match value.abs() {
        size if size >= 99.5 => 0,
        size if size >= 9.95 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    // What rounds to zero has no sign.
    if text.trim_start_matches(['-', '0', '.']).is_empty() { "0".to_owned() } else { text }
}

/// The same for a value that may be missing.
pub fn shown_or_none(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle_of_the_sorted_values() {
        let odd: Sample = [9.0, 1.0, 5.0].into_iter().collect();
        assert_eq!((odd.minimum(), odd.median(), odd.maximum()), (Some(1.0), Some(5.0), Some(9.0)));
        let even: Sample = [4.0, 1.0, 2.0, 9.0].into_iter().collect();
        assert_eq!((even.median(), even.count()), (Some(3.0), 4));
    }

    #[test]
    fn an_empty_sample_has_no_values() {
        let empty = Sample::default();
        assert_eq!((empty.minimum(), empty.median(), empty.maximum(), empty.within(0.95)), (None, None, None, None));
        assert_eq!((empty.ratio_to(&empty), empty.more_than(&empty)), (None, None));
    }

    #[test]
    fn samples_are_compared_by_their_medians() {
        let base: Sample = [10.0, 20.0, 30.0].into_iter().collect();
        let other: Sample = [90.0, 25.0, 1.0].into_iter().collect();
        assert_eq!((other.ratio_to(&base), other.more_than(&base)), (Some(1.25), Some(5.0)));
        let zero: Sample = [0.0].into_iter().collect();
        assert_eq!((other.ratio_to(&zero), other.more_than(&zero)), (None, Some(25.0)));
    }

    #[test]
    fn a_share_of_the_values_is_within_the_value_at_that_place() {
        let hundred: Sample = (0..=100).map(f64::from).collect();
        assert_eq!((hundred.within(0.95), hundred.within(1.0)), (Some(95.0), Some(100.0)));
    }

    #[test]
    fn a_value_has_three_digits_and_zero_has_no_sign() {
        let all = [0.0, -0.001, 0.234, 9.949, 9.951, 99.44, 99.6, 1234.5, -3.456].map(shown);
        assert_eq!(all, ["0", "0", "0.23", "9.95", "10.0", "99.4", "100", "1234", "-3.46"]);
        assert_eq!(shown_or_none(None), "-");
    }
}
