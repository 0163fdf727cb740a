//! One morning with two rounds, for the tests of what is reported from them. People and products come through the API;
//! the plan is written by hand, so that these tests know its every line whatever the optimiser finds.

use harness::{House, Phone, Value, json};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

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

    /// Takes everything away that was reported, to begin again.
    pub async fn forget(&self) {
        for table in ["events", "line_outcomes", "visit_outcomes", "extra_outcomes", "pickup_outcomes", "concerns"] {
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

/// Rows written by hand.
struct Rows<'a> {
    house: &'a House,
    association: Uuid,
    neighbourhood: Uuid,
    next: u128,
}

impl<'a> Rows<'a> {
    async fn new(house: &'a House, neighbourhood: &str) -> Self {
        let find = Query::select().column("id").from("associations").to_owned();
        let row = house.app.store.bare().query_one(&find).await.expect("a store").expect("an association");
        let association = row.try_get::<Uuid>("", "id").expect("an id");
        Self { house, association, neighbourhood: uuid(neighbourhood), next: 0x0169_49c4_0000_7000_9000_0000_0000_0000 }
    }

    fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    async fn insert(&self, table: &str, values: Vec<(&str, sea_orm::Value)>) {
        let (columns, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let columns: Vec<String> = columns.into_iter().map(str::to_owned).collect();
        let insert = Query::insert()
            .into_table(table.to_owned())
            .columns(columns)
            .values_panic(values.into_iter().map(Expr::value))
            .to_owned();
        self.house.app.store.bare().execute(&insert).await.expect("a row to write");
    }

    async fn round(&mut self, volunteer: &str) -> String {
        let id = self.id();
        let row = vec![
            ("id", id.into()),
            ("association_id", self.association.into()),
            ("neighbourhood_id", self.neighbourhood.into()),
            ("service_day", day().into()),
            ("volunteer_id", uuid(volunteer).into()),
            ("shift", "morning".into()),
            ("status", "started".into()),
            ("version", 1.into()),
            ("content", vec![0_u8; 32].into()),
            ("starts_at", harness::paris(DAY, 7, 30).into()),
            ("ends_at", harness::paris(DAY, 12, 0).into()),
            ("metres", 900.into()),
            ("kg_floors", 12.into()),
        ];
        self.insert("rounds", row).await;
        format!("rnd_{}", id.simple())
    }

    async fn neighbour(&mut self, resident: &str, household: &str, round: &str, products: &[(&str, i32)]) -> Neighbour {
        let (drop, order, now) = (self.id(), self.id(), harness::paris(DAY, 6, 0));
        let row = vec![
            ("id", drop.into()),
            ("association_id", self.association.into()),
            ("service_day", day().into()),
            ("household_id", uuid(household).into()),
        ];
        self.insert("drops", row).await;
        let row = vec![
            ("id", order.into()),
            ("association_id", self.association.into()),
            ("resident_id", uuid(resident).into()),
            ("service_day", day().into()),
            ("status", "placed".into()),
            ("channel", "phone_relay".into()),
            ("touched", true.into()),
            ("version", 1.into()),
            ("created_at", now.into()),
            ("changed_at", now.into()),
        ];
        self.insert("orders", row).await;
        let mut lines = Vec::new();
        for (product, quantity) in products {
            let line = self.id();
            let row = vec![
                ("id", line.into()),
                ("association_id", self.association.into()),
                ("order_id", order.into()),
                ("product_id", uuid(product).into()),
                ("quantity", (*quantity).into()),
                ("unit_cents", 109_i64.into()),
                ("set_aside", 0.into()),
            ];
            self.insert("order_lines", row).await;
            self.task(drop, resident, ("order_line_id", line), round).await;
            lines.push(format!("oln_{}", line.simple()));
        }
        Neighbour {
            resident: resident.to_owned(),
            drop: format!("drp_{}", drop.simple()),
            order: format!("ord_{}", order.simple()),
            lines,
        }
    }

    async fn visit(&mut self, whom: &Neighbour, by: &Walker) {
        let id = self.id();
        let row = vec![
            ("id", id.into()),
            ("association_id", self.association.into()),
            ("resident_id", uuid(&whom.resident).into()),
            ("volunteer_id", uuid(&by.volunteer).into()),
            ("service_day", day().into()),
            ("at_min", 900.into()),
            ("minutes", 30.into()),
            ("status", "agreed".into()),
            ("agreed_by", uuid(&self.house.coordinator().account().to_string()).into()),
            ("version", 1.into()),
            ("created_at", harness::paris(DAY, 6, 0).into()),
        ];
        self.insert("visits", row).await;
        self.task(uuid(&whom.drop), &whom.resident, ("visit_id", id), &by.round).await;
    }

    /// A task has the id of what it carries, as the plan gives it.
    async fn task(&mut self, drop: Uuid, resident: &str, what: (&str, Uuid), round: &str) {
        let row = vec![
            ("id", what.1.into()),
            ("association_id", self.association.into()),
            ("drop_id", drop.into()),
            ("service_day", day().into()),
            ("resident_id", uuid(resident).into()),
            (what.0, what.1.into()),
            ("round_id", uuid(round).into()),
            ("position", 0.into()),
            ("parts", 1.into()),
        ];
        self.insert("drop_tasks", row).await;
    }
}

fn day() -> chrono::NaiveDate {
    DAY.parse().expect("a day")
}
