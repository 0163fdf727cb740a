//! The peers: their pinned versions, and what they cannot say. A gap without its reason would be unfair to them.

use super::job::Solver;

/// The packages, pinned; the versions below are read from here.
pub const PINS: &str = include_str!("../../../bench/peers.txt");

/// The package of a solver; ours is none.
fn package(solver: Solver) -> Option<&'static str> {
    match solver {
        Solver::Palier => None,
        Solver::PyVrp => Some("pyvrp"),
        Solver::Vroom => Some("pyvroom"),
        Solver::OrTools => Some("ortools"),
    }
}

/// The pinned version of a peer.
pub fn version(solver: Solver) -> Option<&'static str> {
    let package = package(solver)?;
    PINS.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix("=="))
}

/// What each cannot state of a walking round, from the heads of the bench's scripts.
pub const NOTES: [&str; 4] = [
    "PyVRP states nearly all of the core cost. Not: a rest owed only by who walks, two windows of a shop, and, with two shops, \
     alternative windows of an order.",
    "OR-Tools states the core cost but for the rest owed only by who walks. The bench states no rounds with two shops for it. It \
     has no seed and runs once.",
    "VROOM prices travel alone: no price for waiting, service, overtime, another volunteer than the usual one, or leaving an order \
     out; no longest working time; one shop. It has neither seed nor limit, stops by itself, and runs once, at exploration 5. Its \
     CPU seconds stand beside it.",
    "Nobody but palier states the full cost (the same volunteer for all of a resident's doors, an even spread of work): each \
     answer of a peer is the one it found for what it can state.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_peer_is_pinned() {
        for solver in Solver::ALL.into_iter().filter(|solver| *solver != Solver::Palier) {
            assert!(version(solver).is_some(), "{solver:?}");
        }
    }
}
