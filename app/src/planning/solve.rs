//! Asks the optimiser: the usual rounds, then what a free day would look like, so that a coordinator can be asked for a
//! change of face that is worth it. Where iterations end the search, the same inputs give the same answer on every machine.

use std::collections::BTreeMap;

use optimiser::{Plan, Prices, Problem, Progress, Settings, Silent, Tour, check, repair, solve};
use shared::id::{ResidentId, VolunteerId};

use super::day_plan::{Change, DayPlan};
use super::inputs::{Inputs, What};
use super::limits::{self, SearchLimits};
use super::translate::{Translated, translate};
use crate::error::{Error, Result};

/// On a usual day no saving of seconds buys a change of face, nor one of the order, short of an hour.
const USUAL: Prices = Prices { changed_face: 1_000_000, changed_place: 3_600, ..FREE };
/// On a free day a change of face must still save five minutes of its own, and so must a second person at one household's door.
/// An hour less between who has walked most in these weeks and who least is worth six minutes of walking.
const FREE: Prices = Prices { changed_face: 300, changed_place: 0, second: 1, metre: 0, split: 300, spread_minute: 6 };
/// A free day is worth a question from five minutes on…
const WORTH_SECONDS: i64 = 300;
/// …and from one part in ten.
const WORTH_PART: i64 = 10;

/// The day's rounds, and the changes of face worth proposing.
pub(super) fn day(inputs: &Inputs, limits: &SearchLimits) -> Result<(DayPlan, Vec<Change>)> {
    let plan = usual(inputs, limits)?;
    let mut changes = new_doors(inputs, &plan);
    if inputs.residents.values().any(|resident| resident.usual.is_some()) {
        let day = Day::of(inputs, FREE)?;
        let free = day.told(&solve(&day.problem, &limits.night(&day.problem), &mut Silent))?;
        changes.extend(worthwhile(inputs, &plan, &free));
    }
    Ok((plan, changes))
}

/// The usual plan alone; who claims a round needs no proposals.
pub(super) fn usual(inputs: &Inputs, limits: &SearchLimits) -> Result<DayPlan> {
    let day = Day::of(inputs, USUAL)?;
    let accepted = day.said.accepted();
    let search = || limits.night(&day.problem);
    let plan = if accepted.is_empty() {
        solve(&day.problem, &search(), &mut Silent)
    } else {
        again(&day.problem, &accepted, &search)
    };
    day.told(&plan)
}

/// The rounds that stand, put right, and the best that a longer search finds instead.
pub(super) fn longer(inputs: &Inputs, search: &Settings, progress: &mut dyn Progress) -> Result<(DayPlan, DayPlan)> {
    let day = Day::of(inputs, USUAL)?;
    let kept = repair(&day.problem, &day.said.standing(), &limits::none(), &mut Silent);
    let found = solve(&day.problem, search, progress);
    Ok((day.told(&kept)?, day.told(&found)?))
}

/// A day in both languages.
pub(super) struct Day<'a> {
    pub said: Translated<'a>,
    pub problem: Problem,
}

impl<'a> Day<'a> {
    fn of(inputs: &'a Inputs, prices: Prices) -> Result<Self> {
        let mut said = translate(inputs);
        said.draft.prices = prices;
        let problem = said.draft.clone().build();
        let problem = problem.map_err(|error| Error::Bug(format!("a day that cannot be planned: {error}")))?;
        Ok(Self { said, problem })
    }

    /// The day as it is planned, with habits at their price.
    pub(super) fn usual(inputs: &'a Inputs) -> Result<Self> {
        Self::of(inputs, USUAL)
    }

    /// A plan in palier's words, if it can be walked.
    fn told(&self, plan: &Plan) -> Result<DayPlan> {
        check(&self.problem, plan).map_err(|faults| {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Error::Bug(format!("a plan that cannot be walked: {}", faults.join("; ")))
        })?;
        self.said.read(plan)
    }
}

/// Rounds that stand stay as they are, with what is new put in, unless another day is clearly better: whoever said yes is asked
/// again when their round changes.
fn again(problem: &Problem, standing: &[Tour], search: &dyn Fn() -> Settings) -> Plan {
    let kept = repair(problem, standing, &limits::none(), &mut Silent);
    let near = repair(problem, standing, &search(), &mut Silent);
    let anew = solve(problem, &search(), &mut Silent);
    let other = [near, anew].into_iter().min_by_key(|plan| plan.cost.total());
    let better = other.filter(|other| other.cost.total() + WORTH_SECONDS < kept.cost.total());
    better.unwrap_or(kept)
}

/// Whose round brings the goods of each resident, and who walks along.
fn faces(inputs: &Inputs, plan: &DayPlan) -> BTreeMap<ResidentId, (VolunteerId, Option<VolunteerId>)> {
    let mut faces = BTreeMap::new();
    for round in &plan.rounds {
        for (_, task) in round.tasks() {
            if let Some(task) = inputs.tasks.get(&task.id)
                && matches!(task.what, What::Goods { .. })
            {
                faces.entry(task.resident).or_insert((round.volunteer, round.companion));
            }
        }
    }
    faces
}

fn new_doors(inputs: &Inputs, plan: &DayPlan) -> Vec<Change> {
    let faces = faces(inputs, plan);
    let new = faces.into_iter().filter(|(id, _)| inputs.residents.get(id).is_some_and(|home| home.usual.is_none()));
    new.map(|(resident, (to, _))| Change { resident, from: None, to, seconds_saved: 0 }).collect()
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
        .filter_map(|(id, (to, along))| Some((id, usual(&id).filter(present)?, to, along)))
        .filter(|(_, from, to, along)| from != to && Some(*from) != *along)
        .map(|(id, from, to, _)| (id, from, to))
        .collect();
    let each = saved / i64::try_from(moved.len()).unwrap_or(i64::MAX).max(1);
    let change = |(resident, from, to)| Change { resident, from: Some(from), to, seconds_saved: each };
    moved.into_iter().map(change).collect()
}
