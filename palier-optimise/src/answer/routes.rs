//! Answer files in CVRPLIB's style: a line a route, its clients in order, and the cost.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use optimiser::{Act, Halt, Plan, ShopId, TaskId, Tour, VehicleId};

use crate::instance::Standard;

/// A plan of a standard instance: clients are numbered as in the instance, the depot being 0.
pub(super) fn text(plan: &Plan, cost: &str) -> String {
    let mut text = String::new();
    for (number, round) in (1..).zip(&plan.rounds) {
        let client = |act: &Act| if let Act::Drop { task } = act { Some(format!(" {}", task.0 + 1)) } else { None };
        let clients: String = round.steps.iter().filter_map(|step| client(&step.act)).collect();
        text.push_str(&format!("Route #{number}:{clients}\n"));
    }
    text.push_str(&format!("Cost {cost}\n"));
    text
}

/// The routes in an answer file, as numbers of places.
///
/// # Errors
/// When the file cannot be read or a route names something that is no number.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<usize>>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut routes = Vec::new();
    for line in text.lines().filter(|line| line.trim_start().to_lowercase().starts_with("route")) {
        let Some((_, clients)) = line.split_once(':') else {
            bail!("{}: {line:?} has no colon; write \"Route #1: 3 5 7\"", path.display());
        };
        let numbers: Result<Vec<usize>, _> = clients.split_whitespace().map(str::parse).collect();
        let numbers = numbers.with_context(|| format!("{}: {line:?}; list clients by number", path.display()))?;
        routes.push(numbers);
    }
    Ok(routes)
}

/// The tours in an answer file.
///
/// # Errors
/// As [`read`], and where a route names a client that the instance does not have or there are more routes than vehicles.
pub(super) fn tours(path: &Path, standard: &Standard) -> Result<Vec<Tour>> {
    let mut tours = Vec::new();
    for (vehicle, route) in (0..).zip(read(path)?.into_iter().filter(|route| !route.is_empty())) {
        if let Some(client) = route.iter().find(|client| !(1..standard.places.len()).contains(*client)) {
            bail!("{}: there is no client {client}; number them as the instance does", path.display());
        }
        if vehicle as usize >= standard.fleet {
            bail!("{}: there are {} vehicles; give at most as many routes", path.display(), standard.fleet);
        }
        let doors = route.iter().map(|client| Halt::Door(TaskId(*client as u32 - 1)));
        let halts = std::iter::once(Halt::Shop(ShopId(0))).chain(doors).collect();
        tours.push(Tour { vehicle: VehicleId(vehicle), shift: 0, halts });
    }
    Ok(tours)
}
