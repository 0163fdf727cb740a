//! Many notices at once: several processes that bring them, a carrier that takes its time, one that fails for all.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::App;
use app::notices::carrier::{Address, Carrier, Carriers, Letter, Receipt};
use chrono::TimeDelta;
use harness::process::until;
use harness::{Backlog, House, PushService, Says, SmsGateway, json};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use shared::clock::Clock as _;
use shared::id::Identity as _;
use shared::notice::NoticeKind;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::api::notices::subscribe;
use crate::morning::{Morning, Walker, text};

/// So many notices for each of these people.
async fn write(morning: &Morning, readers: &[Walker], each: usize) {
    let db = morning.house.app.store.bare();
    let own = Query::select().column("association_id").from("accounts").limit(1).to_owned();
    let association: Uuid = db.query_one(&own).await.unwrap().unwrap().try_get("", "association_id").unwrap();
    let readers: Vec<_> = readers.iter().map(|reader| (association, reader.phone.account().uuid())).collect();
    let due = morning.house.clock.now();
    Backlog { kind: NoticeKind::RoundPublished, each, due, first: 0 }.write(db, &readers).await;
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

/// So many people with a telephone each, in a house with these carriers.
async fn told(house: House, service: &PushService, people: usize) -> (Morning, Vec<Walker>) {
    let morning = Morning::at(house).await;
    let mut readers = Vec::new();
    for number in 0..people {
        let walker = morning.walker(&format!("Anna {number}"), &[(420, 720)], json!({})).await;
        subscribe(&walker.phone, service.device()).await;
        readers.push(walker);
    }
    (morning, readers)
}

/// A carrier that keeps the first letter until it is told to let go, and takes all others at once.
struct Slow {
    came: AtomicUsize,
    inside: AtomicUsize,
    most: AtomicUsize,
    lets_go: Semaphore,
}

#[async_trait::async_trait]
impl Carrier for Slow {
    fn fits(&self, _: &Address) -> bool {
        true
    }

    async fn carry(&self, _: &Letter) -> Receipt {
        self.most.fetch_max(self.inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        if self.came.fetch_add(1, Ordering::SeqCst) == 0 {
            self.lets_go.acquire().await.expect("an open gate").forget();
        }
        self.inside.fetch_sub(1, Ordering::SeqCst);
        Receipt::Taken
    }
}

#[tokio::test]
async fn a_carrier_that_takes_its_time_keeps_one_place_and_holds_up_nobody() {
    let zero = || AtomicUsize::new(0);
    let slow = Arc::new(Slow { came: zero(), inside: zero(), most: zero(), lets_go: Semaphore::new(0) });
    let service = PushService::open().await;
    let house = House::reached_by(async |clock| Carriers { web_push: Some(slow.clone()), ..service.carriers(clock) });
    let (morning, readers) = told(house.await, &service, 6).await;
    write(&morning, &readers, 2).await;
    let app = morning.house.app.clone();
    let bringing = tokio::spawn(async move { app::notices::bring_due(&app, 2).await });
    // Everything but the first reader's second notice, which comes after their first.
    until("everybody else is told", || async { slow.came.load(Ordering::SeqCst) == 11 }).await;
    slow.lets_go.add_permits(1);
    assert_eq!(bringing.await.expect("no panic").expect("notices that are brought"), 12);
    assert_eq!(slow.most.load(Ordering::SeqCst), 2, "as many as there are places");
}

#[tokio::test]
async fn what_failed_for_all_is_tried_again_by_and_by() {
    const EACH: usize = 50;
    let service = PushService::open().await;
    let (morning, readers) = told(House::pushing(&service).await, &service, 4).await;
    write(&morning, &readers, EACH).await;
    let all = readers.len() * EACH;
    service.says((0..all).map(|_| Says::Status(500, &[])));
    let mut seconds = Vec::new();
    while service.count() < 2 * all {
        let before = service.count();
        app::notices::bring_due(&morning.house.app, 16).await.expect("notices that are brought");
        seconds.push(service.count() - before);
        morning.house.wait(TimeDelta::seconds(1));
    }
    assert_eq!(seconds[0], all);
    assert!(seconds[1..15].iter().all(|came| *came == 0) && seconds.len() <= 32, "{seconds:?}");
    assert!(seconds[1..].iter().all(|came| *came <= all / 4), "{seconds:?}");
}
