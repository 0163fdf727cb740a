//! Dates, hours and weeks as they are said.

use chrono::{Datelike, NaiveDate};

use super::joined;
use crate::calendar::{Weekdays, iso_week};

/// "lundi 4 mars", "vendredi 1er mars".
pub fn long_date(day: NaiveDate) -> String {
    let month = month_name(day);
    let number = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{} {number} {month}", weekday_name(u8::try_from(day.weekday().number_from_monday()).unwrap_or(0)))
}

/// "lundi 4 mars 2019".
pub fn long_date_with_year(day: NaiveDate) -> String {
    format!("{} {}", long_date(day), day.year())
}

/// "mars 2019".
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", month_name(day), day.year())
}

/// "04/03/2019", for files that people read.
pub fn numeric_date(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A minute of the day: "16 h", "8 h 30", "0 h 05"; the spaces do not break.
pub fn clock(minute_of_day: u16) -> String {
    match (minute_of_day / 60, minute_of_day % 60) {
        (hour, 0) => format!("{hour}\u{a0}h"),
        (hour, minute) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
    }
}

/// The ISO week of a day: "semaine 10".
pub fn week(day: NaiveDate) -> String {
    format!("semaine {}", iso_week(day).1)
}

/// The name of an ISO weekday (1 Monday to 7 Sunday); empty for any other number.
pub fn weekday_name(iso: u8) -> &'static str {
    usize::from(iso).checked_sub(1).and_then(|index| WEEKDAYS.get(index)).copied().unwrap_or_default()
}

/// A set of weekdays in a sentence: "le mardi et le vendredi", "tous les jours", "aucun jour".
pub fn weekdays(set: Weekdays) -> String {
    if set == Weekdays::ALL {
        return "tous les jours".to_owned();
    }
    if set.is_empty() {
        return "aucun jour".to_owned();
    }
    let names: Vec<String> = set.iso().into_iter().map(|iso| format!("le {}", weekday_name(iso))).collect();
    joined(&names)
}

fn month_name(day: NaiveDate) -> &'static str {
    MONTHS.get(usize::try_from(day.month0()).unwrap_or(0)).copied().unwrap_or_default()
}

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks() {
        let cases = [
            ("2019-03-04", "lundi 4 mars", "lundi 4 mars 2019", "04/03/2019", "semaine 10"),
            ("2019-03-01", "vendredi 1er mars", "vendredi 1er mars 2019", "01/03/2019", "semaine 9"),
            ("2027-01-03", "dimanche 3 janvier", "dimanche 3 janvier 2027", "03/01/2027", "semaine 53"),
            ("2028-02-29", "mardi 29 février", "mardi 29 février 2028", "29/02/2028", "semaine 9"),
        ];
        for (day, long, with_year, numeric, number) in cases {
            let day = day.parse().unwrap();
            assert_eq!((long_date(day).as_str(), long_date_with_year(day).as_str()), (long, with_year));
            assert_eq!((numeric_date(day).as_str(), week(day).as_str()), (numeric, number));
        }
    }

    #[test]
    fn hours() {
        let cases = [(960, "16\u{a0}h"), (510, "8\u{a0}h\u{a0}30"), (5, "0\u{a0}h\u{a0}05"), (1440, "24\u{a0}h")];
        for (minute, text) in cases {
            assert_eq!(clock(minute), text);
        }
    }

    #[test]
    fn sets_of_weekdays() {
        let said = |iso: &[u8]| weekdays(Weekdays::from_iso(iso).unwrap());
        assert_eq!(said(&[4]), "le jeudi");
        assert_eq!(said(&[2, 5]), "le mardi et le vendredi");
        assert_eq!(said(&[1, 3, 5]), "le lundi, le mercredi et le vendredi");
        assert_eq!(said(&[1, 2, 3, 4, 5, 6, 7]), "tous les jours");
        assert_eq!(said(&[]), "aucun jour");
    }
}
