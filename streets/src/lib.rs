//! How far it is on foot: streets, paths and steps read out of an OpenStreetMap extract.
//!
//! This room knows nothing of bread, people or tables, and no other room. It is given an `.osm.pbf` file once
//! ([`Streets::open`]) and then any number of points, and answers walks in whole metres and seconds
//! ([`Streets::walks`], [`Streets::table`]). A walk that it cannot answer is a [`NoWalk`], never a guess: whoever asks
//! falls back to the straight line. It reads no clock and draws no chance; the same file and the same points give the
//! same walks on every machine, because everything that decides is an integer.
//!
//! The way through: `extract` reads the file, `foot` says which ways a person on foot may use, `survey` keeps
//! those, `graph` makes junctions and edges of them and joins the entrances that stand on no way, `foothold` puts a
//! point onto the nearest edge, `search` walks.

mod error;
mod extract;
mod foot;
mod foothold;
mod graph;
mod ground;
mod search;
mod streets;
mod survey;
mod walker;

pub use error::Error;
pub use ground::Spot;
pub use streets::{Figures, Streets};
pub use walker::{NoWalk, Walk, Walker};
