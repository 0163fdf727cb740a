//! The night of a network: how long the released server takes to plan it on this machine, and what that costs those who
//! ask meanwhile. What is done is in `tests/load/night`; here is what it is started with.

use anyhow::{Context as _, Result, bail};

use crate::postgres::Cluster;
use crate::run::cargo;
use crate::{place, tools};

/// The whole network, and a tenth of it.
const WHOLE: usize = 320;
const QUICK: usize = 32;

/// What the caller asks for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    neighbourhoods: usize,
    jobs: usize,
    postgres: bool,
}

/// Builds the server as it is released, and measures.
///
/// # Errors
/// When something that the measure needs is missing or does not build. A neighbourhood without a plan is told in the table.
pub fn measure(words: &[String]) -> Result<()> {
    let options = Options::read(words)?;
    tools::c_compiler()?;
    // The client is embedded; what stands in web/dist does not change the figures, and without it there is a page that says so.
    let cluster = if options.postgres { Some(Cluster::start(&tools::postgres()?)?) } else { None };
    let mut words = vec!["--neighbourhoods".to_owned(), options.neighbourhoods.to_string()];
    words.extend(["--jobs".to_owned(), options.jobs.to_string()]);
    if let Some(cluster) = &cluster {
        words.extend(["--database".to_owned(), cluster.database("night")?]);
    }
    let folder = place::bench()?;
    cargo("bench --package tests --bench night --locked --").with(words).env("TMPDIR", folder).without_settings().go()
}

impl Options {
    fn read(words: &[String]) -> Result<Self> {
        let mut options = Self { neighbourhoods: WHOLE, jobs: 2, postgres: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut number = || -> Result<usize> {
                let value = words.next().with_context(|| format!("{word} needs a value"))?;
                value.parse().ok().filter(|number| *number > 0).with_context(|| format!("{word} takes 1 or more"))
            };
            match word.as_str() {
                "--quick" => options.neighbourhoods = QUICK,
                "--neighbourhoods" => options.neighbourhoods = number()?,
                "--jobs" => options.jobs = number()?,
                "--postgres" => options.postgres = true,
                _ => bail!("`bench night` has no option {word:?}"),
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
        assert_eq!(read("").unwrap(), Options { neighbourhoods: 320, jobs: 2, postgres: false });
        let asked = Options { neighbourhoods: 12, jobs: 1, postgres: true };
        assert_eq!(read("--neighbourhoods 12 --postgres --jobs 1").unwrap(), asked);
        assert_eq!(read("--quick").unwrap().neighbourhoods, 32);
    }

    #[test]
    fn a_word_or_a_number_we_do_not_know_is_refused() {
        for line in ["--short", "--neighbourhoods", "--neighbourhoods 0", "--jobs x"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
