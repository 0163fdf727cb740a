//! One file for each sentence that a member would say.

mod bakers_slip;
mod bread_by_phone;
