//! The cells of the list of residents, one rule a column. It knows neither doors nor accounts: that is its parent's business.

use chrono::NaiveDate;
use shared::calendar::Weekdays;
use shared::fold::search_key;
use shared::person::{ConsentHow, CourtesyTitle, Handover};
use shared::phone::Phone;

use crate::dates;
use crate::list::{Column, Faults, Row};

/// The columns of the list; only name, entrance, floor and door are required.
pub(super) const COLUMNS: [Column; 16] = [
    Column { name: "nom", required: true },
    Column { name: "prenom", required: true },
    Column { name: "civilite", required: false },
    Column { name: "residence", required: false },
    Column { name: "batiment", required: false },
    Column { name: "entree", required: true },
    Column { name: "etage", required: true },
    Column { name: "porte", required: true },
    Column { name: "telephone", required: false },
    Column { name: "jours", required: false },
    Column { name: "pain", required: false },
    Column { name: "eau", required: false },
    Column { name: "remise", required: false },
    Column { name: "accord_par", required: false },
    Column { name: "accord_le", required: false },
    Column { name: "accord_comment", required: false },
];

/// The most of one product that a line may ask for on a day.
const MOST: i32 = 20;

/// A line as it was meant.
pub(super) struct Line {
    pub family_name: String,
    pub given_name: String,
    pub courtesy_title: Option<CourtesyTitle>,
    /// Absent where the association has one residence.
    pub residence: Option<String>,
    pub building: Option<String>,
    pub entrance: String,
    pub floor: i32,
    pub door: String,
    pub phone: Option<Phone>,
    pub bread: Option<Usual>,
    pub water: Option<Usual>,
    pub handover: Handover,
    /// The name of whoever took the consent; the importing person when absent.
    pub consented_by: Option<String>,
    pub consent: Option<(NaiveDate, ConsentHow)>,
}

/// So many on each of these days.
pub(super) struct Usual {
    pub quantity: i32,
    pub days: Weekdays,
}

/// Reads a line and notes its faults.
pub(super) fn read(row: &Row, today: NaiveDate, faults: &mut Faults) -> Line {
    let days = days(row.cell("jours"));
    if days.is_none() {
        faults.add(row, "jours", "des jours, comme «\u{202f}mar ven\u{202f}», ou «\u{202f}tous\u{202f}»");
    }
    let days = days.unwrap_or(Weekdays::ALL);
    Line {
        family_name: faults.needed(row, "nom", 80),
        given_name: faults.needed(row, "prenom", 80),
        courtesy_title: title(row, faults),
        residence: faults.text(row, "residence", 100),
        building: faults.text(row, "batiment", 100),
        entrance: faults.needed(row, "entree", 100),
        floor: faults.floor(row, "etage"),
        door: faults.needed(row, "porte", 40),
        phone: phone(row, faults),
        bread: usual(row, "pain", days, faults),
        water: usual(row, "eau", days, faults),
        handover: handover(row, faults),
        consented_by: faults.text(row, "accord_par", 160),
        consent: consent(row, today, faults),
    }
}

fn title(row: &Row, faults: &mut Faults) -> Option<CourtesyTitle> {
    match search_key(row.cell("civilite")).as_str() {
        "" => None,
        "mme" | "madame" => Some(CourtesyTitle::Madame),
        "m" | "mr" | "monsieur" => Some(CourtesyTitle::Monsieur),
        _ => {
            faults.add(row, "civilite", "Mme, M. ou rien");
            None
        }
    }
}

/// A number; the apostrophe that a spreadsheet puts before a + is not part of it.
fn phone(row: &Row, faults: &mut Faults) -> Option<Phone> {
    let text = row.cell("telephone").trim_start_matches('\'');
    if text.is_empty() {
        return None;
    }
    let phone = Phone::parse(text).ok();
    if phone.is_none() {
        faults.add(row, "telephone", "ce numéro est incorrect");
    }
    phone
}

