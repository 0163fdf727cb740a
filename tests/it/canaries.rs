//! What leaves the house through every carrier at once, whatever it is about: nobody's name, place, number, code or goods. What is
//! told here holds canaries, words that are nowhere else, and every byte that a carrier got is looked through for them.

use std::collections::BTreeSet;

use app::notices::carrier::Carriers;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use harness::{FcmService, House, MailServer, Phone, PushService, SmsGateway, Value, json};
use shared::Word as _;
use shared::notice::NoticeKind;

use crate::api::notices::subscribe;
use crate::api::scene::{at_door, given};
use crate::morning::{DAY, EVE, Morning, Walker, items, text};

/// What must not be found: the first two stand in every word that somebody writes here, however it begins; then what the house has
/// by itself, and what all its landlines begin with.
const CANARIES: [&str; 12] = [
    "anari",
    "ANARI",
    "Trébaol",
    "Trévidic",
    "Trevidic",
    "Maëlle",
    "Maryse",
    "Embruns",
    "malade",
    "géranium",
    "3530100",
    "53 01 00",
];

/// A number that takes no text messages.
const LANDLINE: &str = "03 53 01 00 77";

/// Kinds that have their words, and that nothing causes yet.
const NOT_SENT_YET: [NoticeKind; 3] = [NoticeKind::OrderShort, NoticeKind::CoverOffered, NoticeKind::CoverTaken];

/// Everybody who takes something out of the house.
struct Outside {
    web: PushService,
    fcm: FcmService,
    sms: SmsGateway,
    mail: MailServer,
}

impl Outside {
    async fn open() -> Self {
        let (web, fcm) = (PushService::open().await, FcmService::open().await);
        Self { web, fcm, sms: SmsGateway::open().await, mail: MailServer::open().await }
    }

    async fn house(&self) -> House {
        House::reached_by(async |clock| {
            let pushing =
                Carriers { fcm: self.fcm.carriers(clock.clone()).await.fcm, ..self.web.carriers(clock.clone()) };
            self.mail.beside(self.sms.beside(pushing, clock))
        })
        .await
    }

    /// What each of them got: two that push, two that write.
    fn captured(&self) -> [Vec<String>; 4] {
        [self.web.captured(), self.fcm.captured(), self.sms.captured(), vec![self.mail.captured()]]
    }

    /// Of what telephones were told.
    fn kinds(&self) -> BTreeSet<String> {
        let web = self.web.messages().into_iter().map(|message| text(&message.body["kind"]));
        web.chain(self.fcm.messages().iter().map(|message| text(&message.notice()["kind"]))).collect()
    }
}

/// Writes a canary wherever the office can write a word; answers an entrance.
async fn rename_everything(morning: &Morning) -> String {
    let desk = &morning.desk;
    let own = json!({ "name": "Régie du Canari", "answering_hours": "quand le canari chante" });
    desk.patch("/v1/association", own).await.is(200);
    let place = json!({ "name": "Quartier Canari" });
    desk.patch(&format!("/v1/neighbourhoods/{}", morning.neighbourhood), place).await.is(200);
    for (number, product) in items(&desk.get("/v1/products").await.is(200)).iter().enumerate() {
        let words = json!({ "name": format!("Pain canari {number}"), "unit_one": "canari", "unit_many": "canaris" });
        desk.patch(&format!("/v1/products/{}", text(&product["id"])), words).await.is(200);
        let shop = json!({ "name": format!("Boulangerie Canari {number}"), "address": "1, rue du Canari", "phone": "03 53 01 00 78" });
        desk.patch(&format!("/v1/pickup_points/{}", text(&product["pickup_point_id"])), shop).await.is(200);
    }
    let stairwell = json!({ "name": "Canari", "building": "Bâtiment Canari", "last_floor": 9, "doors": ["canari"] });
    let residence = json!({ "name": "Les Canaris", "landlord": "Bailleur Canari", "entrances": [stairwell] });
    let residence = desk.post("/v1/residences", residence).await.id();
    let entrances = items(&desk.get(&format!("/v1/entrances?residence_id={residence}")).await.is(200));
    let entrance = text(&entrances[0]["id"]);
    let way_in = json!({ "door_code": "CANARI7B", "access_notes": "la clé est sous le canari" });
    desk.patch(&format!("/v1/entrances/{entrance}"), way_in).await.is(200);
    entrance
}

