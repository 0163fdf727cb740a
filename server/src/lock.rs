//! One process on one SQLite file. PostgreSQL needs no such lock: there, leases and advisory locks let several in.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// The lock, held as long as this value lives; the system lets go of it when the process dies, however it dies.
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Locks `database`, or says that another process has it.
    pub fn take(database: &Path) -> Result<Self> {
        let path = beside(database);
        let file = private(&path).with_context(|| format!("{} ne s'ouvre pas", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => bail!(
                "un autre palier utilise déjà {}. Arrêtez-le d'abord; pour plusieurs processus, choisissez PostgreSQL \
                 (PALIER_DATABASE_URL=postgres://…)",
                database.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{} ne se verrouille pas", path.display()))
            }
        }
    }
}

/// Creates `path` where it is missing, for this user alone.
pub fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}
