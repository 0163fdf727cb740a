//! Schemathesis against the running demo: requests nobody thought of, each answer held against the contract.
//!
//! It speaks to the real program over a real socket, as a coordinator. How it is tuned is in
//! `xtask/schemathesis.toml`; how it signs in is in `xtask/schemathesis_hooks.py`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::leash::{Leash, Leashed};
use crate::place;
use crate::run::{self, Run};

/// The seed when none is given, so that two runs of one commit ask the same questions.
pub const SEED: u64 = 20_190_304;
/// How long the demo may take to stand; it tells three weeks of a residence first.
const PATIENCE: Duration = Duration::from_secs(180);
/// Settings of the demo that a machine's pace of asking needs. The demo's own limits are for people.
const SETTINGS: [(&str, &str); 2] = [("PALIER_RATE_PER_SECOND", "0"), ("PALIER_HEADER_TIMEOUT_MS", "60000")];

/// What differs between two runs.
pub struct Trial<'a> {
    /// The name of the database, for logs and reports.
    pub name: &'a str,
    /// Its address; without one the demo makes a SQLite database of its own.
    pub database: Option<String>,
    /// More examples for each operation.
    pub long: bool,
    /// The seed of everything that is drawn.
    pub seed: u64,
}

impl Trial<'_> {
    /// Runs it with the Python programs in `programs`, quietly: another trial may run beside it. Answers what it said.
    ///
    /// # Errors
    /// When the demo does not stand or dies on the way, or one answer breaks the contract.
    pub fn go(&self, programs: &Path) -> Result<String> {
        let contract = place::root().join("openapi.yaml");
        if !contract.is_file() {
            bail!("{} is missing: the contract is committed", contract.display());
        }
        let log = place::tools()?.join(format!("demo-{}.log", self.name));
        let told = |error: anyhow::Error| error.context(format!("the demo's log is {}", log.display()));
        let (mut demo, line) = self.demo(&log).map_err(told)?;
        let tried = self.ask(programs, &contract, &line);
        if let Some(status) = demo.process().try_wait()? {
            return Err(told(anyhow::anyhow!("the demo ended during the trial with {status}")));
        }
        tried.map_err(told)
    }

    /// Starts the demo and returns the line it prints once it stands.
    fn demo(&self, log: &Path) -> Result<(Leashed, String)> {
        let mut command = Leash::default().command(place::palier()?);
        command.args(["demo", "--json", "--port", "0"]).current_dir(place::root());
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PALIER_")) {
            command.env_remove(name);
        }
        command.envs(SETTINGS).envs(self.database.as_ref().map(|url| ("PALIER_DATABASE_URL", url)));
        let mut copy = std::fs::File::create(log)?;
        command.stdout(Stdio::piped()).stderr(copy.try_clone()?);
        run::clean(&mut command);
        let mut demo = Leashed::start(&mut command).context("could not start the demo")?;
        let output = demo.process().stdout.take().context("the demo has no standard output")?;
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // The receiver listens to the first line only, and a log may fail to be kept.
                let _ = writeln!(copy, "{line}");
                let _ = send.send(line);
            }
        });
        let line = receive.recv_timeout(PATIENCE).context("the demo does not stand")?;
        Ok((demo, line))
    }

    fn ask(&self, programs: &Path, contract: &Path, line: &str) -> Result<String> {
        let url = text(line, "url").with_context(|| format!("the demo's line names no url: {line}"))?;
        let root = place::root();
        let here = place::tools()?;
        let config = root.join("xtask/schemathesis.toml");
        let report = here.join(format!("schemathesis-{}.xml", self.name));
        let examples = if self.long { "500" } else { "50" };
        let arguments = [
            format!("--config-file={}", config.display()),
            "run".to_owned(),
            contract.display().to_string(),
            format!("--url={url}"),
            "--phases=examples,coverage,fuzzing,stateful".to_owned(),
            format!("--max-examples={examples}"),
            format!("--seed={}", self.seed),
            format!("--report-junit-path={}", report.display()),
        ];
        // It leaves folders where it stands: let that be target/tools.
        Run::new(programs.join("schemathesis"), arguments)
            .within(&here)
            .env("PYTHONPATH", root.join("xtask"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PALIER_DEMO", line)
            .quietly()
    }
}

/// The text of one member of a flat JSON object whose values need no escapes: enough for a URL, and it
/// spares every fresh machine a JSON parser before the first line is compiled.
fn text<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = json.split_once(&format!("\"{name}\""))?;
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_found_in_the_line() {
        let line = r#"{ "url" : "http://127.0.0.1:4000", "pairing_tokens": {"coordinator":"abc"}}"#;
        assert_eq!(text(line, "url"), Some("http://127.0.0.1:4000"));
        assert_eq!(text(line, "coordinator"), Some("abc"));
        assert_eq!(text(line, "nothing"), None);
    }
}
