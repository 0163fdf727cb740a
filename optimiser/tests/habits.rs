//! What makes one round better than another, beyond its length: rests, lateness, habits, who goes with whom, an even share.

mod support;

use optimiser::*;
use support::*;

#[test]
fn a_rest_is_taken_in_its_hours_and_a_missed_one_has_its_price() {
    let mut draft = line(2, 1);
    let rest = Rest { node: NodeId(0), windows: vec![hours(9, 10)], rest_s: 1800, missed_price: 9000 };
    draft.vehicles[0].rest = Some(rest);
    let (_, plan) = solved(draft.clone());
    let at = plan.rounds[0].steps.iter().find(|step| step.act == Act::Rest).expect("there is time for it");
    assert!((9 * HOUR..=10 * HOUR).contains(&at.start_s) && at.leave_s == at.start_s + 1800);
    assert_eq!(plan.cost.rests, 0);
    draft.vehicles[0].shifts = vec![Window { from: 8 * HOUR, to: 8 * HOUR + 1200 }];
    assert_eq!(solved(draft).1.cost.rests, 9000, "no time for it");
}

#[test]
fn somebody_may_be_served_late_at_a_price_but_not_later() {
    let mut draft = line(1, 1);
    draft.tasks[0].windows = vec![Window { from: 8 * HOUR, to: 8 * HOUR + 100 }];
    assert_eq!(reasons(&solved(draft.clone()).1), [(0, Reason::WindowAgainstShifts)]);
    draft.tasks[0].late = Lateness { grace_s: 100, price: 7 };
    let (_, plan) = solved(draft);
    assert_eq!(plan.rounds[0].steps[1].start_s, 8 * HOUR + 180);
    assert_eq!(plan.cost.late, 7 * 80);
}

#[test]
fn overtime_costs_and_the_longest_round_is_a_limit() {
    let mut draft = line(4, 1);
    draft.vehicles[0] = Vehicle { nominal_s: 500, overtime_price: 3, ..draft.vehicles[0].clone() };
    assert_eq!(solved(draft.clone()).1.cost.overtime, 3 * 100);
    draft.vehicles[0].longest_s = 500;
    let (_, plan) = solved(draft);
    assert_eq!((plan.unserved.len(), plan.rounds[0].duration_s <= 500), (1, true));
}

#[test]
fn the_first_shop_comes_first_and_picking_takes_its_time() {
    let mut draft = line(2, 1);
    draft.shops.push(Shop { pick_s: 10, ..Shop::at(NodeId(2), vec![hours(7, 13)]) });
    draft.tasks.iter_mut().for_each(|task| task.goods[0].shops = vec![ShopId(1)]);
    draft.vehicles[0].first_shop = Some(ShopId(0));
    let (_, plan) = solved(draft);
    assert_eq!(pickups(&plan), [0, 1]);
    let picked = plan.rounds[0].steps.iter().find(|step| matches!(step.act, Act::Pickup { count: 2, .. }));
    assert_eq!(picked.map(|step| step.leave_s - step.start_s), Some(20));
}

#[test]
fn goods_are_fetched_where_it_is_nearer() {
    let mut draft = line(3, 1);
    draft.shops.push(Shop { load_s: 120, ..Shop::at(NodeId(3), vec![hours(7, 13)]) });
    draft.tasks.iter_mut().for_each(|task| task.goods[0].shops = vec![ShopId(0), ShopId(1)]);
    draft.vehicles[0].end = Some(NodeId(1));
    let (_, plan) = solved(draft);
    assert_eq!((pickups(&plan), doors(&plan)), (vec![1], vec![(0, vec![2, 1, 0])]));
}

#[test]
fn a_residents_doors_stay_in_one_hand_where_that_is_not_too_dear() {
    let mut draft = line(4, 2);
    draft.vehicles.iter_mut().for_each(|who| who.cart_count = 2);
    draft.vehicles.iter_mut().for_each(|who| who.reloads_max = 0);
    draft.together = vec![vec![TaskId(0), TaskId(3)]];
    let (_, apart) = solved(draft.clone());
    assert_eq!(doors(&apart).iter().filter(|(_, doors)| doors.contains(&0) && doors.contains(&3)).count(), 0);
    draft.prices.split = 10_000;
    let (_, plan) = solved(draft);
    assert_eq!(doors(&plan).iter().filter(|(_, doors)| doors.contains(&0) && doors.contains(&3)).count(), 1);
    assert_eq!((plan.cost.splits, plan.unserved.len()), (0, 0));
}

