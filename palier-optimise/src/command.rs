//! The command line: what can be asked of `palier-optimise`, and with which exit status it answers.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::instance::Objective;
use crate::run;

/// Plans rounds from an instance file, checks a plan, or explains it.
///
/// An instance is a CVRPLIB `.vrp` (EUC_2D), a Solomon or Gehring-Homberger `.txt`, or a `portage/1` `.json`, told apart by its
/// content.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Searches for rounds and writes them.
    Solve(Solve),
    /// Replays the rounds in a file against the instance; exit status 1 if they break a rule.
    Check(Told),
    /// Tells the rounds in a file: of each its metres and what is carried up stairs, of each halt its times, what is done there and
    /// what the cart still holds, and why an order is left out.
    Explain(Told),
}

/// What `solve` is told.
#[derive(clap::Args)]
pub(crate) struct Solve {
    /// The instance.
    pub(crate) instance: PathBuf,
    /// Stop after so many seconds.
    #[arg(long, value_name = "SECONDS", required_unless_present = "iterations", value_parser = seconds)]
    pub(crate) time_limit: Option<u64>,
    /// Stop after so many iterations: the same seed and iterations give the same rounds on every machine.
    #[arg(long, value_name = "N")]
    pub(crate) iterations: Option<u64>,
    /// Where chance begins.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// What is optimised in a portage instance.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) objective: Objective,
    /// Where the rounds are written.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Where a picture of the rounds is drawn, as SVG.
    #[arg(long, value_name = "FILE")]
    pub(crate) picture: Option<PathBuf>,
    /// Tell the plan as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What `check` and `explain` are told.
#[derive(clap::Args)]
pub(crate) struct Told {
    /// The instance.
    pub(crate) instance: PathBuf,
    /// The rounds, as `solve` writes them.
    pub(crate) solution: PathBuf,
    /// What is optimised in a portage instance.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) objective: Objective,
    /// Where a picture of the rounds is drawn, as SVG.
    #[arg(long, value_name = "FILE")]
    pub(crate) picture: Option<PathBuf>,
    /// Tell the answer as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Milliseconds from a decimal number of seconds.
fn seconds(text: &str) -> Result<u64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.0..=1e9).contains(&seconds) => Ok((seconds * 1000.0).round() as u64),
        _ => Err("a number of seconds, 0 or more".to_owned()),
    }
}

/// Reads the command line, does it, and answers the exit status: 1 for rounds that break a rule, 2 for what cannot be done.
pub fn main() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Solve(wanted) => run::solve(&wanted).map(|()| true),
        Verb::Check(told) => run::check(&told),
        Verb::Explain(told) => run::explain(&told).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Whoever read along has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("palier-optimise: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref().is_some_and(broken))
}
