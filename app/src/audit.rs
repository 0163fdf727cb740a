//! Who did what to whom, when. Lines are appended in the transaction of the deed and hold ids and codes, never values.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use shared::id::{AccountId, AssociationId};

use crate::caller::Caller;
use crate::error::Result;
use crate::store::Tx;
use crate::table::audit;
use crate::table::column::Key;

/// Appends that `caller` did `action` to `subject`.
pub async fn note(tx: &Tx, caller: &Caller, action: &str, subject: impl ToString, detail: Option<&str>) -> Result<()> {
    append(tx, caller.association, Some(caller.account), action, subject.to_string(), detail).await
}

/// Appends that the machine or its administrator did `action` to `subject`.
pub async fn note_machine(tx: &Tx, association: AssociationId, action: &str, subject: impl ToString) -> Result<()> {
    append(tx, association, None, action, subject.to_string(), None).await
}

async fn append(
    tx: &Tx,
    association: AssociationId,
    account: Option<AccountId>,
    action: &str,
    subject: String,
    detail: Option<&str>,
) -> Result<()> {
    let line = audit::ActiveModel {
        id: Set(Key(tx.id())),
        association_id: Set(Key(association)),
        at: Set(tx.now),
        account_id: Set(account.map(Key)),
        action: Set(action.to_owned()),
        subject: Set(subject),
        detail: Set(detail.map(str::to_owned)),
    };
    line.insert(tx.db()).await?;
    Ok(())
}
