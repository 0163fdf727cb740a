//! Slips: what each pick-up point prepares for a service day. Each product freezes at its own cut-off; what changes
//! later is a plus or minus with a reason.

mod change;
mod freeze;
mod told;
mod verbs;

pub(crate) use change::{Change, note};
pub(crate) use freeze::{ensure_frozen, freeze_due, is_due};
pub use told::{Slip, SlipChange, SlipLine};
pub use verbs::{confirm, csv, list, read};
