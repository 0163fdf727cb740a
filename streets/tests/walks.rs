//! How far it is in invented streets whose lengths are known.
#![allow(clippy::expect_used, reason = "a broken fixture ends the test")]

mod village;

use streets::{NoWalk, Spot, Streets, Walk, Walker};
use village::{Village, spot};

/// A street of 400 m east, a path of 100 m north from its middle.
fn crossroads() -> Village {
    let village = Village::default().node(1, 0.0, 0.0, "").node(2, 200.0, 0.0, "").node(3, 400.0, 0.0, "");
    village.node(4, 200.0, 100.0, "").way(&[1, 2, 3], "highway=residential").way(&[2, 4], "highway=path")
}

fn read(village: &Village) -> Streets {
    village.read().expect("the village can be read")
}

fn walk(streets: &Streets, from: Spot, to: Spot) -> Result<Walk, NoWalk> {
    let there = streets.walks(from, &[to], &Walker::default())[0];
    let back = streets.walks(to, &[from], &Walker::default())[0];
    assert_eq!(there.map(|walk| walk.metres).ok(), back.map(|walk| walk.metres).ok(), "there and back differ");
    there
}

/// Within one: lengths are rounded up, and places are told to a centimetre.
#[track_caller]
fn assert_near(told: u32, expected: u32) {
    assert!(told.abs_diff(expected) <= 1, "{told} instead of {expected}");
}

#[track_caller]
fn assert_metres(streets: &Streets, from: Spot, to: Spot, metres: u32) {
    assert_near(walk(streets, from, to).expect("there is a walk").metres, metres);
}

#[test]
fn a_point_stands_on_the_nearest_edge_and_the_walk_to_it_counts() {
    let streets = read(&crossroads());
    // 10 m off the street at 50 m, 20 m off the path at 60 m: 10 + 150 + 60 + 20.
    assert_metres(&streets, spot(50.0, -10.0), spot(220.0, 60.0), 240);
    let told = walk(&streets, spot(50.0, -10.0), spot(220.0, 60.0)).expect("there is a walk");
    assert_near(told.off_way_metres, 30);
    assert_near(told.seconds, 192);
}

#[test]
fn two_points_on_one_edge_do_not_go_round_by_a_junction() {
    let streets = read(&crossroads());
    assert_metres(&streets, spot(20.0, 5.0), spot(120.0, -5.0), 110);
    assert_metres(&streets, spot(20.0, 5.0), spot(20.0, 5.0), 10);
}

#[test]
fn a_loop_is_walked_the_shorter_way_round() {
    let square = Village::default().node(1, 0.0, 0.0, "").node(2, 100.0, 0.0, "");
    let square = square.node(3, 100.0, 100.0, "").node(4, 0.0, 100.0, "");
    let streets = read(&square.way(&[1, 2, 3, 4, 1], "highway=pedestrian area=yes"));
    assert_metres(&streets, spot(10.0, 0.0), spot(0.0, 10.0), 20);
    assert_metres(&streets, spot(50.0, 0.0), spot(100.0, 50.0), 100);
}

#[test]
fn steps_are_slower_and_nothing_for_a_cart() {
    let village = Village::default().node(1, 0.0, 0.0, "").node(2, 100.0, 0.0, "").node(3, 150.0, 0.0, "");
    let village = village.node(4, 250.0, 0.0, "").node(5, 100.0, 60.0, "").node(6, 150.0, 60.0, "");
    let village = village.way(&[1, 2], "highway=footway").way(&[2, 3], "highway=steps").way(&[3, 4], "highway=footway");
    let streets = read(&village.way(&[2, 5, 6, 3], "highway=footway"));
    let ends = [spot(250.0, 0.0)];
    let quick = Walker { mps: 1.0, steps_mps: Some(0.5), ..Walker::default() };
    let slow = Walker { steps_mps: Some(0.2), ..quick };
    let cart = Walker { steps_mps: None, ..quick };
    // Up the steps; round them; round them with a cart.
    for (walker, metres, seconds) in [(quick, 250, 300), (slow, 370, 370), (cart, 370, 370)] {
        let walk = streets.walks(spot(0.0, 0.0), &ends, &walker)[0].expect("there is a walk");
        assert_near(walk.metres, metres);
        assert_near(walk.seconds, seconds);
    }
}

#[test]
fn motorways_and_forbidden_ways_are_no_ways() {
    let village = Village::default().node(1, 0.0, 0.0, "").node(2, 300.0, 0.0, "").node(3, 150.0, 200.0, "");
    let village = village.way(&[1, 3, 2], "highway=footway");
    let village = village.way(&[1, 2], "highway=motorway").way(&[1, 2], "highway=service foot=no");
    assert_metres(&read(&village), spot(0.0, 0.0), spot(300.0, 0.0), 500);
}

#[test]
fn private_ground_is_entered_to_arrive_and_not_to_cut_through() {
    let village = Village::default().node(1, 0.0, 0.0, "").node(2, 200.0, 0.0, "").node(3, 100.0, 150.0, "");
    let village = village.way(&[1, 3, 2], "highway=residential").way(&[1, 2], "highway=service access=private");
    let streets = read(&village);
    assert_metres(&streets, spot(-1.0, 0.0), spot(201.0, 0.0), 363);
    assert_metres(&streets, spot(-1.0, 0.0), spot(120.0, 0.0), 121);
    assert_metres(&streets, spot(20.0, 0.0), spot(120.0, 0.0), 100);
    let bold = Walker { private_s: 30.0, ..Walker::default() };
    let told = streets.walks(spot(-1.0, 0.0), &[spot(201.0, 0.0)], &bold)[0].expect("there is a walk");
    assert_near(told.metres, 202);
    // What entering counts is not told as time.
    assert_near(told.seconds, 162);
}

