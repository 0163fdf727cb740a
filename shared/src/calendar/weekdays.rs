//! Weekdays as a set in one byte, and ISO weeks: Monday first, 53 of them in some years.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A set of weekdays. Stored as bits (Monday is bit 0), transmitted as a list of ISO numbers (Monday is 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
pub struct Weekdays(u8);

/// A number that names no weekday: ISO has 1 (Monday) to 7 (Sunday).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an ISO weekday (1 Monday to 7 Sunday)")]
pub struct NotAWeekday(pub u8);

impl Weekdays {
    /// No day.
    pub const NONE: Self = Self(0);
    /// All seven.
    pub const ALL: Self = Self(0b111_1111);

    /// The set of some ISO numbers; repeats do no harm.
    pub fn from_iso(numbers: &[u8]) -> Result<Self, NotAWeekday> {
        numbers.iter().try_fold(Self::NONE, |set, number| match number {
            1..=7 => Ok(Self(set.0 | 1 << (number - 1))),
            _ => Err(NotAWeekday(*number)),
        })
    }

    /// The ISO numbers in order.
    pub fn iso(self) -> Vec<u8> {
        (1..=7).filter(|number| self.0 & 1 << (number - 1) != 0).collect()
    }

    /// The set of a stored byte; `None` when the eighth bit is set.
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits <= Self::ALL.0 { Some(Self(bits)) } else { None }
    }

    /// The byte to store.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// This set and one more day.
    #[must_use]
    pub fn with(self, weekday: Weekday) -> Self {
        Self(self.0 | 1 << weekday.num_days_from_monday())
    }

    /// Whether the weekday belongs to the set.
    pub fn contains(self, weekday: Weekday) -> bool {
        self.0 & 1 << weekday.num_days_from_monday() != 0
    }

    /// Whether the date falls on one of these weekdays.
    pub fn has(self, day: NaiveDate) -> bool {
        self.contains(day.weekday())
    }

    /// Whether no day belongs to the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many days belong to the set (0..=7).
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }
}

impl std::fmt::Debug for Weekdays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Weekdays{:?}", self.iso())
    }
}

impl TryFrom<Vec<u8>> for Weekdays {
    type Error = NotAWeekday;
    fn try_from(numbers: Vec<u8>) -> Result<Self, NotAWeekday> {
        Self::from_iso(&numbers)
    }
}

impl From<Weekdays> for Vec<u8> {
    fn from(set: Weekdays) -> Self {
        set.iso()
    }
}

/// The ISO year and week of a day: 1 to 3 January 2027 belong to (2026, 53).
pub fn iso_week(day: NaiveDate) -> (i32, u32) {
    (day.iso_week().year(), day.iso_week().week())
}

/// The ISO 8601 label of a day's week, for files and the API: "2026-W53".
pub fn iso_week_label(day: NaiveDate) -> String {
    let (year, week) = iso_week(day);
    format!("{year:04}-W{week:02}")
}

/// The Monday of a day's ISO week.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn weeks_around_new_year_and_29_february() {
        let cases = [
            ("2019-03-04", "2019-W10"),
            ("2026-12-28", "2026-W53"),
            ("2027-01-03", "2026-W53"),
            ("2027-01-04", "2027-W01"),
            ("2024-12-30", "2025-W01"),
            ("2028-02-29", "2028-W09"),
        ];
        for (day, label) in cases {
            assert_eq!(iso_week_label(day.parse().unwrap()), label, "{day}");
        }
    }

    #[test]
    fn a_list_of_iso_numbers_in_json() {
        let set: Weekdays = serde_json::from_str("[5,2,2]").unwrap();
        assert_eq!(serde_json::to_string(&set).unwrap(), "[2,5]");
        assert!(serde_json::from_str::<Weekdays>("[0]").is_err());
        assert!(serde_json::from_str::<Weekdays>("[8]").is_err());
        assert_eq!(Weekdays::from_bits(128), None);
        assert_eq!(Weekdays::ALL.len(), 7);
    }

    proptest! {
        #[test]
        fn bits_and_numbers_say_the_same(bits in 0u8..128) {
            let set = Weekdays::from_bits(bits).unwrap();
            prop_assert_eq!(Weekdays::from_iso(&set.iso()), Ok(set));
            prop_assert_eq!(set.bits(), bits);
        }

        #[test]
        fn a_week_is_seven_days_from_its_monday(days in 0u64..100_000) {
            let day = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(days);
            let monday = monday_of(day);
            prop_assert_eq!(monday.weekday(), Weekday::Mon);
            for offset in 0..7 {
                prop_assert_eq!(iso_week(monday + Days::new(offset)), iso_week(day));
            }
            prop_assert_ne!(iso_week(monday + Days::new(7)), iso_week(day));
        }
    }
}
