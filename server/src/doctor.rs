//! `palier doctor`: what is wrong with an installation and how to mend it. It looks at everything and changes nothing; a
//! fault never hides the next one.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use app::{Store, condition};
use chrono::{DateTime, NaiveDate};
use migrations::State;
use shared::calendar::{instant_of, local_minute};
use shared::clock::Clock as _;

use crate::config::Settings;
use crate::machine::SystemClock;
use crate::terminal::say;
use crate::{boot, outside, secret};

/// A clock that shows an earlier year is a machine without a battery.
const NOT_BEFORE: i32 = 2026;

/// What was found out, line by line.
#[derive(Default)]
struct Report {
    faults: usize,
}

impl Report {
    fn good(&self, what: impl std::fmt::Display) {
        say(format_args!("bien    {what}"));
    }

    fn bad(&mut self, what: impl std::fmt::Display, remedy: impl std::fmt::Display) {
        self.faults += 1;
        say(format_args!("FAUTE   {what}\n        → {remedy}"));
    }

    fn check(&mut self, holds: bool, what: impl std::fmt::Display, remedy: impl std::fmt::Display) {
        if holds { self.good(what) } else { self.bad(what, remedy) }
    }
}

/// Examines the installation; the exit code says whether anything is wrong.
pub async fn examine(settings: Settings) -> Result<ExitCode> {
    let mut report = Report::default();
    time(&mut report);
    let new = match boot::open_beside(&settings).await {
        Ok(store) => store_of(&mut report, &store, settings.connections).await,
        Err(error) => {
            report.bad(format_args!("{error:#}"), "corrigez, puis relancez palier doctor");
            None
        }
    };
    files(&mut report, &settings);
    key(&mut report, &settings, new);
    carriers(&mut report, &settings).await;
    if report.faults == 0 {
        say("tout va bien");
        return Ok(ExitCode::SUCCESS);
    }
    say(format_args!("{} faute(s)", report.faults));
    Ok(ExitCode::FAILURE)
}

fn time(report: &mut Report) {
    let now = SystemClock.now();
    let sane = NaiveDate::from_ymd_opt(NOT_BEFORE, 1, 1).is_some_and(|first| now.date_naive() >= first);
    report.check(sane, format_args!("l'horloge montre {}", now.format("%Y-%m-%d %H:%M UTC")), "réglez l'horloge (NTP)");
    // Noon of a summer's day in UTC is two in the afternoon in Paris.
    let paris = "Europe/Paris".parse().ok();
    let noon = DateTime::from_timestamp(1_783_080_000, 0);
    let summer = paris.zip(noon).is_some_and(|(zone, noon)| {
        local_minute(noon, zone) == 14 * 60 && instant_of(noon.date_naive(), 14 * 60, zone) == noon
    });
    report.check(summer, "les fuseaux horaires", "ce palier est mal construit: reprenez-en un autre");
}

/// Examines the store; answers whether it is known to be empty.
async fn store_of(report: &mut Report, store: &Store, connections: u32) -> Option<bool> {
    if let Err(error) = condition::ping(store).await {
        report.bad(format_args!("la base ne répond pas ({error})"), "vérifiez PALIER_DATABASE_URL et le serveur");
        return None;
    }
    report.good("la base répond");
    match condition::settings(store, connections).await {
        Ok(settings) => {
            for setting in settings {
                let what =
                    format!("{} = {} sur {} connexions", setting.name, setting.found.join(" "), setting.found.len());
                let remedy = format!(
                    "remettez {} à {}: sans cela, des commandes peuvent se perdre",
                    setting.name, setting.wanted
                );
                report.check(setting.holds(), what, remedy);
            }
        }
        Err(error) => {
            report.bad(format_args!("les réglages de la base ne se lisent pas ({error})"), "voyez le journal")
        }
    }
    match migrations::state(store.bare()).await {
        Ok(State::Current) => report.good("le schéma est celui de cette version"),
        Ok(State::Older(names)) => {
            report.bad(format_args!("il manque {} migration(s) au schéma", names.len()), "lancez palier migrate");
            return None;
        }
        Ok(State::Newer(names)) => {
            let what = format!("le schéma vient d'un palier plus récent ({})", names.join(", "));
            report.bad(what, "lancez ce palier-là, ou remettez une sauvegarde");
            return None;
        }
        Err(error) => {
            report.bad(format_args!("le schéma ne se lit pas ({error})"), "remettez une sauvegarde");
            return None;
        }
    }
    condition::is_new(store).await.ok()
}

fn files(report: &mut Report, settings: &Settings) {
    let database = settings.sqlite_file();
    let beside = |ending: &str| database.as_ref().map(|path| format!("{}{ending}", path.display()).into());
    let ours = ["", "-wal", "-shm", ".lock"].iter().filter_map(|ending| beside(ending)).chain([secret::file(settings)]);
    for path in ours {
        private(report, &path);
    }
}

fn private(report: &mut Report, path: &Path) {
    let Ok(found) = std::fs::metadata(path) else { return };
    let mode = found.permissions().mode() & 0o777;
    let what = format!("{} a les droits {mode:o}", path.display());
    report.check(mode & 0o077 == 0, what, format_args!("chmod 600 {}", path.display()));
}

fn key(report: &mut Report, settings: &Settings, new: Option<bool>) {
    if settings.secret_key.is_none() && !secret::file(settings).exists() && new != Some(false) {
        report.good("pas encore de clé; elle se fait au premier démarrage");
        return;
    }
    match secret::read(settings, false) {
        Ok(_) => report.good("la clé convient"),
        Err(error) => report.bad(format_args!("{error:#}"), "voyez secret_key dans les réglages"),
    }
}

/// Whoever brings notices. One that is not set up is no fault: nobody has to have all of them.
async fn carriers(report: &mut Report, settings: &Settings) {
    for way in outside::ways_to_tell(settings).await {
        let (name, remedy) = (way.name, way.remedy);
        match way.set_up {
            Ok(true) => report.good(format_args!("avis: {name}, réglé")),
            Ok(false) => report.good(format_args!("avis: {name}, pas réglé; {remedy}")),
            Err(error) => report.bad(format_args!("avis: {name}: {error:#}"), remedy),
        }
    }
}
