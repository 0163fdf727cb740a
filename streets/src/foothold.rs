//! Where a point stands on the ways: on the nearest edge, not at the nearest junction.

use rstar::RTree;
use rstar::primitives::{GeomWithData, Line};

use crate::graph::{Edge, Graph, length};
use crate::ground::{self, Spot};

/// A place on an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Foothold {
    /// The edge.
    pub edge: u32,
    /// The place on the ground.
    pub spot: Spot,
    /// After which bend of the edge it lies, counted from 0.
    pub bend: usize,
    /// Millimetres from the edge's first end.
    pub along_mm: u64,
    /// Millimetres from the point to the edge.
    pub off_mm: u64,
}

/// A segment, its edge and its first bend.
type Segment = GeomWithData<Line<[f64; 2]>, (u32, usize)>;

/// The segments on the flat map of all edges onto which a door may open.
pub(crate) struct Index {
    segments: RTree<Segment>,
}

impl Index {
    /// Sorts the segments.
    pub(crate) fn of(edges: &[Edge], bends: &[Spot]) -> Self {
        let mut segments = Vec::new();
        for (edge, at) in edges.iter().zip(0_u32..).filter(|(edge, _)| !edge.below) {
            for first in edge.bends.start..edge.bends.end.saturating_sub(1) {
                let line = Line::new(bends[first].flat(), bends[first + 1].flat());
                segments.push(GeomWithData::new(line, (at, first)));
            }
        }
        Self { segments: RTree::bulk_load(segments) }
    }

    /// The nearest place on an edge that pleases, within `limit_m` metres.
    pub(crate) fn nearest(
        &self,
        edges: &[Edge],
        bends: &[Spot],
        spot: Spot,
        limit_m: f64,
        pleases: impl Fn(u32) -> bool,
    ) -> Option<Foothold> {
        if !spot.is_on_earth() {
            return None;
        }
        // The map is larger than the ground by this much, here and equally in every direction.
        let limit = limit_m / spot.lat.to_radians().cos();
        let (edge, first) = self
            .segments
            .nearest_neighbor_iter_with_distance_2(&spot.flat())
            .take_while(|(_, squared)| *squared <= limit * limit)
            .map(|(segment, _)| segment.data)
            .find(|(edge, _)| pleases(*edge))?;
        let begins = edges[edge as usize].bends.start;
        let on = bends[first].towards(bends[first + 1], ground::nearest_share(spot, bends[first], bends[first + 1]));
        Some(Foothold {
            edge,
            spot: on,
            bend: first - begins,
            along_mm: length(&bends[begins..=first]) + ground::millimetres(bends[first], on),
            off_mm: ground::millimetres(spot, on),
        })
    }
}

/// Where a point stands: on the nearest edge; and where that one is an island of the map, on the nearest of the town too,
/// since most islands are courtyards whose path somebody forgot to join. Empty when everything is too far.
pub(crate) fn footholds(graph: &Graph, index: &Index, spot: Spot, limit_m: f64) -> Vec<Foothold> {
    let find = |pleases: &dyn Fn(u32) -> bool| index.nearest(&graph.edges, &graph.bends, spot, limit_m, pleases);
    let Some(nearest) = find(&|_| true) else { return Vec::new() };
    let mut found = vec![nearest];
    if !graph.is_main(nearest.edge) {
        found.extend(find(&|edge| graph.is_main(edge)));
    }
    found
}
