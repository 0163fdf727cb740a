//! Where things are: the work tree, and the target folder this very program was built into.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The root of the work tree.
pub fn root() -> PathBuf {
    // Cargo names the folder at run time; the compiled-in one would be stale after the tree has moved.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// The folder of the built programs, `target/debug` unless CARGO_TARGET_DIR or a configuration moved it.
///
/// Asking where xtask itself lies answers it for every way of moving it, without reading `cargo metadata`.
///
/// # Errors
/// When the system does not say where this program lies.
pub fn built() -> Result<PathBuf> {
    let me = std::env::current_exe().context("where xtask lies")?;
    Ok(me.parent().context("xtask lies in no folder")?.to_path_buf())
}

/// The server.
///
/// # Errors
/// As [`built`].
pub fn palier() -> Result<PathBuf> {
    Ok(built()?.join(format!("palier{}", std::env::consts::EXE_SUFFIX)))
}

/// `target/tools`: what xtask installed for itself, and the logs of what it started.
///
/// # Errors
/// When the folder cannot be made.
pub fn tools() -> Result<PathBuf> {
    made("tools")
}

/// `target/bench`: what the benchmark installed, and every result it has.
///
/// # Errors
/// When the folder cannot be made.
pub fn bench() -> Result<PathBuf> {
    made("bench")
}

/// A program as it is released.
///
/// # Errors
/// As [`built`].
pub fn released(name: &str) -> Result<PathBuf> {
    Ok(target()?.join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

fn target() -> Result<PathBuf> {
    let built = built()?;
    Ok(built.parent().unwrap_or(&built).to_path_buf())
}

fn made(name: &str) -> Result<PathBuf> {
    let folder = target()?.join(name);
    std::fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    Ok(folder)
}
