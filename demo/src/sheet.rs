//! From the sheet of a round to the facts of a walk: what is taken at the shops, what the script says of each door, what
//! comes back.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::client::{items, text};
use crate::doors::{Doors, What};
use crate::founding::Founded;

/// Something that is written down on the way.
pub struct Fact {
    /// The word of the contract.
    pub kind: &'static str,
    /// The door, unless it is of the whole round.
    pub drop: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub payload: Value,
}

/// Everything that happens on a round, in its order.
pub fn facts(founded: &Founded<'_>, doors: &Doors, day: NaiveDate, sheet: &Value) -> Result<Vec<Fact>> {
    let mut facts = Vec::new();
    let mut back = BTreeMap::<String, i64>::new();
    for stop in items(sheet, "stops")? {
        let arrives = instant(text(stop, "arrives_at")?)?;
        if stop["kind"] == "pickup" {
            facts.push(picked_up(stop, arrives)?);
            continue;
        }
        for drop in items(stop, "drops")? {
            let at = arrives + TimeDelta::seconds(20);
            at_door(founded, doors, (day, at), drop, &mut facts, &mut back)?;
        }
    }
    let ends = facts.last().map(|fact| fact.at + TimeDelta::minutes(2));
    for (product, quantity) in back {
        let at = ends.context("goods come back from a round without a stop")?;
        let payload = json!({ "product_id": product, "quantity": quantity });
        facts.push(Fact { kind: "brought_back", drop: None, at, payload });
    }
    Ok(facts)
}

fn picked_up(stop: &Value, at: DateTime<Utc>) -> Result<Fact> {
    let mut lines = Vec::new();
    for line in items(stop, "goods")? {
        lines.push(json!({ "product_id": line["product_id"], "quantity": line["quantity"] }));
    }
    let payload = json!({ "pickup_point_id": text(&stop["pickup_point"], "id")?, "lines": lines });
    Ok(Fact { kind: "picked_up", drop: None, at, payload })
}

fn at_door(
    founded: &Founded<'_>,
    doors: &Doors,
    (day, at): (NaiveDate, DateTime<Utc>),
    drop: &Value,
    facts: &mut Vec<Fact>,
    back: &mut BTreeMap<String, i64>,
) -> Result<()> {
    let id = text(drop, "drop_id")?;
    for task in items(drop, "tasks")? {
        let resident = name_of(founded, task)?;
        let (kind, payload) = match task["order_line_id"].as_str() {
            Some(line) => {
                let quantity = task["quantity"].as_i64().context("goods without a quantity")?;
                let what = doors.delivery(day, resident)?;
                if !matches!(what, What::Delivered | What::InBag) {
                    *back.entry(text(task, "product_id")?.to_owned()).or_default() += quantity;
                }
                goods(what, line, quantity)?
            }
            None => ("visit_done", json!({ "light": light(doors.visit(day, resident)?)? })),
        };
        facts.push(Fact { kind, drop: Some(id.to_owned()), at, payload });
    }
    Ok(())
}

/// How the contract says what became of an order line.
fn goods(what: What, line: &str, quantity: i64) -> Result<(&'static str, Value)> {
    let given = json!({ "lines": [{ "order_line_id": line, "quantity": quantity }] });
    let failed = json!({ "lines": [line] });
    Ok(match what {
        What::Delivered => ("delivered", given),
        What::InBag => ("left_in_bag", given),
        What::NoAnswer => ("no_answer", failed),
        What::Refused => ("refused", failed),
        What::NoAccess => ("no_access", failed),
        What::VisitFine | What::VisitWorry => bail!("a delivery is told as a visit"),
    })
}

fn light(what: What) -> Result<&'static str> {
    match what {
        What::VisitFine => Ok("fine"),
        What::VisitWorry => Ok("worry"),
        _ => bail!("a visit is told as a delivery"),
    }
}

/// The name by which the script calls a resident.
fn name_of<'f>(founded: &'f Founded<'_>, told: &Value) -> Result<&'f str> {
    let id = text(told, "resident_id")?;
    let known = founded.residents.iter().find(|(_, known)| known.as_str() == id);
    Ok(known.with_context(|| format!("a round leads to {id}, whom nobody knows"))?.0)
}

fn instant(text: &str) -> Result<DateTime<Utc>> {
    Ok(DateTime::parse_from_rfc3339(text).with_context(|| format!("{text} is no instant"))?.to_utc())
}