#[test]
fn a_gate_stops_whom_it_is_shut_to() {
    let lane = |tags| {
        let village = Village::default().node(1, 0.0, 0.0, "").node(2, 200.0, 0.0, tags).node(3, 400.0, 0.0, "");
        read(&village.way(&[1, 2, 3], "highway=footway"))
    };
    let ends = (spot(10.0, 0.0), spot(390.0, 0.0));
    assert_eq!(walk(&lane("barrier=gate access=no"), ends.0, ends.1), Err(NoWalk::NotConnected));
    assert_metres(&lane("barrier=gate access=private"), ends.0, ends.1, 380);
    assert_metres(&lane("barrier=bollard"), ends.0, ends.1, 380);
}

#[test]
fn a_door_on_no_way_is_joined_to_the_nearest() {
    let village = crossroads().node(10, 300.0, 30.0, "entrance=staircase").node(11, 300.0, 400.0, "entrance=main");
    let village = village.node(12, 100.0, -20.0, "entrance=garage").node(13, 100.0, 20.0, "entrance=yes");
    let streets = read(&village.node(14, 90.0, 10.0, "entrance=yes"));
    assert_eq!(streets.figures().doors_joined, 3, "not the garage, nor the door far from everything");
    // A point in the building behind the door comes out of the door.
    let told = walk(&streets, spot(300.0, 40.0), spot(350.0, 0.0)).expect("there is a walk");
    assert_near(told.metres, 90);
    assert_near(told.off_way_metres, 40);
    // Joining doors cuts the street, which is walked as before.
    assert_metres(&streets, spot(0.0, 0.0), spot(400.0, 0.0), 400);
    assert_metres(&streets, spot(90.0, 10.0), spot(100.0, 20.0), 40);
}

#[test]
fn no_door_opens_onto_a_tunnel_and_people_walk_through_it() {
    let village = Village::default().node(1, 0.0, 0.0, "").node(2, 100.0, 0.0, "").node(3, 300.0, 0.0, "");
    let village = village.node(4, 400.0, 0.0, "").way(&[1, 2], "highway=footway").way(&[3, 4], "highway=footway");
    let streets = read(&village.way(&[2, 3], "highway=footway tunnel=yes"));
    assert_metres(&streets, spot(50.0, 0.0), spot(350.0, 0.0), 300);
    assert_metres(&streets, spot(50.0, 0.0), spot(150.0, 0.0), 100);
    assert_eq!(walk(&streets, spot(50.0, 0.0), spot(200.0, 5.0)), Err(NoWalk::FarTo));
}

#[test]
fn what_is_too_far_or_not_connected_is_said_and_not_guessed() {
    let village = crossroads().node(20, 0.0, 1000.0, "").node(21, 150.0, 1000.0, "");
    let streets = read(&village.way(&[20, 21], "highway=footway"));
    let town = spot(100.0, 0.0);
    assert_eq!(walk(&streets, town, spot(100.0, 1000.0)), Err(NoWalk::NotConnected));
    assert_eq!(walk(&streets, town, spot(100.0, 500.0)), Err(NoWalk::FarTo));
    assert_eq!(walk(&streets, spot(100.0, 500.0), town), Err(NoWalk::FarFrom));
    assert_eq!(walk(&streets, town, Spot { lat: f64::NAN, lon: 1.6 }), Err(NoWalk::FarTo));
    assert_metres(&streets, spot(20.0, 1000.0), spot(120.0, 1000.0), 100);
}

#[test]
fn a_courtyard_that_nobody_joined_is_left_across_the_gap() {
    let village = crossroads().node(20, 50.0, 40.0, "").node(21, 150.0, 40.0, "");
    let streets = read(&village.way(&[20, 21], "highway=footway"));
    assert_metres(&streets, spot(60.0, 42.0), spot(140.0, 42.0), 84);
    assert_metres(&streets, spot(60.0, 42.0), spot(300.0, 0.0), 282);
}

#[test]
fn a_table_holds_every_walk_there_and_back() {
    let streets = read(&crossroads());
    let points = [spot(50.0, -10.0), spot(220.0, 60.0), spot(0.0, 5000.0), spot(400.0, 0.0)];
    let table = streets.table(&points, &Walker::default());
    for (at, from) in points.iter().enumerate() {
        let walks = streets.walks(*from, &points, &Walker::default());
        for (to, walk) in walks.into_iter().enumerate().filter(|(to, _)| *to != at) {
            assert_eq!(table[at * points.len() + to], walk, "from {at} to {to}");
        }
        assert_eq!(table[at * points.len() + at].map(|walk| walk.metres), Ok(0));
    }
}

#[test]
fn the_same_file_and_points_give_the_same_walks() {
    let village = crossroads().packed();
    let points: Vec<Spot> = (0..20).map(|at| spot(f64::from(at * 19), f64::from(at * 7 % 50))).collect();
    let table = read(&village).table(&points, &Walker::default());
    assert_eq!(table, read(&village).table(&points, &Walker::default()));
    assert_eq!(table, read(&crossroads()).table(&points, &Walker::default()), "packed or not");
}
