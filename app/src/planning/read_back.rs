//! From the optimiser's words back to palier's: its plan as rounds, halts and doors.

use std::collections::BTreeMap;

use optimiser::{Act, Plan, Reason, Round, Step};
use shared::round::UnservedReason;
use uuid::Uuid;

use super::carry;
use super::day_plan::{DayPlan, RoundPlan, StopPlan, TaskPlan};
use super::inputs::What;
use super::translate::Translated;
use crate::error::{Error, Result};

impl Translated<'_> {
    /// Reads the answer.
    pub fn read(&self, plan: &Plan) -> Result<DayPlan> {
        let unserved = plan.unserved.iter().flat_map(|left| {
            let ids = self.groups.get(left.task.index()).map_or(&[][..], Vec::as_slice);
            ids.iter().map(move |id| (*id, word(left.reason)))
        });
        // A round that is lost on the way would leave its doors with nobody, and nobody would be told.
        let lost = || Error::Bug("a round in words that the day does not have".to_owned());
        Ok(DayPlan {
            rounds: plan.rounds.iter().map(|round| self.round(round).ok_or_else(lost)).collect::<Result<_>>()?,
            unserved: self.left_out.clone().into_iter().chain(unserved).collect(),
            seconds: plan.rounds.iter().map(|round| round.duration_s).sum(),
            cost: plan.cost.total(),
        })
    }

    fn round(&self, round: &Round) -> Option<RoundPlan> {
        let party = self.vehicles.get(round.vehicle.index())?;
        let mut stops: Vec<StopPlan> = Vec::new();
        for step in &round.steps {
            let place = (*self.places.get(step.node.index())?)?;
            if stops.last().is_none_or(|stop| stop.place != place) {
                let stop = StopPlan {
                    place,
                    arrives_s: step.arrive_s,
                    leaves_s: step.leave_s,
                    load_g: 0,
                    pickups: BTreeMap::new(),
                    tasks: Vec::new(),
                };
                stops.push(stop);
            }
            let stop = stops.last_mut()?;
            (stop.leaves_s, stop.load_g) = (step.leave_s, step.load_after_g);
            self.step(step, stop);
        }
        Some(RoundPlan {
            volunteer: party.lead,
            companion: party.companion,
            shift: *party.shifts.keys().nth(round.shift)?,
            starts_s: round.depart_s,
            ends_s: round.end_s,
            metres: round.distance_m,
            kg_floors: round.stair_gram_floors / 1000,
            stops,
        })
    }

    fn step(&self, step: &Step, stop: &mut StopPlan) {
        match &step.act {
            Act::Drop { task } => {
                let ids = self.groups.get(task.index()).map_or(&[][..], Vec::as_slice);
                stop.tasks.extend(ids.iter().filter_map(|id| self.told(*id)));
            }
            Act::Pickup { shop, tasks, .. } => {
                let shop = self.shops.get(shop.index());
                for id in tasks.iter().filter_map(|task| self.groups.get(task.index())).flatten() {
                    if let Some(What::Goods { product, quantity }) = self.inputs.tasks.get(id).map(|task| &task.what)
                        && self.inputs.products.get(product).map(|product| &product.shop) == shop
                    {
                        *stop.pickups.entry(*product).or_default() += quantity;
                    }
                }
            }
            // Nobody is asked yet when they rest, so no plan has one.
            Act::Rest => {}
        }
    }

    fn told(&self, id: Uuid) -> Option<TaskPlan> {
        let task = self.inputs.tasks.get(&id)?;
        let (quantity, parts) = match task.what {
            What::Goods { product, quantity } => (quantity, carry::parts(self.inputs, task.resident, product)),
            What::Visit { minutes, .. } => (minutes, 1),
        };
        let household = self.inputs.residents.get(&task.resident)?.household;
        Some(TaskPlan { id, household, quantity, parts })
    }
}

pub(super) fn word(reason: Reason) -> UnservedReason {
    match reason {
        Reason::NobodyAvailable => UnservedReason::NobodyAvailable,
        Reason::TooHeavyForAll => UnservedReason::TooHeavy,
        Reason::StairsForNobody => UnservedReason::Stairs,
        Reason::NeedsTraining => UnservedReason::NeedsTraining,
        Reason::BlockedByAll => UnservedReason::Blocked,
        Reason::WindowAgainstShifts => UnservedReason::Hours,
        Reason::NoCapacity => UnservedReason::CartFull,
        Reason::ShopClosed => UnservedReason::ShopClosed,
        // No shop of ours says how much it has, so that nothing is ever out of stock here.
        Reason::NotEnoughTime | Reason::NotWorthwhile | Reason::OutOfStock => UnservedReason::NotEnoughTime,
    }
}
