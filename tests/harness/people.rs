//! Neighbours and volunteers of the house, signed up through the API by its coordinator and given telephones.

use std::ops::Deref;

use serde_json::{Value, json};

use crate::asking::{Phone, Signed};
use crate::house::House;

/// A resident or volunteer with their telephone; asks as a [`Phone`] does.
#[derive(Clone)]
pub struct Person {
    /// Their id as resident or volunteer.
    pub id: String,
    /// Their telephone.
    pub phone: Phone,
}

impl Deref for Person {
    type Target = Phone;

    fn deref(&self) -> &Phone {
        &self.phone
    }
}

impl House {
    /// Entrance A of the residence Les Embruns: floors 0 to 9, doors gauche and droite, a working lift. Written on first use.
    pub async fn entrance(&self) -> String {
        let write = async || {
            let asked = json!({
                "name": "Les Embruns",
                "entrances": [{ "name": "A", "lift": "working", "first_floor": 0, "last_floor": 9, "doors": ["gauche", "droite"] }],
            });
            let residence = self.coordinator().post("/v1/residences", asked).await.id();
            let entrances = self.coordinator().get(&format!("/v1/entrances?residence_id={residence}")).await.is(200);
            entrances["items"][0]["id"].as_str().expect("an entrance").to_owned()
        };
        self.entrance.get_or_init(write).await.clone()
    }

    /// An active resident with a delivery consent, served in hand, alone behind the next free door of [`House::entrance`].
    pub async fn resident(&self, name: &str) -> Person {
        self.resident_with(name, json!({})).await
    }

    /// The same with other members of the sign-up form.
    pub async fn resident_with(&self, name: &str, more: Value) -> Person {
        let entrance = self.entrance().await;
        let number = self.doors.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let door = if number.is_multiple_of(2) { "gauche" } else { "droite" };
        let (given_name, family_name) = names(name);
        let mut asked = json!({
            "given_name": given_name,
            "family_name": family_name,
            "home": { "entrance_id": entrance, "floor": number / 2, "door": door },
            "phone": format!("03 53 01 01 {number:02}"),
            "consents": [{ "purpose": "delivery", "how": "at_door", "given_on": self.today() }],
        });
        add(&mut asked, more);
        let resident = self.coordinator().post("/v1/residents", asked).await.is(201);
        self.given_a_phone(&resident).await
    }

    /// A volunteer whom the coordinator accepted today, charter signed; without hours until a test gives some.
    pub async fn volunteer(&self, name: &str) -> Person {
        self.volunteer_with(name, json!({})).await
    }

    /// The same with other members of the invitation.
    pub async fn volunteer_with(&self, name: &str, more: Value) -> Person {
        let (given_name, family_name) = names(name);
        let mut asked = json!({ "given_name": given_name, "family_name": family_name });
        add(&mut asked, more);
        let volunteer = self.coordinator().post("/v1/volunteers", asked).await.is(201);
        let path = format!("/v1/volunteers/{}/acceptance", volunteer["id"].as_str().expect("an id"));
        self.coordinator().post(&path, json!({ "charter_on": self.today() })).await.is(200);
        self.given_a_phone(&volunteer).await
    }

    /// Pairs a person's telephone with a code on the coordinator's screen.
    pub async fn given_a_phone(&self, person: &Value) -> Person {
        let asked = json!({ "account_id": person["account_id"], "kind": "screen" });
        let pairing = self.coordinator().post("/v1/pairings", asked).await.is(201);
        let asked = json!({ "pairing_token": pairing["token"], "device_label": "téléphone" });
        let opened = self.nobody().post("/v1/sessions", asked).await.is(201);
        let phone = Phone::signed_in(&self.inner, Signed::read(&opened));
        Person { id: person["id"].as_str().expect("an id").to_owned(), phone }
    }
}

fn names(name: &str) -> (&str, &str) {
    name.split_once(' ').expect("a given and a family name")
}

fn add(asked: &mut Value, more: Value) {
    let Value::Object(more) = more else { panic!("more is an object") };
    asked.as_object_mut().expect("an object").extend(more);
}
