//! Notices: how fast the released server brings a backlog of them on this machine, and what that costs those who ask meanwhile.
//! What is done is in `tests/load/notices`; here is what it is started with.

use anyhow::{Context as _, Result, bail};

use crate::postgres::Cluster;
use crate::run::cargo;
use crate::{place, tools};

/// The whole backlog, and as little of it as shows anything.
const WHOLE: usize = 100_000;
const LEAST: usize = 1000;

/// What the caller asks for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    notices: usize,
    only: Option<String>,
}

/// Builds the server as it is released, and measures.
///
/// # Errors
/// When something that the measure needs is missing or does not build, or notices stop coming.
pub fn measure(words: &[String]) -> Result<()> {
    let options = Options::read(words)?;
    tools::c_compiler()?;
    // It is told by what reaches the disk, so this cluster is one that keeps what it is given.
    let cluster = Cluster::durable(&tools::postgres()?)?;
    cargo("build --release --package server --locked").go()?;
    let mut words = vec!["--notices".to_owned(), options.notices.to_string()];
    words.extend(options.only.into_iter().flat_map(|only| ["--only".to_owned(), only]));
    let bench = cargo("bench --package tests --bench notices --locked --").with(words).env("TMPDIR", place::bench()?);
    bench.without_settings().env("PALIER_TEST_PG", cluster.url("postgres")).go()
}

impl Options {
    fn read(words: &[String]) -> Result<Self> {
        let mut options = Self { notices: WHOLE, only: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().with_context(|| format!("{word} needs a value"))?;
            match (word.as_str(), value.as_str()) {
                ("--notices", number) => {
                    let number = number.parse().ok().filter(|number| *number >= LEAST);
                    options.notices = number.with_context(|| format!("--notices takes {LEAST} or more"))?;
                }
                ("--only", "sqlite" | "postgresql") => options.only = Some(value.clone()),
                ("--only", _) => bail!("--only takes sqlite or postgresql"),
                _ => bail!("`bench notices` has no option {word:?}"),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options> {
        Options::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        assert_eq!(read("").unwrap(), Options { notices: 100_000, only: None });
        let asked = Options { notices: 10_000, only: Some("sqlite".to_owned()) };
        assert_eq!(read("--notices 10000 --only sqlite").unwrap(), asked);
    }

    #[test]
    fn a_word_or_a_number_we_do_not_know_is_refused() {
        for line in ["--short 1", "--notices", "--notices 10", "--only mysql"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
