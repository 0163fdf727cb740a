//! What must hold of any bytes: a reader answers one line that says what is wrong, or a problem which the optimiser answers
//! with a plan that the checker accepts. A panic, a hang or an allocation without measure is a finding; the fuzzer tells
//! the last two by its limits.

use optimiser::{Iterations, Settings, Silent, check, solve};
use palier_optimise::{Format, Instance, Objective};

/// Iterations of a search: enough for a plan to be ruined and mended.
const SEARCH: u64 = 20;
/// What is searched; larger problems are only read, or a second would hold few of them.
const TASKS: usize = 40;
const VEHICLES: usize = 20;

/// Reads these bytes as a file of the format and doubts what comes of it.
///
/// # Panics
/// When it does not hold.
pub fn hold(format: Format, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for objective in [Objective::Full, Objective::Core] {
        match Instance::parse(format, &text, objective) {
            Ok(instance) => answered(&instance),
            Err(error) => assert!(!format!("{error:#}").is_empty(), "an error without a word"),
        }
        if format != Format::Portage {
            // The objective is portage's alone.
            return;
        }
    }
}

fn answered(instance: &Instance) {
    let problem = &instance.problem;
    if problem.tasks().len() > TASKS || problem.vehicles().len() > VEHICLES {
        return;
    }
    let plan = solve(problem, &Settings { seed: 1, stop: Box::new(Iterations(SEARCH)) }, &mut Silent);
    if let Err(faults) = check(problem, &plan) {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("a plan that breaks rules: {}", faults.join("; "));
    }
}
