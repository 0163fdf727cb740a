//! How often a resident would like a visit, and from whom. A wish, not an appointment: nothing is planned from it.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, ResidentId, VolunteerId};
use utoipa::ToSchema;

use crate::error::Result;
use crate::people::residents;
use crate::table::column::Key;
use crate::table::visit_cadence;
use crate::{App, Caller, audit, settings};

/// How often a resident would like a visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Cadence {
    /// Who would like it.
    pub resident_id: ResidentId,
    /// Days from one visit to the next.
    pub every_days: i32,
    /// The visitor they prefer.
    pub volunteer_id: Option<VolunteerId>,
    /// Since when they would like it.
    pub since: NaiveDate,
}

impl From<visit_cadence::Model> for Cadence {
    fn from(row: visit_cadence::Model) -> Self {
        Self {
            resident_id: row.resident_id.0,
            every_days: row.every_days,
            volunteer_id: row.volunteer_id.map(|key| key.0),
            since: row.since,
        }
    }
}

/// Writes down the wish, in place of an earlier one.
///
/// Refuses without the resident's consent to visits, and a visitor who is not accepted, not trained or blocked.
pub async fn set(
    app: &App,
    caller: &Caller,
    resident: ResidentId,
    every_days: i32,
    volunteer: Option<VolunteerId>,
) -> Result<Cadence> {
    let tx = app.write(caller.association).await?;
    super::willing(tx.db(), caller.association, resident).await?;
    if let Some(volunteer) = volunteer {
        super::suitable(tx.db(), caller.association, volunteer, resident).await?;
    }
    let before = find(tx.db(), caller.association, resident).await?;
    let since = match &before {
        Some(before) => before.since,
        None => settings::of(tx.db(), caller.association).await?.day_of(tx.now),
    };
    let row = visit_cadence::ActiveModel {
        resident_id: Set(Key(resident)),
        association_id: Set(Key(caller.association)),
        every_days: Set(every_days),
        volunteer_id: Set(volunteer.map(Key)),
        since: Set(since),
        version: Set(before.as_ref().map_or(1, |before| before.version.wrapping_add(1))),
    };
    let row = if before.is_some() { row.update(tx.db()).await? } else { row.insert(tx.db()).await? };
    audit::note(&tx, caller, "visit_cadence.set", resident, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// The wish of one resident.
pub async fn read(app: &App, caller: &Caller, resident: ResidentId) -> Result<Cadence> {
    if !caller.reaches_resident(resident) {
        return Err(Refusal::ResidentNotFound.into());
    }
    residents::find(app.store.reader(), caller.association, resident).await?;
    let row = find(app.store.reader(), caller.association, resident).await?;
    row.map(Cadence::from).ok_or_else(|| Refusal::CadenceNotFound.into())
}

/// Takes the wish away; appointments that stand are kept.
pub async fn remove(app: &App, caller: &Caller, resident: ResidentId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    residents::find(tx.db(), caller.association, resident).await?;
    if let Some(row) = find(tx.db(), caller.association, resident).await? {
        visit_cadence::Entity::delete_by_id(row.resident_id).exec(tx.db()).await?;
        audit::note(&tx, caller, "visit_cadence.removed", resident, None).await?;
    }
    tx.commit().await
}

async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
) -> Result<Option<visit_cadence::Model>> {
    let find = visit_cadence::Entity::find()
        .filter(visit_cadence::Column::AssociationId.eq(Key(association)))
        .filter(visit_cadence::Column::ResidentId.eq(Key(resident)));
    Ok(find.one(db).await?)
}
