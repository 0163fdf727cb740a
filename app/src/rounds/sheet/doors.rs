//! The halts and doors of a sheet, in the words that whoever walks will read.

use shared::french::quantity;
use shared::id::DropId;
use shared::person::Handover;
use shared::shop::ProductKind;

use super::gather::Facts;
use super::{
    DropSheet, EntranceSheet, GoodsSheet, PickupPointSheet, Point, Reported, ResidentSheet, Saying, StopSheet,
    TaskSheet,
};
use crate::App;
use crate::error::Result;
use crate::people::doors::Door;
use crate::table::{drop_task, order_line, pickup, product, resident, stop, visit};

impl Facts {
    pub(super) fn stop(&self, app: &App, row: &stop::Model, with_codes: bool) -> Result<StopSheet> {
        let tasks: Vec<_> = self.tasks.iter().filter(|task| task.stop_id == Some(row.id)).collect();
        let home = tasks.first().and_then(|task| self.homes.get(&task.drop_id.0));
        let point = self.points.iter().find(|point| Some(point.id) == row.pickup_point_id);
        let mut goods: Vec<_> = self.pickups.iter().filter(|pickup| pickup.stop_id == row.id).collect();
        goods.sort_by_key(|pickup| pickup.product_id);
        Ok(StopSheet {
            id: row.id.0,
            kind: row.kind.0,
            arrives_at: row.arrives_at,
            leaves_at: row.leaves_at,
            load_grams: row.load_grams,
            pickup_point: point.map(|point| PickupPointSheet {
                id: point.id.0,
                name: point.name.clone(),
                address: point.address.clone(),
                phone: point.phone.clone(),
                position: Point::of(point.lat, point.lon),
            }),
            goods: goods.into_iter().filter_map(|pickup| self.goods(pickup)).collect(),
            entrance: home.map(|home| entrance(app, home, with_codes)).transpose()?,
            drops: self.drops(&tasks, with_codes),
        })
    }

    fn goods(&self, row: &pickup::Model) -> Option<GoodsSheet> {
        let product = self.product(row.product_id.0)?;
        Some(GoodsSheet {
            product_id: product.id.0,
            name: product.name.clone(),
            said: units(product, row.quantity),
            quantity: row.quantity,
        })
    }

    /// The households of a halt, each once, from the lowest floor to the highest, for to the plan a stairwell is one place.
    /// Where somebody is visited at an hour, in the order of the plan.
    fn drops(&self, tasks: &[&drop_task::Model], with_codes: bool) -> Vec<DropSheet> {
        let mut ids: Vec<DropId> = Vec::new();
        for task in tasks {
            if !ids.contains(&task.drop_id.0) {
                ids.push(task.drop_id.0);
            }
        }
        if tasks.iter().all(|task| task.visit_id.is_none()) {
            ids.sort_by_key(|id| self.homes.get(id).map(|home| home.dwelling.floor));
        }
        let drop = |id: DropId| {
            let tasks: Vec<_> = tasks.iter().filter(|task| task.drop_id.0 == id).copied().collect();
            let home = self.homes.get(&id)?;
            let mut people: Vec<_> = tasks.iter().filter_map(|task| self.residents.get(&task.resident_id.0)).collect();
            people.sort_by_key(|row| row.id);
            people.dedup_by_key(|row| row.id);
            Some(DropSheet {
                drop_id: id,
                floor: home.dwelling.floor,
                door: home.dwelling.door.clone(),
                place: home.said(),
                to_say: people.iter().flat_map(|row| self.sayings(row)).collect(),
                residents: people.into_iter().map(|row| person(row, with_codes)).collect(),
                tasks: tasks.into_iter().filter_map(|task| self.task(task)).collect(),
            })
        };
        ids.into_iter().filter_map(drop).collect()
    }

    fn sayings(&self, row: &resident::Model) -> Vec<Saying> {
        let words = self.to_say.get(&row.id.0).into_iter().flatten();
        words.map(|said| Saying { resident_id: row.id.0, said: said.clone() }).collect()
    }

    fn task(&self, task: &drop_task::Model) -> Option<TaskSheet> {
        if let Some(id) = task.visit_id {
            return self.visits.iter().find(|visit| visit.id == id).map(|visit| self.visit(task, visit));
        }
        let line = self.lines.iter().find(|line| Some(line.id) == task.order_line_id)?;
        self.line(task, line)
    }

    fn line(&self, task: &drop_task::Model, line: &order_line::Model) -> Option<TaskSheet> {
        let product = self.product(line.product_id.0)?;
        let outcome = self.line_outcomes.iter().find(|row| row.order_line_id == line.id);
        Some(TaskSheet {
            resident_id: task.resident_id.0,
            order_line_id: Some(line.id.0),
            product_id: Some(product.id.0),
            visit_id: None,
            said: units(product, line.quantity),
            quantity: line.quantity,
            handover: self.residents.get(&task.resident_id.0).map(|row| handover(row, product)),
            carry_hint: carry_hint(task.parts),
            at_min: None,
            minutes: None,
            reported: outcome.map(|row| Reported {
                state: Some(row.state.0),
                delivered: row.delivered,
                reason: row.reason.map(|reason| reason.0),
                light: None,
            }),
        })
    }

    fn visit(&self, task: &drop_task::Model, visit: &visit::Model) -> TaskSheet {
        let outcome = self.visit_outcomes.iter().find(|row| row.visit_id == visit.id);
        TaskSheet {
            resident_id: task.resident_id.0,
            order_line_id: None,
            product_id: None,
            visit_id: Some(visit.id.0),
            said: format!("visite de {} minutes", visit.minutes),
            quantity: 0,
            handover: None,
            carry_hint: None,
            at_min: Some(visit.at_min),
            minutes: Some(visit.minutes),
            reported: outcome.map(|row| Reported {
                state: None,
                delivered: 0,
                reason: row.reason.map(|reason| reason.0),
                light: row.light.map(|light| light.0),
            }),
        }
    }
}

fn entrance(app: &App, home: &Door, with_codes: bool) -> Result<EntranceSheet> {
    let row = &home.entrance;
    let sealed = row.code_sealed.as_ref().filter(|_| with_codes);
    let code = sealed.map(|sealed| app.keys.open(&row.id.0.to_string(), sealed)).transpose()?;
    Ok(EntranceSheet {
        id: row.id.0,
        residence: home.residence.name.clone(),
        building: row.building.clone(),
        name: row.name.clone(),
        street: row.street.clone(),
        access_notes: row.access_notes.clone(),
        position: Point::of(row.lat, row.lon),
        lift: row.lift.0,
        door_code: code,
    })
}

fn person(row: &resident::Model, with_codes: bool) -> ResidentSheet {
    ResidentSheet {
        resident_id: row.id.0,
        courtesy_title: row.courtesy_title.map(|title| title.0),
        family_name: row.family_name.clone(),
        door_note: row.door_note.clone(),
        phone: row.phone.clone().filter(|_| with_codes),
    }
}

fn handover(row: &resident::Model, product: &product::Model) -> Handover {
    row.handover.0.of_goods(row.bread_bag_on.is_some(), product.kind.0 == ProductKind::Bread)
}

fn units(product: &product::Model, units: i32) -> String {
    quantity(u32::try_from(units).unwrap_or_default(), &product.unit_one, &product.unit_many)
}

fn carry_hint(parts: i32) -> Option<String> {
    match parts {
        ..=1 => None,
        2 => Some("en deux fois".to_owned()),
        3 => Some("en trois fois".to_owned()),
        more => Some(format!("en {more} fois")),
    }
}
