//! `cargo xtask demo`: from a fresh clone to a page in the browser, in one command.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{place, run, tools, web};

/// Builds the client and the server that serves it, and becomes `palier demo`, with every argument handed on.
///
/// # Errors
/// When a tool is missing, the build fails or the server cannot be started.
pub fn show(arguments: &[String]) -> Result<()> {
    // With `--json`, standard output belongs to the server alone; everything here speaks on standard error.
    tools::c_compiler()?;
    web::build()?;
    run::cargo("build --package server --locked").go()?;
    let palier = place::palier()?;
    let mut command = Command::new(&palier);
    run::clean(&mut command);
    // The process becomes the server, so that a signal meant for the demo reaches it.
    let error = command.arg("demo").args(arguments).exec();
    Err(error).with_context(|| format!("could not start {}", palier.display()))
}
