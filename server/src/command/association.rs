//! The commands that act in an association: each reads its arguments, calls one verb, and tells what came of it.

use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow, bail};
use app::associations::{self, NewAssociation};
use app::{condition, console, people, places, sessions};
use chrono::NaiveDate;
use clap::Args;
use serde_json::json;
use shared::Word;
use shared::calendar::HolidayZone;
use shared::id::AccountId;
use shared::phone::Phone;
use shared::role::{Action, Role};

use super::{List, alone, beside, told};
use crate::config::Settings;
use crate::terminal::say;

/// Who is to be founded.
#[derive(Args)]
pub struct Init {
    /// Le nom de l'association.
    #[arg(long, value_parser = line)]
    association: String,
    /// Le numéro que les habitants appellent.
    #[arg(long, value_parser = phone)]
    phone: Phone,
    /// Quand quelqu'un décroche, comme « du lundi au vendredi, de 9 h à 12 h ».
    #[arg(long, value_parser = line)]
    answering_hours: String,
    /// Les jours fériés: metropole ou alsace_moselle.
    #[arg(long, value_parser = word::<HolidayZone>)]
    holiday_zone: HolidayZone,
    /// Le premier quartier; sinon du nom de l'association.
    #[arg(long, value_parser = line)]
    neighbourhood: Option<String>,
    /// Le nom de la première coordinatrice ou du premier coordinateur.
    #[arg(long, value_parser = line)]
    coordinator: String,
}

/// Which list to read.
#[derive(Args)]
pub struct Import {
    /// residences ou residents
    list: List,
    /// Le fichier CSV, en UTF-8.
    file: PathBuf,
    /// Le compte qui importe, comme acc_…; sinon le premier de la coordination.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<AccountId>,
}

/// Whose phone to connect.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Pair {
    /// Le compte, comme acc_…
    #[arg(long)]
    account: Option<AccountId>,
    /// Le premier compte de ce rôle: coordinator, treasurer, relay_operator, volunteer ou resident.
    #[arg(long, value_parser = word::<Role>)]
    role: Option<Role>,
}

/// `palier init`
pub async fn init(settings: Settings, asked: Init) -> Result<()> {
    let booted = alone(settings).await?;
    if !condition::is_new(&booted.app.store).await.map_err(told)? {
        bail!("il y a déjà une association dans cette base");
    }
    let new = NewAssociation {
        name: asked.association,
        phone: asked.phone,
        answering_hours: asked.answering_hours,
        holiday_zone: asked.holiday_zone,
        neighbourhood: asked.neighbourhood,
        coordinator_name: asked.coordinator,
    };
    let founded = associations::found(&booted.app, &new).await.map_err(told)?;
    say(format_args!("association {} fondée; compte de la coordination {}", founded.association, founded.coordinator));
    hand_over(&booted.app, founded.coordinator).await
}

/// `palier pair`
pub async fn pair(settings: Settings, asked: Pair) -> Result<()> {
    let booted = beside(settings).await?;
    let account = match (asked.account, asked.role) {
        (Some(account), _) => account,
        (None, Some(role)) => console::first_with(&booted.app, role).await.map_err(told)?,
        (None, None) => bail!("dites --account ou --role"),
    };
    hand_over(&booted.app, account).await
}

/// `palier plan`
pub async fn plan(settings: Settings, neighbourhood: &str, day: NaiveDate) -> Result<()> {
    let booted = beside(settings).await?;
    console::plan(&booted.app, neighbourhood, day).await.map_err(told)?;
    say(format_args!("le {day} est planifié"));
    Ok(())
}

/// `palier import`
pub async fn import(settings: Settings, asked: Import) -> Result<()> {
    let bytes = std::fs::read(&asked.file).with_context(|| format!("{} ne se lit pas", asked.file.display()))?;
    if bytes.len() > settings.import_bytes_max {
        bail!("la liste dépasse {} octets; coupez-la en plusieurs", settings.import_bytes_max);
    }
    let booted = beside(settings).await?;
    let caller = console::caller(&booted.app, asked.account).await.map_err(told)?;
    let caller = caller.may(Action::Import).map_err(told)?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("enregistrez la liste en UTF-8"))?;
    // The same list twice is one import, as it is over HTTP.
    let (done, before) = match asked.list {
        List::Residences => {
            let once = console::once("palier import residences", text.as_bytes());
            let done = places::import::import(&booted.app, &caller, &once, &text).await.map_err(told)?;
            (json!(done.figures), done.before)
        }
        List::Residents => {
            let once = console::once("palier import residents", text.as_bytes());
            let done = people::import::import(&booted.app, &caller, &once, &text).await.map_err(told)?;
            (json!(done.figures), done.before)
        }
    };
    if before {
        say("cette liste était déjà importée; rien n'a changé. Ce qu'elle avait apporté:");
    }
    say(done);
    Ok(())
}

/// A pairing token, as text to type or paste.
async fn hand_over(app: &app::App, account: AccountId) -> Result<()> {
    let token = sessions::pair_from_console(app, account).await.map_err(told)?;
    say("code pour connecter un téléphone, valable 10 minutes, une seule fois:");
    say(format_args!("  {token}"));
    Ok(())
}

fn line(text: &str) -> Result<String, &'static str> {
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match tidy.chars().count() {
        1..=100 => Ok(tidy),
        _ => Err("de 1 à 100 lettres"),
    }
}

fn phone(text: &str) -> Result<Phone, &'static str> {
    Phone::parse(text).map_err(|_| "ce numéro est incorrect")
}

fn word<T: Word>(text: &str) -> Result<T, String> {
    T::parse(text).ok_or_else(|| {
        format!("choisissez parmi {}", T::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", "))
    })
}
