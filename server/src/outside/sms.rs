//! A gateway for text messages, by the small contract of docs/sms.md: one message a request, each under a name of its own, so
//! that one which is handed over twice is sent once.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use app::notices::carrier::{Courier, Note, Receipt, Sms};
use reqwest::{Client, StatusCode, Url, redirect};
use serde_json::json;
use shared::clock::Clock;

use super::answer::said;
use super::retry_after::retry_after;
use crate::config::Settings;
use crate::machine::SystemClock;
use crate::secret;

/// Hands text messages to a gateway.
pub struct Gateway {
    client: Client,
    url: Url,
    token: String,
    clock: Arc<dyn Clock>,
}

/// The gateway of the settings; none where none is named. What is missing or wrong ends the start.
pub async fn read(settings: &Settings) -> Result<Option<Sms>> {
    let Some(url) = &settings.sms_url else { return Ok(None) };
    let url = Url::parse(url).context("sms_url n'est pas une adresse")?;
    if url.scheme() != "https" && !(url.scheme() == "http" && super::is_own(&url).await.unwrap_or(false)) {
        bail!(
            "sms_url doit commencer par https://, ou mener à une machine à vous: on y enverrait des numéros en clair"
        );
    }
    let path = settings.sms_token_file.as_ref();
    let path = path.context("sms_token_file manque: donnez le fichier du mot de passe de votre service de SMS")?;
    let token = secret::private_text(path);
    let token = token.with_context(|| format!("sms_token_file: {} ne convient pas", path.display()))?.trim().to_owned();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        bail!("sms_token_file: {} doit tenir un mot de passe, sur une ligne", path.display());
    }
    let report_key = settings.sms_report_key_file.as_ref().map(|path| {
        let key = secret::private_text(path).and_then(|text| secret::decode(&text));
        key.with_context(|| format!("sms_report_key_file: {} ne convient pas", path.display()))
    });
    let patience = Duration::from_millis(settings.sms_timeout_ms);
    let gateway = Arc::new(Gateway::new(url, token, patience, Arc::new(SystemClock))?);
    Ok(Some(Sms { gateway, report_key: report_key.transpose()?.map(Into::into) }))
}

impl Gateway {
    /// Speaks to the gateway at `url`, which knows `token` and has `patience` for its whole answer.
    pub fn new(url: Url, token: String, patience: Duration, clock: Arc<dyn Clock>) -> Result<Self> {
        super::choose_tls();
        let client = Client::builder().timeout(patience).redirect(redirect::Policy::none()).no_proxy().build()?;
        Ok(Self { client, url, token, clock })
    }

    async fn ask(&self, note: &Note) -> Result<Receipt, String> {
        let body = json!({ "id": note.name, "to": note.to, "text": note.text, "expires_at": note.expires_at });
        let request = self.client.post(self.url.clone()).bearer_auth(&self.token).json(&body);
        let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
        let (status, after) = (answer.status(), retry_after(answer.headers(), self.clock.now()));
        // What a gateway says may repeat the number, so it is read and not told.
        said(answer).await?;
        Ok(receipt(status, after))
    }
}

#[async_trait::async_trait]
impl Courier for Gateway {
    async fn carry(&self, note: &Note) -> Receipt {
        self.ask(note).await.unwrap_or_else(|why| Receipt::Later { after: None, why })
    }
}

/// What a status means in docs/sms.md.
fn receipt(status: StatusCode, after: Option<Duration>) -> Receipt {
    let why = || status.as_u16().to_string();
    match status {
        // The same name again: it has the message.
        _ if status.is_success() || status == StatusCode::CONFLICT => Receipt::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::UNPROCESSABLE_ENTITY => Receipt::Gone,
        StatusCode::UNAUTHORIZED | StatusCode::PAYMENT_REQUIRED | StatusCode::FORBIDDEN => Receipt::Barred(why()),
        StatusCode::TOO_MANY_REQUESTS => Receipt::Later { after: Some(after.unwrap_or_default()), why: why() },
        StatusCode::REQUEST_TIMEOUT => Receipt::Later { after, why: why() },
        _ if status.is_server_error() => Receipt::Later { after, why: why() },
        _ => Receipt::Unfit(why()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[tokio::test]
    async fn what_is_missing_or_wrong_ends_the_start_with_its_setting() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
            Some(path)
        };
        let good = Settings {
            sms_url: Some("http://127.0.0.1:9/messages".to_owned()),
            sms_token_file: file("token", "sesame\n"),
            ..Settings::defaults().unwrap()
        };
        assert!(read(&good).await.unwrap().is_some_and(|sms| sms.report_key.is_none()));
        let open = Some("http://sms.exemple.invalid/messages".to_owned());
        for (wrong, told) in [
            (Settings { sms_url: Some("sms".to_owned()), ..good.clone() }, "sms_url"),
            (Settings { sms_url: open, ..good.clone() }, "https://"),
            (Settings { sms_token_file: None, ..good.clone() }, "sms_token_file"),
            (Settings { sms_token_file: file("empty", " \n"), ..good.clone() }, "sms_token_file"),
            (Settings { sms_report_key_file: file("key", "c2hvcnQ="), ..good.clone() }, "sms_report_key_file"),
        ] {
            let error = format!("{:#}", read(&wrong).await.err().expect("refused"));
            assert!(error.contains(told) && !error.contains("sesame"), "{error}");
        }
        assert!(read(&Settings::defaults().unwrap()).await.unwrap().is_none());
    }

    #[test]
    fn what_a_status_means() {
        let of = |status: u16| receipt(StatusCode::from_u16(status).unwrap(), None);
        for taken in [200, 201, 202, 204, 409] {
            assert_eq!(of(taken), Receipt::Taken);
        }
        for gone in [404, 410, 422] {
            assert_eq!(of(gone), Receipt::Gone);
        }
        for barred in [401, 402, 403] {
            assert_eq!(of(barred), Receipt::Barred(barred.to_string()));
        }
        for unfit in [302, 400, 413] {
            assert_eq!(of(unfit), Receipt::Unfit(unfit.to_string()));
        }
        for later in [408, 429, 500, 503] {
            assert!(matches!(of(later), Receipt::Later { .. }), "{later}");
        }
    }
}
