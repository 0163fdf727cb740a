//! Doors that stand on no way are joined to the nearest one, square to it, so that a stairwell's entrance is reached from
//! the path it faces and not through the building.

use std::collections::BTreeMap;

use super::drawing::Drawing;
use super::{Edge, Ground, length};
use crate::foothold::{Foothold, Index};
use crate::ground::Spot;

/// Joins each door within `limit_m` metres of a way, and says how many there were.
pub(super) fn join(drawing: &mut Drawing, doors: &[Spot], limit_m: f64) -> usize {
    let index = Index::of(&drawing.edges, &drawing.bends);
    let mut by_edge: BTreeMap<u32, Vec<(Foothold, Spot)>> = BTreeMap::new();
    let mut joined = 0;
    for &door in doors {
        if let Some(foothold) = index.nearest(&drawing.edges, &drawing.bends, door, limit_m, |_| true) {
            by_edge.entry(foothold.edge).or_default().push((foothold, door));
            joined += 1;
        }
    }
    for (edge, mut doors) in by_edge {
        doors.sort_by_key(|(foothold, _)| foothold.along_mm);
        cut(drawing, edge as usize, &doors);
    }
    joined
}

/// Cuts one edge at each foothold and draws the way from there to the door.
fn cut(drawing: &mut Drawing, edge: usize, doors: &[(Foothold, Spot)]) {
    let whole = drawing.edges[edge].clone();
    let old: Vec<Spot> = drawing.bends[whole.bends.clone()].to_vec();
    let mut from = whole.ends[0];
    let mut piece = vec![old[0]];
    let mut next_bend = 1;
    let mut pieces = Vec::new();
    for (foothold, door) in doors {
        // The bends that the piece passes before the foothold.
        while next_bend <= foothold.bend {
            piece.push(old[next_bend]);
            next_bend += 1;
        }
        piece.push(foothold.spot);
        let here = drawing.junction();
        pieces.push((from, here, std::mem::replace(&mut piece, vec![foothold.spot]), whole.ground));
        let inside = drawing.junction();
        pieces.push((here, inside, vec![foothold.spot, *door], Ground::Door));
        from = here;
    }
    piece.extend_from_slice(&old[next_bend..]);
    pieces.push((from, whole.ends[1], piece, whole.ground));
    let mut drawn = pieces.into_iter().map(|(from, to, bends, ground)| {
        let start = drawing.bends.len();
        drawing.bends.extend(bends);
        let bends = start..drawing.bends.len();
        let millimetres = length(&drawing.bends[bends.clone()]);
        Edge { ends: [from, to], bends, millimetres, ground, private: whole.private, below: whole.below }
    });
    if let Some(first) = drawn.next() {
        let rest: Vec<Edge> = drawn.collect();
        drawing.edges[edge] = first;
        drawing.edges.extend(rest);
    }
}
