//! What of an extract matters to a person on foot: the ways they may use, where those bend, which gates are shut, and
//! the doors. Everything else stays in the file.
//!
//! The file is read twice: first the ways, then the places of the nodes they name. Extracts list nodes first, and most
//! nodes belong to houses; keeping them all until their ways come would cost ten times the memory.

use std::io::{Read, Seek};
use std::ops::Range;

use osmpbf::PrimitiveBlock;

use crate::error::Error;
use crate::extract::Extract;
use crate::foot::{Footing, Tags};
use crate::ground::Spot;

/// More bends than this are refused: twenty million are a region of France, and a town has a hundredth of it.
const BENDS_MAX: usize = 20_000_000;
/// Degrees in a billionth of a degree, the unit of the file.
const NANO: f64 = 1e-9;

/// What was kept.
#[derive(Default)]
pub(crate) struct Survey {
    /// The ways, as stretches of `bends`.
    pub ways: Vec<(Range<usize>, Footing)>,
    /// Places of `nodes`, way after way.
    pub bends: Vec<u32>,
    /// The nodes that ways name, in the order of their numbers.
    pub nodes: Vec<Node>,
    /// Doors that stand on no way, in the order of the file.
    pub doors: Vec<Spot>,
}

/// A node of a way.
#[derive(Clone, Copy, Default)]
pub(crate) struct Node {
    /// Where it is; `None` when the extract was cut before it.
    pub spot: Option<Spot>,
    /// How often ways name it; their two ends count twice, so that a way ends in a junction.
    pub named: u32,
    /// Whether nobody passes it.
    pub shut: bool,
}

impl Survey {
    /// Reads what matters.
    ///
    /// # Errors
    /// [`Error::Read`], [`Error::Broken`], [`Error::TooLarge`], [`Error::NoWays`].
    pub(crate) fn of<R: Read + Seek + Send>(extract: &mut Extract<R>) -> Result<Self, Error> {
        let mut survey = Self::default();
        let mut named = Vec::new();
        extract.visit(|block| survey.take_ways(block, &mut named))?;
        if survey.ways.is_empty() {
            return Err(Error::NoWays);
        }
        let mut ids = named.clone();
        ids.sort_unstable();
        ids.dedup();
        survey.name_nodes(&named, &ids);
        extract.visit(|block| {
            for node in block.groups().flat_map(|group| group.nodes()) {
                survey.take_node(&ids, node.id(), [node.nano_lat(), node.nano_lon()], Tags::of(node.tags()));
            }
            for node in block.groups().flat_map(|group| group.dense_nodes()) {
                survey.take_node(&ids, node.id(), [node.nano_lat(), node.nano_lon()], Tags::of(node.tags()));
            }
            Ok(())
        })?;
        Ok(survey)
    }

    fn take_ways(&mut self, block: &PrimitiveBlock, named: &mut Vec<i64>) -> Result<(), Error> {
        for way in block.groups().flat_map(|group| group.ways()) {
            let Some(footing) = Tags::of(way.tags()).footing() else { continue };
            let start = named.len();
            // Each number is told as the difference from the one before.
            named.extend(way.raw_refs().iter().scan(0_i64, |id, step| {
                *id = id.wrapping_add(*step);
                Some(*id)
            }));
            if named.len() > BENDS_MAX {
                return Err(Error::TooLarge);
            }
            if named.len() - start >= 2 {
                self.ways.push((start..named.len(), footing));
            } else {
                named.truncate(start);
            }
        }
        Ok(())
    }

    fn name_nodes(&mut self, named: &[i64], ids: &[i64]) {
        self.nodes = vec![Node::default(); ids.len()];
        self.bends = named.iter().map(|id| ids.partition_point(|other| other < id) as u32).collect();
        for &bend in &self.bends {
            self.nodes[bend as usize].named += 1;
        }
        for (way, _) in &self.ways {
            self.nodes[self.bends[way.start] as usize].named += 1;
            self.nodes[self.bends[way.end - 1] as usize].named += 1;
        }
    }

    fn take_node(&mut self, ids: &[i64], id: i64, nano: [i64; 2], tags: Tags) {
        let spot = Spot { lat: nano[0] as f64 * NANO, lon: nano[1] as f64 * NANO };
        if !spot.is_on_earth() {
            return;
        }
        match ids.binary_search(&id) {
            Ok(at) => {
                self.nodes[at].spot = Some(spot);
                self.nodes[at].shut = tags.is_shut();
            }
            Err(_) if tags.is_entrance() => self.doors.push(spot),
            Err(_) => {}
        }
    }
}
