//! From the problem to its flat form.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::legs::{Ends, Legs};
use super::lift::suits;
use super::load::Load;
use super::stop::{Span, Spans};
use super::{Door, Market, NEVER, Portage, Prices, Route, Toil, Walker, quote};
use crate::anneal::model::Client;
use crate::plan::Reason;
use crate::problem::{Goods, Problem, Seconds, Task, TaskId, UNLIMITED, Vehicle, VehicleId, Window};

/// How many near clients are remembered for each; a ruin seldom looks further.
const NEAR: usize = 300;
/// About how many orders of shops are remembered for doors that want goods of the same several kinds.
const ERRANDS: usize = 32;
/// More errands than this have no number in a spot.
const ALL_ERRANDS: usize = 15_000;
/// A cart is never larger, so that sums of weights that do not fit into 32 bits do not fit into a cart either.
const CART: i64 = (i32::MAX / 2) as i64;

impl Portage {
    /// The flat form of a problem.
    pub(crate) fn of(problem: &Problem) -> Self {
        let kinds = kinds(problem);
        let (errands, errands_of) = errands(problem);
        let mut paces: Vec<u32> = problem.vehicles().iter().map(|vehicle| vehicle.pace_per_mille).collect();
        paces.sort_unstable();
        paces.dedup();
        let ends = Ends::of(problem);
        let walkers: Vec<Walker> =
            problem.rounds().map(|(vehicle, shift)| walker(problem, vehicle, shift, &paces, &ends)).collect();
        let tasks = problem.tasks().iter().zip(errands_of).map(|(task, errands)| door(task, &kinds, errands));
        let rests = walkers.iter().filter_map(|who| rest(problem.vehicle(VehicleId(who.vehicle))));
        let mut day = Self {
            doors: tasks.chain(rests).collect(),
            markets: problem
                .shops()
                .iter()
                .map(|shop| Market {
                    node: shop.node.0 as u16,
                    spans: spans(&shop.open, 0),
                    visit_s: shop.load_s as i32,
                    pick_s: shop.pick_s as i32,
                })
                .collect(),
            stocks: stocks(problem),
            errands,
            kinds,
            legs: paces.iter().map(|&pace| Arc::new(Legs::at_pace(problem, &ends, pace))).collect(),
            faces: Vec::new(),
            near: Arc::default(),
            near_each: 0,
            groups: clients(problem.together()),
            sequences: clients(problem.sequences()),
            no_picking: problem.shops().iter().all(|shop| shop.pick_s == 0),
            prices: prices(problem),
            walkers,
        };
        day.link();
        day.faces = (0..day.doors.len()).flat_map(|client| day.faces_of(problem, client, None)).collect();
        day.hopeless();
        day.nearest();
        day
    }

    /// Faces that could not serve a door if they had nothing else to do: a loaf never goes into an afternoon round. A matrix in
    /// which a detour is quicker than the straight way may forbid too much.
    fn hopeless(&mut self) {
        for walker in 0..self.walkers.len() {
            let home = Route::at_home(walker);
            for client in 0..self.doors.len() as Client {
                let open = self.face(client, walker) < NEVER && !self.door(client).rests;
                if open && !quote::possible(self, &home, client, &self.stocks) {
                    self.faces[usize::from(client) * self.walkers.len() + walker] = NEVER;
                }
            }
        }
    }

    /// What each walker's face costs at a door, one rule lifted; [`NEVER`] where it must not be.
    pub(super) fn faces_of(&self, problem: &Problem, client: usize, lifted: Option<Reason>) -> Vec<i32> {
        let Some(task) = problem.tasks().get(client) else {
            let rested = self
                .walkers
                .iter()
                .enumerate()
                .filter(|(_, who)| problem.vehicle(VehicleId(who.vehicle)).rest.is_some());
            let own = rested.map(|(at, _)| at).nth(client - problem.tasks().len());
            return (0..self.walkers.len()).map(|at| if Some(at) == own { 0 } else { NEVER }).collect();
        };
        let face = |who: &Walker| {
            let id = VehicleId(who.vehicle);
            let stranger = task.usual_vehicle.is_some_and(|usual| usual != id);
            match suits(task, id, problem.vehicle(id), lifted) {
                false => NEVER,
                true if stranger => problem.prices().changed_face as i32,
                true => 0,
            }
        };
        self.walkers.iter().map(face).collect()
    }

