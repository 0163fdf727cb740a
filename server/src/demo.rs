//! `palier demo`: the server on a clock of its own, with the crate `demo` as its client. Nothing here knows the story.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use app::associations;
use app::demonstration::Guise;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use demo::SignIn;
use mobile_api::guard::Guards;
use serde_json::json;
use shared::Word as _;
use shared::clock::Clock as _;
use shared::role::Role;

use crate::command::{Demo, told};
use crate::config::Settings;
use crate::machine::{OsChance, ReleasedClock, SystemClock};
use crate::stage::{Stage, StageOptions};
use crate::terminal::say;
use crate::worker::Pace;
use crate::{boot, outside, stop};

/// The clock of the demo stands here until the story moves it: it begins some days before today.
const BEFORE: TimeDelta = TimeDelta::days(30);

/// A stage whose clock is in the demo's hand.
pub struct DemoStage {
    stage: Stage,
    clock: Arc<ReleasedClock>,
}

#[async_trait]
impl demo::Stage for DemoStage {
    fn url(&self) -> String {
        self.stage.url()
    }

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn set_clock(&self, to: DateTime<Utc>) {
        self.clock.set(to);
    }

    async fn settle(&self) -> Result<()> {
        self.stage.settle().await
    }

    async fn setup_token(&self) -> Result<String> {
        match associations::setup_link(self.stage.app()).await.map_err(told)? {
            Some(token) => Ok(token),
            None => bail!("il y a déjà une association dans cette base"),
        }
    }

    async fn pair(&self, account_id: &str) -> Result<String> {
        let account = account_id.parse().map_err(|_| anyhow!("{account_id} n'est pas un compte"))?;
        self.stage.pair(account).await
    }
}

impl DemoStage {
    /// A stage on the empty database that the options name, its clock at `start`.
    pub async fn start(start: DateTime<Utc>, options: impl FnOnce(Arc<ReleasedClock>) -> StageOptions) -> Result<Self> {
        let clock = Arc::new(ReleasedClock::at(start));
        let stage = Stage::start(options(clock.clone())).await?;
        if !stage.is_new().await? {
            bail!("la démonstration demande une base vide, et il y a déjà une association dans celle-ci");
        }
        Ok(Self { stage, clock })
    }

    /// The server itself.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Lets the clock and the background work run by themselves.
    pub fn release(&self, pace: Pace) {
        self.clock.release();
        self.stage.work(pace);
    }

    /// Lets anybody be one of these people, from the front page.
    pub fn open_to_all(&self, people: &[SignIn]) -> Result<()> {
        let guise = |person: &SignIn| {
            let role = Role::parse(&person.role).with_context(|| format!("{} n'est pas un rôle", person.role))?;
            let account = person.account.parse().map_err(|_| anyhow!("{} n'est pas un compte", person.account))?;
            Ok(Guise { role, name: person.name.clone(), account })
        };
        self.stage.app().demonstration.open(people.iter().map(guise).collect::<Result<_>>()?);
        Ok(())
    }

    /// Stops the server.
    pub async fn stop(self) -> Result<()> {
        self.stage.stop().await
    }
}

/// Shows the demo as it is asked for.
pub async fn show(settings: Settings, asked: Demo) -> Result<()> {
    // Gone with the process, unless an address of a database is given. The lock outlives the server.
    let folder = tempfile::tempdir().context("il n'y a pas de dossier temporaire")?;
    let home = Settings { data_dir: folder.path().to_path_buf(), ..settings.clone() };
    let _held = boot::open_alone(&home).await?;
    let now = SystemClock.now();
    let carriers = outside::passing_carriers(&settings)?;
    let stage = DemoStage::start(now - BEFORE, |clock| StageOptions {
        connections: settings.connections,
        // A replay is read from its output: it must not stand in the way of a demo that is being shown.
        listen: (settings.listen.ip(), if asked.play.is_some() { 0 } else { asked.port }).into(),
        // The story is told in one breath from one address: the pace that is fair to strangers would cut it short.
        guards: Guards { rate: None, ..settings.guards() },
        bounds: settings.bounds(),
        carriers,
        beside: mobile_api::docs(),
        ..StageOptions::new(home.database_url(), clock, Arc::new(OsChance))
    })
    .await?;
    // Heard from the beginning, so that an impatient Ctrl-C leaves no folder behind either.
    let (stopper, mut stop) = stop::pair();
    stop::on_signals(stopper)?;
    let shown = async {
        match &asked.play {
            Some(file) => play(&stage, file.as_deref()).await,
            None => serve(&stage, now, asked.json, settings.pace()).await,
        }
    };
    let done = tokio::select! {
        () = stop.asked() => Ok(()),
        done = shown => done,
    };
    stage.stop().await?;
    done
}

async fn play(stage: &DemoStage, file: Option<&Path>) -> Result<()> {
    let doors = match file {
        Some(path) => std::fs::read_to_string(path).with_context(|| format!("{} ne se lit pas", path.display()))?,
        None => demo::DOORS.to_owned(),
    };
    say(demo::play(stage, &doors).await?);
    Ok(())
}

async fn serve(stage: &DemoStage, now: DateTime<Utc>, json: bool, pace: Pace) -> Result<()> {
    let sign_ins = demo::tell(stage, now).await?;
    stage.open_to_all(&sign_ins)?;
    stage.release(pace);
    let url = stage.stage().url();
    if json {
        let tokens: serde_json::Map<_, _> =
            sign_ins.iter().map(|sign_in| (sign_in.role.clone(), json!(sign_in.token))).collect();
        say(json!({ "url": url, "pairing_tokens": tokens }));
    } else {
        say(format_args!("la Résidence des Embruns est sur {url} (documentation: {url}/docs)"));
        say("pour connecter un téléphone, POST /v1/sessions avec un de ces codes, chacun bon une fois:");
        for sign_in in sign_ins {
            say(format_args!("  {:<15} {:<24} {}", sign_in.role, sign_in.name, sign_in.token));
        }
    }
    std::future::pending().await
}
