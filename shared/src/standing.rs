//! What a usual order asks for on a given day: what and when are kept apart from pauses, skips and absences.
//!
//! Pure reconciliation: the same facts always give the same lines, so the nightly job may run twice. It
//! knows neither cut-offs nor shop days (`cutoff` does) and writes nothing.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::order::StandingStatus;

/// The (product, quantity) lines that the usual order asks for on `day`, in order of product.
///
/// Lines of one product are added up; nothing is asked before the start, while paused, on a skipped day
/// or during an absence.
pub fn desired_lines<P: Ord + Copy>(standing: &Standing<'_, P>, day: NaiveDate) -> Vec<(P, u32)> {
    let away = standing.skips.contains(&day) || standing.absences.iter().any(|absence| absence.covers(day));
    if day < standing.starts_on || !standing.runs_on(day) || away {
        return Vec::new();
    }
    let weekday = day.weekday().number_from_monday();
    let mut wanted = BTreeMap::<P, u32>::new();
    for line in standing.lines.iter().filter(|line| u32::from(line.weekday) == weekday && line.quantity > 0) {
        let sum = wanted.entry(line.product).or_default();
        *sum = sum.saturating_add(line.quantity);
    }
    wanted.into_iter().collect()
}

/// A usual order with everything that can silence it. `P` names the product.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a, P> {
    /// What is wanted on which weekday.
    pub lines: &'a [StandingLine<P>],
    /// Whether it runs.
    pub status: StandingStatus,
    /// While paused: the first day served again; `None` until somebody calls.
    pub resumes_on: Option<NaiveDate>,
    /// First day on which it may ask for something.
    pub starts_on: NaiveDate,
    /// Single days left out.
    pub skips: &'a [NaiveDate],
    /// The resident's absences.
    pub absences: &'a [Absence],
}

impl<P> Standing<'_, P> {
    fn runs_on(&self, day: NaiveDate) -> bool {
        match self.status {
            StandingStatus::Active => true,
            StandingStatus::Paused => self.resumes_on.is_some_and(|back| day >= back),
            StandingStatus::Stopped => false,
        }
    }
}

/// One product on one weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingLine<P> {
    /// The product.
    pub product: P,
    /// ISO weekday, 1 Monday to 7 Sunday.
    pub weekday: u8,
    /// Units of the product.
    pub quantity: u32,
}

/// Days on which a resident is not at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// First day away.
    pub first_day: NaiveDate,
    /// Last day away, included; `None` while nobody knows: "call before restart".
    pub last_day: Option<NaiveDate>,
}

impl Absence {
    /// Whether the resident is away on `day`.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2019, 3, number).unwrap()
    }

    // Bread on Tuesday and Friday, water on Friday; 5 March 2019 is a Tuesday.
    const LINES: [StandingLine<char>; 4] = [
        StandingLine { product: 'w', weekday: 5, quantity: 1 },
        StandingLine { product: 'b', weekday: 2, quantity: 1 },
        StandingLine { product: 'b', weekday: 5, quantity: 1 },
        StandingLine { product: 'b', weekday: 5, quantity: 1 },
    ];

    fn running() -> Standing<'static, char> {
        Standing {
            lines: &LINES,
            status: StandingStatus::Active,
            resumes_on: None,
            starts_on: day(5),
            skips: &[],
            absences: &[],
        }
    }

    #[test]
    fn weekdays_from_the_start_on() {
        assert_eq!(desired_lines(&running(), day(1)), vec![]);
        assert_eq!(desired_lines(&running(), day(5)), vec![('b', 1)]);
        assert_eq!(desired_lines(&running(), day(6)), vec![]);
        assert_eq!(desired_lines(&running(), day(8)), vec![('b', 2), ('w', 1)]);
    }

    #[test]
    fn what_silences_it() {
        let absent = |first, last: Option<u32>| [Absence { first_day: day(first), last_day: last.map(day) }];
        let paused = |resumes_on| Standing { status: StandingStatus::Paused, resumes_on, ..running() };
        let asks = |standing: Standing<'_, char>| !desired_lines(&standing, day(8)).is_empty();
        assert!(!asks(Standing { skips: &[day(8)], ..running() }));
        assert!(asks(Standing { skips: &[day(5)], ..running() }));
        assert!(!asks(paused(None)));
        assert!(!asks(paused(Some(day(9)))));
        assert!(asks(paused(Some(day(8)))));
        assert!(!asks(Standing { status: StandingStatus::Stopped, ..running() }));
        assert!(!asks(Standing { absences: &absent(8, Some(8)), ..running() }));
        assert!(asks(Standing { absences: &absent(5, Some(7)), ..running() }));
        assert!(!asks(Standing { absences: &absent(1, None), ..running() }));
    }
}
