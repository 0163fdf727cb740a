//! `cargo xtask bench`: figures for people to read. They are measured on this machine, now; no test holds them.

use anyhow::{Result, bail};

use crate::run::cargo;
use crate::{tools, web};

/// Measures what is named.
///
/// # Errors
/// When there is nothing of that name, or something that the measure needs is missing.
pub fn measure(words: &[String]) -> Result<()> {
    match words {
        [what] if what == "web" => {
            tools::c_compiler()?;
            tools::chromium()?;
            web::rebuild()?;
            cargo("build --package server --locked").go()?;
            web::bench()
        }
        _ => bail!("`bench` measures `web`, and nothing else yet"),
    }
}
