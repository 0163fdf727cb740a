//! The shapes that every migration uses: references, and indexes whose names follow from table and columns.

use sea_orm_migration::prelude::*;

/// `table.column` names a row of `parent`; a parent with children cannot be deleted.
pub fn references(table: &'static str, column: &'static str, parent: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(parent, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

/// No two rows of `table` agree in all `columns`.
pub async fn unique(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.create_index(on(table, columns).unique().to_owned()).await
}

/// `table` is searched by `columns`.
pub async fn index(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.create_index(on(table, columns)).await
}

/// No two rows of `table` that meet `condition` agree in all `columns`. Written as SQL, the same in both dialects,
/// because the builder has no word for it on SQLite.
pub async fn unique_where(
    manager: &SchemaManager<'_>,
    table: &str,
    columns: &[&str],
    condition: &str,
) -> Result<(), DbErr> {
    let (name, columns) = (columns.join("_"), columns.join("\", \""));
    let sql = format!("CREATE UNIQUE INDEX \"one_{table}_{name}\" ON \"{table}\" (\"{columns}\") WHERE {condition}");
    manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
}

fn on(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("by_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}
