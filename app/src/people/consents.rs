//! Consents, each for one purpose, with who, when and how. A withdrawal acts in the same transaction: no bread is planned
//! and no visit is kept against somebody's will.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AccountId, AssociationId, ConsentId, ResidentId};
use shared::person::{ConsentHow, ConsentPurpose, ResidentStatus};
use utoipa::ToSchema;

use super::{residents, status};
use crate::error::{Result, taken};
use crate::once::{self, Claim, Once};
use crate::orders::standing;
use crate::table::column::{Key, Text};
use crate::table::{consent, visit_cadence};
use crate::{App, Caller, Tx, dates, jobs, settings};

/// A consent, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// How it was given.
    pub how: ConsentHow,
    /// The day on which it was given.
    pub given_on: NaiveDate,
    /// Who wrote it down; nobody when a list was imported by the machine.
    pub recorded_by: Option<AccountId>,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// The day on which it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// How it was withdrawn.
    pub withdrawn_how: Option<ConsentHow>,
    /// Who wrote the withdrawal down.
    pub withdrawn_by: Option<AccountId>,
}

/// A consent to be noted.
#[derive(Debug, Clone, Copy)]
pub struct NewConsent {
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// How it was given.
    pub how: ConsentHow,
    /// The day on which it was given.
    pub given_on: NaiveDate,
}

impl From<consent::Model> for Consent {
    fn from(row: consent::Model) -> Self {
        Self {
            id: row.id.0,
            purpose: row.purpose.0,
            how: row.how.0,
            given_on: row.given_on,
            recorded_by: row.recorded_by.map(|key| key.0),
            recorded_at: row.recorded_at,
            withdrawn_on: row.withdrawn_on,
            withdrawn_how: row.withdrawn_how.map(|how| how.0),
            withdrawn_by: row.withdrawn_by.map(|key| key.0),
        }
    }
}

/// Notes a consent. The delivery consent of somebody who waits for it makes them active at once.
///
/// Refuses a day to come, and a purpose for which a consent stands.
pub async fn record(
    app: &App,
    caller: &Caller,
    request: &Once,
    resident: ResidentId,
    new: NewConsent,
) -> Result<Consent> {
    let tx = app.write(caller.association).await?;
    let row = residents::in_reach(tx.db(), caller, resident).await?;
    let id = match once::claim::<ConsentId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, resident, id).await?.into()),
        Claim::New(id) => id,
    };
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let written = insert(&tx, caller.association, Some(caller.account), id, resident, new, today).await?;
    if new.purpose == ConsentPurpose::Delivery && row.status.0 == ResidentStatus::Pending {
        residents::set_status(&tx, row, ResidentStatus::Active, today).await?;
    }
    if new.purpose == ConsentPurpose::Delivery {
        standing::lay(&tx, caller.association, Some(resident)).await?;
    }
    jobs::replan_ahead(&tx, caller.association).await?;
    tx.commit().await?;
    Ok(written.into())
}

/// Withdraws a consent; once withdrawn it stays so, and asking again changes nothing.
///
/// Without the delivery consent coming orders go and the resident waits again; without the visit consent the cadence and the
/// visits agreed go.
pub async fn withdraw(
    app: &App,
    caller: &Caller,
    resident: ResidentId,
    id: ConsentId,
    how: ConsentHow,
) -> Result<Consent> {
    let tx = app.write(caller.association).await?;
    let person = residents::in_reach(tx.db(), caller, resident).await?;
    let row = find(tx.db(), caller.association, resident, id).await?;
    if row.withdrawn_at.is_some() {
        return Ok(row.into());
    }
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let purpose = row.purpose.0;
    let mut change: consent::ActiveModel = row.into();
    change.withdrawn_on = Set(Some(today));
    change.withdrawn_how = Set(Some(Text(how)));
    change.withdrawn_by = Set(Some(Key(caller.account)));
    change.withdrawn_at = Set(Some(tx.now));
    let row = change.update(tx.db()).await?;
    match purpose {
        ConsentPurpose::Delivery => {
            if matches!(person.status.0, ResidentStatus::Active | ResidentStatus::Paused) {
                residents::set_status(&tx, person, ResidentStatus::Pending, today).await?;
            }
            standing::lay(&tx, caller.association, Some(resident)).await?;
        }
        ConsentPurpose::Visit => {
            status::cancel_visits(&tx, caller.association, resident, today).await?;
            let of = visit_cadence::Column::ResidentId.eq(Key(resident));
            visit_cadence::Entity::delete_many().filter(of).exec(tx.db()).await?;
        }
        ConsentPurpose::HeatCalls | ConsentPurpose::Relatives => {}
    }
    jobs::replan_ahead(&tx, caller.association).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// Every consent of a resident that was ever noted, in the order of writing.
pub async fn list(app: &App, caller: &Caller, resident: ResidentId) -> Result<Vec<Consent>> {
    let db = app.store.reader();
    residents::in_reach(db, caller, resident).await?;
    let rows = consents_of(caller.association)
        .filter(consent::Column::ResidentId.eq(Key(resident)))
        .order_by_asc(consent::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Consent::from).collect())
}

/// Writes a consent; imports, sign-up and `record` share it.
pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    by: Option<AccountId>,
    id: ConsentId,
    resident: ResidentId,
    new: NewConsent,
    today: NaiveDate,
) -> Result<consent::Model> {
    let row = consent::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        resident_id: Set(Key(resident)),
        purpose: Set(Text(new.purpose)),
        how: Set(Text(new.how)),
        given_on: Set(dates::past(new.given_on, today)?),
        recorded_by: Set(by.map(Key)),
        recorded_at: Set(tx.now),
        withdrawn_on: Set(None),
        withdrawn_how: Set(None),
        withdrawn_by: Set(None),
        withdrawn_at: Set(None),
    };
    row.insert(tx.db()).await.map_err(taken(Refusal::ConsentStands))
}

/// The consents that stand, of some residents.
pub(crate) async fn standing_of(
    db: &impl ConnectionTrait,
    association: AssociationId,
    residents: &[ResidentId],
) -> Result<HashMap<ResidentId, Vec<consent::Model>>> {
    let rows = consents_of(association)
        .filter(consent::Column::ResidentId.is_in(residents.iter().copied().map(Key)))
        .filter(consent::Column::WithdrawnAt.is_null())
        .order_by_asc(consent::Column::Id)
        .all(db)
        .await?;
    let mut of: HashMap<ResidentId, Vec<consent::Model>> = HashMap::new();
    for row in rows {
        of.entry(row.resident_id.0).or_default().push(row);
    }
    Ok(of)
}

/// Whether a resident consents to `purpose` now.
pub(crate) async fn stands(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    purpose: ConsentPurpose,
) -> Result<bool> {
    let of = standing_of(db, association, &[resident]).await?;
    Ok(of.values().flatten().any(|row| row.purpose.0 == purpose))
}

async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    id: ConsentId,
) -> Result<consent::Model> {
    let row = consents_of(association)
        .filter(consent::Column::ResidentId.eq(Key(resident)))
        .filter(consent::Column::Id.eq(Key(id)))
        .one(db)
        .await?;
    row.ok_or_else(|| Refusal::ConsentNotFound.into())
}

fn consents_of(association: AssociationId) -> sea_orm::Select<consent::Entity> {
    consent::Entity::find().filter(consent::Column::AssociationId.eq(Key(association)))
}
