//! Notices that wait, written as a change would have written them: no route makes hundreds of them, let alone thousands.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};
use shared::Word as _;
use shared::notice::NoticeKind;
use uuid::Uuid;

/// Rows of one statement: both databases take as many parameters.
const AT_ONCE: usize = 500;

/// So many notices for each of some readers.
pub struct Backlog {
    /// What they are about.
    pub kind: NoticeKind,
    /// How many each reader has.
    pub each: usize,
    /// From when on they are to be brought; it is their age, too.
    pub due: DateTime<Utc>,
    /// The number of the first: numbers become ids, in the order of writing, as real ones are.
    pub first: usize,
}

impl Backlog {
    /// Writes them in one transaction, the first of every reader before the second of any. A reader is an association and an account.
    pub async fn write(&self, db: &DatabaseConnection, readers: &[(Uuid, Uuid)]) {
        let all: Vec<(usize, usize)> =
            (0..self.each).flat_map(|number| (0..readers.len()).map(move |reader| (number, reader))).collect();
        let tx = db.begin().await.expect("a transaction");
        for rows in all.chunks(AT_ONCE) {
            let columns = ["id", "association_id", "account_id", "kind", "dedup", "topic", "state", "attempts"];
            let times = ["next_at", "expires_at", "begun_at", "created_at"];
            let mut insert = Query::insert().into_table("notices").columns(columns.into_iter().chain(times)).to_owned();
            for (number, reader) in rows {
                let place = self.first + number * readers.len() + reader;
                let (id, name) = (Uuid::from_u128(place as u128 + 1), format!("backlog:{place}"));
                let ids = [id, readers[*reader].0, readers[*reader].1].map(Expr::val);
                let words = [self.kind.as_str(), &name, &name, "waiting"].map(Expr::val);
                let times = [self.due, self.due + TimeDelta::days(1), self.due, self.due].map(Expr::val);
                insert.values_panic(ids.into_iter().chain(words).chain([Expr::val(0)]).chain(times));
            }
            tx.execute(&insert).await.expect("notices");
        }
        tx.commit().await.expect("notices");
    }
}
