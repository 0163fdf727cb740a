//! Instance files, as the optimiser's words. Which format a file has is told by its content, not by its name.

mod cvrplib;
mod portage;
mod solomon;
mod standard;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use optimiser::{Draft, Plan, Problem, ShopId, TaskId, UNLIMITED, VehicleId};

pub(crate) use portage::Portage;
pub(crate) use standard::Standard;

/// What is optimised in a portage instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Objective {
    /// Everything, also what no other solver can state: one volunteer for a resident's doors, an even spread.
    #[default]
    Full,
    /// What other solvers can state as well.
    Core,
}

/// The largest file read, in bytes: ten times the largest known instance.
const LARGEST: u64 = 64 << 20;

/// What an instance can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CVRPLIB `.vrp` with EUC_2D distances.
    Cvrplib,
    /// Solomon's `.txt`, and Gehring and Homberger's.
    Solomon,
    /// `portage/1`, a day on foot as JSON.
    Portage,
}

/// An instance, as it stands in the file and as a question for the optimiser.
pub struct Instance {
    pub(crate) names: Names,
    /// The question.
    pub problem: Problem,
}

/// What the things of a problem are called in its file.
pub(crate) enum Names {
    /// Clients by number.
    Standard(Standard),
    /// Everything by its id.
    Portage(Portage),
}

impl Format {
    /// The format that a text seems to be in.
    fn of(text: &str) -> Result<Self, Fault> {
        if text.trim_start().starts_with('{') {
            Ok(Self::Portage)
        } else if text.contains("NODE_COORD_SECTION") {
            Ok(Self::Cvrplib)
        } else if text.split_whitespace().any(|word| word.eq_ignore_ascii_case("CUSTOMER")) {
            Ok(Self::Solomon)
        } else {
            let remedy = "give a .vrp with NODE_COORD_SECTION, a .txt with VEHICLE and CUSTOMER, or a portage/1 .json";
            Err(Fault::new("format", "neither CVRPLIB nor Solomon nor portage", remedy))
        }
    }
}

impl Instance {
    /// Reads a text that is in a format.
    ///
    /// # Errors
    /// When it says something that cannot be: one line that names the field, what is found there, and the remedy.
    pub fn parse(format: Format, text: &str, objective: Objective) -> Result<Self> {
        let (names, draft) = match format {
            Format::Portage => {
                let (portage, draft) = portage::read(text, objective)?;
                (Names::Portage(portage), draft)
            }
            Format::Cvrplib => Names::with_draft(cvrplib::read(text)?)?,
            Format::Solomon => Names::with_draft(solomon::read(text)?)?,
        };
        Ok(Self { names, problem: draft.build()? })
    }

    /// Whether its file is one of the literature's, with numbers for names and no hours.
    pub(crate) fn is_standard(&self) -> bool {
        matches!(self.names, Names::Standard(_))
    }

    /// A cost as answers give it.
    pub(crate) fn cost(&self, units: i64) -> String {
        match &self.names {
            Names::Standard(standard) => standard.cost(units),
            Names::Portage(_) => units.to_string(),
        }
    }

    /// What a plan costs as answers give it: of a standard instance, the length of its routes.
    pub(crate) fn cost_of(&self, plan: &Plan) -> String {
        match &self.names {
            Names::Standard(_) => self.cost(plan.cost.effort),
            Names::Portage(_) => self.cost(plan.cost.total()),
        }
    }

    /// What a task is called.
    pub(crate) fn task(&self, task: TaskId) -> String {
        match &self.names {
            Names::Standard(_) => (task.0 + 1).to_string(),
            Names::Portage(portage) => portage.orders[task.index()].id.clone(),
        }
    }

    /// Who walks.
    pub(crate) fn vehicle(&self, vehicle: VehicleId) -> String {
        match &self.names {
            Names::Standard(_) => format!("vehicle {}", vehicle.0 + 1),
            Names::Portage(portage) => portage.volunteers[vehicle.index()].id.clone(),
        }
    }

    /// What a shop is called.
    pub(crate) fn shop(&self, shop: ShopId) -> String {
        match &self.names {
            Names::Standard(_) => "the depot".to_owned(),
            Names::Portage(portage) => portage.shops[shop.index()].id.clone(),
        }
    }

    /// Where a node is on a plane, x to the right and y upwards.
    pub(crate) fn point(&self, node: usize) -> (f64, f64) {
        match &self.names {
            Names::Standard(standard) => standard.places.get(node).map_or((0.0, 0.0), |place| (place.x, place.y)),
            Names::Portage(portage) => portage.places.get(node).map_or((0.0, 0.0), |place| (place.x, place.y)),
        }
    }
}

impl Names {
    fn with_draft(standard: Standard) -> Result<(Self, Draft), Fault> {
        let standard = standard.bounded()?;
        let draft = standard.draft();
        Ok((Self::Standard(standard), draft))
    }
}

/// What is wrong in a file: the place, what is found there, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{field}: {found}; {remedy}")]
pub(crate) struct Fault {
    field: String,
    found: String,
    remedy: &'static str,
}

impl Fault {
    fn new(field: impl Into<String>, found: impl Into<String>, remedy: &'static str) -> Self {
        Self { field: field.into(), found: found.into(), remedy }
    }
}

/// Reads an instance.
///
/// # Errors
/// When the file cannot be read, is none of the formats, or says something that cannot be: one line that names the file, the
/// field and the remedy.
pub(crate) fn read(path: &Path, objective: Objective) -> Result<Instance> {
    let file = || path.display().to_string();
    let size = fs::metadata(path).with_context(file)?.len();
    if size > LARGEST {
        return Err(Fault::new("size", format!("{size} bytes"), "give an instance of at most 64 MiB"))
            .with_context(file);
    }
    let bytes = fs::read(path).with_context(file)?;
    // Some editors begin a text with a mark that is no letter of it.
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes));
    let format = Format::of(&text).with_context(file)?;
    Instance::parse(format, &text, objective).with_context(file)
}

/// A number of a file that must be whole and not negative.
fn whole(field: &str, found: f64) -> Result<i64, Fault> {
    if (0.0..=UNLIMITED as f64).contains(&found) && found.fract() == 0.0 {
        return Ok(found as i64);
    }
    Err(Fault::new(field, found.to_string(), "give a whole number, 0 or more"))
}
