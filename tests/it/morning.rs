//! A neighbourhood on the eve of a morning: two stairwells, volunteers with their hours, neighbours with their orders.
//! Everything comes through the API. The morning is Tuesday 5 March 2019; the house opens eight days before.

use harness::{House, Phone, Value, json};

/// The day of the rounds, a Tuesday.
pub const DAY: &str = "2019-03-05";
/// The day before, on whose evening the night plans.
pub const EVE: &str = "2019-03-04";

/// A house with places and products.
pub struct Morning {
    pub house: House,
    pub desk: Phone,
    pub neighbourhood: String,
    /// Entrance A, without a lift.
    pub a: String,
    /// Entrance D, with a lift that works.
    pub d: String,
    pub bread: String,
    pub water: String,
}

/// Somebody who carries.
pub struct Walker {
    pub id: String,
    pub phone: Phone,
}

/// The text of a JSON value.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// The items of a list, or of a page.
pub fn items(value: &Value) -> Vec<Value> {
    value["items"].as_array().or(value.as_array()).unwrap_or_else(|| panic!("no list: {value}")).clone()
}

impl Morning {
    pub async fn open() -> Self {
        Self::at(House::open().await).await
    }

    /// The same in a house that stands already.
    pub async fn at(house: House) -> Self {
        let desk = house.coordinator();
        let stairwell = |name: &str, lift: &str| json!({ "name": name, "lift": lift, "last_floor": 9, "doors": ["gauche", "droite"] });
        let asked = json!({ "name": "Les Embruns", "entrances": [stairwell("A", "none"), stairwell("D", "working")] });
        let residence = desk.post("/v1/residences", asked).await.id();
        let entrances = items(&desk.get(&format!("/v1/entrances?residence_id={residence}")).await.is(200));
        let entrance = |name: &str| {
            let found = entrances.iter().find(|entrance| entrance["name"] == name).expect("an entrance");
            text(&found["id"])
        };
        let products = items(&desk.get("/v1/products").await.is(200));
        let product = |kind: &str| {
            let found = products.iter().find(|product| product["kind"] == kind).expect("a prefilled product");
            text(&found["id"])
        };
        let neighbourhoods = items(&desk.get("/v1/neighbourhoods").await.is(200));
        Self {
            neighbourhood: text(&neighbourhoods[0]["id"]),
            a: entrance("A"),
            d: entrance("D"),
            bread: product("bread"),
            water: product("water_pack"),
            house,
            desk,
        }
    }

    /// An accepted volunteer with a trolley, there on Tuesdays between these hours, and the rest of what is said of them.
    pub async fn walker(&self, given: &str, hours: &[(i32, i32)], more: Value) -> Walker {
        let mut asked = json!({ "given_name": given, "family_name": "Trébaol", "means": "trolley" });
        merge(&mut asked, &more);
        let made = self.desk.post("/v1/volunteers", asked).await.is(201);
        let id = text(&made["id"]);
        let path = format!("/v1/volunteers/{id}");
        self.desk.post(&format!("{path}/acceptance"), json!({ "charter_on": "2019-02-24" })).await.is(200);
        let hours: Vec<Value> =
            hours.iter().map(|(from, until)| json!({ "weekday": 2, "from_min": from, "until_min": until })).collect();
        self.desk.put(&format!("{path}/availability"), json!({ "hours": hours })).await.is(200);
        let accounts = items(&self.desk.get("/v1/accounts?limit=200").await.is(200));
        let name = format!("{given} Trébaol");
        let account = accounts.iter().find(|account| account["name"] == name.as_str()).expect("an account");
        Walker { id, phone: self.house.sign_in(&text(&account["id"])).await }
    }

    /// Trains a volunteer for visits.
    pub async fn train(&self, walker: &Walker) {
        let trained = json!({ "visit_trained_on": "2019-02-20" });
        self.desk.patch(&format!("/v1/volunteers/{}", walker.id), trained).await.is(200);
    }

    /// A neighbour who has said yes to deliveries and visits.
    pub async fn neighbour(&self, family: &str, entrance: &str, floor: i32, door: &str) -> String {
        let consent = |purpose: &str| json!({ "purpose": purpose, "how": "at_door", "given_on": "2019-02-25" });
        let asked = json!({
            "given_name": "Odile",
            "family_name": family,
            "courtesy_title": "madame",
            "phone": "03 53 01 00 42",
            "door_note": "sonner longtemps",
            "home": { "entrance_id": entrance, "floor": floor, "door": door },
            "consents": [consent("delivery"), consent("visit")],
        });
        self.desk.post("/v1/residents", asked).await.id()
    }

    /// An order for the day; answers its id.
    pub async fn order(&self, resident: &str, breads: i32, packs: i32) -> String {
        self.desk.post("/v1/orders", self.cart(resident, breads, packs)).await.id()
    }

    pub fn cart(&self, resident: &str, breads: i32, packs: i32) -> Value {
        let line = |product: &str, quantity: i32| json!({ "product_id": product, "quantity": quantity });
        let lines = [(&self.bread, breads), (&self.water, packs)].into_iter().filter(|(_, quantity)| *quantity > 0);
        let lines: Vec<Value> = lines.map(|(product, quantity)| line(product, quantity)).collect();
        json!({ "resident_id": resident, "service_day": DAY, "lines": lines })
    }

    /// The evening before, after the planning hour, with everything done that is due.
    pub async fn night(&self) {
        self.house.go_to(EVE, 20, 1);
        self.house.settle().await;
    }

    /// Plans the day now.
    pub async fn plan(&self) -> Value {
        let asked = json!({ "neighbourhood_id": self.neighbourhood, "service_day": DAY });
        self.desk.post("/v1/plans", asked).await.is(200)
    }

    pub async fn board(&self) -> Value {
        self.desk.get(&format!("/v1/days/{DAY}")).await.is(200)
    }

    /// The rounds of the day, as the coordinator sees them.
    pub async fn rounds(&self) -> Vec<Value> {
        items(&self.desk.get(&format!("/v1/rounds?service_day={DAY}")).await.is(200))
    }

    /// The one round of a volunteer that day.
    pub async fn round_of(&self, walker: &Walker) -> Value {
        let rounds = self.rounds().await;
        let own: Vec<_> = rounds.iter().filter(|round| round["volunteer_id"] == walker.id.as_str()).collect();
        assert_eq!(own.len(), 1, "{rounds:?}");
        own[0].clone()
    }

    /// A round in full, as a phone gets it.
    pub async fn sheet(&self, phone: &Phone, round: &Value) -> Value {
        phone.get(&format!("/v1/rounds/{}", text(&round["id"]))).await.is(200)
    }
}

/// What a sheet has to do, in order: (family name, what).
pub fn doors(sheet: &Value) -> Vec<(String, String)> {
    let mut doors = Vec::new();
    for stop in items(&sheet["stops"]) {
        for drop in items(&stop["drops"]) {
            for task in items(&drop["tasks"]) {
                let of = |who: &&Value| who["resident_id"] == task["resident_id"];
                let residents = items(&drop["residents"]);
                let who = residents.iter().find(of).expect("whose task it is");
                doors.push((text(&who["family_name"]), text(&task["said"])));
            }
        }
    }
    doors
}

fn merge(into: &mut Value, more: &Value) {
    for (name, value) in more.as_object().into_iter().flatten() {
        into[name] = value.clone();
    }
}
