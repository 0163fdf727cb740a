//! Who may walk that day, and when: accepted volunteers who signed the charter and can sign in, in the hours of their week or of the
//! day's exception, less the shifts that they have given already or refused.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::id::{AssociationId, NeighbourhoodId, VolunteerId};
use shared::person::VolunteerStatus;
use shared::round::{RoundStatus, Shift};
use uuid::Uuid;

use super::gather::{Standing, visits_of};
use super::inputs::{Task, Volunteer};
use super::workload;
use crate::error::Result;
use crate::people::walking_pairs;
use crate::table::column::{Key, Text};
use crate::table::{account, availability, availability_exception, volunteer};

/// Minutes after midnight at which the afternoon begins.
const NOON: i32 = 12 * 60;

/// Who agreed to a visit is there in time for it, whatever their usual week says; minutes to get there.
const APPROACH: i32 = 20;

/// The volunteers who may walk in `neighbourhood` on `day`.
pub(super) async fn gather(
    db: &impl ConnectionTrait,
    association: AssociationId,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
    rounds: &[Standing],
    tasks: &BTreeMap<Uuid, Task>,
) -> Result<BTreeMap<VolunteerId, Volunteer>> {
    let rows = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(association)))
        .filter(volunteer::Column::Status.eq(Text(VolunteerStatus::Accepted)))
        .filter(volunteer::Column::CharterOn.lte(day))
        .filter(volunteer::Column::AccountId.in_subquery(active(association)))
        .all(db)
        .await?;
    let weekday = i32::try_from(day.weekday().number_from_monday()).unwrap_or(1);
    let week = availability::Entity::find()
        .filter(availability::Column::VolunteerId.is_in(rows.iter().map(|row| row.id)))
        .filter(availability::Column::Weekday.eq(weekday))
        .all(db)
        .await?;
    let exceptions = availability_exception::Entity::find()
        .filter(availability_exception::Column::AssociationId.eq(Key(association)))
        .filter(availability_exception::Column::Day.eq(day))
        .all(db)
        .await?;
    let walked = workload::gather(db, association, day).await?;
    let walkers = rows.iter().map(|row| {
        let exception = exceptions.iter().find(|exception| exception.volunteer_id == row.id);
        let mut shifts = match exception {
            Some(exception) => shifts(exception.from_min.zip(exception.until_min).as_slice(), &[]),
            None => {
                let own: Vec<_> = week.iter().filter(|hours| hours.volunteer_id == row.id).collect();
                let own: Vec<_> = own.iter().map(|hours| (hours.from_min, hours.until_min)).collect();
                shifts(&own, &visits_of(tasks, row.id.0))
            }
        };
        let given = given(rounds, neighbourhood, row.id.0);
        shifts.retain(|shift, _| !given.contains(shift));
        (row.id.0, walker(row, shifts, walked.get(&row.id.0).copied().unwrap_or_default()))
    });
    Ok(walkers.filter(|(_, walker)| !walker.shifts.is_empty()).collect())
}

/// Who walks as one that day, as far as both are there.
pub(super) async fn pairs(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
    volunteers: &BTreeMap<VolunteerId, Volunteer>,
) -> Result<BTreeMap<VolunteerId, VolunteerId>> {
    let rows = walking_pairs::of_day(db, association, day).await?;
    let pairs = rows.into_iter().map(|row| (row.lead_id.0, row.companion_id.0));
    Ok(pairs.filter(|(lead, other)| volunteers.contains_key(lead) && volunteers.contains_key(other)).collect())
}

/// Accounts that are not switched off: whoever cannot see a round must not be given one.
pub(super) fn active(association: AssociationId) -> SelectStatement {
    Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::AssociationId.eq(Key(association)))
        .and_where(account::Column::Active.eq(true))
        .to_owned()
}

fn walker(row: &volunteer::Model, shifts: BTreeMap<Shift, (i32, i32)>, walked_min: i64) -> Volunteer {
    Volunteer {
        shifts,
        means: row.means.0,
        max_carry_kg: row.max_carry_kg,
        stairs: row.stairs,
        trained: row.visit_trained_on.is_some(),
        start: row.start_lat.zip(row.start_lon),
        walked_min,
    }
}

