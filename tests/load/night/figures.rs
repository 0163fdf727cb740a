//! What was measured, as the page that a person reads: the worker's own counts, the answers' times, the machine, the date.

use std::fmt;
use std::time::Duration;

use anyhow::{Context as _, Result};
use server::machine::SystemClock;
use server::telemetry;
use shared::clock::Clock as _;

use crate::Options;
use crate::asked::Answer;
use crate::network::{Network, STOPS, VOLUNTEERS};
use crate::seeding::{Planned, QUESTIONS};
use crate::told::{Times, machine};

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
        let times = Times { busy: "at night", names: &QUESTIONS, answers: &self.answers };
        write!(out, "{times}")
    }
}
