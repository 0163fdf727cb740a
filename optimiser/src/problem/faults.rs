//! What a draft may not say. Ranges are wide, and narrow enough that no later sum can overflow an i64.

use super::{
    Draft, MUST_SERVE, NodeId, Prices, Shop, ShopId, TIME_MAX, Task, TaskId, UNLIMITED, Vehicle, VehicleId, Window,
};

/// Why a draft is not a problem. Each names the list, the index in it and the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// A list is longer than the solver accepts.
    #[error("{list}: {found} entries, at most {limit} are accepted")]
    TooMany {
        /// The list.
        list: &'static str,
        /// Its length.
        found: usize,
        /// The longest accepted.
        limit: usize,
    },
    /// A matrix is not nodes × nodes.
    #[error("{matrix}: {found} entries, {expected} expected (nodes × nodes)")]
    MatrixSize {
        /// `seconds` or `metres`.
        matrix: &'static str,
        /// nodes × nodes.
        expected: usize,
        /// Its length.
        found: usize,
    },
    /// A measure is negative or beyond its limit.
    #[error("{list}[{index}].{field}: {found} is not within 0..={limit}")]
    OutOfRange {
        /// The list.
        list: &'static str,
        /// The index in it.
        index: usize,
        /// The field.
        field: &'static str,
        /// The value.
        found: i64,
        /// The greatest accepted.
        limit: i64,
    },
    /// An id points outside its list.
    #[error("{list}[{index}].{field}: there is no entry {found}")]
    Unknown {
        /// The list.
        list: &'static str,
        /// The index in it.
        index: usize,
        /// The field.
        field: &'static str,
        /// The id.
        found: u32,
    },
    /// A window ends before it begins.
    #[error("{list}[{index}].{field}: the window {from}..{to} ends before it begins")]
    WindowReversed {
        /// The list.
        list: &'static str,
        /// The index in it.
        index: usize,
        /// The field.
        field: &'static str,
        /// Its first second.
        from: i64,
        /// Its last second.
        to: i64,
    },
    /// A task stands twice where it may stand once.
    #[error("{list}[{index}]: task {task} is named before")]
    Again {
        /// The list.
        list: &'static str,
        /// The index in it.
        index: usize,
        /// The task.
        task: u32,
    },
}

const NODES: usize = 8_000;
const SHOPS: usize = 64;
const VEHICLES: usize = 5_000;
const ROUNDS: usize = 8_000;
const TASKS: usize = 5_000;
const FEW: usize = 64;
const PACE: i64 = 100_000;
/// Prices of a second or a metre; a week of seconds times it stays far below an i64.
const RATE: i64 = 1_000_000;
/// Other prices: what must be served is dearer than any of them.
const PRICE: i64 = MUST_SERVE / 10;

/// Where a value stands, so that an error can say it.
#[derive(Clone, Copy)]
struct At<'a> {
    draft: &'a Draft,
    list: &'static str,
    index: usize,
}

/// The first fault of a draft, if it has one.
pub(super) fn examine(draft: &Draft) -> Result<(), ProblemError> {
    for (list, found, limit) in [
        ("nodes", draft.nodes.len(), NODES),
        ("shops", draft.shops.len(), SHOPS),
        ("vehicles", draft.vehicles.len(), VEHICLES),
        ("tasks", draft.tasks.len(), TASKS),
    ] {
        few(list, found, limit)?;
    }
    few("vehicles.shifts", draft.vehicles.iter().map(|vehicle| vehicle.shifts.len()).sum(), ROUNDS)?;
    matrix(draft, "seconds", &draft.seconds)?;
    matrix(draft, "metres", &draft.metres)?;
    for (index, node) in draft.nodes.iter().enumerate() {
        At { draft, list: "nodes", index }.within("setup_s", node.setup_s, TIME_MAX)?;
    }
    for (index, shop) in draft.shops.iter().enumerate() {
        At { draft, list: "shops", index }.store(shop)?;
    }
    for (index, vehicle) in draft.vehicles.iter().enumerate() {
        At { draft, list: "vehicles", index }.person(vehicle)?;
    }
    for (index, task) in draft.tasks.iter().enumerate() {
        At { draft, list: "tasks", index }.door(task)?;
    }
    once(draft, "together", &draft.together)?;
    once(draft, "sequences", &draft.sequences)?;
    At { draft, list: "prices", index: 0 }.prices(&draft.prices)
}

