//! The cut-off's tables: a bakery closed on Sunday, another closed on Monday, water once a week.

use super::*;
use crate::calendar::{HolidayZone, iso_week};
use chrono::TimeDelta;
use chrono_tz::Europe::Paris;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn closed_on(iso: &[u8]) -> Openings {
    let weekly = std::array::from_fn(|index| {
        let rest = iso.contains(&u8::try_from(index + 1).unwrap());
        if rest { vec![] } else { vec![(at(7, 0), at(13, 0)), (at(15, 0), at(19, 0))] }
    });
    Openings { weekly, exceptions: vec![], zone: HolidayZone::Metropole }
}

fn exception(first: &str, last: &str, open: Option<Hours>) -> Exception {
    Exception { first_day: day(first), last_day: day(last), open }
}

const BREAD: Rule =
    Rule { delivery_weekdays: Weekdays::ALL, cutoff: Cutoff::OpenDaysBefore { days: 1, minute: at(16, 0) } };
const WATER: Rule =
    Rule { delivery_weekdays: Weekdays::ALL, cutoff: Cutoff::WeekdayBefore { weekday: 4, minute: at(18, 0) } };

#[test]
fn orders_close_on_the_last_open_day_before() {
    let sunday_rest = closed_on(&[7]);
    let monday_rest = closed_on(&[1]);
    let cases = [
        (&sunday_rest, BREAD, "2019-03-04", "2019-03-02T15:00:00Z"), // Monday bread: Saturday 16:00
        (&sunday_rest, BREAD, "2019-03-05", "2019-03-04T15:00:00Z"),
        (&monday_rest, BREAD, "2019-03-05", "2019-03-03T15:00:00Z"), // Tuesday bread: Sunday
        (&monday_rest, BREAD, "2026-05-02", "2026-04-30T14:00:00Z"), // over 1 May
        (&sunday_rest, WATER, "2019-03-04", "2019-02-28T17:00:00Z"),
        (&sunday_rest, WATER, "2019-03-10", "2019-02-28T17:00:00Z"), // Sunday belongs to the same week
        (&sunday_rest, WATER, "2027-01-02", "2026-12-24T17:00:00Z"), // week 53
        (&sunday_rest, BREAD, "2028-03-01", "2028-02-29T15:00:00Z"),
    ];
    for (openings, rule, delivery, expected) in cases {
        assert_eq!(cutoff_instant(&rule, openings, day(delivery), Paris), utc(expected), "{delivery}");
    }
    let early_same_day = Rule { cutoff: Cutoff::OpenDaysBefore { days: 0, minute: at(6, 0) }, ..BREAD };
    assert_eq!(cutoff_instant(&early_same_day, &sunday_rest, day("2019-03-10"), Paris), utc("2019-03-10T05:00:00Z"));
}

#[test]
fn after_a_long_leave_the_count_is_in_calendar_days() {
    let mut openings = closed_on(&[1]);
    openings.exceptions.push(exception("2019-08-01", "2019-08-13", None));
    assert_eq!(cutoff_instant(&BREAD, &openings, day("2019-08-14"), Paris), utc("2019-07-31T14:00:00Z"));
    openings.exceptions.push(exception("2019-07-25", "2019-08-13", None));
    assert_eq!(cutoff_instant(&BREAD, &openings, day("2019-08-14"), Paris), utc("2019-08-13T14:00:00Z"));
}

#[test]
fn the_cutoff_instant_itself_is_too_late() {
    let openings = closed_on(&[1]);
    let noon = Rule { cutoff: Cutoff::OpenDaysBefore { days: 1, minute: at(12, 0) }, ..BREAD };
    let state = |now| day_state(&noon, &openings, day("2019-03-08"), utc(now), Paris);
    let cut = utc("2019-03-07T11:00:00Z");
    assert_eq!(state("2019-03-07T10:59:59.999Z"), DayState::Open { until: cut });
    assert_eq!(state("2019-03-07T11:00:00.000Z"), DayState::Closed { why: Why::CutoffPassed { at: cut } });
}

#[test]
fn a_cutoff_in_the_odd_nights() {
    let openings = closed_on(&[]);
    let night = Rule { cutoff: Cutoff::OpenDaysBefore { days: 0, minute: at(2, 30) }, ..BREAD };
    assert_eq!(cutoff_instant(&night, &openings, day("2027-03-28"), Paris), utc("2027-03-28T01:00:00Z"));
    assert_eq!(cutoff_instant(&night, &openings, day("2027-10-31"), Paris), utc("2027-10-31T00:30:00Z"));
}

