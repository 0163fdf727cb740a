//! Households: whoever lives in one dwelling now. A household opens with its first resident and closes with its last, so
//! that those who move in later are not taken for those who left.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use shared::id::{AssociationId, DwellingId, EntranceId, HouseholdId};
use shared::person::ResidentStatus;

use crate::Tx;
use crate::error::Result;
use crate::places::{dwellings, entrances};
use crate::table::column::{Key, Text};
use crate::table::{household, resident};

/// Where a resident lives, as it is said at the desk.
#[derive(Debug, Clone)]
pub enum Home {
    /// A dwelling that is known.
    Dwelling(DwellingId),
    /// A door, noted if nobody knew it.
    Door {
        /// The stairwell.
        entrance: EntranceId,
        /// 0 is the ground floor.
        floor: i32,
        /// The door.
        door: String,
    },
}

/// The open household at a home, opened if there is none.
pub(crate) async fn settle(tx: &Tx, association: AssociationId, home: &Home, today: NaiveDate) -> Result<HouseholdId> {
    let dwelling = match home {
        Home::Dwelling(id) => dwellings::find(tx.db(), association, *id).await?.id.0,
        Home::Door { entrance, floor, door } => {
            entrances::find(tx.db(), association, *entrance).await?;
            dwellings::find_or_make(tx, association, *entrance, *floor, door).await?
        }
    };
    open_at(tx, association, dwelling, today).await
}

/// The open household of a dwelling, opened if there is none.
pub(crate) async fn open_at(
    tx: &Tx,
    association: AssociationId,
    dwelling: DwellingId,
    today: NaiveDate,
) -> Result<HouseholdId> {
    let open = household::Entity::find()
        .filter(household::Column::AssociationId.eq(Key(association)))
        .filter(household::Column::DwellingId.eq(Key(dwelling)))
        .filter(household::Column::ClosedOn.is_null())
        .order_by_asc(household::Column::Id)
        .one(tx.db())
        .await?;
    if let Some(row) = open {
        return Ok(row.id.0);
    }
    let row = household::ActiveModel {
        id: Set(Key(tx.id())),
        association_id: Set(Key(association)),
        dwelling_id: Set(Key(dwelling)),
        opened_on: Set(today),
        closed_on: Set(None),
    };
    Ok(row.insert(tx.db()).await?.id.0)
}

/// Closes a household in which nobody lives any more.
pub(crate) async fn close_if_empty(
    tx: &Tx,
    association: AssociationId,
    id: HouseholdId,
    today: NaiveDate,
) -> Result<()> {
    let gone = [Text(ResidentStatus::Left), Text(ResidentStatus::Deceased)];
    let there = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(Key(association)))
        .filter(resident::Column::HouseholdId.eq(Key(id)))
        .filter(resident::Column::Status.is_not_in(gone))
        .count(tx.db())
        .await?;
    if there == 0 {
        household::Entity::update_many()
            .col_expr(household::Column::ClosedOn, sea_orm::sea_query::Expr::value(today))
            .filter(household::Column::Id.eq(Key(id)))
            .filter(household::Column::ClosedOn.is_null())
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// The household that a returning resident belongs to: the one of before while it stands, else whoever lives there now.
pub(crate) async fn back_in(
    tx: &Tx,
    association: AssociationId,
    id: HouseholdId,
    today: NaiveDate,
) -> Result<HouseholdId> {
    let before = household::Entity::find()
        .filter(household::Column::AssociationId.eq(Key(association)))
        .filter(household::Column::Id.eq(Key(id)))
        .one(tx.db())
        .await?;
    match before {
        Some(row) if row.closed_on.is_some() => open_at(tx, association, row.dwelling_id.0, today).await,
        _ => Ok(id),
    }
}
