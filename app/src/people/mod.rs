//! People: residents with their consents, absences and talks; volunteers with their weeks and usual doors.

pub mod absences;
pub mod blocked_pairs;
pub mod calendars;
pub mod call_entries;
pub mod call_list;
pub mod consents;
pub(crate) mod doors;
mod households;
pub mod import;
pub mod resident_edits;
pub mod residents;
mod search;
mod seats;
pub mod sign_up;
pub(crate) mod spoken;
pub mod status;
pub mod talks;
pub mod usual_doors;
mod volunteer_edits;
pub mod volunteers;
pub mod walking_pairs;
pub mod weeks;

pub use households::Home;
pub use volunteer_edits::{VolunteerEdit, accept, edit, leave};
