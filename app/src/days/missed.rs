//! What did not get behind a door although somebody came, for the board: goods that went home again, visits that were not.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::french::quantity;
use shared::id::{AssociationId, OrderLineId, ResidentId, VisitId};
use shared::round::FailureReason;
use utoipa::ToSchema;

use crate::error::Result;
use crate::table::column::Key;
use crate::table::{line_outcome, order_line, product, visit_outcome};

/// An order line of which less was delivered than was ordered, or a visit that did not take place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MissedTask {
    /// Whose.
    pub resident_id: ResidentId,
    /// Their name.
    pub resident_name: String,
    /// Their door, in a neighbour's words.
    pub place: String,
    /// The order line; absent for a visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_line_id: Option<OrderLineId>,
    /// The visit; absent for goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    /// What is missing, in French, such as `1 pain` or `la visite`.
    pub missing: String,
    /// Why; absent when a part was delivered and no reason was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<FailureReason>,
    /// Why, in French.
    pub words: String,
}

type Residents = BTreeMap<ResidentId, (String, String)>;

impl MissedTask {
    fn new(residents: &Residents, who: ResidentId, missing: String, reason: Option<FailureReason>) -> Self {
        let (resident_name, place) = residents.get(&who).cloned().unwrap_or_default();
        let words = reason.map_or("Il en manque.", FailureReason::in_french).to_owned();
        Self { resident_id: who, resident_name, place, order_line_id: None, visit_id: None, missing, reason, words }
    }
}

/// The tasks of a day of which less was reported than was to be. `residents` are names and places.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    association: Key<AssociationId>,
    day: NaiveDate,
    residents: &Residents,
) -> Result<Vec<MissedTask>> {
    let mut missed = lines(db, association, day, residents).await?;
    missed.extend(visits(db, association, day, residents).await?);
    Ok(missed)
}

async fn lines(
    db: &impl ConnectionTrait,
    association: Key<AssociationId>,
    day: NaiveDate,
    residents: &Residents,
) -> Result<Vec<MissedTask>> {
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
        let missing = quantity(missing, &product.unit_one, &product.unit_many);
        let task = MissedTask::new(residents, line.resident_id.0, missing, line.reason.map(|reason| reason.0));
        Some(MissedTask { order_line_id: Some(line.order_line_id.0), ..task })
    });
    Ok(missed.collect())
}

async fn visits(
    db: &impl ConnectionTrait,
    association: Key<AssociationId>,
    day: NaiveDate,
    residents: &Residents,
) -> Result<Vec<MissedTask>> {
    let missed = visit_outcome::Entity::find()
        .filter(visit_outcome::Column::AssociationId.eq(association))
        .filter(visit_outcome::Column::ServiceDay.eq(day))
        .filter(visit_outcome::Column::Light.is_null())
        .order_by_asc(visit_outcome::Column::VisitId)
        .all(db)
        .await?;
    let missed = missed.into_iter().map(|visit| {
        let reason = visit.reason.map(|reason| reason.0);
        let task = MissedTask::new(residents, visit.resident_id.0, "la visite".to_owned(), reason);
        MissedTask { visit_id: Some(visit.visit_id.0), ..task }
    });
    Ok(missed.collect())
}
