//! What is no extract, or half of one, is refused with a reason; nothing that can be read panics.
#![allow(clippy::expect_used, reason = "a broken fixture ends the test")]

mod village;

use std::io::Cursor;
use std::path::Path;

use proptest::prelude::*;
use streets::{Error, Streets, Walker};
use village::{Village, frame, spot};

fn lane() -> Village {
    let village = Village::default().node(1, 0.0, 0.0, "").node(2, 100.0, 0.0, "barrier=gate").node(3, 200.0, 0.0, "");
    village.node(4, 50.0, 9.0, "entrance=yes").way(&[1, 2, 3], "highway=footway")
}

fn fault(bytes: Vec<u8>) -> Error {
    Streets::read(Cursor::new(bytes)).err().expect("this is no extract")
}

#[test]
fn each_fault_has_its_name_and_its_remedy() {
    let header = || Village::default().header();
    let huge = [header(), frame("OSMData", 64 << 20, b"")].concat();
    let negative = [header(), frame("OSMData", u64::MAX, b"")].concat();
    let foreign = lane().needing("HistoricalInformation");
    let cases: [(Error, &str); 9] = [
        (fault(Vec::new()), "is empty"),
        (fault(b"<osm version=\"0.6\">".to_vec()), "no .osm.pbf file"),
        (fault(b"ab".to_vec()), "no .osm.pbf file"),
        (fault(frame("OSMData", 0, b"")), "no .osm.pbf file"),
        (fault(huge), "32 MiB"),
        (fault(negative), "32 MiB"),
        (fault(foreign.pbf()), "HistoricalInformation"),
        (fault(header()), "no way for people on foot"),
        (fault([header(), frame("OSMData", 3, b"\xff\xff\xff")].concat()), "is broken"),
    ];
    for (error, says) in cases {
        let told = error.to_string();
        assert!(told.contains(says), "{told} does not say {says}");
        assert!(told.contains(';'), "{told} has no remedy");
    }
    let missing = Streets::open(Path::new("no/such.osm.pbf")).err().expect("there is no such file");
    assert!(matches!(missing, Error::Open { .. }), "{missing}");
}

#[test]
fn a_file_that_ends_too_early_is_refused_wherever_it_ends() {
    let whole = lane().pbf();
    let header = lane().header().len();
    for end in header + 1..whole.len() {
        assert!(matches!(fault(whole[..end].to_vec()), Error::Truncated { .. }), "cut at {end}");
    }
    for end in 0..header {
        fault(whole[..end].to_vec());
    }
}

#[test]
fn ways_whose_nodes_are_missing_end_where_the_extract_ends() {
    let village = Village::default().node(1, 0.0, 0.0, "").node(2, 100.0, 0.0, "").node(4, 300.0, 0.0, "");
    let streets = village.way(&[1, 2, 3, 4, 5], "highway=footway").read().expect("the half is read");
    assert_eq!(streets.figures().metres, 100);
    let lost = Village::default().way(&[1, 2], "highway=footway").read().err().expect("nothing is left");
    assert!(matches!(lost, Error::NoWays));
}

/// Reads and, where that goes well, walks.
fn use_it(bytes: Vec<u8>) {
    if let Ok(streets) = Streets::read(Cursor::new(bytes)) {
        streets.figures();
        streets.table(&[spot(0.0, 0.0), spot(150.0, 5.0), spot(90.0, -40.0)], &Walker::default());
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        use_it(bytes);
    }

    #[test]
    fn random_blocks_in_sound_frames_never_panic(block in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut raw = vec![0x0a];
        raw.extend(length(block.len()));
        raw.extend(block);
        use_it([lane().pbf(), frame("OSMData", raw.len() as u64, &raw)].concat());
    }

    #[test]
    fn a_changed_extract_never_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = lane().pbf();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        use_it(bytes);
    }

    #[test]
    fn no_walker_and_no_place_panics(
        mps in any::<f64>(), steps in proptest::option::of(any::<f64>()), private_s in any::<f64>(),
        lat in any::<f64>(), lon in any::<f64>(), east in -300.0..500.0, north in -150.0..150.0,
    ) {
        let streets = lane().read().expect("the lane can be read");
        let walker = Walker { mps, steps_mps: steps, private_s };
        streets.table(&[streets::Spot { lat, lon }, spot(east, north), spot(10.0, 0.0)], &walker);
    }
}

/// A length as protocol buffers write it.
fn length(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}
