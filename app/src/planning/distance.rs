//! How far apart the places of a day are. The walks that were measured; else the straight line where there are coordinates; else the order in which people walk the
//! entrances, which costs nobody a survey.

use optimiser::travel::{self, Gait, Spot};
use optimiser::{Draft, Node, NodeId, TIME_MAX};
use shared::id::ResidenceId;
use shared::parameters::Pace;

use super::walks::Walks;
use super::ways::Walk;

/// Seconds between neighbours in the order of a residence, without coordinates.
const NEXT_DOOR_S: i64 = 60;
/// Seconds between residences, and to a shop, without coordinates.
const NEXT_RESIDENCE_S: i64 = 180;
/// Within one residence nothing is further, however long the order.
const ACROSS_S: i64 = 600;

/// A place to walk to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spotted {
    pub position: Option<(f64, f64)>,
    /// The residence and the place in its order, for entrances.
    pub order: Option<(ResidenceId, i32)>,
}

/// The optimiser's pace from the association's.
pub(super) fn pace_of(pace: &Pace) -> travel::Pace {
    let mps = |mm_s: u32| f64::from(mm_s) / 1000.0;
    let known = travel::Pace::default();
    travel::Pace {
        detour: f64::from(pace.detour_permille) / 1000.0,
        hands_free_mps: mps(pace.walk_mm_s),
        loaded_cart_mps: mps(pace.cart_mm_s),
        entrance_s: f64::from(pace.entrance_s),
        park_cart_s: f64::from(pace.park_cart_s),
        door: travel::DoorPace {
            bag_on_door_s: f64::from(pace.door_bag_s),
            bread_in_hand_s: f64::from(pace.door_bread_s),
            water_s: f64::from(pace.door_water_s),
            ..known.door
        },
        ..known
    }
}

/// Adds a place to the draft.
pub(super) fn node(draft: &mut Draft, setup_s: i64) -> NodeId {
    draft.nodes.push(Node { setup_s });
    NodeId(u32::try_from(draft.nodes.len() - 1).unwrap_or(u32::MAX))
}

/// Fills the matrices at the pace of somebody with free hands; whoever pushes a cart is slower by a factor.
pub(super) fn fill(draft: &mut Draft, spots: &[Spotted], walks: &Walks, pace: &travel::Pace) {
    for (at, from) in spots.iter().enumerate() {
        for (to_at, to) in spots.iter().enumerate() {
            let (metres, seconds) = if at == to_at { (0, 0) } else { between(from, to, walks, pace) };
            draft.metres.push(within(metres));
            draft.seconds.push(within(seconds));
        }
    }
}

fn between(from: &Spotted, to: &Spotted, walks: &Walks, pace: &travel::Pace) -> (i64, i64) {
    if let (Some(from), Some(to)) = (from.position, to.position) {
        if let Some(walk) = walks.between(from, to) {
            return measured(walk, pace);
        }
        let spot = |(lat, lon)| Spot { lat, lon, altitude_m: None };
        let leg = travel::leg(pace, Gait::HandsFree, spot(from), spot(to));
        return (leg.metres, leg.seconds);
    }
    let seconds = match (from.order, to.order) {
        (Some((here, first)), Some((there, second))) if here == there => {
            (NEXT_DOOR_S * i64::from(first.abs_diff(second)).max(1)).min(ACROSS_S)
        }
        _ => NEXT_RESIDENCE_S,
    };
    ((seconds as f64 * pace.hands_free_mps) as i64, seconds)
}

/// A walk that was measured, at this association's pace; whoever measured it may have another.
fn measured(walk: Walk, pace: &travel::Pace) -> (i64, i64) {
    let flat_s = travel::walk_s(pace, Gait::HandsFree, f64::from(walk.metres), 0.0).ceil() as i64;
    (i64::from(walk.metres), flat_s + i64::from(walk.steps_s))
}

/// Places at the two ends of the earth are a typing error; a plan is made all the same.
fn within(value: i64) -> u32 {
    u32::try_from(value.clamp(0, TIME_MAX)).unwrap_or(u32::MAX)
}
