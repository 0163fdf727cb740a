//! Who should be asked for a day: visits that are due, and those that are overdue with their days.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use shared::contact::{VisitDue, VisitFacts, visit_due};
use shared::id::{AssociationId, ResidentId, VolunteerId};
use shared::person::{CourtesyTitle, ResidentStatus};
use shared::round::VisitStatus;
use utoipa::ToSchema;

use crate::error::Result;
use crate::page::{Slice, Window};
use crate::people::residents;
use crate::table::column::{Key, Text};
use crate::table::{resident, visit, visit_cadence, visit_outcome};
use crate::{App, Caller, settings};

/// A resident with whom a visit should be agreed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DueVisit {
    /// Whom to ask.
    pub resident_id: ResidentId,
    /// Madame or Monsieur, where known.
    pub courtesy_title: Option<CourtesyTitle>,
    /// Their family name.
    pub family_name: String,
    /// Days from one visit to the next.
    pub every_days: i32,
    /// The visitor they prefer.
    pub volunteer_id: Option<VolunteerId>,
    /// The day of the last visit.
    pub last_visit_on: Option<NaiveDate>,
    /// The day about which it is due; absent when that day has passed.
    pub due_on: Option<NaiveDate>,
    /// Days since it should have been; 0 when it is not yet late.
    pub overdue_days: i64,
}

/// A part of the residents whose visit is due or overdue, in the order of residents.
pub async fn list(app: &App, caller: &Caller, window: Window) -> Result<Slice<DueVisit>> {
    let db = app.store.reader();
    let today = settings::of(db, caller.association).await?.day_of(app.clock.now());
    let cadences = visit_cadence::Entity::find()
        .filter(visit_cadence::Column::AssociationId.eq(Key(caller.association)))
        .filter(visit_cadence::Column::ResidentId.gt(window.after()))
        .order_by_asc(visit_cadence::Column::ResidentId)
        .limit(window.fetch())
        .all(db)
        .await?;
    let part = window.cut(cadences, |row| row.resident_id.0);
    let reached = || part.items.iter().filter(|row| caller.reaches_resident(row.resident_id.0));
    let facts = Facts::gather(db, caller.association, reached().map(|row| row.resident_id).collect(), today).await?;
    Ok(Slice { items: reached().filter_map(|cadence| facts.judge(cadence, today)).collect(), next: part.next })
}

/// Whether somebody's visit is due on this very day, and none is agreed.
pub(crate) async fn any_on(db: &impl ConnectionTrait, association: AssociationId, today: NaiveDate) -> Result<bool> {
    let cadences = visit_cadence::Entity::find().filter(visit_cadence::Column::AssociationId.eq(Key(association)));
    let cadences = cadences.all(db).await?;
    let facts = Facts::gather(db, association, cadences.iter().map(|row| row.resident_id).collect(), today).await?;
    Ok(cadences.iter().filter_map(|row| facts.judge(row, today)).any(|visit| visit.due_on == Some(today)))
}

/// What is known of the residents of a part of the list, read at once.
struct Facts {
    active: BTreeMap<Key<ResidentId>, resident::Model>,
    last: BTreeMap<Key<ResidentId>, NaiveDate>,
    agreed: BTreeMap<Key<ResidentId>, NaiveDate>,
}

impl Facts {
    async fn gather(
        db: &impl ConnectionTrait,
        association: AssociationId,
        of: Vec<Key<ResidentId>>,
        today: NaiveDate,
    ) -> Result<Self> {
        let active = residents::residents_of(association)
            .filter(resident::Column::Id.is_in(of.iter().copied()))
            .filter(resident::Column::Status.eq(Text(ResidentStatus::Active)))
            .all(db)
            .await?;
        let told = visit_outcome::Entity::find()
            .filter(visit_outcome::Column::AssociationId.eq(Key(association)))
            .filter(visit_outcome::Column::ResidentId.is_in(of.iter().copied()))
            .order_by_asc(visit_outcome::Column::ServiceDay)
            .all(db)
            .await?;
        let agreed = visit::Entity::find()
            .filter(visit::Column::AssociationId.eq(Key(association)))
            .filter(visit::Column::ResidentId.is_in(of))
            .filter(visit::Column::ServiceDay.gte(today))
            .filter(visit::Column::Id.is_not_in(told.iter().map(|row| row.visit_id)))
            .filter(visit::Column::Status.eq(Text(VisitStatus::Agreed)))
            .order_by_desc(visit::Column::ServiceDay)
            .all(db)
            .await?;
        // One that found the door shut was none.
        let paid = told.into_iter().filter(|row| row.light.is_some());
        // Of several the one that comes last in its order stays.
        Ok(Self {
            active: active.into_iter().map(|row| (row.id, row)).collect(),
            last: paid.map(|row| (row.resident_id, row.service_day)).collect(),
            agreed: agreed.into_iter().map(|row| (row.resident_id, row.service_day)).collect(),
        })
    }

    fn judge(&self, cadence: &visit_cadence::Model, today: NaiveDate) -> Option<DueVisit> {
        let who = self.active.get(&cadence.resident_id)?;
        let facts = VisitFacts {
            today,
            cadence_days: u16::try_from(cadence.every_days).unwrap_or(u16::MAX),
            wanted_since: cadence.since,
            last_visit_on: self.last.get(&cadence.resident_id).copied(),
            agreed_on: self.agreed.get(&cadence.resident_id).copied(),
        };
        let (due_on, overdue_days) = match visit_due(&facts) {
            VisitDue::Not => return None,
            VisitDue::Due { on } => (Some(on), 0),
            VisitDue::Overdue { days } => (None, days),
        };
        Some(told(who, cadence, &facts, due_on, overdue_days))
    }
}

fn told(
    who: &resident::Model,
    cadence: &visit_cadence::Model,
    facts: &VisitFacts,
    due_on: Option<NaiveDate>,
    overdue_days: i64,
) -> DueVisit {
    DueVisit {
        resident_id: who.id.0,
        courtesy_title: who.courtesy_title.map(|title| title.0),
        family_name: who.family_name.clone(),
        every_days: cadence.every_days,
        volunteer_id: cadence.volunteer_id.map(|key| key.0),
        last_visit_on: facts.last_visit_on,
        due_on,
        overdue_days,
    }
}
