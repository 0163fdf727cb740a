//! The goals that are not reached, and by how much; beside them stands by hand what was tried and what is believed to be missing.

use super::figures::Figures;
use super::{portage, standard};

/// Written by hand, because a machine does not know why.
const WHY: &str = include_str!("../../../../optimiser/benchmarks/missed.md");

/// The part of the page; nothing where every goal is reached.
pub fn part(figures: &Figures) -> Option<String> {
    let missed: Vec<String> =
        [standard::missed(figures), portage::core_missed(figures), portage::full_missed(figures)].concat();
    if missed.is_empty() {
        return None;
    }
    let lines: String = missed.iter().map(|told| format!("- {told}\n")).collect();
    Some(format!("## Goals that are missed\n\n{lines}\n{WHY}"))
}
