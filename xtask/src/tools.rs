//! Finds the programs that are not Rust's own, installs those it can, and names exactly those it cannot.
//!
//! A test that is skipped for want of a tool is a test that nobody runs: so there is no skipping. It
//! installs with apt-get as root on Debian and its kin, and never starts a system service.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::place;
use crate::run::Run;

/// What the cluster of the tests needs.
const POSTGRES: [&str; 3] = ["initdb", "postgres", "createdb"];
/// Debian's file that says whether a new PostgreSQL gets a cluster of its own.
const CLUSTER_CONF: &str = "/etc/postgresql-common/createcluster.conf";

/// A C compiler, which SQLite and the cryptography are built with.
///
/// # Errors
/// When there is none.
pub fn c_compiler() -> Result<()> {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    if answers(&compiler, &["--version"]) {
        return Ok(());
    }
    apt_install("build-essential").with_context(|| {
        format!("no C compiler: `{compiler}` does not run. On Debian: apt-get install build-essential")
    })
}

/// rustfmt and clippy.
///
/// # Errors
/// When one is missing.
pub fn rust_components() -> Result<()> {
    for (verb, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !answers("cargo", &[verb, "--version"]) {
            bail!("`cargo {verb}` is missing. Install it: rustup component add {component}");
        }
    }
    if !answers("clippy-driver", &["--version"]) {
        bail!("`clippy-driver` is not on the PATH. It comes with clippy and stands beside cargo");
    }
    Ok(())
}

/// The folder of PostgreSQL's server programs, installed if need be.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn postgres() -> Result<PathBuf> {
    if let Some(folder) = find_postgres() {
        return Ok(folder);
    }
    let missing = "no PostgreSQL server: initdb, postgres and createdb are not together in a folder of PATH, in \
                   /usr/lib/postgresql/*/bin or in /usr/local/bin. On Debian: apt-get install postgresql";
    if is_root() && !Path::new(CLUSTER_CONF).exists() {
        // The tests bring their own cluster; the package must not make and start another.
        std::fs::create_dir_all("/etc/postgresql-common").context(missing)?;
        std::fs::write(CLUSTER_CONF, "create_main_cluster = false\n").context(missing)?;
    }
    apt_install("postgresql").context(missing)?;
    find_postgres().context(missing)
}

fn find_postgres() -> Option<PathBuf> {
    // PATH may hold links to some of the programs only; their home holds all.
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut homes: Vec<PathBuf> = std::env::split_paths(&on_path)
        .chain(["/usr/local/bin".into(), "/usr/local/pgsql/bin".into()])
        .filter_map(|folder| folder.join("initdb").canonicalize().ok()?.parent().map(Path::to_path_buf))
        .collect();
    let mut packaged: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect())
        .unwrap_or_default();
    packaged.sort_by_key(|bin| std::cmp::Reverse(version(bin)));
    homes.append(&mut packaged);
    homes.into_iter().find(|home| POSTGRES.iter().all(|program| home.join(program).is_file()))
}

fn version(bin: &Path) -> Option<u32> {
    bin.parent()?.file_name()?.to_str()?.parse().ok()
}

/// strace, which shows that a write is on the disk before it is acknowledged.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn strace() -> Result<()> {
    if answers("strace", &["-V"]) {
        return Ok(());
    }
    apt_install("strace").context("no strace. On Debian: apt-get install strace")
}

/// Node and npm, which build the web client.
///
/// # Errors
/// When one is missing, or Node is too old.
pub fn node() -> Result<()> {
    let missing = "The web client is built with Node: 20.19 or a later 20, 22.12 or a later 22, or anything newer. \
                   Take it from https://nodejs.org/en/download; on Debian 13 and newer: apt-get install nodejs npm";
    let output = Command::new("node").arg("--version").stderr(Stdio::null()).output();
    let version = output.ok().and_then(|said| String::from_utf8(said.stdout).ok()).unwrap_or_default();
    match node_version(version.trim()) {
        None => bail!("`node` does not run. {missing}"),
        Some(found) if !builds_the_client(found) => bail!("this is Node {}. {missing}", version.trim()),
        Some(_) if !answers("npm", &["--version"]) => bail!("`npm` does not run. {missing}"),
        Some(_) => Ok(()),
    }
}

fn node_version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.strip_prefix('v')?.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

