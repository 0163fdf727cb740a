//! Brings a notice to the devices of its reader that asked to be told.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use shared::Word;
use shared::push::PushCarrier;
use tokio::task::JoinSet;

use super::bring::Brought;
use super::carrier::{Letter, Receipt};
use super::heard::Carried;
use super::{rests, subscriptions, words};
use crate::App;
use crate::error::{Error, Result};
use crate::table::{notice, push_subscription};

/// The longest that a push service is asked to keep a notice, RFC 8030 leaves it to us: four weeks are Google's limit.
const LONGEST_LIFE: TimeDelta = TimeDelta::days(28);

/// Devices of one reader that are told at once.
const AT_ONCE: usize = 8;

/// Brings it to each of `devices`, a few at once: one whose service hangs must neither keep the others waiting nor, with them,
/// outlast the lease of the notice. One that takes it is enough.
pub(super) async fn push(app: &App, notice: &notice::Model, devices: Vec<push_subscription::Model>) -> Result<Brought> {
    let mut waiting = devices.into_iter();
    let mut bringing = JoinSet::new();
    for device in waiting.by_ref().take(AT_ONCE) {
        start(&mut bringing, app, notice, device);
    }
    let mut brought = Ok(Brought::Refused("no device".to_owned()));
    while let Some(ended) = bringing.join_next().await {
        let ended = ended.unwrap_or_else(|_| Err(Error::Bug("bringing a notice to a device panicked".into())));
        // What fails does not cut off the others: they would be brought twice.
        brought = brought.and_then(|before| Ok(better(before, ended?)));
        if let Some(device) = waiting.next() {
            start(&mut bringing, app, notice, device);
        }
    }
    brought
}

fn start(bringing: &mut JoinSet<Result<Brought>>, app: &App, notice: &notice::Model, device: push_subscription::Model) {
    let (app, notice) = (app.clone(), notice.clone());
    bringing.spawn(async move { to(&app, &notice, device).await });
}

/// What two devices come to.
fn better(one: Brought, other: Brought) -> Brought {
    match (one, other) {
        (Brought::Taken, _) | (_, Brought::Taken) => Brought::Taken,
        (Brought::Later(a, why), Brought::Later(b, _)) => Brought::Later(a.min(b), why),
        (later @ Brought::Later(..), _) | (_, later @ Brought::Later(..)) => later,
        (_, refused) => refused,
    }
}

async fn to(app: &App, notice: &notice::Model, device: push_subscription::Model) -> Result<Brought> {
    let letter = letter(app, notice, &device)?;
    let way = letter.to.carrier();
    let Some(carrier) = app.carriers.by(way) else { return Ok(Brought::Refused("no carrier".to_owned())) };
    let service = letter.to.service();
    if let Some(until) = rests::until(app, &service).await? {
        return Ok(Brought::Later(Some(until), "resting".to_owned()));
    }
    let receipt = carrier.carry(&letter).await;
    metrics::counter!("palier_push_total", "carrier" => way.as_str(), "receipt" => receipt.word()).increment(1);
    if receipt == Receipt::Gone {
        subscriptions::forget(app, device).await?;
    }
    Carried { carrier: &service, setting: key_setting(way) }.heard(app, notice, receipt).await
}

fn letter(app: &App, notice: &notice::Model, device: &push_subscription::Model) -> Result<Letter> {
    let (now, topic) = (app.clock.now(), topic(app, notice));
    Ok(Letter {
        to: subscriptions::address(app, device)?,
        lives_s: life(notice, now),
        urgent: notice.kind.0.wakes_devices(),
        body: words::body(notice.id.0, notice.kind.0, &topic, device.language.0),
        topic,
    })
}

/// 24 bytes of a digest that nobody else can make: a push service sees that two messages belong together, and no more.
fn topic(app: &App, notice: &notice::Model) -> String {
    let digest = app.keys.digest(&format!("{} {}", notice.account_id.0, notice.topic));
    URL_SAFE_NO_PAD.encode(&digest[..24])
}

fn life(notice: &notice::Model, now: DateTime<Utc>) -> u32 {
    let left = (notice.expires_at - now).clamp(TimeDelta::zero(), LONGEST_LIFE);
    u32::try_from(left.num_seconds()).unwrap_or(0)
}

/// Where whoever runs palier looks when a service does not know our key.
fn key_setting(way: PushCarrier) -> &'static str {
    match way {
        PushCarrier::WebPush => "vapid_key_file",
        PushCarrier::Fcm => "fcm_key_file",
    }
}
