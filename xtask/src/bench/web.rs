//! The figures of the web client: everything is built as it is released, then measured in Chromium.

use anyhow::Result;

use crate::run::cargo;
use crate::{tools, web};

/// Builds and measures.
///
/// # Errors
/// When something that the measure needs is missing, or does not build.
pub fn measure() -> Result<()> {
    tools::c_compiler()?;
    tools::chromium()?;
    web::rebuild()?;
    cargo("build --package server --locked").go()?;
    web::bench()
}
