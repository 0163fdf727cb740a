//! What other slices ask of the reported events: the state of doors, and what a coordinator should look at.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::event::EventFlag;
use shared::id::{AssociationId, DropId, EventId, RoundId};
use shared::outcome::{DoorState, Event, fold, stands};
use shared::word::Word;
use utoipa::ToSchema;

use crate::Tx;
use crate::error::{Error, Result};
use crate::table::column::Key;
use crate::table::{event, round, volunteer};

/// The folded state of each of `drops`; a door of which nobody said anything is as new.
pub(crate) async fn door_states(
    db: &impl ConnectionTrait,
    association: AssociationId,
    drops: impl IntoIterator<Item = DropId>,
) -> Result<BTreeMap<DropId, DoorState>> {
    let mut events: BTreeMap<DropId, Vec<Event>> = drops.into_iter().map(|drop| (drop, Vec::new())).collect();
    let rows = events_of(association)
        .filter(event::Column::DropId.is_in(events.keys().map(|drop| Key(*drop))))
        .all(db)
        .await?;
    for row in rows {
        let Some(Key(drop)) = row.drop_id else { continue };
        events.entry(drop).or_default().push(told(row)?);
    }
    Ok(events.into_iter().map(|(drop, events)| (drop, fold(&events))).collect())
}

/// Those of `rounds` from which their own volunteer reported something that was not taken back.
pub(crate) async fn walked(
    db: &impl ConnectionTrait,
    association: AssociationId,
    rounds: &[round::Model],
) -> Result<BTreeSet<RoundId>> {
    let of_rounds = event::Column::RoundId.is_in(rounds.iter().map(|row| row.id));
    let rows = events_of(association).filter(of_rounds).all(db).await?;
    if rows.is_empty() {
        return Ok(BTreeSet::new());
    }
    let walkers = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(association)))
        .filter(volunteer::Column::Id.is_in(rounds.iter().map(|row| row.volunteer_id)))
        .all(db)
        .await?;
    let account =
        |round: &round::Model| walkers.iter().find(|row| row.id == round.volunteer_id).map(|row| row.account_id);
    let of: BTreeMap<RoundId, _> = rounds.iter().map(|row| (row.id.0, account(row))).collect();
    let facts = rows.into_iter().map(|row| Ok((row.round_id.0, told(row)?))).collect::<Result<Vec<_>>>()?;
    let standing = stands(facts.iter().map(|(_, fact)| fact));
    let own = |(round, fact): &&(RoundId, Event)| of.get(round) == Some(&Some(Key(fact.author)));
    let kept = facts.iter().filter(own).filter(|(_, fact)| standing.contains(&fact.event_id));
    Ok(kept.map(|(round, _)| *round).collect())
}

/// A reported event that a coordinator should look at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlaggedEvent {
    /// The event.
    pub event_id: EventId,
    /// The round that it was reported from.
    pub round_id: RoundId,
    /// The door, when it is about one.
    pub drop_id: Option<DropId>,
    /// What was reported, such as `left_in_bag`.
    pub kind: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Why to look at it.
    pub flags: Vec<EventFlag>,
    /// The most important of them, in French.
    pub title: String,
}

/// The flagged events of the rounds of a day, oldest first.
pub(crate) async fn flagged_on(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<Vec<FlaggedEvent>> {
    let rounds = Query::select()
        .column(round::Column::Id)
        .from(round::Entity)
        .and_where(round::Column::AssociationId.eq(Key(association)))
        .and_where(round::Column::ServiceDay.eq(day))
        .to_owned();
    let rows = events_of(association)
        .filter(event::Column::Flagged.is_not_null())
        .filter(event::Column::RoundId.in_subquery(rounds))
        .order_by_asc(event::Column::ReceivedAt)
        .order_by_asc(event::Column::Id)
        .all(db)
        .await?;
    let shown = |row: event::Model| {
        let words = row.flagged.as_deref().unwrap_or_default();
        let flags: Vec<EventFlag> = words.split(' ').filter_map(EventFlag::parse).collect();
        FlaggedEvent {
            event_id: row.id.0,
            round_id: row.round_id.0,
            drop_id: row.drop_id.map(|key| key.0),
            kind: row.kind,
            received_at: row.received_at,
            title: flags.first().map(|flag| flag.title().to_owned()).unwrap_or_default(),
            flags,
        }
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Every find starts here, so that none crosses the tenant boundary.
pub(super) fn events_of(association: AssociationId) -> sea_orm::Select<event::Entity> {
    event::Entity::find().filter(event::Column::AssociationId.eq(Key(association)))
}

/// The events of a door, each with the round that it was reported from.
pub(crate) async fn facts_of_drop(tx: &Tx, association: AssociationId, drop: DropId) -> Result<Vec<(RoundId, Event)>> {
    facts(tx, association, Condition::all().add(event::Column::DropId.eq(Key(drop)))).await
}

/// The events of a round beside its doors.
pub(super) async fn facts_of_round(
    tx: &Tx,
    association: AssociationId,
    round: RoundId,
) -> Result<Vec<(RoundId, Event)>> {
    let of_round = event::Column::RoundId.eq(Key(round));
    facts(tx, association, Condition::all().add(of_round).add(event::Column::DropId.is_null())).await
}

async fn facts(tx: &Tx, association: AssociationId, of: Condition) -> Result<Vec<(RoundId, Event)>> {
    let rows = events_of(association).filter(of).all(tx.db()).await?;
    rows.into_iter().map(|row| Ok((row.round_id.0, told(row)?))).collect()
}

/// A stored event as the fold takes it.
fn told(row: event::Model) -> Result<Event> {
    let kind = serde_json::from_value(row.payload).map_err(|error| Error::Bug(format!("a stored event: {error}")))?;
    Ok(Event {
        event_id: row.id.0,
        device: row.session_id.0,
        device_seq: row.device_seq,
        author: row.author_id.0,
        by_coordinator: row.decides,
        at_device: row.at_device,
        kind,
    })
}
