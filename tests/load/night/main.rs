//! The night of a network, measured: a generated network of associations orders for a Wednesday, its evening comes, and the
//! server's own worker plans it while somebody asks the API. `cargo xtask bench night` starts it; nothing here asserts a
//! duration.
//!
//! The server is the released one in this process, on a clock that stands still until it is moved: no route sets the time,
//! and none is added for this. Everything is written through the API; only the associations are founded by the verb that the
//! machine's administrator has.
#![allow(clippy::print_stdout, reason = "a benchmark speaks to a person on standard output")]

#[path = "../asked.rs"]
mod asked;
mod figures;
mod network;
mod seeding;
#[path = "../told.rs"]
mod told;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use demo::{Api, Stage as _};
use mobile_api::guard::Guards;
use server::StageOptions;
use server::demo::DemoStage;
use server::machine::OsChance;
use server::worker::Pace;
use shared::calendar::instant_of;

use asked::{Asker, Phase};
use figures::Figures;
use network::Network;

/// The Wednesday of the rounds; the night before it is measured.
const DAY: NaiveDate = NaiveDate::from_ymd_opt(2019, 3, 13).expect("a day");
/// How long the night may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(1800);
/// How often somebody looks whether it is over.
const LOOK: Duration = Duration::from_millis(100);

/// What is asked for.
pub struct Options {
    neighbourhoods: usize,
    idle: Duration,
    jobs: usize,
    database: Option<String>,
}

fn main() -> Result<()> {
    server::outside::choose_tls();
    let options = Options::read(std::env::args().skip(1))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(measure(&options))
}

impl Options {
    fn read(words: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self { neighbourhoods: 320, idle: Duration::from_secs(30), jobs: 2, database: None };
        // Cargo's own word for a benchmark.
        let mut words = words.filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            let value = words.next().with_context(|| format!("{word} needs a value"))?;
            match word.as_str() {
                "--neighbourhoods" => options.neighbourhoods = value.parse().context("a number of neighbourhoods")?,
                "--idle" => options.idle = Duration::from_secs(value.parse().context("seconds")?),
                "--jobs" => options.jobs = value.parse().context("a number of jobs")?,
                "--database" => options.database = Some(value),
                _ => bail!("the night has no option {word:?}"),
            }
        }
        if options.neighbourhoods == 0 {
            bail!("a network has at least one neighbourhood");
        }
        Ok(options)
    }
}

async fn measure(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir().context("a temporary folder")?;
    let file = format!("sqlite://{}", folder.path().join("palier.db").display());
    let url = options.database.clone().unwrap_or(file);
    let stage = DemoStage::start(hour(-2, 8, 0), |clock| StageOptions {
        connections: 8,
        // One client asks as a whole network does.
        guards: Guards { rate: None, ..Guards::default() },
        ..StageOptions::new(url.clone(), clock, Arc::new(OsChance))
    })
    .await?;
    let told = night(&stage, options, &url).await?;
    println!("{told}");
    stage.stop().await
}

/// Seeds the network, lets its evening come and tells what it took.
async fn night(stage: &DemoStage, options: &Options, url: &str) -> Result<String> {
    let api = Api::new(stage)?;
    let network = Network::spread(options.neighbourhoods);
    let begun = Instant::now();
    let all = seeding::seed(&api, stage, &network).await?;
    eprintln!("seeded in {:.0} s", begun.elapsed().as_secs_f64());

    // The morning before: the witness's rounds of today are planned, and nothing else waits.
    stage.set_clock(hour(-1, 6, 0));
    stage.settle().await?;
    stage.set_clock(hour(-1, 16, 1));
    stage.settle().await?;
    // Tokens live ten minutes, and the evening is near.
    stage.set_clock(hour(-1, 19, 55));
    stage.settle().await?;
    let asker = Asker::start(seeding::witness(&api, &all, DAY - TimeDelta::days(1)).await?)?;
    let grace = Duration::from_secs(10);
    let pace = Pace { pause: Duration::from_secs(3), jobs: options.jobs, notices: 16, grace };
    stage.stage().work(pace);
    tokio::time::sleep(asked::WARM).await;
    asker.phase(Phase::Idle);
    tokio::time::sleep(options.idle).await;

    let before = figures::Work::now()?;
    asker.phase(Phase::Busy);
    let begun = Instant::now();
    stage.set_clock(hour(-1, 20, 1));
    let work = until_planned(stage, network.neighbourhoods(), &before).await?;
    let took = begun.elapsed();
    let answers = asker.end()?;
    let planned = seeding::planned(&api, &all, DAY).await?;
    let database = if url.starts_with("sqlite:") { "SQLite" } else { "PostgreSQL" };
    Ok(Figures { options, network: &network, database, took, work, planned, answers }.to_string())
}

/// The instant of a wall clock in Paris, so many days after the day of the rounds.
fn hour(days: i64, hour: u16, minute: u16) -> DateTime<Utc> {
    instant_of(DAY + TimeDelta::days(days), hour * 60 + minute, chrono_tz::Europe::Paris)
}

/// Waits until the worker has planned that many neighbourhoods and nothing is due; what it did for it.
async fn until_planned(stage: &DemoStage, wanted: usize, before: &figures::Work) -> Result<figures::Work> {
    let begun = Instant::now();
    loop {
        tokio::time::sleep(LOOK).await;
        let work = figures::Work::now()?.since(before);
        if work.planned >= wanted as f64 && app::jobs::pending(stage.stage().app()).await? == 0 {
            return Ok(work);
        }
        if begun.elapsed() > PATIENCE {
            bail!("after {PATIENCE:?}, {} of {wanted} neighbourhoods are planned", work.planned);
        }
    }
}