/// Lists of tasks, none of which may be named twice.
fn once(draft: &Draft, list: &'static str, groups: &[Vec<TaskId>]) -> Result<(), ProblemError> {
    let mut named = vec![false; draft.tasks.len()];
    for (index, &task) in
        groups.iter().enumerate().flat_map(|(index, group)| group.iter().map(move |task| (index, task)))
    {
        match named.get_mut(task.index()) {
            None => return Err(ProblemError::Unknown { list, index, field: "task", found: task.0 }),
            Some(true) => return Err(ProblemError::Again { list, index, task: task.0 }),
            Some(named) => *named = true,
        }
    }
    Ok(())
}

fn few(list: &'static str, found: usize, limit: usize) -> Result<(), ProblemError> {
    if found > limit { Err(ProblemError::TooMany { list, found, limit }) } else { Ok(()) }
}

fn matrix(draft: &Draft, name: &'static str, entries: &[u32]) -> Result<(), ProblemError> {
    let expected = draft.nodes.len() * draft.nodes.len();
    if entries.len() != expected {
        return Err(ProblemError::MatrixSize { matrix: name, expected, found: entries.len() });
    }
    entries
        .iter()
        .enumerate()
        .try_for_each(|(index, &entry)| At { draft, list: name, index }.within("entry", entry.into(), TIME_MAX))
}