/// What Vite asks for.
fn builds_the_client((major, minor): (u32, u32)) -> bool {
    match major {
        20 => minor >= 19,
        22 => minor >= 12,
        _ => major > 22,
    }
}

/// Chromium, in which the journeys walk: the one that PALIER_CHROMIUM names, or Debian's.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("PALIER_CHROMIUM").map(PathBuf::from) {
        if answers(&named, &["--version"]) {
            return Ok(named);
        }
        bail!("PALIER_CHROMIUM names {}, which does not run", named.display());
    }
    let packaged = PathBuf::from("/usr/bin/chromium");
    if !answers(&packaged, &["--version"]) {
        let missing = "no Chromium: /usr/bin/chromium does not run. On Debian: apt-get install chromium. Elsewhere \
                       name one in PALIER_CHROMIUM";
        // The client brings its font; the package brings one for everything else.
        apt_install("chromium").context(missing)?;
        if !answers(&packaged, &["--version"]) {
            bail!(missing);
        }
    }
    Ok(packaged)
}

/// The folder of Python's programs with Schemathesis in it, at the pinned versions.
///
/// # Errors
/// When Python is missing, or pip fails.
pub fn schemathesis() -> Result<PathBuf> {
    let pins = place::root().join("xtask/schemathesis.txt");
    let wanted = std::fs::read_to_string(&pins).with_context(|| pins.display().to_string())?;
    python(&place::tools()?.join("schemathesis"), &wanted, "import schemathesis")
        .context("Schemathesis could not be installed")
}

/// The folder of Python's programs in a virtual environment with pinned packages, which is made anew unless the packages are
/// those and `proof` runs.
///
/// # Errors
/// When Python is missing, or pip fails.
pub fn python(home: &Path, pins: &str, proof: &str) -> Result<PathBuf> {
    let stamp = home.join("installed.txt");
    let bin = home.join("bin");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == pins)
        && answers(bin.join("python"), &["-c", proof])
    {
        return Ok(bin);
    }
    let missing = "no Python 3.10 or newer with venv. On Debian: apt-get install python3-venv";
    if !answers("python3", &["-c", "import ensurepip, venv"]) {
        apt_install("python3-venv").context(missing)?;
    }
    Run::new("python3", ["-m", "venv", "--clear"].map(Path::new).into_iter().chain([home])).go().context(missing)?;
    let wanted = home.join("wanted.txt");
    std::fs::write(&wanted, pins)?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    Run::new(bin.join("python"), pip.map(Path::new).into_iter().chain([wanted.as_path()]))
        .go()
        .context("pip has said why. It needs a Python package index")?;
    // Only now: a venv that was interrupted is made again.
    std::fs::rename(&wanted, &stamp)?;
    Ok(bin)
}

/// The user and group that PostgreSQL runs as: nobody in particular, or for root an ordinary user, since
/// it refuses to run as root.
///
/// # Errors
/// When root finds neither `postgres` nor `nobody`.
pub fn ordinary_user() -> Result<Option<(u32, u32)>> {
    if !is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let (Some(user), Some(group)) = (id(&["-u", name]), id(&["-g", name])) {
            return Ok(Some((user, group)));
        }
    }
    bail!("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`")
}

fn is_root() -> bool {
    id(&["-u"]) == Some(0)
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn answers(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn apt_install(package: &str) -> Result<()> {
    if !is_root() {
        bail!("it cannot be installed from here: that needs root");
    }
    if !answers("apt-get", &["--version"]) {
        bail!("it cannot be installed from here: there is no apt-get");
    }
    let apt = |words: &str| {
        let quiet = Run::new("apt-get", words.split_whitespace()).env("DEBIAN_FRONTEND", "noninteractive");
        quiet.env("UCF_FORCE_CONFFOLD", "1").go()
    };
    apt("update -qq")?;
    apt(&format!("install -y -qq --no-install-recommends {package}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        for (said, builds) in [
            ("v18.20.4", false),
            ("v20.18.3", false),
            ("v20.19.0", true),
            ("v21.7.0", false),
            ("v22.11.0", false),
            ("v22.12.0", true),
            ("v24.1.0", true),
        ] {
            assert_eq!(node_version(said).map(builds_the_client), Some(builds), "{said}");
        }
        assert_eq!(node_version(""), None);
    }
}
