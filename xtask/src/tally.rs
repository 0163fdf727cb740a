//! Counts what the tests of cargo and vitest report, so that the last line of a run states only what was seen.

use std::fmt;

/// Tests that passed, failed or were set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that ran and passed.
    pub passed: u64,
    /// Tests that ran and failed.
    pub failed: u64,
    /// Tests that their author switched off.
    pub ignored: u64,
}

impl Tally {
    /// Adds a line of output, if it is a sum of cargo or of vitest.
    pub fn read(&mut self, line: &str) {
        let cargo = line.split_once("test result: ").map(|(_, sums)| sums);
        let vitest = || line.trim_start().strip_prefix("Tests  ");
        let Some(sums) = cargo.or_else(vitest) else { return };
        for part in sums.split([';', '.', '|', '(']) {
            let mut words = part.split_whitespace();
            let (Some(number), Some(word)) = (words.next().and_then(|word| word.parse::<u64>().ok()), words.next())
            else {
                continue;
            };
            match word {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" | "skipped" | "todo" => self.ignored += number,
                _ => {}
            }
        }
    }

    /// The sum of both.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)?;
        if self.ignored > 0 {
            write!(out, ", {} ignored", self.ignored)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_and_added() {
        let mut tally = Tally::default();
        for line in [
            "test stories::bread_by_phone ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.51s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
            "test result: \u{1b}[32mok\u{1b}[0m. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 20, failed: 2, ignored: 1 });
        assert_eq!(tally.to_string(), "20 passed, 2 failed, 1 ignored");
    }

    #[test]
    fn the_sums_of_vitest_too() {
        let mut tally = Tally::default();
        for line in [
            " Test Files  6 passed (6)",
            "      Tests  58 passed (58)",
            "      Tests  1 failed | 7 passed | 2 skipped | 1 todo (11)",
            "   Duration  9.54s (transform 2.24s, tests 1.11s)",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 65, failed: 1, ignored: 3 });
    }
}
