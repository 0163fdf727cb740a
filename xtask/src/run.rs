//! Runs one program to its end: prints the line a person could type, streams what it says, and turns a bad
//! end into an error that names it.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::leash::{Leash, Leashed};
use crate::place;
use crate::tally::Tally;

/// How long output may go on after the program that wrote it has ended.
const AFTERMATH: Duration = Duration::from_secs(20);

/// A program with its environment.
pub struct Run {
    command: Command,
    said: String,
}

/// Cargo itself, the one that runs us, in the work tree.
pub fn cargo(words: &str) -> Run {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut run = Run::new(&cargo, words.split_whitespace());
    run.said = format!("cargo {words}");
    run
}

/// Cargo with clippy's driver as the compiler of our crates, each warning an error: the crates are compiled once, with every
/// lint in it, where `cargo clippy` would check each dependency a second time. Cargo keeps what it makes apart from what the
/// compiler alone makes.
pub fn linted(words: &str) -> Run {
    cargo(words).env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-Dwarnings")
}

impl Run {
    /// A program, in the work tree.
    pub fn new(program: impl AsRef<OsStr>, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        Self::leashed(&Leash::default(), program, arguments)
    }

    /// The same on a leash of the caller's making.
    pub fn leashed(
        leash: &Leash<'_>,
        program: impl AsRef<OsStr>,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Self {
        let mut said = program.as_ref().to_string_lossy().into_owned();
        let mut command = leash.command(program);
        for argument in arguments {
            said = format!("{said} {}", argument.as_ref().to_string_lossy());
            command.arg(argument);
        }
        command.current_dir(place::root());
        clean(&mut command);
        Self { command, said }
    }

    /// More arguments.
    pub fn with(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        for argument in arguments {
            self.said = format!("{} {}", self.said, argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    /// Runs it in another folder.
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Says on standard error what it has to say: for a command whose standard output belongs to somebody else.
    pub fn aside(mut self) -> Self {
        self.command.stdout(std::io::stderr());
        self
    }

    /// Takes away every setting of palier that the caller's shell may hold: a test's settings are its own.
    pub fn without_settings(mut self) -> Self {
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PALIER_")) {
            self.command.env_remove(name);
        }
        self
    }

    /// Runs it; its output is ours.
    ///
    /// # Errors
    /// When it cannot be started or does not end well.
    pub fn go(mut self) -> Result<()> {
        eprintln!("$ {}", self.said);
        let status = Leashed::start(&mut self.command).and_then(|mut child| child.wait());
        self.judge(status.with_context(|| format!("could not start `{}`", self.said))?)
    }

    /// Runs it quietly.
    ///
    /// # Errors
    /// When it cannot be started or does not end well; the error carries what it said.
    pub fn quietly(mut self) -> Result<String> {
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            Leashed::start(&mut self.command).with_context(|| format!("could not start `{}`", self.said))?;
        let stderr = child.process().stderr.take().context("no standard error")?;
        let stdout = child.process().stdout.take().context("no standard output")?;
        let errors = std::thread::spawn(move || std::io::read_to_string(stderr).unwrap_or_default());
        let output = std::io::read_to_string(stdout)?;
        let errors = errors.join().unwrap_or_default();
        let status = child.wait()?;
        self.judge(status).with_context(|| format!("{}{}", output.trim(), errors.trim()))?;
        Ok(output)
    }

    /// Runs tests, cargo's or vitest's: streams their output and counts what it sums up.
    ///
    /// # Errors
    /// As [`Run::go`]; also when something the tests started lives on, or when not one test has run.
    pub fn counting(mut self) -> Result<Tally> {
        eprintln!("$ {}", self.said);
        self.command.stdout(Stdio::piped());
        let mut child =
            Leashed::start(&mut self.command).with_context(|| format!("could not start `{}`", self.said))?;
        let stdout = child.process().stdout.take().context("no standard output")?;
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut tally = Tally::default();
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                println!("{line}");
                tally.read(&line);
            }
            // The receiver is gone only when the run has already failed.
            let _ = send.send(tally);
        });
        let status = child.wait()?;
        let Ok(tally) = receive.recv_timeout(AFTERMATH) else {
            child.sweep();
            bail!("`{}` has ended, but something that it started lives on and holds its output", self.said);
        };
        self.judge(status).with_context(|| tally.to_string())?;
        if tally.passed == 0 {
            bail!("`{}` ended well without running a single test", self.said);
        }
        Ok(tally)
    }

    fn judge(&self, status: ExitStatus) -> Result<()> {
        if status.success() {
            return Ok(());
        }
        bail!("`{}` ended with {status}", self.said)
    }
}

/// `cargo run` tells us which package we are; told on to a second cargo, it would rebuild what watches
/// those variables (ring does).
pub fn clean(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|head| text.starts_with(head)) {
            command.env_remove(&name);
        }
    }
}
