//! Lists that were imported: the same list twice is one import, which answers the figures of the first time.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::id::ImportId;

use crate::error::{Error, Result};
use crate::once::{self, Claim, Once};
use crate::table::column::Key;
use crate::table::list_import;
use crate::{Caller, Tx, audit};

/// The figures of an import.
#[derive(Debug, Clone, Copy)]
pub struct Imported<T> {
    /// What it brought.
    pub figures: T,
    /// It had been done before; nothing was written this time.
    pub before: bool,
}

/// Whether an import is new.
pub(crate) enum Claimed<T> {
    /// It is, and gets this id.
    New(ImportId),
    /// It was done before.
    Done(Imported<T>),
}

/// Claims the import for a request, or finds what it did before.
pub(crate) async fn claim<T: DeserializeOwned>(tx: &Tx, caller: &Caller, request: &Once) -> Result<Claimed<T>> {
    let id = match once::claim::<ImportId>(tx, caller, request).await? {
        Claim::New(id) => return Ok(Claimed::New(id)),
        Claim::Done(id) => id,
    };
    let row = list_import::Entity::find()
        .filter(list_import::Column::AssociationId.eq(Key(caller.association)))
        .filter(list_import::Column::Id.eq(Key(id)))
        .one(tx.db())
        .await?;
    let figures = row.and_then(|row| serde_json::from_value(row.figures).ok());
    let figures = figures.ok_or_else(|| Error::Bug("an import left no figures".into()))?;
    Ok(Claimed::Done(Imported { figures, before: true }))
}

/// Keeps the figures of an import, and who did it.
pub(crate) async fn keep<T: Serialize>(
    tx: &Tx,
    caller: &Caller,
    id: ImportId,
    which: &str,
    figures: T,
) -> Result<Imported<T>> {
    let row = list_import::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        list: Set(which.to_owned()),
        figures: Set(serde_json::to_value(&figures).map_err(|error| Error::Bug(error.to_string()))?),
        imported_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    audit::note(tx, caller, "list.imported", id, Some(which)).await?;
    Ok(Imported { figures, before: false })
}
