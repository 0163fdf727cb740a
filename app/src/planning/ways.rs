//! Whoever knows how far it is on foot: a street graph, a routing server. Without one, planning takes the straight line.
//!
//! The trait is here and its adapters are in `server/src/outside`, because planning must not know sockets and files.
//! What an adapter answers is believed only after [`Table::checked`].

use optimiser::travel::{self, Spot};
use serde::{Deserialize, Serialize};

/// A place on the ground, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// A walk from place to place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// Metres walked.
    pub metres: u32,
    /// Seconds that steps outdoors cost beyond walking the metres on the flat.
    pub steps_s: u32,
}

/// The walks between points: the one from the point `i` to the point `j` of `n` stands at `i * n + j`. `None` is no known
/// way, for which the straight line stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table(pub Vec<Option<Walk>>);

/// Why nothing was measured. It says nothing of any place, since it is logged.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unmeasured(pub String);

/// Knows how far it is on foot.
#[async_trait::async_trait]
pub trait Ways: Send + Sync {
    /// Who measures, and from what: where it changes, everything is measured anew.
    fn name(&self) -> String;

    /// The walks between all points.
    ///
    /// # Errors
    /// [`Unmeasured`], where the answer is not whole.
    async fn table(&self, points: &[Position]) -> Result<Table, Unmeasured>;
}

/// Metres by which a walk may be shorter than the straight line: each end may be put onto a way 100 m nearer.
const SHORTER_M: f64 = 200.0;
/// A walk of more than this many straight lines…
const LONGER: f64 = 20.0;
/// …and kilometres beyond is a server that answers in another unit, or about another place.
const LONGER_M: f64 = 20_000.0;

impl Table {
    /// The table, where it can be one of these points.
    ///
    /// # Errors
    /// [`Unmeasured`] when walks are missing, or shorter than the straight line, or absurdly long.
    pub(super) fn checked(self, points: &[Position]) -> Result<Self, Unmeasured> {
        if self.0.len() != points.len() * points.len() {
            return Err(Unmeasured(format!("{} walks between {} places", self.0.len(), points.len())));
        }
        let spot = |at: &Position| Spot { lat: at.lat, lon: at.lon, altitude_m: None };
        let pairs =
            points.iter().flat_map(|from| points.iter().map(move |to| travel::straight_m(spot(from), spot(to))));
        for (straight, walk) in pairs.zip(&self.0) {
            let Some(metres) = walk.map(|walk| f64::from(walk.metres)) else { continue };
            if metres + SHORTER_M < straight || metres > straight * LONGER + LONGER_M {
                return Err(Unmeasured(format!("a walk of {metres} m where the straight line has {straight:.0} m")));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused() {
        let points = [Position { lat: 50.72, lon: 1.62 }, Position { lat: 50.73, lon: 1.62 }];
        let table = |metres: &[Option<u32>]| {
            Table(metres.iter().map(|metres| metres.map(|metres| Walk { metres, steps_s: 0 })).collect())
                .checked(&points)
        };
        assert!(table(&[Some(0), Some(1300), None, Some(0)]).is_ok());
        assert!(table(&[Some(0), Some(950), Some(1000), Some(0)]).is_ok(), "a little shorter than the line of 1112 m");
        assert!(table(&[Some(0), Some(1), Some(1), Some(0)]).is_err(), "kilometres where metres are asked for");
        assert!(table(&[Some(0), Some(1_300_000), Some(1300), Some(0)]).is_err(), "millimetres");
        assert!(table(&[Some(0), Some(1300), Some(0)]).is_err(), "one is missing");
    }
}
