//! Brings what is due: asks `shared::notice` for the next step, takes it, and writes what came of it. A crash between taking
//! a step and writing it down lets the lease run out; the step is then taken again with the same topic, so that a telephone
//! shows one notice.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::notice::{Next, NoticeChannel, NoticeState, Outcome, Standing, Tried, next, quiet_until};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::carrier::Courier;
use super::queue::{self, Settled};
use super::reader::Reader;
use super::{at_door, notes, preferences, push};
use crate::error::{Error, Result};
use crate::table::{dispatch, notice};
use crate::{App, settings};

/// The first wait after a carrier that could not; each further one is twice as long.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
/// The longest wait is the first one doubled so many times: 32 minutes.
const DOUBLINGS: i32 = 6;

/// Between two looks at the queue while nothing comes to an end.
const LOOK: Duration = Duration::from_secs(1);

/// What came of bringing a notice by a channel.
pub(super) enum Brought {
    Taken,
    Refused(String),
    /// Not before then, where the carrier said when.
    Later(Option<DateTime<Utc>>, String),
}

/// Brings what is due until nothing is, so many notices at once; answers how many were looked at.
///
/// # Errors
/// When the store fails. What a carrier does is no error: it is written down.
pub async fn bring_due(app: &App, at_once: usize) -> Result<usize> {
    bring_until(app, at_once, std::future::pending()).await
}

/// The same until `stop`: what is under way then is brought to its end. A notice whose carrier takes its time keeps one place and
/// holds up nobody in the others.
///
/// # Errors
/// As [`bring_due`].
pub async fn bring_until(app: &App, at_once: usize, stop: impl Future<Output = ()>) -> Result<usize> {
    let mut stop = std::pin::pin!(stop);
    let mut bringing = JoinSet::new();
    let desk = Arc::new(Semaphore::new(1));
    let (mut looked_at, mut goes_on, mut outcome) = (0, true, Ok(()));
    loop {
        if goes_on && bringing.len() < at_once {
            let claimed = queue::claim(app, at_once - bringing.len()).await;
            match claimed {
                Ok(claimed) => {
                    looked_at += claimed.len();
                    for notice in claimed {
                        let (app, desk) = (app.clone(), desk.clone());
                        bringing.spawn(async move { bring(&app, &desk, &notice).await });
                    }
                }
                Err(error) => (goes_on, outcome) = (false, outcome.and(Err(error))),
            }
        }
        let ended = tokio::select! {
            biased;
            () = &mut stop, if goes_on => {
                goes_on = false;
                continue;
            }
            ended = bringing.join_next() => ended,
            // Something may have become due while all that is under way takes its time.
            () = tokio::time::sleep(LOOK), if goes_on && !bringing.is_empty() => continue,
        };
        let Some(ended) = ended else { return outcome.map(|()| looked_at) };
        // Those that ended meanwhile make room with it, so that the queue is asked once for all of them.
        let others = std::iter::from_fn(|| bringing.try_join_next()).collect::<Vec<_>>();
        for ended in std::iter::once(ended).chain(others) {
            // One that panicked is tried again when its lease is over.
            let ended = ended.unwrap_or_else(|_| Err(Error::Bug("bringing a notice panicked".into())));
            goes_on &= ended.is_ok();
            outcome = outcome.and(ended);
        }
    }
}

/// There is one desk. Only who sits at it asks the store and writes, so that a backlog leaves the store and a processor to those who
/// ask meanwhile; whoever waits for a carrier has left it.
async fn bring(app: &App, desk: &Semaphore, notice: &notice::Model) -> Result<()> {
    let seat = desk.acquire().await;
    let (reader, step) = look(app, notice).await?;
    match step {
        Next::Over(state) => settle(app, notice, state, None).await,
        Next::Wait(until) => settle(app, notice, notice.state.0, Some(until)).await,
        Next::Bring(channel) => {
            drop(seat);
            let brought = by(app, notice, reader, channel).await?;
            let _seat = desk.acquire().await;
            write_down(app, notice, channel, brought).await
        }
    }
}

/// What is to be done about a notice now, and whom it is for.
async fn look(app: &App, notice: &notice::Model) -> Result<(Reader, Next)> {
    let now = app.clock.now();
    let reader = Reader::of(app, notice.association_id.0, notice.account_id.0).await?;
    let mut channels = preferences::ways(app.store.reader(), notice).await?;
    let declined = channels.is_empty();
    let open = reader.channels(app);
    channels.retain(|way| open.contains(way));
    let tried = tried(app, notice).await?;
    let settings = settings::of(app.store.reader(), notice.association_id.0).await?;
    let at_the_door = match reader.resident.filter(|_| channels.contains(&NoticeChannel::Doorstep)) {
        Some(resident) => at_door::heard_by(app, &settings, notice, resident).await?,
        None => None,
    };
    channels.retain(|way| *way != NoticeChannel::Doorstep || at_the_door.is_some());
    let standing = Standing {
        kind: notice.kind.0,
        expires_at: notice.expires_at,
        seen: notice.seen_at.is_some(),
        declined,
        channels: &channels,
        tried: &tried,
        at_the_door,
        quiet_until: quiet_until(now, settings.parameters.quiet_hours, settings.tz),
    };
    Ok((reader, next(&standing, now)))
}

