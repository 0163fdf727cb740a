//! The instances of the literature: the mean gap to the best known solution, by class and limit.

use super::figures::{Figures, mean};
use super::goal;
use super::job::{Class, Job, Solver, seconds};
use super::plot::{Panel, Scale, Series};
use super::table::{Table, figure, marked};

/// The classes with how the table calls them.
const TITLES: [(Class, &str); 3] = [(Class::Solomon, "Solomon 100"), (Class::Gh200, "GH 200"), (Class::X, "X 100-400")];

/// The limits that were planned.
fn limits(figures: &Figures) -> Vec<u64> {
    let runs = figures.of_kind(|job| job.instance.class != Class::Portage && job.limit_ms > 0);
    let mut limits: Vec<u64> = runs.iter().map(|(job, _)| job.limit_ms).collect();
    limits.sort_unstable();
    limits.dedup();
    limits
}

fn kind(class: Class, solver: Solver, limit_ms: u64) -> impl Fn(&Job) -> bool {
    move |job| job.instance.class == class && job.solver == solver && job.limit_ms == limit_ms
}

/// The mean gap of the runs that found an answer.
fn gap(figures: &Figures, class: Class, solver: Solver, limit_ms: u64) -> Option<f64> {
    mean(&figures.values(kind(class, solver, limit_ms), |found| found.gap))
}

/// The table.
pub fn table(figures: &Figures) -> Table {
    let mut table = Table::new(&["solver and CPU seconds", TITLES[0].1, TITLES[1].1, TITLES[2].1]);
    for limit in limits(figures) {
        let at = |name: &str| format!("{name}, {} s", seconds(limit));
        let goals =
            TITLES.map(|(class, _)| goal::gap(class, limit).map_or_else(String::new, |gap| format!("≤ {gap:.2}")));
        table.row([at("goal")].into_iter().chain(goals));
        for solver in Solver::ALL.into_iter().filter(|solver| *solver != Solver::Vroom) {
            let cell = |(class, _)| {
                let gap = gap(figures, class, solver, limit);
                let met = gap.zip(goal::gap(class, limit)).is_some_and(|(gap, goal)| gap <= goal);
                marked(figure(gap, 2), solver == Solver::Palier && met)
            };
            table.row([at(solver.title())].into_iter().chain(TITLES.map(cell)));
        }
    }
    let vroom = |(class, _)| {
        let cpu = mean(&figures.values(kind(class, Solver::Vroom, 0), |found| found.cpu_s));
        let gap = figure(gap(figures, class, Solver::Vroom, 0), 2);
        cpu.map_or(gap.clone(), |cpu| format!("{gap} ({cpu:.0} s)"))
    };
    table.row(["VROOM, stops by itself".to_owned()].into_iter().chain(TITLES.map(vroom)));
    table
}

/// The goals of the classes that are not reached.
pub fn missed(figures: &Figures) -> Vec<String> {
    let mut missed = Vec::new();
    for (class, title) in TITLES {
        for limit in limits(figures) {
            let gap = gap(figures, class, Solver::Palier, limit);
            let Some((gap, goal)) = gap.zip(goal::gap(class, limit)).filter(|(gap, goal)| gap > goal) else { continue };
            missed.push(format!("{title} at {} s: {gap:.2} % instead of {goal:.2} %", seconds(limit)));
        }
    }
    missed
}

/// How many instances a mean is made of, in words.
pub fn sizes(figures: &Figures) -> String {
    let size = |(class, title)| format!("{} of {title}", figures.instances(class).len());
    TITLES.map(size).join(", ")
}

/// A panel for each class: the gap against the limit.
pub fn panels(figures: &Figures) -> Vec<Panel> {
    let limits = limits(figures);
    let panel = |(class, title): (Class, &str)| {
        let series = Solver::ALL.map(|solver| {
            let at = |limit: &u64| {
                let asked = if solver == Solver::Vroom { 0 } else { *limit };
                Some((*limit as f64 / 1000.0, gap(figures, class, solver, asked)?))
            };
            Series { name: solver.title(), points: limits.iter().filter_map(at).collect() }
        });
        Panel {
            title: title.to_owned(),
            across: "CPU seconds".to_owned(),
            up: "gap, %".to_owned(),
            // What is optimal has a gap of nought, which this scale does not have: it stands on the floor.
            scale: Scale { floor: Some(0.01) },
            series: series.to_vec(),
        }
    };
    TITLES.map(panel).to_vec()
}
