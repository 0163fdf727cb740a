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

/// One pair in so many may be impossible; with more the server speaks of something else.
const IMPOSSIBLE: usize = 10;

impl Table {
    /// The table, where it can be one of these points. What is impossible for a pair is unknown for that pair; nobody is
    /// nearer than the straight line, nor away from themselves.
    ///
    /// # Errors
    /// [`Unmeasured`] when walks are missing, when none is known, or when too many are shorter than the straight line or
    /// absurdly long.
    pub(super) fn checked(mut self, points: &[Position]) -> Result<Self, Unmeasured> {
        let count = points.len();
        if self.0.len() != count * count {
            return Err(Unmeasured(format!("{} walks between {count} places", self.0.len())));
        }
        let spot = |at: &Position| Spot { lat: at.lat, lon: at.lon, altitude_m: None };
        let (mut known, mut impossible) = (0, 0);
        for (at, walk) in self.0.iter_mut().enumerate() {
            let (from, to) = (at / count, at % count);
            if from == to {
                *walk = Some(Walk { metres: 0, steps_s: 0 });
                continue;
            }
            let Some(found) = *walk else { continue };
            let straight = travel::straight_m(spot(&points[from]), spot(&points[to]));
            let metres = f64::from(found.metres);
            known += 1;
            *walk = if metres + SHORTER_M < straight || metres > straight * LONGER + LONGER_M {
                impossible += 1;
                None
            } else {
                Some(Walk { metres: found.metres.max(straight.ceil() as u32), ..found })
            };
        }
        match (known - impossible, impossible) {
            (0, 0) if count > 1 => Err(Unmeasured("no way is known between any two places: another map?".to_owned())),
            (_, impossible) if impossible * IMPOSSIBLE > known => {
                Err(Unmeasured(format!("{impossible} of {known} walks cannot be: another unit, or another place?")))
            }
            _ => Ok(self),
        }
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
        assert!(table(&[Some(0), Some(1), Some(1), Some(0)]).is_err(), "kilometres where metres are asked for");
        assert!(table(&[Some(0), Some(1_300_000), Some(1300), Some(0)]).is_err(), "millimetres");
        assert!(table(&[Some(0), Some(1300), Some(0)]).is_err(), "one is missing");
        assert!(table(&[Some(0), None, None, Some(0)]).is_err(), "a map of somewhere else");
        let near = table(&[Some(160), Some(950), Some(1300), None]).expect("it can be");
        let metres: Vec<_> = near.0.iter().map(|walk| walk.map(|walk| walk.metres)).collect();
        assert_eq!(metres, [Some(0), Some(1112), Some(1300), Some(0)], "never nearer than the straight line");
    }

    #[test]
    fn one_odd_pair_is_unknown_and_no_more() {
        let points: Vec<Position> =
            (0..5).map(|at| Position { lat: 50.72 + f64::from(at) / 100.0, lon: 1.62 }).collect();
        let line = |at: u32| (at / 5).abs_diff(at % 5) * 1300;
        let walks = (0..25).map(|at| Some(Walk { metres: if at == 1 { 90_000 } else { line(at) }, steps_s: 0 }));
        let table = Table(walks.collect()).checked(&points).expect("it can be");
        assert_eq!(table.0.iter().filter(|walk| walk.is_none()).count(), 1);
        assert_eq!(table.0[1], None);
    }
}
