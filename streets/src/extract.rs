//! The file: a row of framed blocks, each of which is decoded when it is asked for.
//!
//! The frames are walked once before anything is decoded, so that a file that ends too early, or claims a block larger
//! than the format allows, is refused with its place in the file. What is inside a block is `osmpbf`'s to decode.

use std::io::{Read, Seek, SeekFrom};

use osmpbf::{Blob, BlobDecode, BlobReader, BlobType, ByteOffset, PrimitiveBlock};

use crate::error::Error;

/// Features that a file may need and that are read here.
const READ_FEATURES: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];
/// Bytes before a block's header: the header's length.
const LENGTH_BYTES: u64 = 4;

/// An extract whose frame is sound.
pub(crate) struct Extract<R> {
    reader: R,
    /// Where the blocks of data begin, in bytes.
    starts: Vec<u64>,
}

/// One block's place in the file.
struct Frame {
    is_header: bool,
    is_data: bool,
    end: u64,
}

impl<R: Read + Seek + Send> Extract<R> {
    /// Walks the frames of the file.
    ///
    /// # Errors
    /// Every [`Error`] but `Open`, `TooLarge` and `NoWays`; `Broken` only of frames and of the file's header.
    pub(crate) fn new(mut reader: R) -> Result<Self, Error> {
        let length = reader.seek(SeekFrom::End(0))?;
        if length == 0 {
            return Err(Error::Empty);
        }
        let mut starts = Vec::new();
        let mut at = 0;
        while at < length {
            let frame = frame(&mut reader, at, length)?;
            if at == 0 {
                if !frame.is_header {
                    return Err(Error::NotAnExtract);
                }
                refuse_what_is_not_read(&blob(&mut reader, at)?)?;
            } else if frame.is_data {
                starts.push(at);
            }
            at = frame.end;
        }
        Ok(Self { reader, starts })
    }

    /// Hands over every block of data in the order of the file, stopping at the first error.
    ///
    /// # Errors
    /// [`Error::Read`], [`Error::Broken`], and whatever `visit` answers.
    pub(crate) fn visit(&mut self, mut visit: impl FnMut(&PrimitiveBlock) -> Result<(), Error>) -> Result<(), Error> {
        for &at in &self.starts {
            let block = blob(&mut self.reader, at)?.to_primitiveblock().map_err(|error| broken(at, &error))?;
            visit(&block)?;
        }
        Ok(())
    }
}

fn frame<R: Read + Seek + Send>(reader: &mut R, at: u64, length: u64) -> Result<Frame, Error> {
    if length - at < LENGTH_BYTES {
        return Err(if at == 0 { Error::NotAnExtract } else { Error::Truncated { length } });
    }
    reader.seek(SeekFrom::Start(at))?;
    let mut bytes = [0; 4];
    reader.read_exact(&mut bytes)?;
    let header = u64::from(u32::from_be_bytes(bytes));
    if at == 0 && header >= osmpbf::MAX_BLOB_HEADER_SIZE {
        return Err(Error::NotAnExtract);
    }
    let begins = at + LENGTH_BYTES + header;
    if begins > length {
        return Err(Error::Truncated { length });
    }
    reader.seek(SeekFrom::Start(at))?;
    let header = BlobReader::new_seekable(&mut *reader).map_err(|error| broken(at, &error))?.next_header_skip_blob();
    let (header, _) = match header {
        Some(Ok(header)) => header,
        _ if at == 0 => return Err(Error::NotAnExtract),
        Some(Err(error)) => return Err(broken(at, &error)),
        None => return Err(Error::Truncated { length }),
    };
    let bytes = i64::from(header.get_blob_size());
    let size = u64::try_from(bytes).unwrap_or(u64::MAX);
    if size > osmpbf::MAX_BLOB_MESSAGE_SIZE {
        return Err(Error::HugeBlock { at, bytes });
    }
    if begins + size > length {
        return Err(Error::Truncated { length });
    }
    let kind = header.blob_type();
    Ok(Frame { is_header: kind == BlobType::OsmHeader, is_data: kind == BlobType::OsmData, end: begins + size })
}

fn blob<R: Read + Seek + Send>(reader: &mut R, at: u64) -> Result<Blob, Error> {
    let mut blobs = BlobReader::new_seekable(reader).map_err(|error| broken(at, &error))?;
    blobs.blob_from_offset(ByteOffset(at)).map_err(|error| broken(at, &error))
}

fn refuse_what_is_not_read(blob: &Blob) -> Result<(), Error> {
    let BlobDecode::OsmHeader(header) = blob.decode().map_err(|error| broken(0, &error))? else {
        return Err(Error::NotAnExtract);
    };
    match header.required_features().iter().find(|feature| !READ_FEATURES.contains(&feature.as_str())) {
        Some(feature) => Err(Error::Unsupported { feature: feature.clone() }),
        None => Ok(()),
    }
}

fn broken(at: u64, error: &osmpbf::Error) -> Error {
    Error::Broken { at, what: error.to_string() }
}
