//! What residents are told of what they ordered: that somebody else changed or cancelled it, that something could not be left.
//! They hear only of what changes or fails, unless they ask for more, and nobody is called for it: who changes an order mostly speaks with them on the
//! telephone at that moment, and a door that should have opened is a concern, which has its own call.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::Word;
use shared::id::{AccountId, AssociationId, ResidentId};
use shared::notice::{NoticeKind, NoticeState};
use shared::order::OrderStatus;
use shared::person::ResidentStatus;
use shared::role::Role;
use shared::round::{FailureReason, OutcomeState};

use super::outbox::{self, New};
use super::preferences;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{line_outcome, notice, order, resident};
use crate::{Tx, settings};

/// An order was placed: whoever asked to be told so hears that it is written down.
pub(crate) async fn order_placed(tx: &Tx, row: &order::Model) -> Result<()> {
    let association = row.association_id.0;
    if let Some(reader) = asker(tx, association, row.resident_id.0, NoticeKind::OrderConfirmed).await? {
        tell_order(tx, row, reader, NoticeKind::OrderConfirmed).await?;
    }
    Ok(())
}

/// An order was changed or cancelled by this account; whoever did it for themselves knows.
pub(crate) async fn order_changed(tx: &Tx, row: &order::Model, by: AccountId) -> Result<()> {
    let association = row.association_id.0;
    let Some(reader) = reader(tx, association, row.resident_id.0).await?.filter(|reader| *reader != by) else {
        return Ok(());
    };
    let kind = match row.status.0 {
        OrderStatus::Cancelled => NoticeKind::OrderCancelled,
        OrderStatus::Placed => NoticeKind::OrderChanged,
    };
    tell_order(tx, row, reader, kind).await
}

async fn tell_order(tx: &Tx, row: &order::Model, reader: AccountId, kind: NoticeKind) -> Result<()> {
    let association = row.association_id.0;
    let new = New {
        reader,
        kind,
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
    door: (AssociationId, NaiveDate),
    before: &[line_outcome::Model],
    after: &[line_outcome::Model],
) -> Result<()> {
    let (before, after) = (news(before), news(after));
    let residents: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for resident in residents {
        let (was, is) = (before.get(resident), after.get(resident));
        if was == is {
            continue;
        }
        if was.is_some()
            && let Some(reader) = reader(tx, door.0, *resident).await?
        {
            outbox::withdraw(tx, reader, &topic(*resident, door.1)).await?;
        }
        if let Some(kind) = is {
            tell_delivery(tx, door, *resident, *kind).await?;
        }
    }
    Ok(())
}

/// Somebody is not served any more: of what they ordered they hear nothing, from this transaction on. What they hear as a
/// volunteer is another matter.
pub(crate) async fn silence(tx: &Tx, association: AssociationId, reader: AccountId) -> Result<()> {
    let kinds = NoticeKind::of(&[Role::Resident]).map(Text);
    notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(NoticeState::Withdrawn.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(None::<DateTime<Utc>>))
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::AccountId.eq(Key(reader)))
        .filter(notice::Column::Kind.is_in(kinds))
        .filter(notice::Column::State.is_in([NoticeState::Waiting, NoticeState::Sent].map(Text)))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// What is news to whom of these lines: something was not left, or all of it was. Who refused it was there.
fn news(rows: &[line_outcome::Model]) -> BTreeMap<ResidentId, NoticeKind> {
    let mut news = BTreeMap::new();
    for row in rows.iter().filter(|row| row.reason != Some(Text(FailureReason::Refused))) {
        let missed = row.state.0 == OutcomeState::NotDelivered;
        let kind = news.entry(row.resident_id.0).or_insert(NoticeKind::DeliveryLeft);
        if missed {
            *kind = NoticeKind::DeliveryMissed;
        }
    }
    news
}

async fn tell_delivery(
    tx: &Tx,
    (association, day): (AssociationId, NaiveDate),
    resident: ResidentId,
    kind: NoticeKind,
) -> Result<()> {
    let topic = topic(resident, day);
    let Some(reader) = (match kind {
        NoticeKind::DeliveryLeft => asker(tx, association, resident, kind).await?,
        _ => reader(tx, association, resident).await?,
    }) else {
        return Ok(());
    };
    // Who is told late in the evening can still ask for it the next day; what a phone kept for a week is no news.
    let next = day.succ_opt().unwrap_or(day);
    let new = New {
        reader,
        kind,
        about: None,
        day: Some(day),
        cause: format!("{}:{topic}", kind.as_str()),
        topic,
        expires_at: end_of(tx, association, next).await?,
    };
    outbox::write(tx, association, new).await
}

/// A resident who asked to be told of this kind.
async fn asker(tx: &Tx, association: AssociationId, id: ResidentId, kind: NoticeKind) -> Result<Option<AccountId>> {
    let Some(reader) = reader(tx, association, id).await? else { return Ok(None) };
    Ok(preferences::asks(tx, association, reader, kind).await?.then_some(reader))
}

fn topic(resident: ResidentId, day: NaiveDate) -> String {
    format!("delivery:{resident}:{day}")
}

/// The account of a resident who is served or asked for a pause: nobody else hears anything.
pub(super) async fn reader(tx: &Tx, association: AssociationId, id: ResidentId) -> Result<Option<AccountId>> {
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