impl At<'_> {
    fn store(self, shop: &Shop) -> Result<(), ProblemError> {
        self.node("node", shop.node)?;
        self.windows("open", &shop.open)?;
        self.within("load_s", shop.load_s, TIME_MAX)?;
        self.within("pick_s", shop.pick_s, TIME_MAX)?;
        self.within("stock", shop.stock, UNLIMITED)
    }

    fn prices(self, prices: &Prices) -> Result<(), ProblemError> {
        self.within("changed_face", prices.changed_face, PRICE)?;
        self.within("changed_place", prices.changed_place, PRICE)?;
        self.within("second", prices.second, RATE)?;
        self.within("metre", prices.metre, RATE)?;
        self.within("split", prices.split, PRICE)?;
        self.within("spread_minute", prices.spread_minute, RATE)
    }

    fn person(self, vehicle: &Vehicle) -> Result<(), ProblemError> {
        for (field, node) in [("start", vehicle.start), ("end", vehicle.end)] {
            node.map_or(Ok(()), |node| self.node(field, node))?;
        }
        self.windows("shifts", &vehicle.shifts)?;
        vehicle.first_shop.map_or(Ok(()), |shop| self.shop("first_shop", shop))?;
        self.within("longest_s", vehicle.longest_s, TIME_MAX)?;
        self.within("nominal_s", vehicle.nominal_s, TIME_MAX)?;
        self.within("overtime_price", vehicle.overtime_price, RATE)?;
        self.within("round_price", vehicle.round_price, PRICE)?;
        self.within("past_s", vehicle.past_s.unwrap_or_default(), UNLIMITED)?;
        if let Some(rest) = &vehicle.rest {
            self.node("rest.node", rest.node)?;
            self.windows("rest.windows", &rest.windows)?;
            self.within("rest.rest_s", rest.rest_s, TIME_MAX)?;
            self.within("rest.missed_price", rest.missed_price, PRICE)?;
        }
        self.within("cart_g", vehicle.cart_g, UNLIMITED)?;
        self.within("cart_count", vehicle.cart_count, UNLIMITED)?;
        self.within("reloads_max", vehicle.reloads_max, UNLIMITED)?;
        self.within("max_carry_g", vehicle.max_carry_g, UNLIMITED)?;
        self.within("max_carry_on_stairs_g", vehicle.max_carry_on_stairs_g, UNLIMITED)?;
        self.within("stair_floors_max", vehicle.stair_floors_max, UNLIMITED)?;
        self.within("heavy_items_max", vehicle.heavy_items_max, UNLIMITED)?;
        self.within("heavy_items_on_stairs_max", vehicle.heavy_items_on_stairs_max, UNLIMITED)?;
        self.within("stair_gram_floors_max", vehicle.stair_gram_floors_max, UNLIMITED)?;
        self.within("pace_per_mille", vehicle.pace_per_mille.into(), PACE)
    }

    fn door(self, task: &Task) -> Result<(), ProblemError> {
        self.node("node", task.node)?;
        self.within("service_s", task.service_s, TIME_MAX)?;
        self.windows("windows", &task.windows)?;
        self.within("late.grace_s", task.late.grace_s, TIME_MAX)?;
        self.within("late.price", task.late.price, RATE)?;
        few("tasks.goods", task.goods.len(), FEW)?;
        for goods in &task.goods {
            few("tasks.goods.shops", goods.shops.len(), SHOPS)?;
            for &shop in &goods.shops {
                self.shop("goods.shops", shop)?;
            }
            self.within("goods.grams", goods.grams, UNLIMITED)?;
            self.within("goods.count", goods.count, UNLIMITED)?;
        }
        self.within("heaviest_item_g", task.heaviest_item_g, UNLIMITED)?;
        self.within("heavy_items", task.heavy_items, UNLIMITED)?;
        self.within("stair_floors", task.stair_floors, UNLIMITED)?;
        self.within("stair_gram_floors", task.stair_gram_floors, UNLIMITED)?;
        few("tasks.blocked", task.blocked.len(), VEHICLES)?;
        for &vehicle in &task.blocked {
            self.vehicle("blocked", vehicle)?;
        }
        for (field, vehicle) in [("only_vehicle", task.only_vehicle), ("usual_vehicle", task.usual_vehicle)] {
            vehicle.map_or(Ok(()), |vehicle| self.vehicle(field, vehicle))?;
        }
        self.within("unserved_price", task.unserved_price, MUST_SERVE)
    }

    fn within(self, field: &'static str, found: i64, limit: i64) -> Result<(), ProblemError> {
        if (0..=limit).contains(&found) {
            return Ok(());
        }
        Err(ProblemError::OutOfRange { list: self.list, index: self.index, field, found, limit })
    }

    fn windows(self, field: &'static str, windows: &[Window]) -> Result<(), ProblemError> {
        few(field, windows.len(), FEW)?;
        for window in windows {
            self.within(field, window.from, TIME_MAX)?;
            self.within(field, window.to, TIME_MAX)?;
            if window.to < window.from {
                return Err(ProblemError::WindowReversed {
                    list: self.list,
                    index: self.index,
                    field,
                    from: window.from,
                    to: window.to,
                });
            }
        }
        Ok(())
    }

    fn node(self, field: &'static str, node: NodeId) -> Result<(), ProblemError> {
        self.known(field, node.0, self.draft.nodes.len())
    }

    fn shop(self, field: &'static str, shop: ShopId) -> Result<(), ProblemError> {
        self.known(field, shop.0, self.draft.shops.len())
    }

    fn vehicle(self, field: &'static str, vehicle: VehicleId) -> Result<(), ProblemError> {
        self.known(field, vehicle.0, self.draft.vehicles.len())
    }

    fn known(self, field: &'static str, found: u32, count: usize) -> Result<(), ProblemError> {
        if (found as usize) < count {
            return Ok(());
        }
        Err(ProblemError::Unknown { list: self.list, index: self.index, field, found })
    }
}
