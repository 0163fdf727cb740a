//! Quick prices against the slow walk, on random days with everything that a day can have. What is drawn is written out field by
//! field, so that the compiler asks for a new one here.

use super::quote::quote;
use super::stop::Stop;
use super::walk::at_desk;
use super::{Portage, Route, stock};
use crate::anneal;
use crate::anneal::model::{Client, Model as _};
use crate::chance::Chance;
use crate::problem::{
    Draft, Goods, Lateness, MUST_SERVE, Node, NodeId, Prices, Problem, Rest, Shop, ShopId, Task, TaskId, UNLIMITED,
    Vehicle, VehicleId, Window,
};

fn number(chance: &mut Chance, from: i64, to: i64) -> i64 {
    from + i64::from(chance.draw((to - from + 1) as u32))
}

fn one_in(chance: &mut Chance, many: u32) -> bool {
    chance.draw(many) == 0
}

fn window(chance: &mut Chance, breadth: i64) -> Window {
    let from = number(chance, 0, 8000);
    Window { from, to: from + number(chance, breadth / 4, breadth) }
}

fn task(chance: &mut Chance, nodes: u32, shops: u32) -> Task {
    let goods = |chance: &mut Chance| {
        let any = if one_in(chance, 3) { (0..shops).map(ShopId).collect() } else { vec![ShopId(chance.draw(shops))] };
        Goods { shops: any, grams: number(chance, 0, 9000), count: number(chance, 0, 2) }
    };
    let kinds = [0, 1, 1, 1, 2][chance.draw(5) as usize];
    Task {
        service_s: number(chance, 0, 300),
        windows: (0..chance.draw(3)).map(|_| window(chance, 9000)).collect(),
        late: if one_in(chance, 6) { Lateness { grace_s: 900, price: 2 } } else { Lateness::default() },
        goods: (0..kinds).map(|_| goods(chance)).collect(),
        heaviest_item_g: number(chance, 0, 9000),
        heavy_items: number(chance, 0, 2),
        stair_floors: if one_in(chance, 2) { number(chance, 0, 4) } else { 0 },
        stair_gram_floors: number(chance, 0, 30_000),
        needs_training: one_in(chance, 8),
        only_vehicle: one_in(chance, 12).then(|| VehicleId(chance.draw(3))),
        blocked: if one_in(chance, 8) { vec![VehicleId(chance.draw(3))] } else { Vec::new() },
        usual_vehicle: (!one_in(chance, 6)).then(|| VehicleId(chance.draw(3))),
        usual_rank: (!one_in(chance, 6)).then(|| chance.draw(9)),
        unserved_price: if one_in(chance, 4) { number(chance, 0, 3000) } else { MUST_SERVE },
        node: NodeId(chance.draw(nodes)),
    }
}

fn vehicle(chance: &mut Chance, nodes: u32, shops: u32) -> Vehicle {
    let rest =
        Rest { node: NodeId(chance.draw(nodes)), windows: vec![window(chance, 3000)], rest_s: 600, missed_price: 900 };
    Vehicle {
        start: (!one_in(chance, 3)).then(|| NodeId(chance.draw(nodes))),
        end: (!one_in(chance, 3)).then(|| NodeId(chance.draw(nodes))),
        first_shop: one_in(chance, 4).then(|| ShopId(chance.draw(shops))),
        longest_s: number(chance, 4000, 12_000),
        nominal_s: number(chance, 1000, 6000),
        overtime_price: 2,
        round_price: 300,
        rest: one_in(chance, 2).then_some(rest),
        cart_g: number(chance, 9000, 30_000),
        cart_count: number(chance, 2, 9),
        reloads_max: number(chance, 0, 3),
        past_s: one_in(chance, 2).then(|| number(chance, 0, 9000)),
        max_carry_g: number(chance, 6000, 12_000),
        max_carry_on_stairs_g: number(chance, 5000, 12_000),
        stair_floors_max: number(chance, 2, 6),
        heavy_items_max: number(chance, 3, 9),
        heavy_items_on_stairs_max: number(chance, 2, 6),
        stair_gram_floors_max: number(chance, 60_000, 200_000),
        trained: one_in(chance, 2),
        pace_per_mille: [800, 1000, 1300][chance.draw(3) as usize],
        shifts: vec![Window { from: number(chance, 0, 3000), to: number(chance, 9000, 16_000) }],
    }
}

