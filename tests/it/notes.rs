//! How notices reach people whom no push does: by text message, by e-mail, and in the end by a call.

use app::notices::carrier::Carriers;
use chrono::TimeDelta;
use harness::{Answered, House, MailServer, PushService, SmsGateway, Value, json};

use crate::api::notices::subscribe;
use crate::morning::{Morning, Walker, items, text};

pub const MOBILE: &str = "06 39 98 00 01";
const REPORTS: &str = "/v1/sms_reports";

/// A morning with one loaf to bring, and Anna with this number, whose phone is not told.
async fn set(gateway: &SmsGateway, number: &str) -> (Morning, Walker) {
    let house = House::reached_by(async |clock| gateway.beside(Carriers::default(), clock)).await;
    of(house, number).await
}

async fn of(house: House, number: &str) -> (Morning, Walker) {
    let morning = Morning::at(house).await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({ "phone": number })).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    (morning, anna)
}

/// Whom a coordinator is to call.
pub async fn to_call(morning: &Morning) -> Vec<String> {
    let board = morning.desk.get("/v1/notice_board").await.is(200);
    board["to_call"].as_array().expect("a list").iter().map(|notice| text(&notice["name"])).collect()
}

/// What the channel did this week.
async fn week(morning: &Morning, channel: &str) -> Value {
    let board = morning.desk.get("/v1/notice_board").await.is(200);
    let weeks = board["rates"].as_array().expect("weeks").clone();
    weeks.into_iter().find(|week| week["channel"] == channel).unwrap_or_default()
}

async fn report(house: &House, gateway: &SmsGateway, message: &Value, state: &str) -> Answered {
    let body = json!({ "id": message["id"], "state": state }).to_string();
    signed(house, &gateway.signature(house.clock.as_ref(), &body), &body).await
}

async fn signed(house: &House, signature: &str, body: &str) -> Answered {
    let asked = house.nobody().ask(axum::http::Method::POST, REPORTS).text("application/json", body);
    asked.header("palier-signature", signature).go().await
}

#[tokio::test]
async fn who_has_no_device_gets_one_text_message_without_a_name() {
    let gateway = SmsGateway::open().await;
    let (morning, _) = set(&gateway, MOBILE).await;
    morning.night().await;
    let messages = gateway.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert_eq!(messages[0]["to"], "+33639980001");
    let said = "Palier. Une tournée vous attend. Dites si vous pouvez. https://palier.exemple.fr";
    assert_eq!(messages[0]["text"], said);
    assert_eq!(messages[0].as_object().expect("an object").len(), 4, "{messages:?}");
    assert!(to_call(&morning).await.is_empty());
    let board = morning.desk.get("/v1/notice_board").await.is(200);
    assert_eq!(board["only_by_call"], json!([]));
}

#[tokio::test]
async fn a_landline_gets_none_and_somebody_calls() {
    let gateway = SmsGateway::open().await;
    let (morning, _) = set(&gateway, "03 53 01 00 10").await;
    morning.night().await;
    assert_eq!(gateway.messages().len(), 0);
    assert_eq!(to_call(&morning).await, ["Anna Trébaol"]);
}

#[tokio::test]
async fn a_change_that_nobody_saw_on_the_phone_comes_as_a_text_and_then_by_a_call() {
    let (service, gateway) = (PushService::open().await, SmsGateway::open().await);
    let house = House::reached_by(async |clock| gateway.beside(service.carriers(clock.clone()), clock)).await;
    let (morning, anna) = of(house, MOBILE).await;
    subscribe(&anna.phone, service.device()).await;
    morning.night().await;
    anna.phone.put(&format!("/v1/volunteers/{}/availability", anna.id), json!({ "hours": [] })).await.is(200);
    morning.house.settle().await;
    assert_eq!((service.messages().len(), gateway.messages().len()), (2, 0));
    morning.house.wait(TimeDelta::minutes(31));
    morning.house.settle().await;
    let texts: Vec<_> = gateway.messages().iter().map(|message| text(&message["text"])).collect();
    assert_eq!(texts, ["Palier. Votre tournée n'a plus lieu. https://palier.exemple.fr"]);
    assert!(to_call(&morning).await.is_empty());
    // The quiet hours begin meanwhile: nobody is called in them, and the board does not ask for it.
    morning.house.wait(TimeDelta::minutes(31));
    morning.house.settle().await;
    assert!(to_call(&morning).await.is_empty());
}

#[tokio::test]
async fn what_is_reported_is_written_down_once() {
    let gateway = SmsGateway::open().await;
    let (morning, _) = set(&gateway, MOBILE).await;
    morning.night().await;
    let message = gateway.messages().remove(0);
    for state in ["delivered", "delivered", "failed"] {
        report(&morning.house, &gateway, &message, state).await.is(204);
    }
    let week = week(&morning, "sms").await;
    assert_eq!((&week["taken"], &week["delivered"], &week["refused"]), (&json!(1), &json!(1), &json!(0)));
    morning.house.settle().await;
    assert!(to_call(&morning).await.is_empty(), "it arrived, whatever is said later");
}

