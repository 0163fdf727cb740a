//! Whom palier asks, and by whom it sends: routing servers, push services, a gateway for text messages, a mail server. Adapters of traits of `app`, made from the settings.

mod answer;
mod bounded;
pub mod fcm;
mod fcm_answer;
pub mod mail;
mod osrm;
mod retry_after;
mod routing;
pub mod service_account;
pub mod sms;
mod streets;
mod valhalla;
pub mod vapid;
pub mod web_push;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use app::notices::LONGEST_LINK;
use app::notices::carrier::{Carrier, Carriers, Courier};
use app::planning::ways::Ways;

use self::fcm::Fcm;
use self::streets::Extract;
use crate::config::{Settings, WaysBy};
use crate::machine::SystemClock;
use osrm::Osrm;
use routing::{Dialect, Routing};
use service_account::ServiceAccount;
use valhalla::Valhalla;
use vapid::Vapid;
use web_push::WebPush;

/// One provider of TLS for the whole process, chosen before anything could choose for us. A second choice is no fault.
pub fn choose_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Who knows how far it is on foot, as the settings say; nobody for the straight line.
pub async fn ways(settings: &Settings) -> Result<Option<Arc<dyn Ways>>> {
    Ok(match settings.ways {
        WaysBy::Straight => None,
        WaysBy::Streets => {
            let path = settings.streets_file.clone().context("ways = \"streets\" demande streets_file")?;
            Some(extract(path).await?)
        }
        WaysBy::Osrm => Some(server(settings, Osrm).await?),
        WaysBy::Valhalla => Some(server(settings, Valhalla).await?),
    })
}

/// Who brings notices, as the settings say.
pub async fn carriers(settings: &Settings) -> Result<Carriers> {
    let push = match Vapid::read(settings)? {
        Some(vapid) => web_push(settings, vapid)?,
        None => Carriers::default(),
    };
    let mail = mail::read(settings).await?.map(|mail| Arc::new(mail) as Arc<dyn Courier>);
    Ok(Carriers { fcm: fcm(settings).await?, sms: sms::read(settings).await?, mail, link: link(settings)?, ..push })
}

/// A way to bring notices, as whoever runs palier knows it.
pub struct Way {
    /// What it is called.
    pub name: &'static str,
    /// Whether it is set up; or why what is set up cannot be used, with the name of the setting.
    pub set_up: Result<bool>,
    /// What to do where it cannot be used, and where it is not set up.
    pub remedy: &'static str,
}

/// All ways to bring notices, as the settings have them, whatever is wrong with the others. Nothing is sent.
pub async fn ways_to_tell(settings: &Settings) -> [Way; 5] {
    let way = |name, set_up, remedy| Way { name, set_up, remedy };
    [
        way(
            "Web Push",
            is_there(Vapid::read(settings)),
            "palier vapid fait la clé de vapid_key_file; donnez aussi vapid_contact",
        ),
        way(
            "FCM",
            is_there(fcm(settings).await),
            "donnez à fcm_key_file la clé JSON de la console Firebase, avec chmod 600",
        ),
        way(
            "SMS",
            is_there(sms::read(settings).await),
            "donnez sms_url, sms_token_file et sms_report_key_file, comme dans docs/sms.md",
        ),
        way(
            "courriel",
            is_there(mail::read(settings).await),
            "donnez mail_url, mail_from, mail_user et mail_password_file",
        ),
        way(
            "lien des SMS et courriels",
            is_there(link(settings)),
            "donnez public_url, comme https://palier.exemple.fr",
        ),
    ]
}

fn is_there<T>(found: Result<Option<T>>) -> Result<bool> {
    found.map(|found| found.is_some())
}

fn link(settings: &Settings) -> Result<Option<String>> {
    let Some(link) = settings.public_url.clone() else { return Ok(None) };
    if !reqwest::Url::parse(&link).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
        bail!("public_url n'est pas une adresse, comme https://palier.exemple.fr");
    }
    if link.len() > LONGEST_LINK || !shared::sms::is_one_message(&link) {
        bail!("public_url est trop longue pour un SMS: {LONGEST_LINK} lettres simples au plus");
    }
    Ok(Some(link))
}

