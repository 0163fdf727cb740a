//! Answer files: for standard instances in CVRPLIB's style, for portage in the JSON of its checker.

mod portage;
mod routes;

use std::path::Path;

use anyhow::Result;
use optimiser::{Plan, Tour};

use crate::instance::{Instance, Names};

pub(crate) use routes::read as read_routes;

/// Writes a plan.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write(path: &Path, instance: &Instance, plan: &Plan) -> Result<()> {
    match &instance.names {
        Names::Standard(_) => routes::write(path, plan, &instance.cost_of(plan)),
        Names::Portage(portage) => portage::write(path, portage, plan),
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