#[test]
fn why_a_day_is_closed() {
    let mut openings = closed_on(&[1]);
    openings.exceptions.push(exception("2019-08-05", "2019-08-25", None));
    let weekdays_only = Rule { delivery_weekdays: Weekdays::from_iso(&[1, 2, 3, 4, 5]).unwrap(), ..BREAD };
    let why = |text| match day_state(&weekdays_only, &openings, day(text), utc("2019-01-02T08:00:00Z"), Paris) {
        DayState::Closed { why } => Some(why),
        DayState::Open { .. } => None,
    };
    assert_eq!(why("2019-03-09"), Some(Why::NotADeliveryDay));
    assert_eq!(why("2019-03-04"), Some(Why::ShopClosed));
    assert_eq!(why("2019-05-01"), Some(Why::Holiday("Fête du Travail")));
    assert_eq!(why("2019-08-15"), Some(Why::ShopClosed), "the leave is the reason, not the Assumption");
    assert_eq!(why("2019-03-05"), None);
}

#[test]
fn exceptional_openings_override_rest_holiday_and_leave() {
    let mut openings = closed_on(&[1]);
    assert_eq!(openings.open_on(day("2019-03-04")), None);
    let morning = Some((at(7, 0), at(12, 0)));
    openings.exceptions = vec![
        exception("2019-03-04", "2019-03-04", morning), // the launch, a Monday
        exception("2019-05-08", "2019-05-08", morning),
        exception("2019-08-20", "2019-08-20", morning),
        exception("2019-08-05", "2019-08-25", None),
    ];
    for open in ["2019-03-04", "2019-05-08", "2019-08-20"] {
        assert_eq!(openings.open_on(day(open)), Some(vec![(at(7, 0), at(12, 0))]), "{open}");
    }
    assert_eq!(openings.open_on(day("2019-08-21")), None);
    assert_eq!(openings.open_on(day("2019-03-05")).unwrap().len(), 2);
}

#[test]
fn the_next_day_that_can_be_ordered() {
    let openings = closed_on(&[1]);
    let next = |from, now, horizon| next_open_day(&BREAD, &openings, day(from), utc(now), Paris, horizon);
    // Sunday after 16:00: Monday is closed, Tuesday's orders closed on Sunday, so Wednesday.
    assert_eq!(next("2019-03-04", "2019-03-03T15:00:00Z", 28), Some(day("2019-03-06")));
    assert_eq!(next("2019-03-04", "2019-03-03T14:59:59Z", 28), Some(day("2019-03-05")));
    assert_eq!(next("2019-03-04", "2019-03-03T15:00:00Z", 2), None);
    assert_eq!(next("2019-03-04", "2019-06-03T15:00:00Z", 28), None);
}

proptest! {
    #[test]
    fn an_open_day_closes_once_and_for_all(
        days in 0i64..5_000, rest in 0u8..128, back in 0u8..4, minute in 0u16..1440, later in 0i64..40_000,
    ) {
        let openings = closed_on(&Weekdays::from_bits(rest).unwrap().iso());
        let rule = Rule { cutoff: Cutoff::OpenDaysBefore { days: back, minute }, ..BREAD };
        let delivery = day("2019-01-01") + TimeDelta::days(days);
        let cut = cutoff_instant(&rule, &openings, delivery, Paris);
        let open = |now| matches!(day_state(&rule, &openings, delivery, now, Paris), DayState::Open { .. });
        prop_assert!(!open(cut + TimeDelta::minutes(later)));
        prop_assert_eq!(open(cut - TimeDelta::nanoseconds(1)), openings.open_on(delivery).is_some());
    }

    #[test]
    fn a_weekly_cutoff_lies_in_the_week_before(days in 0i64..5_000, weekday in 1u8..=7) {
        let delivery = day("2019-01-01") + TimeDelta::days(days);
        let rule = Rule { cutoff: Cutoff::WeekdayBefore { weekday, minute: at(12, 0) }, ..BREAD };
        let closing = crate::calendar::local_day(cutoff_instant(&rule, &closed_on(&[]), delivery, Paris), Paris);
        prop_assert_eq!(iso_weekday(closing), weekday);
        prop_assert_eq!(iso_week(closing + TimeDelta::days(7)), iso_week(delivery));
    }
}

#[test]
fn a_holiday_moves_a_cutoff_that_counts_open_days() {
    let openings = closed_on(&[7]);
    let of = |rule: &Rule, on: &str| {
        let (day, now) = (day(on), cutoff_instant(rule, &openings, day(on), Paris));
        (now, usual_cutoff_instant(rule, &openings, day, Paris))
    };
    // The 15th of August 2019 is a Thursday and a holiday.
    let (moved, usual) = of(&BREAD, "2019-08-16");
    assert_eq!((moved, usual), (utc("2019-08-14T14:00:00Z"), utc("2019-08-15T14:00:00Z")));
    let (stands, usual) = of(&BREAD, "2019-08-20");
    assert_eq!(stands, usual);
    let (stands, usual) = of(&WATER, "2019-08-16");
    assert_eq!(stands, usual, "a weekday is a weekday");
}
