//! Any bytes, read as the reader of Solomon's, and Gehring and Homberger's, `.txt` files does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use palier_optimise::Format;
use palier_optimise_fuzz::hold;

fuzz_target!(|bytes: &[u8]| hold(Format::Solomon, bytes));
