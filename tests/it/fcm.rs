//! How notices reach Android apps: what each answer of Google's does to a phone, to its notice and to everybody else's.

use chrono::{DateTime, TimeDelta, Utc};
use harness::{FcmSays, FcmService, House, OAuthSays, PushService, Says, json};
use shared::clock::Clock as _;

use crate::api::notices::subscribe;
use crate::morning::{DAY, EVE, Morning, Walker, items, text};

const HERE: &str = "/v1/sessions/current/push";

/// A morning with one loaf to bring, and Anna, whose Android phone is told.
async fn set() -> (FcmService, Morning, Walker) {
    let service = FcmService::open().await;
    let house = House::reached_by(async |clock| service.carriers(clock).await).await;
    let morning = Morning::at(house).await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    subscribe(&anna.phone, FcmService::device(0)).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    (service, morning, anna)
}

async fn is_told(walker: &Walker) -> bool {
    walker.phone.get(HERE).await.is(200)["subscribed"] == true
}

/// Looks at what is due once, as soon as it can be planned.
async fn evening(morning: &Morning, hour: u16, minute: u16) {
    morning.house.go_to(EVE, hour, minute);
    morning.house.settle().await;
}

#[tokio::test]
async fn a_round_is_told_to_an_android_phone_as_data_that_woke_nobody() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    let messages = service.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    let (message, notice) = (messages[0].message(), messages[0].notice());
    assert_eq!(message["token"], FcmService::token(0));
    assert_eq!(notice["kind"], "round_published");
    assert_eq!(notice["text"], "Une tournée vous attend. Dites si vous pouvez.");
    assert_eq!(notice.as_object().expect("an object").len(), 4);
    assert_eq!(notice["id"], items(&anna.phone.get("/v1/notices").await.is(200))[0]["id"]);
    assert_eq!((&message["android"]["collapseKey"], text(&notice["topic"]).len()), (&notice["topic"], 32));
    assert_eq!(message["android"]["priority"], "normal");
    let starts: DateTime<Utc> = text(&morning.round_of(&anna).await["starts_at"]).parse().expect("an instant");
    let ttl: i64 = text(&message["android"]["ttl"]).strip_suffix('s').expect("seconds").parse().expect("a number");
    assert!((0..3).contains(&((starts - morning.house.clock.now()).num_seconds() - ttl).abs()), "{ttl}");
    assert_eq!(messages[0].authorization(), "Bearer acces-1");
    assert_eq!(message.get("notification"), None, "the app shows it, not Android");
}

#[tokio::test]
async fn a_change_wakes_the_phone_and_takes_the_place_of_what_was_told() {
    let (service, morning, _) = set().await;
    morning.night().await;
    let other = morning.neighbour("Ozanne", &morning.d, 3, "gauche").await;
    let mut more = morning.cart(&other, 1, 0);
    more["override_reason"] = json!("elle a oublié hier");
    morning.desk.post("/v1/orders", more).await.is(201);
    morning.house.settle().await;
    let android: Vec<_> = service.messages().iter().map(|message| message.message()["android"].clone()).collect();
    assert_eq!((&android[0]["priority"], &android[1]["priority"]), (&json!("normal"), &json!("high")));
    assert_eq!(android[0]["collapseKey"], android[1]["collapseKey"]);
    assert_eq!(service.tokens(), 1, "one token for both");
}

#[tokio::test]
async fn a_token_that_is_no_more_or_never_was_is_forgotten_at_once() {
    let gone = [("UNREGISTERED", 404, ""), ("INVALID_ARGUMENT", 400, ""), ("INVALID_ARGUMENT", 400, "message.token")];
    for (code, status, field) in gone {
        let (service, morning, anna) = set().await;
        service.says([FcmSays::Fault(status, code, field)]);
        morning.night().await;
        morning.house.wait(TimeDelta::hours(1));
        morning.house.settle().await;
        assert_eq!(service.messages().len(), 1, "{code} {field} is not tried again");
        assert!(!is_told(&anna).await, "{code} {field}");
    }
}

