//! Usual doors: the residents whom a volunteer knows, in the order of the walk. A resident has one usual volunteer; a
//! coordinator who writes a resident down here has decided the change of face.

use std::collections::BTreeSet;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{ResidentId, VolunteerId};
use shared::person::VolunteerStatus;
use utoipa::ToSchema;

use super::{residents, status, volunteers};
use crate::edit::{Expected, next_version};
use crate::error::Result;
use crate::table::column::Key;
use crate::table::{blocked_pair, resident, usual_door, volunteer};
use crate::{App, Caller, Tx, audit};

/// A volunteer's usual doors.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UsualDoors {
    /// Whose.
    pub volunteer_id: VolunteerId,
    /// The residents, in the order of the walk.
    pub resident_ids: Vec<ResidentId>,
    /// The volunteer's version, for edits.
    pub version: i32,
}

/// The usual doors of a volunteer.
pub async fn read(app: &App, caller: &Caller, volunteer: VolunteerId) -> Result<UsualDoors> {
    let db = app.store.reader();
    let row = volunteers::find(db, caller.association, volunteer).await?;
    tell(db, &row).await
}

/// Sets all usual doors of a volunteer whom the caller read at `expected`. A resident who was another volunteer's becomes
/// this one's.
///
/// Refuses residents who are not there or gone, twice the same, and pairs that must not meet.
pub async fn set(
    app: &App,
    caller: &Caller,
    volunteer: VolunteerId,
    expected: Expected,
    residents: Vec<ResidentId>,
) -> Result<UsualDoors> {
    let tx = app.write(caller.association).await?;
    let row = volunteers::find(tx.db(), caller.association, volunteer).await?;
    let version = next_version(row.version, expected)?;
    if row.status.0 == VolunteerStatus::Left {
        return Err(Refusal::VolunteerNotReady.into());
    }
    check(&tx, caller, volunteer, &residents).await?;
    let before = usual_door::Column::VolunteerId.eq(Key(volunteer));
    let moved = usual_door::Column::ResidentId.is_in(residents.iter().copied().map(Key));
    usual_door::Entity::delete_many().filter(before.or(moved)).exec(tx.db()).await?;
    let rows = residents.iter().zip(1..).map(|(resident, rank)| usual_door::ActiveModel {
        resident_id: Set(Key(*resident)),
        association_id: Set(Key(caller.association)),
        volunteer_id: Set(Key(volunteer)),
        rank: Set(rank),
    });
    if !residents.is_empty() {
        usual_door::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    let mut change: volunteer::ActiveModel = row.into();
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    let told = tell(tx.db(), &row).await?;
    audit::note(&tx, caller, "usual_doors.changed", volunteer, None).await?;
    tx.commit().await?;
    Ok(told)
}

async fn check(tx: &Tx, caller: &Caller, volunteer: VolunteerId, residents: &[ResidentId]) -> Result<()> {
    let distinct: BTreeSet<_> = residents.iter().collect();
    if distinct.len() < residents.len() {
        return Err(Refusal::UsualDoorTwice.into());
    }
    let known = residents::residents_of(caller.association)
        .filter(resident::Column::Id.is_in(residents.iter().copied().map(Key)))
        .all(tx.db())
        .await?;
    let here = known.iter().filter(|row| !status::is_gone(row.status.0)).count();
    if here < residents.len() {
        return Err(Refusal::ResidentNotFound.into());
    }
    let blocked = blocked_pair::Entity::find()
        .filter(blocked_pair::Column::VolunteerId.eq(Key(volunteer)))
        .filter(blocked_pair::Column::ResidentId.is_in(residents.iter().copied().map(Key)))
        .one(tx.db())
        .await?;
    if blocked.is_some() { Err(Refusal::PairBlocked.into()) } else { Ok(()) }
}

async fn tell(db: &impl ConnectionTrait, row: &volunteer::Model) -> Result<UsualDoors> {
    let doors = usual_door::Entity::find()
        .filter(usual_door::Column::AssociationId.eq(row.association_id))
        .filter(usual_door::Column::VolunteerId.eq(row.id))
        .order_by_asc(usual_door::Column::Rank)
        .all(db)
        .await?;
    let resident_ids = doors.into_iter().map(|door| door.resident_id.0).collect();
    Ok(UsualDoors { volunteer_id: row.id.0, resident_ids, version: row.version })
}
