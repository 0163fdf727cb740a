//! `cargo xtask bench`: figures for people to read. They are measured on this machine, now; no test holds them.

mod night;
mod notices;
mod optimiser;
mod web;

use anyhow::{Result, bail};

/// Measures what is named.
///
/// # Errors
/// When there is nothing of that name, or something that the measure needs is missing.
pub fn measure(words: &[String]) -> Result<()> {
    match words.split_first() {
        Some((what, [])) if what == "web" => web::measure(),
        Some((what, rest)) if what == "night" => night::measure(rest),
        Some((what, rest)) if what == "notices" => notices::measure(rest),
        Some((what, rest)) if what == "optimiser" => optimiser::measure(rest),
        _ => bail!("`bench` measures `web`, `night`, `notices` or `optimiser`"),
    }
}
