//! The only place of the demo that speaks HTTP: somebody's device with its session, and a readable complaint when the
//! server says no. It knows paths and JSON, nothing of bread.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::stage::Stage;

/// An access token lives ten minutes; a device asks for the next one a little earlier.
const FRESH: TimeDelta = TimeDelta::minutes(9);

/// The API of one server.
pub struct Api<'a> {
    /// Where it runs.
    pub stage: &'a dyn Stage,
    http: reqwest::Client,
    keys: AtomicU64,
}

/// Somebody's device, signed in.
pub struct Device<'a> {
    api: &'a Api<'a>,
    session: Mutex<Session>,
}

#[derive(Clone)]
struct Session {
    access: String,
    refresh: String,
    since: DateTime<Utc>,
}

impl<'a> Api<'a> {
    /// A client of the server that `stage` runs.
    pub fn new(stage: &'a dyn Stage) -> Result<Self> {
        let http = reqwest::Client::builder().build().context("no HTTP client")?;
        Ok(Self { stage, http, keys: AtomicU64::new(0) })
    }

    /// Creates something that needs no session.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request = self.request(Method::POST, path).header("idempotency-key", self.key()).json(body);
        Ok(answer(path, request).await?.body)
    }

    /// Signs a device in with a one-time pairing token; answers its session's id too.
    pub async fn sign_in(&'a self, token: &str, device_label: &str) -> Result<(Device<'a>, String)> {
        let body = json!({ "pairing_token": token, "device_label": device_label });
        let opened = self.post("/v1/sessions", &body).await?;
        Ok((self.device(&opened)?, text(&opened, "session_id")?.to_owned()))
    }

    /// The device whose session an answer opened.
    pub fn device(&'a self, opened: &Value) -> Result<Device<'a>> {
        Ok(Device { api: self, session: Mutex::new(self.session(opened)?) })
    }

    fn session(&self, opened: &Value) -> Result<Session> {
        let (access, refresh) = (text(opened, "access_token")?, text(opened, "refresh_token")?);
        Ok(Session { access: access.to_owned(), refresh: refresh.to_owned(), since: self.stage.now() })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.stage.url()))
    }

    /// A new key for each intention; a client in the field draws it by chance.
    fn key(&self) -> String {
        format!("demo-{:08}", self.keys.fetch_add(1, Ordering::Relaxed))
    }
}

impl Device<'_> {
    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value> {
        Ok(self.ask(Method::GET, path, None, None).await?.body)
    }

    /// Reads all parts of a list.
    pub async fn list(&self, path: &str) -> Result<Vec<Value>> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut items = Vec::new();
        let mut next = format!("{path}{joint}limit=200");
        loop {
            let part = self.get(&next).await?;
            items.extend(part["items"].as_array().with_context(|| format!("{path} is no list"))?.iter().cloned());
            match part["next_cursor"].as_str() {
                Some(cursor) => next = format!("{path}{joint}limit=200&cursor={cursor}"),
                None => return Ok(items),
            }
        }
    }

    /// Creates, or says that something happened.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        Ok(self.ask(Method::POST, path, Some(body), None).await?.body)
    }

    /// Does something to the version that was read.
    pub async fn post_if(&self, path: &str, version: i64, body: &Value) -> Result<Value> {
        Ok(self.ask(Method::POST, path, Some(body), Some(format!("\"{version}\""))).await?.body)
    }

    /// Creates, unless the server says that there is one already.
    pub async fn post_if_none(&self, path: &str, body: &Value, code: &str) -> Result<Option<Value>> {
        match self.ask(Method::POST, path, Some(body), None).await {
            Ok(answer) => Ok(Some(answer.body)),
            Err(error) if error.downcast_ref::<Refused>().is_some_and(|no| no.code == code) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes the whole of something that was not there.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Value> {
        Ok(self.ask(Method::PUT, path, Some(body), None).await?.body)
    }

    /// Replaces the whole of something, whatever stood there.
    pub async fn replace(&self, path: &str, body: &Value) -> Result<Value> {
        Ok(self.ask(Method::PUT, path, Some(body), Some("*".to_owned())).await?.body)
    }

    /// Reads the current version, then changes it.
    pub async fn edit(&self, path: &str, body: &Value) -> Result<Value> {
        let tag = self.ask(Method::GET, path, None, None).await?.tag.unwrap_or_else(|| "*".to_owned());
        Ok(self.ask(Method::PATCH, path, Some(body), Some(tag)).await?.body)
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>, tag: Option<String>) -> Result<Answer> {
        let mut request = self.api.request(method.clone(), path).bearer_auth(self.access().await?);
        if method == Method::POST {
            request = request.header("idempotency-key", self.api.key());
        }
        if let Some(tag) = tag {
            request = request.header("if-match", tag);
        }
        if let Some(body) = body.filter(|body| !body.is_null()) {
            request = request.json(body);
        }
        answer(path, request).await
    }

    async fn access(&self) -> Result<String> {
        let held = self.held()?;
        if self.api.stage.now() < held.since + FRESH {
            return Ok(held.access);
        }
        let body = json!({ "refresh_token": held.refresh });
        let opened = self.api.post("/v1/sessions/refresh", &body).await?;
        let renewed = self.api.session(&opened)?;
        let access = renewed.access.clone();
        *self.session.lock().map_err(|_| anyhow::anyhow!("a session was left half written"))? = renewed;
        Ok(access)
    }

    fn held(&self) -> Result<Session> {
        Ok(self.session.lock().map_err(|_| anyhow::anyhow!("a session was left half written"))?.clone())
    }
}

/// What the server said when it said no.
#[derive(Debug)]
pub struct Refused {
    path: String,
    status: StatusCode,
    /// The problem's stable code.
    pub code: String,
    problem: String,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} answered {}: {}", self.path, self.status, self.problem)
    }
}

impl std::error::Error for Refused {}

struct Answer {
    tag: Option<String>,
    body: Value,
}

async fn answer(path: &str, request: RequestBuilder) -> Result<Answer> {
    let response = request.send().await.with_context(|| format!("{path} was not answered"))?;
    let status = response.status();
    let tag = response.headers().get("etag").and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    let text = response.text().await.with_context(|| format!("{path} stopped half way"))?;
    let body = serde_json::from_str::<Value>(&text).unwrap_or(Value::Null);
    if !status.is_success() {
        let code = body["code"].as_str().unwrap_or_default().to_owned();
        bail!(Refused { path: path.to_owned(), status, code, problem: text });
    }
    Ok(Answer { tag, body })
}

/// A text member of an answer.
pub fn text<'v>(body: &'v Value, member: &str) -> Result<&'v str> {
    body[member].as_str().with_context(|| format!("the answer has no text {member:?}: {body}"))
}

/// A list member of an answer.
pub fn items<'v>(body: &'v Value, member: &str) -> Result<&'v Vec<Value>> {
    body[member].as_array().with_context(|| format!("the answer has no list {member:?}: {body}"))
}
