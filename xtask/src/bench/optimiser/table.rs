//! A table as Markdown, in columns that are also legible as plain text.

use std::fmt::Write as _;

/// Head and rows, all of one width.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|&word| word.to_owned()).collect(), rows: Vec::new() }
    }

    /// One more row; what it lacks at its end is left empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut cells: Vec<String> = cells.into_iter().map(|cell| cell.replace('|', "\\|")).collect();
        cells.resize(self.head.len(), String::new());
        self.rows.push(cells);
    }

    /// Writes it. The first column is words; the others are figures and stand on the right.
    pub fn markdown(&self) -> String {
        let width = |at: usize| {
            let cells = self.rows.iter().chain([&self.head]).filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(3)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let mut text = String::new();
        let mut line = |cells: &[String]| {
            for (at, (cell, width)) in cells.iter().zip(&widths).enumerate() {
                // Writing into a string cannot fail.
                let _ = if at == 0 { write!(text, "| {cell:<width$} ") } else { write!(text, "| {cell:>width$} ") };
            }
            text.push_str("|\n");
        };
        line(&self.head);
        let rule = |(at, width): (usize, &usize)| {
            if at == 0 { "-".repeat(*width) } else { format!("{}:", "-".repeat(width - 1)) }
        };
        line(&widths.iter().enumerate().map(rule).collect::<Vec<_>>());
        self.rows.iter().for_each(|row| line(row));
        text
    }
}

/// A figure with so many places; a dash when there is none.
pub fn figure(value: Option<f64>, places: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.places$}"))
}

/// In bold type where a goal is met.
pub fn marked(cell: String, met: bool) -> String {
    if met { format!("**{cell}**") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let mut table = Table::new(&["who", "gap %"]);
        table.row(["palier".to_owned(), marked(figure(Some(0.126), 2), true)]);
        table.row(["a|b".to_owned()]);
        let wanted = "| who    |    gap % |\n| ------ | -------: |\n| palier | **0.13** |\n| a\\|b   |          |\n";
        assert_eq!(table.markdown(), wanted);
    }

    #[test]
    fn what_was_not_found_is_a_dash() {
        assert_eq!(figure(None, 2), "–");
    }
}
