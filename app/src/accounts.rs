//! Accounts: who signs in, and what they are to the association. Roles are additive. Those of residents and volunteers
//! come and go with their files; those of staff are given and taken here. Whatever changes acts on the next request.

use std::collections::BTreeMap;

use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::id::{AccountId, AssociationId};
use shared::role::Role;
use shared::{Refusal, Word};
use utoipa::ToSchema;

use crate::edit::{Expected, next_version};
use crate::error::Result;
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::sessions::devices;
use crate::store::Tx;
use crate::table::column::{Key, Text};
use crate::table::{account, account_role};
use crate::{App, Caller, audit};

/// The roles that are given and taken by hand.
pub const STAFF: [Role; 3] = [Role::RelayOperator, Role::Coordinator, Role::Treasurer];

/// An account, as coordinators see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// As colleagues call them.
    pub name: String,
    /// What they are to the association.
    pub roles: Vec<Role>,
    /// An inactive account has no session.
    pub active: bool,
    /// The version, for edits.
    pub version: i32,
}

/// What may change of an account; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct AccountEdit {
    /// The new name.
    pub name: Option<String>,
    /// On or off.
    pub active: Option<bool>,
}

/// Writes an account for a member of staff.
pub async fn create(app: &App, caller: &Caller, request: &Once, name: &str, roles: &[Role]) -> Result<Account> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<AccountId>(&tx, caller, request).await? {
        Claim::Done(id) => return shown(tx.db(), find(tx.db(), caller.association, id).await?).await,
        Claim::New(id) => id,
    };
    let row = insert(&tx, caller.association, id, name).await?;
    for role in staff(roles) {
        grant(&tx, caller.association, id, role, Some(caller.account)).await?;
    }
    audit::note(&tx, caller, "account.created", id, Some(&words(roles))).await?;
    let account = shown(tx.db(), row).await?;
    tx.commit().await?;
    Ok(account)
}

/// Opens an account with one role, for the file of a resident or volunteer, or for the first coordinator.
pub(crate) async fn open(
    tx: &Tx,
    association: AssociationId,
    name: &str,
    role: Role,
    by: Option<AccountId>,
) -> Result<AccountId> {
    let id = tx.id();
    insert(tx, association, id, name).await?;
    grant(tx, association, id, role, by).await?;
    Ok(id)
}

