//! What whoever asked was told, as a page that a person reads: a table of the answers' times, and the machine.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::asked::{Answer, Phase};

/// The times of the answers.
pub struct Times<'a> {
    /// What the busy phase is called.
    pub busy: &'static str,
    /// The questions, in the order of the table.
    pub names: &'a [&'static str],
    /// Everything that was asked.
    pub answers: &'a [Answer],
}

impl fmt::Display for Times<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let busy = self.busy;
        writeln!(out, "| 50 questions a second | p50 idle | p50 {busy} | ratio | p99 idle | p99 {busy} | ratio |")?;
        writeln!(out, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")?;
        for name in self.names {
            self.row(out, name, Some(name))?;
        }
        self.row(out, "all of them", None)?;
        let count = |phase: Phase| self.answers.iter().filter(|answer| answer.phase == phase as u8).count();
        let mut statuses = BTreeMap::new();
        for answer in self.answers {
            *statuses.entry(answer.status).or_insert(0) += 1;
        }
        let (idle, worked) = (count(Phase::Idle), count(Phase::Busy));
        write!(out, "\n{idle} questions idle, {worked} {busy}; answers by status: {statuses:?}")
    }
}

impl Times<'_> {
    fn row(&self, out: &mut fmt::Formatter<'_>, title: &str, of: Option<&str>) -> fmt::Result {
        let times = |phase: Phase| {
            let meant = |answer: &&Answer| answer.phase == phase as u8 && of.is_none_or(|name| answer.name == name);
            let mut times: Vec<Duration> = self.answers.iter().filter(meant).map(|answer| answer.took).collect();
            times.sort_unstable();
            times
        };
        let (idle, busy) = (times(Phase::Idle), times(Phase::Busy));
        write!(out, "| {title} |")?;
        for part in [50, 99] {
            let (before, after) = (milliseconds(&idle, part), milliseconds(&busy, part));
            write!(out, " {before:.1} ms | {after:.1} ms | {:.1} |", after / before)?;
        }
        writeln!(out)
    }
}

/// The time within which so many of a hundred were answered.
fn milliseconds(sorted: &[Duration], part: usize) -> f64 {
    let rank = (sorted.len() * part).div_ceil(100).saturating_sub(1);
    sorted.get(rank).map_or(f64::NAN, |took| took.as_secs_f64() * 1000.0)
}

/// The processor, and how many of it.
pub fn machine() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("an unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} cores of {model}")
}
