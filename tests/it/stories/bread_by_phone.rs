//! « Bonjour, comme d'habitude, mais pas de pain vendredi, je suis chez ma fille. »

use axum::http::Method;
use harness::json;

use crate::stairwell::Stairwell;

#[tokio::test]
async fn as_usual_but_nothing_on_friday() {
    let stairwell = Stairwell::open().await;
    let (caller, _) = (stairwell.neighbour("Kervella", 3).await, stairwell.neighbour("Héloïse", 1).await);
    let line = |product: &str, weekday| json!({ "product_id": product, "weekday": weekday, "quantity": 1 });
    let usual = json!({ "lines": [line(&stairwell.bread, 2), line(&stairwell.bread, 5), line(&stairwell.water, 4)] });
    let standing = format!("/v1/residents/{}/standing_order", caller.id);
    stairwell.coordinator.ask(Method::PUT, &standing).json(&usual).go().await.is(200);
    stairwell.house.go_to("2019-02-27", 9, 0);
    stairwell.house.settle().await;

    // The telephone rings: the operator finds her, accents and case folded.
    let relay = stairwell.house.relay().await;
    let found = relay.get("/v1/residents?q=kervella").await.is(200);
    assert_eq!(found["items"][0]["id"], caller.id);
    let found = relay.get("/v1/residents?q=heloise").await.is(200);
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
    let desk = relay.get(&format!("/v1/residents/{}/desk", caller.id)).await.is(200);
    let plain = |said: &harness::Value| said.as_str().unwrap().replace('\u{202f}', " ");
    let as_usual = "1 pain le mardi et le vendredi, et 1 pack d'eau le jeudi. C'est bien cela ?";
    assert_eq!(plain(&desk["suggested_read_back"]), as_usual);
    let coming = |desk: &harness::Value| {
        let orders = desk["coming_orders"].as_array().unwrap().clone();
        orders.iter().take(3).map(|order| order["service_day"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(coming(&desk), ["2019-02-28", "2019-03-01", "2019-03-05"]);

    // « Pas de pain vendredi » is a skip; « chez ma fille » is an absence.
    let skipped = relay.post(&format!("{standing}/skips"), json!({ "day": "2019-03-01" })).await.is(200);
    assert_eq!(plain(&skipped["read_back"]), as_usual);
    let away = json!({ "first_day": "2019-03-01", "last_day": "2019-03-03", "channel": "phone_relay" });
    relay.post(&format!("/v1/residents/{}/absences", caller.id), away).await.is(201);
    let desk = relay.get(&format!("/v1/residents/{}/desk", caller.id)).await.is(200);
    assert_eq!(coming(&desk), ["2019-02-28", "2019-03-05", "2019-03-07"]);
    assert_eq!(desk["absences"][0]["first_day"], "2019-03-01");

    // « Et deux pains mercredi, en plus. » Read back, recorded as a call taken by this operator.
    let order = relay.post("/v1/orders", stairwell.breads(&caller, "2019-03-06", 2)).await.is(201);
    assert_eq!(plain(&order["read_back"]), "2 pains, mercredi 6 mars, en main propre. C'est bien cela ?");
    assert_eq!(order["channel"], "phone_relay");
    assert_eq!(order["placed_by"], relay.account().to_string());
    stairwell.house.settle().await;
}
