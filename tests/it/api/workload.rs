//! Who carries what, where several could: the work is even over weeks, and a household sees one person.

use harness::json;

use crate::morning::{DAY, Morning, doors, items, text};

/// A Tuesday two weeks before, and its eve.
const BEFORE: (&str, &str) = ("2019-02-26", "2019-02-25");
/// The Tuesday, and its eve.
const AFTER: (&str, &str) = ("2019-03-12", "2019-03-11");

#[tokio::test]
async fn whoever_walked_weeks_ago_lets_the_others_walk() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({ "means": "hands" })).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let mut cart = morning.cart(&one, 1, 0);
    cart["service_day"] = json!(BEFORE.0);
    cart["override_reason"] = json!("oubli");
    morning.desk.post("/v1/orders", cart).await.is(201);
    morning.house.go_to(BEFORE.1, 20, 1);
    morning.house.settle().await;
    let rounds = items(&anna.phone.get("/v1/rounds").await.is(200));
    let accepted = format!("/v1/rounds/{}/acceptance", text(&rounds[0]["id"]));
    anna.phone.post_empty(&accepted).await.is(200);
    // A trolley is slower than bare hands: Bruno's way is the longer one.
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    let two = morning.neighbour("Marzin", &morning.a, 2, "droite").await;
    let mut cart = morning.cart(&two, 1, 0);
    cart["service_day"] = json!(AFTER.0);
    morning.desk.post("/v1/orders", cart).await.is(201);
    morning.house.go_to(AFTER.1, 20, 1);
    morning.house.settle().await;
    let rounds = items(&morning.desk.get(&format!("/v1/rounds?service_day={}", AFTER.0)).await.is(200));
    let walkers: Vec<_> = rounds.iter().map(|round| text(&round["volunteer_id"])).collect();
    assert_eq!(walkers, [bruno.id], "{rounds:?}");
}

#[tokio::test]
async fn a_household_sees_one_person() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 540)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let two = morning.neighbour("Marzin", &morning.a, 2, "droite").await;
    let three = morning.neighbour("Guivarch", &morning.a, 3, "droite").await;
    // Both have to come with bread, and Bruno once more with water; the bread of that household is on anybody's way.
    for (walker, resident) in [(&bruno, &one), (&anna, &three)] {
        let blocked = json!({ "resident_id": resident });
        morning.desk.post(&format!("/v1/volunteers/{}/blocked_pairs", walker.id), blocked).await.is(201);
    }
    morning.order(&one, 1, 0).await;
    morning.order(&two, 1, 1).await;
    morning.order(&three, 1, 0).await;
    morning.night().await;
    let carried = async |walker| doors(&morning.sheet(&morning.desk, &morning.round_of(walker).await).await).len();
    assert_eq!((carried(&anna).await, carried(&bruno).await), (1, 3));
    let why = morning.desk.get(&format!("/v1/days/{DAY}/explanations/{two}")).await.is(200);
    let reasons: Vec<_> = items(&why["errands"]).iter().map(|errand| errand["because"].clone()).collect();
    assert!(reasons.contains(&json!("same_hands")), "{why}");
    morning.house.settle().await;
}
