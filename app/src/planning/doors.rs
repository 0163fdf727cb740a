//! Who is behind the doors of a day: where they live, whether they are at home, whom they know.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use shared::id::{AssociationId, DwellingId, EntranceId, HouseholdId, NeighbourhoodId, ResidentId, VolunteerId};
use shared::person::{ConsentPurpose, Handover, ResidentStatus};
use shared::place::Lift;

use super::inputs::{Entrance, Resident};
use crate::error::Result;
use crate::table::column::Key;
use crate::table::{
    absence, blocked_pair, consent, dwelling, entrance, household, residence, resident, usual_door,
};

/// Residents by id and entrances by id.
type People = (BTreeMap<ResidentId, Resident>, BTreeMap<EntranceId, Entrance>);

/// Those of `people` who live in the neighbourhood, and the entrances that they live behind.
pub(super) async fn gather(
    db: &impl ConnectionTrait,
    association: AssociationId,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
    people: &BTreeSet<ResidentId>,
) -> Result<People> {
    let rows = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(Key(association)))
        .filter(resident::Column::Id.is_in(people.iter().copied().map(Key)))
        .all(db)
        .await?;
    let homes = homes(db, association, rows.iter().map(|row| row.household_id.0).collect()).await?;
    let entrances = entrances(db, neighbourhood, homes.values().map(|home| home.entrance).collect()).await?;
    let ties = Ties::gather(db, association, people, day).await?;
    let residents = rows.iter().filter_map(|row| {
        let home = homes.get(&row.household_id.0).filter(|home| entrances.contains_key(&home.entrance))?;
        Some((row.id.0, ties.resident(row, home)))
    });
    Ok((residents.collect(), entrances))
}

struct Home {
    entrance: EntranceId,
    floor: i32,
}

async fn homes(
    db: &impl ConnectionTrait,
    association: AssociationId,
    ids: BTreeSet<HouseholdId>,
) -> Result<BTreeMap<HouseholdId, Home>> {
    let households = household::Entity::find()
        .filter(household::Column::AssociationId.eq(Key(association)))
        .filter(household::Column::Id.is_in(ids.into_iter().map(Key)))
        .all(db)
        .await?;
    let dwellings = dwelling::Entity::find()
        .filter(dwelling::Column::AssociationId.eq(Key(association)))
        .filter(dwelling::Column::Id.is_in(households.iter().map(|row| row.dwelling_id)))
        .all(db)
        .await?;
    let dwellings: BTreeMap<DwellingId, dwelling::Model> = dwellings.into_iter().map(|row| (row.id.0, row)).collect();
    let home = |row: household::Model| {
        let dwelling = dwellings.get(&row.dwelling_id.0)?;
        Some((row.id.0, Home { entrance: dwelling.entrance_id.0, floor: dwelling.floor }))
    };
    Ok(households.into_iter().filter_map(home).collect())
}

async fn entrances(
    db: &impl ConnectionTrait,
    neighbourhood: NeighbourhoodId,
    ids: BTreeSet<EntranceId>,
) -> Result<BTreeMap<EntranceId, Entrance>> {
    let here = residence::Entity::find()
        .filter(residence::Column::NeighbourhoodId.eq(Key(neighbourhood)))
        .all(db)
        .await?;
    let rows = entrance::Entity::find()
        .filter(entrance::Column::ResidenceId.is_in(here.iter().map(|row| row.id)))
        .filter(entrance::Column::Id.is_in(ids.into_iter().map(Key)))
        .all(db)
        .await?;
    let entrance = |row: entrance::Model| {
        let entrance = Entrance {
            residence: row.residence_id.0,
            hand_order: row.hand_order,
            position: row.lat.zip(row.lon),
            working_lift: row.lift.0 == Lift::Working,
        };
        (row.id.0, entrance)
    };
    Ok(rows.into_iter().map(entrance).collect())
}

/// What ties residents to others: consents, absences, usual volunteers, blocked pairs.
struct Ties {
    away: BTreeSet<ResidentId>,
    consents: BTreeSet<(ResidentId, ConsentPurpose)>,
    usual: BTreeMap<ResidentId, (VolunteerId, i32)>,
    blocked: BTreeSet<(ResidentId, VolunteerId)>,
}

impl Ties {
    async fn gather(
        db: &impl ConnectionTrait,
        association: AssociationId,
        people: &BTreeSet<ResidentId>,
        day: NaiveDate,
    ) -> Result<Self> {
        let ids = || people.iter().copied().map(Key);
        let absences = absence::Entity::find()
            .filter(absence::Column::AssociationId.eq(Key(association)))
            .filter(absence::Column::ResidentId.is_in(ids()))
            .filter(absence::Column::CancelledAt.is_null())
            .filter(absence::Column::FirstDay.lte(day))
            .filter(Condition::any().add(absence::Column::LastDay.is_null()).add(absence::Column::LastDay.gte(day)))
            .all(db)
            .await?;
        let consents = consent::Entity::find()
            .filter(consent::Column::AssociationId.eq(Key(association)))
            .filter(consent::Column::ResidentId.is_in(ids()))
            .filter(consent::Column::WithdrawnAt.is_null())
            .all(db)
            .await?;
        let usual = usual_door::Entity::find()
            .filter(usual_door::Column::AssociationId.eq(Key(association)))
            .filter(usual_door::Column::ResidentId.is_in(ids()))
            .all(db)
            .await?;
        let blocked = blocked_pair::Entity::find()
            .filter(blocked_pair::Column::AssociationId.eq(Key(association)))
            .filter(blocked_pair::Column::ResidentId.is_in(ids()))
            .all(db)
            .await?;
        Ok(Self {
            away: absences.iter().map(|row| row.resident_id.0).collect(),
            consents: consents.iter().map(|row| (row.resident_id.0, row.purpose.0)).collect(),
            usual: usual.iter().map(|row| (row.resident_id.0, (row.volunteer_id.0, row.rank))).collect(),
            blocked: blocked.iter().map(|row| (row.resident_id.0, row.volunteer_id.0)).collect(),
        })
    }

    fn resident(&self, row: &resident::Model, home: &Home) -> Resident {
        let id = row.id.0;
        let here = row.status.0 == ResidentStatus::Active && !self.away.contains(&id);
        // A bag that was never handed out cannot hang on the door.
        let handover = if row.bread_bag_on.is_some() { row.handover.0 } else { Handover::InHand };
        Resident {
            household: row.household_id.0,
            entrance: home.entrance,
            floor: home.floor,
            handover,
            delivered_to: here && self.consents.contains(&(id, ConsentPurpose::Delivery)),
            visited: here && self.consents.contains(&(id, ConsentPurpose::Visit)),
            usual: self.usual.get(&id).copied(),
            blocked: self.blocked.iter().filter(|(who, _)| *who == id).map(|(_, volunteer)| *volunteer).collect(),
        }
    }
}
