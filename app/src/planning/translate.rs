//! From palier's words to the optimiser's: people, bread and stairs become tasks, vehicles and nodes. It decides nothing
//! about who goes where.

use std::collections::{BTreeMap, BTreeSet};

use optimiser::{Draft, Halt, NodeId, Shop, ShopId, TaskId, Tour, Vehicle, VehicleId, Window};
use shared::id::{HouseholdId, PickupPointId, VolunteerId};
use shared::round::UnservedReason;
use uuid::Uuid;

use super::carry::{self, Load};
use super::day_plan::Place;
use super::distance::{self, Spotted};
use super::inputs::{Inputs, Task, What};
use super::parties::{self, Party};
use super::standing::{self, StandingRound};

/// A round more is worth it from ten minutes on: fewer people called out on a thin day.
const PRICE_OF_A_ROUND: i64 = 600;

/// Hours that only touch, as bread's until nine and water's from nine, are two passages: minutes in common.
const TOGETHER_MIN: i32 = 30;

/// The same question in the optimiser's words, with what is needed to read the answer.
pub(super) struct Translated<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) draft: Draft,
    spots: Vec<Spotted>,
    pub(super) places: Vec<Option<Place>>,
    pub(super) vehicles: Vec<Party>,
    pub(super) shops: Vec<PickupPointId>,
    pub(super) groups: Vec<Vec<Uuid>>,
    pub(super) left_out: BTreeMap<Uuid, UnservedReason>,
}

/// Says the day in the optimiser's words.
pub(super) fn translate(inputs: &Inputs) -> Translated<'_> {
    let mut said = Translated {
        inputs,
        draft: Draft::default(),
        spots: Vec::new(),
        places: Vec::new(),
        vehicles: Vec::new(),
        shops: Vec::new(),
        groups: Vec::new(),
        left_out: BTreeMap::new(),
    };
    said.shops();
    said.volunteers();
    said.doors();
    distance::fill(&mut said.draft, &said.spots, &inputs.walks, &distance::pace_of(&inputs.parameters.pace));
    said
}

