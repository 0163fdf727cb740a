//! What coordinators are told of rounds whose doors nobody has told the end of: those that are still open in the evening, and
//! those whose phone has fallen silent on the way. A door may be forgotten, and behind it somebody waits.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};
use shared::id::{AssociationId, RoundId};
use shared::notice::NoticeKind;
use shared::round::RoundStatus;

use super::doors::coordinators;
use super::outbox::{self, New};
use crate::Tx;
use crate::error::Result;
use crate::settings::Settings;
use crate::table::column::{Key, Text};
use crate::table::{drop_task, event, line_outcome, round, session, visit_outcome, volunteer};

/// A phone on a round that was not heard of for so long has fallen silent. Doors are minutes apart and each is told, and an app
/// that is open renews its token every ten minutes; cellars, lifts and a rest on a bench are over by then. No study gives a
/// figure: it is ours.
const SILENCE: TimeDelta = TimeDelta::minutes(45);

/// Tells of the rounds that were to end after `from` and up to `until`, that nobody finished, and that have open doors: once for
/// each of their days. A volunteer who only forgot to say that they are back has no open door, and nobody is told.
pub(crate) async fn unfinished(
    tx: &Tx,
    settings: &Settings,
    association: AssociationId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    let undone = [RoundStatus::Published, RoundStatus::Accepted, RoundStatus::Started].map(Text);
    let rounds = rounds_of(association)
        .filter(round::Column::ServiceDay.between(settings.day_of(from), settings.day_of(until)))
        .filter(round::Column::Status.is_in(undone))
        .filter(round::Column::EndsAt.gt(from))
        .filter(round::Column::EndsAt.lte(until))
        .all(tx.db())
        .await?;
    let open = open(tx.db(), &rounds).await?;
    let days: BTreeSet<_> = rounds.iter().filter(|row| open.contains(&row.id.0)).map(|row| row.service_day).collect();
    for day in days {
        let expires_at = end_of(settings, after(settings.day_of(until)));
        let topic = format!("unfinished:{day}");
        tell(tx, association, NoticeKind::RoundUnfinished, None, day, &topic, expires_at).await?;
    }
    Ok(())
}

/// The rounds of the day whose phone has fallen silent before their doors were done, but for those of `known`.
pub(crate) async fn silent(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
    now: DateTime<Utc>,
    known: impl Fn(RoundId) -> bool,
) -> Result<Vec<round::Model>> {
    let under_way = rounds_of(association)
        .filter(round::Column::ServiceDay.eq(day))
        .filter(round::Column::Status.eq(Text(RoundStatus::Started)))
        .filter(round::Column::StartedAt.lte(now - SILENCE));
    let mut rounds = under_way.all(db).await?;
    rounds.retain(|row| !known(row.id.0));
    let open = open(db, &rounds).await?;
    let mut silent = Vec::new();
    for row in rounds {
        if open.contains(&row.id.0) && !was_heard_since(db, &row, now - SILENCE).await? {
            silent.push(row);
        }
    }
    Ok(silent)
}

/// Tells that the phone of a round has fallen silent.
pub(crate) async fn fell_silent(tx: &Tx, settings: &Settings, row: &round::Model) -> Result<()> {
    let (day, topic) = (row.service_day, format!("silent:{}", row.id.0));
    let about = Some(row.id.0.to_string());
    tell(tx, row.association_id.0, NoticeKind::DeviceSilent, about, day, &topic, end_of(settings, day)).await
}

async fn tell(
    tx: &Tx,
    association: AssociationId,
    kind: NoticeKind,
    about: Option<String>,
    day: NaiveDate,
    topic: &str,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    for reader in coordinators(tx, association).await? {
        let (topic, cause) = (topic.to_owned(), topic.to_owned());
        let new = New { reader, kind, about: about.clone(), day: Some(day), topic, cause, expires_at };
        outbox::write(tx, association, new).await?;
    }
    Ok(())
}

fn rounds_of(association: AssociationId) -> Select<round::Entity> {
    round::Entity::find().filter(round::Column::AssociationId.eq(Key(association))).order_by_asc(round::Column::Id)
}

/// Those of `rounds` with a line or a visit of which nobody has told what became of it.
async fn open(db: &impl ConnectionTrait, rounds: &[round::Model]) -> Result<BTreeSet<RoundId>> {
    if rounds.is_empty() {
        return Ok(BTreeSet::new());
    }
    let days: BTreeSet<_> = rounds.iter().map(|row| row.service_day).collect();
    let lines = Query::select()
        .column(line_outcome::Column::OrderLineId)
        .from(line_outcome::Entity)
        .and_where(line_outcome::Column::ServiceDay.is_in(days.iter().copied()))
        .to_owned();
    let visits = Query::select()
        .column(visit_outcome::Column::VisitId)
        .from(visit_outcome::Entity)
        .and_where(visit_outcome::Column::ServiceDay.is_in(days))
        .to_owned();
    let tasks = drop_task::Entity::find()
        .filter(drop_task::Column::RoundId.is_in(rounds.iter().map(|row| row.id)))
        .filter(drop_task::Column::Id.not_in_subquery(lines))
        .filter(drop_task::Column::Id.not_in_subquery(visits));
    Ok(tasks.all(db).await?.into_iter().filter_map(|task| task.round_id).map(|id| id.0).collect())
}

/// Whether anything came after `since` from the phones of those who walk a round, or was told of its doors by anybody.
async fn was_heard_since(db: &impl ConnectionTrait, row: &round::Model, since: DateTime<Utc>) -> Result<bool> {
    let told = event::Entity::find()
        .filter(event::Column::AssociationId.eq(row.association_id))
        .filter(event::Column::RoundId.eq(row.id))
        .filter(event::Column::ReceivedAt.gt(since));
    if told.one(db).await?.is_some() {
        return Ok(true);
    }
    let walkers = [Some(row.volunteer_id), row.companion_id].into_iter().flatten();
    let accounts = Query::select()
        .column(volunteer::Column::AccountId)
        .from(volunteer::Entity)
        .and_where(volunteer::Column::AssociationId.eq(row.association_id))
        .and_where(volunteer::Column::Id.is_in(walkers))
        .to_owned();
    let used = session::Entity::find()
        .filter(session::Column::AccountId.in_subquery(accounts))
        .filter(session::Column::LastUsedAt.gt(since));
    Ok(used.one(db).await?.is_some())
}

fn end_of(settings: &Settings, day: NaiveDate) -> DateTime<Utc> {
    settings.instant(after(day), 0)
}

fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}
