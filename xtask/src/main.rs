//! The commands of the project: `cargo xtask demo` shows it, `cargo xtask test` proves it.
//!
//! One program instead of shell scripts, so that a machine needs nothing but Rust to start, and is told
//! by name what else it lacks. It knows how things are started and in which order; it tests nothing
//! itself, and no other crate may depend on it.

#![allow(clippy::print_stdout, reason = "a command speaks to a person on standard output")]

mod asked;
mod bench;
mod demo;
mod leash;
mod place;
mod postgres;
mod run;
mod schemathesis;
mod steps;
mod tally;
mod tools;
mod web;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

const USAGE: &str = "\
cargo xtask demo [--json] [--port N] [more arguments of `palier demo`]
    builds the web client and the server, and shows the fictional residence
cargo xtask test [--long] [--only STEP] [--seed N]
    formatting, the web client, the build with its lints, every test on SQLite and on PostgreSQL, the journeys in
    Chromium, Schemathesis on both databases
    --long   the full sizes: PALIER_TEST_LONG=1, and more examples for Schemathesis
    --only   one step, with what it needs before it:
             tools, fmt, web, build, sqlite, postgres, browser, schemathesis
    --seed   the seed of Schemathesis
cargo xtask bench web
    the figures of the web client, as a table: sizes, opening without network, axe, targets, lighthouse
cargo xtask bench night [--neighbourhoods N] [--quick] [--jobs N] [--postgres]
    the night of a network: seconds until each of its neighbourhoods has a plan, and what the API's answers take meanwhile
    --neighbourhoods  how many, 320 unless it is given; --quick takes 32
    --jobs            jobs at once, 2 unless it is given
    --postgres        on PostgreSQL instead of SQLite
cargo xtask bench notices [--notices N] [--only sqlite|postgresql]
    a backlog of notices: how many a second are brought, each once and in order, and what the API's answers take meanwhile
    --notices  how many wait, 100000 unless it is given
    --only     on one database instead of both
cargo xtask bench optimiser [--quick] [--bench DIR] [--jobs N]
    the optimiser beside PyVRP, VROOM and OR-Tools: writes optimiser/BENCHMARKS.md and its plots; it goes on where it
    was interrupted
    --quick  a tenth of it
    --bench  the folder of the instances and of the peers' scripts; ../shared/bench unless it is given
    --jobs   solvers at once, 1 or 2; 1 unless it is given";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match command(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(words: &[String]) -> Result<()> {
    // Before anything is built.
    let asks = |word: &String| matches!(word.as_str(), "--help" | "-h");
    if words.first().is_some_and(|verb| verb == "help") || words.iter().any(asks) {
        println!("{USAGE}");
        return Ok(());
    }
    match words.split_first() {
        Some((verb, rest)) if verb == "demo" => demo::show(rest),
        Some((verb, rest)) if verb == "test" => steps::test(&test_options(rest)?),
        Some((verb, rest)) if verb == "bench" => bench::measure(rest),
        Some((verb, _)) => bail!("there is no command {verb:?}\n{USAGE}"),
        None => bail!("a command is missing\n{USAGE}"),
    }
}

fn test_options(words: &[String]) -> Result<steps::Options> {
    let mut options = steps::Options { long: false, only: None, seed: schemathesis::SEED };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value\n{USAGE}"));
        match word.as_str() {
            "--long" => options.long = true,
            "--only" => options.only = Some(steps::Step::named(value()?)?),
            "--seed" => options.seed = value()?.parse().context("--seed takes a whole number")?,
            _ => bail!("`test` has no option {word:?}\n{USAGE}"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Result<steps::Options> {
        test_options(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        let read = options("--long --only postgres --seed 7").unwrap();
        assert!(read.long);
        assert_eq!(read.only, Some(steps::Step::Postgres));
        assert_eq!(read.seed, 7);
    }

    #[test]
    fn a_word_we_do_not_know_is_refused() {
        for line in ["--short", "--only", "--only nothing", "--seed x"] {
            assert!(options(line).is_err(), "{line}");
        }
    }
}
