//! Any bytes, read as the reader of `portage/1` days on foot, JSON does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use palier_optimise::Format;
use palier_optimise_fuzz::hold;

fuzz_target!(|bytes: &[u8]| hold(Format::Portage, bytes));
