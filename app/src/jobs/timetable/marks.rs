//! The marks of what the clock asked for and was seen to. A mark is written in the transaction of what it stands for, so
//! neither stands without the other; its primary key lets each in once, however many processes look.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::id::AssociationId;

use crate::Tx;
use crate::error::Result;
use crate::table::clock_mark;
use crate::table::column::Key;

/// How many days marks are kept, for whoever asks what the clock did; the timetable itself looks back one.
const KEPT_DAYS: u64 = 14;

/// What was seen to lately.
pub(super) struct Marks(BTreeSet<(NaiveDate, String)>);

impl Marks {
    /// Those of an association from `first` on.
    pub async fn read(db: &impl ConnectionTrait, association: AssociationId, first: NaiveDate) -> Result<Self> {
        let rows = clock_mark::Entity::find()
            .filter(clock_mark::Column::AssociationId.eq(Key(association)))
            .filter(clock_mark::Column::ServiceDay.gte(first));
        Ok(Self(rows.all(db).await?.into_iter().map(|row| (row.service_day, row.name)).collect()))
    }

    /// Whether the entry of this name was seen to on `day`.
    pub fn has(&self, name: &str, day: NaiveDate) -> bool {
        self.0.contains(&(day, name.to_owned()))
    }

    #[cfg(test)]
    pub fn of(marks: impl IntoIterator<Item = (String, NaiveDate)>) -> Self {
        Self(marks.into_iter().map(|(name, day)| (day, name)).collect())
    }
}

/// Marks an entry as seen to; answers whether nobody had. Whoever hears no leaves it alone.
pub(super) async fn set(tx: &Tx, association: AssociationId, name: &str, day: NaiveDate) -> Result<bool> {
    let row = clock_mark::ActiveModel {
        association_id: Set(Key(association)),
        service_day: Set(day),
        name: Set(name.to_owned()),
        done_at: Set(tx.now),
    };
    let columns = [clock_mark::Column::AssociationId, clock_mark::Column::ServiceDay, clock_mark::Column::Name];
    let seen_to = OnConflict::columns(columns).do_nothing().to_owned();
    Ok(clock_mark::Entity::insert(row).on_conflict(seen_to).exec_without_returning(tx.db()).await? > 0)
}

/// Forgets the marks of long ago.
pub(super) async fn purge(tx: &Tx, association: AssociationId, today: NaiveDate) -> Result<()> {
    let first = today.checked_sub_days(Days::new(KEPT_DAYS)).unwrap_or(today);
    clock_mark::Entity::delete_many()
        .filter(clock_mark::Column::AssociationId.eq(Key(association)))
        .filter(clock_mark::Column::ServiceDay.lt(first))
        .exec(tx.db())
        .await?;
    Ok(())
}
