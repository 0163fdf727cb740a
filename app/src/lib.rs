//! app
pub mod table;
