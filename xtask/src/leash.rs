//! Nothing that xtask starts outlives it, however it ends: at its end, on ctrl-c, by `kill -9`.
//!
//! A small shell stands between xtask and the program, in a process group of its own, and reads from a
//! pipe that only xtask holds. When xtask is gone the pipe ends, and the shell ends the group and removes
//! the temporary folder. A signal handler or `Drop` alone would miss `kill -9`; PR_SET_PDEATHSIG would
//! miss the grandchildren, the folder, and every system but Linux.

use std::ffi::OsStr;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

/// `$1` the signal, `$2` a folder to remove or nothing, then the program and its arguments.
///
/// The program runs in the foreground, because a shell's background jobs ignore SIGINT and SIGQUIT. The
/// watcher survives its own signal, to send SIGKILL ten seconds later to whoever is still there.
const SHELL: &str = r#"
signal=$1 folder=$2
shift 2
exec 3<&0 </dev/null
trap : TERM QUIT INT HUP
(
  trap '' TERM QUIT INT HUP
  read -r _ <&3
  kill -s "$signal" -- "-$$"
  sleep 10
  kill -s KILL -- "-$$"
) >/dev/null 2>&1 &
watcher=$!
"$@" 3<&-
code=$?
kill -s KILL "$watcher" 2>/dev/null
[ -z "$folder" ] || rm -rf "$folder"
exit "$code"
"#;

/// How a program is ended, and as whom it runs.
#[derive(Clone, Copy, Default)]
pub struct Leash<'a> {
    /// The name of the signal that ends it; `TERM` when nothing is said.
    pub signal: Option<&'a str>,
    /// A folder that goes with it.
    pub removes: Option<&'a Path>,
    /// The user and group it runs as.
    pub user: Option<(u32, u32)>,
}

impl Leash<'_> {
    /// A command that runs `program` on the leash. Its standard input is the leash: leave it alone.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", SHELL, "leash", self.signal.unwrap_or("TERM")]);
        command.arg(self.removes.map_or(OsStr::new(""), Path::as_os_str));
        command.arg(program).stdin(Stdio::piped()).process_group(0);
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }
}

/// A started program that ends with this value.
pub struct Leashed(Child);

impl Leashed {
    /// Starts what [`Leash::command`] made.
    ///
    /// # Errors
    /// When the shell cannot be started.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        command.spawn().map(Self)
    }

    /// The process, for its pipes.
    pub fn process(&mut self) -> &mut Child {
        &mut self.0
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When the system refuses to wait.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        // `Child::wait` closes the pipe, which would pull the leash: hold it until the end.
        let held = self.0.stdin.take();
        let status = self.0.wait();
        drop(held);
        status
    }

    /// Ends whatever the program left behind in its group, once it has ended itself.
    pub fn sweep(&self) {
        let group = format!("-{}", self.0.id());
        if let Err(error) = Command::new("sh").args(["-c", r#"kill -s KILL -- "$1""#, "sweep", &group]).status() {
            eprintln!("xtask: could not end what a program left behind: {error}");
        }
    }

    /// Pulls the leash and waits until everything is gone.
    pub fn end(&mut self) {
        drop(self.0.stdin.take());
        if let Err(error) = self.0.wait() {
            eprintln!("xtask: could not wait for a program to end: {error}");
        }
    }
}

impl Drop for Leashed {
    fn drop(&mut self) {
        self.end();
    }
}
