//! The ways between nodes at one pace, both directions of a node side by side in memory: what the inner loop reads most.

use crate::problem::{NodeId, Problem, TIME_MAX};

/// From one node to another: metres, and seconds with the setup of the node that is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Leg {
    pub(super) metres: i32,
    pub(super) seconds: i32,
}

/// All legs at one pace. One node more than the problem has stands for nowhere: it is as near to every node as can be, for
/// rounds that begin at their first stop or end at their last.
pub(super) struct Legs {
    nodes: usize,
    leaving: Vec<Leg>,
    reaching: Vec<Leg>,
}

impl Legs {
    /// The number of the node that is nowhere.
    pub(super) fn nowhere(problem: &Problem) -> u16 {
        problem.nodes().len() as u16
    }

    pub(super) fn at_pace(problem: &Problem, pace_per_mille: u32) -> Self {
        let real = problem.nodes().len();
        let nodes = real + 1;
        let mut legs =
            Self { nodes, leaving: vec![Leg::default(); nodes * nodes], reaching: vec![Leg::default(); nodes * nodes] };
        for to in 0..real {
            let setup_s = problem.nodes()[to].setup_s;
            for from in 0..nodes {
                let (one, two) = (NodeId(from as u32), NodeId(to as u32));
                let (metres, walk_s) = if from == real {
                    (0, 0)
                } else {
                    (problem.matrix_metres(one, two), problem.travel_s(pace_per_mille, one, two))
                };
                let seconds = walk_s.min(4 * TIME_MAX) + if from == to { 0 } else { setup_s };
                let leg = Leg { metres: metres as i32, seconds: seconds as i32 };
                legs.leaving[from * nodes + to] = leg;
                legs.reaching[to * nodes + from] = leg;
            }
        }
        legs
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
