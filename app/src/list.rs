//! Lists as people keep them in a spreadsheet: UTF-8 with or without BOM, `;` between cells, a first line with the names of
//! the columns, in any order. Every fault is told with its line and column, all at once, and a list with one fault writes
//! nothing.

mod faults;

use std::collections::HashMap;

pub(crate) use faults::Faults;
use shared::fold::search_key;

use crate::error::Result;

/// A longer list is split by whoever sends it.
const MOST_LINES: usize = 10_000;

/// So many columns are more than any list has; whoever sends more is told so at once.
const MOST_COLUMNS: usize = 100;

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

impl Row {
    /// What stands in a column, trimmed; empty where the list has no such column.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map(String::as_str).unwrap_or_default()
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
        Some(Ok(head)) if head.len() > MOST_COLUMNS => {
            faults.add_line(1, format!("{MOST_COLUMNS} colonnes au plus"));
            return faults.check().map(|()| Vec::new());
        }
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

/// What a name is matched by: folded, so that a list may be written by another hand than the one before.
pub(crate) fn same(name: &str) -> String {
    let key = search_key(name);
    if key.is_empty() { name.to_owned() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

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
        assert_eq!(faults(&"a;".repeat(101)), ["ligne 1: 100 colonnes au plus"]);
        assert_eq!(faults("étage;étage\n1;2"), ["ligne 1: colonne en double\u{202f}: étage"]);
    }
}
