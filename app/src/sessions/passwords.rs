//! A password, for coordinators and treasurers who want one: a way in on a computer that was never paired. Whoever has no
//! password, has another role, or is switched off gets the answer of a wrong password, after the same work.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::id::AccountId;
use shared::password::{composed, handle as handle_of, is_common};
use shared::role::{Action, widest};
use utoipa::ToSchema;

use super::refreshes::{NewDevice, Opened, open};
use super::tries::Counted;
use crate::error::{Error, Result, taken};
use crate::hashing::Asker;
use crate::table::column::Key;
use crate::table::{account, neighbourhood, password, residence};
use crate::{App, Caller, accounts, associations, audit};

/// That somebody has a password.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HasPassword {
    /// What they sign in with beside it: an e-mail address, or a telephone number in E.164.
    pub handle: String,
    /// When it was set.
    pub set_at: DateTime<Utc>,
}

/// A password to set.
pub struct NewPassword<'a> {
    /// An e-mail address or a telephone number, as typed.
    pub handle: &'a str,
    /// The new one.
    pub password: &'a str,
    /// The one that stands, where one does.
    pub current: Option<&'a str>,
}

/// Whether the caller has a password.
///
/// Refuses with `password.not_found` where there is none.
pub async fn read(app: &App, caller: &Caller) -> Result<HasPassword> {
    let row = of_account(app.store.reader(), caller.account).await?.ok_or(Refusal::PasswordNotFound)?;
    Ok(HasPassword { handle: row.handle, set_at: row.set_at })
}

/// Gives the caller a password; one that stands is changed by whoever knows it.
///
/// Refuses what is not a handle, a handle that somebody has, and a password that is easy to guess.
pub async fn set(app: &App, caller: &Caller, new: NewPassword<'_>, address: &str) -> Result<HasPassword> {
    let handle = handle_of(new.handle).ok_or(Refusal::HandleInvalid)?;
    let words = words_around(app, caller).await?;
    if is_common(new.password, words.iter().map(String::as_str).chain([handle.as_str()])) {
        return Err(Refusal::PasswordTooCommon.into());
    }
    if of_account(app.store.reader(), caller.account).await?.is_some() {
        prove(app, caller, new.current.unwrap_or_default(), address).await?;
    }
    let mut salt = [0; 16];
    app.chance.fill(&mut salt);
    let hash = app.hashing.seat(Asker::Device).await?.hash(&composed(new.password), salt).await?;
    let tx = app.write(caller.association).await?;
    let row = password::ActiveModel {
        account_id: Set(Key(caller.account)),
        association_id: Set(Key(caller.association)),
        handle: Set(handle),
        hash: Set(hash),
        set_at: Set(tx.now),
    };
    let row = match of_account(tx.db(), caller.account).await? {
        Some(_) => row.update(tx.db()).await,
        None => row.insert(tx.db()).await,
    };
    let row = row.map_err(taken(Refusal::HandleTaken))?;
    audit::note(&tx, caller, "password.set", caller.account, None).await?;
    tx.commit().await?;
    Ok(HasPassword { handle: row.handle, set_at: row.set_at })
}

/// Takes the caller's password away, for whoever knows it; one that is not there is no fault.
pub async fn remove(app: &App, caller: &Caller, current: &str, address: &str) -> Result<()> {
    if of_account(app.store.reader(), caller.account).await?.is_none() {
        return Ok(());
    }
    prove(app, caller, current, address).await?;
    take(app, caller, caller.account).await
}

/// Takes the password of an account away, for a coordinator: it was forgotten.
pub async fn take(app: &App, caller: &Caller, id: AccountId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    accounts::find(tx.db(), caller.association, id).await?;
    let taken = password::Entity::delete_by_id(Key(id)).exec(tx.db()).await?;
    if taken.rows_affected > 0 {
        audit::note(&tx, caller, "password.removed", id, None).await?;
    }
    tx.commit().await
}

/// Signs a device in with handle and password. The device is listed with the others, and a PIN is asked of it like of
/// any other.
///
/// Refuses with `password.wrong` whatever is wrong, and with `password.locked` after too many tries.
pub async fn sign_in(app: &App, typed: &str, password: &str, device_label: &str, address: &str) -> Result<Opened> {
    let handle = handle_of(typed).unwrap_or_else(|| typed.trim().to_lowercase());
    let counted = Counted::of(app, &handle, address);
    let seat = app.hashing.seat(Asker::Stranger).await?;
    counted.count(app).await?;
    let found = password::Entity::find().filter(password::Column::Handle.eq(&handle)).one(app.store.reader()).await?;
    let right = seat.verify(&composed(password), found.as_ref().map(|row| row.hash.as_str())).await?;
    let row = found.filter(|_| right).ok_or(Refusal::PasswordWrong)?;
    let tx = app.write(row.association_id.0).await?;
    // Another may have changed it, or taken a role, while this one was hashed.
    let same = of_account(tx.db(), row.account_id.0).await?.is_some_and(|now| now.hash == row.hash);
    let account = account::Entity::find_by_id(row.account_id).one(tx.db()).await?.filter(|account| account.active);
    let roles = accounts::roles_of(tx.db(), row.account_id.0).await?;
    let account = account.filter(|_| same && widest(&roles, Action::KeepPassword).is_some());
    let account = account.ok_or(Refusal::PasswordWrong)?;
    let device = NewDevice { label: device_label, confirmed: true, shared: false };
    let opened = open(app, &tx, &account, device).await?;
    audit::note_machine(&tx, row.association_id.0, "session.opened_by_password", opened.session_id).await?;
    tx.commit().await?;
    let tx = app.write_installation().await?;
    counted.forgive(&tx).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Lets pass who knows the caller's password.
async fn prove(app: &App, caller: &Caller, current: &str, address: &str) -> Result<()> {
    let row = of_account(app.store.reader(), caller.account).await?.ok_or(Refusal::PasswordNotFound)?;
    let counted = Counted::of(app, &row.handle, address);
    let seat = app.hashing.seat(Asker::Device).await?;
    counted.count(app).await?;
    if !seat.verify(&composed(current), Some(&row.hash)).await? {
        return Err(Refusal::PasswordWrong.into());
    }
    let tx = app.write_installation().await?;
    counted.forgive(&tx).await?;
    tx.commit().await
}

async fn of_account(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<password::Model>> {
    password::Entity::find_by_id(Key(account)).one(db).await.map_err(Error::from)
}

/// The words that anybody would try who knows the person or the association.
async fn words_around(app: &App, caller: &Caller) -> Result<Vec<String>> {
    let db = app.store.reader();
    let association = Key(caller.association);
    let mut words = vec![accounts::find(db, caller.association, caller.account).await?.name];
    words.push(associations::find(db, caller.association).await?.name);
    let quarters = neighbourhood::Entity::find().filter(neighbourhood::Column::AssociationId.eq(association)).all(db);
    words.extend(quarters.await?.into_iter().map(|row| row.name));
    let residences = residence::Entity::find().filter(residence::Column::AssociationId.eq(association)).all(db);
    words.extend(residences.await?.into_iter().map(|row| row.name));
    Ok(words)
}
