//! Who is behind the doors of a day: where they live, whether they are at home, whom they know.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use shared::id::{AssociationId, EntranceId, NeighbourhoodId, ResidentId, VolunteerId};
use shared::person::{ConsentPurpose, ResidentStatus};
use shared::place::Lift;

use super::inputs::{Entrance, Resident};
use crate::error::Result;
use crate::people::doors::{self, Door};
use crate::table::column::Key;
use crate::table::{absence, blocked_pair, consent, entrance, resident, usual_door};

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
    let mut homes = doors::of_rows(db, rows.iter()).await?;
    homes.retain(|_, home| home.residence.neighbourhood_id.0 == neighbourhood);
    let ties = Ties::gather(db, association, people, day).await?;
    let residents = rows.iter().filter_map(|row| Some((row.id.0, ties.resident(row, homes.get(&row.id.0)?))));
    let entrances = homes.values().map(|home| (home.entrance.id.0, entrance_of(&home.entrance)));
    Ok((residents.collect(), entrances.collect()))
}

fn entrance_of(row: &entrance::Model) -> Entrance {
    Entrance {
        residence: row.residence_id.0,
        hand_order: row.hand_order,
        position: row.lat.zip(row.lon),
        working_lift: row.lift.0 == Lift::Working,
    }
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

    fn resident(&self, row: &resident::Model, home: &Door) -> Resident {
        let id = row.id.0;
        let here = row.status.0 == ResidentStatus::Active && !self.away.contains(&id);
        Resident {
            household: home.household,
            entrance: home.entrance.id.0,
            floor: home.dwelling.floor,
            // How bread reaches them; whatever else there is goes in hand.
            handover: row.handover.0.of_goods(row.bread_bag_on.is_some(), true),
            away: self.away.contains(&id),
            delivered_to: here && self.consents.contains(&(id, ConsentPurpose::Delivery)),
            visited: here && self.consents.contains(&(id, ConsentPurpose::Visit)),
            usual: self.usual.get(&id).copied(),
            blocked: self.blocked.iter().filter(|(who, _)| *who == id).map(|(_, volunteer)| *volunteer).collect(),
        }
    }
}
