//! What the command does with a file: solve it, doubt an answer, or explain one.

use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::sync::atomic::Ordering;

use anyhow::Result;
use optimiser::{
    Cancelled, Either, Iterations, News, Plan, Settings, Stop, WallWatch, Within, check as judge, retell,
    solve as search,
};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::command::{Solve, Told};
use crate::instance::{self, Instance, Names};
use crate::output::Output;
use crate::replay::{Replayed, replay};
use crate::{answer, picture, tell};

/// Searches for rounds, writes them and says what they cost. Whoever interrupts it gets the best so far; whoever does it twice ends
/// it at once.
///
/// # Errors
/// When a file cannot be read or written, or the instance is wrong. Rounds that cannot be written are told all the same.
pub(crate) fn solve(wanted: &Solve) -> Result<()> {
    let watch = WallWatch::start();
    let interrupted = interruptible()?;
    let output = Output::open(&wanted.output, &[&wanted.instance])?;
    let picture = wanted.picture.as_deref().map(|path| Output::open(path, &[&wanted.instance, &wanted.output]));
    let picture = picture.transpose()?;
    let instance = instance::read(&wanted.instance, wanted.objective)?;
    let within = wanted.time_limit.map(|limit_ms| Within { watch, limit_ms });
    let limit: Box<dyn Stop + Send + Sync> = match (within, wanted.iterations.map(Iterations)) {
        (Some(within), Some(iterations)) => Box::new(Either(within, iterations)),
        (Some(within), None) => Box::new(within),
        (None, iterations) => Box::new(iterations.unwrap_or(Iterations(0))),
    };
    let stop = Box::new(Either(limit, interrupted.clone()));
    let watched = stderr().is_terminal();
    let mut progress = |news: News| {
        if watched {
            // A terminal that is gone is no reason to stop.
            let _ = write!(stderr(), "\r{:>12} iterations, cost {} ", news.iteration, instance.cost(news.best));
        }
    };
    let plan = search(&instance.problem, &Settings { seed: wanted.seed, stop }, &mut progress);
    if watched {
        let _ = writeln!(stderr());
    }
    if interrupted.0.load(Ordering::Relaxed) {
        let _ = writeln!(stderr(), "palier-optimise: interrupted, these are the best rounds so far");
    }
    let written = answer::text(&instance, &plan).and_then(|text| output.write(&text));
    let drawn = picture.map_or(Ok(()), |picture| picture.write(&picture::draw(&instance, &plan)));
    if wanted.json {
        writeln!(stdout(), "{}", tell::json(&instance, &plan))?;
    } else {
        write!(stdout(), "{}{}", tell::left_out(&instance, &plan), tell::sum(&instance, &plan))?;
    }
    written.and(drawn)
}

/// Raised by the first interruption; the second one ends the process, with the status that shells know.
fn interruptible() -> Result<Cancelled> {
    let flag = Cancelled::default();
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, flag.0.clone())?;
        signal_hook::flag::register(signal, flag.0.clone())?;
    }
    Ok(flag)
}

/// Replays the answer in a file; false when it breaks a rule.
///
/// # Errors
/// When a file cannot be read, or the instance is wrong.
pub(crate) fn check(told: &Told) -> Result<bool> {
    let instance = instance::read(&told.instance, told.objective)?;
    let found = match &instance.names {
        Names::Standard(standard) => replay(standard, &answer::read_routes(&told.solution)?),
        Names::Portage(_) => judged(&instance, &retell(&instance.problem, &answer::read(&told.solution, &instance)?)),
    };
    let feasible = found.faults.is_empty();
    if told.json {
        let said =
            serde_json::json!({ "feasible": feasible, "cost": instance.cost(found.cost), "faults": found.faults });
        writeln!(stdout(), "{said}")?;
    } else {
        found.faults.iter().try_for_each(|fault| writeln!(stdout(), "{fault}"))?;
        let verdict = if feasible { "feasible" } else { "infeasible" };
        writeln!(stdout(), "{verdict}, cost {}", instance.cost(found.cost))?;
    }
    Ok(feasible)
}

/// Tells the answer in a file.
///
/// # Errors
/// When a file cannot be read or the picture not be written, or the instance is wrong.
pub(crate) fn explain(told: &Told) -> Result<()> {
    let instance = instance::read(&told.instance, told.objective)?;
    let plan = retell(&instance.problem, &answer::read(&told.solution, &instance)?);
    if let Some(path) = &told.picture {
        Output::open(path, &[&told.instance, &told.solution])?.write(&picture::draw(&instance, &plan))?;
    }
    if told.json {
        writeln!(stdout(), "{}", tell::json(&instance, &plan))?;
    } else {
        write!(stdout(), "{}", tell::rounds(&instance, &plan))?;
        judged(&instance, &plan).faults.iter().try_for_each(|fault| writeln!(stdout(), "broken: {fault}"))?;
        write!(stdout(), "{}{}", tell::left_out(&instance, &plan), tell::sum(&instance, &plan))?;
    }
    Ok(())
}

/// What the optimiser's own checker says of a plan.
fn judged(instance: &Instance, plan: &Plan) -> Replayed {
    let faults = judge(&instance.problem, plan).err().unwrap_or_default();
    let of = |fault: &optimiser::Fault| {
        let round = fault.round.and_then(|at| plan.rounds.get(at)).map(|round| instance.vehicle(round.vehicle));
        let task =
            fault.task.filter(|task| task.index() < instance.problem.tasks().len()).map(|task| instance.task(task));
        let place: Vec<String> = round.into_iter().chain(task).collect();
        format!("{}: {}", place.join(", "), fault.rule)
    };
    Replayed { cost: plan.cost.total(), faults: faults.iter().map(of).collect() }
}