#[tokio::test]
async fn what_google_cannot_carry_is_a_fault_of_ours_and_the_phone_stays() {
    let unfit = [("", 400, "message.android.ttl"), ("", 404, ""), ("SENDER_ID_MISMATCH", 403, ""), ("", 413, "")];
    for (code, status, field) in unfit {
        let (service, morning, anna) = set().await;
        service.says([FcmSays::Fault(status, code, field)]);
        morning.night().await;
        morning.house.wait(TimeDelta::hours(2));
        morning.house.settle().await;
        let asked = service.messages().len();
        assert_eq!(asked, 1, "{status} {code} {field} is not sent again");
        assert!(is_told(&anna).await, "{status} {code} {field}");
    }
}

#[tokio::test]
async fn who_asks_for_a_rest_gets_it_for_every_phone() {
    for (said, rest) in [(&[("retry-after", "60")][..], 60), (&[], 10)] {
        let (service, morning, _) = set().await;
        let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
        subscribe(&bruno.phone, FcmService::device(1)).await;
        subscribe(&morning.desk, FcmService::device(2)).await;
        service.says([FcmSays::Busy(said); 3]);
        evening(&morning, 20, 1).await;
        let asked = service.messages().len();
        assert!((1..=3).contains(&asked));
        morning.house.wait(TimeDelta::seconds(rest - 2));
        app::notices::bring_due(&morning.house.app, 100).await.expect("notices that are brought");
        assert_eq!(service.messages().len(), asked, "not within {rest} s");
        morning.house.wait(TimeDelta::minutes(2));
        morning.house.settle().await;
        assert!(service.messages().len() > asked);
    }
}

#[tokio::test]
async fn a_token_of_ours_that_google_refuses_is_replaced_once() {
    let (service, morning, anna) = set().await;
    service.says([FcmSays::Fault(401, "", "")]);
    morning.night().await;
    let as_whom: Vec<String> = service.messages().iter().map(|message| message.authorization().to_owned()).collect();
    assert_eq!(as_whom, ["Bearer acces-1", "Bearer acces-2"]);
    assert!(is_told(&anna).await);
    let told = items(&anna.phone.get("/v1/notices").await.is(200));
    assert_eq!(told.len(), 1);
}

#[tokio::test]
async fn a_key_that_google_knows_no_more_rests_for_an_hour_and_no_phone_is_forgotten() {
    for status in [401, 403] {
        let (service, morning, anna) = set().await;
        service.says([FcmSays::Fault(status, "", ""); 2]);
        evening(&morning, 20, 1).await;
        morning.house.wait(TimeDelta::minutes(30));
        morning.house.settle().await;
        assert_eq!((service.messages().len(), service.tokens()), (2, 2), "one new token, and no third message");
        assert!(is_told(&anna).await);
        evening(&morning, 21, 10).await;
        morning.house.go_to(DAY, 6, 30);
        morning.house.settle().await;
        assert_eq!(service.messages().len(), 3, "an hour later the key may be known again");
    }
}

#[tokio::test]
async fn a_key_for_which_there_is_no_token_rests_and_a_token_that_is_late_is_waited_for() {
    for (said, again) in [(OAuthSays::Revoked, 0), (OAuthSays::Down, 1)] {
        let (service, morning, anna) = set().await;
        service.oauth_says([said]);
        evening(&morning, 20, 1).await;
        assert_eq!((service.messages().len(), service.tokens()), (0, 1), "{said:?}");
        morning.house.wait(TimeDelta::minutes(2));
        morning.house.settle().await;
        assert_eq!(service.messages().len(), again, "{said:?}");
        assert!(is_told(&anna).await);
    }
}

