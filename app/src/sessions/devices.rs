//! The devices that are signed in: seen by their owner and by the coordinators, ended at once, let in when new.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::Refusal;
use shared::id::{AccountId, AssociationId, SessionId};
use shared::role::Reach;

use super::Device;
use crate::error::Result;
use crate::page::{Slice, Window};
use crate::store::Tx;
use crate::table::column::Key;
use crate::table::{pairing, session};
use crate::{App, Caller, accounts, audit};

/// A part of the devices of an account; one's own when not said.
///
/// Somebody else's is `account.not_found` for whoever may end only their own.
pub async fn list(app: &App, caller: &Caller, account: Option<AccountId>, window: Window) -> Result<Slice<Device>> {
    let account = account.unwrap_or(caller.account);
    if account != caller.account {
        if caller.reach != Reach::Association {
            return Err(Refusal::AccountNotFound.into());
        }
        accounts::find(app.store.reader(), caller.association, account).await?;
    }
    let rows = sessions_of(caller.association)
        .filter(session::Column::AccountId.eq(Key(account)))
        .filter(session::Column::Id.gt(window.after()))
        .order_by_asc(session::Column::Id)
        .limit(window.fetch())
        .all(app.store.reader())
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(|row| Device::told(row, caller.session)))
}

/// Ends a session; its tokens are dead from the next request on.
pub async fn end(app: &App, caller: &Caller, id: SessionId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.account_id.0 != caller.account && caller.reach != Reach::Association {
        return Err(Refusal::SessionNotFound.into());
    }
    if row.revoked_at.is_some() {
        return Ok(());
    }
    let mut change: session::ActiveModel = row.into();
    change.revoked_at = Set(Some(tx.now));
    change.update(tx.db()).await?;
    audit::note(&tx, caller, "session.ended", id, None).await?;
    tx.commit().await
}

/// Ends every session of the caller but the one that asks, and takes back what was made to sign further devices in.
pub async fn end_others(app: &App, caller: &Caller) -> Result<()> {
    let tx = app.write(caller.association).await?;
    end_all_but(&tx, caller.account, Some(caller.session)).await?;
    audit::note(&tx, caller, "session.others_ended", caller.session, None).await?;
    tx.commit().await
}

/// Lets a staff member's new device in; one that is in already stays as it is.
pub async fn confirm(app: &App, caller: &Caller, id: SessionId) -> Result<Device> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.revoked_at.is_some() {
        return Err(Refusal::SessionNotFound.into());
    }
    if row.confirmed_at.is_some() {
        return Ok(Device::told(row, caller.session));
    }
    let mut change: session::ActiveModel = row.into();
    change.confirmed_at = Set(Some(tx.now));
    change.confirmed_by = Set(Some(Key(caller.account)));
    let row = change.update(tx.db()).await?;
    audit::note(&tx, caller, "session.confirmed", id, None).await?;
    tx.commit().await?;
    Ok(Device::told(row, caller.session))
}

/// Ends every session of an account that is switched off, and takes its pairings back, so that none wakes up with it.
pub(crate) async fn end_all(tx: &Tx, account: AccountId) -> Result<()> {
    end_all_but(tx, account, None).await
}

async fn end_all_but(tx: &Tx, account: AccountId, kept: Option<SessionId>) -> Result<()> {
    let mut sessions = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(tx.now))
        .filter(session::Column::AccountId.eq(Key(account)))
        .filter(session::Column::RevokedAt.is_null());
    if let Some(kept) = kept {
        sessions = sessions.filter(session::Column::Id.ne(Key(kept)));
    }
    sessions.exec(tx.db()).await?;
    pairing::Entity::update_many()
        .col_expr(pairing::Column::CancelledAt, Expr::value(tx.now))
        .filter(pairing::Column::AccountId.eq(Key(account)))
        .filter(pairing::Column::UsedAt.is_null())
        .filter(pairing::Column::CancelledAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

fn sessions_of(association: AssociationId) -> sea_orm::Select<session::Entity> {
    session::Entity::find().filter(session::Column::AssociationId.eq(Key(association)))
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: SessionId) -> Result<session::Model> {
    let row = sessions_of(association).filter(session::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::SessionNotFound.into())
}
