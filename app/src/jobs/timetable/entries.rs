//! The timetable itself: everything that the clock asks for, at what local minute, and until when it is caught up after an
//! outage. What is due follows from this table, the marks of what was seen to, and the tables; never from a tick that must
//! not be missed.

use chrono::{DateTime, Days, NaiveDate, Utc};
use shared::parameters::Parameters;
use shared::round::Shift;

use super::marks::Marks;
use crate::settings::Settings;

/// A line of the timetable.
pub(super) struct Entry {
    /// As it stands in its mark and in logs.
    pub name: &'static str,
    pub when: When,
    pub what: What,
}

pub(super) enum When {
    /// Whenever the tables ask for it, at any hour.
    Always,
    /// Once a local day, from this minute after local midnight on. A minute that the clocks leave out is the first after
    /// the gap; of one that comes twice it is the first.
    Daily { at: fn(&Parameters) -> u16, until: Until },
}

/// How long an entry is still of use that was missed.
#[derive(Clone, Copy)]
pub(super) enum Until {
    /// Until its own day is over.
    DayEnds,
    /// Until the day after it is over.
    NextDayEnds,
}

pub(super) enum What {
    /// Work for the queue.
    Queue(Work),
    /// Something that is done at once.
    Do(Deed),
    /// Phones that have fallen silent on a round: each is told of once.
    WatchPhones,
}

#[derive(Clone, Copy)]
pub(super) enum Work {
    /// Usual orders are laid out up to the horizon.
    LayStandingOrders,
    /// Slips whose cut-off has passed are frozen.
    FreezeSlips,
    /// Walks between places are measured anew.
    MeasureWalks,
    /// The rounds of the day after are planned.
    PlanTomorrow,
    /// A neighbourhood that came after the night gets its plan.
    PlanLate,
}

#[derive(Clone, Copy)]
pub(super) enum Deed {
    /// What is older than it need be is forgotten.
    Forget,
    /// Whoever has a round of this shift is reminded of it.
    Remind(Shift),
    /// Coordinators hear of rounds that should be over and are not.
    CloseEvening,
    /// Residents hear of cut-offs that are earlier than usual.
    TellCutoffs,
    /// Coordinators hear of visits that nobody has agreed to.
    TellVisits,
}

/// Everything that the clock asks for. Walks are measured before days are planned, so that who works alone plans with what
/// was measured.
pub(super) const TIMETABLE: [Entry; 12] = [
    always("lay_standing_orders", Work::LayStandingOrders),
    always("freeze_slips", Work::FreezeSlips),
    always("measure_walks", Work::MeasureWalks),
    // A late plan is better than a day without one, so it is made as long as its day lasts.
    daily(NIGHT_PLAN, |tuned| tuned.plan_at_min, Until::NextDayEnds, What::Queue(Work::PlanTomorrow)),
    always("late_plans", Work::PlanLate),
    // No reminder is written of a round that has begun, so one that an outage held up goes to whoever it is of use to.
    daily("morning_reminder", |tuned| tuned.remind_at_min, Until::DayEnds, What::Do(Deed::Remind(Shift::Morning))),
    daily("afternoon_reminder", |_| AFTERNOON, Until::DayEnds, What::Do(Deed::Remind(Shift::Afternoon))),
    daily("moved_cutoffs", |_| MORNING, Until::DayEnds, What::Do(Deed::TellCutoffs)),
    daily("visits_due", |_| MORNING, Until::DayEnds, What::Do(Deed::TellVisits)),
    Entry { name: "silent_phones", when: When::Always, what: What::WatchPhones },
    // A door that was forgotten is worth looking for the next morning too.
    daily("evening_close", |_| EVENING, Until::NextDayEnds, What::Do(Deed::CloseEvening)),
    // Nobody walks then and no night plans. Who misses it has the next one.
    daily("retention", |_| 3 * 60 + 30, Until::DayEnds, What::Do(Deed::Forget)),
];

/// When whoever walks in the afternoon is reminded: an hour before the first such round can begin, and long after anybody is
/// woken by it. By then a morning's reminder would be forgotten.
const AFTERNOON: u16 = 11 * 60;

/// When people are told what they have the whole day for: they are awake, and whoever is to be called for it is not woken.
const MORNING: u16 = 9 * 60;

