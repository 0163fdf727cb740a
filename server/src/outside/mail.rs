//! E-mail over SMTP, always encrypted on the way to a machine that is not ours.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use app::notices::carrier::{Courier, Note, Receipt};
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::{Error, authentication::Credentials};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use reqwest::Url;

use crate::config::Settings;
use crate::secret;

/// The subject of every e-mail: what it is about stands inside, where no list of mails shows it.
const SUBJECT: &str = "Un avis de Palier";

/// Hands e-mails to a server.
pub struct Mail {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

/// The server of the settings; none where none is named. What is missing or wrong ends the start.
pub async fn read(settings: &Settings) -> Result<Option<Mail>> {
    let Some(url) = &settings.mail_url else { return Ok(None) };
    let url = Url::parse(url).context("mail_url n'est pas une adresse, comme smtps://mail.exemple.fr:465")?;
    let from = settings.mail_from.as_deref().context("mail_from manque: de qui viennent les courriels")?;
    let from = from.parse().context("mail_from n'est pas une adresse, comme Palier <avis@exemple.fr>")?;
    let own = super::is_own(&url).await.unwrap_or(false);
    if !url.username().is_empty() || url.password().is_some() {
        bail!("mail_url ne doit tenir ni nom ni mot de passe: donnez mail_user et mail_password_file");
    }
    let sealed = url.scheme() == "smtps" || url.query() == Some("tls=required");
    let at_home = url.scheme() == "smtp" && own;
    if !sealed && !at_home {
        bail!("mail_url doit commencer par smtps://, finir par ?tls=required, ou mener à une machine à vous");
    }
    let credentials = match (&settings.mail_user, &settings.mail_password_file) {
        (Some(user), Some(path)) => {
            let word = secret::private_text(path);
            let word = word.with_context(|| format!("mail_password_file: {} ne convient pas", path.display()))?;
            Some(Credentials::new(user.clone(), word.trim_end().to_owned()))
        }
        (None, None) => None,
        _ => bail!("mail_user et mail_password_file vont ensemble"),
    };
    Ok(Some(Mail::new(&url, credentials, from, Duration::from_millis(settings.mail_timeout_ms))?))
}

impl Mail {
    /// Speaks to the server at `url`, which has `patience` for the whole of a message.
    pub fn new(url: &Url, credentials: Option<Credentials>, from: Mailbox, patience: Duration) -> Result<Self> {
        super::choose_tls();
        let server =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str()).context("mail_url ne convient pas")?;
        let server = credentials.into_iter().fold(server, |server, known| server.credentials(known));
        Ok(Self { server: server.timeout(Some(patience)).build(), from, patience })
    }

    fn message(&self, note: &Note) -> Option<Message> {
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(note.to.parse().ok()?)
            .subject(SUBJECT)
            // The same name, the same message: many readers show one that came twice once.
            .message_id(Some(format!("<{}@{domain}>", note.name)))
            .header(ContentType::TEXT_PLAIN);
        message.body(note.text.clone()).ok()
    }
}

#[async_trait::async_trait]
impl Courier for Mail {
    async fn carry(&self, note: &Note) -> Receipt {
        let Some(message) = self.message(note) else { return Receipt::Gone };
        // The library's limit is for each word of the conversation.
        match tokio::time::timeout(self.patience, self.server.send(message)).await {
            Ok(Ok(_)) => Receipt::Taken,
            Ok(Err(error)) => receipt(&error),
            Err(_) => Receipt::Later { after: None, why: "too slow".to_owned() },
        }
    }
}

/// What an error means, RFC 5321 section 4.2 and RFC 4954 section 6. Its text may hold the address, so it is not told.
fn receipt(error: &Error) -> Receipt {
    let status = error.status().map(|code| code.to_string());
    match status.as_deref() {
        Some("530" | "534" | "535" | "538") => Receipt::Barred(status.unwrap_or_default()),
        Some("550" | "551" | "553") => Receipt::Gone,
        Some(code) if error.is_permanent() => Receipt::Unfit(code.to_owned()),
        Some(code) => Receipt::Later { after: None, why: code.to_owned() },
        None => Receipt::Later { after: None, why: "no answer".to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_missing_or_wrong_ends_the_start_with_its_setting() {
        let with = |url: &str| Settings {
            mail_url: Some(url.to_owned()),
            mail_from: Some("Palier <avis@exemple.fr>".to_owned()),
            ..Settings::defaults().unwrap()
        };
        for good in ["smtps://mail.exemple.fr:465", "smtp://mail.exemple.fr:587?tls=required", "smtp://127.0.0.1:25"] {
            assert!(read(&with(good)).await.unwrap().is_some(), "{good}");
        }
        let user = Some("avis".to_owned());
        for (wrong, told) in [
            (with("mail"), "mail_url"),
            (with("smtp://mail.exemple.invalid:25"), "mail_url"),
            (with("smtp://mail.exemple.invalid:587?tls=opportunistic"), "mail_url"),
            (with("smtps://avis:sesame@mail.exemple.fr"), "mail_password_file"),
            (Settings { mail_from: None, ..with("smtp://127.0.0.1:25") }, "mail_from"),
            (Settings { mail_from: Some("Palier".to_owned()), ..with("smtp://127.0.0.1:25") }, "mail_from"),
            (Settings { mail_user: user, ..with("smtp://127.0.0.1:25") }, "mail_password_file"),
        ] {
            let error = format!("{:#}", read(&wrong).await.err().expect("refused"));
            assert!(error.contains(told) && !error.contains("sesame"), "{error}");
        }
        assert!(read(&Settings::defaults().unwrap()).await.unwrap().is_none());
    }
}
