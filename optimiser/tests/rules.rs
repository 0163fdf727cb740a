//! What a round must respect, one small town a rule.

mod support;

use optimiser::*;
use support::*;

#[test]
fn bread_for_a_line_of_doors() {
    let (_, plan) = solved(line(4, 1));
    assert_eq!(doors(&plan), [(0, vec![0, 1, 2, 3])]);
    let round = &plan.rounds[0];
    assert_eq!(round.duration_s, 120 + 4 * 60 + 4 * 60);
    assert_eq!(round.distance_m, 240);
    let Act::Pickup { grams, count, ref tasks, .. } = round.steps[0].act else { panic!("the shop comes first") };
    assert_eq!(
        (grams, count, tasks.len(), round.steps[0].load_after_g, round.steps[4].load_after_g),
        (1000, 4, 4, 1000, 0)
    );
}

#[test]
fn an_empty_day_and_a_day_without_people() {
    assert_eq!(solved(Draft::default()).1.rounds, []);
    assert_eq!(reasons(&solved(line(2, 0)).1), [(0, Reason::NobodyAvailable), (1, Reason::NobodyAvailable)]);
}

#[test]
fn a_full_cart_is_loaded_again() {
    let mut draft = line(4, 1);
    draft.vehicles[0].cart_count = 2;
    let (_, plan) = solved(draft);
    assert_eq!(pickups(&plan), [0, 0]);
    assert!(plan.unserved.is_empty());
}

#[test]
fn one_household_may_need_two_shops_before_its_door() {
    let mut draft = line(3, 1);
    draft.shops.push(Shop { load_s: 60, ..Shop::at(NodeId(3), vec![hours(9, 12)]) });
    draft.tasks[0].goods.push(Goods { shops: vec![ShopId(1)], grams: 9200, count: 1 });
    let (_, plan) = solved(draft);
    let round = &plan.rounds[0];
    let at =
        |act: &dyn Fn(&Act) -> bool| round.steps.iter().position(|step| act(&step.act)).expect("it is in the round");
    let door = at(&|act| matches!(act, Act::Drop { task: TaskId(0) }));
    assert!(at(&|act| matches!(act, Act::Pickup { shop: ShopId(1), .. })) < door);
    assert!(at(&|act| matches!(act, Act::Pickup { shop: ShopId(0), .. })) < door);
}

#[test]
fn bread_before_the_grocery_opens_then_water() {
    let mut draft = line(2, 1);
    draft.shops.push(Shop { load_s: 60, ..Shop::at(NodeId(0), vec![hours(10, 12)]) });
    draft.tasks[0].windows = vec![hours(8, 9)];
    draft.tasks[1].goods = vec![Goods { shops: vec![ShopId(1)], grams: 9200, count: 1 }];
    let (_, plan) = solved(draft);
    assert_eq!(pickups(&plan), [0, 1]);
    assert_eq!(doors(&plan), [(0, vec![0, 1])]);
}

#[test]
fn the_round_leaves_as_late_as_its_end_allows() {
    let mut draft = line(1, 1);
    draft.tasks[0].windows = vec![Window { from: 10 * HOUR, to: 10 * HOUR }];
    let (_, plan) = solved(draft);
    assert_eq!(plan.rounds[0].depart_s, 10 * HOUR - 60 - 120);
    assert_eq!(plan.rounds[0].duration_s, 240);
}

#[test]
fn an_entrance_is_paid_once_for_its_doors_in_a_row() {
    let mut draft = line(2, 1);
    draft.nodes[1].setup_s = 40;
    draft.tasks[1].node = NodeId(1);
    let (_, plan) = solved(draft);
    assert_eq!(plan.rounds[0].duration_s, 120 + 60 + 40 + 2 * 60);
}

#[test]
fn a_pace_rounds_up_and_an_end_is_walked_to() {
    let mut draft = line(1, 1);
    draft.vehicles[0] = Vehicle { pace_per_mille: 1251, end: Some(NodeId(0)), ..draft.vehicles[0].clone() };
    let (_, plan) = solved(draft);
    assert_eq!(plan.rounds[0].duration_s, 120 + 76 + 60 + 76);
}