#[tokio::test]
async fn a_service_that_fails_hangs_or_drips_is_asked_again_and_one_that_floods_has_it() {
    let again =
        [FcmSays::Fault(500, "INTERNAL", ""), FcmSays::Fault(503, "UNAVAILABLE", ""), FcmSays::Nothing, FcmSays::Drips];
    for (said, times) in again.into_iter().map(|said| (said, 2)).chain([(FcmSays::Floods, 1)]) {
        let (service, morning, _) = set().await;
        service.says([said]);
        morning.night().await;
        assert_eq!(service.messages().len(), 1, "{said:?}");
        morning.house.wait(TimeDelta::minutes(1));
        morning.house.settle().await;
        assert_eq!(service.messages().len(), times, "{said:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (service, morning, _) = set().await;
    service.says([FcmSays::Moved]);
    morning.night().await;
    assert_eq!((service.messages().len(), service.strangers()), (1, 0));
}

#[tokio::test]
async fn a_phone_that_changes_hands_tells_its_new_owner_alone() {
    let (service, morning, anna) = set().await;
    let bruno = morning.walker("Bruno", &[(1080, 1140)], json!({})).await;
    subscribe(&bruno.phone, FcmService::device(0)).await;
    assert!(!is_told(&anna).await);
    morning.night().await;
    assert_eq!(service.messages().len(), 0, "the round is Anna's, and the phone is not");
}

#[tokio::test]
async fn browsers_and_apps_are_told_side_by_side_and_one_that_fails_rests_alone() {
    let (web, fcm) = (PushService::open().await, FcmService::open().await);
    let house = House::reached_by(async |clock| {
        let both = web.carriers(clock.clone());
        app::notices::carrier::Carriers { fcm: fcm.carriers(clock).await.fcm, ..both }
    })
    .await;
    let morning = Morning::at(house).await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let told = anna.phone.get(HERE).await.is(200);
    assert_eq!((&told["carriers"], text(&told["public_key"]).len()), (&json!(["web_push", "fcm"]), 87));
    let accounts = items(&morning.desk.get("/v1/accounts?limit=200").await.is(200));
    let account = accounts.iter().find(|account| account["name"] == "Anna Trébaol").expect("an account");
    let browser = morning.house.sign_in(&text(&account["id"])).await;
    subscribe(&anna.phone, FcmService::device(0)).await;
    subscribe(&browser, web.device()).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    fcm.says([FcmSays::Fault(401, "", ""); 2]);
    web.says([Says::Status(503, &[])]);
    morning.night().await;
    assert_eq!((fcm.messages().len(), web.messages().len()), (2, 1));
    morning.house.wait(TimeDelta::minutes(1));
    morning.house.settle().await;
    assert_eq!((fcm.messages().len(), web.messages().len()), (2, 2), "the browser is told while FCM rests");
}

#[tokio::test]
async fn a_device_says_how_it_is_reached_in_one_way() {
    let (_, morning, anna) = set().await;
    let both = json!({ "endpoint": "https://push.example.org/x", "p256dh": "AAAA", "auth": "AAAA",
        "fcm_token": "jeton", "language": "fr" });
    let half = json!({ "endpoint": "https://push.example.org/x", "language": "fr" });
    for unclear in [both, half, json!({ "language": "fr" })] {
        anna.phone.put(HERE, unclear).await.refused(422, "push.address_unclear");
    }
    let with = |token: &str| json!({ "fcm_token": token, "language": "fr" });
    for long in [String::new(), "x".repeat(4097)] {
        anna.phone.put(HERE, with(&long)).await.refused(422, "request.invalid");
    }
    for crooked in ["a\nb", "a b", "a\u{7f}", "jeton\u{0}", "é"] {
        anna.phone.put(HERE, with(crooked)).await.refused(422, "push.token_wrong");
    }
    subscribe(&anna.phone, with(&"x".repeat(4096))).await;
    assert_eq!(morning.desk.get(HERE).await.is(200), json!({ "carriers": ["fcm"], "subscribed": false }));
    let by_web =
        json!({ "endpoint": "https://push.example.org/x", "p256dh": "AAAA", "auth": "AAAA", "language": "fr" });
    morning.desk.put(HERE, by_web).await.refused(409, "push.off");
}
