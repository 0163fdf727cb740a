//! A backlog that becomes due at one instant and is drained, and what the push service saw of it.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use chrono::TimeDelta;
use harness::{Backlog, Message};
use server::machine::SystemClock;
use shared::clock::Clock as _;
use shared::notice::NoticeKind;

use crate::asked::{Asker, Phase, Token, WARM};
use crate::town::Town;

/// Without one more message for so long it is given up.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often somebody looks whether it is over.
const LOOK: Duration = Duration::from_millis(100);
/// Access tokens live for ten minutes.
const RENEWED: Duration = Duration::from_secs(8 * 60);

/// What the push service saw.
#[derive(Debug, Clone, Copy)]
pub struct Drained {
    /// Notices that were written.
    pub written: usize,
    /// Messages that came.
    pub came: usize,
    /// Notices that came at least once.
    pub brought: usize,
    /// Readers who heard of something before what was written before it.
    pub out_of_order: usize,
    /// From the first message to the last.
    pub took: Duration,
}

/// Whoever asks meanwhile.
pub struct Asking {
    pub asker: Asker,
    pub tokens: [Token; 2],
    pub idle: Duration,
}

/// Writes `each` notices for every reader of the town, lets them become due at once, and waits until all were brought. `first` is
/// the number of the first.
pub async fn drain(town: &Town, each: usize, first: usize, asking: Option<&Asking>) -> Result<Drained> {
    let written = each * town.readers.len();
    let before = town.service.count();
    // Writing them takes a while, and so does listening to whoever asks while nothing is due.
    let idle = asking.map_or(Duration::ZERO, |asking| asking.idle);
    let writing = TimeDelta::seconds(2 + written as i64 / 4000);
    let due = SystemClock.now() + writing + TimeDelta::from_std(idle + WARM)?;
    // A kind that quiet hours do not hold back: the benchmark may run at night.
    let backlog = Backlog { kind: NoticeKind::RoundReminder, each, due, first };
    backlog.write(town.app.store.bare(), &town.readers).await;
    let left = || (due - SystemClock.now()).to_std().unwrap_or_default();
    if left() < idle {
        eprintln!("writing took longer than was thought: the idle time is shorter");
    }
    tokio::time::sleep(left().saturating_sub(idle)).await;
    phase(asking, Phase::Idle);
    tokio::time::sleep(left()).await;
    phase(asking, Phase::Busy);
    until_brought(town, before + written, asking).await?;
    phase(asking, Phase::Before);
    while app::notices::pending(&town.app).await? > 0 {
        tokio::time::sleep(LOOK).await;
    }
    Ok(seen(&town.service.messages()[before..], written))
}

fn phase(asking: Option<&Asking>, phase: Phase) {
    if let Some(asking) = asking {
        asking.asker.phase(phase);
    }
}

async fn until_brought(town: &Town, wanted: usize, asking: Option<&Asking>) -> Result<()> {
    let (mut count, mut since, mut renewed) = (town.service.count(), Instant::now(), Instant::now());
    while count < wanted {
        tokio::time::sleep(LOOK).await;
        let now = town.service.count();
        if now > count {
            (count, since) = (now, Instant::now());
        }
        if since.elapsed() > PATIENCE {
            bail!("{count} of {wanted} messages came, and no more for {PATIENCE:?}");
        }
        if let Some(asking) = asking.filter(|_| renewed.elapsed() > RENEWED) {
            renewed = Instant::now();
            for (token, new) in asking.tokens.iter().zip(town.tokens().await?) {
                token.renew(new);
            }
        }
    }
    Ok(())
}

fn seen(messages: &[Message], written: usize) -> Drained {
    let mut last: HashMap<usize, String> = HashMap::new();
    let (mut once, mut out_of_order) = (HashSet::new(), HashSet::new());
    for message in messages {
        let id = message.body["id"].as_str().unwrap_or_default().to_owned();
        if last.get(&message.device).is_some_and(|before| *before > id) {
            out_of_order.insert(message.device);
        }
        once.insert(id.clone());
        last.insert(message.device, id);
    }
    let ends = messages.first().zip(messages.last());
    let took = ends.map_or(Duration::ZERO, |(first, last)| last.at - first.at);
    Drained { written, came: messages.len(), brought: once.len(), out_of_order: out_of_order.len(), took }
}
