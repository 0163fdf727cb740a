//! People with telephones: they ask, with what a good client sends along, and get an answer that the contract allows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::App;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use shared::clock::{Clock, ManualClock};
use shared::id::AccountId;
use tokio::sync::Mutex;
use tower::ServiceExt;

use crate::answered::Answered;
use crate::contract::{self, Exchange};

pub(crate) struct Inner {
    pub app: App,
    pub router: Router,
    pub clock: Arc<ManualClock>,
    pub keys: AtomicU32,
}

/// Whoever asks. Clones share one session.
#[derive(Clone)]
pub struct Phone {
    inner: Arc<Inner>,
    who: Who,
}

#[derive(Clone)]
enum Who {
    Nobody,
    Bearer(String),
    Signed { account: AccountId, session: Arc<Mutex<Signed>> },
}

/// A session's present pair of tokens.
pub(crate) struct Signed {
    account: AccountId,
    access: String,
    until: DateTime<Utc>,
    refresh: String,
}

impl Signed {
    pub(crate) fn read(opened: &Value) -> Self {
        let text = |name: &str| opened[name].as_str().unwrap_or_else(|| panic!("no {name} in {opened}")).to_owned();
        Self {
            account: text("account_id").parse().expect("an account id"),
            access: text("access_token"),
            until: text("access_expires_at").parse().expect("an instant"),
            refresh: text("refresh_token"),
        }
    }

    pub(crate) async fn pair(inner: &Arc<Inner>, account: AccountId) -> Self {
        let token = app::sessions::pair_from_console(&inner.app, account).await.expect("a pairing");
        let asked = json!({ "pairing_token": token, "device_label": "téléphone" });
        Self::read(&Phone::of_nobody(inner).post("/v1/sessions", asked).await.is(201))
    }
}

impl Phone {
    pub(crate) fn of_nobody(inner: &Arc<Inner>) -> Self {
        Self { inner: inner.clone(), who: Who::Nobody }
    }

    pub(crate) fn of_bearer(inner: &Arc<Inner>, token: &str) -> Self {
        Self { inner: inner.clone(), who: Who::Bearer(token.to_owned()) }
    }

    pub(crate) fn signed_in(inner: &Arc<Inner>, signed: Signed) -> Self {
        let who = Who::Signed { account: signed.account, session: Arc::new(Mutex::new(signed)) };
        Self { inner: inner.clone(), who }
    }

    /// The account that this device is signed in to.
    pub fn account(&self) -> AccountId {
        match &self.who {
            Who::Signed { account, .. } => *account,
            _ => panic!("nobody is signed in on this device"),
        }
    }

    /// The access token as it is now; renewed when it is over, paired anew when the session slept too long.
    pub async fn token(&self) -> Option<String> {
        match &self.who {
            Who::Nobody => None,
            Who::Bearer(token) => Some(token.clone()),
            Who::Signed { account, session } => {
                let mut signed = session.lock().await;
                if signed.until <= self.inner.clock.now() {
                    *signed = self.renewed(*account, &signed.refresh).await;
                }
                Some(signed.access.clone())
            }
        }
    }

    async fn renewed(&self, account: AccountId, refresh: &str) -> Signed {
        let nobody = Self::of_nobody(&self.inner);
        let asked = nobody.ask(Method::POST, "/v1/sessions/refresh").json(&json!({ "refresh_token": refresh }));
        let answered = Box::pin(asked.go()).await;
        if answered.status == StatusCode::OK {
            return Signed::read(&answered.json);
        }
        Box::pin(Signed::pair(&self.inner, account)).await
    }

