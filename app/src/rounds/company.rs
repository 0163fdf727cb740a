//! What somebody knows who walks along on another's round: with whom, on which day, from when. Neither a door nor a name
//! behind one: whoever leads has them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::id::{AssociationId, VolunteerId};
use shared::round::{RoundStatus, Shift};
use utoipa::ToSchema;

use super::rounds_of;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{round, volunteer};
use crate::{App, Caller, settings};

/// The walks on which somebody walks along, today and tomorrow.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Company {
    /// Each, in order.
    pub walks: Vec<WalkAlong>,
}

/// A walk on which somebody walks along.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WalkAlong {
    /// The day.
    pub service_day: NaiveDate,
    /// Which walk of the day.
    pub shift: Shift,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Who leads.
    pub lead_given_name: String,
}

/// Tells a volunteer on which walks of today and tomorrow they walk along, as long as these are to be walked.
pub async fn read(app: &App, caller: &Caller) -> Result<Company> {
    let Some(own) = caller.volunteer else { return Ok(Company { walks: Vec::new() }) };
    let db = app.store.reader();
    let today = settings::of(db, caller.association).await?.day_of(app.clock.now());
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let stands = [RoundStatus::Published, RoundStatus::Accepted, RoundStatus::Started].map(Text);
    let rows = rounds_of(caller.association)
        .filter(round::Column::CompanionId.eq(Key(own)))
        .filter(round::Column::ServiceDay.between(today, tomorrow))
        .filter(round::Column::Status.is_in(stands))
        .order_by_asc(round::Column::StartsAt)
        .all(db)
        .await?;
    let mut walks = Vec::new();
    for row in rows {
        let lead = given_name(db, caller.association, row.volunteer_id.0).await?;
        let (service_day, shift, starts_at) = (row.service_day, row.shift.0, row.starts_at);
        walks.extend(lead.map(|lead_given_name| WalkAlong { service_day, shift, starts_at, lead_given_name }));
    }
    Ok(Company { walks })
}

/// What a volunteer is called.
pub(super) async fn given_name(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: VolunteerId,
) -> Result<Option<String>> {
    let find = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(association)))
        .filter(volunteer::Column::Id.eq(Key(id)));
    Ok(find.one(db).await?.map(|row| row.given_name))
}
