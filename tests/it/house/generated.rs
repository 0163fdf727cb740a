//! What is generated and committed is current.

use super::root;

#[test]
fn the_contract_is_the_one_that_the_types_tell() {
    let committed = std::fs::read_to_string(root().join("openapi.yaml")).expect("openapi.yaml stands at the root");
    let current = mobile_api::openapi_yaml().expect("the contract can be written");
    assert!(committed == current, "openapi.yaml is old: run `cargo run -p server -- openapi > openapi.yaml`");
}
