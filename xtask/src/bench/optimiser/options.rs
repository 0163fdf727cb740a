//! What the caller of the benchmark asks for.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::place;

/// The options with what they mean when they are not given.
#[derive(Debug)]
pub struct Options {
    /// A tenth of the runs.
    pub quick: bool,
    /// Where the instances, the peers' scripts and the checkers are.
    pub bench: PathBuf,
    /// How many solvers run at once.
    pub jobs: usize,
}

impl Options {
    /// Reads them.
    ///
    /// # Errors
    /// At a word that is not known, or a value that is missing or wrong.
    pub fn read(words: &[String]) -> Result<Self> {
        let mut options = Self { quick: false, bench: place::root().join("../shared/bench"), jobs: 1 };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match word.as_str() {
                "--quick" => options.quick = true,
                "--bench" => options.bench = PathBuf::from(value()?),
                "--jobs" => options.jobs = value()?.parse().context("--jobs takes 1 or 2")?,
                _ => bail!("`bench optimiser` has no option {word:?}"),
            }
        }
        // More than two at once wait for each other's memory, and the figures with them.
        if !(1..=2).contains(&options.jobs) {
            bail!("--jobs takes 1 or 2");
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
        let read = read("--quick --bench elsewhere --jobs 2").unwrap();
        assert!(read.quick);
        assert_eq!((read.bench, read.jobs), ("elsewhere".into(), 2));
    }

    #[test]
    fn a_word_or_a_number_we_do_not_know_is_refused() {
        for line in ["--slow", "--bench", "--jobs 0", "--jobs 3", "--jobs x"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
