//! What palier does by itself: the kinds of background work, as they are kept in a row.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::id::{NeighbourhoodId, SearchId};

/// One piece of background work of one association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Job {
    /// Brings the coming orders in line with usual orders up to the horizon.
    LayStandingOrders,
    /// Freezes the slips whose cut-off has passed.
    FreezeSlips,
    /// Measures the walks between the association's places.
    MeasureWalks,
    /// Plans the rounds of a neighbourhood's day.
    PlanDay {
        /// Whose doors.
        neighbourhood: NeighbourhoodId,
        /// Which day.
        day: NaiveDate,
    },
    /// Searches for a better plan while a coordinator looks on.
    SearchDay {
        /// What was asked for.
        search: SearchId,
    },
}

/// What somebody who works takes from the queue. In a lane one job of an association is run at a time: two neighbourhoods
/// of one association share its volunteers, so the second would be planned in vain. Between associations nothing is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Whatever is due: for whoever works alone.
    Any,
    /// What palier does by itself.
    Inside,
    /// What waits for somebody else's answer. Walks may take two minutes to be measured, and no plan waits for them.
    Outside,
    /// What somebody asked for and looks on: they wait for no night, and no night waits for them.
    Asked,
}

impl Lane {
    /// The kinds of its jobs.
    pub(super) fn kinds(self) -> &'static [&'static str] {
        const KINDS: [&str; 5] = ["measure_walks", "search_day", "lay_standing_orders", "freeze_slips", "plan_day"];
        match self {
            Self::Any => &KINDS,
            Self::Outside => &KINDS[..1],
            Self::Asked => &KINDS[1..2],
            Self::Inside => &KINDS[2..],
        }
    }
}

impl Job {
    /// The kind, as it stands in its column and in logs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::LayStandingOrders => "lay_standing_orders",
            Self::FreezeSlips => "freeze_slips",
            Self::MeasureWalks => "measure_walks",
            Self::PlanDay { .. } => "plan_day",
            Self::SearchDay { .. } => "search_day",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_has_one_lane() {
        let neighbourhood = format!("ngh_{}", "0".repeat(32)).parse().unwrap();
        let search = format!("sch_{}", "0".repeat(32)).parse().unwrap();
        let day = NaiveDate::from_ymd_opt(2019, 3, 5).unwrap();
        for (job, own) in [
            (Job::LayStandingOrders, Lane::Inside),
            (Job::FreezeSlips, Lane::Inside),
            (Job::PlanDay { neighbourhood, day }, Lane::Inside),
            (Job::MeasureWalks, Lane::Outside),
            (Job::SearchDay { search }, Lane::Asked),
        ] {
            for lane in [Lane::Inside, Lane::Outside, Lane::Asked] {
                assert_eq!(lane.kinds().contains(&job.kind()), lane == own, "{job:?} in {lane:?}");
            }
            assert!(Lane::Any.kinds().contains(&job.kind()), "{job:?}");
        }
    }
}
