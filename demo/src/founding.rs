//! The first evening: the association, its office, its shops and its doors, as a coordinator sets them up.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::client::{Api, Device, text};
use crate::people;
use crate::town::{Shop, Town};

/// The association as its own office knows it. Every map has the key by which the tables call a thing.
pub struct Founded<'a> {
    /// The server.
    pub api: &'a Api<'a>,
    /// What was there before.
    pub town: Town,
    /// Plans the day.
    pub coordinator: Device<'a>,
    /// Takes the calls.
    pub relay: Device<'a>,
    /// Reads the counts.
    pub treasurer: Device<'a>,
    /// Ids of pick-up points, by the product that they sell.
    pub shops: BTreeMap<String, String>,
    /// Ids of products.
    pub products: BTreeMap<String, String>,
    /// Ids of residents.
    pub residents: BTreeMap<String, String>,
    /// Ids of volunteers.
    pub volunteers: BTreeMap<String, String>,
    /// The telephones of volunteers, and of residents who have one with the app.
    pub phones: BTreeMap<String, Device<'a>>,
    /// Ids of accounts, by their whole name.
    pub accounts: BTreeMap<String, String>,
}

/// Who works in the office.
pub const COORDINATOR: &str = "Hélène Castelonne";
/// Who takes the calls.
pub const RELAY: &str = "Brigitte Ravelin";
/// Who reads the counts.
pub const TREASURER: &str = "Pascal Boismarin";

impl Founded<'_> {
    /// Lets the office open its browsers, so that none sleeps for half a day.
    pub async fn wake(&self) -> Result<()> {
        for device in [&self.coordinator, &self.relay, &self.treasurer] {
            device.get("/v1/me").await?;
        }
        Ok(())
    }

    /// The id of a resident.
    pub fn resident(&self, family_name: &str) -> Result<&str> {
        known(&self.residents, family_name)
    }

    /// The id of a volunteer.
    pub fn volunteer(&self, family_name: &str) -> Result<&str> {
        known(&self.volunteers, family_name)
    }

    /// The id of a product, by the word of the tables.
    pub fn product(&self, word: &str) -> Result<&str> {
        known(&self.products, word)
    }

    /// The telephone of somebody who has one.
    pub fn phone(&self, family_name: &str) -> Result<&Device<'_>> {
        self.phones.get(family_name).with_context(|| format!("{family_name} has no telephone with the app"))
    }
}

fn known<'m>(map: &'m BTreeMap<String, String>, key: &str) -> Result<&'m str> {
    map.get(key).map(String::as_str).with_context(|| format!("the tables speak of {key}, whom nobody knows"))
}

/// Sets everything up through the API, at the hour that the clock shows.
///
/// # Errors
/// When the server refuses something.
pub async fn found<'a>(api: &'a Api<'a>, town: Town, today: NaiveDate) -> Result<Founded<'a>> {
    let coordinator = set_up(api).await?;
    let relay = hire(api, &coordinator, RELAY, "relay_operator").await?;
    let treasurer = hire(api, &coordinator, TREASURER, "treasurer").await?;
    let entrances = build(&coordinator, &town).await?;
    let (mut shops, mut products) = (BTreeMap::new(), BTreeMap::new());
    for shop in &town.shops {
        let (point, product) = open(&coordinator, &town, shop).await?;
        shops.insert(shop.product.clone(), point);
        products.insert(shop.product.clone(), product);
    }
    let residents = people::sign_up(&coordinator, &town, &entrances, today).await?;
    let volunteers = people::invite(&coordinator, &town, today).await?;
    let accounts = accounts(&coordinator).await?;
    let mut phones = people::give_phones(api, &coordinator, &town, &accounts).await?;
    phones.extend(people::give_cards(api, &coordinator, &town, &accounts, &phones).await?);
    Ok(Founded { api, town, coordinator, relay, treasurer, shops, products, residents, volunteers, phones, accounts })
}

async fn set_up<'a>(api: &'a Api<'a>) -> Result<Device<'a>> {
    let body = json!({
        "setup_token": api.stage.setup_token().await?,
        "association": {
            "name": "Entraide des Embruns",
            "phone": "03 53 01 00 01",
            "answering_hours": "du lundi au samedi, de 9 h à 16 h",
            "holiday_zone": "metropole",
            "neighbourhood": "Les Embruns",
        },
        "coordinator": { "name": COORDINATOR },
        "device_label": "Bureau",
    });
    api.device(&api.post("/v1/setup", &body).await?)
}

