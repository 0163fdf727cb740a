//! A stairwell with neighbours, and the two shops that stand on the first evening: what tests of orders begin from.
#![allow(clippy::expect_used, reason = "a scene that cannot be set fails its test")]

use harness::{House, Phone, json};

/// A house with the entrance B of a residence.
pub struct Stairwell {
    pub house: House,
    pub coordinator: Phone,
    pub entrance: String,
    pub bakery: String,
    pub grocery: String,
    pub bread: String,
    pub water: String,
}

/// Somebody who is served.
pub struct Neighbour {
    pub id: String,
    name: String,
}

impl Stairwell {
    pub async fn open() -> Self {
        let house = House::open().await;
        let coordinator = house.coordinator();
        let residence = json!({
            "name": "Résidence des Embruns",
            "entrances": [{ "name": "B", "last_floor": 4, "doors": ["gauche", "droite"] }],
        });
        coordinator.post("/v1/residences", residence).await.is(201);
        let entrances = coordinator.get("/v1/entrances").await.is(200);
        let points = coordinator.get("/v1/pickup_points").await.is(200);
        let products = coordinator.get("/v1/products").await.is(200);
        let named = |list: &harness::Value, name: &str| {
            let items = list["items"].as_array().expect("items");
            let item = items.iter().find(|item| item["name"] == name).expect(name);
            item["id"].as_str().expect("an id").to_owned()
        };
        Self {
            entrance: named(&entrances, "B"),
            bakery: named(&points, "Boulangerie"),
            grocery: named(&points, "Épicerie"),
            bread: named(&products, "Pain"),
            water: named(&products, "Pack d'eau"),
            house,
            coordinator,
        }
    }

    /// Signs up a neighbour who consents to deliveries.
    pub async fn neighbour(&self, family_name: &str, floor: i32) -> Neighbour {
        let day = self.house.today();
        let body = json!({
            "given_name": "Odile",
            "family_name": family_name,
            "courtesy_title": "madame",
            "home": { "entrance_id": self.entrance, "floor": floor, "door": "gauche" },
            "phone": "03 53 01 00 42",
            "consents": [{ "purpose": "delivery", "how": "at_door", "given_on": day }],
        });
        let told = self.coordinator.post("/v1/residents", body).await.is(201);
        assert_eq!(told["status"], "active");
        Neighbour { id: told["id"].as_str().expect("an id").to_owned(), name: family_name.to_owned() }
    }

    /// The neighbour's own telephone.
    pub async fn phone_of(&self, neighbour: &Neighbour) -> Phone {
        let accounts = self.coordinator.get("/v1/accounts?limit=200").await.is(200);
        let items = accounts["items"].as_array().expect("items");
        let own = items.iter().find(|account| account["name"].as_str().is_some_and(|it| it.contains(&neighbour.name)));
        self.house.sign_in(own.expect("an account")["id"].as_str().expect("an id")).await
    }

    /// An order of `quantity` breads for `neighbour`.
    pub fn breads(&self, neighbour: &Neighbour, day: &str, quantity: i32) -> harness::Value {
        json!({
            "resident_id": neighbour.id,
            "service_day": day,
            "lines": [{ "product_id": self.bread, "quantity": quantity }],
        })
    }

    /// Changes a product whatever its version.
    pub async fn tune(&self, product: &str, patch: harness::Value) {
        self.coordinator.patch(&format!("/v1/products/{product}"), patch).await.is(200);
    }

    /// The orders of a neighbour that stand, as (day, breads, packs).
    pub async fn standing_days(&self, neighbour: &Neighbour) -> Vec<(String, i64, i64)> {
        let path = format!("/v1/orders?resident_id={}&limit=200", neighbour.id);
        let list = self.coordinator.get(&path).await.is(200);
        let of = |order: &harness::Value, product: &str| {
            let lines = order["lines"].as_array().expect("lines");
            let line = lines.iter().find(|line| line["product_id"] == product);
            line.map_or(0, |line| line["quantity"].as_i64().expect("a quantity"))
        };
        let items = list["items"].as_array().expect("items");
        let placed = items.iter().filter(|order| order["status"] == "placed");
        let mut days: Vec<_> = placed
            .map(|order| {
                let day = order["service_day"].as_str().expect("a day").to_owned();
                (day, of(order, &self.bread), of(order, &self.water))
            })
            .collect();
        days.sort();
        days
    }
}
