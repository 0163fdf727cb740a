//! `portage/1`: a day of walking rounds as JSON, every measure a whole number (seconds, metres, hectograms).

use std::collections::BTreeMap;

use optimiser::{
    Draft, Goods, Node, NodeId, Prices, Rest, Shop, ShopId, Task, TaskId, UNLIMITED, Vehicle, VehicleId, Window,
};
use serde::Deserialize;

use super::{Fault, Objective};

/// Grams of a hectogram.
const HECTOGRAM: i64 = 100;

/// A day, as it stands in the file.
#[derive(Deserialize)]
pub(crate) struct Portage {
    format: String,
    mode: Mode,
    pub(crate) places: Vec<Place>,
    pub(crate) shops: Vec<Store>,
    pub(crate) volunteers: Vec<Volunteer>,
    pub(crate) orders: Vec<Order>,
    #[serde(default)]
    same: Vec<Vec<String>>,
    costs: Costs,
    distance: Vec<Vec<u32>>,
    duration: Vec<Vec<u32>>,
}

/// How shops are used.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    /// Every shop sells everything; each visit takes as long.
    Hub,
    /// Bread at one, water at another; each order picked up takes its time.
    TwoShops,
}

/// A point of the matrices.
#[derive(Deserialize)]
pub(crate) struct Place {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// A shop.
#[derive(Deserialize)]
pub(crate) struct Store {
    pub(crate) id: String,
    place: u32,
    sells: Vec<String>,
    open: i64,
    close: i64,
    load_s: i64,
}

/// Somebody who walks.
#[derive(Deserialize)]
pub(crate) struct Volunteer {
    pub(crate) id: String,
    home: u32,
    start_shop: Option<String>,
    shift: (i64, i64),
    nominal_s: i64,
    max_s: i64,
    overtime_price: i64,
    fixed: i64,
    cart_hg: i64,
    cart_bread: i64,
    lift_hg: i64,
    max_stairs: i64,
    visits: bool,
    max_reloads: i64,
    #[serde(rename = "break")]
    rest: Option<Pause>,
}

/// A volunteer's rest.
#[derive(Deserialize)]
struct Pause {
    window: (i64, i64),
    service_s: i64,
}

/// A door to serve.
#[derive(Deserialize)]
pub(crate) struct Order {
    pub(crate) id: String,
    place: u32,
    floor: i64,
    lift: bool,
    kind: Kind,
    bread: i64,
    hg: i64,
    item_hg: i64,
    service_s: i64,
    windows: Vec<(i64, i64)>,
    penalty: i64,
    prefer: Option<String>,
}

/// What is done at a door.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Delivery,
    Visit,
}

/// Prices of the soft terms.
#[derive(Deserialize)]
struct Costs {
    break_penalty: i64,
    pref: i64,
    same: i64,
    spread_price: i64,
}

/// Reads the text of a portage instance.
pub(super) fn read(text: &str, objective: Objective) -> Result<(Portage, Draft), Fault> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let portage: Portage = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (path, found) = (error.path().to_string(), error.inner().to_string());
        let field = if path == "." { "the whole".to_owned() } else { path };
        Fault::new(field, found, "write it as palier-optimise/README.md tells of portage/1")
    })?;
    reader
        .end()
        .map_err(|error| Fault::new("the end", error.to_string(), "give one instance a file, and nothing after it"))?;
    if portage.format != "portage/1" {
        return Err(Fault::new("format", portage.format, "give a file of the format portage/1"));
    }
    if portage.costs.break_penalty < 0 {
        let found = portage.costs.break_penalty.to_string();
        return Err(Fault::new("costs.break_penalty", found, "give 0 or more"));
    }
    let draft = portage.draft(objective)?;
    Ok((portage, draft))
}

/// Positions by id.
type Index<'a> = BTreeMap<&'a str, u32>;

fn index<'a>(field: &str, ids: impl Iterator<Item = &'a str>) -> Result<Index<'a>, Fault> {
    let mut index = Index::new();
    for (at, id) in (0..).zip(ids) {
        if index.insert(id, at).is_some() {
            return Err(Fault::new(format!("{field}[{at}].id"), format!("{id} again"), "give each its own id"));
        }
    }
    Ok(index)
}

fn find(index: &Index<'_>, field: String, id: &str) -> Result<u32, Fault> {
    index.get(id).copied().ok_or_else(|| Fault::new(field, format!("there is no {id}"), "name one that the file has"))
}

impl Portage {
    /// Whether a shop visit of an answer lists what it picks up.
    pub(crate) fn lists_picks(&self) -> bool {
        self.mode == Mode::TwoShops
    }

    fn draft(&self, objective: Objective) -> Result<Draft, Fault> {
        let shops = index("shops", self.shops.iter().map(|shop| shop.id.as_str()))?;
        let people = index("volunteers", self.volunteers.iter().map(|who| who.id.as_str()))?;
        let orders = index("orders", self.orders.iter().map(|order| order.id.as_str()))?;
        let vehicles = (0..).zip(&self.volunteers).map(|(at, who)| self.vehicle(at, who, &shops));
        let tasks = (0..).zip(&self.orders).map(|(at, order)| self.task(at, order, &people));
        let (split, spread_minute) = match objective {
            Objective::Full => (self.costs.same, self.costs.spread_price),
            Objective::Core => (0, 0),
        };
        let member = |at: usize, id: &String| find(&orders, format!("same[{at}]"), id).map(TaskId);
        let together = self.same.iter().enumerate();
        let together = together.map(|(at, group)| group.iter().map(|id| member(at, id)).collect());
        Ok(Draft {
            nodes: vec![Node::default(); self.places.len()],
            seconds: square("duration", &self.duration, self.places.len())?,
            metres: square("distance", &self.distance, self.places.len())?,
            shops: self.shops.iter().map(|shop| self.shop(shop)).collect(),
            vehicles: vehicles.collect::<Result<_, _>>()?,
            tasks: tasks.collect::<Result<_, _>>()?,
            together: together.collect::<Result<_, _>>()?,
            sequences: Vec::new(),
            prices: Prices {
                changed_face: self.costs.pref,
                changed_place: 0,
                second: 1,
                metre: 1,
                split,
                spread_minute,
            },
        })
    }

