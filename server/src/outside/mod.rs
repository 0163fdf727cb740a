//! What palier asks others: how far it is on foot, for now. Adapters of traits of `app`, made from the settings.

mod osrm;
mod routing;
mod streets;
mod valhalla;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use app::planning::ways::Ways;

use self::streets::Extract;
use crate::config::{Settings, WaysBy};
use osrm::Osrm;
use routing::{Dialect, Routing};
use valhalla::Valhalla;

/// Who knows how far it is on foot, as the settings say; nobody for the straight line.
pub async fn ways(settings: &Settings) -> Result<Option<Arc<dyn Ways>>> {
    Ok(match settings.ways {
        WaysBy::Straight => None,
        WaysBy::Streets => {
            let path = settings.streets_file.clone().context("ways = \"streets\" demande streets_file")?;
            Some(extract(path).await?)
        }
        WaysBy::Osrm => Some(server(settings, Osrm)?),
        WaysBy::Valhalla => Some(server(settings, Valhalla)?),
    })
}

/// A file that cannot be read ends the start: whoever named it would else walk straight lines without knowing.
async fn extract(path: PathBuf) -> Result<Arc<dyn Ways>> {
    let told = path.display().to_string();
    let read = tokio::task::spawn_blocking(move || Extract::read(&path)).await?;
    Ok(Arc::new(read.with_context(|| format!("l'extrait OpenStreetMap {told} ne se lit pas"))?))
}

fn server(settings: &Settings, dialect: impl Dialect + 'static) -> Result<Arc<dyn Ways>> {
    let url = settings.ways_url.as_deref().context("ways = \"osrm\" ou \"valhalla\" demande ways_url")?;
    let url = reqwest::Url::parse(url).map_err(|error| anyhow!("ways_url n'est pas une adresse: {error}"))?;
    // The client has no TLS: with it, every client of the workspace would have to choose a provider first.
    if url.scheme() != "http" {
        bail!("ways_url doit commencer par http://: le serveur est sur cette machine, ou au bout d'un tunnel");
    }
    let patience = Duration::from_millis(settings.ways_timeout_ms);
    Ok(Arc::new(Routing::new(url, patience, dialect)?))
}
