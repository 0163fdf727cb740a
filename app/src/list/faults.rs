//! What is wrong in a list, cell by cell, and the readings of cells that every list shares.

use shared::Refusal;
use shared::fold::tidy;

use super::Row;
use crate::error::{Error, Fault, Result};

/// More faults than these help nobody.
const MOST_FAULTS: usize = 200;

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Notes what is wrong in a cell.
    pub fn add(&mut self, row: &Row, column: &str, what: impl Into<String>) {
        self.0.push(Fault { at: format!("ligne {}, colonne {column}", row.line), what: what.into() });
    }

    /// Notes what is wrong with a line.
    pub fn add_line(&mut self, line: u64, what: impl Into<String>) {
        self.0.push(Fault { at: format!("ligne {line}"), what: what.into() });
    }

    /// A cell as a line of text of at most `max` characters; `None` when it is empty.
    pub fn text(&mut self, row: &Row, column: &str, max: usize) -> Option<String> {
        match tidy(row.cell(column), 0..=max) {
            Ok(text) => (!text.is_empty()).then_some(text),
            Err(_) => {
                self.add(row, column, format!("{max} caractères au plus, sans caractère de contrôle"));
                None
            }
        }
    }

    /// A cell that must hold something.
    pub fn needed(&mut self, row: &Row, column: &str, max: usize) -> String {
        if row.cell(column).is_empty() {
            self.add(row, column, "à remplir");
        }
        self.text(row, column, max).unwrap_or_default()
    }

    /// A floor: SS, SS2, RDC, or a number.
    pub fn floor(&mut self, row: &Row, column: &str) -> i32 {
        let floor = read_floor(row.cell(column));
        if floor.is_none() {
            self.add(row, column, "SS, RDC ou un nombre de -5 à 60");
        }
        floor.unwrap_or_default()
    }

    /// Refuses the list when it has a fault.
    pub fn check(mut self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let more = self.0.len().saturating_sub(MOST_FAULTS);
        self.0.truncate(MOST_FAULTS);
        if more > 0 {
            self.0.push(Fault { at: "liste".to_owned(), what: format!("et {more} autres erreurs") });
        }
        Err(Error::faulty(Refusal::ListFaulty, self.0))
    }
}

/// A floor as it is written in a list.
fn read_floor(text: &str) -> Option<i32> {
    let key = text.trim().to_uppercase().replace(' ', "");
    let floor = match key.as_str() {
        "RDC" | "RC" => 0,
        "SS" => -1,
        _ => match key.strip_prefix("SS") {
            Some(below) => below.parse::<u8>().ok().map(|below| -i32::from(below))?,
            None => key.strip_prefix("R+").unwrap_or(&key).parse().ok()?,
        },
    };
    (-5..=60).contains(&floor).then_some(floor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors() {
        let cases = [
            ("RDC", Some(0)),
            ("rdc", Some(0)),
            ("SS", Some(-1)),
            ("ss 2", Some(-2)),
            ("0", Some(0)),
            ("R+4", Some(4)),
            ("-1", Some(-1)),
            ("61", None),
            ("SS6", None),
            ("", None),
            ("haut", None),
        ];
        for (text, floor) in cases {
            assert_eq!(read_floor(text), floor, "{text}");
        }
    }
}
