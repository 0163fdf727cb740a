//! The command line: what can be asked of the binary, and how each command begins and ends. What a command does in the
//! association is a verb of `app`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{LogLevel, Settings};
use crate::terminal::say;
use crate::{boot, demo, doctor, outside, running, stop, telemetry};

mod association;
mod work;

/// How long the runtime may take to let go of what still computes after a stop.
const LET_GO: Duration = Duration::from_millis(500);

/// Le pain, l'eau et les visites, de voisin à voisin.
#[derive(Parser)]
#[command(name = "palier", version)]
struct Line {
    /// Un fichier de réglages; sinon palier.toml s'il existe.
    #[arg(long, global = true, env = "PALIER_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fonde la première association et imprime l'accès de sa coordination.
    Init(association::Init),
    /// Sert l'API et fait le travail de fond.
    Serve {
        /// L'API seule; le travail de fond tourne ailleurs (palier work).
        #[arg(long)]
        no_workers: bool,
    },
    /// Fait le travail de fond, sans API.
    Work,
    /// Amène la base au schéma de cette version.
    Migrate,
    /// Planifie une journée d'un quartier, maintenant.
    Plan {
        /// Le nom ou l'identifiant du quartier.
        #[arg(long)]
        neighbourhood: String,
        /// Le jour, comme 2026-11-24.
        #[arg(long)]
        day: NaiveDate,
    },
    /// Lit une liste CSV, tout ou rien.
    Import(association::Import),
    /// Imprime un code pour connecter un téléphone.
    Pair(association::Pair),
    /// Fait la clé des avis sur téléphone (Web Push), là où il n'y en a pas.
    Vapid,
    /// Imprime le contrat de l'API.
    Openapi,
    /// Dit ce qui ne va pas et comment y remédier.
    Doctor,
    /// Sert la résidence fictive, ou rejoue mars 2019.
    Demo(Demo),
}

/// What the demo is asked for.
#[derive(Args)]
pub struct Demo {
    /// Une seule ligne de JSON.
    #[arg(long)]
    pub json: bool,
    /// Le port; 0 en prend un libre.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Rejoue du 25 février au 24 mars 2019, avec ce fichier s'il est donné.
    #[arg(long, value_name = "FILE")]
    #[allow(clippy::option_option, reason = "absent, given, given with a file: clap's own way to say the three")]
    pub play: Option<Option<PathBuf>>,
}

/// What a list is about.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum List {
    /// Stairwells and doors.
    Residences,
    /// People.
    Residents,
}

/// Reads the command line, does it, and answers the exit code.
pub fn run() -> ExitCode {
    let line = Line::parse();
    let done = (|| {
        outside::choose_tls();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let done = runtime.block_on(go(line));
        // A solver that still computes is cut off here; its job runs again.
        runtime.shutdown_timeout(LET_GO);
        done
    })();
    match done {
        Ok(code) => code,
        Err(error) => {
            tell(&error);
            ExitCode::FAILURE
        }
    }
}

/// The fault and what it comes from, each once, on standard error.
fn tell(error: &anyhow::Error) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "palier: {error:#}");
}

async fn go(line: Line) -> Result<ExitCode> {
    if matches!(line.command, Command::Openapi) {
        say(mobile_api::openapi_yaml().map_err(anyhow::Error::msg)?.trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let settings = Settings::read(line.config.as_deref())?;
    // The demo tells weeks of requests to one person at one terminal: its log is for what goes wrong.
    let quiet = matches!(line.command, Command::Demo(_)) && settings.log_level == LogLevel::Info;
    telemetry::start(settings.log_format, if quiet { LogLevel::Warn } else { settings.log_level });
    match line.command {
        Command::Init(init) => association::init(settings, init).await?,
        Command::Serve { no_workers } => work::serve(settings, !no_workers).await?,
        Command::Work => work::work(settings).await?,
        Command::Migrate => work::migrate(settings).await?,
        Command::Plan { neighbourhood, day } => association::plan(settings, &neighbourhood, day).await?,
        Command::Import(import) => association::import(settings, import).await?,
        Command::Pair(pair) => association::pair(settings, pair).await?,
        Command::Vapid => work::vapid(&settings)?,
        Command::Openapi => {}
        Command::Doctor => return doctor::examine(settings).await,
        Command::Demo(asked) => demo::show(settings, asked).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with a verb, for a person at a terminal: the title, the remedy, and each fault on its line.
pub(crate) fn told(error: app::Error) -> anyhow::Error {
    let app::Error::Refused(refused) = error else { return error.into() };
    let entry = refused.refusal.entry();
    let mut text = format!("{} {}", entry.title, entry.remedy);
    let faults = refused.faults.iter().map(|fault| format!("{}: {}", fault.at, fault.what));
    for more in refused.detail.into_iter().chain(faults) {
        text.push_str("\n  ");
        text.push_str(&more);
    }
    anyhow::Error::msg(text)
}

/// Serves a plan until a signal, telling where, and the way in where nobody lives yet. The token goes to the terminal and
/// never to the log; it stands behind the `#`, which no browser sends.
pub(crate) async fn until_a_signal(app: app::App, plan: running::Plan, setup: Option<String>) -> Result<()> {
    let (stopper, stop) = stop::pair();
    stop::on_signals(stopper).context("les signaux ne s'écoutent pas")?;
    let running = running::Running::start(app, plan, stop).await?;
    say(format_args!("palier répond sur http://{}", running.address));
    if let Some(address) = running.operations_address {
        say(format_args!("santé, mesures et documentation sur http://{address}"));
    }
    if let Some(token) = setup {
        say("il n'y a pas encore d'association. Le lien pour la fonder, une seule fois et sous 24 heures:");
        say(format_args!("  http://{}/#setup={token}", running.address));
        say(
            "sans application, le jeton du lien s'envoie à POST /v1/setup; ou arrêtez ce serveur et lancez `palier init`.",
        );
    }
    tracing::info!(address = %running.address, "listening");
    running.ended().await?;
    tracing::info!("stopped");
    Ok(())
}

pub(crate) use boot::{alone, beside};
