//! Files open with their reason, stay short, and have names that say a noun.

use super::{files, root, told};

const LINES_MAX: usize = 400;
const NAMELESS: [&str; 7] = ["util", "utils", "helper", "helpers", "common", "manager", "service"];

#[test]
fn every_file_opens_with_why_it_exists() {
    for path in files(&root(), ".rs") {
        let text = std::fs::read_to_string(&path).expect("a source file can be read");
        assert!(text.starts_with("//! "), "{} does not open with a paragraph", told(&path));
    }
}

#[test]
fn no_file_outgrows_its_noun() {
    for path in files(&root(), ".rs") {
        let lines = std::fs::read_to_string(&path).expect("a source file can be read").lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines: is there a second noun in it?", told(&path));
    }
}

#[test]
fn every_file_has_a_noun() {
    for path in files(&root(), ".rs") {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        assert!(!NAMELESS.contains(&stem), "{} is named for nothing", told(&path));
    }
}

#[test]
fn nothing_is_switched_off_or_left_for_later() {
    // Written in halves, so that this file does not find itself.
    let marks = [concat!("#[ig", "nore"), concat!("FIX", "ME"), concat!("TO", "DO"), concat!("XX", "X")];
    for path in files(&root(), ".rs") {
        let text = std::fs::read_to_string(&path).expect("a source file can be read");
        for mark in marks {
            assert!(!text.contains(mark), "{} holds {mark}", told(&path));
        }
    }
}