#[test]
fn nothing_is_set_up_where_a_round_ends() {
    let mut draft = line(1, 1);
    draft.nodes[0].setup_s = 600;
    draft.vehicles[0].end = Some(NodeId(0));
    draft.vehicles[0].shifts = vec![Window { from: 8 * HOUR, to: 8 * HOUR + 600 + 120 + 60 + 60 + 60 }];
    let (_, plan) = solved(draft);
    assert!(plan.unserved.is_empty(), "set up at the shop, and not again at home");
}

#[test]
fn a_door_that_wants_five_shops_forgets_no_other_with_two() {
    let mut draft = line(6, 1);
    draft.shops = (0..5).map(|node| Shop { node: NodeId(node), ..draft.shops[0].clone() }).collect();
    let of =
        |shops: &[u32]| shops.iter().map(|shop| Goods { shops: vec![ShopId(*shop)], ..loaf() }).collect::<Vec<_>>();
    draft.tasks[0].goods = of(&[0, 1, 2, 3, 4]);
    draft.tasks[1].goods = of(&[3, 4]);
    draft.tasks[2].goods = of(&[1, 2, 4]);
    assert!(solved(draft.clone()).1.unserved.is_empty());
    draft.tasks[0].goods.push(Goods { shops: Vec::new(), ..loaf() });
    draft.shops[0].open.clear();
    draft.tasks.truncate(3);
    let left: Vec<u32> = reasons(&solved(draft).1).iter().map(|(task, _)| *task).collect();
    assert_eq!(left, [0], "what nobody sells keeps out who wants it");
}

#[test]
fn each_shift_is_a_round() {
    let mut draft = line(2, 1);
    draft.vehicles[0].shifts = vec![hours(8, 9), hours(11, 12)];
    draft.tasks[0].windows = vec![hours(8, 9)];
    draft.tasks[1].windows = vec![hours(11, 12)];
    let (_, plan) = solved(draft);
    assert_eq!(plan.rounds.iter().map(|round| round.shift).collect::<Vec<_>>(), [0, 1]);
}

type Edit = fn(&mut Draft);

/// Whether the first of two doors, each case in a draft of its own, is left out for the reason told.
fn left_out_for(cases: &[(&str, Edit, Reason)]) {
    for (case, edit, reason) in cases {
        let mut draft = line(2, 2);
        edit(&mut draft);
        let (_, plan) = solved(draft);
        assert_eq!(reasons(&plan), [(0, *reason)], "{case}");
    }
}

#[test]
fn why_nobody_may_serve_a_door() {
    left_out_for(&[
        (
            "an absent person is the only one",
            |d| (d.tasks[0].only_vehicle, d.vehicles[1].shifts) = (Some(VehicleId(1)), vec![]),
            Reason::NobodyAvailable,
        ),
        (
            "an item above every limit",
            |d| (d.tasks[0].heaviest_item_g, d.vehicles[0].max_carry_g, d.vehicles[1].max_carry_g) = (9200, 5000, 9199),
            Reason::TooHeavyForAll,
        ),
        (
            "an item that nobody carries up",
            |d| {
                (d.tasks[0].heaviest_item_g, d.tasks[0].stair_floors) = (9200, 1);
                d.vehicles.iter_mut().for_each(|v| v.max_carry_on_stairs_g = 5000)
            },
            Reason::TooHeavyForAll,
        ),
        (
            "stairs",
            |d| {
                d.tasks[0].stair_floors = 3;
                d.vehicles.iter_mut().for_each(|v| v.stair_floors_max = 2)
            },
            Reason::StairsForNobody,
        ),
        (
            "a visit",
            |d| {
                d.tasks[0].needs_training = true;
                d.vehicles.iter_mut().for_each(|v| v.trained = false)
            },
            Reason::NeedsTraining,
        ),
        ("everybody is blocked", |d| d.tasks[0].blocked = vec![VehicleId(0), VehicleId(1)], Reason::BlockedByAll),
        ("an afternoon in a morning", |d| d.tasks[0].windows = vec![hours(14, 15)], Reason::WindowAgainstShifts),
    ]);
}

