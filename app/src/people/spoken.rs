//! When somebody last spoke with a resident: the latest of what is noted, told anew whenever a part of it changes. A date
//! that only ever grew would keep a tick that was taken back, and a person nobody met would stay off the list to call.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, Select,
};
use shared::id::{AssociationId, ResidentId};
use shared::person::TalkOutcome;
use shared::round::FailureReason;

use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{line_outcome, resident, talk, visit_outcome};
use crate::{Tx, settings};

/// Sets the day of each of `people` to the latest talk that reached them, door at which they were met, or visit done.
/// It is no edit: the version stays, nobody's form goes stale by it.
pub(crate) async fn retell(tx: &Tx, association: AssociationId, people: BTreeSet<ResidentId>) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let rows = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(Key(association)))
        .filter(resident::Column::Id.is_in(people.into_iter().map(Key)))
        .all(tx.db())
        .await?;
    let days = days(tx, association, rows.iter().map(|row| row.id).collect()).await?;
    for row in rows {
        let last = days.get(&row.id).copied();
        if row.last_spoken_on != last {
            let mut change: resident::ActiveModel = row.into();
            change.last_spoken_on = Set(last);
            change.update(tx.db()).await?;
        }
    }
    Ok(())
}

type People = Vec<Key<ResidentId>>;

async fn days(tx: &Tx, association: AssociationId, people: People) -> Result<BTreeMap<Key<ResidentId>, NaiveDate>> {
    let settings = settings::of(tx.db(), association).await?;
    let talks: Vec<(Key<ResidentId>, DateTime<Utc>)> = talks(association, &people).into_tuple().all(tx.db()).await?;
    let doors: Vec<(Key<ResidentId>, NaiveDate)> = doors(association, &people).into_tuple().all(tx.db()).await?;
    let visits: Vec<(Key<ResidentId>, NaiveDate)> = visits(association, &people).into_tuple().all(tx.db()).await?;
    let talks = talks.into_iter().map(|(person, at)| (person, settings.day_of(at)));
    let mut latest = BTreeMap::new();
    for (person, day) in talks.chain(doors).chain(visits) {
        let kept = latest.entry(person).or_insert(day);
        *kept = day.max(*kept);
    }
    Ok(latest)
}

fn talks(association: AssociationId, people: &People) -> Select<talk::Entity> {
    talk::Entity::find()
        .select_only()
        .column(talk::Column::ResidentId)
        .column_as(talk::Column::At.max(), "last")
        .filter(talk::Column::AssociationId.eq(Key(association)))
        .filter(talk::Column::ResidentId.is_in(people.iter().copied()))
        .filter(talk::Column::Outcome.eq(Text(TalkOutcome::Reached)))
        .group_by(talk::Column::ResidentId)
}

fn doors(association: AssociationId, people: &People) -> Select<line_outcome::Entity> {
    line_outcome::Entity::find()
        .select_only()
        .column(line_outcome::Column::ResidentId)
        .column_as(line_outcome::Column::ServiceDay.max(), "last")
        .filter(line_outcome::Column::AssociationId.eq(Key(association)))
        .filter(line_outcome::Column::ResidentId.is_in(people.iter().copied()))
        .filter(line_outcome::Column::Met.eq(true))
        .group_by(line_outcome::Column::ResidentId)
}

fn visits(association: AssociationId, people: &People) -> Select<visit_outcome::Entity> {
    // Whoever says no has opened.
    let met = Condition::any()
        .add(visit_outcome::Column::Light.is_not_null())
        .add(visit_outcome::Column::Reason.eq(Text(FailureReason::Refused)));
    visit_outcome::Entity::find()
        .select_only()
        .column(visit_outcome::Column::ResidentId)
        .column_as(visit_outcome::Column::ServiceDay.max(), "last")
        .filter(visit_outcome::Column::AssociationId.eq(Key(association)))
        .filter(visit_outcome::Column::ResidentId.is_in(people.iter().copied()))
        .filter(met)
        .group_by(visit_outcome::Column::ResidentId)
}
