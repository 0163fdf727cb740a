//! What a search found, as it is kept until somebody publishes it: the plan itself, and how it compares with what stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::id::{HouseholdId, VolunteerId};
use shared::round::Shift;
use utoipa::ToSchema;

use crate::error::{Error, Result};
use crate::planning::day_plan::DayPlan;

/// What gains less than a minute is not worth a question.
const WORTH: i64 = 60;

/// A plan, and what it is measured against.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Found {
    pub plan: DayPlan,
    pub before: Figures,
    pub after: Figures,
    pub moved: usize,
    /// Rounds that somebody has said yes to and would be asked about again.
    pub asked_again: usize,
    gained: i64,
}

/// A day's rounds in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Figures {
    /// Rounds that are walked.
    pub rounds: usize,
    /// Seconds of all of them, waiting and doors included.
    pub seconds: i64,
    /// Metres of all of them.
    pub metres: i64,
    /// Kilograms times floors, of all of them.
    pub kg_floors: i64,
    /// Order lines and visits that no round has.
    pub unserved: usize,
}

impl Found {
    /// What `plan` would change of the rounds that are kept; `accepted` are those that somebody has said yes to.
    pub(super) fn of(kept: &DayPlan, plan: DayPlan, accepted: &[(VolunteerId, Shift)]) -> Self {
        let (before, after) = (Figures::of(kept), Figures::of(&plan));
        let faces = faces(kept);
        let moved = faces_moved(&faces, &self::faces(&plan));
        let round = |day: &DayPlan, of: (VolunteerId, Shift)| {
            day.rounds.iter().find(|round| (round.volunteer, round.shift) == of).cloned()
        };
        let asked_again = accepted.iter().filter(|of| round(kept, **of) != round(&plan, **of)).count();
        Self { gained: kept.cost.saturating_sub(plan.cost), plan, before, after, moved, asked_again }
    }

    pub(super) fn is_better(&self) -> bool {
        self.gained >= WORTH
    }

    /// Whether it would take away from what stands.
    pub(super) fn is_worse(&self) -> bool {
        self.gained < 0
    }

    pub(super) fn read(kept: &serde_json::Value) -> Result<Self> {
        Self::deserialize(kept).map_err(|error| Error::Bug(format!("what a search found cannot be read: {error}")))
    }

    pub(super) fn written(&self) -> Result<serde_json::Value> {
        serde_json::to_value(self).map_err(|error| Error::Bug(format!("what a search found has no form: {error}")))
    }
}

impl Figures {
    fn of(plan: &DayPlan) -> Self {
        Self {
            rounds: plan.rounds.len(),
            seconds: plan.seconds,
            metres: plan.rounds.iter().map(|round| round.metres).sum(),
            kg_floors: plan.rounds.iter().map(|round| round.kg_floors).sum(),
            unserved: plan.unserved.len(),
        }
    }
}

/// Who comes to each household, whoever walks along included: they stand at the door too.
fn faces(plan: &DayPlan) -> BTreeMap<HouseholdId, Vec<VolunteerId>> {
    let mut faces = BTreeMap::<_, Vec<_>>::new();
    for round in &plan.rounds {
        for (_, task) in round.tasks() {
            let known = faces.entry(task.household).or_default();
            for who in std::iter::once(round.volunteer).chain(round.companion) {
                if !known.contains(&who) {
                    known.push(who);
                }
            }
        }
    }
    faces.values_mut().for_each(|known| known.sort_unstable());
    faces
}

/// Households of both that other people come to.
fn faces_moved(
    before: &BTreeMap<HouseholdId, Vec<VolunteerId>>,
    after: &BTreeMap<HouseholdId, Vec<VolunteerId>>,
) -> usize {
    after.iter().filter(|(household, people)| before.get(household).is_some_and(|known| known != *people)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_more_is_worse_and_what_gains_little_is_no_better() {
        let costing = |cost| DayPlan { cost, ..DayPlan::default() };
        let found = |cost| Found::of(&costing(1000), costing(cost), &[]);
        assert!(found(1001).is_worse() && !found(1001).is_better());
        assert!(!found(1000).is_worse() && !found(941).is_better());
        assert!(found(940).is_better());
    }
}
