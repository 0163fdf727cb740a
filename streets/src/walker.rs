//! Who walks, and what is answered about a walk.

/// How somebody walks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walker {
    /// Metres a second on the flat.
    pub mps: f64,
    /// Metres a second on outdoor steps, measured on the map; `None` for whoever cannot take them, as behind a cart.
    pub steps_mps: Option<f64>,
    /// Seconds of detour that are accepted rather than cutting through private ground. They decide the way and are not
    /// part of the answer; a walk that begins or ends on private ground has to enter it anyway.
    pub private_s: f64,
}

impl Default for Walker {
    /// Free hands at 1.25 m/s (domain.md 3.2). Steps at 0.5 m/s: 0.485-0.67 up along the slope after Fruin is 0.41-0.57
    /// on the map, down is quicker. Private ground: 450 s, as Valhalla's pedestrians have it.
    fn default() -> Self {
        Self { mps: 1.25, steps_mps: Some(0.5), private_s: 450.0 }
    }
}

/// A walk in whole units, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Metres from point to point, the walks between the points and the ways included.
    pub metres: u32,
    /// Seconds from point to point.
    pub seconds: u32,
    /// Of the metres, those between the points and the ways: much of it hints at a misplaced point or an unmapped path.
    pub off_way_metres: u32,
}

/// Why there is no walk. Whoever asked falls back to the straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWalk {
    /// The point of departure is further from any way than is sensible, or not on earth.
    FarFrom,
    /// The point of arrival is.
    FarTo,
    /// No way leads from one to the other.
    NotConnected,
}