/// A house of which everybody is told through all carriers, and the morning that its story is about.
struct Story {
    outside: Outside,
    morning: Morning,
    /// Two doors are hers, so that one of them is open still in the evening. Her browser is told.
    anna: Walker,
    /// His Android telephone is told.
    bruno: Walker,
    /// Her number takes text messages.
    carole: Walker,
    /// Behind Anna's first door, a browser of their own is told.
    told: Neighbour,
    /// Behind her second, the same.
    second: Neighbour,
    /// Somebody who needs nothing after all: a browser of theirs is told, and half an hour later their number.
    away: Neighbour,
    /// Their number takes text messages.
    texted: Neighbour,
    /// Whatever of this house is nobody's to know.
    ids: Vec<String>,
}

/// Somebody who ordered something.
struct Neighbour {
    id: String,
    order: String,
}

/// Somebody signs up who has these telephones, and orders; behind whose door nothing is that is not a canary.
async fn neighbour(morning: &Morning, entrance: &str, floor: i32, number: &str) -> Neighbour {
    let consent = |purpose: &str| json!({ "purpose": purpose, "how": "at_door", "given_on": "2019-02-25" });
    let who = json!({
        "given_name": "Canarinette",
        "family_name": "de Canari",
        "courtesy_title": "madame",
        "phone": number,
        "door_note": "malade, voir le canari",
        "person_to_call": { "name": "sa fille Canarille", "phone": "03 53 01 00 79" },
        "home": { "entrance_id": entrance, "floor": floor, "door": "canari" },
        "consents": [consent("delivery"), consent("visit")],
    });
    let id = morning.desk.post("/v1/residents", who).await.id();
    let order = morning.order(&id, 1, 1).await;
    Neighbour { id, order }
}

/// A volunteer who knows these doors.
async fn walker(morning: &Morning, given: &str, doors: &[&Neighbour], more: Value) -> Walker {
    let walker = morning.walker(given, &[(420, 720)], more).await;
    let usual: Vec<&str> = doors.iter().map(|door| door.id.as_str()).collect();
    let path = format!("/v1/volunteers/{}/usual_doors", walker.id);
    morning.desk.put(&path, json!({ "resident_ids": usual })).await.is(200);
    walker
}

/// Somebody wants to hear of what nobody hears of who has not asked.
async fn ask_for(phone: &Phone, kinds: &[&str]) {
    for kind in kinds {
        phone.put(&format!("/v1/me/notice_preferences/{kind}"), json!({ "channels": ["push"] })).await.is(200);
    }
}

impl Story {
    async fn begin() -> Self {
        let outside = Outside::open().await;
        let morning = Morning::at(outside.house().await).await;
        let entrance = rename_everything(&morning).await;
        let told = neighbour(&morning, &entrance, 1, LANDLINE).await;
        let second = neighbour(&morning, &entrance, 2, LANDLINE).await;
        let of_bruno = neighbour(&morning, &entrance, 3, LANDLINE).await;
        let texted = neighbour(&morning, &entrance, 4, "06 39 98 00 02").await;
        let away = neighbour(&morning, &entrance, 5, "06 39 98 00 03").await;
        let anna = walker(&morning, "Canari-Anna", &[&told, &second], json!({})).await;
        let bruno = walker(&morning, "Canari-Bruno", &[&of_bruno], json!({})).await;
        let carole = walker(&morning, "Canari-Carole", &[&texted, &away], json!({ "phone": "06 39 98 00 01" })).await;
        let ids =
            [&told, &second, &of_bruno, &texted, &away].into_iter().flat_map(|one| [one.id.clone(), one.order.clone()]);
        let of_walkers = [&anna, &bruno, &carole].map(|walker| walker.id.clone());
        let ids = ids.chain(of_walkers).chain([morning.neighbourhood.clone(), entrance]).collect();
        let story = Self { outside, morning, anna, bruno, carole, told, second, away, texted, ids };
        story.let_them_be_told().await;
        story
    }

