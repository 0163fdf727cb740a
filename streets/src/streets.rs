//! The streets of a town: read once, asked often.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use crate::error::Error;
use crate::extract::Extract;
use crate::foothold::{Foothold, Index, footholds};
use crate::graph::{Graph, Ground};
use crate::ground::Spot;
use crate::search::{self, Gait, Tally};
use crate::survey::Survey;
use crate::walker::{NoWalk, Walk, Walker};

/// Metres between a point and the nearest way beyond which the map knows nothing of it. A choice: large estates have
/// blocks 80 m from any mapped path.
const REACH_M: f64 = 100.0;
/// Metres between a door of the map and the nearest way beyond which it is not joined. A choice.
const DOOR_M: f64 = 50.0;

/// The walking graph of an extract.
pub struct Streets {
    graph: Graph,
    index: Index,
}

/// What was read, for whoever looks whether the right file was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Places where ways meet or end.
    pub junctions: usize,
    /// Pieces of way between them.
    pub edges: usize,
    /// Metres of way.
    pub metres: u64,
    /// Of these, metres of steps.
    pub steps_metres: u64,
    /// Doors of the map that stood on no way and were joined to one.
    pub doors_joined: usize,
}

impl Streets {
    /// Reads the extract at `path`.
    ///
    /// # Errors
    /// Every [`Error`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|source| Error::Open { path: path.to_owned(), source })?;
        Self::read(BufReader::new(file))
    }

    /// Reads an extract.
    ///
    /// # Errors
    /// Every [`Error`] but [`Error::Open`].
    pub fn read(extract: impl Read + Seek + Send) -> Result<Self, Error> {
        let survey = Survey::of(&mut Extract::new(extract)?)?;
        let graph = Graph::of(&survey, DOOR_M);
        if graph.edges.is_empty() {
            return Err(Error::NoWays);
        }
        let index = graph.index();
        Ok(Self { graph, index })
    }

    /// What was read.
    pub fn figures(&self) -> Figures {
        let metres = |of: fn(Ground) -> bool| {
            let edges = self.graph.edges.iter().filter(|edge| of(edge.ground));
            edges.map(|edge| edge.millimetres).sum::<u64>() / 1000
        };
        Figures {
            junctions: self.graph.junctions(),
            edges: self.graph.edges.len(),
            metres: metres(|ground| ground != Ground::Door),
            steps_metres: metres(|ground| ground == Ground::Steps),
            doors_joined: self.graph.doors,
        }
    }

    /// The walks from one point to each of the others, in their order.
    pub fn walks(&self, from: Spot, to: &[Spot], walker: &Walker) -> Vec<Result<Walk, NoWalk>> {
        let to: Vec<Vec<Foothold>> = to.iter().map(|spot| self.footholds(*spot)).collect();
        self.answer(&self.footholds(from), &to, &Gait::of(walker))
    }

    /// The walks between all points: the one from the point `i` to the point `j` stands at `i * points.len() + j`. There
    /// and back are the same walk, since the map knows no slope. From a point to itself is no way at all, wherever it is.
    pub fn table(&self, points: &[Spot], walker: &Walker) -> Vec<Result<Walk, NoWalk>> {
        let gait = Gait::of(walker);
        let holds: Vec<Vec<Foothold>> = points.iter().map(|spot| self.footholds(*spot)).collect();
        let stay = Ok(Walk { metres: 0, seconds: 0, off_way_metres: 0 });
        let mut table = vec![stay; points.len() * points.len()];
        for from in 0..points.len() {
            let walks = self.answer(&holds[from], &holds[from + 1..], &gait);
            for (to, walk) in (from + 1..).zip(walks) {
                table[from * points.len() + to] = walk;
                table[to * points.len() + from] = walk.map_err(turned);
            }
        }
        table
    }

    fn footholds(&self, spot: Spot) -> Vec<Foothold> {
        footholds(&self.graph, &self.index, spot, REACH_M)
    }

    fn answer(&self, from: &[Foothold], to: &[Vec<Foothold>], gait: &Gait) -> Vec<Result<Walk, NoWalk>> {
        if from.is_empty() {
            return vec![Err(NoWalk::FarFrom); to.len()];
        }
        let tallies = search::walks(&self.graph, gait, from, to);
        let told = |(tally, to): (Option<Tally>, &Vec<Foothold>)| match tally {
            Some(tally) => Ok(whole(tally)),
            None if to.is_empty() => Err(NoWalk::FarTo),
            None => Err(NoWalk::NotConnected),
        };
        tallies.into_iter().zip(to).map(told).collect()
    }
}

fn whole(tally: Tally) -> Walk {
    let up = |thousandths: u64| u32::try_from(thousandths.div_ceil(1000)).unwrap_or(u32::MAX);
    Walk { metres: up(tally.mm), seconds: up(tally.ms), off_way_metres: up(tally.off_mm) }
}

fn turned(reason: NoWalk) -> NoWalk {
    match reason {
        NoWalk::FarFrom => NoWalk::FarTo,
        NoWalk::FarTo => NoWalk::FarFrom,
        NoWalk::NotConnected => NoWalk::NotConnected,
    }
}
