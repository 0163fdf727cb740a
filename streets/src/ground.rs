//! The ground: distances on the sphere, and a flat map on which the nearest of many segments is found.
//!
//! The map is Mercator's: it is true to shape everywhere, so that what is nearest on it is nearest on the ground,
//! whatever the latitude. Lengths are never measured on it.

use geo::{Distance, Haversine, Point};

/// Metres a radian on the sphere whose distances `geo` computes (mean radius of the earth, IUGG).
const RADIUS_M: f64 = 6_371_008.8;
/// Beyond this many degrees north or south the map ends.
const LAT_MAX: f64 = 85.0;

/// A point on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
}

impl Spot {
    /// Whether it is on the map at all: no typing error, no wrapped number.
    pub(crate) fn is_on_earth(self) -> bool {
        self.lat.abs() <= LAT_MAX && self.lon.abs() <= 180.0
    }

    /// On the flat map.
    pub(crate) fn flat(self) -> [f64; 2] {
        let lat = self.lat.to_radians();
        [RADIUS_M * self.lon.to_radians(), RADIUS_M * (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln()]
    }

    /// The part `share` of the straight way to `other`.
    pub(crate) fn towards(self, other: Self, share: f64) -> Self {
        Self { lat: self.lat + (other.lat - self.lat) * share, lon: self.lon + (other.lon - self.lon) * share }
    }
}

/// Millimetres between two points on the sphere.
pub(crate) fn millimetres(from: Spot, to: Spot) -> u64 {
    (Haversine.distance(Point::new(from.lon, from.lat), Point::new(to.lon, to.lat)) * 1000.0).round() as u64
}

/// Where on the segment from `a` to `b` the nearest point to `spot` lies, as a share of the segment.
pub(crate) fn nearest_share(spot: Spot, a: Spot, b: Spot) -> f64 {
    let (spot, a, b) = (spot.flat(), a.flat(), b.flat());
    let along = [b[0] - a[0], b[1] - a[1]];
    let squared = along[0] * along[0] + along[1] * along[1];
    if squared == 0.0 {
        return 0.0;
    }
    (((spot[0] - a[0]) * along[0] + (spot[1] - a[1]) * along[1]) / squared).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOULOGNE: Spot = Spot { lat: 50.73, lon: 1.63 };

    #[test]
    fn a_thousandth_of_a_degree_north_is_111_metres_and_east_is_less() {
        assert_eq!(millimetres(BOULOGNE, Spot { lat: 50.731, ..BOULOGNE }), 111_195);
        assert_eq!(millimetres(BOULOGNE, Spot { lon: 1.631, ..BOULOGNE }), 70_384);
    }

    #[test]
    fn the_nearest_point_of_a_segment_is_found_as_on_the_ground() {
        let end = Spot { lat: 50.731, lon: 1.632 };
        // Half-way along and ten metres off at a right angle on the ground, not in degrees.
        let middle = BOULOGNE.towards(end, 0.5);
        let off = Spot { lat: middle.lat + 0.002 * 0.4006 * 0.05, lon: middle.lon - 0.001 * 0.05 };
        assert!((nearest_share(off, BOULOGNE, end) - 0.5).abs() < 0.001);
        assert_eq!(nearest_share(Spot { lat: 50.0, lon: 1.0 }, BOULOGNE, end), 0.0);
        assert_eq!(nearest_share(BOULOGNE, end, end), 0.0);
    }

    #[test]
    fn typing_errors_are_not_on_earth() {
        assert!(BOULOGNE.is_on_earth());
        for (lat, lon) in [(f64::NAN, 1.0), (50.0, f64::INFINITY), (91.0, 1.0), (50.0, 181.0)] {
            assert!(!Spot { lat, lon }.is_on_earth());
        }
    }
}