#[tokio::test]
async fn a_message_that_never_arrives_makes_somebody_call_at_once() {
    let gateway = SmsGateway::open().await;
    let (morning, _) = set(&gateway, MOBILE).await;
    morning.night().await;
    let message = gateway.messages().remove(0);
    for _ in 0..2 {
        report(&morning.house, &gateway, &message, "failed").await.is(204);
        morning.house.settle().await;
        assert_eq!(to_call(&morning).await, ["Anna Trébaol"]);
    }
    assert_eq!(gateway.messages().len(), 1);
    assert_eq!(week(&morning, "sms").await["refused"], 1);
}

#[tokio::test]
async fn reports_that_are_not_the_gateways_are_refused() {
    let gateway = SmsGateway::open().await;
    let (morning, _) = set(&gateway, MOBILE).await;
    morning.night().await;
    let house = &morning.house;
    let body = json!({ "id": gateway.messages()[0]["id"], "state": "failed" }).to_string();
    let good = gateway.signature(house.clock.as_ref(), &body);
    let other = gateway.signature(house.clock.as_ref(), "another body");
    for wrong in ["", "t=1,v1=", "t=x,v1=00", &good.replace("v1=", "v1=0"), &good.to_uppercase(), &other] {
        signed(house, wrong, &body).await.refused(401, "sms_report.unsigned");
    }
    house
        .nobody()
        .ask(axum::http::Method::POST, REPORTS)
        .json(&json!({}))
        .go()
        .await
        .refused(401, "sms_report.unsigned");
    house.wait(TimeDelta::minutes(6));
    signed(house, &good, &body).await.refused(401, "sms_report.unsigned");
    for unknown in
        [json!("x"), json!(format!("ntc_{}.5", "0".repeat(32))), json!(text(&gateway.messages()[0]["id"]) + "1")]
    {
        report(house, &gateway, &json!({ "id": unknown }), "failed").await.refused(404, "notice.not_found");
    }
    report(house, &gateway, &json!({ "id": 7 }), "failed").await.refused(422, "request.invalid");
    assert!(to_call(&morning).await.is_empty());
}

#[tokio::test]
async fn where_nothing_is_texted_nothing_is_reported() {
    let (house, gateway) = (House::open().await, SmsGateway::open().await);
    report(&house, &gateway, &json!({ "id": "ntc_0.1" }), "failed").await.refused(404, "sms.off");
}

#[tokio::test]
async fn a_gateway_that_cannot_is_asked_again_under_the_same_name() {
    for (said, again) in [(503, 1), (0, 1), (429, 1), (401, 61)] {
        let gateway = SmsGateway::open().await;
        gateway.says([said]);
        let (morning, _) = set(&gateway, MOBILE).await;
        morning.house.go_to(crate::morning::EVE, 19, 0);
        morning.plan().await;
        morning.house.settle().await;
        assert_eq!(gateway.messages().len(), 1, "{said}");
        morning.house.wait(TimeDelta::minutes(again));
        morning.house.settle().await;
        let messages = gateway.messages();
        assert_eq!(messages.len(), 2, "{said}");
        assert_eq!(messages[0], messages[1], "{said}");
    }
}

#[tokio::test]
async fn a_number_that_takes_none_makes_somebody_call() {
    for said in [404, 422, 400, 302] {
        let gateway = SmsGateway::open().await;
        gateway.says([said]);
        let (morning, _) = set(&gateway, MOBILE).await;
        morning.night().await;
        assert_eq!(to_call(&morning).await, ["Anna Trébaol"], "{said}");
        assert_eq!(gateway.captured().len(), 1, "{said}: nothing is sent again, or elsewhere");
    }
}

/// A morning on which nobody is there, and a coordinator who signs in with an e-mail address.
async fn alone(server: &MailServer) -> Morning {
    let morning = Morning::at(House::reached_by(async |_| server.beside(Carriers::default())).await).await;
    let own = json!({ "handle": "regie@exemple.fr", "password": "une clé sous le géranium" });
    morning.desk.put("/v1/me/password", own).await.is(200);
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    morning
}

#[tokio::test]
async fn a_coordinator_without_a_device_gets_an_e_mail() {
    let server = MailServer::open().await;
    let morning = alone(&server).await;
    morning.night().await;
    let letters = server.letters();
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0].to, "<regie@exemple.fr>");
    assert!(letters[0].text.contains("Subject: Un avis de Palier\r\n"), "{}", letters[0].text);
    assert_eq!(items(&morning.desk.get("/v1/notices").await.is(200)).len(), 1);
    assert_eq!(week(&morning, "email").await["taken"], 1);
}

#[tokio::test]
async fn a_mail_server_that_cannot_is_asked_again() {
    for said in [451, 0] {
        let server = MailServer::open().await;
        server.says([said]);
        let morning = alone(&server).await;
        morning.night().await;
        assert_eq!(server.letters().len(), 0, "{said}");
        morning.house.wait(TimeDelta::minutes(1));
        morning.house.settle().await;
        assert_eq!(server.letters().len(), 1, "{said}");
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_not_asked_again() {
    let server = MailServer::open().await;
    server.says([550]);
    let morning = alone(&server).await;
    morning.night().await;
    morning.house.wait(TimeDelta::hours(1));
    morning.house.settle().await;
    assert_eq!(server.letters().len(), 0);
    assert_eq!(week(&morning, "email").await["refused"], 1);
}