async fn fcm(settings: &Settings) -> Result<Option<Arc<dyn Carrier>>> {
    let Some(account) = ServiceAccount::read(settings)? else { return Ok(None) };
    let patience = Duration::from_millis(settings.push_timeout_ms);
    let fcm = Fcm::new(account, fcm::GOOGLE, Arc::new(SystemClock), patience, settings.push_private_hosts).await?;
    Ok(Some(Arc::new(fcm)))
}

/// Who brings notices in a demonstration, under a key that ends with the process.
pub fn passing_carriers(settings: &Settings) -> Result<Carriers> {
    web_push(settings, Vapid::of(&vapid::draw(), "https://palier.invalid".to_owned())?)
}

fn web_push(settings: &Settings, vapid: Vapid) -> Result<Carriers> {
    let private_hosts = settings.push_private_hosts;
    let patience = Duration::from_millis(settings.push_timeout_ms);
    let web_push = WebPush::new(vapid, Arc::new(SystemClock), patience, private_hosts)?;
    Ok(Carriers { web_push: Some(Arc::new(web_push)), private_hosts, ..Carriers::default() })
}

/// A file that cannot be read ends the start: whoever named it would else walk straight lines without knowing.
async fn extract(path: PathBuf) -> Result<Arc<dyn Ways>> {
    let told = path.display().to_string();
    let read = tokio::task::spawn_blocking(move || Extract::read(&path)).await?;
    Ok(Arc::new(read.with_context(|| format!("l'extrait OpenStreetMap {told} ne se lit pas"))?))
}

async fn server(settings: &Settings, dialect: impl Dialect + 'static) -> Result<Arc<dyn Ways>> {
    let url = settings.ways_url.as_deref().context("ways = \"osrm\" ou \"valhalla\" demande ways_url")?;
    let url = reqwest::Url::parse(url).map_err(|error| anyhow!("ways_url n'est pas une adresse: {error}"))?;
    // The client has no TLS: with it, every client of the workspace would have to choose a provider first.
    if url.scheme() != "http" {
        bail!("ways_url doit commencer par http://: le serveur est sur cette machine, ou au bout d'un tunnel");
    }
    if !is_own(&url).await? {
        bail!("ways_url n'est pas une adresse à vous: on y enverrait, en clair, où les gens habitent");
    }
    let patience = Duration::from_millis(settings.ways_timeout_ms);
    Ok(Arc::new(Routing::new(url, patience, dialect)?))
}

/// Whether an address is of this machine or of a private network, by every number that its name has now.
async fn is_own(url: &reqwest::Url) -> Result<bool> {
    let host = url.host_str().context("ways_url n'a pas de nom de machine")?.trim_matches(['[', ']']);
    let port = url.port_or_known_default().unwrap_or(80);
    let found = tokio::net::lookup_host((host, port)).await;
    let mut found = found.with_context(|| format!("ways_url: la machine {host} est introuvable"))?;
    Ok(found.all(|address| is_private(address.ip())))
}

fn is_private(ip: IpAddr) -> bool {
    match ip {
        // 100.64.0.0/10 is what tunnels such as Tailscale give.
        IpAddr::V4(ip) => {
            let [first, second, ..] = ip.octets();
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// A client for what is asked and not sent.
#[cfg(test)]
fn client() -> reqwest::Client {
    choose_tls();
    reqwest::Client::new()
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn the_internet_is_not_ours() {
        for (ip, own) in [
            ("127.0.0.1", true),
            ("10.1.2.3", true),
            ("192.168.0.9", true),
            ("100.100.1.1", true),
            ("::1", true),
            ("fd00::7", true),
            ("100.1.1.1", false),
            ("8.8.8.8", false),
            ("2606:4700::1111", false),
        ] {
            assert_eq!(is_private(ip.parse().expect("an address")), own, "{ip}");
        }
    }
}
