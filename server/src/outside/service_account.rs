//! In whose name palier sends by FCM: the service account of a Firebase project. Its key is a file from Google's console, and
//! whoever has it may send to every phone of the project: it is read once, shown to Google alone, and never told.

use std::fmt;

use ::fcm::yup_oauth2::ServiceAccountKey;
use anyhow::{Context as _, Result, bail};

use crate::config::Settings;
use crate::secret;

const HOW: &str =
    "prenez-la dans la console Firebase (Paramètres du projet, Comptes de service, Générer une clé privée)";

/// A service account and its project.
pub struct ServiceAccount {
    pub(super) key: ServiceAccountKey,
    pub(super) project: String,
}

/// By hand, because that of the key shows the key.
impl fmt::Debug for ServiceAccount {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("ServiceAccount").field("project", &self.project).finish_non_exhaustive()
    }
}

impl ServiceAccount {
    /// The account of the settings; nobody where there is none. A file that is not there, that others may read, or that is no
    /// service account's key, ends the start.
    pub fn read(settings: &Settings) -> Result<Option<Self>> {
        let Some(path) = &settings.fcm_key_file else { return Ok(None) };
        let told = || format!("fcm_key_file: {} ne convient pas", path.display());
        let read = secret::private_text(path).with_context(|| HOW).and_then(|text| Self::of(&text));
        read.map(Some).with_context(told)
    }

    /// The account of a key file's text.
    pub fn of(text: &str) -> Result<Self> {
        // What serde has to say may quote the file.
        let Ok(key) = serde_json::from_str::<ServiceAccountKey>(text) else {
            bail!("ce n'est pas la clé JSON d'un compte de service; {HOW}");
        };
        if key.key_type.as_deref() != Some("service_account") {
            bail!("ce n'est pas la clé d'un compte de service; {HOW}");
        }
        let project = key.project_id.clone().filter(|project| is_project(project));
        let project = project.with_context(|| format!("project_id manque; {HOW}"))?;
        Ok(Self { key, project })
    }
}

/// It becomes a part of an address.
fn is_project(text: &str) -> bool {
    let known = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"-.:".contains(&letter);
    !text.is_empty() && text.len() <= 100 && text.bytes().all(known)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use serde_json::{Value, json};

    use super::*;

    fn key() -> Value {
        json!({ "type": "service_account", "project_id": "palier-essai", "private_key": "CANARI", "client_email": "a@b",
            "token_uri": "https://oauth2.googleapis.com/token" })
    }

    fn with(name: &str, value: Value) -> String {
        let mut key = key();
        key[name] = value;
        key.to_string()
    }

    fn settings(file: &Path) -> Settings {
        Settings { fcm_key_file: Some(file.to_owned()), ..Settings::defaults().unwrap() }
    }

    #[test]
    fn an_account_is_read_and_its_key_is_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("fcm.json");
        std::fs::write(&file, key().to_string()).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        let account = ServiceAccount::read(&settings(&file)).unwrap().unwrap();
        assert_eq!(account.project, "palier-essai");
        assert!(!format!("{account:?}").contains("CANARI"), "{account:?}");
        assert!(ServiceAccount::read(&Settings::defaults().unwrap()).unwrap().is_none());
    }

    #[test]
    fn what_is_no_account_ends_the_start_with_its_setting_and_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("fcm.json");
        let told = || format!("{:#}", ServiceAccount::read(&settings(&file)).expect_err("refused"));
        assert!(told().contains("fcm_key_file") && told().contains("console Firebase"), "{}", told());
        let typed = with("type", json!("authorized_user"));
        let nameless = with("project_id", json!(null));
        let crooked = with("project_id", json!("../CANARI"));
        let keyless = with("private_key", json!(["CANARI"]));
        for wrong in ["", "CANARI", "{}", &typed, &nameless, &crooked, &keyless] {
            std::fs::write(&file, wrong).unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
            let told = told();
            assert!(told.contains("fcm_key_file") && told.contains("console Firebase"), "{told}");
            assert!(!told.contains("CANARI") && !told.contains('\n'), "{told}");
        }
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(told().contains("chmod 600"), "{}", told());
    }
}
