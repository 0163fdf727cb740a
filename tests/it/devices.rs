//! The devices of whoever is told: all of them at once, and none of them longer than it is theirs.

use std::sync::Arc;

use chrono::TimeDelta;
use harness::{House, Says, json};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::Query;
use tokio::sync::Barrier;

use crate::api::notices::subscribe;
use crate::morning::{items, text};
use crate::notices::set;

#[tokio::test]
async fn the_devices_of_one_reader_are_told_at_once() {
    let (service, morning, _) = set().await;
    let accounts = items(&morning.desk.get("/v1/accounts?limit=200").await.is(200));
    let anna = accounts.iter().find(|account| account["name"] == "Anna Trébaol").expect("an account");
    for _ in 0..2 {
        let browser = morning.house.sign_in(&text(&anna["id"])).await;
        subscribe(&browser, service.device()).await;
    }
    let all = Arc::new(Barrier::new(3));
    service.says([Says::Together(all.clone()), Says::Together(all.clone()), Says::Together(all)]);
    morning.night().await;
    assert_eq!((service.messages().len(), service.met()), (3, 3), "each waited for the others");
}

#[tokio::test]
async fn the_address_of_a_device_whose_session_is_over_or_silent_is_not_kept() {
    let (service, morning, anna) = set().await;
    let bruno = morning.walker("Bruno", &[(1080, 1140)], json!({})).await;
    subscribe(&bruno.phone, service.device()).await;
    morning.house.settle().await;
    assert_eq!(addresses(&morning.house).await, 2);
    let sessions = items(&anna.phone.get("/v1/sessions").await.is(200));
    anna.phone.delete(&format!("/v1/sessions/{}", text(&sessions[0]["id"]))).await.is(204);
    // What is over is forgotten once a night.
    morning.house.wait(TimeDelta::days(1));
    morning.house.settle().await;
    assert_eq!(addresses(&morning.house).await, 1, "who signed out");
    morning.house.wait(TimeDelta::days(61));
    morning.house.settle().await;
    assert_eq!(addresses(&morning.house).await, 0, "who was not heard of for two months");
}

/// How many devices' addresses are kept.
async fn addresses(house: &House) -> usize {
    let kept = Query::select().column("id").from("push_subscriptions").to_owned();
    house.app.store.bare().query_all(&kept).await.expect("subscriptions").len()
}
