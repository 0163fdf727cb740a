//! Junctions and the edges between them, in arrays that a search can run through.

mod doors;
mod drawing;

use std::ops::Range;

use crate::foothold::Index;
use crate::ground::{self, Spot};
use crate::survey::Survey;

/// What lies under the feet on an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Anything but steps.
    Flat,
    /// Stairs.
    Steps,
    /// No way at all: from a door to the nearest one.
    Door,
}

/// A piece of way between two junctions.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// The junctions at its ends.
    pub ends: [u32; 2],
    /// Where it bends, its ends included, as a stretch of [`Graph::bends`].
    pub bends: Range<usize>,
    /// Its length along the bends.
    pub millimetres: u64,
    /// What it is made of.
    pub ground: Ground,
    /// For residents and who is let in.
    pub private: bool,
    /// Below the ground, where no door opens.
    pub below: bool,
}

/// The edges at a junction: where each leads, and which it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    pub to: u32,
    pub edge: u32,
}

/// The walking graph.
pub(crate) struct Graph {
    /// Every edge.
    pub edges: Vec<Edge>,
    /// The bends of every edge.
    pub bends: Vec<Spot>,
    /// Doors that stood on no way and were joined to one.
    pub doors: usize,
    /// The component of each junction.
    component: Vec<u32>,
    /// The component with most metres: what people call the town.
    main: u32,
    /// Where the arcs of each junction begin.
    first: Vec<u32>,
    arcs: Vec<Arc>,
}

impl Graph {
    /// Draws the graph of what was surveyed; doors further than `door_m` metres from any way are left out.
    pub(crate) fn of(survey: &Survey, door_m: f64) -> Self {
        let mut drawing = drawing::Drawing::of(survey);
        let doors = doors::join(&mut drawing, &survey.doors, door_m);
        let (first, arcs) = arcs(drawing.junctions, &drawing.edges);
        let component = components(&first, &arcs);
        let main = main(&component, &drawing.edges);
        Self { edges: drawing.edges, bends: drawing.bends, doors, component, main, first, arcs }
    }

    /// How many junctions there are.
    pub(crate) fn junctions(&self) -> usize {
        self.component.len()
    }

    /// The edges at a junction.
    pub(crate) fn arcs(&self, junction: u32) -> &[Arc] {
        let at = junction as usize;
        &self.arcs[self.first[at] as usize..self.first[at + 1] as usize]
    }

    /// The component of an edge.
    pub(crate) fn component(&self, edge: u32) -> u32 {
        self.component[self.edges[edge as usize].ends[0] as usize]
    }

    /// Whether an edge belongs to the town, not to an island that the map joins to nothing.
    pub(crate) fn is_main(&self, edge: u32) -> bool {
        self.component(edge) == self.main
    }

    /// The segments of all edges, to find the nearest.
    pub(crate) fn index(&self) -> Index {
        Index::of(&self.edges, &self.bends)
    }
}

/// Millimetres along a stretch of bends.
pub(crate) fn length(bends: &[Spot]) -> u64 {
    bends.windows(2).map(|pair| ground::millimetres(pair[0], pair[1])).sum()
}

fn arcs(junctions: usize, edges: &[Edge]) -> (Vec<u32>, Vec<Arc>) {
    let mut first = vec![0_u32; junctions + 1];
    for end in edges.iter().flat_map(|edge| edge.ends) {
        first[end as usize + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    let mut next = first.clone();
    let mut arcs = vec![Arc { to: 0, edge: 0 }; edges.len() * 2];
    for (at, edge) in edges.iter().enumerate() {
        for (from, to) in [(edge.ends[0], edge.ends[1]), (edge.ends[1], edge.ends[0])] {
            arcs[next[from as usize] as usize] = Arc { to, edge: at as u32 };
            next[from as usize] += 1;
        }
    }
    (first, arcs)
}

fn components(first: &[u32], arcs: &[Arc]) -> Vec<u32> {
    let junctions = first.len() - 1;
    let mut component = vec![u32::MAX; junctions];
    let mut waiting = Vec::new();
    for start in 0..junctions {
        if component[start] != u32::MAX {
            continue;
        }
        component[start] = start as u32;
        waiting.push(start);
        while let Some(at) = waiting.pop() {
            for arc in &arcs[first[at] as usize..first[at + 1] as usize] {
                if component[arc.to as usize] == u32::MAX {
                    component[arc.to as usize] = start as u32;
                    waiting.push(arc.to as usize);
                }
            }
        }
    }
    component
}

fn main(component: &[u32], edges: &[Edge]) -> u32 {
    let mut millimetres = vec![0_u64; component.len()];
    for edge in edges {
        millimetres[component[edge.ends[0] as usize] as usize] += edge.millimetres;
    }
    // Of equals the first, so that the answer is the same everywhere.
    let longest = millimetres.iter().enumerate().max_by_key(|(at, length)| (**length, std::cmp::Reverse(*at)));
    longest.map_or(0, |(at, _)| at as u32)
}