    /// Whoever is not told by a text message anyway is told here: browsers and an Android telephone, a screen in the office,
    /// the e-mail address of somebody who has none.
    async fn let_them_be_told(&self) {
        let (web, desk) = (&self.outside.web, &self.morning.desk);
        for neighbour in [&self.told, &self.second, &self.away] {
            let known = desk.get(&format!("/v1/residents/{}", neighbour.id)).await.is(200);
            let phone = self.morning.house.given_a_phone(&known).await.phone;
            subscribe(&phone, web.device()).await;
            ask_for(&phone, &["order_confirmed", "delivery_left"]).await;
        }
        ask_for(desk, &["slip_ready"]).await;
        for phone in [&self.anna.phone, desk] {
            subscribe(phone, web.device()).await;
        }
        subscribe(&self.bruno.phone, FcmService::device(0)).await;
        let office = self.morning.house.staff("Maryse Canari", &["coordinator"]).await;
        let own = json!({ "handle": "regie@exemple.fr", "password": "une clé sous le géranium" });
        office.put("/v1/me/password", own).await.is(200);
    }

    /// Goes on to this hour of the morning, with everything done and brought that is due then.
    async fn at(&self, hour: u16, minute: u16) {
        self.morning.house.go_to(DAY, hour, minute);
        self.morning.house.settle().await;
    }

    /// Somebody would like visits, and somebody's order is typed. visit_due, order_confirmed
    async fn the_week_before(&self) {
        let (desk, told) = (&self.morning.desk, &self.told.id);
        desk.put(&format!("/v1/residents/{told}/visit_cadence"), json!({ "every_days": 28 })).await.is(200);
        let mut cart = self.morning.cart(told, 1, 0);
        cart["service_day"] = json!("2019-03-12");
        desk.post("/v1/orders", cart).await.is(201);
        self.morning.house.go_to("2019-02-25", 9, 0);
        self.morning.house.settle().await;
    }

    /// The bakery is closed the day after, so that orders for the next close early. cutoff_moved
    async fn the_bakery_closes(&self) {
        let desk = &self.morning.desk;
        let bread = desk.get(&format!("/v1/products/{}", self.morning.bread)).await.is(200);
        let closures = format!("/v1/pickup_points/{}/closures", text(&bread["pickup_point_id"]));
        let closed = json!({ "first_day": "2019-03-06", "last_day": "2019-03-06", "reason": "le canari est malade" });
        desk.post(&closures, closed).await.is(201);
        self.morning.house.go_to(EVE, 9, 0);
        self.morning.house.settle().await;
    }

    /// The slips are frozen, and the day is planned the evening before. slip_ready, round_published
    async fn night(&mut self) {
        self.morning.night().await;
        for walker in [&self.anna, &self.bruno, &self.carole] {
            self.ids.push(text(&self.morning.round_of(walker).await["id"]));
        }
    }

    /// The office changes what is on its way, and cancels something. round_changed, order_changed, order_cancelled
    async fn orders_change(&self) {
        let desk = &self.morning.desk;
        for (of, lines) in [
            (&self.told, json!([{ "product_id": self.morning.bread, "quantity": 3 }])),
            (&self.texted, json!([{ "product_id": self.morning.bread, "quantity": 2 }])),
            (&self.away, json!([])),
        ] {
            let edit = json!({ "lines": lines, "override_reason": "un canari" });
            desk.patch(&format!("/v1/orders/{}", of.order), edit).await.is(200);
            self.morning.house.settle().await;
        }
    }

    /// One volunteer cannot come, another refuses. round_cancelled, doors_uncovered
    async fn volunteers_drop_out(&self) {
        let hours = format!("/v1/volunteers/{}/availability", self.bruno.id);
        self.bruno.phone.put(&hours, json!({ "hours": [] })).await.is(200);
        self.morning.house.settle().await;
        let round = text(&self.morning.round_of(&self.carole).await["id"]);
        self.carole.phone.post_empty(&format!("/v1/rounds/{round}/refusal")).await.is(200);
        self.morning.house.settle().await;
    }

    /// Anna has looked, so that her round is all that she is told of in the morning. round_reminder
    async fn she_is_reminded(&self) {
        for notice in items(&self.anna.phone.get("/v1/notices").await.is(200)) {
            self.anna.phone.post_empty(&format!("/v1/notices/{}/seen", text(&notice["id"]))).await.is(200);
        }
        self.at(6, 45).await;
    }

    /// Anna sets out, and a door stays shut. concern_opened, delivery_missed
    async fn nobody_opens(&self) {
        let round = text(&self.morning.round_of(&self.anna).await["id"]);
        self.morning.house.go_to(DAY, 7, 20);
        self.anna.phone.post_empty(&format!("/v1/rounds/{round}/start")).await.is(200);
        let shut = text(&self.drop_of(&round, &self.told).await["drop_id"]);
        self.report(at_door(1, "no_answer", &round, &shut, json!({}))).await;
        self.at(7, 40).await;
    }

