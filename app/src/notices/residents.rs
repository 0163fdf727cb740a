//! What residents are told of what they ordered: that somebody else changed or cancelled it, that something could not be left.
//! They hear only of what changes or fails, and nobody is called for it: who changes an order mostly speaks with them on the
//! telephone at that moment, and a door that should have opened is a concern, which has its own call.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::Word;
use shared::id::{AccountId, AssociationId, ResidentId};
use shared::notice::{NoticeKind, NoticeState};
use shared::order::OrderStatus;
use shared::person::ResidentStatus;
use shared::round::{FailureReason, OutcomeState};

use super::outbox::{self, New};
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{line_outcome, notice, order, resident};
use crate::{Tx, settings};

/// An order was changed or cancelled by this account; whoever did it for themselves knows.
pub(crate) async fn order_changed(tx: &Tx, row: &order::Model, by: AccountId) -> Result<()> {
    let association = row.association_id.0;
    let Some(reader) = reader(tx, association, row.resident_id.0).await?.filter(|reader| *reader != by) else {
        return Ok(());
    };
    let new = New {
        reader,
        kind: match row.status.0 {
            OrderStatus::Cancelled => NoticeKind::OrderCancelled,
            OrderStatus::Placed => NoticeKind::OrderChanged,
        },
        about: Some(row.id.0.to_string()),
        day: Some(row.service_day),
        topic: format!("order:{}", row.id.0),
        cause: format!("order:{}:{}", row.id.0, row.version),
        expires_at: end_of(tx, association, row.service_day).await?,
    };
    outbox::write(tx, association, new).await
}

/// What became of the lines of a day is told anew, and was told otherwise `before`.
pub(crate) async fn retold(
    tx: &Tx,
    (association, day): (AssociationId, NaiveDate),
    before: &[line_outcome::Model],
    after: &[line_outcome::Model],
) -> Result<()> {
    let (before, after) = (missed(before), missed(after));
    for resident in &after {
        if !before.contains(resident) {
            tell_missed(tx, association, day, *resident).await?;
        }
    }
    for resident in before.difference(&after) {
        if let Some(reader) = reader(tx, association, *resident).await? {
            outbox::withdraw(tx, reader, &topic(*resident, day)).await?;
        }
    }
    Ok(())
}

/// Somebody is not served any more: of what they ordered they hear nothing, from this transaction on. What they hear as a
/// volunteer is another matter.
pub(crate) async fn silence(tx: &Tx, association: AssociationId, reader: AccountId) -> Result<()> {
    let kinds = [NoticeKind::OrderChanged, NoticeKind::OrderCancelled, NoticeKind::DeliveryMissed].map(Text);
    notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(NoticeState::Withdrawn.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(None::<DateTime<Utc>>))
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::AccountId.eq(Key(reader)))
        .filter(notice::Column::Kind.is_in(kinds))
        .filter(notice::Column::NextAt.is_not_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Whose things were not left. Who refused them was there.
fn missed(rows: &[line_outcome::Model]) -> BTreeSet<ResidentId> {
    let is_missed = |row: &&line_outcome::Model| {
        row.state.0 == OutcomeState::NotDelivered && row.reason != Some(Text(FailureReason::Refused))
    };
    rows.iter().filter(is_missed).map(|row| row.resident_id.0).collect()
}

async fn tell_missed(tx: &Tx, association: AssociationId, day: NaiveDate, resident: ResidentId) -> Result<()> {
    let Some(reader) = reader(tx, association, resident).await? else { return Ok(()) };
    let topic = topic(resident, day);
    // Who is told late in the evening can still ask for it the next day; what a phone kept for a week is no news.
    let next = day.succ_opt().unwrap_or(day);
    let new = New {
        reader,
        kind: NoticeKind::DeliveryMissed,
        about: None,
        day: Some(day),
        cause: format!("missed:{topic}"),
        topic,
        expires_at: end_of(tx, association, next).await?,
    };
    outbox::write(tx, association, new).await
}

fn topic(resident: ResidentId, day: NaiveDate) -> String {
    format!("delivery:{resident}:{day}")
}

/// The account of a resident who has one, and who is served or asked for a pause: nobody else hears anything.
async fn reader(tx: &Tx, association: AssociationId, id: ResidentId) -> Result<Option<AccountId>> {
    let heard = [ResidentStatus::Active, ResidentStatus::Paused].map(Text);
    let row = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(Key(association)))
        .filter(resident::Column::Id.eq(Key(id)))
        .filter(resident::Column::Status.is_in(heard))
        .one(tx.db())
        .await?;
    Ok(row.and_then(|row| row.account_id).map(|id| id.0))
}

async fn end_of(tx: &Tx, association: AssociationId, day: NaiveDate) -> Result<DateTime<Utc>> {
    Ok(settings::of(tx.db(), association).await?.instant(day.succ_opt().unwrap_or(day), 0))
}
