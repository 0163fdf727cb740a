//! Somebody who asks the API all the while, on a thread and connections of their own: so many questions a second, whether
//! or not the ones before are answered, each timed from the moment at which it was due. So a server that stalls is not
//! asked less.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use tokio::sync::mpsc;

/// Between two questions: fifty a second.
const EVERY: Duration = Duration::from_millis(20);
/// What the first of them take, whose connections have to be opened.
pub const WARM: Duration = Duration::from_secs(2);

/// When a question was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// While nothing is measured.
    Before = 0,
    /// While the worker only looks whether something is due.
    Idle = 1,
    /// While it works.
    Busy = 2,
    /// At the end.
    Over = 3,
}

/// What is asked, as often as each of the others.
pub struct Question {
    /// In a few words.
    pub name: &'static str,
    /// Where.
    pub path: String,
    /// By whom.
    pub token: Token,
    /// What is written; nothing where it only reads.
    pub write: Option<Value>,
}

/// An access token, which may be another one later.
#[derive(Clone)]
pub struct Token(Arc<Mutex<String>>);

impl Token {
    /// This one, for now.
    pub fn new(token: String) -> Self {
        Self(Arc::new(Mutex::new(token)))
    }

    /// This one in its place.
    #[allow(dead_code, reason = "where the clock stands still no token grows old")]
    pub fn renew(&self, token: String) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = token;
    }

    fn read(&self) -> String {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

/// Where the questions are asked, and which.
pub struct Witness {
    pub url: String,
    pub questions: Vec<Question>,
}

/// What came of a question.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub phase: u8,
    pub name: &'static str,
    pub took: Duration,
    /// 0 when there was none.
    pub status: u16,
}

/// Who asks.
pub struct Asker {
    phase: Arc<AtomicU8>,
    thread: JoinHandle<Result<Vec<Answer>>>,
}

impl Asker {
    /// Begins to ask.
    pub fn start(witness: Witness) -> Result<Self> {
        let phase = Arc::new(AtomicU8::new(Phase::Before as u8));
        let seen = phase.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("a runtime")?;
        let thread = std::thread::spawn(move || runtime.block_on(ask(&witness, &seen)));
        Ok(Self { phase, thread })
    }

    /// From now on.
    pub fn phase(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::SeqCst);
    }

    /// Everything that was asked.
    pub fn end(self) -> Result<Vec<Answer>> {
        self.phase(Phase::Over);
        self.thread.join().map_err(|_| anyhow!("whoever asked broke off"))?
    }
}

async fn ask(witness: &Witness, phase: &AtomicU8) -> Result<Vec<Answer>> {
    let http = Client::new();
    let count = AtomicUsize::new(0);
    let (send, mut receive) = mpsc::unbounded_channel();
    let mut clock = tokio::time::interval(EVERY);
    loop {
        // A tick that comes late keeps the moment at which it was due.
        let due: Instant = clock.tick().await.into();
        let now = phase.load(Ordering::SeqCst);
        if now == Phase::Over as u8 {
            break;
        }
        let number = count.fetch_add(1, Ordering::Relaxed);
        let question = &witness.questions[number % witness.questions.len()];
        let (name, request) = (question.name, request(&http, &witness.url, question, number));
        let send = send.clone();
        tokio::spawn(async move {
            let status = match request.send().await {
                Ok(answer) => Some(answer.status().as_u16()).zip(answer.bytes().await.ok()),
                Err(_) => None,
            };
            let status = status.map_or(0, |(status, _)| status);
            // Nobody listens any more when the benchmark has failed.
            let _ = send.send(Answer { phase: now, name, took: due.elapsed(), status });
        });
    }
    drop(send);
    let mut answers = Vec::new();
    while let Some(answer) = receive.recv().await {
        answers.push(answer);
    }
    Ok(answers)
}

fn request(http: &Client, url: &str, question: &Question, number: usize) -> RequestBuilder {
    let path = format!("{url}{}", question.path);
    let request = match &question.write {
        Some(body) => http.post(path).header("idempotency-key", format!("load-{number:08}")).json(body),
        None => http.get(path),
    };
    request.bearer_auth(question.token.read())
}
