//! A person's seat at the table: the account with the role that a resident or a volunteer has. Roles are additive, so the
//! same account may be both; whoever goes loses that role, and every device at once.

use shared::id::{AccountId, AssociationId};
use shared::role::Role;

use crate::error::Result;
use crate::sessions::devices;
use crate::{Tx, accounts};

/// Gives `role` to an account: to `known` where the person has one, else to a new one in that name.
///
/// Refuses an account of another association.
pub(crate) async fn open(
    tx: &Tx,
    association: AssociationId,
    by: Option<AccountId>,
    known: Option<AccountId>,
    name: &str,
    role: Role,
) -> Result<AccountId> {
    let Some(id) = known else {
        return accounts::open(tx, association, name, role, by).await;
    };
    accounts::find(tx.db(), association, id).await?;
    accounts::grant(tx, association, id, role, by).await?;
    Ok(id)
}

/// Takes `role` from an account, in the transaction of the goodbye, and ends its sessions when no other role is left: who
/// is served no more may still be on a round.
pub(crate) async fn vacate(tx: &Tx, id: AccountId, role: Role) -> Result<()> {
    accounts::take(tx, id, role).await?;
    if accounts::roles_of(tx.db(), id).await?.is_empty() {
        devices::end_all(tx, id).await?;
    }
    Ok(())
}
