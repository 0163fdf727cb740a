//! Dwellings: a floor and a door behind an entrance. They are generated with the stairwell, or noted when a door turns up
//! that nobody wrote down.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, DwellingId, EntranceId};
use utoipa::ToSchema;

use super::entrances;
use crate::error::{Error, Result, taken};
use crate::list::same;
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::Key;
use crate::table::dwelling;
use crate::{App, Caller, Tx};

/// Rows that fit one statement on both databases.
const BATCH: usize = 1_000;

/// A dwelling, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Dwelling {
    /// Its id.
    pub id: DwellingId,
    /// The entrance that leads to it.
    pub entrance_id: EntranceId,
    /// 0 is the ground floor.
    pub floor: i32,
    /// The door, such as "gauche".
    pub door: String,
}

impl From<dwelling::Model> for Dwelling {
    fn from(row: dwelling::Model) -> Self {
        Self { id: row.id.0, entrance_id: row.entrance_id.0, floor: row.floor, door: row.door }
    }
}

/// Writes a dwelling behind an entrance. Refuses a door that is already known.
pub async fn create(
    app: &App,
    caller: &Caller,
    request: &Once,
    entrance: EntranceId,
    floor: i32,
    door: String,
) -> Result<Dwelling> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<DwellingId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, id).await?.into()),
        Claim::New(id) => id,
    };
    entrances::find(tx.db(), caller.association, entrance).await?;
    let row = active(caller.association, id, entrance, floor, &door);
    dwelling::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(taken(Refusal::DwellingTaken))?;
    tx.commit().await?;
    Ok(Dwelling { id, entrance_id: entrance, floor, door })
}

/// A part of the association's dwellings, behind one entrance or all.
pub async fn list(app: &App, caller: &Caller, entrance: Option<EntranceId>, window: Window) -> Result<Slice<Dwelling>> {
    let mut find = dwellings_of(caller.association).filter(dwelling::Column::Id.gt(window.after()));
    if let Some(entrance) = entrance {
        find = find.filter(dwelling::Column::EntranceId.eq(Key(entrance)));
    }
    let rows = find.order_by_asc(dwelling::Column::Id).limit(window.fetch()).all(app.store.reader()).await?;
    Ok(window.cut(rows, |row| row.id.0).map(Dwelling::from))
}

/// Writes many dwellings behind one entrance.
pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    entrance: EntranceId,
    doors: &[(i32, String)],
) -> Result<()> {
    for batch in doors.chunks(BATCH) {
        let rows = batch.iter().map(|(floor, door)| active(association, tx.id(), entrance, *floor, door));
        dwelling::Entity::insert_many(rows)
            .exec_without_returning(tx.db())
            .await
            .map_err(taken(Refusal::DwellingTaken))?;
    }
    Ok(())
}

/// The dwelling at a floor and door, written if nobody knew it, however its door is spelt: one flat is one door, so one
/// drop. The entrance is the association's.
pub(crate) async fn find_or_make(
    tx: &Tx,
    association: AssociationId,
    entrance: EntranceId,
    floor: i32,
    door: &str,
) -> Result<DwellingId> {
    let known = dwellings_of(association)
        .filter(dwelling::Column::EntranceId.eq(Key(entrance)))
        .filter(dwelling::Column::Floor.eq(floor))
        .order_by_asc(dwelling::Column::Id)
        .all(tx.db())
        .await?;
    if let Some(row) = known.into_iter().find(|row| same(&row.door) == same(door)) {
        return Ok(row.id.0);
    }
    let id = tx.id();
    let row = active(association, id, entrance, floor, door);
    dwelling::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: DwellingId,
) -> Result<dwelling::Model> {
    let row = dwellings_of(association).filter(dwelling::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Error::from(Refusal::DwellingNotFound))
}

fn dwellings_of(association: AssociationId) -> sea_orm::Select<dwelling::Entity> {
    dwelling::Entity::find().filter(dwelling::Column::AssociationId.eq(Key(association)))
}

fn active(
    association: AssociationId,
    id: DwellingId,
    entrance: EntranceId,
    floor: i32,
    door: &str,
) -> dwelling::ActiveModel {
    dwelling::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        entrance_id: Set(Key(entrance)),
        floor: Set(floor),
        door: Set(door.to_owned()),
    }
}
