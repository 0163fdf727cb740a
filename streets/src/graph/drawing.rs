//! From ways to edges: every way is cut where another way meets it, where a gate is shut, and where the extract ends.

use super::{Edge, Ground, length};
use crate::foot::Footing;
use crate::ground::Spot;
use crate::survey::Survey;

/// No junction yet.
const NONE: u32 = u32::MAX;

/// Edges, and how many junctions they name.
#[derive(Default)]
pub(super) struct Drawing {
    pub edges: Vec<Edge>,
    pub bends: Vec<Spot>,
    pub junctions: usize,
}

/// The edge that is being drawn: where it began, and its bends so far.
struct Pen {
    from: u32,
    start: usize,
}

impl Drawing {
    /// Cuts the ways of a survey.
    pub(super) fn of(survey: &Survey) -> Self {
        let mut drawing = Self::default();
        let mut junctions = vec![NONE; survey.nodes.len()];
        for (way, footing) in &survey.ways {
            drawing.draw(survey, &survey.bends[way.clone()], *footing, &mut junctions);
        }
        drawing
    }

    /// A junction more.
    pub(super) fn junction(&mut self) -> u32 {
        self.junctions += 1;
        (self.junctions - 1) as u32
    }

    fn draw(&mut self, survey: &Survey, way: &[u32], footing: Footing, junctions: &mut [u32]) {
        let mut pen: Option<Pen> = None;
        for &at in way {
            let node = survey.nodes[at as usize];
            let Some(spot) = node.spot else {
                // Cut by the edge of the extract: what came before is a dead end.
                if let Some(begun) = pen.take() {
                    let end = self.junction();
                    self.finish(begun, end, footing);
                }
                continue;
            };
            self.bends.push(spot);
            if pen.is_some() && node.named < 2 && !node.shut {
                continue;
            }
            // Both sides of a shut gate are dead ends at the same place.
            let here =
                if node.shut || node.named < 2 { self.junction() } else { self.known(&mut junctions[at as usize]) };
            if let Some(begun) = pen.take() {
                self.finish(begun, here, footing);
                self.bends.push(spot);
            }
            let from = if node.shut { self.junction() } else { here };
            pen = Some(Pen { from, start: self.bends.len() - 1 });
        }
        // The last node of a way is a junction: what the pen holds is that one point, or a stretch cut by the extract.
        if let Some(begun) = pen {
            self.bends.truncate(begun.start);
        }
    }

    fn known(&mut self, junction: &mut u32) -> u32 {
        if *junction == NONE {
            *junction = self.junction();
        }
        *junction
    }

    fn finish(&mut self, begun: Pen, end: u32, footing: Footing) {
        let bends = begun.start..self.bends.len();
        if bends.len() < 2 {
            self.bends.truncate(begun.start);
            return;
        }
        let ground = if footing.steps { Ground::Steps } else { Ground::Flat };
        let millimetres = length(&self.bends[bends.clone()]);
        let Footing { private, below, .. } = footing;
        self.edges.push(Edge { ends: [begun.from, end], bends, millimetres, ground, private, below });
    }
}
