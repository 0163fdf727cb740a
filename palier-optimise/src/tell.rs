//! A plan in words, and as JSON for programs.

use std::fmt::Write as _;

use optimiser::{Act, Plan, Reason, Round, Seconds, Step, TaskId};
use serde_json::{Value, json};

use crate::instance::Instance;

/// Every round with its halts, a line each. Files of the literature have no hours, no weights and no stairs: of those, numbers.
pub(crate) fn rounds(instance: &Instance, plan: &Plan) -> String {
    if instance.is_standard() {
        return routes(instance, plan);
    }
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
            let _ = writeln!(
                text,
                "  {}-{}  {}; {} kg and {} pieces left in the cart; could begin {} min later",
                time(step.start_s),
                time(step.leave_s),
                done(instance, step),
                kilos(step.load_after_g),
                step.load_after_count,
                step.slack_s / 60
            );
        }
    }
    text
}

fn routes(instance: &Instance, plan: &Plan) -> String {
    let mut text = String::new();
    for round in &plan.rounds {
        let (from, to) = (round.depart_s, round.end_s);
        let _ = writeln!(text, "{}: leaves at {from}, back at {to}", instance.vehicle(round.vehicle));
        for step in &round.steps {
            if let Act::Drop { task } = &step.act {
                let (at, load) = (step.start_s, step.load_after_count);
                let _ = writeln!(text, "  {at}  {}, {load} left on board", instance.task(*task));
            }
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
        Act::Drop { task } => handed_over(instance, *task),
        Act::Rest => "rests".to_owned(),
    }
}

/// What is done at a door.
fn handed_over(instance: &Instance, task: TaskId) -> String {
    let (name, wanted) = (instance.task(task), &instance.problem.tasks()[task.index()]);
    let grams: i64 = wanted.goods.iter().map(|goods| goods.grams).sum();
    let pieces: i64 = wanted.goods.iter().map(|goods| goods.count).sum();
    let what = if wanted.goods.is_empty() {
        format!("{name}: a visit")
    } else {
        format!("{name}: {} kg and {pieces} pieces", kilos(grams))
    };
    match wanted.stair_floors {
        0 => what,
        1 => format!("{what}, up 1 floor"),
        floors => format!("{what}, up {floors} floors"),
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
