//! One run of one solver: its words, and the key under which its result is kept.

use std::path::PathBuf;

/// Who solves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solver {
    /// Ours.
    Palier,
    /// A hybrid genetic search turned iterated local search, in C++ and Python.
    PyVrp,
    /// A local search by levels of exploration, in C++; it has neither seed nor limit here.
    Vroom,
    /// Google's constraint solver with guided local search; it has no seed.
    OrTools,
}

impl Solver {
    /// All, ours first: the order of every table.
    pub const ALL: [Self; 4] = [Self::Palier, Self::PyVrp, Self::Vroom, Self::OrTools];

    /// As it is called in a key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Palier => "palier",
            Self::PyVrp => "pyvrp",
            Self::Vroom => "vroom",
            Self::OrTools => "ortools",
        }
    }

    /// As it calls itself.
    pub fn title(self) -> &'static str {
        match self {
            Self::Palier => "palier",
            Self::PyVrp => "PyVRP",
            Self::Vroom => "VROOM",
            Self::OrTools => "OR-Tools",
        }
    }
}

/// The kinds of instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Solomon's 100 clients with time windows.
    Solomon,
    /// Gehring and Homberger's 200.
    Gh200,
    /// Uchoa's, capacity only.
    X,
    /// Walking rounds.
    Portage,
}

impl Class {
    /// Those of the literature.
    pub const STANDARD: [Self; 3] = [Self::Solomon, Self::Gh200, Self::X];

    /// As it is called in a key, and its folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Solomon => "solomon",
            Self::Gh200 => "gh200",
            Self::X => "x",
            Self::Portage => "portage",
        }
    }
}

/// One instance file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Its kind.
    pub class: Class,
    /// Its name, which is the file's without ending.
    pub name: String,
    /// The file.
    pub file: PathBuf,
}

impl Instance {
    /// How many stops a walking round has: its name says so.
    pub fn stops(&self) -> u32 {
        let digits = self.name.trim_start_matches('p').split('-').next();
        digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }

    /// Whether goods wait at two shops, each its own.
    pub fn has_two_shops(&self) -> bool {
        self.name.ends_with("-2s")
    }
}

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Who solves.
    pub solver: Solver,
    /// The version of who solves; ours is its binary's.
    pub version: String,
    /// What is solved.
    pub instance: Instance,
    /// CPU milliseconds; 0 for a solver that stops by itself.
    pub limit_ms: u64,
    /// Where chance begins; 0 for a solver without.
    pub seed: u64,
    /// `distance`, `core` or `full`.
    pub objective: &'static str,
}

impl Job {
    /// The same for the same run, and for no other.
    pub fn key(&self) -> String {
        let Self { solver, version, instance, limit_ms, seed, objective } = self;
        key(solver.name(), version, instance.class.name(), &instance.name, *limit_ms, *seed, objective)
    }

    /// For a person who watches.
    pub fn told(&self) -> String {
        let limit = if self.limit_ms == 0 { String::new() } else { format!(" {} s", seconds(self.limit_ms)) };
        let seed = if self.seed == 0 { String::new() } else { format!(" seed {}", self.seed) };
        format!("{} {} {}{limit}{seed}", self.solver.title(), self.instance.name, self.objective)
    }
}

/// The key of a run, from its parts.
pub fn key(
    solver: &str,
    version: &str,
    class: &str,
    instance: &str,
    limit_ms: u64,
    seed: u64,
    objective: &str,
) -> String {
    format!("{solver} {version} {class} {instance} {limit_ms} {seed} {objective}")
}

/// Milliseconds as seconds, without noughts at the end.
pub fn seconds(ms: u64) -> String {
    format!("{}", ms as f64 / 1000.0)
}
