//! What was carried to a door and did not get behind it, for the board: who was not served although somebody came.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::french::quantity;
use shared::id::{AssociationId, OrderLineId, ResidentId};
use shared::round::FailureReason;
use utoipa::ToSchema;

use crate::error::Result;
use crate::table::column::Key;
use crate::table::{line_outcome, order_line, product};

/// An order line of which less was delivered than was ordered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MissedLine {
    /// Whose.
    pub resident_id: ResidentId,
    /// Their name.
    pub resident_name: String,
    /// Their door, in a neighbour's words.
    pub place: String,
    /// The order line.
    pub order_line_id: OrderLineId,
    /// What is missing, such as `1 pain`.
    pub missing: String,
    /// Why; absent when a part was delivered and no reason was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<FailureReason>,
    /// Why, in French.
    pub words: String,
}

/// The lines of a day that were reported with less than was ordered. `residents` are names and places.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    association: Key<AssociationId>,
    day: NaiveDate,
    residents: &BTreeMap<ResidentId, (String, String)>,
) -> Result<Vec<MissedLine>> {
    let told = line_outcome::Entity::find()
        .filter(line_outcome::Column::AssociationId.eq(association))
        .filter(line_outcome::Column::ServiceDay.eq(day))
        .order_by_asc(line_outcome::Column::OrderLineId)
        .all(db)
        .await?;
    let lines = order_line::Entity::find()
        .filter(order_line::Column::AssociationId.eq(association))
        .filter(order_line::Column::Id.is_in(told.iter().map(|line| line.order_line_id)));
    let ordered: BTreeMap<_, _> = lines.all(db).await?.into_iter().map(|line| (line.id, line.quantity)).collect();
    let products = product::Entity::find().filter(product::Column::AssociationId.eq(association)).all(db).await?;
    let missed = told.into_iter().filter_map(|line| {
        let missing = ordered.get(&line.order_line_id)? - line.delivered;
        let missing = u32::try_from(missing).ok().filter(|units| *units > 0)?;
        let product = products.iter().find(|product| product.id == line.product_id)?;
        let (resident_name, place) = residents.get(&line.resident_id.0).cloned().unwrap_or_default();
        let reason = line.reason.map(|reason| reason.0);
        Some(MissedLine {
            resident_id: line.resident_id.0,
            resident_name,
            place,
            order_line_id: line.order_line_id.0,
            missing: quantity(missing, &product.unit_one, &product.unit_many),
            reason,
            words: reason.map_or("Il en manque.", FailureReason::in_french).to_owned(),
        })
    });
    Ok(missed.collect())
}
