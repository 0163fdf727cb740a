//! A person's seat at the table: the account with the role that a resident or a volunteer has. Roles are additive, so the
//! same account may be both; whoever goes loses that role, and every device at once.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AccountId, AssociationId};
use shared::role::Role;

use crate::Tx;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{account, account_role, session};

/// Gives `role` to an account: to `known` where the person has one, else to a new one in that name.
pub(crate) async fn open(
    tx: &Tx,
    association: AssociationId,
    by: Option<AccountId>,
    known: Option<AccountId>,
    name: &str,
    role: Role,
) -> Result<AccountId> {
    let id = match known {
        Some(id) => {
            accounts_of(association)
                .filter(account::Column::Id.eq(Key(id)))
                .one(tx.db())
                .await?
                .ok_or(Refusal::AccountNotFound)?;
            id
        }
        None => new_account(tx, association, name).await?,
    };
    let row = account_role::ActiveModel {
        account_id: Set(Key(id)),
        role: Set(Text(role)),
        association_id: Set(Key(association)),
        granted_by: Set(by.map(Key)),
        granted_at: Set(tx.now),
    };
    account_role::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    Ok(id)
}

/// Takes `role` from an account and ends every session of it, in the transaction of the goodbye.
pub(crate) async fn vacate(tx: &Tx, association: AssociationId, id: AccountId, role: Role) -> Result<()> {
    account_role::Entity::delete_many()
        .filter(account_role::Column::AssociationId.eq(Key(association)))
        .filter(account_role::Column::AccountId.eq(Key(id)))
        .filter(account_role::Column::Role.eq(Text(role)))
        .exec(tx.db())
        .await?;
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(tx.now))
        .filter(session::Column::AssociationId.eq(Key(association)))
        .filter(session::Column::AccountId.eq(Key(id)))
        .filter(session::Column::RevokedAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

async fn new_account(tx: &Tx, association: AssociationId, name: &str) -> Result<AccountId> {
    let row = account::ActiveModel {
        id: Set(Key(tx.id())),
        association_id: Set(Key(association)),
        name: Set(name.to_owned()),
        active: Set(true),
        version: Set(1),
        created_at: Set(tx.now),
    };
    Ok(row.insert(tx.db()).await?.id.0)
}

fn accounts_of(association: AssociationId) -> sea_orm::Select<account::Entity> {
    account::Entity::find().filter(account::Column::AssociationId.eq(Key(association)))
}
