//! What the measuring needs: the peers in a virtual environment, the clock shim, our binary as it is released, and what a reader
//! must know of this machine.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::job::{Class, Instance, Job};
use super::peer;
use crate::place;
use crate::run::{Run, cargo};
use crate::tools;

/// What a reader must know beside the figures.
pub struct About {
    /// The day, in UTC.
    pub date: String,
    /// Processor, cores, memory, system.
    pub machine: String,
    /// Python's version, which runs the peers.
    pub python: String,
    /// The commit that the work tree stands on, with a mark when it holds more.
    pub commit: String,
    /// The first digits of our binary's SHA-256.
    pub version: String,
}

/// Everything ready to measure.
pub struct Rig {
    /// `target/bench`, where results are kept.
    pub folder: PathBuf,
    /// For the page.
    pub about: About,
    bench: PathBuf,
    python: PathBuf,
    binary: PathBuf,
    shim: PathBuf,
}

impl Rig {
    /// Builds and installs what is missing.
    ///
    /// # Errors
    /// When a tool is missing, or something does not build or install.
    pub fn ready(bench: &Path) -> Result<Self> {
        tools::c_compiler()?;
        let bench = bench.canonicalize().with_context(|| bench.display().to_string())?;
        let folder = place::bench()?;
        fs::create_dir_all(folder.join("answers")).context("target/bench")?;
        let python = tools::python(&folder.join("venv"), peer::PINS, "import ortools, pyvrp, vroom")
            .context("the peers could not be installed")?
            .join("python");
        cargo("build --release --package palier-optimise --locked").go()?;
        let binary = place::released("palier-optimise")?;
        let shim = folder.join("cpuclock.so");
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let source = bench.join("cpuclock.c");
        Run::new(
            compiler,
            ["-O2", "-shared", "-fPIC", "-o"].map(Path::new).into_iter().chain([shim.as_path(), &source]),
        )
        .go()?;
        let about = about(&python, &binary)?;
        Ok(Self { folder, about, bench, python, binary, shim })
    }

    /// Our version: results of another binary are another solver's.
    pub fn version(&self) -> &str {
        &self.about.version
    }

    /// A neighbourhood of 1000 stops, which is too large to be kept in the bench. Making it takes some minutes.
    ///
    /// # Errors
    /// When the bench's generator fails.
    pub fn thousand(&self) -> Result<Instance> {
        let name = "p1000-s1";
        let file = self.folder.join(format!("{name}.json"));
        if !file.is_file() {
            let half = self.folder.join(format!("{name}.half"));
            let made = Run::new(&self.python, [self.bench.join("portage_gen.py")]);
            made.with(["--stops", "1000", "--seed", "1", "--out"]).with([&half]).go()?;
            fs::rename(&half, &file).context("target/bench")?;
        }
        Ok(Instance { class: Class::Portage, name: name.to_owned(), file })
    }

    /// Runs one job and hands back the line for the ledger.
    ///
    /// # Errors
    /// When the measure itself fails; a solver that fails is a result.
    pub fn run(&self, job: &Job) -> Result<String> {
        let answer = self.folder.join("answers").join(job.key().replace(' ', "_"));
        let told = json!({
            "solver": job.solver.name(), "version": job.version, "class": job.instance.class.name(),
            "instance": job.instance.name, "limit_ms": job.limit_ms, "seed": job.seed, "objective": job.objective,
            "bench": self.bench, "file": job.instance.file.canonicalize()?, "binary": self.binary, "shim": self.shim,
            "answer": answer,
        });
        Run::new(&self.python, [script()]).with([told.to_string()]).quietly()
    }
}

fn script() -> PathBuf {
    place::root().join("xtask/bench/measure.py")
}

fn about(python: &Path, binary: &Path) -> Result<About> {
    let said = Run::new(python, [script()]).with(["--about"]).with([binary]).quietly()?;
    let said: Value = serde_json::from_str(&said)?;
    let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    // A copy without git has no commit to tell; its binary has a version all the same.
    let commit = Run::new("git", ["describe", "--always", "--dirty", "--abbrev=10"]).quietly();
    Ok(About {
        date: text("date"),
        machine: text("machine"),
        python: text("python"),
        commit: commit.map_or_else(|_| "unknown".to_owned(), |commit| commit.trim().to_owned()),
        version: text("sha256").chars().take(12).collect(),
    })
}
