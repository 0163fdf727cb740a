//! Brings a notice to the devices of its reader that asked to be told.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use shared::Word;
use shared::push::PushCarrier;

use super::bring::Brought;
use super::carrier::{Letter, Receipt};
use super::rests::Reason;
use super::{rests, subscriptions, words};
use crate::App;
use crate::error::Result;
use crate::table::{notice, push_subscription};

/// The longest that a push service is asked to keep a notice, RFC 8030 leaves it to us: four weeks are Google's limit.
const LONGEST_LIFE: TimeDelta = TimeDelta::days(28);

/// The devices of the notice's reader; none where nothing can be pushed here.
pub(super) async fn devices(app: &App, notice: &notice::Model) -> Result<Vec<push_subscription::Model>> {
    subscriptions::alive(app, notice.account_id.0).await
}

/// Brings it to each of `devices`. One that takes it is enough.
pub(super) async fn push(app: &App, notice: &notice::Model, devices: Vec<push_subscription::Model>) -> Result<Brought> {
    let mut brought = Brought::Refused("no device".to_owned());
    for device in devices {
        let next = to(app, notice, device).await?;
        brought = match (brought, next) {
            (Brought::Taken, _) | (_, Brought::Taken) => Brought::Taken,
            (Brought::Later(a, why), Brought::Later(b, _)) => Brought::Later(a.min(b), why),
            (later @ Brought::Later(..), _) | (_, later @ Brought::Later(..)) => later,
            (_, refused) => refused,
        };
    }
    Ok(brought)
}

async fn to(app: &App, notice: &notice::Model, device: push_subscription::Model) -> Result<Brought> {
    let id = device.id.0;
    let letter = letter(app, notice, &device)?;
    let way = letter.to.carrier();
    let Some(carrier) = app.carriers.by(way) else { return Ok(Brought::Refused("no carrier".to_owned())) };
    let service = letter.to.service();
    if let Some(until) = rests::until(app, &service).await? {
        return Ok(Brought::Later(Some(until), "resting".to_owned()));
    }
    let receipt = carrier.carry(&letter).await;
    metrics::counter!("palier_push_total", "carrier" => way.as_str(), "receipt" => receipt.word()).increment(1);
    Ok(match receipt {
        Receipt::Taken => Brought::Taken,
        Receipt::Gone => {
            subscriptions::forget(app, device).await?;
            Brought::Refused("gone".to_owned())
        }
        Receipt::Unfit(why) => {
            tracing::error!(subscription = %id, kind = notice.kind.0.as_str(), why, "a push service takes no such message");
            Brought::Refused("unfit".to_owned())
        }
        Receipt::Later { after: None, why } => Brought::Later(None, why),
        Receipt::Later { after, why } => {
            let asked = after.and_then(|after| TimeDelta::from_std(after).ok());
            Brought::Later(Some(rests::rest(app, &service, Reason::Busy, asked).await?), why)
        }
        Receipt::Barred(why) => {
            let setting = key_setting(way);
            tracing::error!(service, why, setting, "a push service does not know our key");
            Brought::Later(Some(rests::rest(app, &service, Reason::Key, None).await?), "key".to_owned())
        }
    })
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
