//! A concern as a coordinator reads it: who, where, whom to call, what was seen, whose business it is.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::id::{AccountId, AssociationId, ConcernId, DropId, EventId, ResidentId};
use shared::round::ConcernKind;
use utoipa::ToSchema;

use crate::error::{Error, Result};
use crate::people::doors::{self, Door};
use crate::people::residents::PersonToCall;
use crate::sync;
use crate::table::column::Key;
use crate::table::{account, concern, delivery_problem, resident};

/// A concern, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Concern {
    /// Its id.
    pub id: ConcernId,
    /// About whom.
    pub resident_id: ResidentId,
    /// Their name.
    pub resident_name: String,
    /// The stairwell, with its building where it has one.
    pub entrance: String,
    /// 0 is the ground floor.
    pub floor: i32,
    /// The door.
    pub door: String,
    /// Their telephone, E.164.
    pub phone: Option<String>,
    /// The person to call, where one is known.
    pub person_to_call: Option<PersonToCall>,
    /// The day of the round.
    pub service_day: NaiveDate,
    /// The door on that day.
    pub drop_id: Option<DropId>,
    /// The report that opened it; none where the resident told of it.
    pub event_id: Option<EventId>,
    /// Whether that report was taken back since. The concern stays until a human closes it.
    pub undone: bool,
    /// What was seen.
    pub kind: ConcernKind,
    /// What was seen, in French.
    pub words: String,
    /// For a problem with a delivery: what they said in their own words; may be empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// For a problem with a delivery: they were promised a call before this instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_back_by: Option<DateTime<Utc>>,
    /// The account whose business it is.
    pub owner_id: AccountId,
    /// As colleagues call them.
    pub owner_name: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When somebody closed it.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who closed it.
    pub closed_by: Option<AccountId>,
    /// What was done.
    pub done: Option<String>,
    /// The version.
    pub version: i32,
}

/// Tells one.
pub(super) async fn one(db: &impl ConnectionTrait, row: concern::Model) -> Result<Concern> {
    let association = row.association_id.0;
    let told = tell(db, association, vec![row]).await?;
    told.into_iter().next().ok_or_else(|| Error::Bug("a concern cannot be told".into()))
}

/// Tells many, with a fixed number of reads.
pub(super) async fn tell(
    db: &impl ConnectionTrait,
    association: AssociationId,
    rows: Vec<concern::Model>,
) -> Result<Vec<Concern>> {
    let states = sync::door_states(db, association, rows.iter().filter_map(|row| Some(row.drop_id?.0))).await?;
    let around = Around::of(db, association, &rows).await?;
    let tell = |row: concern::Model| {
        let stands = row.drop_id.and_then(|drop| states.get(&drop.0));
        let undone = row.event_id.is_some_and(|event| stands.is_some_and(|state| !state.stands.contains(&event.0)));
        around.tell(row, undone).ok_or_else(|| Error::Bug("a concern is about nobody".into()))
    };
    rows.into_iter().map(tell).collect()
}

/// What stands around concerns, loaded at once.
struct Around {
    residents: BTreeMap<Key<ResidentId>, resident::Model>,
    doors: HashMap<ResidentId, Door>,
    owners: BTreeMap<Key<AccountId>, String>,
    problems: BTreeMap<Key<ConcernId>, delivery_problem::Model>,
}

impl Around {
    async fn of(db: &impl ConnectionTrait, association: AssociationId, rows: &[concern::Model]) -> Result<Self> {
        let residents = resident::Entity::find()
            .filter(resident::Column::AssociationId.eq(Key(association)))
            .filter(resident::Column::Id.is_in(rows.iter().map(|row| row.resident_id)))
            .all(db)
            .await?;
        let doors = doors::of_rows(db, residents.iter()).await?;
        let owners = account::Entity::find()
            .filter(account::Column::Id.is_in(rows.iter().map(|row| row.owner_id)))
            .all(db)
            .await?;
        let problems = delivery_problem::Entity::find()
            .filter(delivery_problem::Column::ConcernId.is_in(rows.iter().map(|row| row.id)))
            .all(db)
            .await?;
        Ok(Self {
            problems: problems.into_iter().map(|row| (row.concern_id, row)).collect(),
            residents: residents.into_iter().map(|row| (row.id, row)).collect(),
            doors,
            owners: owners.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    fn tell(&self, row: concern::Model, undone: bool) -> Option<Concern> {
        let person = self.residents.get(&row.resident_id)?;
        let Door { dwelling, entrance, .. } = self.doors.get(&row.resident_id.0)?;
        let problem = self.problems.get(&row.id);
        Some(Concern {
            id: row.id.0,
            resident_id: row.resident_id.0,
            resident_name: format!("{} {}", person.given_name, person.family_name).trim().to_owned(),
            entrance: format!("{} {}", entrance.building, entrance.name).trim().to_owned(),
            floor: dwelling.floor,
            door: dwelling.door.clone(),
            phone: person.phone.clone(),
            person_to_call: person
                .call_name
                .clone()
                .map(|name| PersonToCall { name, phone: person.call_phone.clone() }),
            service_day: row.service_day,
            drop_id: row.drop_id.map(|key| key.0),
            event_id: row.event_id.map(|key| key.0),
            undone,
            kind: row.kind.0,
            words: problem.map_or_else(|| words(row.kind.0), |problem| problem.kind.0.said()).to_owned(),
            note: problem.map(|problem| problem.note.clone()),
            call_back_by: problem.map(|problem| problem.call_back_by),
            owner_id: row.owner_id.0,
            owner_name: self.owners.get(&row.owner_id).cloned().unwrap_or_default(),
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            closed_by: row.closed_by.map(|key| key.0),
            done: row.done,
            version: row.version,
        })
    }
}

/// What was seen, as it is said.
fn words(kind: ConcernKind) -> &'static str {
    match kind {
        ConcernKind::Worry => "La visite laisse une inquiétude.",
        ConcernKind::BagFull => "Le sac de la dernière livraison est encore plein.",
        ConcernKind::NoAnswer => "Personne n'a répondu, alors qu'on attendait quelqu'un.",
        ConcernKind::Delivery => "Il y a un problème avec une livraison.",
    }
}
