//! What was measured, as the page that a person reads: the worker's own counts, the answers' times, the machine, the date.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use anyhow::{Context as _, Result};
use server::machine::SystemClock;
use server::telemetry;
use shared::clock::Clock as _;

use crate::Options;
use crate::asked::{Answer, Kind, Phase};
use crate::network::{Network, STOPS, VOLUNTEERS};
use crate::seeding::Planned;

/// What the worker did, as `/metrics` tells it.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// Neighbourhoods planned.
    pub planned: f64,
    /// Seconds of it, all lanes together.
    pub planning_s: f64,
    /// Searches: more than neighbourhoods where a plan was overtaken while it was made.
    pub searches: f64,
    /// Seconds of them.
    pub searching_s: f64,
}

impl Work {
    /// Up to now.
    pub fn now() -> Result<Self> {
        let told = telemetry::metrics().context("somebody else counts in this process")?.render();
        let read = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
            line.unwrap_or(0.0)
        };
        Ok(Self {
            planned: read("palier_job_seconds_count{kind=\"plan_day\"}"),
            planning_s: read("palier_job_seconds_sum{kind=\"plan_day\"}"),
            searches: read("palier_search_seconds_count"),
            searching_s: read("palier_search_seconds_sum"),
        })
    }

    /// What was done since then.
    pub fn since(self, before: &Self) -> Self {
        Self {
            planned: self.planned - before.planned,
            planning_s: self.planning_s - before.planning_s,
            searches: self.searches - before.searches,
            searching_s: self.searching_s - before.searching_s,
        }
    }
}

/// Everything that was measured.
pub struct Figures<'a> {
    pub options: &'a Options,
    pub network: &'a Network,
    pub database: &'static str,
    pub took: Duration,
    pub work: Work,
    pub planned: Planned,
    pub answers: Vec<Answer>,
}

impl fmt::Display for Figures<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (work, planned) = (&self.work, &self.planned);
        let neighbourhoods = self.network.neighbourhoods();
        writeln!(out, "{} on {}, {}", SystemClock.now().date_naive(), machine(), self.database)?;
        writeln!(
            out,
            "{neighbourhoods} neighbourhoods of {STOPS} stops and {VOLUNTEERS} volunteers, in {} associations; {} jobs at once\n",
            self.network.associations.len(),
            self.options.jobs
        )?;
        writeln!(out, "| the night | |\n| --- | ---: |")?;
        let each = |seconds: f64| seconds / work.planned.max(1.0);
        writeln!(
            out,
            "| from the planning hour until every neighbourhood has its plan | {:.1} s |",
            self.took.as_secs_f64()
        )?;
        writeln!(out, "| a neighbourhood, from claim to published plan | {:.3} s |", each(work.planning_s))?;
        writeln!(out, "| of it search | {:.3} s |", each(work.searching_s))?;
        writeln!(out, "| plans made in vain, overtaken while they were made | {:.0} |", work.searches - work.planned)?;
        writeln!(out, "| neighbourhoods with rounds, of all | {} of {neighbourhoods} |", planned.neighbourhoods)?;
        writeln!(out, "| kilometres of all rounds | {:.1} |", planned.metres as f64 / 1000.0)?;
        writeln!(out, "| rounds | {} |", planned.rounds)?;
        writeln!(
            out,
            "| order lines in rounds, of all | {} of {} |\n",
            planned.served,
            planned.served + planned.unserved
        )?;
        writeln!(out, "| 50 questions a second | p50 idle | p50 at night | ratio | p99 idle | p99 at night | ratio |")?;
        writeln!(out, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")?;
        for kind in Kind::ALL {
            self.row(out, name(kind), Some(kind))?;
        }
        self.row(out, "all of them", None)?;
        let count = |phase: Phase| self.answers.iter().filter(|answer| answer.phase == phase as u8).count();
        let mut statuses = BTreeMap::new();
        for answer in &self.answers {
            *statuses.entry(answer.status).or_insert(0) += 1;
        }
        let (idle, night) = (count(Phase::Idle), count(Phase::Night));
        write!(out, "\n{idle} questions idle, {night} at night; answers by status: {statuses:?}")
    }
}

impl Figures<'_> {
    fn row(&self, out: &mut fmt::Formatter<'_>, name: &str, kind: Option<Kind>) -> fmt::Result {
        let times = |phase: Phase| {
            let of = |answer: &&Answer| answer.phase == phase as u8 && kind.is_none_or(|kind| answer.kind == kind);
            let mut times: Vec<Duration> = self.answers.iter().filter(of).map(|answer| answer.took).collect();
            times.sort_unstable();
            times
        };
        let (idle, night) = (times(Phase::Idle), times(Phase::Night));
        write!(out, "| {name} |")?;
        for part in [50, 99] {
            let (before, after) = (milliseconds(&idle, part), milliseconds(&night, part));
            write!(out, " {before:.1} ms | {after:.1} ms | {:.1} |", after / before)?;
        }
        writeln!(out)
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Board => "the board of the day",
        Kind::Round => "a volunteer's round",
        Kind::Me => "who am I",
        Kind::Talk => "a talk noted (a write)",
    }
}

/// The time within which so many of a hundred were answered.
fn milliseconds(sorted: &[Duration], part: usize) -> f64 {
    let rank = (sorted.len() * part).div_ceil(100).saturating_sub(1);
    sorted.get(rank).map_or(f64::NAN, |took| took.as_secs_f64() * 1000.0)
}

/// The processor, and how many of it.
fn machine() -> String {
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("an unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} cores of {model}")
}
