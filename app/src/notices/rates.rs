//! How well each channel does, week by week: how many notices it took, how many of those were seen, how many it refused.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Days, NaiveDate, Utc, Weekday};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::id::{AssociationId, NoticeId};
use shared::notice::{NoticeChannel, Outcome};
use utoipa::ToSchema;

use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{dispatch, notice};
use crate::{App, settings};

/// How far back the rates go, in weeks.
const WEEKS: u64 = 8;

/// What became of the notices that a channel was tried for in a week.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelWeek {
    /// Its Monday.
    pub monday: NaiveDate,
    /// The channel.
    pub channel: NoticeChannel,
    /// Notices that it took.
    pub taken: u64,
    /// Of those, the ones of which the carrier reported that they arrived; only gateways of text messages do.
    pub delivered: u64,
    /// Of those, the ones that were seen.
    pub seen: u64,
    /// Notices that it took for nobody.
    pub refused: u64,
}

/// The rates of an association, the latest week first.
pub(super) async fn read(app: &App, association: AssociationId) -> Result<Vec<ChannelWeek>> {
    let db = app.store.reader();
    let settings = settings::of(db, association).await?;
    let monday_of = |at: DateTime<Utc>| settings.day_of(at).week(Weekday::Mon).first_day();
    let this = monday_of(app.clock.now());
    let since = settings.instant(this.checked_sub_days(Days::new(7 * (WEEKS - 1))).unwrap_or(this), 0);
    let tried = dispatch::Entity::find()
        .filter(dispatch::Column::AssociationId.eq(Key(association)))
        .filter(dispatch::Column::At.gte(since))
        .filter(dispatch::Column::Outcome.ne(Text(Outcome::Postponed)))
        .all(db)
        .await?;
    let seen = seen_since(app, association, since).await?;
    let mut weeks: BTreeMap<(Reverse<NaiveDate>, NoticeChannel), ChannelWeek> = BTreeMap::new();
    for row in tried {
        let (monday, channel) = (monday_of(row.at), row.channel.0);
        let nothing = ChannelWeek { monday, channel, taken: 0, delivered: 0, seen: 0, refused: 0 };
        let week = weeks.entry((Reverse(monday), channel)).or_insert(nothing);
        let taken = row.outcome.0 == Outcome::Taken;
        week.taken += u64::from(taken);
        week.delivered += u64::from(row.delivered_at.is_some());
        week.seen += u64::from(taken && seen.contains(&row.notice_id.0));
        week.refused += u64::from(!taken);
    }
    Ok(weeks.into_values().collect())
}

async fn seen_since(app: &App, association: AssociationId, since: DateTime<Utc>) -> Result<HashSet<NoticeId>> {
    let rows = notice::Entity::find()
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::SeenAt.gte(since))
        .all(app.store.reader())
        .await?;
    Ok(rows.into_iter().map(|row| row.id.0).collect())
}
