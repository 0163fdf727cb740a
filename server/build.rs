//! The web client is built by another tool, into `web/dist`, and becomes part of the binary. The folder must be there when
//! the binary is compiled, if only empty: then a page that says so takes its place.

use std::path::Path;

fn main() {
    let dist = Path::new("../web/dist");
    let _ = std::fs::create_dir_all(dist);
    // Other builds read the client from the folder when they start; only a release carries it and must follow it.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../web/dist");
    } else {
        println!("cargo:rerun-if-changed=build.rs");
    }
}
