//! How palier is run: settings, listeners, workers, commands. A library so that tests and the demo start the same server
//! in their own process.
//!
//! Deliberately absent: decisions. They are in `app`.

pub mod assets;
pub mod boot;
pub mod command;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod http;
pub mod lock;
pub mod machine;
pub mod operations;
pub mod outside;
pub mod running;
pub mod secret;
pub mod stage;
pub mod stop;
pub mod telemetry;
pub mod terminal;
pub mod worker;

pub use stage::{Stage, StageOptions};
