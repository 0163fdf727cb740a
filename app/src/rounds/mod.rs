//! Rounds, from their publication to their end.

pub mod brief;
pub mod coming;
pub mod company;
pub mod sheet;
pub mod steps;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AssociationId, RoundId};

use crate::error::Result;
use crate::table::column::Key;
use crate::table::round;

/// Every find starts here, so that none crosses the tenant boundary.
pub(crate) fn rounds_of(association: AssociationId) -> sea_orm::Select<round::Entity> {
    round::Entity::find().filter(round::Column::AssociationId.eq(Key(association)))
}

/// One round of the association.
pub(crate) async fn find(db: &impl ConnectionTrait, association: AssociationId, id: RoundId) -> Result<round::Model> {
    let row = rounds_of(association).filter(round::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::RoundNotFound.into())
}

/// The days whose rounds a volunteer sees: today and tomorrow. What is over is gone from the phone.
fn is_shown(day: NaiveDate, today: NaiveDate) -> bool {
    day == today || Some(day) == today.checked_add_days(Days::new(1))
}
