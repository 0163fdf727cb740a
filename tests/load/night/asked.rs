//! Somebody who asks the API all the while, on a thread and connections of their own: so many questions a second, whether
//! or not the ones before are answered, each timed from the moment at which it was due. So a server that stalls is not
//! asked less.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use reqwest::{Client, RequestBuilder};
use serde_json::json;
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
    /// While it plans.
    Night = 2,
    /// At the end.
    Over = 3,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The coordinator's board of the day.
    Board,
    /// A volunteer's round with all its doors.
    Round,
    /// Who am I: the least that is asked with a token.
    Me,
    /// A talk noted: a write, durable when it is answered.
    Talk,
}

impl Kind {
    /// As often as each other.
    pub const ALL: [Self; 4] = [Self::Board, Self::Round, Self::Me, Self::Talk];
}

/// Whose questions, and where.
pub struct Witness {
    pub url: String,
    pub desk: String,
    pub volunteer: String,
    pub board: String,
    pub round: String,
    pub talk: String,
}

/// One question.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub phase: u8,
    pub kind: Kind,
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
        let thread = std::thread::spawn(move || runtime.block_on(ask(Arc::new(witness), &seen)));
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

async fn ask(witness: Arc<Witness>, phase: &AtomicU8) -> Result<Vec<Answer>> {
    let http = Client::new();
    let count = Arc::new(AtomicUsize::new(0));
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
        let kind = Kind::ALL[number % Kind::ALL.len()];
        let request = question(&http, &witness, kind, number);
        let send = send.clone();
        tokio::spawn(async move {
            let status = match request.send().await {
                Ok(answer) => Some(answer.status().as_u16()).zip(answer.bytes().await.ok()),
                Err(_) => None,
            };
            let status = status.map_or(0, |(status, _)| status);
            // Nobody listens any more when the benchmark has failed.
            let _ = send.send(Answer { phase: now, kind, took: due.elapsed(), status });
        });
    }
    drop(send);
    let mut answers = Vec::new();
    while let Some(answer) = receive.recv().await {
        answers.push(answer);
    }
    Ok(answers)
}

fn question(http: &Client, witness: &Witness, kind: Kind, number: usize) -> RequestBuilder {
    let get = |path: &str, token: &str| http.get(format!("{}{path}", witness.url)).bearer_auth(token);
    match kind {
        Kind::Board => get(&witness.board, &witness.desk),
        Kind::Round => get(&witness.round, &witness.volunteer),
        Kind::Me => get("/v1/me", &witness.volunteer),
        Kind::Talk => {
            let talk = json!({ "outcome": "reached", "channel": "phone_relay" });
            let post = http.post(format!("{}{}", witness.url, witness.talk)).bearer_auth(&witness.desk);
            post.header("idempotency-key", format!("night-{number:08}")).json(&talk)
        }
    }
}
