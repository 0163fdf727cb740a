//! Lists as people keep them in a spreadsheet: UTF-8 with or without BOM, `;` between cells, a first line with the names of
//! the columns, in any order. Every fault is told with its line and column, all at once, and a list with one fault writes
//! nothing.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::Refusal;
use shared::fold::{search_key, tidy};
use shared::id::{AssociationId, AuditId};

use crate::error::{Error, Fault, Result};
use crate::once::{self, Claim, Once};
use crate::table::audit;
use crate::table::column::Key;
use crate::{Caller, Tx, accounts};

/// A longer list is split by whoever sends it.
const MOST_LINES: usize = 10_000;

/// More faults than these help nobody.
const MOST_FAULTS: usize = 200;

/// A column that a list may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name in the first line.
    pub name: &'static str,
    /// Whether the list must have it.
    pub required: bool,
}

/// A line of a list.
#[derive(Debug)]
pub(crate) struct Row {
    /// Where it stands in the file, from 1.
    pub line: u64,
    cells: HashMap<&'static str, String>,
}

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Row {
    /// What stands in a column, trimmed; empty where the list has no such column.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map(String::as_str).unwrap_or_default()
    }
}

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

/// The lines of a list. A fault of the first line, or a line with too many cells, refuses the whole at once: what stands below
/// could not be told apart.
pub(crate) fn read(text: &str, columns: &[Column]) -> Result<Vec<Row>> {
    // The reader counts a line when it meets its line feed, which after a carriage return is one record too late.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut lines = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
        .into_records();
    let mut faults = Faults::default();
    let head = match lines.next() {
        Some(Ok(head)) => heads(&head, columns, &mut faults),
        _ => {
            faults.add_line(1, "la première ligne donne les noms des colonnes");
            Vec::new()
        }
    };
    let mut rows = Vec::new();
    for record in lines {
        let Ok(record) = record else {
            faults.add_line(0, "la liste ne peut pas être lue");
            break;
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.iter().skip(head.len()).any(|cell| !cell.is_empty()) {
            faults.add_line(line, format!("plus de {} colonnes", head.len()));
        }
        let named = head.iter().zip(record.iter()).filter_map(|(name, cell)| Some(((*name)?, cell.to_owned())));
        rows.push(Row { line, cells: named.collect() });
    }
    if rows.len() > MOST_LINES {
        faults.add_line(1, format!("{MOST_LINES} lignes au plus, en plusieurs listes"));
    }
    if rows.is_empty() {
        faults.add_line(2, "la liste est vide");
    }
    faults.check()?;
    Ok(rows)
}

fn heads(head: &csv::StringRecord, columns: &[Column], faults: &mut Faults) -> Vec<Option<&'static str>> {
    let mut seen: Vec<Option<&'static str>> = Vec::new();
    for cell in head {
        let column = columns.iter().find(|column| search_key(column.name) == search_key(cell)).map(|c| c.name);
        if column.is_none() && !cell.is_empty() {
            let shown: String = cell.chars().filter(|c| !c.is_control()).take(40).collect();
            faults.add_line(1, format!("colonne inconnue\u{202f}: {shown}"));
        }
        if column.is_some() && seen.contains(&column) {
            faults.add_line(1, format!("colonne en double\u{202f}: {}", column.unwrap_or_default()));
        }
        seen.push(column);
    }
    for column in columns.iter().filter(|column| column.required && !seen.contains(&Some(column.name))) {
        faults.add_line(1, format!("il manque la colonne {}", column.name));
    }
    seen
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

/// What a name is matched by: folded, so that a list may be written by another hand than the one before.
pub(crate) fn same(name: &str) -> String {
    let key = search_key(name);
    if key.is_empty() { name.to_owned() } else { key }
}

/// Claims the import for a request, or finds what it did before: its line in the audit log keeps the figures.
pub(crate) async fn claim<T: DeserializeOwned>(tx: &Tx, caller: &Caller, request: &Once) -> Result<Claimed<T>> {
    let id = match once::claim::<AuditId>(tx, caller, request).await? {
        Claim::New(id) => return Ok(Claimed::New(id)),
        Claim::Done(id) => id,
    };
    let row = audit::Entity::find()
        .filter(audit::Column::AssociationId.eq(Key(caller.association)))
        .filter(audit::Column::Id.eq(Key(id)))
        .one(tx.db())
        .await?;
    let figures = row.and_then(|row| row.detail).and_then(|detail| serde_json::from_str(&detail).ok());
    figures.map(Claimed::Done).ok_or_else(|| Error::Bug("an import left no figures".into()))
}

/// Whether an import is new.
pub(crate) enum Claimed<T> {
    /// It is; its line in the audit log gets this id.
    New(AuditId),
    /// It was done before, with these figures.
    Done(T),
}

/// Appends to the audit log that a list was imported, with its figures.
pub(crate) async fn note(tx: &Tx, caller: &Caller, id: AuditId, which: &str, figures: &impl Serialize) -> Result<()> {
    let detail = serde_json::to_string(figures).map_err(|error| Error::Bug(error.to_string()))?;
    let line = audit::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        at: Set(tx.now),
        account_id: Set(Some(Key(caller.account))),
        action: Set("list.imported".to_owned()),
        subject: Set(which.to_owned()),
        detail: Set(Some(detail)),
    };
    line.insert(tx.db()).await?;
    Ok(())
}

/// Whoever holds the machine acts for the longest-standing coordinator.
pub(crate) async fn console(tx: &Tx, association: AssociationId) -> Result<Caller> {
    let account = accounts::first_coordinator(tx.db(), association).await?;
    Ok(Caller {
        association,
        account,
        session: tx.id(),
        roles: vec![shared::role::Role::Coordinator],
        resident: None,
        volunteer: None,
        reach: shared::role::Reach::Association,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [Column { name: "étage", required: true }, Column { name: "porte", required: false }];

    fn faults(text: &str) -> Vec<String> {
        match read(text, &COLUMNS) {
            Err(Error::Refused(refused)) => {
                refused.faults.into_iter().map(|f| format!("{}: {}", f.at, f.what)).collect()
            }
            _ => Vec::new(),
        }
    }

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

    #[test]
    fn a_list_reads_with_or_without_its_mark() {
        for mark in ["", "\u{feff}"] {
            let rows = read(&format!("{mark}Etage;porte\r\nRDC;\"gauche; au fond\"\r\n;\r\n1\r\n"), &COLUMNS).unwrap();
            let cells: Vec<_> = rows.iter().map(|row| (row.line, row.cell("étage"), row.cell("porte"))).collect();
            assert_eq!(cells, [(2, "RDC", "gauche; au fond"), (4, "1", "")]);
        }
    }

    #[test]
    fn faults_of_the_whole() {
        assert_eq!(
            faults(""),
            ["ligne 1: la première ligne donne les noms des colonnes", "ligne 2: la liste est vide"]
        );
        assert_eq!(
            faults("porte;couleur\n1;2"),
            ["ligne 1: colonne inconnue\u{202f}: couleur", "ligne 1: il manque la colonne étage"]
        );
        assert_eq!(faults("étage;porte\n1;2;3"), ["ligne 2: plus de 2 colonnes"]);
        assert_eq!(faults("étage;étage\n1;2"), ["ligne 1: colonne en double\u{202f}: étage"]);
    }
}