fn problem(seed: u64) -> Problem {
    let chance = &mut Chance::new(seed);
    let (nodes, shops) = (8, 3);
    let places: Vec<(u32, u32)> = (0..nodes).map(|_| (chance.draw(200), chance.draw(200))).collect();
    let apart = |from: &(u32, u32), to: &(u32, u32)| from.0.abs_diff(to.0) + from.1.abs_diff(to.1);
    let matrix: Vec<u32> = places.iter().flat_map(|from| places.iter().map(move |to| apart(from, to))).collect();
    let shop = |chance: &mut Chance| Shop {
        load_s: number(chance, 0, 120),
        pick_s: if seed.is_multiple_of(4) { 20 } else { 0 },
        stock: if seed.is_multiple_of(3) { number(chance, 0, 9) } else { UNLIMITED },
        node: NodeId(chance.draw(nodes)),
        open: vec![window(chance, 14_000)],
    };
    Draft {
        nodes: (0..nodes).map(|_| Node { setup_s: number(chance, 0, 40) }).collect(),
        seconds: matrix.clone(),
        metres: matrix,
        shops: (0..shops).map(|_| shop(chance)).collect(),
        vehicles: (0..3).map(|_| vehicle(chance, nodes, shops)).collect(),
        tasks: (0..14).map(|_| task(chance, nodes, shops)).collect(),
        together: vec![vec![TaskId(0), TaskId(5)]],
        sequences: vec![vec![TaskId(3), TaskId(1), TaskId(8)]],
        prices: Prices { changed_face: 200, changed_place: 150, second: 1, metre: 1, split: 100, spread_minute: 5 },
    }
    .build()
    .expect("in range")
}

/// The routes that a short search leaves.
fn routes(day: &Portage, seed: u64) -> Vec<Route> {
    anneal::search(day, &Portage::KNOBS, None, seed, &mut |standing| standing.iteration as f64 / 128.0)
}

fn walked(day: &Portage, route: &Route, stops: &[Stop], left: &[i64]) -> Option<i64> {
    at_desk(|desk| day.walk(route.walker, stops, left, desk)).map(|walked| walked.cost)
}

#[test]
fn a_quote_is_what_the_walk_says_and_nothing_alone_is_cheaper() {
    let (mut quoted, mut with_shops, mut with_stock, mut refused) = (0, 0, 0, 0);
    for seed in 0..200 {
        let day = Portage::of(&problem(seed));
        let routes = routes(&day, seed);
        let served: Vec<Client> = routes.iter().flat_map(|route| route.tour.iter().copied()).collect();
        for (number, route) in routes.iter().enumerate() {
            let left = day.left(&routes, number);
            assert_eq!(
                walked(&day, route, &route.stops, &left),
                Some(route.cost),
                "what a route remembers, seed {seed}"
            );
            let strangers =
                (0..day.clients() as Client).filter(|client| !served.contains(client) || route.tour.contains(client));
            for client in strangers {
                let mut without = route.clone();
                without.remove(&day, &left, |at| route.tour[at] == client);
                if without.tour.contains(&client) || !without.fits(&day, client) {
                    continue;
                }
                let places = (0..=without.stops.len()).filter_map(|at| {
                    let stops = [&without.stops[..at], &[Stop::at(client)], &without.stops[at..]].concat();
                    walked(&day, &without, &stops, &left).filter(|_| in_sequence(&day, &stops))
                });
                let alone = places.min();
                let mut beside = routes.clone();
                beside[number] = without.clone();
                let blind = quote(&day, &without, client, i32::MAX, &[]);
                let spot = blind.and_then(|spot| stock::allowed(&day, &beside, number, client, (spot, i32::MAX)));
                with_stock += usize::from(spot != blind);
                let Some(spot) = spot else {
                    refused += 1;
                    assert_eq!(alone, None, "seed {seed}");
                    continue;
                };
                quoted += 1;
                with_shops += usize::from(spot.way > 0);
                let mut with = without.clone();
                with.insert(&day, client, spot);
                assert_eq!(with.cost, without.cost + i64::from(spot.delta), "seed {seed}, client {client}");
                assert_eq!(walked(&day, &with, &with.stops, &left), Some(with.cost), "seed {seed}, client {client}");
                // Who makes others wait for a better window can be a gain; it is not looked for where it would be the greatest.
                let looked_for = |alone: i64| spot.delta < 0 || alone >= with.cost;
                assert!(alone.is_none_or(looked_for), "seed {seed}, client {client}: {alone:?} {spot:?}");
            }
        }
    }
    assert!(quoted > 1000 && with_shops > 100 && refused > 50, "{quoted} {with_shops} {refused}");
    assert!(with_stock > 100, "{with_stock} were decided by what shops have left");
}

fn in_sequence(day: &Portage, stops: &[Stop]) -> bool {
    let places = stops.iter().filter_map(|stop| day.door(stop.client()?).sequence.map(|(_, place)| place));
    places.is_sorted()
}
