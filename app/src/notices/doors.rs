//! What coordinators are told about doors that nobody is going to: those that no round holds, and those of a round that its
//! volunteer refused.

use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{AccountId, AssociationId, NeighbourhoodId};
use shared::notice::NoticeKind;
use shared::role::Role;

use super::outbox::{self, New};
use crate::Tx;
use crate::error::Result;
use crate::settings::Settings;
use crate::table::column::{Key, Text};
use crate::table::{account, account_role};

/// Where the doors are.
#[derive(Clone, Copy)]
pub(crate) struct Doors {
    pub association: AssociationId,
    pub neighbourhood: NeighbourhoodId,
    pub day: NaiveDate,
}

/// Doors have nobody; `cause` names which and why, so that the same is told once.
pub(crate) async fn uncovered(tx: &Tx, settings: &Settings, doors: Doors, cause: &str) -> Result<()> {
    let tomorrow = doors.day.succ_opt().unwrap_or(doors.day);
    for reader in coordinators(tx, doors.association).await? {
        let new = New {
            reader,
            kind: NoticeKind::DoorsUncovered,
            about: Some(doors.neighbourhood.to_string()),
            day: Some(doors.day),
            topic: topic(doors),
            cause: format!("doors:{cause}"),
            expires_at: settings.instant(tomorrow, 0),
        };
        outbox::write(tx, doors.association, new).await?;
    }
    Ok(())
}

/// Every door has somebody: what was not told yet is no news.
pub(crate) async fn covered(tx: &Tx, doors: Doors) -> Result<()> {
    for reader in coordinators(tx, doors.association).await? {
        outbox::withdraw(tx, reader, &topic(doors)).await?;
    }
    Ok(())
}

fn topic(doors: Doors) -> String {
    format!("doors:{}:{}", doors.neighbourhood, doors.day)
}

/// Who coordinates, and may sign in.
pub(super) async fn coordinators(tx: &Tx, association: AssociationId) -> Result<Vec<AccountId>> {
    let active = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::AssociationId.eq(Key(association)))
        .and_where(account::Column::Active.eq(true))
        .to_owned();
    let rows = account_role::Entity::find()
        .filter(account_role::Column::AssociationId.eq(Key(association)))
        .filter(account_role::Column::Role.eq(Text(Role::Coordinator)))
        .filter(account_role::Column::AccountId.in_subquery(active))
        .order_by_asc(account_role::Column::AccountId);
    Ok(rows.all(tx.db()).await?.into_iter().map(|row| row.account_id.0).collect())
}
