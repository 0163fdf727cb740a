//! Notices, measured: how many a second one process brings, what a backlog costs those who ask meanwhile, and that two
//! processes share one. `cargo xtask bench notices` starts it; nothing here asserts a duration.
//!
//! The server is the released binary as a process of its own, by the machine's clock; the push service is a real HTTP server in
//! this one, which remembers what comes and answers at once. Notices are written into the queue's table: whatever verb would
//! write a hundred thousand would be what is measured.
#![allow(clippy::print_stdout, reason = "a benchmark speaks to a person on standard output")]

#[path = "../asked.rs"]
mod asked;
mod drain;
#[path = "../told.rs"]
mod told;
mod town;

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use harness::process::Home;
use server::machine::SystemClock;
use shared::clock::Clock as _;

use asked::{Asker, Token};
use drain::{Asking, Drained, drain};
use told::{Times, machine};
use town::{QUESTIONS, Town};

/// Notices that a reader has waiting in the backlog.
const EACH: usize = 100;
/// The backlog, beside what is drained while nobody asks.
const PARTS: usize = 10;

/// What is asked for.
struct Options {
    notices: usize,
    idle: Duration,
    databases: Vec<&'static str>,
}

fn main() -> Result<()> {
    server::outside::choose_tls();
    let options = Options::read(std::env::args().skip(1))?;
    println!("{} on {}", SystemClock.now().date_naive(), machine());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for database in &options.databases {
        runtime.block_on(measure(&options, database))?;
    }
    Ok(())
}

impl Options {
    fn read(words: impl Iterator<Item = String>) -> Result<Self> {
        let databases = vec!["SQLite", "PostgreSQL"];
        let mut options = Self { notices: 100_000, idle: Duration::from_secs(30), databases };
        // Cargo's own word for a benchmark.
        let mut words = words.filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            let value = words.next().with_context(|| format!("{word} needs a value"))?;
            match word.as_str() {
                "--notices" => options.notices = value.parse().context("a number of notices")?,
                "--idle" => options.idle = Duration::from_secs(value.parse().context("seconds")?),
                "--only" => options.databases.retain(|name| name.eq_ignore_ascii_case(&value)),
                _ => bail!("notices have no option {word:?}"),
            }
        }
        if options.notices < EACH * PARTS || options.databases.is_empty() {
            bail!("at least {} notices, on sqlite or postgresql", EACH * PARTS);
        }
        Ok(options)
    }
}

async fn measure(options: &Options, database: &str) -> Result<()> {
    let on_postgres = database == "PostgreSQL";
    let home = if on_postgres { Home::on_postgres().await } else { Home::on_sqlite() };
    let town = Town::open(home, options.notices / EACH).await?;
    println!("\n{database}, {} readers, each with one telephone\n", town.readers.len());
    println!("| | notices | a second | messages | notices that came | readers told out of order |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let few = EACH / PARTS;
    row("one process, nobody asks", &drain(&town, few, 0, None).await?);
    let tokens = town.tokens().await?.map(Token::new);
    let asker = Asker::start(town.witness(&tokens))?;
    let asking = Asking { asker, tokens, idle: options.idle };
    row("one process, fifty questions a second", &drain(&town, EACH, options.notices, Some(&asking)).await?);
    let answers = asking.asker.end()?;
    if on_postgres {
        let _other = town.another_process();
        row("two processes, nobody asks", &drain(&town, few, 3 * options.notices, None).await?);
    }
    println!("\n{}", Times { busy: "meanwhile", names: &QUESTIONS, answers: &answers });
    town.close().await;
    Ok(())
}

fn row(what: &str, drained: &Drained) {
    let Drained { written, came, brought, out_of_order, took } = drained;
    let pace = *came as f64 / took.as_secs_f64();
    println!("| {what} | {written} | {pace:.0} | {came} | {brought} | {out_of_order} |");
}
