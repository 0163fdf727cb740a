//! Which room may know which: read from the manifests, since an arrow that is not there cannot be imported.

use std::collections::BTreeMap;

use super::root;

const ROOMS: [&str; 11] = [
    "shared",
    "optimiser",
    "palier-optimise",
    "streets",
    "migrations",
    "app",
    "mobile-api",
    "server",
    "demo",
    "tests",
    "xtask",
];

/// What each room may know of the others.
const ARROWS: [(&str, &[&str]); 11] = [
    ("shared", &[]),
    ("optimiser", &[]),
    ("palier-optimise", &["optimiser"]),
    ("streets", &[]),
    ("migrations", &[]),
    ("app", &["shared", "optimiser"]),
    ("mobile-api", &["app", "shared"]),
    ("server", &["app", "demo", "migrations", "mobile-api", "shared", "streets"]),
    ("demo", &[]),
    ("tests", &["app", "demo", "migrations", "mobile-api", "server", "shared"]),
    ("xtask", &[]),
];

/// Crates that give a room a power, and the rooms that may have it.
const POWERS: [(&str, &[&str]); 5] = [
    ("axum", &["mobile-api", "server", "tests"]),
    ("sea-orm", &["app", "tests"]),
    ("sea-orm-migration", &["migrations"]),
    ("tokio", &["app", "mobile-api", "server", "demo", "tests"]),
    ("reqwest", &["server", "demo", "tests"]),
];

/// The dependencies that a room's manifest names, those of its tests included.
fn manifest(room: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(room).join("Cargo.toml")).expect("a room has a manifest");
    let mut names = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let (true, Some((name, _))) = (inside, line.split_once(['=', '.'])) {
            names.push(name.trim().to_owned());
        }
    }
    names
}

fn all() -> BTreeMap<&'static str, Vec<String>> {
    ROOMS.iter().map(|room| (*room, manifest(room))).collect()
}

#[test]
fn rooms_know_only_what_the_arrows_allow() {
    for (room, names) in all() {
        let allowed = ARROWS.iter().find(|(name, _)| *name == room).expect("every room has its arrows").1;
        for name in names.iter().filter(|name| ROOMS.contains(&name.as_str())) {
            assert!(allowed.contains(&name.as_str()), "{room} must not know {name}");
        }
    }
}

#[test]
fn powers_stay_in_their_rooms() {
    for (room, names) in all() {
        for (power, rooms) in POWERS {
            let has = names.iter().any(|name| name == power);
            assert!(!has || rooms.contains(&room), "{room} must not have {power}");
        }
    }
}

#[test]
fn every_dependency_has_a_line_of_reason_and_a_room_that_uses_it() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace has a manifest");
    let used: Vec<String> = all().into_values().flatten().collect();
    let section = text.split("[workspace.dependencies]").nth(1).expect("the workspace lists its dependencies");
    for line in section.lines().take_while(|line| !line.starts_with('[')) {
        let Some((name, rest)) = line.split_once('=').filter(|_| !line.starts_with('#')) else { continue };
        let name = name.trim();
        assert!(ROOMS.contains(&name) || rest.contains(" # "), "{name} has no line of reason");
        assert!(used.iter().any(|other| other == name), "no room uses {name}");
    }
}
