//! How cost, time and memory grow with the number of stops, in one neighbourhood of each size.

use super::figures::Figures;
use super::job::{Class, Job, Solver};
use super::plan::{LONG_MS, is_growth};
use super::plot::{Panel, Scale, Series};
use super::record::Record;
use super::table::{Table, figure};

/// Our run and PyVRP's of the same limit and seed, by stops.
fn runs(figures: &Figures) -> Vec<(u32, &Record, Option<&Record>)> {
    let instances = figures.instances(Class::Portage).into_iter().filter(|instance| is_growth(instance));
    let of = |solver: Solver, name: &str| {
        let kind = |job: &Job| {
            job.instance.name == name
                && job.solver == solver
                && job.limit_ms == LONG_MS
                && job.seed == 1
                && job.objective == "core"
        };
        figures.of_kind(kind).first().map(|(_, found)| *found)
    };
    instances
        .filter_map(|instance| {
            Some((instance.stops(), of(Solver::Palier, &instance.name)?, of(Solver::PyVrp, &instance.name)))
        })
        .collect()
}

fn megabytes(found: &Record) -> Option<f64> {
    found.rss_kb.map(|kilobytes| kilobytes / 1024.0)
}

/// Iterations a CPU second, up to the last improvement.
fn pace(found: &Record) -> Option<f64> {
    found.iterations.zip(found.last_s).filter(|(_, last)| *last > 0.0).map(|(iterations, last)| iterations / last)
}

/// The table.
pub fn table(figures: &Figures) -> Table {
    let mut table = Table::new(&[
        "stops",
        "core cost",
        "left out",
        "last improvement, s",
        "iterations until then",
        "CPU s",
        "MiB",
        "PyVRP core cost",
        "PyVRP iterations",
        "PyVRP MiB",
    ]);
    for (stops, ours, theirs) in runs(figures) {
        table.row([
            stops.to_string(),
            figure(ours.core, 0),
            figure(ours.unserved, 0),
            figure(ours.last_s, 2),
            figure(ours.iterations, 0),
            figure(ours.cpu_s, 1),
            figure(megabytes(ours), 0),
            figure(theirs.filter(|found| found.feasible).and_then(|found| found.core), 0),
            figure(theirs.and_then(|found| found.iterations), 0),
            figure(theirs.and_then(megabytes), 0),
        ]);
    }
    table
}

/// A panel for each figure, against the stops.
pub fn panels(figures: &Figures) -> Vec<Panel> {
    let runs = runs(figures);
    let ours = |of: &dyn Fn(&Record) -> Option<f64>| {
        let points = runs.iter().filter_map(|(stops, ours, _)| Some((f64::from(*stops), of(ours)?))).collect();
        Series { name: Solver::Palier.title(), points }
    };
    let theirs = |of: &dyn Fn(&Record) -> Option<f64>| {
        let points = runs.iter().filter_map(|(stops, _, theirs)| Some((f64::from(*stops), of((*theirs)?)?))).collect();
        Series { name: Solver::PyVrp.title(), points }
    };
    let panel = |up: &str, series| Panel {
        title: up.to_owned(),
        across: "stops".to_owned(),
        up: String::new(),
        scale: Scale { floor: None },
        series,
    };
    let per_limit = |found: &Record| found.iterations.map(|iterations| iterations / (LONG_MS as f64 / 1000.0));
    vec![
        panel("core cost", vec![ours(&|found| found.core), theirs(&|found| found.core)]),
        panel("last improvement, CPU s", vec![ours(&|found| found.last_s)]),
        panel("iterations a second", vec![ours(&pace), theirs(&per_limit)]),
        panel("peak memory, MiB", vec![ours(&megabytes), theirs(&megabytes)]),
    ]
}
