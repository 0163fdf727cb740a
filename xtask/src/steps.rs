//! `cargo xtask test`: the steps that a change passes, in the order in which they are cheap to fail.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::asked;
use crate::place;
use crate::postgres::Cluster;
use crate::run::{Run, cargo, linted};
use crate::schemathesis::Trial;
use crate::tally::Tally;
use crate::tools;
use crate::web;

/// What the caller asks for.
pub struct Options {
    /// The full sizes.
    pub long: bool,
    /// One step instead of all.
    pub only: Option<Step>,
    /// The seed of Schemathesis.
    pub seed: u64,
}

/// One step of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Everything the other steps start is there.
    Tools,
    /// The code has one form.
    Fmt,
    /// The web client is right by itself, and small.
    Web,
    /// Everything is built, the client first, and no lint speaks; the tests start the server's binary.
    Build,
    /// Every test, on SQLite.
    Sqlite,
    /// The tests that touch a database, on PostgreSQL.
    Postgres,
    /// Every journey, in Chromium.
    Browser,
    /// The contract, on both databases.
    Schemathesis,
}

use Step::{Browser, Build, Fmt, Postgres, Schemathesis, Sqlite, Tools, Web};

/// In this order, with the name for `--only` and the title.
const STEPS: [(Step, &str, &str); 8] = [
    (Tools, "tools", "Tools: found or installed"),
    (Fmt, "fmt", "Formatting"),
    (Web, "web", "Web client: types, form, tests, build"),
    (Build, "build", "Build, with every lint"),
    (Sqlite, "sqlite", "Tests on SQLite"),
    (Postgres, "postgres", "Tests on PostgreSQL"),
    (Browser, "browser", "Journeys in Chromium"),
    (Schemathesis, "schemathesis", "Schemathesis on SQLite and PostgreSQL"),
];

impl Step {
    /// The step of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self> {
        let found = STEPS.iter().find(|(_, known, _)| *known == name);
        found.map(|(step, ..)| *step).with_context(|| {
            let names: Vec<&str> = STEPS.iter().map(|(_, name, _)| *name).collect();
            format!("there is no step {name:?}; there are {}", names.join(", "))
        })
    }

    fn starts_the_server(self) -> bool {
        matches!(self, Sqlite | Postgres | Browser | Schemathesis)
    }

    /// Whether it takes part when only `only` is asked for.
    fn serves(self, only: Self) -> bool {
        self == only || self == Tools || (self == Build && only.starts_the_server())
    }
}

/// Runs every step, or one with what it needs, and stops at the first that fails.
///
/// # Errors
/// The first failure, with the name of its step.
pub fn test(options: &Options) -> Result<()> {
    let begun = Instant::now();
    let chosen: Vec<_> = STEPS.iter().filter(|(step, ..)| options.only.is_none_or(|only| step.serves(only))).collect();
    let mut course = Course { options, cluster: OnceCell::new(), tally: Tally::default() };
    for (number, (step, name, title)) in chosen.iter().enumerate() {
        println!("\n== {}/{} {title}", number + 1, chosen.len());
        let start = Instant::now();
        let done = course.take(*step);
        println!("== {title}: {} s", start.elapsed().as_secs());
        done.with_context(|| format!("FAILED at the step `{name}`"))?;
    }
    let tally = course.tally;
    // The cluster ends before the last line, so that the last line is the last.
    drop(course);
    let counted = if tally == Tally::default() { String::new() } else { format!(": {tally}") };
    println!("\nevery step passed ({}), {} s{counted}", chosen.len(), begun.elapsed().as_secs());
    Ok(())
}

/// A run under way.
struct Course<'a> {
    options: &'a Options,
    cluster: OnceCell<Cluster>,
    tally: Tally,
}

impl Course<'_> {
    fn take(&mut self, step: Step) -> Result<()> {
        match step {
            Tools => self.tools(),
            Fmt => cargo("fmt --all --check").go(),
            Web => {
                let seen = web::prove()?;
                self.add(seen);
                Ok(())
            }
            Build => {
                web::build()?;
                linted("build --workspace --locked").go()?;
                linted("test --workspace --all-targets --locked --no-run").go()
            }
            Sqlite => {
                let run = self.tests("test --workspace --locked").env("PALIER_TEST_DATABASE", "sqlite");
                self.count("sqlite", run)
            }
            Postgres => {
                let url = self.cluster()?.url("postgres");
                let run = self.tests("test --package tests --locked").env("PALIER_TEST_DATABASE", "postgres");
                self.count("postgres", run.env("PALIER_TEST_PG", url))
            }
            Browser => {
                let seen = web::walk(self.options.long)?;
                self.add(seen);
                Ok(())
            }
            Schemathesis => self.schemathesis(),
        }
    }

    fn tools(&self) -> Result<()> {
        let wanted = |step| self.options.only.is_none_or(|only| only == step || only == Tools);
        tools::c_compiler()?;
        println!("C compiler: there");
        if self.options.only != Some(Web) {
            tools::rust_components()?;
            println!("rustfmt, clippy: there");
        }
        if self.options.only != Some(Fmt) {
            tools::node()?;
            println!("Node, npm: there");
        }
        if wanted(Postgres) || wanted(Schemathesis) {
            println!("PostgreSQL: {}", tools::postgres()?.display());
        }
        if wanted(Sqlite) || wanted(Postgres) {
            tools::strace()?;
            println!("strace: there");
        }
        if wanted(Browser) {
            println!("Chromium: {}", tools::chromium()?.display());
        }
        if wanted(Schemathesis) {
            println!("Schemathesis: {}", tools::schemathesis()?.display());
        }
        Ok(())
    }

    fn cluster(&self) -> Result<&Cluster> {
        if let Some(cluster) = self.cluster.get() {
            return Ok(cluster);
        }
        let cluster = Cluster::start(&tools::postgres()?)?;
        Ok(self.cluster.get_or_init(|| cluster))
    }

    fn tests(&self, words: &str) -> Run {
        let run = linted(words).without_settings();
        if self.options.long { run.env("PALIER_TEST_LONG", "1") } else { run }
    }

    fn count(&mut self, name: &str, run: Run) -> Result<()> {
        let folder = asked::folder(name)?;
        let seen = run.env("PALIER_TEST_ASKED", &folder).counting()?;
        self.add(seen);
        asked::check(&folder)
    }

    fn add(&mut self, seen: Tally) {
        self.tally = self.tally.plus(seen);
    }

    /// Both at once, for the one that asks and the one that answers wait for each other: 269 s on two cores, where SQLite's
    /// alone took 221 s.
    fn schemathesis(&self) -> Result<()> {
        let programs: PathBuf = tools::schemathesis()?;
        let palier = place::palier()?;
        if !palier.is_file() {
            bail!("{} is not built", palier.display());
        }
        let url = self.cluster()?.database("schemathesis")?;
        let trial = |name, database| Trial { name, database, long: self.options.long, seed: self.options.seed };
        let (sqlite, postgres) = (trial("sqlite", None), trial("postgres", Some(url)));
        let said = std::thread::scope(|scope| {
            let other = scope.spawn(|| postgres.go(&programs));
            [sqlite.go(&programs), other.join().unwrap_or_else(|_| bail!("the trial on PostgreSQL broke off"))]
        });
        let mut faults = Vec::new();
        for (trial, said) in [&sqlite, &postgres].into_iter().zip(said) {
            match said {
                Ok(said) => println!("{said}"),
                Err(fault) => faults.push(format!("on {}: {fault:#}", trial.name)),
            }
        }
        if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
    }
}
