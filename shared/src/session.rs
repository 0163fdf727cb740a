//! Words about signing in.

crate::words! {
    /// What a pairing token is given on.
    pub enum PairingKind {
        /// Shown on a screen; lives 10 minutes.
        Screen => "screen",
        /// Printed; lives 14 days and is inert until a helper opens it at the door.
        Card => "card",
    }

    /// How long a session may sleep.
    pub enum SessionKind {
        /// A resident's or volunteer's phone: 60 days.
        Phone => "phone",
        /// Staff in a browser: 12 hours idle.
        Staff => "staff",
    }
}
