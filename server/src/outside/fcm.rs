//! Firebase Cloud Messaging, HTTP v1: to Android apps. Google's crate knows the messages, asks for the OAuth tokens of the
//! service account and sends; which answer means what is said here.
//!
//! The crate follows no redirect and takes no proxy. It bounds nothing: its connections are made by [`Bounded`], which ends them
//! after 64 kB, and one time limit is around everything that a letter asks for, the token included. Two things it does not let
//! us do. An answer of 200 whose body does not fit is known by its status alone, and an error's is read without its details, so
//! that a token is kept which might have been dropped. And its tokens grow old by the machine's clock, not by ours; one that Google
//! refuses before that is replaced at once. It logs tokens below a warning, where `telemetry` lets no library speak.

use std::sync::Arc;
use std::time::Duration;

use ::fcm::api::{AndroidConfig, FirebaseCloudMessaging, Message, Scope, SendMessageRequest};
use ::fcm::common::{self, Body, Client, Delegate, Response, Retry};
use ::fcm::hyper_util::client::legacy;
use ::fcm::hyper_util::rt::TokioExecutor;
use ::fcm::yup_oauth2::authenticator::Authenticator;
use ::fcm::yup_oauth2::client::CustomHyperClientBuilder;
use ::fcm::yup_oauth2::{AccessToken, ServiceAccountAuthenticator};
use anyhow::Context as _;
use app::notices::carrier::{Address, Carrier, Letter, Receipt};
use chrono::TimeDelta;
use shared::clock::Clock;
use tokio::time::timeout;

use super::bounded::Bounded;
use super::fcm_answer::{receipt, unsigned};
use super::retry_after::retry_after;
use super::service_account::ServiceAccount;

/// Where Google takes messages.
pub const GOOGLE: &str = "https://fcm.googleapis.com/";

/// What the key is asked to allow: to send, and nothing else of the project.
const SCOPES: [Scope; 1] = [Scope::FirebaseMessaging];
/// Under which name an app finds the notice among the data of a message.
const DATA: &str = "notice";

/// Carries to the Android apps of one Firebase project.
pub struct Fcm {
    tokens: Authenticator<Bounded>,
    client: Client<Bounded>,
    url: String,
    project: String,
    clock: Arc<dyn Clock>,
    patience: Duration,
}

impl Fcm {
    /// Sends in the name of `account` to the service at `url`, which has `patience` for a letter. `plain` lets http in, for tests.
    pub async fn new(
        account: ServiceAccount,
        url: &str,
        clock: Arc<dyn Clock>,
        patience: Duration,
        plain: bool,
    ) -> anyhow::Result<Self> {
        let ServiceAccount { key, project } = account;
        let roots =
            "fcm_key_file: cette machine ne connaît aucune autorité de certification; installez ca-certificates";
        let connections = Bounded::new(patience, plain).context(roots)?;
        let asking = CustomHyperClientBuilder::from(client::<String>(&connections));
        let tokens = ServiceAccountAuthenticator::with_client(key, asking).build().await;
        // What went wrong is left out: nothing that was made from the key is told.
        let wrong = "fcm_key_file: private_key n'est pas une clé; reprenez le fichier dans la console Firebase";
        let tokens = tokens.ok().context(wrong)?;
        Ok(Self { tokens, client: client::<Body>(&connections), url: url.to_owned(), project, clock, patience })
    }

    /// A token may be refused before its hour is over: then one new one is asked for, and what Google says to that holds.
    async fn ask(&self, letter: &Letter, to: &str) -> Result<Receipt, Receipt> {
        let token = self.tokens.token(&SCOPES).await.map_err(unsigned)?;
        let said = self.send(letter, to, &token).await;
        if !matches!(said, Receipt::Barred(_)) {
            return Ok(said);
        }
        let token = self.tokens.force_refreshed_token(&SCOPES).await.map_err(unsigned)?;
        Ok(self.send(letter, to, &token).await)
    }

    async fn send(&self, letter: &Letter, to: &str, token: &AccessToken) -> Receipt {
        let Some(token) = token.token() else { return Receipt::Later { after: None, why: "no token".to_owned() } };
        let mut hub = FirebaseCloudMessaging::new(self.client.clone(), token.to_owned());
        hub.base_url(self.url.clone());
        let mut heard = Heard { clock: self.clock.clone(), status: 0, after: None };
        let request = SendMessageRequest { message: Some(message(letter, to)), validate_only: None };
        let parent = format!("projects/{}", self.project);
        let sent = hub.projects().messages_send(request, &parent).delegate(&mut heard).doit().await;
        match sent {
            // Google has it, whatever it said about that.
            Ok(_) | Err(common::Error::JsonDecodeError(..)) => Receipt::Taken,
            Err(common::Error::BadRequest(said)) => receipt(heard.status, heard.after, &said),
            Err(common::Error::Failure(_)) => receipt(heard.status, heard.after, &serde_json::Value::Null),
            Err(common::Error::HttpError(error)) => Receipt::Later { after: None, why: error.to_string() },
            Err(_) => Receipt::Unfit("a request that cannot be made".to_owned()),
        }
    }
}

#[async_trait::async_trait]
impl Carrier for Fcm {
    fn fits(&self, to: &Address) -> bool {
        matches!(to, Address::Fcm(_))
    }

    async fn carry(&self, letter: &Letter) -> Receipt {
        let Address::Fcm(to) = &letter.to else {
            return Receipt::Unfit("an address of another carrier".to_owned());
        };
        match timeout(self.patience, self.ask(letter, to)).await {
            Ok(Ok(said) | Err(said)) => said,
            Err(_) => Receipt::Later { after: None, why: "no answer in time".to_owned() },
        }
    }
}

/// A client that uses each connection once: so much may be read of one.
fn client<B>(connections: &Bounded) -> legacy::Client<Bounded, B>
where
    B: hyper::body::Body + Send,
    B::Data: Send,
{
    legacy::Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connections.clone())
}

/// Data alone: a notification would be shown by Android itself, and the app chooses how one notice takes another's place.
fn message(letter: &Letter, to: &str) -> Message {
    let android = AndroidConfig {
        collapse_key: Some(letter.topic.clone()),
        priority: Some(if letter.urgent { "high" } else { "normal" }.to_owned()),
        ttl: Some(TimeDelta::seconds(letter.lives_s.into())),
        ..AndroidConfig::default()
    };
    Message {
        token: Some(to.to_owned()),
        data: Some([(DATA.to_owned(), letter.body.clone())].into()),
        android: Some(android),
        ..Message::default()
    }
}

/// What the crate keeps to itself of an answer that is no success.
struct Heard {
    clock: Arc<dyn Clock>,
    status: u16,
    after: Option<Duration>,
}

impl Delegate for Heard {
    fn http_failure(&mut self, answer: &Response, _: Option<&serde_json::Value>) -> Retry {
        self.status = answer.status().as_u16();
        self.after = retry_after(answer.headers(), self.clock.now());
        // Whether to try again is for the queue to say.
        Retry::Abort
    }
}
