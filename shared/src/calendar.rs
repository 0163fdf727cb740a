//! Days as people live them: public holidays, weekdays, ISO weeks, and the passage between a local
//! service day and the UTC instants that the store keeps.
//!
//! A service day is a `NaiveDate` in the association's zone; it is never derived from a UTC date.
//! This module reads no clock and knows nothing of shops or orders.

mod holiday;
mod local;
mod weekdays;

pub use holiday::{HolidayZone, easter, holiday, holidays_of};
pub use local::{instant_of, local_day, local_minute, to_micros};
pub use weekdays::{NotAWeekday, Weekdays, iso_week, iso_week_label, monday_of};
