//! Stops in, rounds out: the solver of walking rounds.
//!
//! This room knows nothing of bread, people or tables. It is given nodes, tasks, vehicles and shops
//! ([`Draft`]), and it gives back rounds with their times, the tasks left out and why ([`Plan`]).
//! It is pure: it reads no clock outside [`WallWatch`], draws no chance outside its seed, and the same seed
//! with the same iteration limit gives the same plan on every machine.
//!
//! # A visit in six steps
//!
//! 1. [`Draft`] is the question as plain data, every measure a whole number with its unit in its name. [`travel`] turns
//!    distances, slopes, stairs and lifts into the seconds it asks for.
//! 2. [`Draft::build`] refuses what cannot be, by name, and gives a [`Problem`], which nobody changes any more.
//! 3. [`solve`] searches until a [`Stop`] says so and tells a [`Progress`] of better plans; [`repair`] begins from rounds
//!    that stand. Both always give a plan that can be walked.
//! 4. [`Plan`] says when everything happens, what is in the cart and what is left out for which [`Reason`]; [`Cost`] says what
//!    was weighed against what. [`retell`] writes any order of halts down in the same way.
//! 5. [`offers`] says what each vehicle would say to one task, for whoever asks why it is with this one.
//! 6. [`check()`] walks the plan again with an arithmetic of its own. Whoever publishes a plan asks it first.
//!
//! ```
//! use optimiser::*;
//!
//! // A bakery and two doors on a street, a minute apart; one volunteer from eight to nine.
//! let minutes: Vec<u32> = (0..9).map(|at: u32| (at / 3).abs_diff(at % 3) * 60).collect();
//! let (eight, nine) = (8 * 3600, 9 * 3600);
//! let loaf = Goods { shops: vec![ShopId(0)], grams: 250, count: 1 };
//! let door = |node| Task { service_s: 30, goods: vec![loaf.clone()], ..Task::at(NodeId(node)) };
//! let draft = Draft {
//!     nodes: vec![Node::default(); 3],
//!     metres: minutes.clone(),
//!     seconds: minutes,
//!     shops: vec![Shop { load_s: 120, ..Shop::at(NodeId(0), vec![Window { from: eight, to: nine }]) }],
//!     vehicles: vec![Vehicle::on_shift(Window { from: eight, to: nine })],
//!     tasks: vec![door(2), door(1)],
//!     ..Draft::default()
//! };
//! let problem = draft.build()?;
//! let settings = Settings { seed: 1, stop: Box::new(Iterations(1000)) };
//! let plan = solve(&problem, &settings, &mut |news: News| println!("{} after {}", news.best, news.iteration));
//! let order: Vec<&Act> = plan.rounds[0].steps.iter().map(|step| &step.act).collect();
//! assert!(matches!(order[0], Act::Pickup { count: 2, .. }));
//! assert_eq!(order[1..], [&Act::Drop { task: TaskId(1) }, &Act::Drop { task: TaskId(0) }]);
//! assert_eq!(plan.rounds[0].duration_s, 120 + 2 * 60 + 2 * 30);
//! assert!(check(&problem, &plan).is_ok());
//! # Ok::<(), ProblemError>(())
//! ```
//!
//! How the search works, why, and where a constraint or a move goes: `README.md` beside this crate.

mod anneal;
mod chance;
mod check;
mod cost;
mod offer;
mod plain;
mod plan;
mod portage;
mod problem;
mod reason;
mod search;
mod stop;
pub mod travel;

pub use check::{Checked, Fault, Rule, check};
pub use cost::Cost;
pub use offer::{Offer, offers};
pub use plan::{Act, Halt, Plan, Reason, Round, Step, Tour, Unserved};
pub use problem::{
    Draft, Goods, Grams, Lateness, MUST_SERVE, Metres, Node, NodeId, Prices, Problem, ProblemError, Rest, Seconds,
    Shop, ShopId, TIME_MAX, Task, TaskId, UNLIMITED, Vehicle, VehicleId, Window,
};
pub use search::{News, Progress, Settings, Silent, pruned, repair, retell, solve};
pub use stop::{Cancelled, Either, Iterations, NoProgress, Stop, Stopwatch, WallWatch, Within};
