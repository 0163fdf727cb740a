//! A gateway for text messages that takes what palier hands over: a real HTTP server that remembers the messages, answers as it
//! is told to, and signs reports.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::notices::carrier::{Carriers, Sms};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use server::outside::sms::Gateway;
use sha2::Sha256;
use shared::clock::Clock;

/// Short, so that a gateway that hangs holds up no test.
const PATIENCE: Duration = Duration::from_millis(400);
const TOKEN: &str = "sesame";
const REPORT_KEY: [u8; 32] = [42; 32];

/// A gateway of this test.
pub struct SmsGateway {
    url: String,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    says: Mutex<VecDeque<u16>>,
    messages: Mutex<Vec<Value>>,
    captured: Mutex<Vec<String>>,
}

impl SmsGateway {
    /// Opens one.
    pub async fn open() -> Self {
        let inner = Arc::new(Inner::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/messages", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(take).with_state(inner.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inner }
    }

    /// `others`, and the way to this gateway.
    pub fn beside(&self, others: Carriers, clock: Arc<dyn Clock>) -> Carriers {
        let url = self.url.parse().expect("an address");
        let gateway = Arc::new(Gateway::new(url, TOKEN.to_owned(), PATIENCE, clock).expect("a gateway"));
        let sms = Some(Sms { gateway, report_key: Some(REPORT_KEY.into()) });
        Carriers { sms, link: Some("https://palier.exemple.fr".to_owned()), ..others }
    }

    /// The next messages get these answers, one each; those after them are taken. 0 is no answer, ever; 302 leads to another address.
    pub fn says(&self, answers: impl IntoIterator<Item = u16>) {
        self.inner.says.lock().expect("the answers").extend(answers);
    }

    /// Everything that came, whatever was answered to it.
    pub fn messages(&self) -> Vec<Value> {
        self.inner.messages.lock().expect("the messages").clone()
    }

    /// Every request as it came, to whatever address.
    pub fn captured(&self) -> Vec<String> {
        self.inner.captured.lock().expect("the requests").clone()
    }

    /// How the gateway signs a report, by its clock.
    pub fn signature(&self, clock: &dyn Clock, body: &str) -> String {
        let at = clock.now().timestamp();
        let mut mac = Hmac::<Sha256>::new_from_slice(&REPORT_KEY).expect("a key");
        mac.update(format!("{at}.{body}").as_bytes());
        let tag: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("t={at},v1={tag}")
    }
}

async fn take(State(inner): State<Arc<Inner>>, method: Method, uri: Uri, headers: HeaderMap, body: String) -> Response {
    inner.captured.lock().expect("the requests").push(format!("{method} {uri}\n{headers:?}\n{body}"));
    if headers.get("authorization").is_none_or(|told| told != format!("Bearer {TOKEN}").as_str()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    inner.messages.lock().expect("the messages").push(serde_json::from_str(&body).expect("JSON"));
    let said = inner.says.lock().expect("the answers").pop_front();
    match said.unwrap_or(202) {
        0 => std::future::pending().await,
        302 => (StatusCode::FOUND, [("location", "/elsewhere")]).into_response(),
        status => StatusCode::from_u16(status).expect("a status").into_response(),
    }
}
