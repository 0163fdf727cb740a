//! What each vehicle would say to one task.

mod support;

use optimiser::*;
use support::*;

fn tours(plan: &Plan) -> Vec<Tour> {
    let halt = |step: &Step| match &step.act {
        Act::Pickup { shop, .. } => Halt::Shop(*shop),
        Act::Drop { task } => Halt::Door(*task),
        Act::Rest => Halt::Rest,
    };
    let tour = |round: &Round| Tour {
        vehicle: round.vehicle,
        shift: round.shift,
        halts: round.steps.iter().map(halt).collect(),
    };
    plan.rounds.iter().map(tour).collect()
}

#[test]
fn who_has_it_pays_the_least_and_the_others_say_how_much_more() {
    let (problem, plan) = solved(line(4, 2));
    let offers = offers(&problem, &tours(&plan), TaskId(1));
    let costs: Vec<_> = offers.iter().map(|offer| offer.day.as_ref().expect("there is room").cost.total()).collect();
    let has = plan.rounds.iter().position(|round| doors(&plan)[0].0 == round.vehicle.0).map(|_| doors(&plan)[0].0);
    let has = has.expect("one walks") as usize;
    assert_eq!(costs[has], plan.cost.total());
    assert!(costs[1 - has] > costs[has], "{costs:?}");
    for offer in offers {
        assert!(check(&problem, &offer.day.expect("there is room")).is_ok());
    }
}

#[test]
fn a_rule_that_keeps_one_vehicle_out_is_named_for_that_one() {
    let mut draft = line(2, 3);
    draft.tasks[0].heaviest_item_g = 9000;
    draft.vehicles[1].max_carry_g = 5000;
    draft.tasks[0].blocked = vec![VehicleId(2)];
    let (problem, plan) = solved(draft);
    let answers: Vec<_> = offers(&problem, &tours(&plan), TaskId(0)).into_iter().map(|offer| offer.day.err()).collect();
    assert_eq!(answers, [None, Some(Reason::TooHeavyForAll), Some(Reason::BlockedByAll)]);
}

#[test]
fn of_two_rules_that_keep_one_vehicle_out_the_plainest_is_named() {
    let mut draft = line(2, 2);
    draft.tasks[0].heaviest_item_g = 9000;
    draft.tasks[0].goods[0].grams = 9000;
    (draft.vehicles[1].max_carry_g, draft.vehicles[1].cart_g) = (5000, 5000);
    let (problem, plan) = solved(draft);
    let answers: Vec<_> = offers(&problem, &tours(&plan), TaskId(0)).into_iter().map(|offer| offer.day.err()).collect();
    assert_eq!(answers, [None, Some(Reason::TooHeavyForAll)]);
}

#[test]
fn of_a_task_that_is_meant_for_one_nobody_else_is_asked() {
    let mut draft = line(2, 3);
    draft.tasks[1].only_vehicle = Some(VehicleId(2));
    let (problem, plan) = solved(draft);
    let asked: Vec<_> = offers(&problem, &tours(&plan), TaskId(1)).iter().map(|offer| offer.vehicle).collect();
    assert_eq!(asked, [VehicleId(2)]);
}

#[test]
fn a_task_that_was_left_out_is_offered_too() {
    let mut draft = line(3, 1);
    draft.tasks[2].unserved_price = 1;
    let (problem, plan) = solved(draft);
    assert_eq!(reasons(&plan), [(2, Reason::NotWorthwhile)]);
    let offers = offers(&problem, &tours(&plan), TaskId(2));
    assert!(offers[0].day.as_ref().expect("there is room").cost.total() > plan.cost.total());
}

#[test]
fn a_way_to_a_shop_for_nobody_is_in_no_side_of_a_comparison() {
    let mut draft = line(4, 2);
    draft.shops.push(Shop::at(NodeId(4), vec![hours(7, 13)]));
    let (problem, plan) = solved(draft);
    let mut tours = tours(&plan);
    tours[0].halts.insert(1, Halt::Shop(ShopId(1)));
    let stands = retell(&problem, &pruned(&problem, &tours));
    assert_eq!(stands, plan);
    let offers = offers(&problem, &tours, TaskId(1));
    assert!(offers.iter().all(|offer| offer.day.as_ref().is_ok_and(|day| day.cost.total() >= stands.cost.total())));
}
