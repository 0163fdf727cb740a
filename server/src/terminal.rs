//! What a command tells the person who typed it, on standard output. The log has standard error for itself.

use std::io::Write as _;

/// Writes one line. A reader that has gone, such as `head`, is no fault.
pub fn say(line: impl std::fmt::Display) {
    let mut output = std::io::stdout().lock();
    let _ = writeln!(output, "{line}").and_then(|()| output.flush());
}
