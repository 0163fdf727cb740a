//! What can be wrong with an extract: each says what, and what to do about it.

use std::io;
use std::path::PathBuf;

/// Why an extract could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is not there, or may not be read.
    #[error("{path} cannot be opened ({source}); check the name of the file and who may read it")]
    Open {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The store stopped giving bytes.
    #[error("the extract cannot be read ({0}); check the disk it lies on")]
    Read(#[from] io::Error),
    /// Nothing is in it.
    #[error("the extract is empty; download it again")]
    Empty,
    /// It does not begin as an `.osm.pbf` file does.
    #[error("this is no .osm.pbf file; download one, or make one of .osm with `osmium cat`")]
    NotAnExtract,
    /// The file ends in the middle of a block.
    #[error("the extract ends at byte {length} in the middle of a block; download it again")]
    Truncated {
        /// Bytes that there are.
        length: u64,
    },
    /// A block says that it is larger than the format allows.
    #[error(
        "the block at byte {at} claims {bytes} bytes, and no block may have more than 32 MiB; download the file again"
    )]
    HugeBlock {
        /// Where it begins, in bytes.
        at: u64,
        /// What it claims, in bytes.
        bytes: i64,
    },
    /// A block cannot be decoded.
    #[error("the block at byte {at} is broken ({what}); download the file again, or write it anew with `osmium cat`")]
    Broken {
        /// Where it begins, in bytes.
        at: u64,
        /// What the decoder says.
        what: String,
    },
    /// The file needs something that this reader cannot do.
    #[error(
        "the extract needs {feature}, which is not read here; write it anew with `osmium cat` or take a plain extract"
    )]
    Unsupported {
        /// The feature, as the file calls it.
        feature: String,
    },
    /// More than fits.
    #[error("the extract is too large; cut it to the town with `osmium extract --bbox`")]
    TooLarge,
    /// No way for people on foot is in it.
    #[error("the extract holds no way for people on foot; check that it covers the town")]
    NoWays,
}
