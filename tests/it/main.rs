//! Every behaviour through the public door, on SQLite and on PostgreSQL.

mod api;
mod binary;
mod morning;
mod stairwell;
mod stories;
