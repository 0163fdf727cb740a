//! Asks the optimiser: the usual rounds, then what a free day would look like, so that a coordinator can be asked for a
//! change of face that is worth it. The same inputs give the same answer on every machine.

use std::collections::BTreeMap;

use optimiser::{Either, Iterations, NoProgress, Prices, Settings, Silent, Stickiness, check, solve};
use shared::id::{ResidentId, VolunteerId};

use super::day_plan::{Change, DayPlan};
use super::inputs::{Inputs, What};
use super::translate::translate;
use crate::error::{Error, Result};

/// What the night's plan begins its search from.
const SEED: u64 = 1;
/// Some tenths of a second for a big neighbourhood.
const ITERATIONS: u64 = 400;
/// Small days are done long before.
const WITHOUT_PROGRESS: u64 = 120;
/// On a free day a change of face must still save five minutes of its own.
const PRICE_OF_A_FACE: i64 = 300;
/// A free day is worth a question from five minutes on…
const WORTH_SECONDS: i64 = 300;
/// …and from one part in ten.
const WORTH_PART: i64 = 10;

/// The day's rounds, and the changes of face worth proposing.
pub(super) fn day(inputs: &Inputs) -> Result<(DayPlan, Vec<Change>)> {
    let plan = run(inputs, Stickiness::Usual)?;
    let mut changes = new_doors(inputs, &plan);
    if inputs.residents.values().any(|resident| resident.usual.is_some()) {
        let free = run(inputs, Stickiness::Free)?;
        changes.extend(worthwhile(inputs, &plan, &free));
    }
    Ok((plan, changes))
}

/// The plan alone; who claims a round needs no proposals.
pub(super) fn run(inputs: &Inputs, stickiness: Stickiness) -> Result<DayPlan> {
    let mut said = translate(inputs);
    if stickiness == Stickiness::Free {
        said.draft.prices = Prices { changed_face: PRICE_OF_A_FACE, changed_place: 0, ..said.draft.prices };
    }
    let draft = said.draft.clone();
    let problem = draft.build().map_err(|error| Error::Bug(format!("a day that cannot be planned: {error}")))?;
    let stop = Box::new(Either(Iterations(ITERATIONS), NoProgress(WITHOUT_PROGRESS)));
    let plan = solve(&problem, &Settings { seed: SEED, stop, stickiness }, &mut Silent);
    check(&problem, &plan).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Error::Bug(format!("a plan that cannot be walked: {}", faults.join("; ")))
    })?;
    Ok(said.read(&plan))
}

/// Who brings the goods of each resident.
fn faces(inputs: &Inputs, plan: &DayPlan) -> BTreeMap<ResidentId, VolunteerId> {
    let mut faces = BTreeMap::new();
    for round in &plan.rounds {
        for (_, task) in round.tasks() {
            if let Some(task) = inputs.tasks.get(&task.id)
                && matches!(task.what, What::Goods { .. })
            {
                faces.entry(task.resident).or_insert(round.volunteer);
            }
        }
    }
    faces
}

fn new_doors(inputs: &Inputs, plan: &DayPlan) -> Vec<Change> {
    let faces = faces(inputs, plan);
    let new = faces.into_iter().filter(|(id, _)| inputs.residents.get(id).is_some_and(|home| home.usual.is_none()));
    new.map(|(resident, to)| Change { resident, from: None, to, seconds_saved: 0 }).collect()
}

fn worthwhile(inputs: &Inputs, plan: &DayPlan, free: &DayPlan) -> Vec<Change> {
    let saved = plan.seconds - free.seconds;
    if free.unserved.len() > plan.unserved.len() || saved < WORTH_SECONDS || saved * WORTH_PART < plan.seconds {
        return Vec::new();
    }
    let usual = |id: &ResidentId| inputs.residents.get(id).and_then(|home| home.usual).map(|usual| usual.0);
    // Whoever is away today is covered for a day, which is no change.
    let present = |volunteer: &VolunteerId| inputs.volunteers.contains_key(volunteer);
    let moved: Vec<(ResidentId, VolunteerId, VolunteerId)> = faces(inputs, free)
        .into_iter()
        .filter_map(|(id, to)| Some((id, usual(&id).filter(present)?, to)))
        .filter(|(_, from, to)| from != to)
        .collect();
    let each = saved / i64::try_from(moved.len()).unwrap_or(i64::MAX).max(1);
    let change = |(resident, from, to)| Change { resident, from: Some(from), to, seconds_saved: each };
    moved.into_iter().map(change).collect()
}