#[test]
fn the_work_is_spread_over_weeks_not_over_one_morning() {
    let mut draft = line(6, 2);
    // Everybody has to go out, for a visit to a person.
    for (task, who) in [(0, 0), (1, 1)] {
        draft.tasks[task].only_vehicle = Some(VehicleId(who));
    }
    draft.prices.spread_minute = 1000;
    let (_, even) = solved(draft.clone());
    assert!(even.cost.spread <= 2000, "{:?}", even.cost);
    (draft.vehicles[0].past_s, draft.vehicles[1].past_s) = (Some(1200), Some(0));
    let (_, plan) = solved(draft);
    let minutes = |plan: &Plan, at: usize| plan.rounds[at].duration_s / 60;
    assert!(minutes(&plan, 0) < minutes(&plan, 1), "who has walked more walks less");
}

#[test]
fn whoever_has_walked_little_is_not_left_at_home() {
    let mut draft = line(4, 2);
    draft.prices.spread_minute = 1000;
    (draft.vehicles[0].past_s, draft.vehicles[1].past_s) = (Some(36_000), Some(0));
    let (_, plan) = solved(draft);
    assert!(plan.rounds.iter().all(|round| round.vehicle == VehicleId(1)), "{:?}", doors(&plan));
}

#[test]
fn a_sequence_is_kept_in_one_round() {
    let mut draft = line(4, 2);
    draft.sequences = vec![vec![TaskId(3), TaskId(1), TaskId(0)]];
    let (_, plan) = solved(draft);
    assert!(plan.unserved.is_empty());
    let round = doors(&plan).into_iter().find(|(_, doors)| doors.contains(&3)).expect("it is served");
    let place = |task: u32| round.1.iter().position(|door| *door == task).expect("the sequence is in one round");
    assert!(place(3) < place(1) && place(1) < place(0));
}

#[test]
fn a_repair_moves_nobody_without_need() {
    let mut draft = line(8, 2);
    for (at, task) in draft.tasks.iter_mut().enumerate() {
        task.usual_vehicle = Some(VehicleId(u32::from(at % 2 == 1)));
    }
    let tour = |vehicle: u32| Tour {
        vehicle: VehicleId(vehicle),
        shift: 0,
        halts: [Halt::Shop(ShopId(0))]
            .into_iter()
            .chain((vehicle..8).step_by(2).map(|task| Halt::Door(TaskId(task))))
            .collect(),
    };
    let stands = [tour(0), tour(1)];
    let problem = draft.clone().build().expect("in range");
    let same = passed(&problem, repair(&problem, &stands, &settings(), &mut Silent));
    assert_eq!(doors(&same), [(0, vec![0, 2, 4, 6]), (1, vec![1, 3, 5, 7])]);
    draft.vehicles[1].shifts = vec![];
    let problem = draft.build().expect("in range");
    let ill = passed(&problem, repair(&problem, &stands, &settings(), &mut Silent));
    assert_eq!((ill.unserved.len(), ill.cost.faces), (0, 4 * Prices::default().changed_face));
}

#[test]
fn a_repair_walks_to_no_shop_for_nothing_and_believes_no_tour() {
    let mut draft = line(4, 2);
    draft.shops.push(Shop { node: NodeId(4), ..draft.shops[0].clone() });
    let rest = Rest { node: NodeId(0), windows: vec![hours(8, 12)], rest_s: 600, missed_price: 5000 };
    draft.vehicles[0].rest = Some(rest);
    draft.sequences = vec![vec![TaskId(1), TaskId(0)], vec![TaskId(2), TaskId(3)]];
    let problem = draft.build().expect("in range");
    let door = |task| Halt::Door(TaskId(task));
    let shop = |shop| Halt::Shop(ShopId(shop));
    let tour = |vehicle, halts: &[Halt]| Tour { vehicle: VehicleId(vehicle), shift: 0, halts: halts.to_vec() };
    let cases = [
        vec![tour(0, &[shop(0), shop(1), door(1), Halt::Rest, Halt::Rest, door(0)])],
        vec![tour(0, &[shop(0), door(0), door(1), door(0)]), tour(1, &[shop(0), door(3), door(2)])],
        vec![tour(0, &[shop(0), door(2)]), tour(1, &[shop(0), door(3), door(1)]), tour(1, &[door(0)])],
        vec![tour(0, &[door(0)]), tour(1, &[shop(1), shop(1)]), tour(0, &[Halt::Door(TaskId(77)), shop(9)])],
    ];
    for tours in cases {
        let still = Settings { seed: 1, stop: Box::new(Iterations(0)) };
        let plan = passed(&problem, repair(&problem, &tours, &still, &mut Silent));
        assert!(plan.unserved.is_empty() && !pickups(&plan).contains(&1), "{tours:?}");
    }
}
