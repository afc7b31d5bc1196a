//! Versions and dates, as they are typed and written.

use std::fmt;
use std::str::FromStr;

/// A version of three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u32; 3]);

/// A day of the calendar: year, month, day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date([u32; 3]);

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let version = numbers(text, '.').map(Self).filter(|version| version.to_string() == text);
        version.ok_or_else(|| "a version has three numbers, such as 0.2.0".to_owned())
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let date = numbers(text, '-').map(Self).filter(|date| date.exists() && date.to_string() == text);
        date.ok_or_else(|| "a date has a year, a month and a day, such as 2026-12-01".to_owned())
    }
}

impl Date {
    /// Whether the month has this day.
    fn exists(self) -> bool {
        let Self([year, month, day]) = self;
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            _ => 0,
        };
        (1..=days).contains(&day)
    }
}

/// Three numbers between these marks.
fn numbers(text: &str, mark: char) -> Option<[u32; 3]> {
    let numbers: Vec<u32> = text.split(mark).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([major, minor, patch]) = self;
        write!(out, "{major}.{minor}.{patch}")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([year, month, day]) = self;
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_three_numbers() {
        assert!("0.9.0".parse::<Version>().unwrap() < "0.10.0".parse().unwrap());
        for text in ["", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.x", "1.0.0-rc.1", "01.0.0", "1.+1.0", "1..0"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        for text in ["2026-12-01", "2028-02-29", "2000-02-29", "2026-04-30"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in [
            "2026-13-01",
            "2026-02-29",
            "2100-02-29",
            "2026-04-31",
            "2026-00-10",
            "2026-01-00",
            "2026-1-1",
            "1.12.2026",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
