//! Stops in, rounds out: the solver of walking rounds.
//!
//! This room knows nothing of bread, people or tables. It is given nodes, tasks, vehicles and shops
//! ([`Draft`]), and it gives back rounds with their times, the tasks left out and why ([`Plan`]).
//! It is pure: it reads no clock outside [`WallWatch`], draws no chance outside its seed, and the same seed
//! with the same iteration limit gives the same plan on every machine, because everything that decides
//! is an integer.
//!
//! The way through: [`Draft::build`] checks the input, [`solve`] searches, [`check`] replays the answer
//! with an arithmetic of its own. [`travel`] turns distances, slopes, stairs and lifts into seconds.

mod check;
mod cost;
mod day;
mod moves;
mod plan;
mod problem;
mod reason;
mod route;
mod search;
mod segment;
mod stop;
mod timing;
pub mod travel;

pub use check::{Checked, Fault, Rule, check};
pub use cost::{Cost, Stickiness};
pub use plan::{Act, Plan, Reason, Round, Step, Unserved};
pub use problem::{
    Draft, Goods, Grams, MUST_SERVE, Metres, Node, NodeId, Prices, Problem, ProblemError, Seconds, Shop, ShopId,
    TIME_MAX, Task, TaskId, UNLIMITED, Vehicle, VehicleId, Window,
};
pub use search::{News, Progress, Settings, Silent, solve};
pub use stop::{Either, Iterations, NoProgress, Stop, Stopwatch, WallWatch, Within};
