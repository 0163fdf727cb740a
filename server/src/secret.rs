//! The installation's one secret: read from the settings or from a file beside the data, made only where there is nothing
//! yet that an older one could have sealed.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::chance::Chance;

use crate::config::Settings;
use crate::lock;
use crate::machine::OsChance;

/// The key that stands in `defaults.toml` to show the form.
const EXAMPLE: &str = "cGFsaWVyLWV4YW1wbGUta2V5LXRoYXQtc3RhcnRzLW5vdGhpbmc=";
/// Bytes of chance, at least.
const BYTES: usize = 32;
const HOW: &str = "faites-en une avec: head -c 32 /dev/urandom | base64";

/// Where the key lies when the settings do not have it.
pub fn file(settings: &Settings) -> PathBuf {
    settings.data_dir.join("secret.key")
}

/// The secret. `new` says that no association lives in the database, so that a key may be made.
pub fn read(settings: &Settings, new: bool) -> Result<Vec<u8>> {
    if let Some(text) = &settings.secret_key {
        return decode(text).context("secret_key ne convient pas");
    }
    let path = file(settings);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            is_private(&path)?;
            decode(&text).with_context(|| format!("{} ne convient pas", path.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && new => make(&path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
            "cette base a été écrite avec une clé, et {} manque. Remettez ce fichier depuis la sauvegarde, ou donnez la \
             clé par PALIER_SECRET_KEY; sans elle, les codes des portes ne s'ouvrent plus",
            path.display()
        ),
        Err(error) => Err(error).with_context(|| format!("{} ne se lit pas", path.display())),
    }
}

/// The text of a file that nobody else may read.
pub fn private_text(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).context("le fichier ne se lit pas")?;
    is_private(path)?;
    Ok(text)
}

fn is_private(path: &Path) -> Result<()> {
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("d'autres que vous peuvent lire {0}: lancez chmod 600 {0}", path.display());
    }
    Ok(())
}

fn make(path: &Path) -> Result<Vec<u8>> {
    let mut secret = vec![0; BYTES];
    OsChance.fill(&mut secret);
    let told = || format!("{} ne s'écrit pas", path.display());
    let mut file = lock::private(path).with_context(told)?;
    file.write_all(STANDARD.encode(&secret).as_bytes()).with_context(told)?;
    file.sync_all().with_context(told)?;
    Ok(secret)
}

pub(crate) fn decode(text: &str) -> Result<Vec<u8>> {
    let text = text.trim();
    let secret = STANDARD.decode(text).map_err(|_| anyhow::anyhow!("la clé n'est pas en base64; {HOW}"))?;
    if text == EXAMPLE {
        bail!("c'est la clé d'exemple, que tout le monde connaît; {HOW}");
    }
    // A row of one letter has the length of a key and the chance of none.
    if secret.len() < BYTES || secret.iter().collect::<BTreeSet<_>>().len() < BYTES / 4 {
        bail!("la clé est trop courte ou trop simple; {HOW}");
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_keys_are_refused() {
        assert!(crate::config::DEFAULTS.contains(EXAMPLE));
        let long = STANDARD.encode([0xA5; 64]);
        for weak in [EXAMPLE, "", "c2hvcnQ=", "not base64 at all, but quite long all the same", &long] {
            assert!(decode(weak).is_err(), "{weak}");
        }
        assert_eq!(decode(&STANDARD.encode((0..32).collect::<Vec<u8>>())).unwrap().len(), 32);
    }
}
