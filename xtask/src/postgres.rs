//! One PostgreSQL cluster for a whole run: made in a temporary folder, gone with the run.
//!
//! A cluster per test binary would cost seconds each and be left behind, since statics are never dropped;
//! so the command owns it and hands its address over in PALIER_TEST_PG. It is made to be thrown away:
//! nothing is synced to disk, unless that is measured, and everybody on this machine is trusted.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::leash::{Leash, Leashed};
use crate::place;
use crate::run::Run;
use crate::tools;

/// How long the cluster may take to accept connections; it takes a second.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the server writes when it accepts connections.
const READY: &str = "database system is ready to accept connections";
const OWNER: &str = "palier";
const SETTINGS: [&str; 6] = [
    "listen_addresses=127.0.0.1",
    "max_connections=300",
    "shared_buffers=128MB",
    "max_wal_size=1GB",
    "lc_messages=C",
    "logging_collector=off",
];
/// What makes it fast, and forgetful when the machine stops.
const FORGETFUL: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// A running cluster. It ends with this value, and also when xtask is killed.
pub struct Cluster {
    server: Leashed,
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster with the programs in `programs`; returns when it accepts connections.
    ///
    /// # Errors
    /// When a folder, `initdb` or the server fails; the error carries what the server said.
    pub fn start(programs: &Path) -> Result<Self> {
        Self::with(programs, &FORGETFUL)
    }

    /// The same, with every commit on the disk before it is answered: for what is measured.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn durable(programs: &Path) -> Result<Self> {
        Self::with(programs, &[])
    }

    fn with(programs: &Path, more: &[&str]) -> Result<Self> {
        let user = tools::ordinary_user()?;
        let folder = folder(user)?;
        let leash = Leash { signal: Some("QUIT"), removes: Some(&folder), user };
        let data = folder.join("data");
        let words = format!("-A trust -N -E UTF8 --locale=C.UTF-8 -U {OWNER} -D {}", data.display());
        Run::leashed(&Leash { removes: None, ..leash }, programs.join("initdb"), words.split_whitespace())
            .within(&folder)
            .quietly()
            .inspect_err(|_| remove(&folder))?;

        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = leash.command(programs.join("postgres"));
        command.arg("-D").arg(&data).arg("-k").arg(&folder).args(["-p", &port.to_string()]);
        command.args(SETTINGS.iter().chain(more).flat_map(|setting| ["-c", setting]));
        command.current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut server = Leashed::start(&mut command).context("could not start PostgreSQL")?;
        let log = server.process().stderr.take().context("PostgreSQL has no log")?;
        let cluster = Self { server, folder, programs: programs.to_path_buf(), port };
        wait_until_ready(log)?;
        println!("PostgreSQL listens on {}", cluster.url("postgres"));
        Ok(cluster)
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{OWNER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes an empty database and returns its address.
    ///
    /// # Errors
    /// When there is one of that name, or the cluster is gone.
    pub fn database(&self, name: &str) -> Result<String> {
        let port = self.port.to_string();
        let words = ["-h", "127.0.0.1", "-p", &port, "-U", OWNER, name];
        Run::new(self.programs.join("createdb"), words).quietly()?;
        Ok(self.url(name))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.server.end();
        // The leash has removed it already, unless the folder's parent belongs to somebody else.
        remove(&self.folder);
    }
}

/// A new folder that the cluster's user owns and can reach.
///
/// A root's temporary folder is often closed to others, and a socket's path has at most 107 bytes: then
/// `/tmp` serves.
fn folder(user: Option<(u32, u32)>) -> Result<PathBuf> {
    let name = format!("palier-postgres-{}", std::process::id());
    let mut refusals = Vec::new();
    for parent in [std::env::temp_dir(), "/tmp".into()] {
        let folder = parent.join(&name);
        match prepare(&folder, user) {
            Ok(()) => return Ok(folder),
            Err(error) => {
                remove(&folder);
                refusals.push(format!("{}: {error:#}", folder.display()));
            }
        }
    }
    bail!("no temporary folder for PostgreSQL: {}", refusals.join("; "))
}

fn prepare(folder: &Path, user: Option<(u32, u32)>) -> Result<()> {
    if folder.as_os_str().len() > 80 {
        bail!("too long a path for a socket");
    }
    std::fs::create_dir(folder)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    if let Some((user, group)) = user {
        chown(folder, Some(user), Some(group))?;
    }
    let leash = Leash { user, ..Leash::default() };
    Run::leashed(&leash, "test", [Path::new("-w"), folder]).within(Path::new("/")).quietly()?;
    Ok(())
}

fn remove(folder: &Path) {
    if folder.exists()
        && let Err(error) = std::fs::remove_dir_all(folder)
    {
        eprintln!("xtask: {} is left behind: {error}", folder.display());
    }
}

/// Follows the server's log into `target/tools/postgres.log`, until it is ready and beyond.
fn wait_until_ready(log: impl Read + Send + 'static) -> Result<()> {
    let path = place::tools()?.join("postgres.log");
    let mut copy = std::fs::File::create(&path).with_context(|| path.display().to_string())?;
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(log).lines().map_while(Result::ok) {
            // A log that cannot be kept is no reason to end a run; nor is a listener that has heard enough.
            let _ = writeln!(copy, "{line}");
            if line.contains(READY) {
                let _ = send.send(());
            }
        }
    });
    receive.recv_timeout(PATIENCE).map_err(|_| {
        let said = std::fs::read_to_string(&path).unwrap_or_default();
        anyhow::anyhow!("PostgreSQL does not accept connections:\n{}", said.trim())
    })
}
