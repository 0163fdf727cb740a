//! Rounds in brief: a coordinator sees all, a volunteer their own and those that wait for somebody. A round that waits
//! names nobody.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use shared::id::{NeighbourhoodId, RoundId, VolunteerId};
use shared::role::Reach;
use shared::round::{RoundStatus, Shift, StopKind};
use utoipa::ToSchema;

use super::{is_shown, rounds_of};
use crate::error::Result;
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::{round, stop};
use crate::{App, Caller, settings};

/// A round in brief.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoundBrief {
    /// Its id.
    pub id: RoundId,
    /// Where it is walked.
    pub neighbourhood_id: NeighbourhoodId,
    /// The day.
    pub service_day: NaiveDate,
    /// Which walk of the day.
    pub shift: Shift,
    /// Where it stands.
    pub status: RoundStatus,
    /// Goes up with each change.
    pub version: i32,
    /// Who walks it; absent where one may not know.
    pub volunteer_id: Option<VolunteerId>,
    /// Who walks along, where two walk as one; absent where one may not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub companion_id: Option<VolunteerId>,
    /// Whether it is the caller's own.
    pub yours: bool,
    /// Whether it waits for somebody to take it over.
    pub claimable: bool,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Entrances on the way.
    pub entrances: usize,
    /// Metres walked.
    pub metres: i32,
    /// Kilograms times floors climbed with them.
    pub kg_floors: i32,
}

/// A part of the rounds within reach, of one day or of all that are shown.
pub async fn list(app: &App, caller: &Caller, day: Option<NaiveDate>, window: Window) -> Result<Slice<RoundBrief>> {
    let db = app.store.reader();
    let today = settings::of(db, caller.association).await?.day_of(app.clock.now());
    let mut find = rounds_of(caller.association)
        .filter(round::Column::Id.gt(window.after()))
        .filter(round::Column::Status.ne(Text(RoundStatus::Cancelled)));
    if let Some(day) = day {
        find = find.filter(round::Column::ServiceDay.eq(day));
    }
    if caller.reach == Reach::Own {
        let Some(own) = caller.volunteer else { return Ok(Slice { items: Vec::new(), next: None }) };
        let tomorrow = today.checked_add_days(chrono::Days::new(1)).unwrap_or(today);
        let waiting = Condition::all()
            .add(round::Column::Status.eq(Text(RoundStatus::Declined)))
            .add(round::Column::Content.ne(Vec::<u8>::new()));
        find = find
            .filter(round::Column::ServiceDay.between(today, tomorrow))
            .filter(Condition::any().add(round::Column::VolunteerId.eq(Key(own))).add(waiting));
    }
    let rows = find.order_by_asc(round::Column::Id).limit(window.fetch()).all(db).await?;
    let part = window.cut(rows, |row| row.id.0);
    let items = tell(db, caller, today, &part.items).await?;
    Ok(Slice { items, next: part.next })
}

/// Tells rounds that the caller may see.
pub(crate) async fn tell(
    db: &impl ConnectionTrait,
    caller: &Caller,
    today: NaiveDate,
    rows: &[round::Model],
) -> Result<Vec<RoundBrief>> {
    let stops = stop::Entity::find()
        .filter(stop::Column::RoundId.is_in(rows.iter().map(|row| row.id)))
        .filter(stop::Column::Kind.eq(Text(StopKind::Entrance)))
        .all(db)
        .await?;
    let mut entrances = BTreeMap::<_, usize>::new();
    for stop in stops {
        *entrances.entry(stop.round_id).or_default() += 1;
    }
    let brief = |row: &round::Model| {
        let yours = caller.volunteer == Some(row.volunteer_id.0);
        let known = yours || caller.reach == Reach::Association;
        RoundBrief {
            id: row.id.0,
            neighbourhood_id: row.neighbourhood_id.0,
            service_day: row.service_day,
            shift: row.shift.0,
            status: row.status.0,
            version: row.version,
            volunteer_id: known.then_some(row.volunteer_id.0),
            companion_id: row.companion_id.filter(|_| known).map(|key| key.0),
            yours,
            claimable: row.status.0 == RoundStatus::Declined
                && !row.content.is_empty()
                && is_shown(row.service_day, today),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            entrances: entrances.get(&row.id).copied().unwrap_or_default(),
            metres: row.metres,
            kg_floors: row.kg_floors,
        }
    };
    Ok(rows.iter().map(brief).collect())
}