/// The shifts that are not to be planned anew: under way, promised elsewhere, or refused. Whoever walks along is given away
/// with the round, unless its lead refused it: that was not the companion's no.
fn given(rounds: &[Standing], neighbourhood: NeighbourhoodId, volunteer: VolunteerId) -> BTreeSet<Shift> {
    let of = |standing: &&Standing| {
        let row = &standing.row;
        let (leads, along) = (row.volunteer_id.0 == volunteer, row.companion_id == Some(Key(volunteer)));
        let refused = row.status.0 == RoundStatus::Declined;
        let away = standing.closed || row.neighbourhood_id.0 != neighbourhood;
        (leads && (away || refused)) || (along && away && !refused)
    };
    rounds.iter().filter(of).map(|standing| standing.row.shift.0).collect()
}

/// One span of minutes a shift. A window that begins before noon is the morning's; who has visits after noon as well
/// walks them as an afternoon of their own, so that nobody carries the morning's round until three.
fn shifts(windows: &[(i32, i32)], visits: &[(i32, i32)]) -> BTreeMap<Shift, (i32, i32)> {
    let mut spans = BTreeMap::new();
    for &(from, until) in windows {
        let late = visits.iter().any(|(at, _)| *at >= NOON && *at < until);
        if from < NOON && until > NOON && late {
            let noon = visits.iter().filter(|(at, _)| *at < NOON).map(|(_, end)| *end).max().unwrap_or(NOON).max(NOON);
            longest(&mut spans, Shift::Morning, (from, noon));
            longest(&mut spans, Shift::Afternoon, (noon, until));
        } else {
            longest(&mut spans, if from < NOON { Shift::Morning } else { Shift::Afternoon }, (from, until));
        }
    }
    for &(at, end) in visits {
        let shift = if at < NOON { Shift::Morning } else { Shift::Afternoon };
        let floor = if at < NOON { 0 } else { spans.get(&Shift::Morning).map_or(NOON, |morning| morning.1).min(at) };
        let needed = ((at - APPROACH).max(floor), end);
        let span = spans.entry(shift).or_insert(needed);
        *span = (span.0.min(needed.0), span.1.max(needed.1));
    }
    spans
}

/// A shift is one round: of two windows in it the longer counts, of equals the earlier.
fn longest(spans: &mut BTreeMap<Shift, (i32, i32)>, shift: Shift, window: (i32, i32)) {
    let length = |(from, until): (i32, i32)| until - from;
    match spans.get(&shift) {
        Some(other) if length(*other) > length(window) => {}
        Some(other) if length(*other) == length(window) && other.0 <= window.0 => {}
        _ => {
            spans.insert(shift, window);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_become_shifts() {
        use Shift::{Afternoon, Morning};
        type Case<'a> = (&'a [(i32, i32)], &'a [(i32, i32)], &'a [(Shift, (i32, i32))]);
        let cases: [Case<'_>; 7] = [
            (&[(450, 600)], &[], &[(Morning, (450, 600))]),
            (&[(450, 1080)], &[], &[(Morning, (450, 1080))]),
            (&[(450, 1080)], &[(900, 930)], &[(Morning, (450, 720)), (Afternoon, (720, 1080))]),
            (&[(450, 1080)], &[(700, 745), (900, 930)], &[(Morning, (450, 745)), (Afternoon, (745, 1080))]),
            (&[(420, 480), (500, 660)], &[], &[(Morning, (500, 660))]),
            (&[], &[(900, 930)], &[(Afternoon, (880, 930))]),
            (&[(450, 600)], &[(720, 750)], &[(Morning, (450, 600)), (Afternoon, (700, 750))]),
        ];
        for (windows, visits, expected) in cases {
            assert_eq!(shifts(windows, visits), expected.iter().copied().collect(), "{windows:?} {visits:?}");
        }
    }
}