async fn by(app: &App, notice: &notice::Model, reader: Reader, channel: NoticeChannel) -> Result<Brought> {
    let carriers = &app.carriers;
    match channel {
        NoticeChannel::Push => push::push(app, notice, reader.devices).await,
        NoticeChannel::Sms => {
            let courier = carriers.sms.as_ref().map(|sms| &sms.gateway);
            note(app, notice, channel, courier, reader.mobile.map(|number| number.e164().to_owned())).await
        }
        NoticeChannel::Email => note(app, notice, channel, carriers.mail.as_ref(), reader.mail).await,
        // What is to be said, at a door or on the telephone, is read from the notices themselves.
        NoticeChannel::Doorstep | NoticeChannel::Call => Ok(Brought::Taken),
    }
}

async fn note(
    app: &App,
    notice: &notice::Model,
    channel: NoticeChannel,
    courier: Option<&Arc<dyn Courier>>,
    to: Option<String>,
) -> Result<Brought> {
    match courier.zip(to) {
        Some((courier, to)) => notes::bring(app, notice, channel, courier.as_ref(), to).await,
        None => Ok(Brought::Refused("no address".to_owned())),
    }
}

async fn settle(app: &App, notice: &notice::Model, state: NoticeState, next_at: Option<DateTime<Utc>>) -> Result<()> {
    queue::settle(app, notice, Settled { state, next_at, tried: None }).await
}

async fn write_down(app: &App, notice: &notice::Model, channel: NoticeChannel, brought: Brought) -> Result<()> {
    let now = app.clock.now();
    let (state, next_at, outcome, detail) = match brought {
        Brought::Taken => {
            let again = match channel {
                NoticeChannel::Doorstep => Some(now),
                _ => notice.kind.0.tries_another_after().map(|after| now + after),
            };
            (NoticeState::Sent, again, Outcome::Taken, None)
        }
        Brought::Refused(why) => (notice.state.0, Some(now), Outcome::Refused, Some(why)),
        // A reader who must not miss it is not kept waiting for a carrier that does not come round.
        Brought::Later(_, why) if is_overdue(notice, now) => (notice.state.0, Some(now), Outcome::Refused, Some(why)),
        Brought::Later(then, why) => {
            let then = then.unwrap_or(now).max(now + wait(app, notice.attempts));
            (notice.state.0, Some(then), Outcome::Postponed, Some(why))
        }
    };
    queue::settle(app, notice, Settled { state, next_at, tried: Some((channel, outcome, detail)) }).await
}

fn is_overdue(notice: &notice::Model, now: DateTime<Utc>) -> bool {
    notice.kind.0.tries_another_after().is_some_and(|after| notice.begun_at + after <= now)
}

/// How long to wait after so many attempts: doubled each time, and anywhere in the upper half of that, so that a thousand
/// notices do not come back in one second.
fn wait(app: &App, attempts: i32) -> TimeDelta {
    let whole = FIRST_WAIT * (1 << attempts.saturating_sub(1).clamp(0, DOUBLINGS));
    let mut chance = [0; 4];
    app.chance.fill(&mut chance);
    let half = whole / 2;
    let part = half.num_milliseconds() * i64::from(u32::from_le_bytes(chance)) / i64::from(u32::MAX);
    half + TimeDelta::milliseconds(part)
}

/// What came of each channel: the last word counts, and one that only postponed was not tried.
async fn tried(app: &App, notice: &notice::Model) -> Result<Vec<(NoticeChannel, Tried)>> {
    let rows = dispatch::Entity::find()
        .filter(dispatch::Column::NoticeId.eq(notice.id))
        .filter(dispatch::Column::At.gte(notice.begun_at))
        .order_by_asc(dispatch::Column::Id)
        .all(app.store.reader())
        .await?;
    let tried = rows.into_iter().filter_map(|row| match row.outcome.0 {
        Outcome::Taken => Some((row.channel.0, Tried::Took(row.at))),
        Outcome::Refused => Some((row.channel.0, Tried::Refused)),
        Outcome::Postponed => None,
    });
    Ok(tried.collect())
}
