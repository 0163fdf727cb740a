//! The plain problem: one depot, vehicles all alike, at most one window a client, distance for cost. It is what the standard
//! benchmarks ask (CVRP, VRPTW), and a neighbourhood with one shop and no stairs is not far from it.

mod build;
mod local;
mod model;
mod route;
mod segment;

use crate::anneal::Knobs;
use crate::anneal::model::Client;

pub(crate) use route::Route;

/// How many near clients are remembered for each; a ruin seldom looks further.
const NEAR: usize = 1000;

/// Up to so many clients, a search is divided into several attempts.
const SMALL: usize = 120;

/// What is asked of one place: a client, or the depot.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Point {
    /// What it takes of the vehicle's capacity.
    pub(crate) demand: i32,
    /// Seconds of service.
    pub(crate) service: i32,
    /// First second at which service may start.
    pub(crate) ready: i32,
    /// Last second at which service may start.
    pub(crate) due: i32,
    /// What leaving it out costs.
    pub(crate) price: i64,
}

/// A plain problem. Clients are numbered from 0, the depot comes last.
pub(crate) struct Plain {
    points: Vec<Point>,
    lengths: Vec<i32>,
    near: Vec<Client>,
    capacity: i32,
    fleet: usize,
    timed: bool,
}

impl Plain {
    /// From its points, the depot last, and the row-major symmetric matrix of lengths, which are travel seconds as well.
    pub(crate) fn new(points: Vec<Point>, lengths: Vec<i32>, capacity: i32, fleet: usize, timed: bool) -> Self {
        let mut plain = Self { points, lengths, near: Vec::new(), capacity, fleet, timed };
        let clients = plain.depot();
        for client in 0..clients {
            let row = plain.row(client);
            let mut others: Vec<Client> = (0..clients).filter(|&other| other != client).collect();
            others.sort_unstable_by_key(|&other| (row[usize::from(other)], other));
            others.truncate(NEAR);
            plain.near.extend(others);
        }
        plain
    }

    /// How to search: with windows hotter, and with more local search. Several attempts are for what is soon searched: with 200
    /// clients one is better even at 5,000 iterations for each.
    pub(crate) fn knobs(&self) -> Knobs {
        let (heat, gap) = if self.timed { ((2.0, 0.02), 1000) } else { ((0.2, 0.01), 5000) };
        let plenty = if usize::from(self.depot()) <= SMALL { 1500.0 } else { f64::INFINITY };
        Knobs { heat, removed: 10.0, string: 10.0, gap, bend: 0, plenty }
    }

    /// The depot's number, which is also the number of clients.
    #[inline]
    fn depot(&self) -> Client {
        (self.points.len() - 1) as Client
    }

    #[inline]
    fn point(&self, place: Client) -> &Point {
        &self.points[usize::from(place)]
    }

    /// The lengths from one place to every other.
    #[inline]
    fn row(&self, from: Client) -> &[i32] {
        let places = self.points.len();
        &self.lengths[usize::from(from) * places..][..places]
    }

    #[inline]
    fn between(&self, from: Client, to: Client) -> i32 {
        self.lengths[usize::from(from) * self.points.len() + usize::from(to)]
    }
}
