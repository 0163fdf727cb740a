//! What volunteers are told about rounds: that they have one, that it is another, that it is off, that it is today. Whoever
//! walks along is told the same as whoever leads.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Word;
use shared::id::{AccountId, AssociationId, VolunteerId};
use shared::notice::{NoticeKind, NoticeState};
use shared::round::{RoundStatus, Shift};

use super::doors::{self, Doors};
use super::outbox::{self, New};
use crate::Tx;
use crate::error::Result;
use crate::settings::Settings;
use crate::table::column::{Key, Text};
use crate::table::{notice, round, volunteer};

/// A round was written in place of `before`, or anew.
pub(crate) async fn written(tx: &Tx, before: Option<&round::Model>, after: &round::Model) -> Result<()> {
    let before = before.map(walkers_who_know).unwrap_or_default();
    let now = walkers(after);
    for volunteer in &now {
        let known = before.contains(volunteer);
        tell(tx, after, *volunteer, if known { NoticeKind::RoundChanged } else { NoticeKind::RoundPublished }).await?;
    }
    for volunteer in before.difference(&now) {
        tell(tx, after, *volunteer, NoticeKind::RoundCancelled).await?;
    }
    Ok(())
}

/// Somebody took over a round that was refused: whoever walks along with them hears of it.
pub(crate) async fn taken_over(tx: &Tx, round: &round::Model) -> Result<()> {
    match round.companion_id {
        Some(companion) => tell(tx, round, companion.0, NoticeKind::RoundPublished).await,
        None => Ok(()),
    }
}

/// Reminds everybody of their round of this shift of the day: whoever counts on walking it, and has not set out. One that was
/// refused or is off is nobody's to be reminded of, and of one that has begun it is too late.
pub(crate) async fn remind(tx: &Tx, association: AssociationId, day: NaiveDate, shift: Shift) -> Result<()> {
    let rounds = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(association)))
        .filter(round::Column::ServiceDay.eq(day))
        .filter(round::Column::Shift.eq(Text(shift)))
        // Of one that others have done nothing is left to walk, and it takes no time.
        .filter(Expr::col(round::Column::EndsAt).gt(Expr::col(round::Column::StartsAt)))
        .order_by_asc(round::Column::Id);
    for round in rounds.all(tx.db()).await? {
        for volunteer in walkers_who_know(&round) {
            remind_one(tx, &round, volunteer).await?;
        }
    }
    Ok(())
}

/// Reminds somebody of a round, unless something about it is still on its way to them, which says more. What they have been sent
/// and not looked at gives its place on their screen to the reminder, for both have the round's topic.
async fn remind_one(tx: &Tx, round: &round::Model, volunteer: VolunteerId) -> Result<()> {
    let Some(reader) = account(tx, round, volunteer).await? else { return Ok(()) };
    let (topic, kind) = (topic(round), NoticeKind::RoundReminder);
    let on_its_way = notice::Entity::find()
        .filter(notice::Column::AccountId.eq(Key(reader)))
        .filter(notice::Column::Topic.eq(&topic))
        .filter(notice::Column::NextAt.is_not_null());
    if on_its_way.one(tx.db()).await?.is_some() {
        return Ok(());
    }
    let new = New {
        reader,
        kind,
        about: Some(round.id.0.to_string()),
        day: Some(round.service_day),
        topic,
        cause: format!("{}:{}", kind.as_str(), round.id.0),
        expires_at: round.starts_at,
    };
    outbox::write(tx, round.association_id.0, new).await
}

/// Its volunteer has set out or refused it, so nothing that still waits about it is news to them.
pub(crate) async fn answered(tx: &Tx, round: &round::Model) -> Result<()> {
    if let Some(reader) = account(tx, round, round.volunteer_id.0).await? {
        outbox::withdraw(tx, reader, &topic(round)).await?;
    }
    Ok(())
}

/// Its volunteer refused a round, so its doors have nobody until somebody takes it over.
pub(crate) async fn declined(tx: &Tx, settings: &Settings, round: &round::Model) -> Result<()> {
    if let Some(companion) = round.companion_id {
        tell(tx, round, companion.0, NoticeKind::RoundCancelled).await?;
    }
    let (association, neighbourhood, day) = (round.association_id.0, round.neighbourhood_id.0, round.service_day);
    let doors = Doors { association, neighbourhood, day };
    doors::uncovered(tx, settings, doors, &format!("{}:{}", round.id.0, round.version)).await
}

/// A round is off that was as `before`.
pub(crate) async fn cancelled(tx: &Tx, before: &round::Model) -> Result<()> {
    for volunteer in walkers_who_know(before) {
        tell(tx, before, volunteer, NoticeKind::RoundCancelled).await?;
    }
    Ok(())
}

fn walkers(round: &round::Model) -> BTreeSet<VolunteerId> {
    std::iter::once(round.volunteer_id.0).chain(round.companion_id.map(|id| id.0)).collect()
}

/// Those who count on walking it: nobody counts on one that they refused, and of one that is off they have heard.
fn walkers_who_know(round: &round::Model) -> BTreeSet<VolunteerId> {
    let stands = matches!(round.status.0, RoundStatus::Published | RoundStatus::Accepted) && !round.content.is_empty();
    if stands { walkers(round) } else { BTreeSet::new() }
}

async fn tell(tx: &Tx, round: &round::Model, volunteer: VolunteerId, kind: NoticeKind) -> Result<()> {
    let Some(reader) = account(tx, round, volunteer).await? else { return Ok(()) };
    let topic = topic(round);
    // Somebody who has not heard of the round yet hears of it as it is now, or not at all. Of a change nobody hears first.
    let unheard = waits_to_hear(tx, reader, &topic).await?;
    outbox::withdraw(tx, reader, &topic).await?;
    let kind = match kind {
        NoticeKind::RoundCancelled if unheard => return Ok(()),
        NoticeKind::RoundChanged if unheard => NoticeKind::RoundPublished,
        kind => kind,
    };
    let new = New {
        reader,
        kind,
        about: Some(round.id.0.to_string()),
        day: Some(round.service_day),
        topic,
        cause: format!("{}:{}:{}", kind.as_str(), round.id.0, round.version),
        // Who is on the way may still turn at the next corner; whoever has not set out needs to know before.
        expires_at: if kind == NoticeKind::RoundChanged { round.ends_at } else { round.starts_at },
    };
    outbox::write(tx, round.association_id.0, new).await
}

/// What is told of a round under this replaces what was told before, in the queue and on a screen.
fn topic(round: &round::Model) -> String {
    format!("round:{}", round.id.0)
}

/// Whether somebody is still to be told that they have the round at all.
async fn waits_to_hear(tx: &Tx, reader: AccountId, topic: &str) -> Result<bool> {
    let first = notice::Entity::find()
        .filter(notice::Column::AccountId.eq(Key(reader)))
        .filter(notice::Column::Topic.eq(topic))
        .filter(notice::Column::Kind.eq(Text(NoticeKind::RoundPublished)))
        .filter(notice::Column::State.eq(Text(NoticeState::Waiting)));
    Ok(first.one(tx.db()).await?.is_some())
}

async fn account(tx: &Tx, round: &round::Model, volunteer: VolunteerId) -> Result<Option<AccountId>> {
    let row = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(round.association_id))
        .filter(volunteer::Column::Id.eq(Key(volunteer)))
        .one(tx.db())
        .await?;
    Ok(row.map(|row| row.account_id.0))
}
