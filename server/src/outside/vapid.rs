//! The key in whose name palier pushes, RFC 8292. Devices subscribe under its public half, so whoever loses it loses every
//! subscription: it is made once, by `palier vapid`, and kept with the backups.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Url;
use serde::Serialize;
use shared::chance::Chance;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;
use web_push_native::p256::pkcs8::EncodePrivateKey as _;

use crate::config::Settings;
use crate::machine::OsChance;
use crate::{lock, secret};

/// How long a signature holds; a push service refuses more than a day.
const HOLDS: TimeDelta = TimeDelta::hours(12);
const HOW: &str = "faites-en une avec palier vapid";
/// Bytes of a private key.
const BYTES: usize = 32;

/// Who sends.
pub struct Vapid {
    signing: EncodingKey,
    public: String,
    contact: String,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: String,
    exp: i64,
    sub: &'a str,
}

/// Where the key lies unless the settings say another place.
pub fn file(settings: &Settings) -> PathBuf {
    settings.vapid_key_file.clone().unwrap_or_else(|| settings.data_dir.join("vapid.key"))
}

/// Makes a key where there is none; answers its public half.
pub fn make(settings: &Settings) -> Result<String> {
    let path = file(settings);
    if path.exists() {
        bail!("{} existe déjà: une autre clé couperait les avis sur tous les téléphones", path.display());
    }
    let key = draw();
    let told = || format!("{} ne s'écrit pas", path.display());
    let mut file = lock::private(&path).with_context(told)?;
    file.write_all(URL_SAFE_NO_PAD.encode(key.to_bytes()).as_bytes()).with_context(told)?;
    file.sync_all().with_context(told)?;
    Ok(public(&key))
}

/// A new key.
pub fn draw() -> SecretKey {
    let mut bytes = [0; BYTES];
    loop {
        OsChance.fill(&mut bytes);
        // All but a few of 2^256 numbers are keys.
        if let Ok(key) = SecretKey::from_slice(&bytes) {
            return key;
        }
    }
}

impl Vapid {
    /// The key of the settings; nobody where there is none. One that was named and is not there, that others may read, or that
    /// is no key, ends the start.
    pub fn read(settings: &Settings) -> Result<Option<Self>> {
        let path = file(settings);
        if settings.vapid_key_file.is_none() && !path.exists() {
            return Ok(None);
        }
        let contact = settings.vapid_contact.clone();
        let Some(contact) = contact.filter(|told| told.starts_with("mailto:") || told.starts_with("https://")) else {
            bail!("vapid_contact manque: donnez une adresse pour les services d'avis, comme mailto:regie@exemple.fr");
        };
        let key = Self::key(&path).with_context(|| format!("vapid_key_file: {} ne convient pas", path.display()))?;
        Ok(Some(Self::of(&key, contact)?))
    }

    fn key(path: &Path) -> Result<SecretKey> {
        let text = secret::private_text(path)?;
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok().filter(|bytes| bytes.len() == BYTES).context(HOW)?;
        SecretKey::from_slice(&bytes).ok().context(HOW)
    }

    /// Sends with `key`, to be reached at `contact`.
    pub fn of(key: &SecretKey, contact: String) -> Result<Self> {
        let der = key.to_pkcs8_der().ok().context("la clé ne se lit pas")?;
        Ok(Self { signing: EncodingKey::from_ec_der(der.as_bytes()), public: public(key), contact })
    }

    /// Devices subscribe under it.
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// The header that says to the service of `url` who sends.
    pub fn authorization(&self, url: &Url, now: DateTime<Utc>) -> Result<String> {
        // Scheme, host and the port where it is not the usual one.
        let claims =
            Claims { aud: url.origin().ascii_serialization(), exp: (now + HOLDS).timestamp(), sub: &self.contact };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.signing)?;
        Ok(format!("vapid t={token}, k={}", self.public))
    }
}

fn public(key: &SecretKey) -> String {
    URL_SAFE_NO_PAD.encode(key.public_key().to_encoded_point(false).as_bytes())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn settings(folder: &Path) -> Settings {
        let contact = Some("mailto:regie@exemple.fr".to_owned());
        Settings { data_dir: folder.to_owned(), vapid_contact: contact, ..Settings::defaults().unwrap() }
    }

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        assert!(Vapid::read(&settings).unwrap().is_none(), "without a key nothing is pushed");
        let public = make(&settings).unwrap();
        assert_eq!(Vapid::read(&settings).unwrap().unwrap().public_key(), public);
        assert!(make(&settings).is_err(), "another would cut off every phone");
        assert_eq!(std::fs::metadata(file(&settings)).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_no_key_ends_the_start_with_its_setting_and_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(folder.path());
        let told = |settings: &Settings| format!("{:#}", Vapid::read(settings).err().expect("refused"));
        let missing = Settings { vapid_key_file: Some(folder.path().join("elsewhere")), ..settings.clone() };
        assert!(told(&missing).contains("vapid_key_file"), "{}", told(&missing));
        make(&settings).unwrap();
        let silent = Settings { vapid_contact: None, ..settings.clone() };
        assert!(told(&silent).contains("vapid_contact"));
        for wrong in ["", "not a key", &URL_SAFE_NO_PAD.encode([0; 32]), &URL_SAFE_NO_PAD.encode([7; 31])] {
            std::fs::write(file(&settings), wrong).unwrap();
            assert!(told(&settings).contains("palier vapid"), "{wrong}: {}", told(&settings));
        }
        std::fs::set_permissions(file(&settings), std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(told(&settings).contains("chmod 600"));
    }

    #[test]
    fn the_port_of_a_service_stands_in_its_audience() {
        let vapid = Vapid::of(&SecretKey::from_slice(&[7; 32]).unwrap(), "mailto:a@b.fr".to_owned()).unwrap();
        let audience = |url: &str| {
            let told = vapid.authorization(&url.parse().unwrap(), DateTime::UNIX_EPOCH).unwrap();
            let (token, key) = told.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
            assert_eq!(key, vapid.public_key());
            let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
            let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
            assert_eq!(claims["exp"], 12 * 3600);
            claims["aud"].as_str().unwrap().to_owned()
        };
        assert_eq!(audience("https://push.example.org/x/y?z"), "https://push.example.org");
        assert_eq!(audience("https://push.example.org:8443/x"), "https://push.example.org:8443");
    }
}
