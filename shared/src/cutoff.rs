//! Until when a day can be ordered, and why not: one answer for the app, the relay and the slip.
//!
//! It joins three things: when a pick-up point is open, on which weekdays a product is delivered, and
//! how long before its orders close. It never decides who may override a cut-off (that is `role`), and
//! the caller supplies the one server instant of the transaction.

mod openings;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::{Weekdays, instant_of, monday_of};
pub use openings::{Exception, Hours, Openings};

/// Whether `day` can be ordered at the instant `now`.
///
/// At the cut-off instant itself it is too late: 11:59:59.999 is accepted, 12:00:00.000 is not.
pub fn day_state(rule: &Rule, openings: &Openings, day: NaiveDate, now: DateTime<Utc>, tz: Tz) -> DayState {
    if !rule.delivery_weekdays.has(day) {
        return DayState::Closed { why: Why::NotADeliveryDay };
    }
    if openings.open_on(day).is_none() {
        let why = openings.holiday_closing(day).map_or(Why::ShopClosed, Why::Holiday);
        return DayState::Closed { why };
    }
    let at = cutoff_instant(rule, openings, day, tz);
    if now < at { DayState::Open { until: at } } else { DayState::Closed { why: Why::CutoffPassed { at } } }
}

/// The instant at which orders for `day` close, whether or not the day is open.
pub fn cutoff_instant(rule: &Rule, openings: &Openings, day: NaiveDate, tz: Tz) -> DateTime<Utc> {
    closing(rule, |day| openings.open_on(day).is_some(), day, tz)
}

/// The same in a week without holidays, leaves and exceptional openings: what people are used to.
pub fn usual_cutoff_instant(rule: &Rule, openings: &Openings, day: NaiveDate, tz: Tz) -> DateTime<Utc> {
    closing(rule, |day| openings.is_usually_open(day), day, tz)
}

fn closing(rule: &Rule, is_open: impl Fn(NaiveDate) -> bool, day: NaiveDate, tz: Tz) -> DateTime<Utc> {
    match rule.cutoff {
        Cutoff::OpenDaysBefore { days, minute } => instant_of(open_days_before(is_open, day, days), minute, tz),
        Cutoff::WeekdayBefore { weekday, minute } => {
            let back = 7 - u64::from(weekday.clamp(1, 7) - 1);
            let closing = monday_of(day).checked_sub_days(Days::new(back)).unwrap_or(day);
            instant_of(closing, minute, tz)
        }
    }
}

/// The first day from `from_day` on (itself included, `horizon_days` days in all) that can still be ordered.
pub fn next_open_day(
    rule: &Rule,
    openings: &Openings,
    from_day: NaiveDate,
    now: DateTime<Utc>,
    tz: Tz,
    horizon_days: u16,
) -> Option<NaiveDate> {
    from_day
        .iter_days()
        .take(usize::from(horizon_days))
        .find(|day| matches!(day_state(rule, openings, *day, now, tz), DayState::Open { .. }))
}

/// When a product of a pick-up point is delivered and until when it can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Weekdays on which the product may be delivered; the point must be open as well. For "whenever
    /// the shop is open", an exceptional opening included, use all seven.
    pub delivery_weekdays: Weekdays,
    /// How long before the delivery its orders close.
    pub cutoff: Cutoff,
}

/// How long before a delivery its orders close, in local time of the association.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cutoff {
    /// `minute` (0..1440) of the `days`-th day before on which the point is open: bread for Monday closes
    /// on Saturday at 16:00 when the bakery is closed on Sunday. With 0 it is the delivery day itself.
    OpenDaysBefore {
        /// Open days between the cut-off and the delivery.
        days: u8,
        /// Minute of that day, local.
        minute: u16,
    },
    /// `minute` of a weekday (ISO, 1 Monday to 7 Sunday) of the ISO week before the delivery's:
    /// Thursday 18:00 for the whole of the next week.
    WeekdayBefore {
        /// ISO weekday of the cut-off.
        weekday: u8,
        /// Minute of that day, local.
        minute: u16,
    },
}

/// What a day answers to somebody who wants to order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayState {
    /// Orders are taken before `until`.
    Open {
        /// The cut-off.
        until: DateTime<Utc>,
    },
    /// Orders are not taken.
    Closed {
        /// The first reason that applies, in the order of [`Why`].
        why: Why,
    },
}

/// Why a day cannot be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The product is not delivered on this weekday.
    NotADeliveryDay,
    /// A public holiday, by its French name, without an exceptional opening.
    Holiday(&'static str),
    /// The point is closed: its weekly rest or its leave.
    ShopClosed,
    /// Too late.
    CutoffPassed {
        /// The instant at which it closed.
        at: DateTime<Utc>,
    },
}

/// How far back the open days are counted; after a longer leave the count is in calendar days.
const LOOK_BACK_DAYS: u64 = 14;

fn open_days_before(is_open: impl Fn(NaiveDate) -> bool, day: NaiveDate, days: u8) -> NaiveDate {
    let Some(wanted) = usize::from(days).checked_sub(1) else { return day };
    (1..=LOOK_BACK_DAYS)
        .filter_map(|back| day.checked_sub_days(Days::new(back)))
        .filter(|earlier| is_open(*earlier))
        .nth(wanted)
        .or_else(|| day.checked_sub_days(Days::new(u64::from(days))))
        .unwrap_or(day)
}

/// The minute of the day from hours and minutes, for tables and defaults: `at(16, 0)` is 960.
pub const fn at(hour: u16, minute: u16) -> u16 {
    hour * 60 + minute
}

/// The ISO number (1 Monday to 7 Sunday) of a day, as [`Cutoff::WeekdayBefore`] counts.
pub fn iso_weekday(day: NaiveDate) -> u8 {
    u8::try_from(day.weekday().number_from_monday()).unwrap_or(1)
}

#[cfg(test)]
mod tests;
