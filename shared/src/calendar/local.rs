//! The passage between local days and UTC instants, defined for every minute of the two odd nights.
//!
//! It must stay total: an hour that does not exist, or exists twice, still has exactly one answer here.

use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// The instant of a local minute (0..1440; larger values run into the next day).
///
/// A minute that the clocks jump over becomes the first one after the gap; a minute that comes twice
/// is its first occurrence, so that a cut-off never falls an hour later than a neighbour expects.
pub fn instant_of(day: NaiveDate, minute_of_day: u16, tz: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let wanted = later(midnight, i64::from(minute_of_day));
    // The longest gap ever, a whole day that Samoa skipped, is found within these steps.
    for step in 0..=LONGEST_GAP_MINUTES {
        match tz.from_local_datetime(&later(wanted, step)) {
            MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => return instant.to_utc(),
            MappedLocalTime::None => {}
        }
    }
    wanted.and_utc()
}

const LONGEST_GAP_MINUTES: i64 = 26 * 60;

fn later(time: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    time.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(time)
}

/// The local date on which `instant` falls.
pub fn local_day(instant: DateTime<Utc>, tz: Tz) -> NaiveDate {
    instant.with_timezone(&tz).date_naive()
}

/// Whole minutes since local midnight (0..1440) as a wall clock shows them.
pub fn local_minute(instant: DateTime<Utc>, tz: Tz) -> u16 {
    let wall = instant.with_timezone(&tz);
    u16::try_from(wall.hour() * 60 + wall.minute()).unwrap_or(0)
}

/// The instant cut (not rounded) to microseconds, the precision that both databases keep.
///
/// A leap second is its preceding second's end: PostgreSQL has none.
pub fn to_micros(instant: DateTime<Utc>) -> DateTime<Utc> {
    let micros = (instant.timestamp_subsec_nanos() / 1_000).min(999_999);
    DateTime::from_timestamp(instant.timestamp(), micros * 1_000).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_two_odd_nights() {
        // domain.md 7: (day, local minute, the one answer)
        let cases = [
            ("2027-01-15", 8 * 60, "2027-01-15T07:00:00Z"),
            ("2027-07-15", 8 * 60, "2027-07-15T06:00:00Z"),
            ("2027-03-28", 119, "2027-03-28T00:59:00Z"),
            ("2027-03-28", 120, "2027-03-28T01:00:00Z"),
            ("2027-03-28", 150, "2027-03-28T01:00:00Z"), // 02:30 does not exist: 03:00+02:00
            ("2027-03-28", 180, "2027-03-28T01:00:00Z"),
            ("2027-10-31", 150, "2027-10-31T00:30:00Z"), // 02:30 comes twice: the first, +02:00
            ("2027-10-31", 180, "2027-10-31T02:00:00Z"),
            ("2026-12-31", 1440, "2026-12-31T23:00:00Z"),
        ];
        for (day, minute, expected) in cases {
            assert_eq!(instant_of(day.parse().unwrap(), minute, Paris), utc(expected), "{day} {minute}");
        }
    }

    #[test]
    fn a_skipped_day_and_the_ends_of_time_have_an_answer() {
        let skipped = instant_of("2011-12-30".parse().unwrap(), 600, chrono_tz::Pacific::Apia);
        assert_eq!(skipped, utc("2011-12-30T10:00:00Z"));
        instant_of(NaiveDate::MAX, u16::MAX, Paris);
        instant_of(NaiveDate::MIN, 0, Paris);
    }

    #[test]
    fn micros_are_cut_not_rounded() {
        assert_eq!(to_micros(utc("2019-03-04T11:59:59.999999999Z")), utc("2019-03-04T11:59:59.999999Z"));
        assert_eq!(to_micros(utc("2016-12-31T23:59:60.5Z")), utc("2016-12-31T23:59:59.999999Z"));
    }

    proptest! {
        #[test]
        fn a_local_minute_comes_back(days in 0i64..40_000, minute in 0u16..1440) {
            let day = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + TimeDelta::days(days);
            let instant = instant_of(day, minute, Paris);
            prop_assert_eq!(local_day(instant, Paris), day);
            let shown = local_minute(instant, Paris);
            prop_assert!(shown == minute || (shown == 180 && (120..180).contains(&minute)));
        }

        #[test]
        fn later_minutes_are_never_earlier_instants(days in 0i64..40_000, minute in 0u16..1439) {
            let day = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + TimeDelta::days(days);
            prop_assert!(instant_of(day, minute, Paris) <= instant_of(day, minute + 1, Paris));
        }
    }
}