#[test]
fn why_a_door_does_not_fit() {
    left_out_for(&[
        (
            "more than a cart",
            |d| {
                d.tasks[0].goods[0].count = 9;
                d.vehicles.iter_mut().for_each(|v| v.cart_count = 8)
            },
            Reason::NoCapacity,
        ),
        (
            "more packs than a round",
            |d| {
                d.tasks[0].heavy_items = 13;
                d.vehicles.iter_mut().for_each(|v| v.heavy_items_max = 12)
            },
            Reason::NoCapacity,
        ),
        (
            "nine packs on stairs",
            |d| {
                (d.tasks[0].heavy_items, d.tasks[0].stair_floors) = (9, 1);
                d.vehicles.iter_mut().for_each(|v| v.heavy_items_on_stairs_max = 8)
            },
            Reason::NoCapacity,
        ),
        (
            "grams times floors",
            |d| {
                d.tasks[0].stair_gram_floors = 30_000;
                d.vehicles.iter_mut().for_each(|v| v.stair_gram_floors_max = 20_000)
            },
            Reason::NoCapacity,
        ),
        (
            "its shop is closed",
            |d| {
                d.shops.push(Shop { load_s: 1, ..Shop::at(NodeId(0), vec![]) });
                d.tasks[0].goods[0].shops = vec![ShopId(1)]
            },
            Reason::ShopClosed,
        ),
        ("a visit longer than a shift", |d| d.tasks[0].service_s = 5 * HOUR, Reason::NotEnoughTime),
        ("not worth the walk", |d| d.tasks[0].unserved_price = 0, Reason::NotWorthwhile),
    ]);
}

/// A standard instance whose matrix breaks the triangle rule: only by way of the first door is the second reached in time, and
/// whoever walks there without it would save half of the way.
#[test]
fn who_is_reached_over_another_is_not_left_behind_alone() {
    #[rustfmt::skip]
    let metres = vec![
        0, 1, 5, 50,
        1, 0, 1, 1,
        5, 1, 0, 50,
        50, 1, 50, 0,
    ];
    let depot = Some(NodeId(0));
    let mut tasks: Vec<Task> = (1..4).map(|node| Task::at(NodeId(node))).collect();
    tasks[1].windows = vec![Window { from: 0, to: 2 }];
    let day = Window { from: 0, to: 1000 };
    let (_, plan) = solved(Draft {
        nodes: vec![Node::default(); 4],
        seconds: metres.clone(),
        metres,
        vehicles: vec![Vehicle { start: depot, end: depot, reloads_max: 0, ..Vehicle::on_shift(day) }],
        tasks,
        prices: Prices { second: 0, metre: 1, ..Prices::default() },
        ..Draft::default()
    });
    assert_eq!(doors(&plan), [(0, vec![0, 1, 2])]);
}

#[test]
fn a_day_too_short_for_all_serves_the_dear_ones() {
    let mut draft = line(3, 1);
    draft.vehicles[0].shifts = vec![Window { from: 8 * HOUR, to: 8 * HOUR + 300 }];
    draft.tasks[1].unserved_price = 5000;
    draft.tasks[2].unserved_price = 5000;
    let (_, plan) = solved(draft);
    assert_eq!(doors(&plan), [(0, vec![0])]);
    assert_eq!(reasons(&plan), [(1, Reason::NotEnoughTime), (2, Reason::NotEnoughTime)]);
}

fn usual(draft: &mut Draft, of: &[(usize, u32, u32)]) {
    for &(task, vehicle, rank) in of {
        (draft.tasks[task].usual_vehicle, draft.tasks[task].usual_rank) = (Some(VehicleId(vehicle)), Some(rank));
    }
}

