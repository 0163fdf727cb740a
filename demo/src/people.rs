//! How residents and volunteers come in: asked for their consent at the door, accepted by a coordinator, and given a
//! telephone that is signed in for good.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::client::{Api, Device, text};
use crate::founding::pair;
use crate::town::{Resident, Town, Volunteer};

/// Signs the residents up with their consents; answers their ids.
pub async fn sign_up(
    coordinator: &Device<'_>,
    town: &Town,
    entrances: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Result<BTreeMap<String, String>> {
    let mut ids = BTreeMap::new();
    for resident in &town.residents {
        let entrance = entrances.get(&resident.entrance).context("a resident lives behind an unknown entrance")?;
        let made = coordinator.post("/v1/residents", &form(resident, entrance, today)).await?;
        let id = text(&made, "id")?.to_owned();
        if resident.visits {
            let consent = json!({ "purpose": "visit", "how": "at_door", "given_on": today });
            coordinator.post(&format!("/v1/residents/{id}/consents"), &consent).await?;
            let cadence = json!({ "every_days": 7 });
            coordinator.put(&format!("/v1/residents/{id}/visit_cadence"), &cadence).await?;
        }
        let talk = json!({ "outcome": "reached", "channel": "door" });
        coordinator.post(&format!("/v1/residents/{id}/talks"), &talk).await?;
        ids.insert(resident.family_name.clone(), id);
    }
    Ok(ids)
}

fn form(resident: &Resident, entrance: &str, today: NaiveDate) -> Value {
    let mut form = json!({
        "given_name": resident.given_name,
        "family_name": resident.family_name,
        "courtesy_title": resident.title,
        "home": { "entrance_id": entrance, "floor": resident.floor, "door": resident.door },
        "contact_preference": resident.prefers,
        "handover": resident.handover,
        "consents": [{ "purpose": "delivery", "how": resident.consent, "given_on": today }],
    });
    if let Some(phone) = &resident.phone {
        form["phone"] = json!(phone);
    }
    if resident.handover == "bag_on_door" {
        form["bread_bag_on"] = json!(today);
    }
    form
}

/// Invites the volunteers, accepts them with their charter, and writes their week down; answers their ids.
pub async fn invite(coordinator: &Device<'_>, town: &Town, today: NaiveDate) -> Result<BTreeMap<String, String>> {
    let mut ids = BTreeMap::new();
    for volunteer in &town.volunteers {
        let made = coordinator.post("/v1/volunteers", &offer(volunteer, town)?).await?;
        let id = text(&made, "id")?.to_owned();
        let charter = json!({ "charter_on": today });
        coordinator.post(&format!("/v1/volunteers/{id}/acceptance"), &charter).await?;
        let windows = town.availability.iter().filter(|window| window.volunteer == volunteer.family_name);
        let windows = windows
            .map(|window| json!({ "weekday": window.weekday, "from_min": window.from, "until_min": window.until }));
        let week = json!({ "hours": windows.collect::<Vec<_>>() });
        if volunteer.visits {
            coordinator.edit(&format!("/v1/volunteers/{id}"), &json!({ "visit_trained_on": today })).await?;
        }
        coordinator.replace(&format!("/v1/volunteers/{id}/availability"), &week).await?;
        ids.insert(volunteer.family_name.clone(), id);
    }
    Ok(ids)
}

fn offer(volunteer: &Volunteer, town: &Town) -> Result<Value> {
    let home = town.entrance(&volunteer.lives_at)?;
    Ok(json!({
        "given_name": volunteer.given_name,
        "family_name": volunteer.family_name,
        "phone": volunteer.phone,
        "means": volunteer.means,
        "max_carry_kg": volunteer.max_carry_kg,
        "stairs": volunteer.stairs,
        "start": { "label": format!("entrée {}", home.name), "position": { "lat": home.lat, "lon": home.lon } },
    }))
}

/// Gives each volunteer a code on a screen.
pub async fn give_phones<'a>(
    api: &'a Api<'a>,
    coordinator: &Device<'_>,
    town: &Town,
    accounts: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Device<'a>>> {
    let mut phones = BTreeMap::new();
    for volunteer in &town.volunteers {
        let name = format!("{} {}", volunteer.given_name, volunteer.family_name);
        let account = accounts.get(&name).with_context(|| format!("{name} has no account"))?;
        let paired = pair(coordinator, account, "screen").await?;
        let (device, _) = api.sign_in(text(&paired, "token")?, "Téléphone").await?;
        phones.insert(volunteer.family_name.clone(), device);
    }
    Ok(phones)
}

/// Gives each resident who wants the app a printed card, which a volunteer opens at the door.
pub async fn give_cards<'a>(
    api: &'a Api<'a>,
    coordinator: &Device<'_>,
    town: &Town,
    accounts: &BTreeMap<String, String>,
    helpers: &BTreeMap<String, Device<'_>>,
) -> Result<BTreeMap<String, Device<'a>>> {
    let helper = helpers.values().next().context("no volunteer can open a card")?;
    let mut phones = BTreeMap::new();
    for resident in town.residents.iter().filter(|resident| resident.prefers == "app") {
        let name = format!("{} {}", resident.given_name, resident.family_name);
        let account = accounts.get(&name).with_context(|| format!("{name} has no account"))?;
        let card = pair(coordinator, account, "card").await?;
        let said = json!({ "family_name": resident.family_name });
        helper.post(&format!("/v1/pairings/{}/opening", text(&card, "id")?), &said).await?;
        let (device, _) = api.sign_in(text(&card, "token")?, "Téléphone").await?;
        phones.insert(resident.family_name.clone(), device);
    }
    Ok(phones)
}