    /// Asks anything; add headers and a body, then `go`.
    pub fn ask(&self, method: Method, path: &str) -> Ask {
        Ask { phone: self.clone(), method, path: path.to_owned(), headers: HeaderMap::new(), body: Vec::new() }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answered {
        self.ask(Method::GET, path).go().await
    }

    /// Creates, under a new Idempotency-Key.
    pub async fn post(&self, path: &str, body: Value) -> Answered {
        self.ask(Method::POST, path).key(&self.fresh_key()).json(&body).go().await
    }

    /// Creates, under this Idempotency-Key.
    pub async fn post_as(&self, path: &str, key: &str, body: Value) -> Answered {
        self.ask(Method::POST, path).key(key).json(&body).go().await
    }

    /// Does something to the version that was read.
    pub async fn post_if(&self, path: &str, etag: &str, body: Value) -> Answered {
        self.ask(Method::POST, path).if_match(etag).json(&body).go().await
    }

    /// Posts without a body, under a new Idempotency-Key.
    pub async fn post_empty(&self, path: &str) -> Answered {
        self.ask(Method::POST, path).key(&self.fresh_key()).go().await
    }

    /// Posts a text of another kind than JSON, such as `text/csv`, under a new Idempotency-Key.
    pub async fn post_text(&self, path: &str, kind: &str, text: &str) -> Answered {
        self.ask(Method::POST, path).key(&self.fresh_key()).text(kind, text).go().await
    }

    /// Changes whatever version stands.
    pub async fn patch(&self, path: &str, body: Value) -> Answered {
        self.patch_if(path, "*", body).await
    }

    /// Changes the version that was read: `"\"3\""`, as in [`Answered::etag`].
    pub async fn patch_if(&self, path: &str, etag: &str, body: Value) -> Answered {
        self.ask(Method::PATCH, path).if_match(etag).json(&body).go().await
    }

    /// Sets whatever version stands.
    pub async fn put(&self, path: &str, body: Value) -> Answered {
        self.put_if(path, "*", body).await
    }

    /// Sets the version that was read.
    pub async fn put_if(&self, path: &str, etag: &str, body: Value) -> Answered {
        self.ask(Method::PUT, path).if_match(etag).json(&body).go().await
    }

    /// Deletes whatever version stands.
    pub async fn delete(&self, path: &str) -> Answered {
        self.ask(Method::DELETE, path).if_match("*").go().await
    }

    /// An Idempotency-Key that was never used in this house.
    pub fn fresh_key(&self) -> String {
        format!("house-key-{:06}", self.inner.keys.fetch_add(1, Ordering::SeqCst))
    }
}

/// A question that is being written.
#[must_use = "nothing is asked until `go`"]
pub struct Ask {
    phone: Phone,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Ask {
    /// Adds a header; the value may hold any byte that HTTP allows.
    pub fn header(mut self, name: &'static str, value: impl AsRef<[u8]>) -> Self {
        let value = HeaderValue::from_bytes(value.as_ref()).expect("a header's value");
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    /// Adds an Idempotency-Key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Adds an If-Match.
    pub fn if_match(self, etag: &str) -> Self {
        self.header("if-match", etag)
    }

    /// Sends JSON.
    pub fn json(self, body: &Value) -> Self {
        self.text("application/json", &body.to_string())
    }

    /// Sends a text of this kind.
    pub fn text(mut self, kind: &str, text: &str) -> Self {
        self = self.header("content-type", kind);
        self.body = text.as_bytes().to_vec();
        self
    }

    /// Sends these bytes.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.body = bytes.to_vec();
        self
    }

    /// Asks, and holds question and answer against the contract.
    pub async fn go(mut self) -> Answered {
        if let Some(token) = self.phone.token().await {
            self = self.header("authorization", format!("Bearer {token}"));
        }
        let mut request = Request::builder().method(&self.method).uri(&self.path);
        *request.headers_mut().expect("a path that is an address") = self.headers.clone();
        let request = request.body(Body::from(self.body.clone())).expect("a request");
        let inner = self.phone.inner.clone();
        let response = inner.router.clone().oneshot(request).await.expect("a router that answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("an answer's body").to_bytes();
        // Ids are times: what is written later sorts later.
        inner.clock.advance(TimeDelta::milliseconds(1));
        let answered = Answered::new(format!("{} {}", self.method, self.path), parts.status, parts.headers, &bytes);
        contract::hold(&Exchange {
            method: &self.method,
            path: &self.path,
            asked_headers: &self.headers,
            asked_body: &self.body,
            answered: &answered,
        });
        answered
    }
}
