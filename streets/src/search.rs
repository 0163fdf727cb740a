//! From one point to many, by the shortest time: Dijkstra, which stops when nothing can get better.
//!
//! Everything that decides is an integer (milliseconds, then millimetres, then the number of the junction). A junction
//! is reached in two ways, by a public edge and by a private one: who is on private ground already does not enter it
//! anew. Entering costs what the walker would rather walk around; it decides the way and is not told as time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::foothold::Foothold;
use crate::graph::{Graph, Ground};
use crate::walker::Walker;

/// What a walk has cost so far. The order is the preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tally {
    /// Milliseconds, with what entering private ground counts.
    cost: u64,
    /// Millimetres.
    pub mm: u64,
    /// Milliseconds.
    pub ms: u64,
    /// Of the millimetres, those on no way.
    pub off_mm: u64,
}

const NEVER: Tally = Tally { cost: u64::MAX, mm: u64::MAX, ms: u64::MAX, off_mm: u64::MAX };

/// A walker whose figures are integers.
pub(crate) struct Gait {
    /// Milliseconds a kilometre on the flat, which is nanoseconds a millimetre.
    flat: u64,
    /// The same on steps, for whoever takes them.
    steps: Option<u64>,
    /// Milliseconds that entering private ground counts.
    private_ms: u64,
}

impl Gait {
    /// Rounds a walker's figures. Speeds that are no speeds become a snail's, so that sums stay finite.
    pub(crate) fn of(walker: &Walker) -> Self {
        let pace = |mps: f64| (1e6 / mps.max(0.001)) as u64;
        let private_ms = (walker.private_s.clamp(0.0, 86_400.0) * 1000.0) as u64;
        Self { flat: pace(walker.mps), steps: walker.steps_mps.map(pace), private_ms }
    }

    /// The tally after `mm` more on this ground; `None` where the walker cannot go.
    fn after(&self, tally: Tally, ground: Ground, mm: u64, enters: bool) -> Option<Tally> {
        let pace = if ground == Ground::Steps { self.steps? } else { self.flat };
        // Round the earth at a snail's pace is more than fits; that is far, not near.
        let ms = mm.saturating_mul(pace) / 1_000_000;
        let entering = if enters { self.private_ms } else { 0 };
        let off_mm = if ground == Ground::Door { mm } else { 0 };
        Some(Tally {
            cost: tally.cost.saturating_add(ms).saturating_add(entering),
            mm: tally.mm.saturating_add(mm),
            ms: tally.ms.saturating_add(ms),
            off_mm: tally.off_mm.saturating_add(off_mm),
        })
    }
}

/// The best walk from one point, by its footholds, to each of the others; `None` where none leads.
pub(crate) fn walks(graph: &Graph, gait: &Gait, from: &[Foothold], to: &[Vec<Foothold>]) -> Vec<Option<Tally>> {
    let mut best = direct(graph, gait, from, to);
    let components: Vec<u32> = from.iter().map(|foothold| graph.component(foothold.edge)).collect();
    let reachable = |hold: &Foothold| components.contains(&graph.component(hold.edge));
    let mut ends: BTreeMap<u32, Vec<(usize, Foothold, u64)>> = BTreeMap::new();
    for (at, footholds) in to.iter().enumerate() {
        for hold in footholds.iter().filter(|hold| reachable(hold)) {
            let edge = &graph.edges[hold.edge as usize];
            ends.entry(edge.ends[0]).or_default().push((at, *hold, hold.along_mm));
            ends.entry(edge.ends[1]).or_default().push((at, *hold, edge.millimetres.saturating_sub(hold.along_mm)));
        }
    }
    let mut frontier = Frontier::new(graph.junctions());
    for hold in from {
        let edge = &graph.edges[hold.edge as usize];
        for (end, mm) in [(0, hold.along_mm), (1, edge.millimetres.saturating_sub(hold.along_mm))] {
            if let Some(tally) = gait.after(begin(gait, hold), edge.ground, mm, false) {
                frontier.reach(edge.ends[end], edge.private, tally);
            }
        }
    }
    let wanted: Vec<usize> = (0..to.len()).filter(|at| to[*at].iter().any(reachable)).collect();
    while let Some((junction, private, tally)) = frontier.next() {
        // What comes now is no better than the worst of the walks already found: none of them can improve.
        if wanted.iter().all(|at| best[*at].cost <= tally.cost) {
            break;
        }
        for (at, hold, mm) in ends.get(&junction).into_iter().flatten() {
            let edge = &graph.edges[hold.edge as usize];
            if let Some(tally) = gait.after(tally, edge.ground, *mm, edge.private && !private) {
                best[*at] = best[*at].min(arrive(gait, tally, hold));
            }
        }
        for arc in graph.arcs(junction) {
            let edge = &graph.edges[arc.edge as usize];
            if let Some(tally) = gait.after(tally, edge.ground, edge.millimetres, edge.private && !private) {
                frontier.reach(arc.to, edge.private, tally);
            }
        }
    }
    best.into_iter().map(|tally| (tally != NEVER).then_some(tally)).collect()
}

/// The walks that never leave one edge.
fn direct(graph: &Graph, gait: &Gait, from: &[Foothold], to: &[Vec<Foothold>]) -> Vec<Tally> {
    let along = |start: &Foothold, end: &Foothold| {
        let ground = graph.edges[start.edge as usize].ground;
        let tally = gait.after(begin(gait, start), ground, start.along_mm.abs_diff(end.along_mm), false)?;
        Some(arrive(gait, tally, end))
    };
    let pairs = |ends: &Vec<Foothold>| {
        let same = from.iter().flat_map(|start| ends.iter().map(move |end| (start, end)));
        same.filter(|(start, end)| start.edge == end.edge).filter_map(|(start, end)| along(start, end)).min()
    };
    to.iter().map(|ends| pairs(ends).unwrap_or(NEVER)).collect()
}

fn begin(gait: &Gait, hold: &Foothold) -> Tally {
    arrive(gait, Tally { cost: 0, mm: 0, ms: 0, off_mm: 0 }, hold)
}

/// From the edge to the point.
fn arrive(gait: &Gait, tally: Tally, hold: &Foothold) -> Tally {
    gait.after(tally, Ground::Door, hold.off_mm, false).unwrap_or(NEVER)
}

/// The junctions that were reached, and which to look at next.
struct Frontier {
    best: Vec<Tally>,
    waiting: BinaryHeap<Reverse<(Tally, usize)>>,
}

impl Frontier {
    fn new(junctions: usize) -> Self {
        Self { best: vec![NEVER; junctions * 2], waiting: BinaryHeap::new() }
    }

    fn reach(&mut self, junction: u32, private: bool, tally: Tally) {
        let at = junction as usize * 2 + usize::from(private);
        if tally < self.best[at] {
            self.best[at] = tally;
            self.waiting.push(Reverse((tally, at)));
        }
    }

    fn next(&mut self) -> Option<(u32, bool, Tally)> {
        while let Some(Reverse((tally, at))) = self.waiting.pop() {
            if tally == self.best[at] {
                return Some(((at / 2) as u32, at % 2 == 1, tally));
            }
        }
        None
    }
}
