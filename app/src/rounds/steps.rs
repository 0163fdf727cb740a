//! What a volunteer does with a round: yes, no, taking over, setting out, being back. Each may be asked twice.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use shared::Refusal;
use shared::id::{RoundId, VolunteerId};
use shared::round::{RoundStatus, RoundStep};

use super::brief::{self, RoundBrief};
use super::{find, is_shown};
use crate::error::{Error, Result};
use crate::planning::claim;
use crate::table::column::Text;
use crate::table::round;
use crate::{App, Caller, Tx, audit, notices, settings};

/// How often the day may change while somebody takes a round over.
const ATTEMPTS: usize = 3;

/// Takes a step with one's own round: everything but taking over somebody else's.
///
/// Refuses a step that is not possible where the round stands, and steps on the wrong day.
pub async fn step(app: &App, caller: &Caller, id: RoundId, step: RoundStep) -> Result<RoundBrief> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if Some(row.volunteer_id.0) != caller.volunteer {
        return Err(Refusal::RoundNotFound.into());
    }
    let row = take(&tx, caller, row, step).await?;
    let told = told(&tx, caller, row).await?;
    tx.commit().await?;
    Ok(told)
}

async fn take(tx: &Tx, caller: &Caller, row: round::Model, step: RoundStep) -> Result<round::Model> {
    let settings = settings::of(tx.db(), caller.association).await?;
    let today = settings.day_of(tx.now);
    let in_time = match step {
        RoundStep::Accept | RoundStep::Decline | RoundStep::Claim => row.service_day >= today,
        RoundStep::Start => row.service_day == today,
        RoundStep::Finish => row.service_day <= today,
    };
    let next = row.status.0.after(step).filter(|_| in_time && !row.content.is_empty());
    let next = next.ok_or(Refusal::RoundWrongState)?;
    if next == row.status.0 {
        return Ok(row);
    }
    let version = row.version.wrapping_add(1);
    let mut change: round::ActiveModel = row.into();
    change.status = Set(Text(next));
    change.version = Set(version);
    match next {
        RoundStatus::Started => change.started_at = Set(Some(tx.now)),
        RoundStatus::Finished => change.finished_at = Set(Some(tx.now)),
        _ => change.answered_at = Set(Some(tx.now)),
    }
    let row = change.update(tx.db()).await?;
    if matches!(next, RoundStatus::Declined | RoundStatus::Started) {
        notices::rounds::answered(tx, &row).await?;
    }
    if next == RoundStatus::Declined {
        notices::rounds::declined(tx, &settings, &row).await?;
    }
    audit::note(tx, caller, "round.stepped", row.id.0, Some(shared::Word::as_str(next))).await?;
    Ok(row)
}

/// Takes over a round that its volunteer refused.
///
/// Refuses with `round.not_open` when somebody was quicker, and with `round.not_for_you` when the caller is not there at
/// that time or may not carry what it holds. Neither names anybody.
pub async fn claim(app: &App, caller: &Caller, id: RoundId) -> Result<RoundBrief> {
    let own = caller.volunteer.ok_or(Refusal::RoundNotFound)?;
    for _ in 0..ATTEMPTS {
        let row = match seat(find(app.store.reader(), caller.association, id).await?) {
            Seat::Waiting(row) if row.volunteer_id.0 != own => row,
            Seat::Waiting(_) => return step(app, caller, id, RoundStep::Accept).await,
            Seat::Taken(row) => return already(app, caller, own, row).await,
        };
        let settings = settings::of(app.store.reader(), caller.association).await?;
        if !is_shown(row.service_day, settings.day_of(app.clock.now())) {
            return Err(Refusal::RoundNotFound.into());
        }
        let offer = claim::offer(app, &row, own).await?;
        let tx = app.write(caller.association).await?;
        let Seat::Waiting(row) = seat(find(tx.db(), caller.association, id).await?) else {
            return Err(Refusal::RoundNotOpen.into());
        };
        if !is_shown(row.service_day, settings.day_of(tx.now)) {
            return Err(Refusal::RoundNotFound.into());
        }
        if claim::hand_over(&tx, &row, &offer).await? {
            audit::note(&tx, caller, "round.claimed", id, None).await?;
            let row = find(tx.db(), caller.association, id).await?;
            let told = told(&tx, caller, row).await?;
            tx.commit().await?;
            return Ok(told);
        }
    }
    Err(Error::Busy)
}

enum Seat {
    Waiting(round::Model),
    Taken(round::Model),
}

fn seat(row: round::Model) -> Seat {
    let waiting = row.status.0.after(RoundStep::Claim).is_some() && !row.content.is_empty();
    if waiting { Seat::Waiting(row) } else { Seat::Taken(row) }
}

/// Asked again by whoever took it over: the same answer. Anybody else hears that it is taken.
async fn already(app: &App, caller: &Caller, own: VolunteerId, row: round::Model) -> Result<RoundBrief> {
    if row.volunteer_id.0 != own || row.status.0 != RoundStatus::Accepted {
        return Err(Refusal::RoundNotOpen.into());
    }
    let tx = app.write(caller.association).await?;
    told(&tx, caller, row).await
}

async fn told(tx: &Tx, caller: &Caller, row: round::Model) -> Result<RoundBrief> {
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let told = brief::tell(tx.db(), caller, today, &[row]).await?;
    told.into_iter().next().ok_or_else(|| Error::Bug("a round that cannot be told".into()))
}
