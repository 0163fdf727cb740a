//! Everything that a plan is made from, as plain values: gathered once, fingerprinted, translated. Nothing here is a row,
//! and nothing that a plan depends on may be read from anywhere else: the fingerprint is the proof that a published plan
//! was made from what stands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use shared::id::{
    AssociationId, EntranceId, HouseholdId, NeighbourhoodId, PickupPointId, ProductId, ResidenceId, ResidentId,
    VolunteerId,
};
use shared::parameters::Parameters;
use shared::person::{Handover, Means};
use shared::round::Shift;
use uuid::Uuid;

use super::standing::StandingRound;
use super::walks::Walks;
use crate::error::{Error, Result};

/// One neighbourhood's day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Inputs {
    pub association: AssociationId,
    pub neighbourhood: NeighbourhoodId,
    pub day: NaiveDate,
    pub parameters: Parameters,
    pub entrances: BTreeMap<EntranceId, Entrance>,
    pub residents: BTreeMap<ResidentId, Resident>,
    pub shops: BTreeMap<PickupPointId, Shop>,
    pub products: BTreeMap<ProductId, Product>,
    /// Those who may walk that day, with the shifts that are still theirs to give.
    pub volunteers: BTreeMap<VolunteerId, Volunteer>,
    /// Those of them who walk as one where they can: who leads, and who walks along.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pairs: BTreeMap<VolunteerId, VolunteerId>,
    /// What is to be done, but for what is under way or done already.
    pub tasks: BTreeMap<Uuid, Task>,
    /// What is under way or done: it stays as it was planned.
    pub locked: BTreeSet<Uuid>,
    /// The rounds that stand; they are a plan's outcome, not what it was made from.
    #[serde(skip)]
    pub standing: Vec<StandingRound>,
    /// How far it is between the places, where it was measured.
    #[serde(skip_serializing_if = "Walks::is_unknown")]
    pub walks: Walks,
    /// What is to be done in other neighbourhoods; no plan of this one depends on it.
    #[serde(skip)]
    pub elsewhere: BTreeSet<Uuid>,
}

/// Where a street door is and how one gets up.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entrance {
    pub residence: ResidenceId,
    pub hand_order: i32,
    pub position: Option<(f64, f64)>,
    pub working_lift: bool,
}

/// Who is served, and how.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Resident {
    pub household: HouseholdId,
    pub entrance: EntranceId,
    pub floor: i32,
    pub handover: Handover,
    /// Away on the day.
    pub away: bool,
    /// At home, served, and has said yes to deliveries.
    pub delivered_to: bool,
    /// At home, and has said yes to visits.
    pub visited: bool,
    /// The usual volunteer and the place in that volunteer's order.
    pub usual: Option<(VolunteerId, i32)>,
    pub blocked: BTreeSet<VolunteerId>,
}

/// Where goods are taken.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Shop {
    pub position: Option<(f64, f64)>,
    /// Minutes of that day, in order; none when it is closed.
    pub open: Vec<(u16, u16)>,
}

/// What is carried.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Product {
    pub shop: PickupPointId,
    /// Counts as a pack: heavy, one at a time.
    pub pack: bool,
    pub bread: bool,
    pub grams: i32,
    pub splits_into: i32,
    pub from_min: i32,
    pub until_min: i32,
}

/// Who carries.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Volunteer {
    pub shifts: BTreeMap<Shift, (i32, i32)>,
    pub means: Means,
    pub max_carry_kg: i32,
    pub stairs: bool,
    pub trained: bool,
    pub start: Option<(f64, f64)>,
    /// Minutes walked in the past weeks.
    pub walked_min: i64,
}

/// One thing to do at a door.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Task {
    pub resident: ResidentId,
    pub what: What,
    /// The accepted round that has it now, and its place there: whoever said yes keeps it when the day is planned again.
    pub accepted: Option<(VolunteerId, i32)>,
}

/// What a task is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) enum What {
    /// An order line.
    Goods { product: ProductId, quantity: i32 },
    /// A visit agreed for a minute of the day.
    Visit { volunteer: VolunteerId, at_min: i32, minutes: i32 },
}

impl Inputs {
    /// SHA-256 over every value, in an order that depends on the values alone.
    pub fn fingerprint(&self) -> Result<Vec<u8>> {
        let text = serde_json::to_vec(self).map_err(|error| Error::Bug(format!("inputs without a form: {error}")))?;
        Ok(crate::keys::digest(&text))
    }
}