    fn shop(&self, shop: &Store) -> Shop {
        let (load_s, pick_s) = if self.mode == Mode::Hub { (shop.load_s, 0) } else { (0, shop.load_s) };
        Shop { load_s, pick_s, ..Shop::at(NodeId(shop.place), vec![Window { from: shop.open, to: shop.close }]) }
    }

    fn vehicle(&self, at: usize, who: &Volunteer, shops: &Index<'_>) -> Result<Vehicle, Fault> {
        let first =
            who.start_shop.as_ref().map(|id| find(shops, format!("volunteers[{at}].start_shop"), id)).transpose()?;
        // A break is taken where the day starts.
        let node = first.map_or(who.home, |shop| self.shops[shop as usize].place);
        let rest = who.rest.as_ref().map(|rest| Rest {
            node: NodeId(node),
            windows: vec![window(rest.window)],
            rest_s: rest.service_s,
            missed_price: self.costs.break_penalty,
        });
        Ok(Vehicle {
            start: Some(NodeId(who.home)),
            end: Some(NodeId(who.home)),
            first_shop: first.map(ShopId),
            longest_s: who.max_s,
            nominal_s: who.nominal_s,
            overtime_price: who.overtime_price,
            round_price: who.fixed,
            rest,
            cart_g: who.cart_hg.saturating_mul(HECTOGRAM),
            cart_count: who.cart_bread,
            reloads_max: if self.mode == Mode::Hub { who.max_reloads } else { UNLIMITED },
            max_carry_g: who.lift_hg.saturating_mul(HECTOGRAM),
            stair_floors_max: who.max_stairs,
            trained: who.visits,
            ..Vehicle::on_shift(window(who.shift))
        })
    }

    fn task(&self, at: usize, order: &Order, people: &Index<'_>) -> Result<Task, Fault> {
        if order.place as usize >= self.places.len() {
            return Err(Fault::new(format!("orders[{at}].place"), order.place.to_string(), "name a place of the file"));
        }
        if order.windows.is_empty() {
            return Err(Fault::new(format!("orders[{at}].windows"), "none", "give one that spans the day"));
        }
        let usual = order.prefer.as_ref().map(|id| find(people, format!("orders[{at}].prefer"), id)).transpose()?;
        let shops = match (order.kind, self.mode) {
            (Kind::Visit, _) => Vec::new(),
            (Kind::Delivery, Mode::Hub) => (0..self.shops.len() as u32).map(ShopId).collect(),
            (Kind::Delivery, Mode::TwoShops) => vec![self.shop_of(at, order)?],
        };
        let grams = order.hg.saturating_mul(HECTOGRAM);
        let goods = Goods { shops, grams, count: order.bread };
        Ok(Task {
            service_s: order.service_s,
            windows: order.windows.iter().copied().map(window).collect(),
            goods: if goods.shops.is_empty() { Vec::new() } else { vec![goods] },
            heaviest_item_g: order.item_hg.saturating_mul(HECTOGRAM),
            stair_floors: if order.lift { 0 } else { order.floor },
            stair_gram_floors: if order.lift { 0 } else { grams.saturating_mul(order.floor) },
            needs_training: order.kind == Kind::Visit,
            usual_vehicle: usual.map(VehicleId),
            unserved_price: order.penalty,
            ..Task::at(NodeId(order.place))
        })
    }

    /// With two shops, an order with bread comes whole from the first that sells bread, another from the nearest with water.
    fn shop_of(&self, at: usize, order: &Order) -> Result<ShopId, Fault> {
        let ware = if order.bread > 0 { "bread" } else { "water" };
        let selling = (0..).zip(&self.shops).filter(|(_, shop)| shop.sells.iter().any(|sold| sold == ware));
        let metres =
            |shop: &Store| self.distance.get(shop.place as usize).and_then(|row| row.get(order.place as usize));
        let shop = if order.bread > 0 {
            selling.min_by_key(|(at, _)| *at)
        } else {
            selling.min_by_key(|(_, shop)| metres(shop))
        };
        let shop = shop.map(|(shop, _)| ShopId(shop));
        shop.ok_or_else(|| Fault::new(format!("orders[{at}]"), format!("no shop sells {ware}"), "add a shop that does"))
    }
}

fn window((from, to): (i64, i64)) -> Window {
    Window { from, to }
}

fn square(field: &str, rows: &[Vec<u32>], places: usize) -> Result<Vec<u32>, Fault> {
    if rows.len() != places {
        return Err(Fault::new(field, format!("{} rows", rows.len()), "give a row for each place"));
    }
    match rows.iter().position(|row| row.len() != places) {
        Some(at) => {
            Err(Fault::new(format!("{field}[{at}]"), format!("{} entries", rows[at].len()), "give one for each place"))
        }
        None => Ok(rows.concat()),
    }
}
