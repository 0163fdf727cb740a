//! The rounds that stand, halt by halt. A day that is planned again begins from those that somebody has said yes to, so that
//! nobody is asked twice about the same walk; a search is measured against all of them. They are no part of a plan's
//! fingerprint: they are what it came to.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{NeighbourhoodId, PickupPointId, VolunteerId};
use shared::round::{RoundStatus, Shift};
use uuid::Uuid;

use super::gather::Standing;
use crate::error::Result;
use crate::table::{drop_task, stop};

/// A round as an order of halts.
#[derive(Debug, Clone)]
pub(crate) struct StandingRound {
    pub volunteer: VolunteerId,
    pub shift: Shift,
    /// Whether its volunteer said yes.
    pub accepted: bool,
    pub halts: Vec<Halt>,
}

/// One halt of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Halt {
    Shop(PickupPointId),
    Task(Uuid),
}

/// The rounds of a neighbourhood's day that are offered or accepted that are not under way. `planned` are the day's tasks.
pub(super) async fn gather(
    db: &impl ConnectionTrait,
    neighbourhood: NeighbourhoodId,
    rounds: &[Standing],
    planned: &[drop_task::Model],
) -> Result<Vec<StandingRound>> {
    let mut standing = Vec::new();
    let stands = |round: &&Standing| {
        let stands = matches!(round.row.status.0, RoundStatus::Published | RoundStatus::Accepted);
        stands && !round.closed && round.row.neighbourhood_id.0 == neighbourhood
    };
    let stand = rounds.iter().filter(stands);
    for round in stand.map(|round| &round.row) {
        let stops = stop::Entity::find()
            .filter(stop::Column::RoundId.eq(round.id))
            .order_by_asc(stop::Column::Position)
            .all(db)
            .await?;
        let halts = stops.iter().flat_map(|stop| halts(stop, planned)).collect();
        let accepted = round.status.0 == RoundStatus::Accepted;
        standing.push(StandingRound { volunteer: round.volunteer_id.0, shift: round.shift.0, accepted, halts });
    }
    standing.sort_by_key(|round| (round.volunteer, round.shift));
    Ok(standing)
}

fn halts(stop: &stop::Model, planned: &[drop_task::Model]) -> Vec<Halt> {
    if let Some(shop) = stop.pickup_point_id {
        return vec![Halt::Shop(shop.0)];
    }
    let mut tasks: Vec<_> = planned.iter().filter(|task| task.stop_id == Some(stop.id)).collect();
    tasks.sort_by_key(|task| task.position);
    tasks.into_iter().map(|task| Halt::Task(task.id)).collect()
}
