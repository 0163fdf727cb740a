//! The test vectors of domain.md 3.3.

use super::*;

fn pace() -> Pace {
    Pace::default()
}

#[test]
fn stairs_with_a_pack() {
    for (floors, up, down, total) in [(3, 41.6, 30.0, 71.6), (4, 55.5, 40.0, 95.5)] {
        let climb = climb(&pace(), floors, 9200, false);
        assert!(!climb.by_lift);
        assert!((climb.up_s - up).abs() < 0.05, "{floors} floors up: {}", climb.up_s);
        assert_eq!(climb.down_s, down);
        assert!((climb.total_s() - total).abs() < 0.05, "{floors} floors: {}", climb.total_s());
    }
}

#[test]
fn lifts() {
    for (floors, up, down, total) in [(2, 66.0, 46.0, 112.0), (4, 72.0, 52.0, 124.0), (8, 84.0, 64.0, 148.0)] {
        let climb = climb(&pace(), floors, 9200, true);
        assert!(climb.by_lift);
        assert_eq!((climb.up_s, climb.down_s, climb.total_s()), (up, down, total));
    }
}

#[test]
fn slopes_on_a_hundred_metres() {
    for (slope, seconds) in [(-0.05, 84.0), (0.0, 100.0), (0.05, 119.0), (0.10, 142.0), (-0.10, 100.0)] {
        let found = walk_s(&pace(), Gait::LoadedCart, 100.0, slope);
        assert_eq!(found.round(), seconds, "slope {slope}: {found}");
    }
}

#[test]
fn the_lift_is_a_rule_before_it_is_a_saving() {
    let cases = [
        ("bread to the third floor walks", 3, 250, true, false),
        ("bread to the fourth takes the lift", 4, 250, true, true),
        ("a pack to the first takes the lift", 1, 9200, true, true),
        ("half a pack is a pack", 2, 4600, true, true),
        ("a broken lift is no lift", 8, 9200, false, false),
        ("the ground floor needs none", 0, 9200, true, false),
    ];
    for (case, floors, load_g, lift, by_lift) in cases {
        assert_eq!(climb(&pace(), floors, load_g, lift).by_lift, by_lift, "{case}");
    }
    assert_eq!(climb(&pace(), 0, 9200, true).total_s(), 0.0);
}

#[test]
fn doors_and_entrances() {
    let doors = [
        (DoorKind::BagOnDoor, 15.0),
        (DoorKind::BreadInHand, 60.0),
        (DoorKind::Water, 120.0),
        (DoorKind::WelfareCheck, 300.0),
        (DoorKind::CourtesyVisit, 1800.0),
    ];
    for (kind, seconds) in doors {
        assert_eq!(door_s(&pace(), kind), seconds);
    }
    assert_eq!((entrance_s(&pace(), false), entrance_s(&pace(), true)), (20.0, 40.0));
}

#[test]
fn a_leg_in_the_pilot_town() {
    let from = Spot { lat: 50.726, lon: 1.632, altitude_m: None };
    let to = Spot { lat: 50.727, lon: 1.632, altitude_m: None };
    assert!((straight_m(from, to) - 111.2).abs() < 0.1);
    assert_eq!(leg(&pace(), Gait::HandsFree, from, to), Leg { metres: 145, seconds: 116 });
    let uphill =
        leg(&pace(), Gait::HandsFree, Spot { altitude_m: Some(10.0), ..from }, Spot { altitude_m: Some(20.0), ..to });
    assert!(uphill.seconds > 116 && uphill.metres == 145);
    assert_eq!(leg(&pace(), Gait::Slow, from, from), Leg { metres: 0, seconds: 0 });
}
