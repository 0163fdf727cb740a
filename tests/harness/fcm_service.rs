//! Google's FCM as palier sees it: a real HTTP server that gives out OAuth tokens and takes messages, keeps every byte that came,
//! and answers as it is told to. The key beside this file opens nothing but it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::notices::carrier::Carriers;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use server::outside::fcm::Fcm;
use server::outside::service_account::ServiceAccount;
use shared::clock::Clock;

use crate::push_service::Dripping;

/// Short, so that a service that hangs holds up no test.
const PATIENCE: Duration = Duration::from_millis(800);
const KEY: &str = include_str!("fcm_key.pem");
const PROJECT: &str = "palier-essai";

/// What the service answers to a message.
#[derive(Debug, Clone, Copy)]
pub enum FcmSays {
    /// This status, with FCM's own word for the fault and the field that it is about; empty where there is none.
    Fault(u16, &'static str, &'static str),
    /// 429, with these headers.
    Busy(&'static [(&'static str, &'static str)]),
    /// It is elsewhere.
    Moved,
    /// Nothing, ever.
    Nothing,
    /// 200 and a body that comes drop by drop and never ends.
    Drips,
    /// 200 and more than anybody should read.
    Floods,
}

/// What the service answers to who asks for an OAuth token.
#[derive(Debug, Clone, Copy)]
pub enum OAuthSays {
    /// It knows no such key.
    Revoked,
    /// 503.
    Down,
}

/// A request, every part of it.
#[derive(Debug, Clone)]
pub struct FcmRequest {
    /// How it was asked for.
    pub line: String,
    /// The headers that came with it.
    pub headers: HeaderMap,
    /// What it said.
    pub body: String,
}

impl FcmRequest {
    /// The message in it.
    pub fn message(&self) -> Value {
        let body: Value = serde_json::from_str(&self.body).expect("JSON");
        body["message"].clone()
    }

    /// What the app reads.
    pub fn notice(&self) -> Value {
        serde_json::from_str(self.message()["data"]["notice"].as_str().expect("a notice")).expect("JSON")
    }

