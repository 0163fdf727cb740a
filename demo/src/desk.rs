//! What the office does between the rounds: it takes orders and absences, agrees on visits, calls the shops, accepts new
//! faces and closes what worried somebody.

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::client::text;
use crate::founding::Founded;
use crate::town::{Absence, Exception, Order, Story, Visit};

/// Places an order: on the telephone with the relay, or on the resident's own device. Nothing when there is one already.
pub async fn order(founded: &Founded<'_>, order: &Order) -> Result<Option<Value>> {
    let resident = founded.resident(&order.resident)?;
    let lines = json!([{ "product_id": founded.product(&order.product)?, "quantity": order.quantity }]);
    let mut body = json!({ "resident_id": resident, "service_day": order.day, "lines": lines });
    if order.by == "app" {
        return founded.phone(&order.resident)?.post_if_none("/v1/orders", &body, "order.exists").await;
    }
    founded.relay.get(&format!("/v1/residents/{resident}/desk")).await?;
    body["channel"] = json!("phone_relay");
    let placed = founded.relay.post_if_none("/v1/orders", &body, "order.exists").await?;
    spoke(founded, resident).await?;
    Ok(placed)
}

/// Places the orders of the story that are placed today.
pub async fn orders(founded: &Founded<'_>, story: &Story, today: NaiveDate) -> Result<()> {
    for one in story.orders.iter().filter(|order| order.placed_on == today) {
        anyhow::ensure!(order(founded, one).await?.is_some(), "{} has an order for {} already", one.resident, one.day);
    }
    Ok(())
}

/// Writes down who told today that they go away.
pub async fn absences(founded: &Founded<'_>, story: &Story, today: NaiveDate) -> Result<()> {
    for one in story.absences.iter().filter(|absence| absence.told_on == today) {
        absence(founded, one).await?;
    }
    Ok(())
}

/// Writes down that somebody goes away.
pub async fn absence(founded: &Founded<'_>, absence: &Absence) -> Result<()> {
    let resident = founded.resident(&absence.resident)?;
    let app = absence.by == "app";
    let channel = if app { "app" } else { "phone_relay" };
    let mut days = json!({ "first_day": absence.first_day, "channel": channel });
    if let Some(last_day) = absence.last_day {
        days["last_day"] = json!(last_day);
    }
    let path = format!("/v1/residents/{resident}/absences");
    if app {
        founded.phone(&absence.resident)?.post(&path, &days).await?;
        return Ok(());
    }
    founded.relay.post(&path, &days).await?;
    spoke(founded, resident).await
}

/// Agrees on the visits of the week that begins today.
pub async fn visits(founded: &Founded<'_>, story: &Story, today: NaiveDate) -> Result<()> {
    let week = today..today + Days::new(7);
    for one in story.visits.iter().filter(|visit| week.contains(&visit.day)) {
        visit(founded, one).await?;
    }
    Ok(())
}

/// Agrees on a visit.
pub async fn visit(founded: &Founded<'_>, visit: &Visit) -> Result<()> {
    let agreed = json!({
        "resident_id": founded.resident(&visit.resident)?,
        "volunteer_id": founded.volunteer(&visit.visitor)?,
        "service_day": visit.day,
        "at_min": visit.at,
        "minutes": visit.minutes,
    });
    founded.relay.post("/v1/visits", &agreed).await?;
    Ok(())
}

/// Writes usual orders down; they ask for something from `starts_on` on.
pub async fn standing(founded: &Founded<'_>, starts_on: NaiveDate) -> Result<()> {
    for resident in &founded.town.residents {
        let mut lines = Vec::new();
        for line in founded.town.standing.iter().filter(|line| line.resident == resident.family_name) {
            let product = founded.product(&line.product)?;
            lines.push(json!({ "product_id": product, "weekday": line.weekday, "quantity": line.quantity }));
        }
        let id = founded.resident(&resident.family_name)?;
        let usual = json!({ "lines": lines, "starts_on": starts_on, "channel": "phone_relay" });
        founded.relay.put(&format!("/v1/residents/{id}/standing_order"), &usual).await?;
    }
    Ok(())
}

/// Writes an exceptional opening of a shop down.
pub async fn open_shop(founded: &Founded<'_>, product: &str, day: NaiveDate) -> Result<()> {
    let Some(shop) = founded.shops.get(product) else { anyhow::bail!("no shop sells {product}") };
    let body = json!({
        "first_day": day,
        "last_day": day,
        "hours": { "opens_min": 6 * 60 + 45, "closes_min": 13 * 60 },
        "reason": "Ouverture exceptionnelle",
    });
    founded.coordinator.post(&format!("/v1/pickup_points/{shop}/closures"), &body).await?;
    Ok(())
}

/// Writes a day down on which a volunteer cannot.
pub async fn cannot(founded: &Founded<'_>, exception: &Exception) -> Result<()> {
    let id = founded.volunteer(&exception.volunteer)?;
    let body = json!({ "day": exception.day });
    founded.phone(&exception.volunteer)?.post(&format!("/v1/volunteers/{id}/exceptions"), &body).await?;
    Ok(())
}

/// Writes hours down during which a volunteer is there on a day, and only then.
pub async fn can(founded: &Founded<'_>, volunteer: &str, day: NaiveDate, hours: (u32, u32)) -> Result<()> {
    let id = founded.volunteer(volunteer)?;
    let body = json!({ "day": day, "hours": { "from_min": hours.0, "until_min": hours.1 } });
    founded.phone(volunteer)?.post(&format!("/v1/volunteers/{id}/exceptions"), &body).await?;
    Ok(())
}

/// Calls every shop whose slip waits for an answer.
pub async fn slips(founded: &Founded<'_>, today: NaiveDate) -> Result<()> {
    // Bread for a Tuesday is frozen on the Sunday, because the bakery is closed in between.
    for day in today.iter_days().skip(1).take(3) {
        for slip in founded.relay.list(&format!("/v1/slips?service_day={day}")).await? {
            if slip["status"] == "frozen" {
                let path = format!("/v1/slips/{}/confirmation", text(&slip, "id")?);
                let version = slip["version"].as_i64().context("a slip has no version")?;
                founded.relay.post_if(&path, version, &json!({ "how": "by_phone" })).await?;
            }
        }
    }
    Ok(())
}

/// Closes what worried somebody, with what was done.
pub async fn concerns(founded: &Founded<'_>) -> Result<()> {
    for concern in founded.coordinator.list("/v1/concerns?open=true").await? {
        let done = format!("Appelé {} : tout va bien.", text(&concern, "resident_name")?);
        let path = format!("/v1/concerns/{}/closure", text(&concern, "id")?);
        founded.coordinator.post(&path, &json!({ "done": done })).await?;
    }
    Ok(())
}

/// Accepts the new faces that the night proposes.
pub async fn proposals(founded: &Founded<'_>) -> Result<()> {
    for proposal in founded.coordinator.list("/v1/proposals?status=proposed").await? {
        let path = format!("/v1/proposals/{}/acceptance", text(&proposal, "id")?);
        founded.coordinator.post(&path, &Value::Null).await?;
    }
    Ok(())
}

async fn spoke(founded: &Founded<'_>, resident: &str) -> Result<()> {
    let talk = json!({ "outcome": "reached", "channel": "phone_relay" });
    founded.relay.post(&format!("/v1/residents/{resident}/talks"), &talk).await?;
    Ok(())
}
