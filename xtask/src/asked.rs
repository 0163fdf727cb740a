//! Whether the tests asked every operation of the contract with success. Each test leaves behind what it asked; only the
//! whole run can tell what nobody did.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::place;

/// An empty folder in which the tests of one run leave what they asked.
///
/// # Errors
/// When it cannot be made.
pub fn folder(name: &str) -> Result<PathBuf> {
    let folder = place::tools()?.join(format!("asked-{name}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("{} stays", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// Refuses a contract with an operation that no test asked with success.
///
/// # Errors
/// Names the operations.
pub fn check(folder: &Path) -> Result<()> {
    let contract = std::fs::read_to_string(place::root().join("openapi.yaml")).context("openapi.yaml")?;
    let mut asked = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        asked.insert(entry?.file_name().to_string_lossy().into_owned());
    }
    let missing = unasked(&contract, &asked);
    if !missing.is_empty() {
        bail!("no test asks these operations with success: {}", missing.join(", "));
    }
    println!("every operation of the contract is asked by a test");
    Ok(())
}

fn unasked<'a>(contract: &'a str, asked: &BTreeSet<String>) -> Vec<&'a str> {
    let operations = contract.lines().filter_map(|line| line.trim().strip_prefix("operationId: "));
    let passed = |operation: &&str| asked.iter().any(|name| name.starts_with(&format!("{operation}.2")));
    operations.filter(|operation| !passed(operation)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_that_was_only_refused_is_not_asked() {
        let contract = "paths:\n  /v1/a:\n    get:\n      operationId: read_a\n    post:\n      operationId: make_a\n";
        let asked = ["read_a.200", "make_a.422", "make_a_b.201"].map(str::to_owned).into();
        assert_eq!(unasked(contract, &asked), ["make_a"]);
    }
}