    /// Tells each door its group and its sequence.
    fn link(&mut self) {
        for (number, group) in (0..).zip(self.groups.iter()) {
            group.iter().for_each(|&client| self.doors[usize::from(client)].group = Some(number));
        }
        for (number, sequence) in (0..).zip(self.sequences.iter()) {
            let places = (0..).zip(sequence);
            places.for_each(|(place, &client)| self.doors[usize::from(client)].sequence = Some((number, place)));
        }
    }

    fn nearest(&mut self) {
        let clients = self.doors.len();
        let Some(legs) = self.legs.first() else { return };
        self.near_each = clients.saturating_sub(1).min(NEAR);
        let mut near = Vec::with_capacity(clients * self.near_each);
        for (client, door) in self.doors.iter().enumerate() {
            let (leaving, reaching) = (legs.leaving(door.node), legs.reaching(door.node));
            let apart = |(at, other): (usize, &Door)| {
                (leaving[usize::from(other.node)].seconds + reaching[usize::from(other.node)].seconds, at as Client)
            };
            let mut others: Vec<(i32, Client)> =
                self.doors.iter().enumerate().filter(|(at, _)| *at != client).map(apart).collect();
            if others.len() > self.near_each {
                others.select_nth_unstable(self.near_each);
                others.truncate(self.near_each);
            }
            others.sort_unstable();
            near.extend(others.into_iter().map(|(_, other)| other));
        }
        self.near = near.into();
    }
}

fn stocks(problem: &Problem) -> Vec<i64> {
    let stocks: Vec<i64> = problem.shops().iter().map(|shop| shop.stock).collect();
    if stocks.iter().all(|&stock| stock == UNLIMITED) { Vec::new() } else { stocks }
}

