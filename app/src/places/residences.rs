//! Residences: named, in a neighbourhood, generated with all their doors in one go on the first evening.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, NeighbourhoodId, ResidenceId};
use utoipa::ToSchema;

use super::entrances::{self, NewEntrance};
use crate::edit::{Expected, next_version};
use crate::error::{Result, taken};
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::Key;
use crate::table::{neighbourhood, residence};
use crate::{App, Caller, Tx};

/// A residence, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Residence {
    /// Its id.
    pub id: ResidenceId,
    /// The neighbourhood that it lies in.
    pub neighbourhood_id: NeighbourhoodId,
    /// What people call it.
    pub name: String,
    /// Who owns it, where somebody wrote it down.
    pub landlord: Option<String>,
    /// The version, for edits.
    pub version: i32,
}

/// A residence to be written, with the entrances to generate.
#[derive(Debug, Clone)]
pub struct NewResidence {
    /// The neighbourhood; the association's first one when not said.
    pub neighbourhood_id: Option<NeighbourhoodId>,
    /// What people call it.
    pub name: String,
    /// Who owns it.
    pub landlord: Option<String>,
    /// Its entrances, floors and doors.
    pub entrances: Vec<NewEntrance>,
}

/// What may change of a residence; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct ResidenceEdit {
    /// The new name.
    pub name: Option<String>,
    /// The new landlord; `Some(None)` takes it away.
    pub landlord: Option<Option<String>>,
}

impl From<residence::Model> for Residence {
    fn from(row: residence::Model) -> Self {
        Self {
            id: row.id.0,
            neighbourhood_id: row.neighbourhood_id.0,
            name: row.name,
            landlord: row.landlord,
            version: row.version,
        }
    }
}

/// Writes a residence with its entrances, floors and doors.
///
/// Refuses a neighbourhood that is not the association's and a name that is taken.
pub async fn create(app: &App, caller: &Caller, request: &Once, new: NewResidence) -> Result<Residence> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<ResidenceId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, id).await?.into()),
        Claim::New(id) => id,
    };
    let row = insert(&tx, caller.association, id, &new).await?;
    for (order, entrance) in new.entrances.iter().enumerate() {
        entrances::insert(&tx, caller.association, tx.id(), id, order, entrance).await?;
    }
    tx.commit().await?;
    Ok(row.into())
}

/// Writes the residence itself; imports and `create` share it.
pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    id: ResidenceId,
    new: &NewResidence,
) -> Result<residence::Model> {
    let neighbourhood = neighbourhood_or_first(tx.db(), association, new.neighbourhood_id).await?;
    let row = residence::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        neighbourhood_id: Set(Key(neighbourhood)),
        name: Set(new.name.clone()),
        landlord: Set(new.landlord.clone()),
        version: Set(1),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await.map_err(taken(Refusal::ResidenceNameTaken))
}

/// A part of the association's residences.
pub async fn list(app: &App, caller: &Caller, window: Window) -> Result<Slice<Residence>> {
    let rows = residences_of(caller.association)
        .filter(residence::Column::Id.gt(window.after()))
        .order_by_asc(residence::Column::Id)
        .limit(window.fetch())
        .all(app.store.reader())
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(Residence::from))
}

/// One residence.
pub async fn read(app: &App, caller: &Caller, id: ResidenceId) -> Result<Residence> {
    Ok(find(app.store.reader(), caller.association, id).await?.into())
}

/// Changes a residence that the caller read at `expected`.
pub async fn edit(
    app: &App,
    caller: &Caller,
    id: ResidenceId,
    expected: Expected,
    edit: ResidenceEdit,
) -> Result<Residence> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    let mut change: residence::ActiveModel = row.into();
    change.version = Set(version);
    if let Some(name) = edit.name {
        change.name = Set(name);
    }
    if let Some(landlord) = edit.landlord {
        change.landlord = Set(landlord);
    }
    let row = change.update(tx.db()).await.map_err(taken(Refusal::ResidenceNameTaken))?;
    tx.commit().await?;
    Ok(row.into())
}

/// Every find starts here, so that none crosses the tenant boundary.
fn residences_of(association: AssociationId) -> sea_orm::Select<residence::Entity> {
    residence::Entity::find().filter(residence::Column::AssociationId.eq(Key(association)))
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: ResidenceId,
) -> Result<residence::Model> {
    let row = residences_of(association).filter(residence::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::ResidenceNotFound.into())
}

async fn neighbourhood_or_first(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: Option<NeighbourhoodId>,
) -> Result<NeighbourhoodId> {
    let mut find = neighbourhood::Entity::find().filter(neighbourhood::Column::AssociationId.eq(Key(association)));
    if let Some(id) = id {
        find = find.filter(neighbourhood::Column::Id.eq(Key(id)));
    }
    let row = find.order_by_asc(neighbourhood::Column::Id).one(db).await?;
    row.map(|row| row.id.0).ok_or_else(|| Refusal::NeighbourhoodNotFound.into())
}
