//! When somebody calls back: a promise that can be kept, because it falls into hours at which somebody is there.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::calendar::{HolidayZone, holiday, instant_of, local_day, local_minute};
use crate::french::{clock, long_date};
use crate::parameters::CallBack;

/// Nobody is promised a call later than this many days ahead; a rule without any open day falls back on it.
const HORIZON: u64 = 14;

/// The instant before which somebody calls back who reports something at `now`: within the hours of today while there is
/// time, else on the next open day. Full half hours, so that it can be said.
pub fn promised(now: DateTime<Utc>, rule: &CallBack, zone: HolidayZone, tz: Tz) -> DateTime<Utc> {
    let (today, minute) = (local_day(now, tz), local_minute(now, tz));
    let on = |day: NaiveDate, asked: u16| {
        let by = asked.saturating_add(rule.within_min).div_ceil(30) * 30;
        instant_of(day, by.min(rule.until_min), tz)
    };
    // Too late for today once half an hour is left: nobody could keep that.
    if is_open(today, rule, zone) && minute.saturating_add(30) <= rule.until_min {
        return on(today, minute.max(rule.from_min));
    }
    let next =
        (1..=HORIZON).filter_map(|days| today.checked_add_days(Days::new(days))).find(|day| is_open(*day, rule, zone));
    next.map_or(now + TimeDelta::days(1), |day| on(day, rule.from_min))
}

/// "aujourd'hui avant 11 h", "demain avant 10 h 30", "lundi 4 mars avant 11 h".
pub fn said(now: DateTime<Utc>, until: DateTime<Utc>, tz: Tz) -> String {
    let (today, day) = (local_day(now, tz), local_day(until, tz));
    let when = match day.signed_duration_since(today).num_days() {
        0 => "aujourd'hui".to_owned(),
        1 => "demain".to_owned(),
        _ => long_date(day),
    };
    format!("{when} avant {}", clock(local_minute(until, tz)))
}

fn is_open(day: NaiveDate, rule: &CallBack, zone: HolidayZone) -> bool {
    let iso = u8::try_from(day.weekday().number_from_monday()).unwrap_or(0);
    rule.weekdays.contains(&iso) && holiday(day, zone).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    #[test]
    fn a_call_is_promised_for_hours_at_which_somebody_is_there() {
        let cases = [
            // Monday 4 March 2019
            ("2019-03-04", 8 * 60, "aujourd'hui avant 11\u{a0}h"),
            ("2019-03-04", 9 * 60 + 10, "aujourd'hui avant 11\u{a0}h\u{a0}30"),
            ("2019-03-04", 11 * 60, "aujourd'hui avant 12\u{a0}h"),
            ("2019-03-04", 11 * 60 + 45, "demain avant 11\u{a0}h"),
            ("2019-03-08", 15 * 60, "lundi 11 mars avant 11\u{a0}h"),
            // Easter Monday
            ("2019-04-19", 15 * 60, "mardi 23 avril avant 11\u{a0}h"),
        ];
        for (day, minute, expected) in cases {
            let now = instant_of(day.parse().unwrap(), minute, Paris);
            let until = promised(now, &CallBack::default(), HolidayZone::Metropole, Paris);
            assert_eq!(said(now, until, Paris), expected, "{day} {minute}");
        }
        let never = CallBack { weekdays: Vec::new(), ..CallBack::default() };
        let now = instant_of("2019-03-04".parse().unwrap(), 600, Paris);
        assert_eq!(promised(now, &never, HolidayZone::Metropole, Paris), now + TimeDelta::days(1));
    }
}
