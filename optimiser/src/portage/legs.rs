//! The ways between nodes at one pace, both directions of a node side by side in memory: what the inner loop reads most.

use crate::problem::{NodeId, Problem, TIME_MAX};

/// From one node to another: metres, and seconds with the setup of the node that is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Leg {
    pub(super) metres: i32,
    pub(super) seconds: i32,
}

/// All legs at one pace. Behind the nodes of the problem come one that is nowhere, as near to every node as can be, for rounds
/// that begin at their first stop or end at their last; and each node at which rounds end once more, where nothing is set up.
pub(super) struct Legs {
    nodes: usize,
    leaving: Vec<Leg>,
    reaching: Vec<Leg>,
}

/// Where rounds end.
pub(super) struct Ends(Vec<NodeId>);

impl Ends {
    pub(super) fn of(problem: &Problem) -> Self {
        let mut ends: Vec<NodeId> = problem.vehicles().iter().filter_map(|vehicle| vehicle.end).collect();
        ends.sort_unstable();
        ends.dedup();
        Self(ends)
    }

    /// The number of a node as the end of a round.
    pub(super) fn number(&self, problem: &Problem, end: Option<NodeId>) -> u16 {
        let at = end.and_then(|end| self.0.binary_search(&end).ok());
        Legs::nowhere(problem) + at.map_or(0, |at| at as u16 + 1)
    }
}

impl Legs {
    /// The number of the node that is nowhere.
    pub(super) fn nowhere(problem: &Problem) -> u16 {
        problem.nodes().len() as u16
    }

    pub(super) fn at_pace(problem: &Problem, ends: &Ends, pace_per_mille: u32) -> Self {
        let real = problem.nodes().len();
        let nodes = real + 1 + ends.0.len();
        let none = || vec![Leg::default(); nodes * nodes];
        let mut legs = Self { nodes, leaving: none(), reaching: none() };
        let all = (0..real as u32).map(NodeId);
        let reached = all.clone().map(|node| (node.index(), node, problem.nodes()[node.index()].setup_s));
        let ended = (real + 1..).zip(&ends.0).map(|(number, &end)| (number, end, 0));
        for (number, to, setup_s) in reached.chain(ended) {
            for from in all.clone() {
                let walk_s = problem.travel_s(pace_per_mille, from, to).min(4 * TIME_MAX);
                let seconds = walk_s + if from == to { 0 } else { setup_s };
                let metres = problem.matrix_metres(from, to);
                legs.set(from.index(), number, Leg { metres: metres as i32, seconds: seconds as i32 });
            }
            legs.set(real, number, Leg { metres: 0, seconds: setup_s as i32 });
        }
        legs
    }

    fn set(&mut self, from: usize, to: usize, leg: Leg) {
        self.leaving[from * self.nodes + to] = leg;
        self.reaching[to * self.nodes + from] = leg;
    }

    #[inline]
    pub(super) fn between(&self, from: u16, to: u16) -> Leg {
        self.leaving[usize::from(from) * self.nodes + usize::from(to)]
    }

    /// The legs that lead away from a node, by the node reached.
    #[inline]
    pub(super) fn leaving(&self, node: u16) -> &[Leg] {
        &self.leaving[usize::from(node) * self.nodes..][..self.nodes]
    }

    /// The legs that lead to a node, by the node left.
    #[inline]
    pub(super) fn reaching(&self, node: u16) -> &[Leg] {
        &self.reaching[usize::from(node) * self.nodes..][..self.nodes]
    }
}
