//! The ledger: what each run found, a JSON line each, appended as soon as it is known. Nothing is ever rewritten, so whatever
//! ends this program ends at most a line.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::job::{Job, key};

/// What one run found. What its solver does not tell, or its class does not have, is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Whether the checker found nothing broken.
    pub feasible: bool,
    /// Per cent above the best known.
    pub gap: Option<f64>,
    /// Core cost of a walking round.
    pub core: Option<f64>,
    /// Full cost of a walking round.
    pub full: Option<f64>,
    /// Orders left out of a walking round.
    pub unserved: Option<f64>,
    /// CPU seconds of the whole process.
    pub cpu_s: Option<f64>,
    /// CPU seconds until the last improvement.
    pub last_s: Option<f64>,
    /// Ours: iterations until the last improvement. PyVRP's: all.
    pub iterations: Option<f64>,
    /// The most memory it held, in KiB.
    pub rss_kb: Option<f64>,
    /// What went wrong.
    pub error: Option<String>,
}

/// The key and the record in a line; none when it is torn, or not ours.
fn read(line: &str) -> Option<(String, Record)> {
    let said: Value = serde_json::from_str(line).ok()?;
    let text = |name: &str| said[name].as_str();
    let whole = |name: &str| said[name].as_u64();
    let number = |name: &str| said[name].as_f64();
    let (solver, version, class, instance) = (text("solver")?, text("version")?, text("class")?, text("instance")?);
    let key = key(solver, version, class, instance, whole("limit_ms")?, whole("seed")?, text("objective")?);
    let record = Record {
        feasible: said["feasible"].as_bool()?,
        gap: number("gap"),
        core: number("core"),
        full: number("full"),
        unserved: number("unserved"),
        cpu_s: number("cpu_s"),
        last_s: number("last_s"),
        iterations: number("iterations"),
        rss_kb: number("rss_kb"),
        error: text("error").map(str::to_owned),
    };
    Some((key, record))
}

/// All records, on disk and in memory.
pub struct Ledger {
    file: Option<File>,
    records: HashMap<String, Record>,
}

impl Ledger {
    /// Reads what is there, and stands ready to append.
    ///
    /// # Errors
    /// When the file can be neither read nor made.
    pub fn open(path: &Path) -> Result<Self> {
        let text = if path.exists() {
            fs::read_to_string(path).with_context(|| path.display().to_string())?
        } else {
            String::new()
        };
        let mut file =
            OpenOptions::new().create(true).append(true).open(path).with_context(|| path.display().to_string())?;
        if !text.is_empty() && !text.ends_with('\n') {
            // The last line was torn; the next shall not be spoilt by it.
            file.write_all(b"\n")?;
        }
        Ok(Self { file: Some(file), ..Self::of(&text) })
    }

    /// The records of a text, kept nowhere else.
    pub fn of(text: &str) -> Self {
        Self { file: None, records: text.lines().filter_map(read).collect() }
    }

    /// What a run found.
    pub fn get(&self, job: &Job) -> Option<&Record> {
        self.records.get(&job.key())
    }

    /// Adds a line that the measure printed.
    ///
    /// # Errors
    /// When it is not a record, or the disk is full.
    pub fn add(&mut self, line: &str) -> Result<Record> {
        let (key, record) = read(line.trim()).with_context(|| format!("this is not a record: {line}"))?;
        if let Some(file) = &mut self.file {
            file.write_all(format!("{}\n", line.trim()).as_bytes()).context("results.jsonl")?;
        }
        self.records.insert(key, record.clone());
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::super::job::{Class, Instance, Solver};
    use super::*;

    const LINE: &str = r#"{"solver":"palier","version":"abc","class":"x","instance":"X-n106-k14","limit_ms":1000,"seed":1,"objective":"distance","feasible":true,"gap":0.5,"cpu_s":1.02}"#;

    fn job(version: &str) -> Job {
        let instance = Instance { class: Class::X, name: "X-n106-k14".to_owned(), file: "f".into() };
        Job {
            solver: Solver::Palier,
            version: version.to_owned(),
            instance,
            limit_ms: 1000,
            seed: 1,
            objective: "distance",
        }
    }

    #[test]
    fn a_line_is_found_again_by_its_job() {
        let ledger = Ledger::of(LINE);
        assert_eq!(ledger.get(&job("abc")).and_then(|record| record.gap), Some(0.5));
        assert_eq!(ledger.get(&job("another binary")), None);
    }

    #[test]
    fn a_torn_line_is_run_again_and_spoils_no_other() {
        let folder = std::env::temp_dir().join(format!("palier-ledger-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("results.jsonl");
        fs::write(&path, &LINE[..60]).unwrap();
        let mut ledger = Ledger::open(&path).unwrap();
        assert_eq!(ledger.get(&job("abc")), None);
        ledger.add(LINE).unwrap();
        let again = Ledger::open(&path).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(again.get(&job("abc")), ledger.get(&job("abc")));
        assert!(again.get(&job("abc")).is_some());
    }

    #[test]
    fn what_is_not_a_record_is_refused() {
        assert!(Ledger::of("").add("{}").is_err());
    }
}