    /// Somebody misses something. delivery_problem
    async fn something_is_missing(&self) {
        let path = format!("/v1/residents/{}/delivery_problems", self.told.id);
        let problem = json!({ "kind": "missing", "note": "le pain du canari" });
        self.morning.desk.post(&path, problem).await.is(201);
        self.morning.house.settle().await;
    }

    /// Anna's telephone tells no more. device_silent, round_unfinished
    async fn silence(&self) {
        self.at(8, 30).await;
        self.at(20, 0).await;
    }

    /// She tells of her second door after all. delivery_left
    async fn a_door_is_told_of_late(&self) {
        let round = text(&self.morning.round_of(&self.anna).await["id"]);
        let drop = self.drop_of(&round, &self.second).await;
        let lines: Vec<_> = items(&drop["tasks"]).iter().map(|task| (text(&task["order_line_id"]), 1)).collect();
        let lines: Vec<_> = lines.iter().map(|(line, units)| (line.as_str(), *units)).collect();
        self.report(at_door(2, "delivered", &round, &text(&drop["drop_id"]), given(&lines))).await;
        self.at(20, 10).await;
    }

    async fn drop_of(&self, round: &str, neighbour: &Neighbour) -> Value {
        let sheet = self.anna.phone.get(&format!("/v1/rounds/{round}")).await.is(200);
        let drops: Vec<Value> = items(&sheet["stops"]).iter().flat_map(|stop| items(&stop["drops"])).collect();
        let is_theirs = |drop: &&Value| drop["residents"][0]["resident_id"] == neighbour.id.as_str();
        drops.iter().find(is_theirs).expect("their door").clone()
    }

    async fn report(&self, event: Value) {
        let answered = self.anna.phone.post("/v1/sync", json!({ "events": [event] })).await.is(200);
        assert_ne!(answered["results"][0]["result"], "refused", "{answered}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_anybody_is_in_anything_that_leaves_the_house() {
    let mut story = Story::begin().await;
    story.the_week_before().await;
    story.the_bakery_closes().await;
    story.night().await;
    story.orders_change().await;
    story.volunteers_drop_out().await;
    story.she_is_reminded().await;
    story.nobody_opens().await;
    story.something_is_missing().await;
    story.silence().await;
    story.a_door_is_told_of_late().await;

    let sent = NoticeKind::ALL.iter().filter(|kind| !NOT_SENT_YET.contains(kind));
    let all: BTreeSet<String> = sent.map(|kind| kind.as_str().to_owned()).collect();
    assert_eq!(story.outside.kinds(), all, "a kind that is left out is not proven: give it a scene");
    let captured = story.outside.captured();
    assert!(captured.iter().all(|of_one| of_one.iter().any(|request| request.len() > 100)), "{captured:?}");
    let canaries = CANARIES.into_iter().chain(story.ids.iter().map(String::as_str));
    for (canary, request) in canaries.flat_map(|word| captured.iter().flatten().map(move |one| (word, one))) {
        assert!(!holds(request, canary), "{canary} is in {request}");
    }
    // A gateway is told until when a message is of use; whoever pushes to a telephone is told how long.
    assert!(captured[..2].iter().flatten().all(|request| !request.contains(DAY)), "{captured:?}");
}

/// Whether a word stands in a text, as it is or within something that was packed as base64 is.
fn holds(text: &str, word: &str) -> bool {
    text.contains(word) || (0..3).any(|before| packed(word, before).iter().any(|packed| text.contains(packed)))
}

/// A word in base64, so many bytes after the beginning of a group: those of its letters that nothing else has a part in.
fn packed(word: &str, before: usize) -> [String; 2] {
    let bytes = [&[0; 3][..before], word.as_bytes()].concat();
    let letters = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
    [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)].map(|packed| packed[letters.clone()].to_owned())
}

#[test]
fn a_canary_is_found_in_what_is_packed() {
    for before in ["", "C", "un", "une", "Odile C"] {
        let text = format!("{before}anari jaune");
        assert!(holds(&STANDARD_NO_PAD.encode(&text), CANARIES[0]), "{text}");
        assert!(!holds(&STANDARD_NO_PAD.encode("rien du tout, vraiment"), CANARIES[0]));
    }
}
