//! Asks the optimiser: the usual rounds, then what a free day would look like, so that a coordinator can be asked for a
//! change of face that is worth it. The same inputs give the same answer on every machine.

use std::collections::BTreeMap;

use optimiser::{Iterations, Plan, Prices, Problem, Settings, Silent, Tour, check, repair, solve};
use shared::id::{ResidentId, VolunteerId};

use super::day_plan::{Change, DayPlan};
use super::inputs::{Inputs, What};
use super::translate::translate;
use crate::error::{Error, Result};

/// What the night's plan begins its search from.
const SEED: u64 = 1;
/// Search for each door; the least, and the most, which is a quarter of a second for a big neighbourhood.
const ITERATIONS_A_DOOR: u64 = 100;
const ITERATIONS: (u64, u64) = (500, 10_000);
/// On a usual day no saving of seconds buys a change of face, nor one of the order, short of an hour.
const USUAL: Prices = Prices { changed_face: 1_000_000, changed_place: 3_600, ..FREE };
/// On a free day a change of face must still save five minutes of its own.
const FREE: Prices = Prices { changed_face: 300, changed_place: 0, second: 1, metre: 0, split: 0, spread_minute: 0 };
/// A free day is worth a question from five minutes on…
const WORTH_SECONDS: i64 = 300;
/// …and from one part in ten.
const WORTH_PART: i64 = 10;

/// The day's rounds, and the changes of face worth proposing.
pub(super) fn day(inputs: &Inputs) -> Result<(DayPlan, Vec<Change>)> {
    let plan = usual(inputs)?;
    let mut changes = new_doors(inputs, &plan);
    if inputs.residents.values().any(|resident| resident.usual.is_some()) {
        let free = run(inputs, FREE, |problem, _| anew(problem))?;
        changes.extend(worthwhile(inputs, &plan, &free));
    }
    Ok((plan, changes))
}

/// The usual plan alone; who claims a round needs no proposals.
pub(super) fn usual(inputs: &Inputs) -> Result<DayPlan> {
    run(inputs, USUAL, |problem, standing| if standing.is_empty() { anew(problem) } else { again(problem, standing) })
}

fn run(inputs: &Inputs, prices: Prices, search: impl Fn(&Problem, &[Tour]) -> Plan) -> Result<DayPlan> {
    let mut said = translate(inputs);
    said.draft.prices = prices;
    let draft = said.draft.clone();
    let problem = draft.build().map_err(|error| Error::Bug(format!("a day that cannot be planned: {error}")))?;
    let plan = search(&problem, &said.standing());
    check(&problem, &plan).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Error::Bug(format!("a plan that cannot be walked: {}", faults.join("; ")))
    })?;
    Ok(said.read(&plan))
}

fn anew(problem: &Problem) -> Plan {
    solve(problem, &settings(iterations(problem)), &mut Silent)
}

/// Rounds that stand stay as they are, with what is new put in, unless another day is clearly better: whoever said yes is asked
/// again when their round changes.
fn again(problem: &Problem, standing: &[Tour]) -> Plan {
    let kept = repair(problem, standing, &settings(0), &mut Silent);
    let near = repair(problem, standing, &settings(iterations(problem)), &mut Silent);
    let other = [near, anew(problem)].into_iter().min_by_key(|plan| plan.cost.total());
    let better = other.filter(|other| other.cost.total() + WORTH_SECONDS < kept.cost.total());
    better.unwrap_or(kept)
}

fn settings(iterations: u64) -> Settings {
    Settings { seed: SEED, stop: Box::new(Iterations(iterations)) }
}

/// As much search as a day of its size wants, and the same on every machine.
fn iterations(problem: &Problem) -> u64 {
    (problem.tasks().len() as u64 * ITERATIONS_A_DOOR).clamp(ITERATIONS.0, ITERATIONS.1)
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
