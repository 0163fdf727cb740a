//! The same creating request twice has one effect. The row is written in the transaction of the effect, before it, with
//! the id that the effect will have; the answer is rendered again from what stands, so that a changed role sees what it
//! may see now.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::{Identity, Refusal};

use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::table::column::Key;
use crate::table::once;

/// What makes two requests the same one.
#[derive(Debug, Clone)]
pub struct Once {
    /// The client's own key, 8 to 128 letters, digits, dashes and underscores.
    pub key: String,
    /// The verb that was asked for, such as `POST /v1/orders`.
    pub route: String,
    /// SHA-256 of path and body.
    pub fingerprint: Vec<u8>,
}

/// Whether a request is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim<T> {
    /// It is; the effect gets this id.
    New(T),
    /// It was done before; this is what it made.
    Done(T),
}

/// Claims the key for a new effect, or finds what it made before.
///
/// Refuses with `idempotency.key_reused` when the key came with another verb or body.
pub async fn claim<T: Identity + std::str::FromStr + std::fmt::Display>(
    tx: &Tx,
    caller: &Caller,
    request: &Once,
) -> Result<Claim<T>> {
    let id: T = tx.id();
    let row = once::ActiveModel {
        association_id: Set(Key(caller.association)),
        account_id: Set(Key(caller.account)),
        key: Set(request.key.clone()),
        route: Set(request.route.clone()),
        fingerprint: Set(request.fingerprint.clone()),
        resource: Set(id.to_string()),
        created_at: Set(tx.now),
    };
    let written = once::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    if written == 1 {
        return Ok(Claim::New(id));
    }
    let before = once::Entity::find()
        .filter(once::Column::AssociationId.eq(Key(caller.association)))
        .filter(once::Column::AccountId.eq(Key(caller.account)))
        .filter(once::Column::Key.eq(&request.key))
        .one(tx.db())
        .await?
        .ok_or_else(|| Error::Bug("a claimed key has no row".into()))?;
    if before.route != request.route || before.fingerprint != request.fingerprint {
        return Err(Refusal::KeyReused.into());
    }
    let id = before.resource.parse().map_err(|_| Error::Bug("a kept outcome names no resource".into()))?;
    Ok(Claim::Done(id))
}
