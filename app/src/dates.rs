//! Dates that people write down, kept within what a person can mean: a typed year 0201 is a slip of the finger, and no
//! store should have to hold it.

use chrono::{Days, NaiveDate};
use shared::Refusal;

use crate::error::Result;

/// How far back a noted day may lie, in days: a century.
const LONGEST_AGO: u64 = 36_525;

/// How far ahead a noted day may lie, in days: three years.
const FARTHEST_AHEAD: u64 = 1_096;

/// A day on which something was said or signed: not after today.
pub(crate) fn past(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
    if day > today { Err(Refusal::DateInFuture.into()) } else { near(day, today) }
}

/// A day of the past century or of the next three years.
pub(crate) fn near(day: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
    let first = today.checked_sub_days(Days::new(LONGEST_AGO)).unwrap_or(today);
    if (first..=farthest(today)).contains(&day) { Ok(day) } else { Err(Refusal::DateTooFar.into()) }
}

/// The last day that may be noted.
pub(crate) fn farthest(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(FARTHEST_AHEAD)).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_days_that_a_person_can_mean() {
        let today = day("2019-03-04");
        assert!(past(today, today).is_ok());
        assert_eq!(past(day("2019-03-05"), today).unwrap_err().refusal(), Some(Refusal::DateInFuture));
        for far in [day("0201-03-04"), day("2091-03-04"), NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!(near(far, today).unwrap_err().refusal(), Some(Refusal::DateTooFar));
        }
        assert!(near(day("2020-02-29"), today).is_ok());
    }
}
