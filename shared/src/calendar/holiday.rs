//! French public holidays, computed for any year, so that no file has to be renewed each winter.
//!
//! Source: Code du travail L3133-1, and L3134-13 for Alsace and Moselle. It says which days are
//! holidays, never whether somebody works on them: that is `cutoff`'s business.

use chrono::{Datelike, Days, NaiveDate};

/// The name of the public holiday that `day` is, in French: "Lundi de Pâques".
///
/// When two fall on one day (1 May 2008 was Ascension as well) the fixed one names it.
pub fn holiday(day: NaiveDate, zone: HolidayZone) -> Option<&'static str> {
    holidays_of(day.year(), zone).into_iter().find(|(date, _)| *date == day).map(|(_, name)| name)
}

/// All public holidays of a year: the fixed ones first, then those that follow Easter.
pub fn holidays_of(year: i32, zone: HolidayZone) -> Vec<(NaiveDate, &'static str)> {
    let here = |only: &Option<HolidayZone>| only.is_none_or(|it| it == zone);
    let fixed = FIXED
        .iter()
        .filter(|(.., only)| here(only))
        .filter_map(|(month, day, name, _)| Some((NaiveDate::from_ymd_opt(year, *month, *day)?, *name)));
    let moving = MOVING.iter().filter(|(.., only)| here(only)).filter_map(|(after_good_friday, name, _)| {
        let good_friday = easter(year)?.checked_sub_days(Days::new(2))?;
        Some((good_friday.checked_add_days(Days::new(*after_good_friday))?, *name))
    });
    fixed.chain(moving).collect()
}

crate::words! {
    /// Where the association lives, as far as holidays go.
    pub enum HolidayZone {
        /// The eleven national holidays.
        Metropole => "metropole",
        /// The national ones, Good Friday and 26 December.
        AlsaceMoselle => "alsace_moselle",
    }
}

type Only = Option<HolidayZone>;

const FIXED: [(u32, u32, &str, Only); 9] = [
    (1, 1, "Jour de l'an", None),
    (5, 1, "Fête du Travail", None),
    (5, 8, "Victoire de 1945", None),
    (7, 14, "Fête nationale", None),
    (8, 15, "Assomption", None),
    (11, 1, "Toussaint", None),
    (11, 11, "Armistice de 1918", None),
    (12, 25, "Noël", None),
    (12, 26, "Lendemain de Noël", Some(HolidayZone::AlsaceMoselle)),
];

// Days after Good Friday, so that every distance is positive.
const MOVING: [(u64, &str, Only); 4] = [
    (0, "Vendredi saint", Some(HolidayZone::AlsaceMoselle)),
    (3, "Lundi de Pâques", None),
    (41, "Ascension", None),
    (52, "Lundi de Pentecôte", None),
];

/// Easter Sunday of a Gregorian year (the Meeus/Jones/Butcher rule); `None` outside the calendar's range.
pub fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let sun = century - century.div_euclid(4) - (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + sun + 15).rem_euclid(30);
    let sunday = (32 + 2 * century.rem_euclid(4) + 2 * in_century.div_euclid(4) - epact - in_century.rem_euclid(4))
        .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * sunday).div_euclid(451);
    let march_days = epact + sunday - 7 * late + 114;
    let month = u32::try_from(march_days.div_euclid(31)).ok()?;
    let day = u32::try_from(march_days.rem_euclid(31) + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Word;
    use chrono::Weekday;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_monday_ascension_and_whit_monday_of_five_years() {
        // domain.md 7
        let years = [
            ("2026-04-06", "2026-05-14", "2026-05-25"),
            ("2027-03-29", "2027-05-06", "2027-05-17"),
            ("2028-04-17", "2028-05-25", "2028-06-05"),
            ("2029-04-02", "2029-05-10", "2029-05-21"),
            ("2030-04-22", "2030-05-30", "2030-06-10"),
        ];
        for (easter_monday, ascension, whit_monday) in years {
            let name = |text| holiday(day(text), HolidayZone::Metropole);
            assert_eq!(name(easter_monday), Some("Lundi de Pâques"));
            assert_eq!(name(ascension), Some("Ascension"));
            assert_eq!(name(whit_monday), Some("Lundi de Pentecôte"));
        }
        assert_eq!(easter(2019), Some(day("2019-04-21")));
        assert_eq!(easter(1818), Some(day("1818-03-22")), "the earliest there is");
        assert_eq!(easter(2038), Some(day("2038-04-25")), "the latest there is");
    }

    #[test]
    fn two_days_more_in_alsace_and_moselle() {
        for text in ["2026-04-03", "2026-12-26"] {
            assert_eq!(holiday(day(text), HolidayZone::Metropole), None);
            assert!(holiday(day(text), HolidayZone::AlsaceMoselle).is_some());
        }
        assert_eq!(holiday(day("2019-03-04"), HolidayZone::Metropole), None);
        assert_eq!(HolidayZone::parse("alsace_moselle"), Some(HolidayZone::AlsaceMoselle));
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_between_22_march_and_25_april(year in 1583i32..9999) {
            let sunday = easter(year).unwrap();
            prop_assert_eq!(sunday.weekday(), Weekday::Sun);
            let bounds = (NaiveDate::from_ymd_opt(year, 3, 22).unwrap(), NaiveDate::from_ymd_opt(year, 4, 25).unwrap());
            prop_assert!(bounds.0 <= sunday && sunday <= bounds.1);
            prop_assert_eq!(holidays_of(year, HolidayZone::Metropole).len(), 11);
            prop_assert_eq!(holidays_of(year, HolidayZone::AlsaceMoselle).len(), 13);
        }
    }
}