/// When a day is closed: the last visits are over, people are still awake, and whoever is told can still call or go. A round that
/// is to end later is looked at the evening after.
pub(super) const EVENING: u16 = 20 * 60;

/// The entry after which the next day is one that has been planned.
pub(super) const NIGHT_PLAN: &str = "night_plan";

const fn always(name: &'static str, work: Work) -> Entry {
    Entry { name, when: When::Always, what: What::Queue(work) }
}

const fn daily(name: &'static str, at: fn(&Parameters) -> u16, until: Until, what: What) -> Entry {
    Entry { name, when: When::Daily { at, until }, what }
}

/// What is due in an association at one instant: entries, and for which local day.
pub(super) fn due(settings: &Settings, now: DateTime<Utc>, marks: &Marks) -> Vec<(&'static Entry, NaiveDate)> {
    let today = settings.day_of(now);
    let days = [before(today), today];
    let all = TIMETABLE.iter().flat_map(|entry| days.map(|day| (entry, day)));
    all.filter(|(entry, day)| match entry.when {
        When::Always => *day == today,
        When::Daily { at, until } => {
            let from = settings.instant(*day, i32::from(at(&settings.parameters)));
            from <= now && now < settings.instant(until.day_after(*day), 0) && !marks.has(entry.name, *day)
        }
    })
    .collect()
}

impl Until {
    /// The first day on which it is too late.
    fn day_after(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::DayEnds => after(day),
            Self::NextDayEnds => after(after(day)),
        }
    }
}

pub(super) fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

pub(super) fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use shared::calendar::{HolidayZone, instant_of};

    fn settings(plan_at_min: u16) -> Settings {
        let parameters = Parameters { plan_at_min, ..Parameters::default() };
        Settings { tz: chrono_tz::Europe::Paris, holidays: HolidayZone::Metropole, parameters }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(on: &str, minute: u16) -> DateTime<Utc> {
        instant_of(day(on), minute, chrono_tz::Europe::Paris)
    }

    /// The days for which the night plans at `now`, where it was seen to on `seen`.
    fn nights(plan_at_min: u16, now: DateTime<Utc>, seen: &[&str]) -> Vec<NaiveDate> {
        let marks = Marks::of(seen.iter().map(|seen| (NIGHT_PLAN.to_owned(), day(seen))));
        let due = due(&settings(plan_at_min), now, &marks);
        due.into_iter().filter(|(entry, _)| entry.name == NIGHT_PLAN).map(|(_, day)| day).collect()
    }

    #[test]
    fn a_daily_entry_is_due_from_its_minute_on_until_it_is_seen_to() {
        let seen = ["2019-03-03"];
        assert_eq!(nights(1200, at("2019-03-04", 1199), &seen), []);
        assert_eq!(nights(1200, at("2019-03-04", 1200), &seen), [day("2019-03-04")]);
        assert_eq!(nights(1200, at("2019-03-04", 1439), &["2019-03-03", "2019-03-04"]), []);
        // A night that was missed is made up for until its day is over; then the next one is due alone.
        assert_eq!(nights(1200, at("2019-03-05", 1199), &seen), [day("2019-03-04")]);
        assert_eq!(nights(1200, at("2019-03-05", 1439), &seen), [day("2019-03-04"), day("2019-03-05")]);
        assert_eq!(nights(1200, at("2019-03-06", 0), &seen), [day("2019-03-05")]);
    }

    #[test]
    fn a_minute_that_does_not_exist_or_comes_twice_is_due_once() {
        let half_past_two = 150;
        let (spring, autumn) = (at("2019-03-31", half_past_two), at("2019-10-27", half_past_two));
        assert_eq!(nights(half_past_two, spring - TimeDelta::seconds(1), &["2019-03-30"]), []);
        assert_eq!(nights(half_past_two, spring, &["2019-03-30"]), [day("2019-03-31")], "at three o'clock");
        assert_eq!(nights(half_past_two, autumn, &["2019-10-26"]), [day("2019-10-27")]);
        let again = autumn + TimeDelta::hours(1);
        assert_eq!(nights(half_past_two, again, &["2019-10-26", "2019-10-27"]), [], "the clocks show it again");
    }

    #[test]
    fn every_name_is_told_once() {
        for (at, entry) in TIMETABLE.iter().enumerate() {
            assert!(TIMETABLE[..at].iter().all(|other| other.name != entry.name), "{}", entry.name);
        }
    }
}