/// Gives somebody a place in the office, and lets their browser in.
async fn hire<'a>(api: &'a Api<'a>, coordinator: &Device<'_>, name: &str, role: &str) -> Result<Device<'a>> {
    let account = coordinator.post("/v1/accounts", &json!({ "name": name, "roles": [role] })).await?;
    let paired = pair(coordinator, text(&account, "id")?, "screen").await?;
    let (device, session) = api.sign_in(text(&paired, "token")?, "Bureau").await?;
    coordinator.post(&format!("/v1/sessions/{session}/confirmation"), &Value::Null).await?;
    Ok(device)
}

/// Makes a pairing code for an account.
pub async fn pair(coordinator: &Device<'_>, account: &str, kind: &str) -> Result<Value> {
    coordinator.post("/v1/pairings", &json!({ "account_id": account, "kind": kind })).await
}

/// Generates stairwells, floors and doors; answers the ids of the entrances.
async fn build(coordinator: &Device<'_>, town: &Town) -> Result<BTreeMap<String, String>> {
    let entrances = town.entrances.iter().map(|entrance| {
        json!({
            "building": entrance.building,
            "name": entrance.name,
            "lift": entrance.lift,
            "first_floor": entrance.first_floor,
            "last_floor": entrance.last_floor,
            "doors": entrance.doors.split(',').collect::<Vec<_>>(),
        })
    });
    let body = json!({ "name": "Résidence des Embruns", "entrances": entrances.collect::<Vec<_>>() });
    let residence = coordinator.post("/v1/residences", &body).await?;
    let path = format!("/v1/entrances?residence_id={}", text(&residence, "id")?);
    let mut ids = BTreeMap::new();
    for built in coordinator.list(&path).await? {
        let (id, name) = (text(&built, "id")?, text(&built, "name")?);
        let drawn = town.entrance(name)?;
        let place = json!({
            "position": { "lat": drawn.lat, "lon": drawn.lon },
            "access_notes": "Interphone à droite de la porte.",
            "door_code": format!("{name}7B{name}"),
        });
        coordinator.edit(&format!("/v1/entrances/{id}"), &place).await?;
        ids.insert(name.to_owned(), id.to_owned());
    }
    Ok(ids)
}

/// Turns the prefilled shop of a product into the one of the town; answers the ids of shop and product.
async fn open(coordinator: &Device<'_>, town: &Town, shop: &Shop) -> Result<(String, String)> {
    let kind = if shop.product == "bread" { "bread" } else { "water_pack" };
    let products = coordinator.list("/v1/products").await?;
    let product =
        products.iter().find(|product| product["kind"] == kind).context("nothing of that kind is prefilled")?;
    let (product, point) = (text(product, "id")?, text(product, "pickup_point_id")?);
    // Whenever the shop is open, exceptionally or not; and water early enough to come with a neighbour's bread.
    let mut terms = json!({ "delivery_weekdays": [1, 2, 3, 4, 5, 6, 7], "max_per_order": 4 });
    if kind == "water_pack" {
        terms["deliver_from_min"] = json!(8 * 60);
    }
    coordinator.edit(&format!("/v1/products/{product}"), &terms).await?;
    let sign = json!({
        "name": shop.name,
        "phone": shop.phone,
        "address": shop.address,
        "position": { "lat": shop.lat, "lon": shop.lon },
    });
    coordinator.edit(&format!("/v1/pickup_points/{point}"), &sign).await?;
    let hours = town
        .hours
        .iter()
        .filter(|hours| hours.shop == shop.product)
        .map(|hours| json!({ "weekday": hours.weekday, "opens_min": hours.opens, "closes_min": hours.closes }));
    let week = json!({ "openings": hours.collect::<Vec<_>>() });
    coordinator.replace(&format!("/v1/pickup_points/{point}/openings"), &week).await?;
    Ok((point.to_owned(), product.to_owned()))
}

async fn accounts(coordinator: &Device<'_>) -> Result<BTreeMap<String, String>> {
    let listed = coordinator.list("/v1/accounts").await?;
    listed.iter().map(|account| Ok((text(account, "name")?.to_owned(), text(account, "id")?.to_owned()))).collect()
}
