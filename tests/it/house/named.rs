//! Tests that a page names are there: a page that promises a test which was renamed or taken out promises nothing.

use std::collections::BTreeSet;
use std::path::Path;

use super::{files, root, told};

/// What stands in backticks as `file::test`, where the file is a module's. Longer paths are those of functions.
fn promised(page: &str) -> BTreeSet<(String, String)> {
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let quoted = page.split('`').skip(1).step_by(2);
    let pairs = quoted.filter_map(|quote| quote.split_once("::")).filter(|(file, test)| is_name(file) && is_name(test));
    pairs.map(|(file, test)| (file.to_owned(), test.to_owned())).collect()
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

#[test]
fn every_test_that_a_page_names_is_there() {
    let sources = files(&root(), ".rs");
    let mut named = 0;
    for page in files(&root().join("docs"), ".md") {
        let text = std::fs::read_to_string(&page).expect("a page can be read");
        for (module, test) in promised(&text) {
            let of_module = sources.iter().filter(|path| stem(path) == module);
            let known = of_module.filter_map(|path| std::fs::read_to_string(path).ok());
            assert!(
                known.into_iter().any(|text| text.contains(&format!("fn {test}("))),
                "{} names {module}::{test}, and it is not there",
                told(&page)
            );
            named += 1;
        }
    }
    assert!(named > 20, "only {named} tests are named");
}
