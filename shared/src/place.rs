//! Words about places.

crate::words! {
    /// What the entrance offers to whoever carries.
    pub enum Lift {
        /// There is no lift.
        None => "none",
        /// The lift works.
        Working => "working",
        /// There is a lift and it does not work; the entrance says since when.
        OutOfOrder => "out_of_order",
    }
}