/// Gives a role; one that is there stays.
pub(crate) async fn grant(
    tx: &Tx,
    association: AssociationId,
    account: AccountId,
    role: Role,
    by: Option<AccountId>,
) -> Result<()> {
    if roles_of(tx.db(), account).await?.contains(&role) {
        return Ok(());
    }
    let row = account_role::ActiveModel {
        account_id: Set(Key(account)),
        role: Set(Text(role)),
        association_id: Set(Key(association)),
        granted_by: Set(by.map(Key)),
        granted_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

/// Takes a role; one that is not there is no fault.
pub(crate) async fn take(tx: &Tx, account: AccountId, role: Role) -> Result<()> {
    account_role::Entity::delete_by_id((Key(account), Text(role))).exec(tx.db()).await?;
    Ok(())
}

/// A part of the association's accounts.
pub async fn list(app: &App, caller: &Caller, window: Window) -> Result<Slice<Account>> {
    let db = app.store.reader();
    let rows = accounts_of(caller.association)
        .filter(account::Column::Id.gt(window.after()))
        .order_by_asc(account::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut roles: BTreeMap<Key<AccountId>, Vec<Role>> = BTreeMap::new();
    for row in account_role::Entity::find().filter(account_role::Column::AccountId.is_in(ids)).all(db).await? {
        roles.entry(row.account_id).or_default().push(row.role.0);
    }
    Ok(window.cut(rows, |row| row.id.0).map(|row| {
        let roles = roles.remove(&row.id).unwrap_or_default();
        told(row, roles)
    }))
}

/// One account.
pub async fn read(app: &App, caller: &Caller, id: AccountId) -> Result<Account> {
    let db = app.store.reader();
    shown(db, find(db, caller.association, id).await?).await
}

/// Changes an account that the caller read at `expected`. Switching one off ends its sessions.
///
/// Refuses to switch the last coordinator off.
pub async fn edit(app: &App, caller: &Caller, id: AccountId, expected: Expected, edit: AccountEdit) -> Result<Account> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    let mut change: account::ActiveModel = row.into();
    change.version = Set(version);
    if let Some(name) = edit.name {
        change.name = Set(name);
    }
    if let Some(active) = edit.active {
        change.active = Set(active);
    }
    let row = change.update(tx.db()).await?;
    if edit.active == Some(false) {
        devices::end_all(&tx, id).await?;
    }
    let what = match edit.active {
        Some(true) => "account.switched_on",
        Some(false) => "account.switched_off",
        None => "account.renamed",
    };
    audit::note(&tx, caller, what, id, None).await?;
    first_coordinator(tx.db(), caller.association).await?;
    let account = shown(tx.db(), row).await?;
    tx.commit().await?;
    Ok(account)
}

/// Sets the staff roles of an account; those of a resident or volunteer stay.
///
/// Refuses to take the role from the last coordinator.
pub async fn set_roles(
    app: &App,
    caller: &Caller,
    id: AccountId,
    expected: Expected,
    roles: &[Role],
) -> Result<Account> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    let mut change: account::ActiveModel = row.into();
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    for role in STAFF {
        if roles.contains(&role) {
            grant(&tx, caller.association, id, role, Some(caller.account)).await?;
        } else {
            take(&tx, id, role).await?;
        }
    }
    first_coordinator(tx.db(), caller.association).await?;
    audit::note(&tx, caller, "account.roles_set", id, Some(&words(roles))).await?;
    let account = shown(tx.db(), row).await?;
    tx.commit().await?;
    Ok(account)
}

/// The association's longest-standing active coordinator, who owns what nobody took over.
///
/// Refuses with `account.last_coordinator` when there is none: nobody could help such an association over HTTP any more.
pub(crate) async fn first_coordinator(db: &impl ConnectionTrait, association: AssociationId) -> Result<AccountId> {
    let first = first_with(db, Some(association), Role::Coordinator).await?;
    first.ok_or_else(|| Refusal::AccountLastCoordinator.into())
}

/// Who is longest in a role, of those who can sign in; of every association for whoever holds the machine.
pub(crate) async fn first_with(
    db: &impl ConnectionTrait,
    association: Option<AssociationId>,
    role: Role,
) -> Result<Option<AccountId>> {
    let active = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::Active.eq(true))
        .to_owned();
    let mut find = account_role::Entity::find()
        .filter(account_role::Column::Role.eq(Text(role)))
        .filter(account_role::Column::AccountId.in_subquery(active));
    if let Some(association) = association {
        find = find.filter(account_role::Column::AssociationId.eq(Key(association)));
    }
    let oldest =
        find.order_by_asc(account_role::Column::GrantedAt).order_by_asc(account_role::Column::AccountId).one(db);
    Ok(oldest.await?.map(|row| row.account_id.0))
}

/// What an account is to its association, in the order of the words.
pub(crate) async fn roles_of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Role>> {
    let rows = account_role::Entity::find().filter(account_role::Column::AccountId.eq(Key(account))).all(db).await?;
    let mut roles: Vec<Role> = rows.into_iter().map(|row| row.role.0).collect();
    roles.sort();
    Ok(roles)
}

/// The account, if it is the association's.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: AccountId,
) -> Result<account::Model> {
    let row = accounts_of(association).filter(account::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::AccountNotFound.into())
}

/// The account, if it is the association's and switched on.
pub(crate) async fn find_active(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: AccountId,
) -> Result<account::Model> {
    let row = find(db, association, id).await?;
    if row.active { Ok(row) } else { Err(Refusal::AccountNotFound.into()) }
}

fn accounts_of(association: AssociationId) -> sea_orm::Select<account::Entity> {
    account::Entity::find().filter(account::Column::AssociationId.eq(Key(association)))
}

async fn insert(tx: &Tx, association: AssociationId, id: AccountId, name: &str) -> Result<account::Model> {
    let row = account::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        name: Set(name.to_owned()),
        active: Set(true),
        version: Set(1),
        created_at: Set(tx.now),
    };
    Ok(row.insert(tx.db()).await?)
}

async fn shown(db: &impl ConnectionTrait, row: account::Model) -> Result<Account> {
    let roles = roles_of(db, row.id.0).await?;
    Ok(told(row, roles))
}

fn told(row: account::Model, mut roles: Vec<Role>) -> Account {
    roles.sort();
    Account { id: row.id.0, name: row.name, roles, active: row.active, version: row.version }
}

fn staff(roles: &[Role]) -> impl Iterator<Item = Role> {
    STAFF.into_iter().filter(|role| roles.contains(role))
}

fn words(roles: &[Role]) -> String {
    staff(roles).map(Word::as_str).collect::<Vec<_>>().join(" ")
}
