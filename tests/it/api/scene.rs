//! One morning with two rounds, for the tests of what is reported from them. People and products come through the API;
//! the plan is written by hand, so that these tests know its every line whatever the optimiser finds.

use harness::{House, Phone, Value, json};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

mod rows;
use rows::Rows;

/// The day of the rounds, a Tuesday.
pub const DAY: &str = "2019-03-05";

/// A house with a planned morning. Ids are as the API writes them.
pub struct Scene {
    pub house: House,
    pub anna: Walker,
    pub bruno: Walker,
    pub bread: String,
    pub bakery: String,
    /// In hand: two breads; a courtesy visit in the afternoon by Anna.
    pub yvonne: Neighbour,
    /// Bag on the door: one bread.
    pub marcel: Neighbour,
    /// In hand: one bread and three packs.
    pub lucie: Neighbour,
}

/// A volunteer and their round.
pub struct Walker {
    pub phone: Phone,
    pub volunteer: String,
    pub round: String,
}

/// A resident, the drop at their door, and what they ordered.
pub struct Neighbour {
    pub resident: String,
    pub drop: String,
    pub order: String,
    pub lines: Vec<String>,
}

impl Scene {
    /// Tuesday 5 March 2019, nine o'clock: Anna walks all three doors, Bruno an empty round.
    pub async fn set() -> Self {
        let house = House::open().await;
        let desk = house.coordinator();
        let residence = json!({ "name": "Les Embruns", "entrances": [
            { "name": "B", "first_floor": 0, "last_floor": 3, "doors": ["gauche", "droite"] }
        ] });
        let residence = desk.post("/v1/residences", residence).await.id();
        let entrances = desk.get(&format!("/v1/entrances?residence_id={residence}")).await.is(200);
        let entrance = text(&entrances["items"][0]["id"]);
        let products = desk.get("/v1/products").await.is(200);
        let product = |kind: &str| {
            let all = products["items"].as_array().expect("products");
            all.iter().find(|product| product["kind"] == kind).expect("the prefilled product").clone()
        };
        let (bread, water) = (product("bread"), product("water_pack"));
        let neighbourhoods = desk.get("/v1/neighbourhoods").await.is(200);
        let mut rows = Rows::new(&house, &text(&neighbourhoods["items"][0]["id"])).await;
        let mut anna = walker(&house, &mut rows, "Anna", 1).await;
        let bruno = walker(&house, &mut rows, "Bruno", 2).await;
        let (bread_id, water_id) = (text(&bread["id"]), text(&water["id"]));
        let one = [(bread_id.as_str(), 2)];
        let yvonne = neighbour(&house, &mut rows, (&entrance, 1, "Yvonne"), &anna.round, &one).await;
        let one = [(bread_id.as_str(), 1)];
        let marcel = neighbour(&house, &mut rows, (&entrance, 2, "Marcel"), &anna.round, &one).await;
        let two = [(bread_id.as_str(), 1), (water_id.as_str(), 3)];
        let lucie = neighbour(&house, &mut rows, (&entrance, 3, "Lucie"), &anna.round, &two).await;
        desk.patch(
            &format!("/v1/residents/{}", marcel.resident),
            json!({
                "handover": "bag_on_door", "bread_bag_on": "2019-02-25"
            }),
        )
        .await
        .is(200);
        rows.visit(&yvonne, &anna).await;
        house.go_to(DAY, 9, 0);
        anna.phone = house.sign_in(&anna.phone.account().to_string()).await;
        Self { house, anna, bruno, bread: bread_id, bakery: text(&bread["pickup_point_id"]), yvonne, marcel, lucie }
    }

    /// Reports events of a phone; answers the results.
    pub async fn push(&self, phone: &Phone, events: Vec<Value>) -> Vec<Value> {
        let answered = phone.post("/v1/sync", json!({ "events": events })).await.is(200);
        answered["results"].as_array().expect("results").clone()
    }

    /// What the treasurer reads of the day, by product.
    pub async fn counts(&self) -> Value {
        self.counts_by("product").await
    }

    /// What the treasurer reads of the day.
    pub async fn counts_by(&self, by: &str) -> Value {
        let desk = self.house.coordinator();
        desk.get(&format!("/v1/counts?from={DAY}&to={DAY}&by={by}")).await.is(200)
    }

