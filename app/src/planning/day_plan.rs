//! A planned day in palier's words: what the translator gives back and the publisher writes down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::id::{EntranceId, HouseholdId, PickupPointId, ProductId, ResidentId, VolunteerId};
use shared::round::{Shift, UnservedReason};
use uuid::Uuid;

use crate::error::{Error, Result};

/// The rounds of a day, and what is in none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DayPlan {
    pub rounds: Vec<RoundPlan>,
    pub unserved: BTreeMap<Uuid, UnservedReason>,
    /// Seconds of all rounds.
    pub seconds: i64,
    /// What the search weighed, in units of cost: only the plans of one day compare.
    pub cost: i64,
}

/// One volunteer's walk of one shift. Times are seconds after local midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoundPlan {
    pub volunteer: VolunteerId,
    /// Who walks along, where two walk as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub companion: Option<VolunteerId>,
    pub shift: Shift,
    pub starts_s: i64,
    pub ends_s: i64,
    pub metres: i64,
    pub kg_floors: i64,
    pub stops: Vec<StopPlan>,
}

/// One halt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StopPlan {
    pub place: Place,
    pub arrives_s: i64,
    pub leaves_s: i64,
    pub load_g: i64,
    /// What is taken here, at a shop.
    pub pickups: BTreeMap<ProductId, i32>,
    /// What is done here, at an entrance, in order.
    pub tasks: Vec<TaskPlan>,
}

/// One thing done at a door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TaskPlan {
    pub id: Uuid,
    /// Behind which door; whoever moved within a stairwell is somewhere else.
    pub household: HouseholdId,
    /// Units, or minutes of a visit.
    pub quantity: i32,
    /// Into how many hand-carries each unit goes.
    pub parts: i32,
}

/// Where a halt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Place {
    Shop(PickupPointId),
    Entrance(EntranceId),
}

/// A change of a resident's usual volunteer that planning would like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub resident: ResidentId,
    pub from: Option<VolunteerId>,
    pub to: VolunteerId,
    pub seconds_saved: i64,
}

impl RoundPlan {
    /// SHA-256 of everything that the walker would see differently.
    pub fn content(&self) -> Result<Vec<u8>> {
        let text = serde_json::to_vec(self).map_err(|error| Error::Bug(format!("a round without a form: {error}")))?;
        Ok(crate::keys::digest(&text))
    }

    /// SHA-256 of what its walker would remember: with whom, and what for whom, in whatever order.
    pub fn gist(&self) -> Result<Vec<u8>> {
        let tasks: BTreeMap<Uuid, i32> = self.tasks().map(|(_, task)| (task.id, task.quantity)).collect();
        let text = serde_json::to_vec(&(self.companion, tasks));
        Ok(crate::keys::digest(&text.map_err(|error| Error::Bug(format!("a round without a gist: {error}")))?))
    }

    /// Every task of the round with its stop's index, in order.
    pub fn tasks(&self) -> impl Iterator<Item = (usize, &TaskPlan)> {
        self.stops.iter().enumerate().flat_map(|(at, stop)| stop.tasks.iter().map(move |task| (at, task)))
    }
}
