//! The command `palier-optimise`. Everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    palier_optimise::command::main()
}
