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
