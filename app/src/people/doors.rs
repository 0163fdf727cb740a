//! Where residents live, for many at once: household, dwelling, entrance and residence in five statements, however many
//! residents are asked for.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::french::door_place;
use shared::id::{AssociationId, HouseholdId, ResidenceId, ResidentId};

use crate::error::{Error, Result};
use crate::table::column::Key;
use crate::table::{dwelling, entrance, household, residence, resident};

/// A resident's door with everything that it is behind.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    /// The household that the resident belongs to.
    pub household: HouseholdId,
    /// Floor and door.
    pub dwelling: dwelling::Model,
    /// The stairwell.
    pub entrance: entrance::Model,
    /// The residence.
    pub residence: residence::Model,
}

impl Door {
    /// The place in a neighbour's words: "entrée B, 3e étage, porte gauche".
    pub fn said(&self) -> String {
        let floor = i16::try_from(self.dwelling.floor).unwrap_or_default();
        let place = door_place(&self.entrance.name, floor, &self.dwelling.door);
        if self.entrance.building.is_empty() { place } else { format!("{}, {place}", self.entrance.building) }
    }
}

/// The doors of some residents of the association; a resident of another one is not in the answer.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    association: AssociationId,
    residents: &[ResidentId],
) -> Result<HashMap<ResidentId, Door>> {
    let rows = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(Key(association)))
        .filter(resident::Column::Id.is_in(residents.iter().copied().map(Key)))
        .all(db)
        .await?;
    of_rows(db, rows.iter()).await
}

/// The doors of residents who are already read.
pub(crate) async fn of_rows<'a>(
    db: &impl ConnectionTrait,
    rows: impl Iterator<Item = &'a resident::Model>,
) -> Result<HashMap<ResidentId, Door>> {
    behind(db, rows.map(|row| (row.id.0, row.household_id.0)).collect()).await
}

/// The doors of households, each under the key of whatever leads to it.
pub(crate) async fn behind<K: std::hash::Hash + Eq>(
    db: &impl ConnectionTrait,
    of: Vec<(K, HouseholdId)>,
) -> Result<HashMap<K, Door>> {
    let ids = distinct(of.iter().map(|(_, household)| *household));
    let households = household::Entity::find().filter(household::Column::Id.is_in(ids)).all(db).await?;
    let ids = distinct(households.iter().map(|row| row.dwelling_id.0));
    let dwellings = dwelling::Entity::find().filter(dwelling::Column::Id.is_in(ids)).all(db).await?;
    let ids = distinct(dwellings.iter().map(|row| row.entrance_id.0));
    let entrances = entrance::Entity::find().filter(entrance::Column::Id.is_in(ids)).all(db).await?;
    let ids = distinct(entrances.iter().map(|row| row.residence_id.0));
    let residences = residence::Entity::find().filter(residence::Column::Id.is_in(ids)).all(db).await?;

    let homes: HashMap<_, _> = households.into_iter().map(|row| (row.id, row.dwelling_id)).collect();
    let dwellings: HashMap<_, _> = dwellings.into_iter().map(|row| (row.id, row)).collect();
    let entrances: HashMap<_, _> = entrances.into_iter().map(|row| (row.id, row)).collect();
    let residences: HashMap<_, _> = residences.into_iter().map(|row| (row.id, row)).collect();
    let doors = of.into_iter().filter_map(|(key, household)| {
        let dwelling = dwellings.get(homes.get(&Key(household))?)?;
        let entrance = entrances.get(&dwelling.entrance_id)?;
        let residence = residences.get(&entrance.residence_id)?;
        let door =
            Door { household, dwelling: dwelling.clone(), entrance: entrance.clone(), residence: residence.clone() };
        Some((key, door))
    });
    Ok(doors.collect())
}

/// The residence of one household, in one statement: reports ask for it once each.
pub(crate) async fn residence_of(db: &impl ConnectionTrait, household: HouseholdId) -> Result<ResidenceId> {
    let find = Query::select()
        .column((entrance::Entity, entrance::Column::ResidenceId))
        .from(household::Entity)
        .inner_join(
            dwelling::Entity,
            Expr::col((dwelling::Entity, dwelling::Column::Id))
                .equals((household::Entity, household::Column::DwellingId)),
        )
        .inner_join(
            entrance::Entity,
            Expr::col((entrance::Entity, entrance::Column::Id))
                .equals((dwelling::Entity, dwelling::Column::EntranceId)),
        )
        .and_where(Expr::col((household::Entity, household::Column::Id)).eq(Key(household)))
        .to_owned();
    let row = db.query_one(&find).await?.ok_or_else(|| Error::Bug("a household has no residence".into()))?;
    Ok(row.try_get::<Key<ResidenceId>>("", "residence_id")?.0)
}

fn distinct<T: std::hash::Hash + Eq>(ids: impl Iterator<Item = T>) -> Vec<Key<T>> {
    ids.collect::<std::collections::HashSet<_>>().into_iter().map(Key).collect()
}
