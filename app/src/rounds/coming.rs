//! Who comes and when, for the person who waits: the least that answers the question. No other door, no family name, no
//! minute that nobody can keep.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::calendar::local_minute;
use shared::french::clock;
use shared::id::{AssociationId, OrderLineId, ResidentId};
use shared::order::OrderStatus;
use shared::round::{ComingState, RoundStatus};
use utoipa::ToSchema;

use crate::error::Result;
use crate::people::residents;
use crate::settings::{self, Settings};
use crate::table::column::{Key, Text};
use crate::table::{drop_task, line_outcome, order, order_line, round, stop, volunteer};
use crate::{App, Caller};

/// Who brings a resident's order of a day, and before what hour.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Coming {
    /// The service day.
    pub day: NaiveDate,
    /// Where it stands.
    pub state: ComingState,
    /// Who comes, once the round is published and while they have not declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// They come before this minute of the day, a full half hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_min: Option<u16>,
    /// All of it as a French sentence.
    pub said: String,
}

/// A round that brings something, and when it is at the door.
struct Bringer {
    given_name: String,
    leaves_at: DateTime<Utc>,
}

/// Tells who brings what the resident ordered for `day`; today when it is not said.
pub async fn read(app: &App, caller: &Caller, resident: ResidentId, day: Option<NaiveDate>) -> Result<Coming> {
    let db = app.store.reader();
    residents::in_reach(db, caller, resident).await?;
    let settings = settings::of(db, caller.association).await?;
    let day = day.unwrap_or_else(|| settings.day_of(app.clock.now()));
    let tasks: Vec<_> = tasks(db, caller.association, resident, day).await?;
    let lines: Vec<_> = tasks.iter().filter_map(|task| task.order_line_id).collect();
    let ended = line_outcome::Entity::find().filter(line_outcome::Column::OrderLineId.is_in(lines.clone()));
    let ended = ended.all(db).await?;
    let open: Vec<_> = tasks.iter().filter(|task| !ended.iter().any(|line| is_of(line, task))).collect();
    let state = match (has_order(db, caller.association, resident, day).await?, open.as_slice()) {
        (false, _) => ComingState::NothingOrdered,
        (true, []) if tasks.is_empty() => ComingState::NotYetPlanned,
        (true, []) => done(db, caller.association, lines, &ended).await?,
        (true, open) if open.iter().any(|task| task.round_id.is_some()) => ComingState::Planned,
        _ => ComingState::Uncertain,
    };
    let bringer = if state == ComingState::Planned { bringer(db, caller.association, &open).await? } else { None };
    Ok(told(day, state, bringer, &settings))
}

async fn has_order(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    day: NaiveDate,
) -> Result<bool> {
    let ordered = order::Entity::find()
        .filter(order::Column::AssociationId.eq(Key(association)))
        .filter(order::Column::ResidentId.eq(Key(resident)))
        .filter(order::Column::ServiceDay.eq(day))
        .filter(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .one(db)
        .await?;
    Ok(ordered.is_some())
}

fn is_of(line: &line_outcome::Model, task: &drop_task::Model) -> bool {
    Some(line.order_line_id) == task.order_line_id
}

/// How it ended, when nothing is on its way any more. A loaf too many makes up for no pack that is missing.
async fn done(
    db: &impl ConnectionTrait,
    association: AssociationId,
    lines: Vec<Key<OrderLineId>>,
    told: &[line_outcome::Model],
) -> Result<ComingState> {
    let ordered = order_line::Entity::find()
        .filter(order_line::Column::AssociationId.eq(Key(association)))
        .filter(order_line::Column::Id.is_in(lines))
        .all(db)
        .await?;
    let delivered = |id| told.iter().find(|line| line.order_line_id == id).map_or(0, |line| line.delivered);
    Ok(if ordered.iter().all(|line| delivered(line.id) >= line.quantity) {
        ComingState::Delivered
    } else if ordered.iter().any(|line| delivered(line.id) > 0) {
        ComingState::PartlyDelivered
    } else {
        ComingState::NotDelivered
    })
}

/// The first round that still brings a part of the order; none when whoever was to walk it said no.
async fn bringer(
    db: &impl ConnectionTrait,
    association: AssociationId,
    tasks: &[&drop_task::Model],
) -> Result<Option<Bringer>> {
    let rounds = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(association)))
        .filter(round::Column::Id.is_in(tasks.iter().filter_map(|task| task.round_id)))
        .filter(round::Column::Status.is_not_in([Text(RoundStatus::Declined), Text(RoundStatus::Cancelled)]))
        .all(db)
        .await?;
    let Some(round) = rounds.into_iter().min_by_key(|round| round.starts_at) else { return Ok(None) };
    let stops = tasks.iter().filter(|task| task.round_id == Some(round.id)).filter_map(|task| task.stop_id);
    let stops = stop::Entity::find().filter(stop::Column::Id.is_in(stops)).all(db).await?;
    let leaves_at = stops.into_iter().map(|stop| stop.leaves_at).min().unwrap_or(round.ends_at);
    let walker = volunteer::Entity::find_by_id(round.volunteer_id).one(db).await?;
    Ok(walker.map(|row| Bringer { given_name: row.given_name, leaves_at }))
}

async fn tasks(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    day: NaiveDate,
) -> Result<Vec<drop_task::Model>> {
    let rows = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(association)))
        .filter(drop_task::Column::ServiceDay.eq(day))
        .filter(drop_task::Column::ResidentId.eq(Key(resident)))
        .filter(drop_task::Column::OrderLineId.is_not_null())
        .all(db)
        .await?;
    Ok(rows)
}

fn told(day: NaiveDate, state: ComingState, bringer: Option<Bringer>, settings: &Settings) -> Coming {
    let state = if state == ComingState::Planned && bringer.is_none() { ComingState::Uncertain } else { state };
    let before_min = bringer.as_ref().map(|it| local_minute(it.leaves_at, settings.tz).div_ceil(30) * 30);
    let given_name = bringer.map(|it| it.given_name);
    let said = match (state, &given_name, before_min) {
        (ComingState::Planned, Some(name), Some(minute)) => format!("{name} passe avant {}.", clock(minute)),
        (state, ..) => state.said().to_owned(),
    };
    Coming { day, state, given_name, before_min, said }
}
