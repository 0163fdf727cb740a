//! What residents are told of cut-offs: that a holiday, a leave or another exception makes orders close on an earlier day than they
//! are used to. Only whoever orders by themselves, or through somebody, needs to know; a usual order is laid out in time.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use shared::id::{AssociationId, ProductId, ResidentId};
use shared::notice::NoticeKind;
use shared::order::{Channel, OrderStatus};

use super::outbox::{self, New};
use super::residents::reader;
use crate::Tx;
use crate::error::Result;
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{order, order_line};

/// So many days before its day a cut-off that moved is told: long enough for the words to be said at a door before.
const LEAD: u64 = 3;

/// Who ordered a product within so many days before is told of its cut-off.
const LATELY: u64 = 28;

/// Tells of the cut-offs that moved to one of the next days.
pub(crate) async fn moved(tx: &Tx, association: AssociationId) -> Result<()> {
    let catalogue = Catalogue::load(tx.db(), association, tx.now).await?;
    let soon = catalogue.today.checked_add_days(Days::new(LEAD)).unwrap_or(catalogue.today);
    for product in catalogue.products.values() {
        for day in catalogue.days() {
            let moved = catalogue.moved_cutoff(product, day).is_some_and(|closes| closes <= soon);
            if let Some(until) = catalogue.state(product, day).ok().filter(|_| moved) {
                tell(tx, association, product.id.0, day, until).await?;
            }
        }
    }
    Ok(())
}

/// Tells whoever may still want the product on `day`, until when it can be ordered.
async fn tell(
    tx: &Tx,
    association: AssociationId,
    product: ProductId,
    day: NaiveDate,
    until: DateTime<Utc>,
) -> Result<()> {
    let topic = format!("cutoff:{product}:{day}");
    for resident in orderers(tx, association, product, day).await? {
        let Some(reader) = reader(tx, association, resident).await? else { continue };
        let new = New {
            reader,
            kind: NoticeKind::CutoffMoved,
            about: Some(product.to_string()),
            day: Some(day),
            cause: format!("{topic}:{}", until.timestamp()),
            topic: topic.clone(),
            expires_at: until,
        };
        outbox::write(tx, association, new).await?;
    }
    Ok(())
}

/// Who asked for the product on one of the days before `day`, other than by a usual order, and not on that day.
async fn orderers(
    tx: &Tx,
    association: AssociationId,
    product: ProductId,
    day: NaiveDate,
) -> Result<BTreeSet<ResidentId>> {
    let since = day.checked_sub_days(Days::new(LATELY)).unwrap_or(day);
    let placed = order::Entity::find()
        .filter(order::Column::AssociationId.eq(Key(association)))
        .filter(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .filter(order::Column::ServiceDay.between(since, day));
    let ids = placed.clone().select_only().column(order::Column::Id).into_query();
    let lines = order_line::Entity::find()
        .filter(order_line::Column::AssociationId.eq(Key(association)))
        .filter(order_line::Column::ProductId.eq(Key(product)))
        .filter(order_line::Column::Quantity.gt(0))
        .filter(order_line::Column::OrderId.in_subquery(ids));
    let with_it: BTreeSet<_> = lines.all(tx.db()).await?.into_iter().map(|line| line.order_id).collect();
    let (mut orderers, mut served) = (BTreeSet::new(), BTreeSet::new());
    for order in placed.all(tx.db()).await?.into_iter().filter(|order| with_it.contains(&order.id)) {
        if order.service_day == day {
            served.insert(order.resident_id.0);
        } else if order.channel.0 != Channel::Standing {
            orderers.insert(order.resident_id.0);
        }
    }
    Ok(&orderers - &served)
}
