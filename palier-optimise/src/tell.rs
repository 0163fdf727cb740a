//! A plan in words, and as JSON for programs.

use std::fmt::Write as _;

use optimiser::{Act, Plan, Reason, Round, Seconds, Step};
use serde_json::{Value, json};

use crate::instance::Instance;

/// Every round with its halts, a line each.
pub(crate) fn rounds(instance: &Instance, plan: &Plan) -> String {
    let mut text = String::new();
    for round in &plan.rounds {
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{}: {} to {}, {} min, {} m, {} kg × floors",
            instance.vehicle(round.vehicle),
            time(round.depart_s),
            time(round.end_s),
            round.duration_s / 60,
            round.distance_m,
            round.stair_gram_floors / 1000
        );
        for step in &round.steps {
            let load = format!("{} kg and {} pieces in the cart", kilos(step.load_after_g), step.load_after_count);
            let _ = writeln!(
                text,
                "  {}  {}, {load}, {} min to spare",
                time(step.start_s),
                done(instance, step),
                step.slack_s / 60
            );
        }
    }
    text
}

/// The orders left out, each with its reason, a line each.
pub(crate) fn left_out(instance: &Instance, plan: &Plan) -> String {
    let line =
        |left: &optimiser::Unserved| format!("left out: {}, {}\n", instance.task(left.task), reason(left.reason));
    plan.unserved.iter().map(line).collect()
}

/// What the plan costs and does, in one line.
pub(crate) fn sum(instance: &Instance, plan: &Plan) -> String {
    let total = instance.cost_of(plan);
    format!("cost {total}, {} rounds, {} left out\n", plan.rounds.len(), plan.unserved.len())
}

/// Everything, for programs: times in seconds since midnight, weights in grams, lengths in metres.
pub(crate) fn json(instance: &Instance, plan: &Plan) -> Value {
    let cost = &plan.cost;
    let unserved =
        plan.unserved.iter().map(|left| json!({ "order": instance.task(left.task), "reason": reason(left.reason) }));
    json!({
        "cost": instance.cost_of(plan),
        "terms": {
            "unserved": cost.unserved, "faces": cost.faces, "places": cost.places, "effort": cost.effort,
            "overtime": cost.overtime, "rests": cost.rests, "late": cost.late, "splits": cost.splits, "spread": cost.spread,
        },
        "rounds": plan.rounds.iter().map(|round| round_json(instance, round)).collect::<Vec<_>>(),
        "unserved": unserved.collect::<Vec<_>>(),
    })
}

fn round_json(instance: &Instance, round: &Round) -> Value {
    let step = |step: &Step| {
        let mut said = json!({
            "arrive_s": step.arrive_s, "start_s": step.start_s, "leave_s": step.leave_s, "slack_s": step.slack_s,
            "load_after_g": step.load_after_g, "load_after_count": step.load_after_count,
        });
        match &step.act {
            Act::Pickup { shop, grams, count, tasks } => {
                let orders: Vec<String> = tasks.iter().map(|task| instance.task(*task)).collect();
                said["pickup"] =
                    json!({ "shop": instance.shop(*shop), "grams": grams, "count": count, "orders": orders });
            }
            Act::Drop { task } => said["order"] = instance.task(*task).into(),
            Act::Rest => said["rest"] = true.into(),
        }
        said
    };
    json!({
        "vehicle": instance.vehicle(round.vehicle), "depart_s": round.depart_s, "end_s": round.end_s,
        "duration_s": round.duration_s, "distance_m": round.distance_m, "stair_gram_floors": round.stair_gram_floors,
        "steps": round.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn done(instance: &Instance, step: &Step) -> String {
    match &step.act {
        Act::Pickup { shop, grams, count, tasks } => {
            format!(
                "loads {} kg and {count} pieces at {} for {} doors",
                kilos(*grams),
                instance.shop(*shop),
                tasks.len()
            )
        }
        Act::Drop { task } => instance.task(*task),
        Act::Rest => "rests".to_owned(),
    }
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NobodyAvailable => "nobody is available",
        Reason::TooHeavyForAll => "its heaviest item is above what anybody lifts",
        Reason::StairsForNobody => "nobody climbs so far with a load",
        Reason::NeedsTraining => "nobody is trained for it",
        Reason::BlockedByAll => "everybody is blocked for it",
        Reason::WindowAgainstShifts => "its hours do not meet what the shifts have left",
        Reason::NoCapacity => "carts or backs are full",
        Reason::OutOfStock => "its shops have too little left",
        Reason::ShopClosed => "its shop is closed when it would be needed",
        Reason::NotEnoughTime => "the shifts are too short for it",
        Reason::NotWorthwhile => "serving it costs more than its price",
    }
}

/// Seconds since midnight as hours and minutes.
fn time(seconds: Seconds) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}

fn kilos(grams: i64) -> String {
    format!("{}.{}", grams / 1000, grams % 1000 / 100)
}
