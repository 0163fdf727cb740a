//! The web client: when it is installed, built, proved and walked through in a browser. How is said by the scripts of
//! `web/package.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};

use crate::place;
use crate::run::Run;
use crate::tally::Tally;
use crate::tools;

/// What the client is built from, beside its packages.
const SOURCES: [&str; 9] = [
    "openapi.yaml",
    "web/index.html",
    "web/manifest.ts",
    "web/package-lock.json",
    "web/public",
    "web/scripts",
    "web/src",
    "web/svelte.config.js",
    "web/vite.config.ts",
];
/// Made from the contract by every script that needs them, so never a reason to build again.
const GENERATED: [&str; 2] = ["schema.d.ts", "limits"];
/// Whatever a build makes; a committed copy would be old one day, and nobody would notice.
const PRODUCTS: [&str; 4] = ["web/src/api/schema.d.ts", "web/src/api/limits", "web/dist", "web/node_modules"];
/// Written last by the build.
const LAST: &str = "sw.js";

/// Builds the client, unless it is newer than all that it is made of. Standard output stays untouched.
///
/// # Errors
/// When Node is missing, a package cannot be installed or the build fails.
pub fn build() -> Result<()> {
    install(&folder())?;
    let built = fs::metadata(folder().join("dist").join(LAST)).and_then(|file| file.modified());
    let sources = SOURCES.iter().map(|name| newest(&place::root().join(name))).collect::<Result<Vec<_>>>()?;
    if built.is_ok_and(|built| sources.into_iter().all(|source| source < built)) {
        eprintln!("web client: built");
        return Ok(());
    }
    rebuild()
}

/// Builds the client in any case, and measures its first load.
///
/// # Errors
/// As [`build`]; also when the first load outgrows its bounds.
pub fn rebuild() -> Result<()> {
    install(&folder())?;
    npm("run build").aside().go()
}

/// Types, form, modules' tests and the build with its bounds.
///
/// # Errors
/// The first that fails; also when a product of the build is committed.
pub fn prove() -> Result<Tally> {
    install(&folder())?;
    nothing_generated_is_committed()?;
    npm("run check").go()?;
    npm("run lint").go()?;
    let tally = whole(npm("test").counting()?)?;
    npm("run build").go()?;
    Ok(tally)
}

/// Walks every journey in Chromium, against the built server. Its screens are in `target/screens`.
///
/// # Errors
/// When the server is not built, Chromium is missing or a journey fails.
pub fn walk(long: bool) -> Result<Tally> {
    let run = npm("run test:browser").without_settings();
    let run = if long { run.env("PALIER_TEST_LONG", "1") } else { run };
    whole(with_browser(run)?.counting()?)
}

/// Prints the client's figures as a table.
///
/// # Errors
/// When something it needs is missing, or a page cannot be opened. A figure that misses its bar is no error here.
pub fn bench() -> Result<()> {
    // Lighthouse is as large as all the other packages together, and the two commands do without.
    install(&folder().join("bench"))?;
    with_browser(npm("run --silent bench").without_settings())?.go()
}

/// Installs the packages of a folder's lock file, unless they are there.
///
/// # Errors
/// When Node is missing, or npm fails.
fn install(package: &Path) -> Result<()> {
    tools::node()?;
    let lock = package.join("package-lock.json");
    let wanted = fs::read_to_string(&lock).with_context(|| lock.display().to_string())?;
    // npm removes the folder before it installs, and this copy with it: what is named in it is there.
    let stamp = package.join("node_modules/.installed.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    npm("ci --no-fund --no-audit").within(package).aside().go().context(
        "the web client's packages could not be installed; npm has said why. It needs a registry of packages",
    )?;
    fs::write(&stamp, wanted).with_context(|| stamp.display().to_string())
}

fn nothing_generated_is_committed() -> Result<()> {
    if !place::root().join(".git").exists() {
        println!("no git here, so nothing can be committed that is generated");
        return Ok(());
    }
    let words = ["ls-files", "--"].into_iter().chain(PRODUCTS);
    let committed = Run::new("git", words).quietly().context("git does not say what is committed")?;
    match committed.lines().next() {
        None => Ok(()),
        Some(file) => bail!("{file} is generated, so it must not be committed: git rm -r --cached {file}"),
    }
}

/// Refuses a test that is switched off, and one that switches the others off.
fn whole(tally: Tally) -> Result<Tally> {
    if tally.ignored > 0 {
        bail!("{} tests of the web client are switched off", tally.ignored);
    }
    Ok(tally)
}

fn with_browser(run: Run) -> Result<Run> {
    let palier = place::palier()?;
    if !palier.is_file() {
        bail!("{} is not built", palier.display());
    }
    Ok(run.env("PALIER_BIN", palier).env("PALIER_CHROMIUM", tools::chromium()?))
}

fn npm(words: &str) -> Run {
    // Colours would stand between the words that are counted.
    Run::new("npm", words.split_whitespace()).within(&folder()).env("NO_COLOR", "1")
}

fn folder() -> PathBuf {
    place::root().join("web")
}

/// When a file was last written, or the last of a folder's: a file that went leaves its mark on the folder.
fn newest(path: &Path) -> Result<SystemTime> {
    let told = || path.display().to_string();
    let itself = fs::metadata(path).with_context(told)?;
    let mut time = itself.modified().with_context(told)?;
    if itself.is_dir() {
        for entry in fs::read_dir(path).with_context(told)? {
            let entry = entry.with_context(told)?;
            if GENERATED.iter().all(|name| entry.file_name() != *name) {
                time = time.max(newest(&entry.path())?);
            }
        }
    }
    Ok(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_is_there() {
        for name in SOURCES {
            assert!(place::root().join(name).exists(), "{name}");
        }
    }

    #[test]
    fn a_test_that_is_switched_off_is_told() {
        assert!(whole(Tally { passed: 3, failed: 0, ignored: 0 }).is_ok());
        assert!(whole(Tally { passed: 3, failed: 0, ignored: 1 }).is_err());
    }
}