#[test]
fn the_usual_round_is_kept_even_when_another_is_shorter() {
    let mut draft = line(4, 2);
    usual(&mut draft, &[(0, 0, 3), (1, 1, 1), (2, 0, 2), (3, 1, 2)]);
    let (_, plan) = solved(draft.clone());
    assert_eq!(doors(&plan), [(0, vec![2, 0]), (1, vec![1, 3])]);
    assert_eq!((plan.cost.faces, plan.cost.places), (0, 0));
    draft.prices = Prices { changed_face: 1, changed_place: 1, ..Prices::default() };
    let (_, free) = solved(draft);
    assert_eq!(doors(&free), [(0, vec![0, 1, 2, 3])].map(|(_, d)| (free.rounds[0].vehicle.0, d)));
}

#[test]
fn a_dear_face_that_must_change_leaves_the_order_as_good() {
    let mut draft = line(8, 2);
    let mixed = [3, 7, 1, 5, 0, 6, 2, 4];
    draft.tasks.iter_mut().zip(mixed).for_each(|(task, node)| task.node = NodeId(node + 1));
    draft.tasks.iter_mut().for_each(|task| task.usual_vehicle = Some(VehicleId(1)));
    draft.vehicles[1].shifts = vec![hours(14, 18)];
    let seconds = |face: i64| {
        let mut draft = draft.clone();
        draft.prices.changed_face = face;
        solved(draft).1.cost.effort
    };
    assert_eq!(seconds(1_000_000), seconds(1_000));
}

#[test]
fn an_absent_volunteer_costs_faces_and_nobody_is_forgotten() {
    let mut draft = line(4, 2);
    usual(&mut draft, &[(0, 0, 1), (1, 0, 2), (2, 1, 1), (3, 1, 2)]);
    draft.vehicles[1].shifts.clear();
    let (_, plan) = solved(draft);
    assert!(plan.unserved.is_empty());
    assert_eq!(plan.cost.faces, 2 * Prices::default().changed_face);
    assert_eq!(plan.cost.places, 0);
}

#[test]
fn a_draft_that_cannot_be_is_refused_by_name() {
    type Edit = fn(&mut Draft);
    let cases: [(Edit, &str); 8] = [
        (|d| d.seconds.truncate(3), "seconds: 3 entries, 9 expected (nodes × nodes)"),
        (|d| d.metres.clear(), "metres: 0 entries, 9 expected (nodes × nodes)"),
        (|d| d.tasks[1].node = NodeId(3), "tasks[1].node: there is no entry 3"),
        (|d| d.tasks[0].goods[0].shops = vec![ShopId(1)], "tasks[0].goods.shops: there is no entry 1"),
        (|d| d.tasks[0].usual_vehicle = Some(VehicleId(9)), "tasks[0].usual_vehicle: there is no entry 9"),
        (|d| d.tasks[0].service_s = -1, "tasks[0].service_s: -1 is not within 0..=604800"),
        (|d| d.vehicles[0].shifts[0].to = 0, "vehicles[0].shifts: the window 28800..0 ends before it begins"),
        (|d| d.prices.second = i64::MAX, "prices[0].second: 9223372036854775807 is not within 0..=1000000"),
    ];
    for (edit, message) in cases {
        let mut draft = line(2, 1);
        edit(&mut draft);
        assert_eq!(draft.build().expect_err(message).to_string(), message);
    }
}

#[test]
fn a_door_that_wants_two_kinds_at_one_shop_is_loaded_for_once() {
    let mut draft = line(2, 1);
    draft.shops.push(Shop::at(NodeId(2), vec![hours(7, 13)]));
    draft.shops[0].pick_s = 30;
    draft.tasks.truncate(1);
    draft.tasks[0].goods.push(Goods { shops: vec![ShopId(0), ShopId(1)], grams: 500, count: 1 });
    draft.vehicles[0].longest_s = 120 + 30 + 60 + 60;
    let (_, plan) = solved(draft);
    assert_eq!(doors(&plan), [(0, vec![0])]);
    assert_eq!(plan.rounds[0].duration_s, 270);
}