    /// In whose name it was sent.
    pub fn authorization(&self) -> &str {
        self.headers["authorization"].to_str().expect("a header in ASCII")
    }
}

/// FCM of this test.
pub struct FcmService {
    url: String,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    says: Mutex<VecDeque<FcmSays>>,
    oauth: Mutex<VecDeque<OAuthSays>>,
    messages: Mutex<Vec<FcmRequest>>,
    tokens: Mutex<Vec<FcmRequest>>,
    strangers: Mutex<Vec<FcmRequest>>,
}

impl FcmService {
    /// Opens one.
    pub async fn open() -> Self {
        let inner = Arc::new(Inner::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(take).with_state(inner.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inner }
    }

    /// Carriers that send to it, and to nobody else.
    pub async fn carriers(&self, clock: Arc<dyn Clock>) -> Carriers {
        let key = json!({
            "type": "service_account",
            "project_id": PROJECT,
            "private_key": KEY,
            "client_email": "palier@palier-essai.iam.gserviceaccount.com",
            "token_uri": format!("{}/token", self.url),
        });
        let account = ServiceAccount::of(&key.to_string()).expect("a service account");
        let fcm = Fcm::new(account, &format!("{}/", self.url), clock, PATIENCE, true).await.expect("a carrier");
        Carriers { fcm: Some(Arc::new(fcm)), ..Carriers::default() }
    }

    /// What the app on a phone sends to be told.
    pub fn device(number: usize) -> Value {
        json!({ "fcm_token": Self::token(number), "language": "fr" })
    }

    /// The registration token of a phone.
    pub fn token(number: usize) -> String {
        format!("c0ffee{number}:APA91b-Jeton_{number}")
    }

    /// The next messages get these answers, one each; those after them are taken.
    pub fn says(&self, answers: impl IntoIterator<Item = FcmSays>) {
        self.inner.says.lock().expect("the answers").extend(answers);
    }

    /// The next who ask for an OAuth token get these answers, one each; those after them get a token.
    pub fn oauth_says(&self, answers: impl IntoIterator<Item = OAuthSays>) {
        self.inner.oauth.lock().expect("the answers").extend(answers);
    }

    /// Every message that came, whatever was answered to it.
    pub fn messages(&self) -> Vec<FcmRequest> {
        self.inner.messages.lock().expect("the messages").clone()
    }

    /// How often an OAuth token was asked for.
    pub fn tokens(&self) -> usize {
        self.inner.tokens.lock().expect("the tokens").len()
    }

    /// How many asked for anything else.
    pub fn strangers(&self) -> usize {
        self.inner.strangers.lock().expect("the strangers").len()
    }

    /// Every request of whatever kind, as it came over the wire.
    pub fn captured(&self) -> Vec<String> {
        let all = [&self.inner.messages, &self.inner.tokens, &self.inner.strangers];
        let all = all.into_iter().flat_map(|kept| kept.lock().expect("the requests").clone());
        all.map(|request| format!("{}\n{:?}\n{}", request.line, request.headers, request.body)).collect()
    }
}

async fn take(State(inner): State<Arc<Inner>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let body = String::from_utf8(body.to_vec()).expect("a body in UTF-8");
    let request = FcmRequest { line: format!("{method} {uri}"), headers, body };
    if uri.path() == "/token" {
        let mut tokens = inner.tokens.lock().expect("the tokens");
        tokens.push(request);
        let said = inner.oauth.lock().expect("the answers").pop_front();
        return token(tokens.len(), said);
    }
    if uri.path() != format!("/v1/projects/{PROJECT}/messages:send") {
        inner.strangers.lock().expect("the strangers").push(request);
        return StatusCode::NOT_FOUND.into_response();
    }
    inner.messages.lock().expect("the messages").push(request);
    let said = inner.says.lock().expect("the answers").pop_front();
    match said {
        None => axum::Json(json!({ "name": format!("projects/{PROJECT}/messages/0:1") })).into_response(),
        Some(FcmSays::Fault(status, code, field)) => fault(status, code, field),
        Some(FcmSays::Busy(told)) => {
            let mut answer = fault(429, "QUOTA_EXCEEDED", "");
            for (name, value) in told {
                answer.headers_mut().insert(*name, value.parse().expect("a header"));
            }
            answer
        }
        Some(FcmSays::Moved) => (StatusCode::FOUND, [(header::LOCATION, "/metadata")]).into_response(),
        Some(FcmSays::Nothing) => std::future::pending().await,
        Some(FcmSays::Drips) => {
            // A length that is never reached.
            ([(header::CONTENT_LENGTH, "1000000")], Body::new(Dripping)).into_response()
        }
        Some(FcmSays::Floods) => "x".repeat(16 << 20).into_response(),
    }
}

/// An answer of the token endpoint, RFC 6749 section 5.
fn token(number: usize, said: Option<OAuthSays>) -> Response {
    match said {
        None => {
            let given =
                json!({ "access_token": format!("acces-{number}"), "token_type": "Bearer", "expires_in": 3600 });
            axum::Json(given).into_response()
        }
        Some(OAuthSays::Revoked) => {
            let said = json!({ "error": "invalid_grant", "error_description": "Invalid JWT Signature." });
            (StatusCode::BAD_REQUEST, axum::Json(said)).into_response()
        }
        Some(OAuthSays::Down) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// An error as Google words it.
fn fault(status: u16, code: &str, field: &str) -> Response {
    let mut details = Vec::new();
    if !code.is_empty() {
        details.push(json!({ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code }));
    }
    if !field.is_empty() {
        let violation = json!({ "field": field, "description": "une phrase de Google" });
        details.push(json!({ "@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation] }));
    }
    let error = json!({ "code": status, "message": "une phrase de Google", "details": details });
    let status = StatusCode::from_u16(status).expect("a status");
    (status, axum::Json(json!({ "error": error }))).into_response()
}
