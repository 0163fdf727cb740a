//! The volunteers' telephones: they read the round while there is network, write down offline what the script says of each
//! door, and send it later in two parts, shuffled, some of it twice.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::client::{items, text};
use crate::doors::Doors;
use crate::founding::Founded;
use crate::hours::as_phone;
use crate::sheet::{self, Fact};

/// A day on which no telephone finds network, whoever carries: it is heard of a day later.
const WITHOUT_NETWORK: NaiveDate = match NaiveDate::from_ymd_opt(2019, 3, 9) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// All telephones on the way.
pub struct Walks<'a> {
    founded: &'a Founded<'a>,
    doors: &'a Doors,
    chance: Chance,
    /// What each device has counted up to.
    sequence: BTreeMap<String, i64>,
    under_way: Vec<Walk>,
}

/// One round, from its start to its last word.
struct Walk {
    volunteer: String,
    day: NaiveDate,
    round: String,
    /// Written down, in the order of the walk.
    events: Vec<Value>,
    /// How many of them, after the shuffle, have been sent.
    sent: usize,
}

impl<'a> Walks<'a> {
    /// Nobody is on the way yet.
    pub fn new(founded: &'a Founded<'a>, doors: &'a Doors) -> Self {
        Self { founded, doors, chance: Chance::new(2019), sequence: BTreeMap::new(), under_way: Vec::new() }
    }

    /// Every volunteer says yes to the rounds of `day`.
    pub async fn accept(&self, day: NaiveDate) -> Result<()> {
        for volunteer in &self.founded.town.volunteers {
            let phone = self.founded.phone(&volunteer.family_name)?;
            for round in phone.list(&format!("/v1/rounds?service_day={day}")).await? {
                if round["yours"] == true && round["status"] == "published" {
                    let path = format!("/v1/rounds/{}/acceptance", text(&round, "id")?);
                    phone.post(&path, &Value::Null).await?;
                }
            }
        }
        Ok(())
    }

    /// Every volunteer with a round of that shift reads it and sets out. What happens is written down at once; it is heard
    /// of when the telephones hand in.
    pub async fn set_out(&mut self, day: NaiveDate, shift: &str) -> Result<()> {
        let founded = self.founded;
        for volunteer in &founded.town.volunteers {
            let phone = founded.phone(&volunteer.family_name)?;
            for round in phone.list(&format!("/v1/rounds?service_day={day}")).await? {
                let due = round["shift"] == shift && round["status"] == "accepted";
                if due && round["yours"] == true {
                    let id = text(&round, "id")?;
                    phone.post(&format!("/v1/rounds/{id}/start"), &Value::Null).await?;
                    let round = phone.get(&format!("/v1/rounds/{id}")).await?;
                    let walk = self.walk(&volunteer.family_name, day, id, &round)?;
                    self.under_way.push(walk);
                }
            }
        }
        Ok(())
    }

    fn walk(&mut self, volunteer: &str, day: NaiveDate, round: &str, sheet: &Value) -> Result<Walk> {
        let version = sheet["version"].as_i64().context("a round has no version")?;
        let mut events = Vec::new();
        for fact in sheet::facts(self.founded, self.doors, day, sheet)? {
            events.push(self.event(volunteer, round, version, fact));
        }
        self.chance.shuffle(&mut events);
        Ok(Walk { volunteer: volunteer.to_owned(), day, round: round.to_owned(), events, sent: 0 })
    }

    fn event(&mut self, volunteer: &str, round: &str, seen_version: i64, fact: Fact) -> Value {
        let seq = self.sequence.entry(volunteer.to_owned()).or_default();
        *seq += 1;
        let mut event = json!({
            "event_id": format!("evt_{}", self.chance.uuid(fact.at).simple()),
            "device_seq": *seq,
            "kind": fact.kind,
            "round_id": round,
            "seen_version": seen_version,
            "at_device": as_phone(fact.at),
            "payload": fact.payload,
        });
        if let Some(drop) = fact.drop {
            event["drop_id"] = json!(drop);
        }
        event
    }

    /// The telephones find network: at noon for a part of what they hold, in the evening for the rest.
    pub async fn hand_in(&mut self, today: NaiveDate, evening: bool) -> Result<()> {
        for mut walk in std::mem::take(&mut self.under_way) {
            if walk.day == WITHOUT_NETWORK && walk.day == today {
                self.under_way.push(walk);
                continue;
            }
            let half = if evening { walk.events.len() } else { walk.events.len().div_ceil(2) };
            self.send(&walk, half).await?;
            walk.sent = half;
            if evening {
                let phone = self.founded.phone(&walk.volunteer)?;
                phone.post(&format!("/v1/rounds/{}/finish", walk.round), &Value::Null).await?;
            } else {
                self.under_way.push(walk);
            }
        }
        Ok(())
    }

    /// Sends everything up to `until` that was not yet, and a few that were: their answer got lost.
    async fn send(&mut self, walk: &Walk, until: usize) -> Result<()> {
        let mut batch: Vec<Value> = walk.events.iter().skip(walk.sent).take(until - walk.sent).cloned().collect();
        for _ in 0..2 {
            batch.extend(walk.events.get(self.chance.below(until)).cloned());
        }
        if batch.is_empty() {
            return Ok(());
        }
        self.chance.shuffle(&mut batch);
        let now = self.founded.api.stage.now();
        let body = json!({ "sent_at": as_phone(now), "events": batch });
        let answer = self.founded.phone(&walk.volunteer)?.post("/v1/sync", &body).await?;
        for result in items(&answer, "results")? {
            let taken = matches!(result["result"].as_str(), Some("applied" | "duplicate"));
            ensure!(taken, "the report of {} on {} came back as {result}", walk.volunteer, walk.day);
        }
        Ok(())
    }
}