/// "2" on the days of the line, or "1 jeu" on days of its own.
fn usual(row: &Row, column: &str, of_line: Weekdays, faults: &mut Faults) -> Option<Usual> {
    let text = row.cell(column);
    let (number, own) = text.split_once(' ').unwrap_or((text, ""));
    if number.is_empty() || number == "0" {
        return None;
    }
    let quantity = number.parse().ok().filter(|quantity| (1..=MOST).contains(quantity));
    let days = if own.is_empty() { Some(of_line) } else { days(own) };
    match (quantity, days) {
        (Some(quantity), Some(days)) if !days.is_empty() => return Some(Usual { quantity, days }),
        (Some(_), Some(_)) => faults.add(row, "jours", "à remplir avec les quantités"),
        _ => faults.add(row, column, format!("un nombre de 0 à {MOST}, et des jours s'ils sont autres")),
    }
    None
}

fn handover(row: &Row, faults: &mut Faults) -> Handover {
    match search_key(row.cell("remise")).as_str() {
        "" | "main" | "en main propre" => Handover::InHand,
        "sac" | "dans le sac" => Handover::BagOnDoor,
        _ => {
            faults.add(row, "remise", "main ou sac");
            Handover::InHand
        }
    }
}

/// When and how: both or neither.
fn consent(row: &Row, today: NaiveDate, faults: &mut Faults) -> Option<(NaiveDate, ConsentHow)> {
    let (when, how) = (row.cell("accord_le"), row.cell("accord_comment"));
    if when.is_empty() && how.is_empty() {
        if !row.cell("accord_par").is_empty() {
            faults.add(row, "accord_le", "à remplir avec accord_par");
        }
        return None;
    }
    let day = date(when).and_then(|day| dates::past(day, today).ok());
    if day.is_none() {
        faults.add(row, "accord_le", "une date passée, comme 04/03/2019 ou 2019-03-04");
    }
    let how = match search_key(how).as_str() {
        "porte" | "a la porte" => Some(ConsentHow::AtDoor),
        "telephone" | "par telephone" => Some(ConsentHow::ByPhone),
        "papier" | "sur papier" => Some(ConsentHow::OnPaper),
        "application" | "dans l application" => Some(ConsentHow::InApp),
        _ => {
            faults.add(row, "accord_comment", "porte, téléphone, papier ou application");
            None
        }
    };
    day.zip(how)
}

/// 04/03/2019 or 2019-03-04.
fn date(text: &str) -> Option<NaiveDate> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// "mar ven", "mardi, vendredi", "tous"; no day for an empty text, nothing for a word that is no day.
fn days(text: &str) -> Option<Weekdays> {
    const NAMES: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let key = search_key(text);
    if key == "tous" || key == "tous les jours" {
        return Some(Weekdays::ALL);
    }
    let mut iso = Vec::new();
    for word in key.split(' ').filter(|word| !word.is_empty() && *word != "et" && *word != "le") {
        let meant = |name: &&str| *name == word || (word.len() >= 3 && name.starts_with(word));
        iso.push(u8::try_from(NAMES.iter().position(meant)?).ok()?.checked_add(1)?);
    }
    Weekdays::from_iso(&iso).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        let cases: [(&str, Option<&[u8]>); 8] = [
            ("", Some(&[])),
            ("mar ven", Some(&[2, 5])),
            ("Mardi, vendredi", Some(&[2, 5])),
            ("le mardi et le jeudi", Some(&[2, 4])),
            ("tous", Some(&[1, 2, 3, 4, 5, 6, 7])),
            ("mer.", Some(&[3])),
            ("ma", None),
            ("demain", None),
        ];
        for (text, expected) in cases {
            assert_eq!(days(text).map(Weekdays::iso).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        let launch = NaiveDate::from_ymd_opt(2019, 3, 4);
        assert_eq!(date("04/03/2019"), launch);
        assert_eq!(date("4/3/2019"), launch);
        assert_eq!(date("2019-03-04"), launch);
        for text in ["", "04/03/19", "31/02/2019", "4 mars", "1/2/3/4567"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
