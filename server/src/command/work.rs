//! The commands of a process that stays, and the one that prepares the ground for them.

use anyhow::Result;
use app::associations;
use axum::Router;

use super::{alone, told, until_a_signal};
use crate::config::Settings;
use crate::outside::vapid;
use crate::running::Plan;
use crate::terminal::say;
use crate::{boot, stop, telemetry, worker};

/// `palier serve`
pub async fn serve(settings: Settings, workers: bool) -> Result<()> {
    let booted = alone(settings).await?;
    let settings = &booted.settings;
    let setup = associations::setup_link(&booted.app).await.map_err(told)?;
    let plan = Plan {
        listen: settings.listen,
        operations_listen: Some(settings.operations_listen),
        guards: settings.guards(),
        bounds: settings.bounds(),
        workers: workers.then(|| settings.pace()),
        beside: Router::new(),
    };
    until_a_signal(booted.app.clone(), plan, setup).await
}

/// `palier work`
pub async fn work(settings: Settings) -> Result<()> {
    let booted = alone(settings).await?;
    let (stopper, stop) = stop::pair();
    stop::on_signals(stopper)?;
    telemetry::metrics();
    say("palier travaille");
    worker::work(booted.app.clone(), booted.settings.pace(), stop).await;
    Ok(())
}

/// `palier vapid`
pub fn vapid(settings: &Settings) -> Result<()> {
    let public = vapid::make(settings)?;
    say(format_args!("la clé est dans {}; gardez-la avec vos sauvegardes", vapid::file(settings).display()));
    say(format_args!("clé publique: {public}"));
    say("donnez aussi vapid_contact, puis lancez ou relancez palier serve");
    Ok(())
}

/// `palier migrate`
pub async fn migrate(settings: Settings) -> Result<()> {
    let opened = boot::open_alone(&settings).await?;
    boot::migrate(&opened.store).await?;
    say("la base est au schéma de cette version");
    Ok(())
}
