//! Courtesy visits: how often somebody would like one, the appointments that both agreed to, and who is due.

pub mod appointments;
pub mod cadence;
pub mod due;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AssociationId, ResidentId, VolunteerId};
use shared::person::{ConsentPurpose, ResidentStatus, VolunteerStatus};

use crate::error::Result;
use crate::people::{absences, residents};
use crate::table::column::{Key, Text};
use crate::table::{blocked_pair, consent, volunteer};

/// The resident, who must have said yes to visits and be there to receive one.
async fn willing(db: &impl ConnectionTrait, association: AssociationId, id: ResidentId) -> Result<()> {
    let row = residents::find(db, association, id).await?;
    if matches!(row.status.0, ResidentStatus::Left | ResidentStatus::Deceased) {
        return Err(Refusal::ResidentNotServed.into());
    }
    let consents = consent::Entity::find()
        .filter(consent::Column::AssociationId.eq(Key(association)))
        .filter(consent::Column::ResidentId.eq(Key(id)))
        .filter(consent::Column::Purpose.eq(Text(ConsentPurpose::Visit)))
        .filter(consent::Column::WithdrawnAt.is_null());
    if consents.count(db).await? == 0 { Err(Refusal::ConsentMissing.into()) } else { Ok(()) }
}

/// Nobody rings where nobody is.
async fn at_home(db: &impl ConnectionTrait, association: AssociationId, id: ResidentId, day: NaiveDate) -> Result<()> {
    let away = absences::of(db, association, &[id], day, day).await?;
    if away.is_empty() { Ok(()) } else { Err(Refusal::VisitAway.into()) }
}

/// The visitor, who must be accepted, trained, and not one of a blocked pair with the resident.
async fn suitable(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: VolunteerId,
    resident: ResidentId,
) -> Result<()> {
    let find = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(association)))
        .filter(volunteer::Column::Id.eq(Key(id)));
    let row = find.one(db).await?.ok_or(Refusal::VolunteerNotFound)?;
    if row.status.0 != VolunteerStatus::Accepted || row.charter_on.is_none() {
        return Err(Refusal::VolunteerNotReady.into());
    }
    if row.visit_trained_on.is_none() {
        return Err(Refusal::VolunteerNotTrained.into());
    }
    let blocked = blocked_pair::Entity::find()
        .filter(blocked_pair::Column::AssociationId.eq(Key(association)))
        .filter(blocked_pair::Column::VolunteerId.eq(Key(id)))
        .filter(blocked_pair::Column::ResidentId.eq(Key(resident)));
    if blocked.count(db).await? > 0 { Err(Refusal::PairBlocked.into()) } else { Ok(()) }
}
