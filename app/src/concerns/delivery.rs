//! « Un problème avec ma livraison »: what somebody reports becomes a concern at once, with one owner, and they hear who
//! calls back and when.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::call_back;
use shared::id::{AssociationId, DeliveryProblemId, ResidentId};
use shared::round::{ConcernKind, ProblemKind};
use utoipa::ToSchema;

use super::open::{New, open};
use crate::error::{Error, Result};
use crate::once::{self, Claim, Once};
use crate::people::residents;
use crate::table::column::{Key, Text};
use crate::table::{account, concern, delivery_problem};
use crate::{App, Caller, associations, audit, settings};

/// What somebody reported, and what they are promised.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeliveryProblem {
    /// Its id.
    pub id: DeliveryProblemId,
    /// Whose delivery.
    pub resident_id: ResidentId,
    /// What is wrong.
    pub kind: ProblemKind,
    /// In their own words; may be empty.
    pub note: String,
    /// When it was reported.
    pub reported_at: DateTime<Utc>,
    /// Somebody calls back before this instant.
    pub call_back_by: DateTime<Utc>,
    /// Who calls back and when, in French.
    pub said: String,
    /// The number of the association, for whoever does not want to wait, E.164.
    pub phone: String,
    /// When somebody picks up there, in French words.
    pub answering_hours: String,
}

/// Opens a concern about a delivery, whose owner is to call back.
pub async fn report(
    app: &App,
    caller: &Caller,
    request: &Once,
    resident: ResidentId,
    kind: ProblemKind,
    note: String,
) -> Result<DeliveryProblem> {
    let tx = app.write(caller.association).await?;
    residents::in_reach(tx.db(), caller, resident).await?;
    let id = match once::claim::<DeliveryProblemId>(&tx, caller, request).await? {
        Claim::Done(id) => return told(tx.db(), find(tx.db(), caller.association, id).await?).await,
        Claim::New(id) => id,
    };
    let settings = settings::of(tx.db(), caller.association).await?;
    let new = New { resident, day: settings.day_of(tx.now), kind: ConcernKind::Delivery, report: None };
    let concern = open(&tx, caller.association, new).await?;
    let call_back_by = call_back::promised(tx.now, &settings.parameters.call_back, settings.holidays, settings.tz);
    let row = delivery_problem::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        resident_id: Set(Key(resident)),
        concern_id: Set(Key(concern)),
        kind: Set(Text(kind)),
        note: Set(note),
        reported_by: Set(Key(caller.account)),
        reported_at: Set(tx.now),
        call_back_by: Set(call_back_by),
    };
    let row = row.insert(tx.db()).await?;
    audit::note(&tx, caller, "delivery_problem.reported", id, None).await?;
    let told = told(tx.db(), row).await?;
    tx.commit().await?;
    Ok(told)
}

/// The promise names whoever owns the concern by now.
async fn told(db: &impl ConnectionTrait, row: delivery_problem::Model) -> Result<DeliveryProblem> {
    let association = associations::find(db, row.association_id.0).await?;
    let settings = settings::read(&association)?;
    let concern = concern::Entity::find_by_id(row.concern_id).one(db).await?;
    let concern = concern.ok_or_else(|| Error::Bug("a problem has no concern".into()))?;
    let owner = account::Entity::find_by_id(concern.owner_id).one(db).await?;
    let owner = owner.ok_or_else(|| Error::Bug("a concern has no owner".into()))?.name;
    let when = call_back::said(row.reported_at, row.call_back_by, settings.tz);
    Ok(DeliveryProblem {
        id: row.id.0,
        resident_id: row.resident_id.0,
        kind: row.kind.0,
        note: row.note,
        reported_at: row.reported_at,
        call_back_by: row.call_back_by,
        said: format!("{owner} vous rappelle {when}."),
        phone: association.phone,
        answering_hours: association.answering_hours,
    })
}

async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: DeliveryProblemId,
) -> Result<delivery_problem::Model> {
    let row = delivery_problem::Entity::find()
        .filter(delivery_problem::Column::AssociationId.eq(Key(association)))
        .filter(delivery_problem::Column::Id.eq(Key(id)))
        .one(db)
        .await?;
    row.ok_or_else(|| Error::Bug("a reported problem has no row".into()))
}
