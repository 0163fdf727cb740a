//! Any bytes, read as the reader of CVRPLIB `.vrp` files does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use palier_optimise::Format;
use palier_optimise_fuzz::hold;

fuzz_target!(|bytes: &[u8]| hold(Format::Cvrplib, bytes));
