//! The JSON of portage's checker: a list of stops for each volunteer, named by their ids.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use optimiser::{Act, Halt, Plan, ShopId, Step, TaskId, Tour, VehicleId};
use serde::{Deserialize, Serialize};

use crate::instance::Portage;

/// A whole answer.
#[derive(Deserialize, Serialize)]
struct Answer {
    routes: Vec<Route>,
}

#[derive(Deserialize, Serialize)]
struct Route {
    volunteer: String,
    stops: Vec<Stop>,
}

/// A shop, an order or a break.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Stop {
    Shop {
        shop: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pick: Option<Vec<String>>,
    },
    Order {
        order: String,
    },
    Break {
        #[serde(rename = "break")]
        taken: bool,
    },
}

/// A plan of a portage instance.
pub(super) fn text(portage: &Portage, plan: &Plan) -> Result<String> {
    let order = |task: &TaskId| portage.orders[task.index()].id.clone();
    let stop = |step: &Step| match &step.act {
        Act::Pickup { shop, tasks, .. } => {
            let pick = portage.lists_picks().then(|| tasks.iter().map(order).collect());
            Stop::Shop { shop: portage.shops[shop.index()].id.clone(), pick }
        }
        Act::Drop { task } => Stop::Order { order: order(task) },
        Act::Rest => Stop::Break { taken: true },
    };
    let routes = plan.rounds.iter().map(|round| Route {
        volunteer: portage.volunteers[round.vehicle.index()].id.clone(),
        stops: round.steps.iter().map(stop).collect(),
    });
    Ok(serde_json::to_string(&Answer { routes: routes.collect() })?)
}

/// The tours in an answer file. What a visit to a shop picks up is not read: it is what the doors behind it want.
pub(super) fn read(path: &Path, portage: &Portage) -> Result<Vec<Tour>> {
    let file = || path.display().to_string();
    let text = fs::read_to_string(path).with_context(file)?;
    let reader = &mut serde_json::Deserializer::from_str(&text);
    let answer: Answer = serde_path_to_error::deserialize(reader)
        .map_err(|error| anyhow!("{}: {}; write it as {{\"routes\": [...]}}", error.path(), error.inner()))
        .with_context(file)?;
    let at = |list: &mut dyn Iterator<Item = &String>, id: &String| {
        let found = Iterator::position(&mut &mut *list, |known| known == id).and_then(|at| u32::try_from(at).ok());
        found.ok_or_else(|| anyhow!("{}: there is no {id}; name what the instance has", path.display()))
    };
    let mut tours = Vec::new();
    for route in answer.routes.iter().filter(|route| !route.stops.is_empty()) {
        let vehicle = at(&mut portage.volunteers.iter().map(|who| &who.id), &route.volunteer)?;
        let halt = |stop: &Stop| match stop {
            Stop::Shop { shop, .. } => {
                at(&mut portage.shops.iter().map(|known| &known.id), shop).map(|at| Halt::Shop(ShopId(at)))
            }
            Stop::Order { order } => {
                at(&mut portage.orders.iter().map(|known| &known.id), order).map(|at| Halt::Door(TaskId(at)))
            }
            Stop::Break { .. } => Ok(Halt::Rest),
        };
        let halts = route.stops.iter().map(halt).collect::<Result<_>>()?;
        tours.push(Tour { vehicle: VehicleId(vehicle), shift: 0, halts });
    }
    Ok(tours)
}
