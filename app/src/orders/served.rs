//! Who is served on a day: active, with a consent to deliveries that stands, and at home.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use shared::Refusal;
use shared::id::{AssociationId, ResidentId};
use shared::person::{ConsentPurpose, ResidentStatus};
use shared::standing::Absence;

use crate::error::Result;
use crate::people::residents::residents_of;
use crate::table::column::{Key, Text};
use crate::table::{absence, consent, resident};

/// Refuses somebody who is not served at all, or is away on `day`.
pub(super) async fn check(db: &impl ConnectionTrait, resident: &resident::Model, day: NaiveDate) -> Result<()> {
    let (association, id) = (resident.association_id.0, resident.id.0);
    if resident.status.0 != ResidentStatus::Active {
        return Err(Refusal::ResidentNotServed.into());
    }
    if !served(db, association, Some(id)).await?.contains(&id) {
        return Err(Refusal::ConsentMissing.into());
    }
    let away = absences(db, association, Some(id), day).await?;
    let is_away = away.get(&id).is_some_and(|absences| absences.iter().any(|absence| absence.covers(day)));
    if is_away { Err(Refusal::OrderAway.into()) } else { Ok(()) }
}

/// Everybody, or the one, who is active and consents to deliveries.
pub(super) async fn served(
    db: &impl ConnectionTrait,
    association: AssociationId,
    only: Option<ResidentId>,
) -> Result<BTreeSet<ResidentId>> {
    let consenting = consent::Entity::find()
        .select_only()
        .column(consent::Column::ResidentId)
        .filter(consent::Column::AssociationId.eq(Key(association)))
        .filter(consent::Column::Purpose.eq(Text(ConsentPurpose::Delivery)))
        .filter(consent::Column::WithdrawnAt.is_null());
    let mut find = residents_of(association)
        .select_only()
        .column(resident::Column::Id)
        .filter(resident::Column::Status.eq(Text(ResidentStatus::Active)))
        .filter(resident::Column::Id.in_subquery(consenting.into_query()));
    if let Some(id) = only {
        find = find.filter(resident::Column::Id.eq(Key(id)));
    }
    let ids: Vec<Key<ResidentId>> = find.into_tuple().all(db).await?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// The absences that have not ended before `from`, by resident.
pub(super) async fn absences(
    db: &impl ConnectionTrait,
    association: AssociationId,
    only: Option<ResidentId>,
    from: NaiveDate,
) -> Result<BTreeMap<ResidentId, Vec<Absence>>> {
    let unended = Condition::any().add(absence::Column::LastDay.is_null()).add(absence::Column::LastDay.gte(from));
    let mut find = absence::Entity::find()
        .filter(absence::Column::AssociationId.eq(Key(association)))
        .filter(absence::Column::CancelledAt.is_null())
        .filter(unended);
    if let Some(id) = only {
        find = find.filter(absence::Column::ResidentId.eq(Key(id)));
    }
    let mut absences = BTreeMap::<_, Vec<_>>::new();
    for row in find.all(db).await? {
        let absence = Absence { first_day: row.first_day, last_day: row.last_day };
        absences.entry(row.resident_id.0).or_default().push(absence);
    }
    Ok(absences)
}
