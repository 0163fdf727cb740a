//! The optimiser beside the best of its kind: the same instances, the same CPU seconds, one thread, every answer costed again by
//! a checker that none of them wrote. It only measures; what is too slow or too dear fails nothing.
//!
//! One run is one line in `target/bench/results.jsonl`, and a line that is there is not run again: whoever interrupts it loses the
//! runs that are under way, and whoever wants one again takes its line out. The last act writes `optimiser/BENCHMARKS.md` and its
//! plots from the lines.

mod figures;
mod goal;
mod growth;
mod job;
mod missed;
mod options;
mod page;
mod peer;
mod plan;
mod plot;
mod portage;
mod record;
mod rig;
mod shelf;
mod standard;
mod table;
mod work;

use std::fs;

use anyhow::{Context as _, Result};

use crate::place;
use figures::Figures;
use options::Options;
use record::Ledger;
use rig::Rig;
use shelf::Shelf;

/// Measures what is not measured yet, and writes the page.
///
/// # Errors
/// When the bench, Python, a C compiler or a package is missing, a measure breaks off, or the page cannot be written.
pub fn measure(words: &[String]) -> Result<()> {
    let options = Options::read(words)?;
    let mut shelf = Shelf::read(&options.bench)?;
    let rig = Rig::ready(&options.bench)?;
    if !options.quick {
        shelf.add(rig.thousand()?);
    }
    let jobs = plan::jobs(&shelf, options.quick, rig.version());
    let mut ledger = Ledger::open(&rig.folder.join("results.jsonl"))?;
    work::through(&jobs, &mut ledger, &rig, options.jobs)?;
    let figures = Figures::of(&jobs, &ledger);
    let folder = place::root().join("optimiser");
    for (name, drawing) in page::plots(&figures) {
        let path = folder.join("benchmarks").join(name);
        fs::create_dir_all(folder.join("benchmarks")).context("optimiser/benchmarks")?;
        fs::write(&path, drawing).with_context(|| path.display().to_string())?;
    }
    let path = folder.join("BENCHMARKS.md");
    fs::write(&path, page::write(&figures, &rig.about, options.quick)).with_context(|| path.display().to_string())?;
    println!("{}", path.display());
    Ok(())
}