/// The sets of shops at which something is sold, as bits.
fn kinds(problem: &Problem) -> Vec<u64> {
    let goods = problem.tasks().iter().flat_map(|task| &task.goods);
    let mut kinds: Vec<u64> = goods.map(sold_at).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn sold_at(goods: &Goods) -> u64 {
    goods.shops.iter().fold(0, |bits, shop| bits | 1 << shop.0)
}

fn door(task: &Task, kinds: &[u64], errands: Range<u16>) -> Door {
    let mut wants: Vec<(u16, Load)> = Vec::new();
    for goods in &task.goods {
        let kind = kinds.binary_search(&sold_at(goods)).unwrap_or_default() as u16;
        let load = Load { grams: small(goods.grams), pieces: small(goods.count) };
        match wants.iter_mut().find(|(known, _)| *known == kind) {
            Some(want) => want.1 = want.1.plus(load),
            None => wants.push((kind, load)),
        }
    }
    Door {
        node: task.node.0 as u16,
        service: task.service_s as i32,
        spans: spans(&task.windows, task.late.grace_s),
        late_price: task.late.price,
        wants,
        errands,
        price: task.unserved_price,
        toil: Toil {
            heavy: task.heavy_items,
            on_stairs: if task.stair_floors > 0 { task.heavy_items } else { 0 },
            gram_floors: task.stair_gram_floors,
        },
        rests: false,
        usual: task.usual_vehicle.map(|vehicle| (vehicle.0, task.usual_rank)),
        group: None,
        sequence: None,
    }
}

fn rest(vehicle: &Vehicle) -> Option<Door> {
    let rest = vehicle.rest.as_ref()?;
    Some(Door {
        node: rest.node.0 as u16,
        service: rest.rest_s as i32,
        spans: spans(&rest.windows, 0),
        late_price: 0,
        wants: Vec::new(),
        errands: 0..0,
        price: 0,
        toil: Toil::default(),
        rests: true,
        usual: None,
        group: None,
        sequence: None,
    })
}

fn walker(problem: &Problem, id: VehicleId, shift_at: usize, paces: &[u32], ends: &Ends) -> Walker {
    let vehicle = problem.vehicle(id);
    let shift = vehicle.shifts[shift_at];
    Walker {
        vehicle: id.0,
        shift_at,
        start: vehicle.start.map_or(Legs::nowhere(problem), |node| node.0 as u16),
        end: ends.number(problem, vehicle.end),
        shift: Span { from: shift.from as i32, due: shift.to as i32, to: shift.to as i32 },
        pace: paces.binary_search(&vehicle.pace_per_mille).unwrap_or_default(),
        first_shop: vehicle.first_shop.map(|shop| shop.0 as u16),
        cart: Load { grams: vehicle.cart_g.min(CART) as i32, pieces: vehicle.cart_count.min(CART) as i32 },
        reloads_max: usize::try_from(vehicle.reloads_max).unwrap_or(usize::MAX),
        longest_s: vehicle.longest_s as i32,
        nominal_s: vehicle.nominal_s as i32,
        overtime: vehicle.overtime_price,
        round_price: vehicle.round_price,
        no_rest: vehicle.rest.as_ref().map_or(0, |rest| rest.missed_price),
        toil: Toil {
            heavy: vehicle.heavy_items_max,
            on_stairs: vehicle.heavy_items_on_stairs_max,
            gram_floors: vehicle.stair_gram_floors_max,
        },
        past_s: vehicle.past_s,
    }
}

fn prices(problem: &Problem) -> Prices {
    let prices = problem.prices();
    Prices {
        second: prices.second,
        metre: prices.metre,
        place: prices.changed_place,
        split: prices.split,
        spread_minute: prices.spread_minute,
    }
}

/// For every door that wants goods of several kinds, the orders of shops in which it gets all of them: so many at most, a share
/// for each shop to begin with.
fn errands(problem: &Problem) -> (Vec<Vec<u16>>, Vec<Range<u16>>) {
    let (mut errands, mut known) = (Vec::new(), BTreeMap::<Vec<u64>, Range<u16>>::new());
    let shops = problem.shops().len() as u16;
    let mut of_task = |task: &Task| {
        let mut wants: Vec<u64> = task.goods.iter().map(sold_at).collect();
        wants.sort_unstable();
        wants.dedup();
        if wants.len() < 2 || wants.contains(&0) || errands.len() > ALL_ERRANDS {
            return 0..0;
        }
        let found = known.entry(wants).or_insert_with_key(|wants| {
            let from = errands.len() as u16;
            let first: Vec<u16> = (0..shops).filter(|shop| wants.iter().any(|want| want >> shop & 1 == 1)).collect();
            for &shop in &first {
                let most = errands.len() + (ERRANDS / first.len()).max(1);
                errand(wants, &[shop], shops, most, &mut errands);
            }
            from..errands.len() as u16
        });
        found.clone()
    };
    let each = problem.tasks().iter().map(&mut of_task).collect();
    (errands, each)
}

/// Adds the orders that begin with `way`, as long as there are fewer than `most` errands.
fn errand(wants: &[u64], way: &[u16], shops: u16, most: usize, errands: &mut Vec<Vec<u16>>) {
    let open: Vec<u64> = wants.iter().copied().filter(|want| way.iter().all(|shop| want >> shop & 1 == 0)).collect();
    if open.is_empty() {
        errands.push(way.to_vec());
        return;
    }
    for shop in (0..shops).filter(|shop| open.iter().any(|want| want >> shop & 1 == 1)) {
        if errands.len() < most {
            errand(wants, &[way, &[shop]].concat(), shops, most, errands);
        }
    }
}

fn clients(groups: &[Vec<TaskId>]) -> Arc<[Vec<Client>]> {
    groups.iter().map(|group| group.iter().map(|task| task.0 as Client).collect()).collect()
}

pub(super) fn spans(windows: &[Window], grace_s: Seconds) -> Spans {
    let span =
        |window: &Window| Span { from: window.from as i32, due: window.to as i32, to: (window.to + grace_s) as i32 };
    Spans::new(windows.iter().map(span).collect())
}

fn small(number: i64) -> i32 {
    number.min(i32::MAX.into()) as i32
}
