//! Counts as a document that a French spreadsheet opens: `;`, decimal comma, UTF-8 with BOM, CRLF, no formula.

use shared::fold::search_key;
use shared::french::{csv_cell, csv_decimal};

use super::By;
use super::told::{Count, CountRow, Counts};

/// A document and the name to save it under.
#[derive(Debug, Clone)]
pub struct Document {
    /// `palier_<association>_<from>_<to>_livraisons.csv`
    pub file_name: String,
    /// UTF-8 with BOM.
    pub text: String,
}

/// Writes counts for a spreadsheet: a line for each row and product, then one for what the row has beside products.
pub(super) fn document(association: &str, counts: &Counts) -> Document {
    let mut text = String::from('\u{feff}');
    let first = match counts.by {
        By::Total => "Période",
        By::Day => "Jour",
        By::Week => "Semaine",
        By::Month => "Mois",
        By::Product => "Produit de la ligne",
        By::Shop => "Commerce",
        By::Residence => "Résidence",
        By::Volunteer => "Bénévole",
    };
    let heads = [first].into_iter().chain(HEADS).map(str::to_owned);
    line(&mut text, heads);
    let rows = counts.rows.iter().chain((counts.by != By::Total).then_some(&counts.total));
    for row in rows {
        for product in &row.products {
            line(&mut text, cells(row, &product.name, &product.count));
        }
        line(&mut text, beside(row));
    }
    let slug = search_key(association).replace(' ', "-");
    let slug: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Document { file_name: format!("palier_{slug}_{}_{}_livraisons.csv", counts.from, counts.to), text }
}

const HEADS: [&str; 16] = [
    "Produit",
    "Commandés",
    "Au bon de commande",
    "Retirés",
    "Livrés",
    "En plus de la commande",
    "Non livrés",
    "dont sans réponse",
    "dont refusés",
    "dont sans accès",
    "dont manque au commerce",
    "dont autre raison",
    "Rapportés",
    "Personnes servies",
    "Bénévoles",
    "Visites",
];

fn cells(row: &CountRow, product: &str, count: &Count) -> Vec<String> {
    let known = |units: Option<i64>| units.map(figure).unwrap_or_default();
    let reasons = &count.not_delivered_reasons;
    vec![
        csv_cell(&row.label).into_owned(),
        csv_cell(product).into_owned(),
        known(count.ordered),
        known(count.slipped),
        known(count.picked_up),
        figure(count.delivered),
        figure(count.extra),
        figure(count.not_delivered),
        figure(reasons.no_answer),
        figure(reasons.refused),
        figure(reasons.no_access),
        figure(reasons.shop_short),
        figure(reasons.other),
        known(count.brought_back),
        figure(i64::from(count.residents_served)),
        String::new(),
        String::new(),
    ]
}

/// Persons and visits of the row as a whole; persons of several products do not add up.
fn beside(row: &CountRow) -> Vec<String> {
    let mut cells = vec![csv_cell(&row.label).into_owned(), "Tous produits".to_owned()];
    cells.resize(HEADS.len() - 2, String::new());
    cells.push(figure(i64::from(row.residents_served)));
    cells.push(figure(i64::from(row.volunteers)));
    cells.push(row.visits.map(|visits| figure(i64::from(visits))).unwrap_or_default());
    cells
}

fn figure(units: i64) -> String {
    csv_decimal(units, 0)
}

/// RFC 4180 with `;`: quotes where a cell needs them.
fn line(text: &mut String, cells: impl IntoIterator<Item = String>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        if cell.contains([';', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
