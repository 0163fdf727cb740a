//! The quartiers that an association serves, each planned on its own.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, NeighbourhoodId};
use utoipa::ToSchema;

use crate::edit::{Expected, next_version};
use crate::error::{Result, taken};
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::store::Tx;
use crate::table::column::Key;
use crate::table::neighbourhood;
use crate::{App, Caller};

/// A quartier.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Neighbourhood {
    /// Its id.
    pub id: NeighbourhoodId,
    /// What people call it.
    pub name: String,
    /// QPV code, where known; never required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority_area: Option<String>,
    /// The version, for edits.
    pub version: i32,
}

/// What may change of a neighbourhood; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct NeighbourhoodEdit {
    /// The new name.
    pub name: Option<String>,
    /// The new code; `Some(None)` takes it away.
    pub priority_area: Option<Option<String>>,
}

impl From<neighbourhood::Model> for Neighbourhood {
    fn from(row: neighbourhood::Model) -> Self {
        Self { id: row.id.0, name: row.name, priority_area: row.priority_area, version: row.version }
    }
}

/// Writes a neighbourhood. Refuses a name that is taken.
pub async fn create(
    app: &App,
    caller: &Caller,
    request: &Once,
    name: String,
    priority_area: Option<String>,
) -> Result<Neighbourhood> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<NeighbourhoodId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, id).await?.into()),
        Claim::New(id) => id,
    };
    let row = insert(&tx, caller.association, id, name, priority_area).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// A part of the association's neighbourhoods.
pub async fn list(app: &App, caller: &Caller, window: Window) -> Result<Slice<Neighbourhood>> {
    let rows = neighbourhoods_of(caller.association)
        .filter(neighbourhood::Column::Id.gt(window.after()))
        .order_by_asc(neighbourhood::Column::Id)
        .limit(window.fetch())
        .all(app.store.reader())
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(Neighbourhood::from))
}

/// One neighbourhood.
pub async fn read(app: &App, caller: &Caller, id: NeighbourhoodId) -> Result<Neighbourhood> {
    Ok(find(app.store.reader(), caller.association, id).await?.into())
}

/// Changes a neighbourhood that the caller read at `expected`.
pub async fn edit(
    app: &App,
    caller: &Caller,
    id: NeighbourhoodId,
    expected: Expected,
    edit: NeighbourhoodEdit,
) -> Result<Neighbourhood> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    let mut change: neighbourhood::ActiveModel = row.into();
    change.version = Set(version);
    if let Some(name) = edit.name {
        change.name = Set(name);
    }
    if let Some(priority_area) = edit.priority_area {
        change.priority_area = Set(priority_area);
    }
    let row = change.update(tx.db()).await.map_err(taken(Refusal::NeighbourhoodNameTaken))?;
    tx.commit().await?;
    Ok(row.into())
}

pub(super) async fn insert(
    tx: &Tx,
    association: AssociationId,
    id: NeighbourhoodId,
    name: String,
    priority_area: Option<String>,
) -> Result<neighbourhood::Model> {
    let row = neighbourhood::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        name: Set(name),
        priority_area: Set(priority_area),
        version: Set(1),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await.map_err(taken(Refusal::NeighbourhoodNameTaken))
}

fn neighbourhoods_of(association: AssociationId) -> sea_orm::Select<neighbourhood::Entity> {
    neighbourhood::Entity::find().filter(neighbourhood::Column::AssociationId.eq(Key(association)))
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: NeighbourhoodId,
) -> Result<neighbourhood::Model> {
    let row = neighbourhoods_of(association).filter(neighbourhood::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::NeighbourhoodNotFound.into())
}
