//! The walking rounds: core costs beside the goals and the peers, and full costs beside the best of the peers.

use super::figures::{Figures, least, mean, most};
use super::goal::{self, Core};
use super::job::{Class, Instance, Job, Solver, seconds};
use super::plan::{FULL_FROM, FULL_MS, LONG_MS, goal_ms};
use super::table::{Table, figure, marked};

const PEERS: [Solver; 3] = [Solver::PyVrp, Solver::OrTools, Solver::Vroom];

/// The runs of a peer: one limit each, so that no other needs to be told apart.
fn theirs(instance: &Instance, solver: Solver) -> impl Fn(&Job) -> bool {
    move |job| job.solver == solver && job.instance == *instance
}

fn ours(instance: &Instance, objective: &'static str, limit_ms: u64) -> impl Fn(&Job) -> bool {
    move |job| {
        job.solver == Solver::Palier
            && job.instance == *instance
            && job.objective == objective
            && job.limit_ms == limit_ms
    }
}

/// Why there is no figure of a peer: it was not asked, or its answer does not stand.
fn absent(figures: &Figures, instance: &Instance, solver: Solver) -> &'static str {
    if figures.of_kind(theirs(instance, solver)).is_empty() { "cannot state" } else { "infeasible" }
}

/// Those that are compared; the largest only shows how things grow.
fn rounds(figures: &Figures) -> Vec<&Instance> {
    figures.instances(Class::Portage).into_iter().filter(|instance| instance.stops() <= 300).collect()
}

/// Core costs: ours at the goal's limit, theirs at ten seconds.
pub fn core(figures: &Figures) -> Table {
    let mut table = Table::new(&[
        "instance",
        "goal",
        "limit s",
        "palier mean",
        "best",
        "worst",
        "spread %",
        "PyVRP mean",
        "PyVRP best",
        "OR-Tools",
        "VROOM",
        "VROOM CPU s",
    ]);
    for instance in rounds(figures) {
        let limit = goal_ms(instance.stops());
        let costs = figures.values(ours(instance, "core", limit), |found| found.core);
        let (mean_cost, best, worst) = (mean(&costs), least(&costs), most(&costs));
        // One seed has no spread.
        let spread = best.zip(worst).filter(|_| costs.len() > 1).map(|(best, worst)| 100.0 * (worst - best) / best);
        let goal = Core::of(&instance.name);
        let met = |cost: Option<f64>| goal.zip(cost).is_some_and(|(goal, cost)| goal.met(cost));
        let of = |solver| figures.values(theirs(instance, solver), |found| found.core);
        let cell = |solver, cost: Option<f64>| {
            cost.map_or_else(|| absent(figures, instance, solver).to_owned(), |cost| figure(Some(cost), 0))
        };
        let vroom_cpu = mean(&figures.values(theirs(instance, Solver::Vroom), |found| found.cpu_s));
        table.row([
            instance.name.clone(),
            goal.map_or_else(String::new, Core::told),
            seconds(limit),
            marked(figure(mean_cost, 0), met(mean_cost)),
            marked(figure(best, 0), met(best)),
            marked(figure(worst, 0), met(worst)),
            marked(figure(spread, 2), spread.is_some_and(|spread| spread < goal::SPREAD)),
            cell(Solver::PyVrp, mean(&of(Solver::PyVrp))),
            cell(Solver::PyVrp, least(&of(Solver::PyVrp))),
            cell(Solver::OrTools, least(&of(Solver::OrTools))),
            cell(Solver::Vroom, least(&of(Solver::Vroom))),
            figure(vroom_cpu, 1),
        ]);
    }
    table
}

/// The goals of core costs that are not reached: the mean, and how far the seeds lie apart.
pub fn core_missed(figures: &Figures) -> Vec<String> {
    let mut missed = Vec::new();
    for instance in rounds(figures) {
        let (name, limit) = (&instance.name, goal_ms(instance.stops()));
        let costs = figures.values(ours(instance, "core", limit), |found| found.core);
        if let Some((goal, cost)) = Core::of(name).zip(mean(&costs)).filter(|(goal, cost)| !goal.met(*cost)) {
            let over = goal.over(cost);
            missed.push(format!("{name} core at {} s: {cost:.0}, {over:.1} % above its goal", seconds(limit)));
        }
        let spread = least(&costs).zip(most(&costs)).map(|(best, worst)| 100.0 * (worst - best) / best);
        if let Some(spread) = spread.filter(|spread| *spread >= goal::SPREAD) {
            missed.push(format!("{name} core: its seeds lie {spread:.1} % apart instead of {} %", goal::SPREAD));
        }
    }
    missed
}

/// Where the full cost is not far enough below the best of the peers.
pub fn full_missed(figures: &Figures) -> Vec<String> {
    let mut missed = Vec::new();
    for instance in rounds(figures).into_iter().filter(|instance| instance.stops() >= FULL_FROM) {
        let own = mean(&figures.values(ours(instance, "full", FULL_MS), |found| found.full));
        let best = |solver: Solver| {
            least(&figures.values(theirs(instance, solver), |found| found.full)).map(|cost| (cost, solver))
        };
        let peer = PEERS.into_iter().filter_map(best).min_by(|one, other| one.0.total_cmp(&other.0));
        let Some(((their, solver), own)) = peer.zip(own) else { continue };
        let below = 100.0 * (their - own) / their;
        if below < goal::FULL {
            let (name, title) = (&instance.name, solver.title());
            missed.push(format!("{name} full: {below:.1} % below {title} instead of {} %", goal::FULL));
        }
    }
    missed
}

/// Full costs: ours at one second, and how far it lies below the best answer of each peer.
pub fn full(figures: &Figures) -> Table {
    let mut table = Table::new(&[
        "instance",
        "palier mean",
        "PyVRP",
        "below %",
        "OR-Tools",
        "below %",
        "VROOM",
        "below %",
        "below the best peer %",
    ]);
    for instance in rounds(figures).into_iter().filter(|instance| instance.stops() >= FULL_FROM) {
        let own = mean(&figures.values(ours(instance, "full", FULL_MS), |found| found.full));
        let below = |their: Option<f64>| their.zip(own).map(|(their, own)| 100.0 * (their - own) / their);
        let percent = |share: Option<f64>| marked(figure(share, 1), share.is_some_and(|share| share >= goal::FULL));
        let costs = PEERS.map(|solver| least(&figures.values(theirs(instance, solver), |found| found.full)));
        let mut row = vec![instance.name.clone(), figure(own, 0)];
        for (solver, cost) in PEERS.into_iter().zip(costs) {
            row.push(cost.map_or_else(|| absent(figures, instance, solver).to_owned(), |cost| figure(Some(cost), 0)));
            row.push(percent(below(cost)));
        }
        row.push(percent(below(least(&costs.into_iter().flatten().collect::<Vec<_>>()))));
        table.row(row);
    }
    table
}

/// How long a peer was given, in words.
pub fn peers_limit() -> String {
    seconds(LONG_MS)
}
