//! When a pick-up point is open: its week, then its exceptions, then public holidays.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::{HolidayZone, holiday};

/// Opening and closing, in minutes of the local day (0..=1440), the first before the second.
pub type Hours = (u16, u16);

/// The opening calendar of a pick-up point, a shop or a depot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Openings {
    /// The usual week, Monday first; an empty list is a day of rest.
    pub weekly: [Vec<Hours>; 7],
    /// Leaves and exceptional openings; they override the week and the public holidays.
    pub exceptions: Vec<Exception>,
    /// Which public holidays close the point.
    pub zone: HolidayZone,
}

/// Some days on which the usual week does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// First day concerned.
    pub first_day: NaiveDate,
    /// Last day concerned, included.
    pub last_day: NaiveDate,
    /// The hours of an exceptional opening; `None` closes.
    pub open: Option<Hours>,
}

impl Openings {
    /// The hours of a day, in order; `None` when the point is closed.
    ///
    /// An exception overrides everything else; of several, the shortest is meant (a day opened within a
    /// leave), and between equals the opening. Without exception a public holiday closes.
    pub fn open_on(&self, day: NaiveDate) -> Option<Vec<Hours>> {
        if let Some(exception) = self.exception_on(day) {
            return exception.open.map(|hours| vec![hours]);
        }
        if holiday(day, self.zone).is_some() {
            return None;
        }
        let hours = self.usual(day);
        (!hours.is_empty()).then(|| hours.to_vec())
    }

    /// Whether the point is open on such a day of an ordinary week.
    pub fn is_usually_open(&self, day: NaiveDate) -> bool {
        !self.usual(day).is_empty()
    }

    /// The name of the public holiday that closes the point on a day, if this is what closes it.
    pub fn holiday_closing(&self, day: NaiveDate) -> Option<&'static str> {
        if self.exception_on(day).is_some() { None } else { holiday(day, self.zone) }
    }

    fn exception_on(&self, day: NaiveDate) -> Option<&Exception> {
        self.exceptions.iter().filter(|exception| exception.first_day <= day && day <= exception.last_day).min_by_key(
            |exception| {
                let length = exception.last_day.signed_duration_since(exception.first_day);
                (length, exception.open.is_none(), exception.open)
            },
        )
    }

    fn usual(&self, day: NaiveDate) -> &[Hours] {
        let index = day.weekday().num_days_from_monday();
        usize::try_from(index).ok().and_then(|index| self.weekly.get(index)).map_or(&[], Vec::as_slice)
    }
}
