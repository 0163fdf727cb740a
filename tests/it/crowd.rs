//! Many notices at once, and several processes that bring them.

use app::App;
use app::notices::carrier::Carriers;
use chrono::TimeDelta;
use harness::{House, SmsGateway, json};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, Query};
use shared::clock::Clock as _;
use shared::id::Identity as _;
use uuid::Uuid;

use crate::morning::{Morning, Walker, text};

/// So many notices for each of these people, written as a change would have written them: no route makes hundreds.
async fn write(morning: &Morning, readers: &[Walker], each: usize) {
    let db = morning.house.app.store.bare();
    let own = Query::select().column("association_id").from("accounts").limit(1).to_owned();
    let association: Uuid = db.query_one(&own).await.unwrap().unwrap().try_get("", "association_id").unwrap();
    let now = morning.house.clock.now();
    for (at, reader) in readers.iter().enumerate() {
        let columns = ["id", "association_id", "account_id", "kind", "dedup", "topic", "state", "attempts"];
        let times = ["next_at", "expires_at", "begun_at", "created_at"];
        let mut insert = Query::insert().into_table("notices").columns(columns.into_iter().chain(times)).to_owned();
        for number in 0..each {
            // Ids in the order of writing, as real ones are.
            let id = Uuid::from_u128((number * readers.len() + at + 1) as u128);
            let name = format!("{at}:{number}");
            let words = ["round_published", &name, &name, "waiting"].map(Expr::val);
            let account = reader.phone.account().uuid();
            let ids = [id, association, account].map(Expr::val);
            let times = [now, now + TimeDelta::days(1), now, now].map(Expr::val);
            insert.values_panic(ids.into_iter().chain(words).chain([Expr::val(0)]).chain(times));
        }
        db.execute(&insert).await.expect("notices");
    }
}

async fn bring_all(app: App) {
    while app::notices::pending(&app).await.expect("a queue") > 0 {
        app::notices::bring_due(&app, 16).await.expect("notices that are brought");
    }
}

#[tokio::test]
async fn two_processes_share_what_is_due_and_bring_each_notice_once_and_in_order() {
    const EACH: usize = 40;
    let gateway = SmsGateway::open().await;
    let morning = Morning::at(House::reached_by(async |clock| gateway.beside(Carriers::default(), clock)).await).await;
    let mut readers = Vec::new();
    for number in 0..6 {
        let phone = json!({ "phone": format!("06 39 98 00 1{number}") });
        readers.push(morning.walker(&format!("Anna {number}"), &[(420, 720)], phone).await);
    }
    write(&morning, &readers, EACH).await;
    let other = morning.house.another_process().await;
    tokio::join!(bring_all(morning.house.app.clone()), bring_all(other));
    let messages = gateway.messages();
    assert_eq!(messages.len(), readers.len() * EACH, "each once");
    for reader in 0..readers.len() {
        let number = format!("+3363998001{reader}");
        let names: Vec<_> =
            messages.iter().filter(|message| message["to"] == number).map(|one| text(&one["id"])).collect();
        assert!(names.len() == EACH && names.is_sorted(), "{names:?}");
    }
}
