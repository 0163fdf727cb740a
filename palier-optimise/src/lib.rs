//! The optimiser by itself, on files: reads what benchmarks and other solvers read, asks [`optimiser::solve`], and writes
//! what they write; it decides nothing about rounds. A library, so that the fuzzers in `fuzz` reach the readers as the
//! command does.

mod answer;
pub mod command;
mod instance;
mod output;
mod picture;
mod replay;
mod run;
mod tell;

pub use instance::{Format, Instance, Objective};
