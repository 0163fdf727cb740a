//! The binary `palier`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::command::run()
}