impl Translated<'_> {
    fn node(&mut self, spot: Spotted, place: Option<Place>, setup_s: i64) -> NodeId {
        self.spots.push(spot);
        self.places.push(place);
        distance::node(&mut self.draft, setup_s)
    }

    fn shops(&mut self) {
        let load_s = i64::from(self.inputs.parameters.pace.loading_s);
        for (id, shop) in &self.inputs.shops {
            let spot = Spotted { position: shop.position, order: None };
            let node = self.node(spot, Some(Place::Shop(*id)), 0);
            let hours = shop.open.iter().map(|(from, to)| window(i32::from(*from), i32::from(*to)));
            // Whoever loads has loaded before the shop closes.
            let begins = hours.map(|hours| Window { to: hours.to - load_s, ..hours });
            let open = begins.filter(|begins| begins.from <= begins.to).collect();
            self.draft.shops.push(Shop { load_s, ..Shop::at(node, open) });
            self.shops.push(*id);
        }
    }

    fn volunteers(&mut self) {
        for party in parties::parties(self.inputs) {
            let start = party.strength.start.map(|position| {
                let spot = Spotted { position: Some(position), order: None };
                self.node(spot, None, 0)
            });
            let shifts = party.shifts.values().map(|(from, until)| window(*from, *until)).collect();
            let vehicle = party.strength.vehicle();
            let past_s = Some(party.walked_min(self.inputs) * 60);
            self.draft.vehicles.push(Vehicle { start, shifts, round_price: PRICE_OF_A_ROUND, past_s, ..vehicle });
            self.vehicles.push(party);
        }
    }

    fn doors(&mut self) {
        let inputs = self.inputs;
        let pace = distance::pace_of(&inputs.parameters.pace);
        let setup_s = optimiser::travel::entrance_s(&pace, true).ceil() as i64;
        let mut nodes = BTreeMap::new();
        for tasks in self.households().into_values() {
            let mut household = Vec::new();
            for group in self.grouped(&tasks) {
                let first = group.first().and_then(|id| inputs.tasks.get(id));
                let home = first.and_then(|task| inputs.residents.get(&task.resident));
                let Some(id) = home.map(|home| home.entrance) else { continue };
                let Some(entrance) = inputs.entrances.get(&id) else { continue };
                let node = *nodes.entry(id).or_insert_with(|| {
                    let order = Some((entrance.residence, entrance.hand_order));
                    let spot = Spotted { position: entrance.position, order };
                    self.node(spot, Some(Place::Entrance(id)), setup_s)
                });
                match self.task(node, &group, &pace) {
                    Ok(task) => {
                        household.extend(u32::try_from(self.groups.len()).map(TaskId));
                        self.draft.tasks.push(task);
                        self.groups.push(group);
                    }
                    Err(reason) => self.left_out.extend(group.into_iter().map(|id| (id, reason))),
                }
            }
            if household.len() > 1 {
                self.draft.together.push(household);
            }
        }
    }

    /// The tasks of each household; those of people who are away are left out at once.
    fn households(&mut self) -> BTreeMap<HouseholdId, Vec<Uuid>> {
        let mut households = BTreeMap::<_, Vec<Uuid>>::new();
        for (id, task) in &self.inputs.tasks {
            let Some(resident) = self.inputs.residents.get(&task.resident) else { continue };
            let here = match task.what {
                What::Goods { .. } => resident.delivered_to,
                What::Visit { .. } => resident.visited,
            };
            if here {
                households.entry(resident.household).or_default().push(*id);
            } else {
                self.left_out.insert(*id, if resident.away { UnservedReason::Away } else { UnservedReason::NotServed });
            }
        }
        households
    }

    /// What goes to a door together: lines whose hours meet; a visit goes alone.
    fn grouped(&self, tasks: &[Uuid]) -> Vec<Vec<Uuid>> {
        let mut groups: Vec<(i32, i32, Vec<Uuid>)> = Vec::new();
        let mut visits = Vec::new();
        for id in tasks {
            let Some(product) = self.product_of(*id) else {
                visits.push(vec![*id]);
                continue;
            };
            let (from, until) = (product.from_min, product.until_min);
            match groups.iter_mut().find(|group| until.min(group.1) - from.max(group.0) >= TOGETHER_MIN) {
                Some(group) => {
                    (group.0, group.1) = (from.max(group.0), until.min(group.1));
                    group.2.push(*id);
                }
                None => groups.push((from, until, vec![*id])),
            }
        }
        groups.into_iter().map(|(_, _, ids)| ids).chain(visits).collect()
    }

    fn product_of(&self, id: Uuid) -> Option<&super::inputs::Product> {
        match self.inputs.tasks.get(&id)?.what {
            What::Goods { product, .. } => self.inputs.products.get(&product),
            What::Visit { .. } => None,
        }
    }

    fn task(
        &self,
        node: NodeId,
        group: &[Uuid],
        pace: &optimiser::travel::Pace,
    ) -> Result<optimiser::Task, UnservedReason> {
        let tasks: Vec<&Task> = group.iter().filter_map(|id| self.inputs.tasks.get(id)).collect();
        let residents = tasks.iter().filter_map(|task| self.inputs.residents.get(&task.resident));
        let blocked: BTreeSet<VolunteerId> = residents.flat_map(|resident| resident.blocked.iter().copied()).collect();
        let unwelcome = |party: &Party| blocked.iter().any(|who| party.has(*who));
        let blocked = self.parties().filter(|(_, party)| unwelcome(party)).map(|(id, _)| id).collect();
        let task = optimiser::Task { blocked, ..optimiser::Task::at(node) };
        if let [Task { what: What::Visit { volunteer, at_min, minutes }, .. }] = tasks[..] {
            let hours = (*at_min, *at_min + *minutes);
            let visitor = self.vehicle(*volunteer, hours).ok_or(UnservedReason::NobodyAvailable)?;
            let climb = carry::climb_s(self.inputs, tasks[0], pace);
            let appointment = i64::from(*at_min) * 60;
            return Ok(optimiser::Task {
                service_s: i64::from(*minutes) * 60 + climb,
                windows: vec![Window { from: appointment, to: appointment }],
                needs_training: true,
                only_vehicle: Some(visitor),
                ..task
            });
        }
        let load = Load::of(self.inputs, &tasks, pace);
        let (usual_vehicle, usual_rank) = self.usual(&tasks, load.hours());
        Ok(load.told(optimiser::Task { usual_vehicle, usual_rank, ..task }, |shop| self.shop(shop)))
    }

    /// The face at this door: whoever accepted it for the day, else the usual volunteer, if that one is there.
    fn usual(&self, tasks: &[&Task], hours: (i32, i32)) -> (Option<VehicleId>, Option<u32>) {
        let leads = |vehicle: VehicleId, who| self.vehicles.get(vehicle.index()).is_some_and(|it| it.lead == who);
        // Two who walk as one have two orders, which are not on one scale: the lead's counts.
        let rank = |vehicle, who, place: i32| u32::try_from(place).ok().filter(|_| leads(vehicle, who));
        if let Some((volunteer, position)) = tasks.iter().find_map(|task| task.accepted)
            && let Some(vehicle) = self.vehicle(volunteer, hours)
        {
            return (Some(vehicle), rank(vehicle, volunteer, position));
        }
        let residents = tasks.iter().filter_map(|task| self.inputs.residents.get(&task.resident));
        let Some((volunteer, place)) = residents.filter_map(|resident| resident.usual).min_by_key(|usual| usual.1)
        else {
            return (None, None);
        };
        let accepted = self.inputs.tasks.values().any(|task| task.accepted.is_some_and(|(who, _)| who == volunteer));
        // Places of the day and places of the usual order are not on one scale.
        let vehicle = self.vehicle(volunteer, hours);
        (vehicle, vehicle.filter(|_| !accepted).and_then(|vehicle| rank(vehicle, volunteer, place)))
    }

    /// The rounds that stand, as far as their volunteers and doors are still there.
    pub(super) fn standing(&self) -> Vec<Tour> {
        self.inputs.standing.iter().filter_map(|round| self.tour(round)).collect()
    }

    /// Those of them that somebody has said yes to.
    pub(super) fn accepted(&self) -> Vec<Tour> {
        self.inputs.standing.iter().filter(|round| round.accepted).filter_map(|round| self.tour(round)).collect()
    }

    fn tour(&self, round: &StandingRound) -> Option<Tour> {
        let led = |party: &Party| party.lead == round.volunteer && party.shifts.contains_key(&round.shift);
        let (vehicle, party) = self.parties().find(|(_, party)| led(party))?;
        let shift = party.shifts.keys().position(|shift| *shift == round.shift)?;
        let mut halts: Vec<Halt> = Vec::new();
        for halt in &round.halts {
            let halt = match halt {
                standing::Halt::Shop(shop) => self.shop(*shop).map(Halt::Shop),
                standing::Halt::Task(id) => self.door(*id).map(Halt::Door),
            };
            // What goes to a door together is one task.
            halts.extend(halt.filter(|halt| !matches!(halt, Halt::Door(_)) || !halts.contains(halt)));
        }
        Some(Tour { vehicle, shift, halts })
    }

    pub(super) fn door(&self, id: Uuid) -> Option<TaskId> {
        let at = self.groups.iter().position(|group| group.contains(&id))?;
        u32::try_from(at).ok().map(TaskId)
    }

    fn parties(&self) -> impl Iterator<Item = (VehicleId, &Party)> {
        (0..).map(VehicleId).zip(&self.vehicles)
    }

    /// With whom somebody walks in these hours; whoever is alone in one shift and with another in the next is in two vehicles.
    fn vehicle(&self, volunteer: VolunteerId, hours: (i32, i32)) -> Option<VehicleId> {
        let theirs = self.parties().filter(|(_, party)| party.has(volunteer));
        // Of equals the first.
        theirs.min_by_key(|(_, party)| -party.minutes_in(hours)).map(|(id, _)| id)
    }

    fn shop(&self, shop: PickupPointId) -> Option<ShopId> {
        let at = self.shops.iter().position(|id| *id == shop)?;
        u32::try_from(at).ok().map(ShopId)
    }
}

fn window(from_min: i32, until_min: i32) -> Window {
    Window { from: i64::from(from_min) * 60, to: i64::from(until_min) * 60 }
}
