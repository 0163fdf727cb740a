//! Answer files: for standard instances in CVRPLIB's style, for portage in the JSON of its checker.

mod portage;
mod routes;

use std::path::Path;

use anyhow::Result;
use optimiser::{Plan, Tour};

use crate::instance::{Instance, Names};

pub(crate) use routes::read as read_routes;

/// A plan, as an answer file tells it.
///
/// # Errors
/// When a plan cannot be told as JSON, which would be a fault of ours.
pub(crate) fn text(instance: &Instance, plan: &Plan) -> Result<String> {
    match &instance.names {
        Names::Standard(_) => Ok(routes::text(plan, &instance.cost_of(plan))),
        Names::Portage(portage) => portage::text(portage, plan),
    }
}

/// The tours in an answer file.
///
/// # Errors
/// When the file cannot be read, or names what the instance does not have: one line with the file, the place and the remedy.
pub(crate) fn read(path: &Path, instance: &Instance) -> Result<Vec<Tour>> {
    match &instance.names {
        Names::Standard(standard) => routes::tours(path, standard),
        Names::Portage(portage) => portage::read(path, portage),
    }
}
