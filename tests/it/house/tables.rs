//! Entities and tables are written apart, in app and in migrations; here they are held against each other.

use std::collections::BTreeSet;

use harness::House;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use super::{files, root, told};

/// The table that an entity's file names, and its columns.
fn entity(text: &str) -> Option<(String, BTreeSet<String>)> {
    let table = text.split("table_name = \"").nth(1)?.split('"').next()?.to_owned();
    let body = text.split("pub struct Model {").nth(1)?.split("\n}").next()?;
    let columns = body.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next());
    Some((table, columns.map(|name| name.trim_start_matches("r#").to_owned()).collect()))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_entity_is_its_table() {
    let house = House::open().await;
    let db = house.app.store.bare();
    let backend = db.get_database_backend();
    let mut entities = 0;
    for path in files(&root().join("app/src/table"), ".rs") {
        let text = std::fs::read_to_string(&path).expect("an entity's file can be read");
        let Some((table, columns)) = entity(&text) else { continue };
        let sql = match backend {
            DatabaseBackend::Postgres => format!(
                "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"
            ),
            _ => format!("SELECT name FROM pragma_table_info('{table}')"),
        };
        let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.expect("the schema can be read");
        let stored: BTreeSet<String> =
            rows.iter().map(|row| row.try_get("", "name").expect("a column has a name")).collect();
        assert_eq!(columns, stored, "{} against table {table}", told(&path));
        entities += 1;
    }
    assert!(entities > 40, "only {entities} entities were found");
}
