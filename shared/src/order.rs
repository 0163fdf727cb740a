//! Words about orders.

crate::words! {
    /// The way an order came in; app, telephone and paper are equals.
    pub enum Channel {
        /// The resident's own phone.
        App => "app",
        /// A relay operator, on the telephone.
        PhoneRelay => "phone_relay",
        /// Said at the door.
        Door => "door",
        /// Written on paper.
        Paper => "paper",
        /// The usual order, laid out by palier.
        Standing => "standing",
    }

    /// Where an order stands.
    pub enum OrderStatus {
        /// Stands.
        Placed => "placed",
        /// Cancelled in time.
        Cancelled => "cancelled",
    }

    /// Where a usual order stands.
    pub enum StandingStatus {
        /// Laid out week by week.
        Active => "active",
        /// Held until a day, or until somebody calls.
        Paused => "paused",
        /// Ended.
        Stopped => "stopped",
    }
}
