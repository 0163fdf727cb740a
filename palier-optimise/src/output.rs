//! A file that is written whole or not at all: what stood there before is there until the new one is on the disk.

use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

/// A file to be written. It is made sure beforehand that it can be: nobody waits an hour to hear that a folder is missing.
pub(crate) struct Output {
    path: PathBuf,
    /// Beside the file, so that it can take its place; none for what is no file, such as a pipe or a device.
    draft: Option<NamedTempFile>,
}

impl Output {
    /// Makes ready to write `path`.
    ///
    /// # Errors
    /// Where its folder is missing or closed to us, it is a folder itself, or it is one of `others`.
    pub(crate) fn open(path: &Path, others: &[&Path]) -> Result<Self> {
        let told = || path.display().to_string();
        if let Some(other) = others.iter().find(|other| is_same(path, other)) {
            bail!("{}: the same file as {}, which would be lost; name another", path.display(), other.display());
        }
        let draft = match fs::metadata(path) {
            Ok(found) if found.is_dir() => bail!("{}: a folder; name a file", path.display()),
            Ok(found) if !found.is_file() => None,
            _ => Some(draft(path).with_context(|| format!("{}: cannot be written there", path.display()))?),
        };
        if draft.is_none() {
            fs::OpenOptions::new().write(true).open(path).with_context(told)?;
        }
        Ok(Self { path: path.to_owned(), draft })
    }

    /// Writes `text`; on an error what stood there before still stands.
    ///
    /// # Errors
    /// When the disk is full, or the file can no longer be replaced.
    pub(crate) fn write(self, text: &str) -> Result<()> {
        let told = || format!("{}: not written, what stood there still stands", self.path.display());
        let Some(mut draft) = self.draft else {
            return fs::write(&self.path, text).with_context(|| self.path.display().to_string());
        };
        draft.write_all(text.as_bytes()).and_then(|()| draft.as_file().sync_all()).with_context(told)?;
        draft.persist(&self.path).map(|_| ()).with_context(told)
    }
}

fn draft(path: &Path) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // As any new file: whoever it belongs to decides by their mask who may read it.
    tempfile::Builder::new().prefix(".palier-").permissions(Permissions::from_mode(0o666)).tempfile_in(folder)
}

/// Whether two paths lead to one file, by whatever links.
fn is_same(one: &Path, other: &Path) -> bool {
    let file = |path: &Path| fs::metadata(path).map(|found| (found.dev(), found.ino()));
    match (file(one), file(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => std::path::absolute(one).ok() == std::path::absolute(other).ok(),
    }
}