    /// Takes everything away that was reported, and what was told of it, to begin again.
    pub async fn forget(&self) {
        let outcomes = ["line_outcomes", "visit_outcomes", "extra_outcomes", "pickup_outcomes"];
        for table in ["events", "concerns", "notices"].into_iter().chain(outcomes) {
            let delete = Query::delete().from_table(table.to_owned()).to_owned();
            self.house.app.store.bare().execute(&delete).await.expect("rows to delete");
        }
    }

    /// The counts of one kind of product on the day.
    pub async fn count_of(&self, kind: &str) -> Value {
        let counts = self.counts().await;
        let kinds = counts["total"]["kinds"].as_array().expect("kinds");
        kinds.iter().find(|count| count["kind"] == kind).cloned().unwrap_or_default()
    }

    /// Writes a row by hand.
    pub async fn execute(&self, table: &str, set: (&str, impl Into<sea_orm::Value>), id: &str) {
        let update = Query::update()
            .table(table.to_owned())
            .value(set.0.to_owned(), set.1.into())
            .and_where(Expr::col("id").eq(uuid(id)))
            .to_owned();
        self.house.app.store.bare().execute(&update).await.expect("a row to change");
    }

    /// Moves everybody from one role to another, written by hand.
    pub async fn grant(&self, from: &str, to: &str) {
        let update =
            Query::update().table("account_roles").value("role", to).and_where(Expr::col("role").eq(from)).to_owned();
        self.house.app.store.bare().execute(&update).await.expect("rows to change");
    }
}

/// An event of a door: number `n` of the phone, at that minute past nine.
pub fn at_door(n: u32, kind: &str, round: &str, drop: &str, payload: Value) -> Value {
    let mut event = of_round(n, kind, round, payload);
    event["drop_id"] = json!(drop);
    event
}

/// An event of a whole round.
pub fn of_round(n: u32, kind: &str, round: &str, payload: Value) -> Value {
    json!({
        "event_id": event_id(n),
        "device_seq": n,
        "kind": kind,
        "round_id": round,
        "at_device": format!("{DAY}T08:{:02}:00+01:00", n % 60),
        "payload": payload,
    })
}

/// The id of event number `n`.
pub fn event_id(n: u32) -> String {
    format!("evt_016949c400007000800000000000{n:04x}")
}

/// Lines given, as a payload.
pub fn given(lines: &[(&str, u32)]) -> Value {
    let lines: Vec<_> = lines.iter().map(|(id, units)| json!({ "order_line_id": id, "quantity": units })).collect();
    json!({ "lines": lines })
}

/// What became of an event, and the code if it was refused.
pub fn result(answer: &Value) -> (&str, &str) {
    (answer["result"].as_str().unwrap_or_default(), answer["code"].as_str().unwrap_or_default())
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// What is behind a typed id.
pub fn uuid(id: &str) -> Uuid {
    Uuid::try_parse(id.split_once('_').expect("a typed id").1).expect("a UUID")
}

async fn walker(house: &House, rows: &mut Rows<'_>, name: &str, number: u32) -> Walker {
    let desk = house.coordinator();
    let asked = json!({ "given_name": name, "family_name": "Kervadec", "phone": format!("06 39 98 00 {number:02}") });
    let volunteer = desk.post("/v1/volunteers", asked).await.is(201);
    let id = text(&volunteer["id"]);
    desk.post(&format!("/v1/volunteers/{id}/acceptance"), json!({ "charter_on": "2019-02-25" })).await.is(200);
    let phone = house.sign_in(volunteer["account_id"].as_str().expect("an account")).await;
    let round = rows.round(&id).await;
    Walker { phone, volunteer: id, round }
}

async fn neighbour(
    house: &House,
    rows: &mut Rows<'_>,
    (entrance, floor, name): (&str, i32, &str),
    round: &str,
    products: &[(&str, i32)],
) -> Neighbour {
    let asked = json!({
        "given_name": name,
        "family_name": "Le Floc'h",
        "home": { "entrance_id": entrance, "floor": floor, "door": "gauche" },
        "phone": format!("03 53 01 01 {floor:02}"),
        "person_to_call": { "name": "sa nièce", "phone": "06 39 98 11 11" },
        "consents": [{ "purpose": "delivery", "how": "at_door", "given_on": "2019-02-25" }],
    });
    let resident = house.coordinator().post("/v1/residents", asked).await.is(201);
    let id = text(&resident["id"]);
    rows.neighbour(&id, &text(&resident["household_id"]), round, products).await
}
