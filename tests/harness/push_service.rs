//! A push service that takes what palier sends: a real HTTP server that opens the messages with the devices' keys, remembers
//! them, and answers as it is told to.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use app::notices::carrier::Carriers;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use server::outside::vapid::Vapid;
use server::outside::web_push::WebPush;
use shared::clock::Clock;
use tokio::sync::Barrier;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;
use web_push_native::{Auth, decrypt};

/// Short, so that a service that hangs holds up no test.
const PATIENCE: Duration = Duration::from_millis(400);

/// What the service answers to a message.
#[derive(Debug, Clone)]
pub enum Says {
    /// This status, with these headers.
    Status(u16, &'static [(&'static str, &'static str)]),
    /// Nothing, ever.
    Nothing,
    /// 201 and a body that comes drop by drop and never ends.
    Drips,
    /// 201 when as many have come as this waits for, and nothing before.
    Together(Arc<Barrier>),
    /// 201 and more than anybody should read.
    Floods,
}

/// A message, as its device reads it.
#[derive(Debug, Clone)]
pub struct Message {
    /// Which device.
    pub device: usize,
    /// What it says.
    pub body: Value,
    /// The headers that came with it.
    pub headers: HeaderMap,
    /// When it came.
    pub at: Instant,
}

impl Message {
    /// A header's text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("a header in ASCII")).expect("the header")
    }
}

/// A push service of this test.
pub struct PushService {
    url: String,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    devices: AtomicUsize,
    says: Mutex<VecDeque<Says>>,
    sealed: Mutex<Vec<Sealed>>,
    strangers: AtomicUsize,
    met: AtomicUsize,
}

/// A message as it came. It is opened when somebody asks, so that a service to which thousands come answers at once.
struct Sealed {
    line: String,
    device: usize,
    body: Bytes,
    headers: HeaderMap,
    at: Instant,
}

impl Sealed {
    fn open(&self) -> Message {
        let (secret, auth) = keys(self.device);
        let opened = decrypt(self.body.to_vec(), &secret, &Auth::from(auth)).expect("a message for this device");
        let body = serde_json::from_slice(&opened).expect("JSON");
        Message { device: self.device, body, headers: self.headers.clone(), at: self.at }
    }
}

/// What a device knows: its number makes its keys.
fn keys(device: usize) -> (SecretKey, [u8; 16]) {
    let number = u32::try_from(device).expect("fewer devices than that").to_be_bytes();
    let (mut key, mut auth) = ([1; 32], [1; 16]);
    key[..4].copy_from_slice(&number);
    auth[..4].copy_from_slice(&number);
    (SecretKey::from_slice(&key).expect("a key"), auth)
}

impl PushService {
    /// Opens one.
    pub async fn open() -> Self {
        let inner = Arc::new(Inner::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(take).with_state(inner.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inner }
    }

    /// Carriers that send to it.
    pub fn carriers(&self, clock: Arc<dyn Clock>) -> Carriers {
        let key = SecretKey::from_slice(&[77; 32]).expect("a key");
        let vapid = Vapid::of(&key, "mailto:regie@exemple.fr".to_owned()).expect("a sender");
        let web_push = WebPush::new(vapid, clock, PATIENCE, true).expect("a carrier");
        Carriers { web_push: Some(Arc::new(web_push)), private_hosts: true, ..Carriers::default() }
    }

    /// What a new device sends to be told.
    pub fn device(&self) -> Value {
        let device = self.inner.devices.fetch_add(1, Ordering::Relaxed);
        self.known(device)
    }

    /// What a device that asked before sends.
    pub fn known(&self, device: usize) -> Value {
        let (secret, auth) = keys(device);
        json!({
            "endpoint": format!("{}/devices/{device}", self.url),
            "p256dh": URL_SAFE_NO_PAD.encode(secret.public_key().to_encoded_point(false).as_bytes()),
            "auth": URL_SAFE_NO_PAD.encode(auth),
            "language": "fr",
        })
    }

    /// The next messages get these answers, one each; those after them are taken.
    pub fn says(&self, answers: impl IntoIterator<Item = Says>) {
        self.inner.says.lock().expect("the answers").extend(answers);
    }

    /// Everything that came, whatever was answered to it.
    pub fn messages(&self) -> Vec<Message> {
        self.inner.sealed.lock().expect("the messages").iter().map(Sealed::open).collect()
    }

    /// Every request as it came, its message opened.
    pub fn captured(&self) -> Vec<String> {
        let sealed = self.inner.sealed.lock().expect("the messages");
        sealed.iter().map(|one| format!("{}\n{:?}\n{}", one.line, one.headers, one.open().body)).collect()
    }

    /// How many came.
    pub fn count(&self) -> usize {
        self.inner.sealed.lock().expect("the messages").len()
    }

    /// Messages that were answered because others had come with them.
    pub fn met(&self) -> usize {
        self.inner.met.load(Ordering::Relaxed)
    }

    /// Requests for anything but a device.
    pub fn strangers(&self) -> usize {
        self.inner.strangers.load(Ordering::Relaxed)
    }
}

async fn take(State(inner): State<Arc<Inner>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let Some(device) = uri.path().strip_prefix("/devices/").and_then(|number| number.parse().ok()) else {
        inner.strangers.fetch_add(1, Ordering::Relaxed);
        return StatusCode::NOT_FOUND.into_response();
    };
    inner.sealed.lock().expect("the messages").push(Sealed {
        line: format!("{method} {uri}"),
        device,
        body,
        headers,
        at: Instant::now(),
    });
    let said = inner.says.lock().expect("the answers").pop_front();
    match said.unwrap_or(Says::Status(201, &[])) {
        Says::Status(status, told) => {
            let mut answer = StatusCode::from_u16(status).expect("a status").into_response();
            for (name, value) in told {
                answer.headers_mut().insert(*name, value.parse().expect("a header"));
            }
            answer
        }
        Says::Nothing => std::future::pending().await,
        Says::Together(others) => {
            others.wait().await;
            inner.met.fetch_add(1, Ordering::Relaxed);
            StatusCode::CREATED.into_response()
        }
        Says::Drips => {
            // A length that is never reached.
            let head = [(header::CONTENT_LENGTH, "1000000")];
            (StatusCode::CREATED, head, Body::new(Dripping)).into_response()
        }
        Says::Floods => (StatusCode::CREATED, "x".repeat(16 << 20)).into_response(),
    }
}

/// A body that never has anything more.
pub(crate) struct Dripping;

impl http_body::Body for Dripping {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Pending
    }
}
