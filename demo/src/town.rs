//! The fictional Résidence des Embruns (domain.md 6.3), its shops, its people and what they are used to: the tables of
//! `demo/data`, compiled in, one file a noun. Every name and number is invented; the telephones are of the ranges kept
//! for fiction.

use anyhow::{Context, Result};
use chrono::{NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Deserializer};

/// Everything that is known before the first day.
pub struct Town {
    /// Stairwells.
    pub entrances: Vec<Entrance>,
    /// Who is served.
    pub residents: Vec<Resident>,
    /// Who carries.
    pub volunteers: Vec<Volunteer>,
    /// When they are there, week by week.
    pub availability: Vec<Availability>,
    /// Partner shops.
    pub shops: Vec<Shop>,
    /// When they are open.
    pub hours: Vec<Hours>,
    /// Usual orders.
    pub standing: Vec<Standing>,
}

/// What the three weeks bring.
pub struct Story {
    /// Days on which a volunteer cannot.
    pub exceptions: Vec<Exception>,
    /// Single orders.
    pub orders: Vec<Order>,
    /// Residents who go away.
    pub absences: Vec<Absence>,
    /// Courtesy visits.
    pub visits: Vec<Visit>,
}

/// A stairwell of the residence.
#[derive(Debug, Deserialize)]
pub struct Entrance {
    /// The slab or the tower.
    pub building: String,
    /// Its number.
    pub name: String,
    /// none, working or out_of_order.
    pub lift: String,
    /// Lowest floor with flats.
    pub first_floor: i32,
    /// Highest floor with flats.
    pub last_floor: i32,
    /// The doors of each floor, with commas.
    pub doors: String,
    /// North.
    pub lat: f64,
    /// East.
    pub lon: f64,
}

/// Somebody who is served. The family name is the key of every other table.
#[derive(Debug, Deserialize)]
pub struct Resident {
    /// Unique in the residence.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// madame or monsieur.
    pub title: String,
    /// Name of the stairwell.
    pub entrance: String,
    /// Floor.
    pub floor: i32,
    /// Door.
    pub door: String,
    /// As people write it, or nothing.
    pub phone: Option<String>,
    /// app, phone or paper.
    pub prefers: String,
    /// in_hand or bag_on_door.
    pub handover: String,
    /// How the consent to deliveries was given.
    pub consent: String,
    /// Whether courtesy visits are wished.
    #[serde(deserialize_with = "yes")]
    pub visits: bool,
}

/// Somebody who carries.
#[derive(Debug, Deserialize)]
pub struct Volunteer {
    /// Unique, the key of every other table.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// As people write it.
    pub phone: String,
    /// What they carry with.
    pub means: String,
    /// Heaviest single item.
    pub max_carry_kg: i32,
    /// Whether they climb with a load.
    #[serde(deserialize_with = "yes")]
    pub stairs: bool,
    /// Whether they are trained for visits.
    #[serde(deserialize_with = "yes")]
    pub visits: bool,
    /// The stairwell from which they start.
    pub lives_at: String,
}

/// Hours of a weekday on which a volunteer is there.
#[derive(Debug, Deserialize)]
pub struct Availability {
    /// Family name.
    pub volunteer: String,
    /// ISO, Monday is 1.
    pub weekday: u32,
    /// From.
    #[serde(deserialize_with = "minutes")]
    pub from: u32,
    /// Until.
    #[serde(deserialize_with = "minutes")]
    pub until: u32,
}

/// A partner shop, called by the one product that it sells to the association.
#[derive(Debug, Deserialize)]
pub struct Shop {
    /// What people call it.
    pub name: String,
    /// bread or water.
    pub product: String,
    /// Its telephone.
    pub phone: String,
    /// Its address.
    pub address: String,
    /// North.
    pub lat: f64,
    /// East.
    pub lon: f64,
}

/// Hours of a weekday on which a shop is open.
#[derive(Debug, Deserialize)]
pub struct Hours {
    /// bread or water.
    pub shop: String,
    /// ISO, Monday is 1.
    pub weekday: u32,
    /// Opens.
    #[serde(deserialize_with = "minutes")]
    pub opens: u32,
    /// Closes.
    #[serde(deserialize_with = "minutes")]
    pub closes: u32,
}

/// A line of a usual order.
#[derive(Debug, Deserialize)]
pub struct Standing {
    /// Family name.
    pub resident: String,
    /// bread or water.
    pub product: String,
    /// ISO, Monday is 1.
    pub weekday: u32,
    /// Units.
    pub quantity: u32,
}

/// A day on which a volunteer cannot.
#[derive(Debug, Deserialize)]
pub struct Exception {
    /// The day.
    pub day: NaiveDate,
    /// Family name.
    pub volunteer: String,
}

/// A single order.
#[derive(Debug, Deserialize)]
pub struct Order {
    /// The day on which it is placed.
    pub placed_on: NaiveDate,
    /// Family name.
    pub resident: String,
    /// phone: through the relay; app: on the resident's own device.
    pub by: String,
    /// The day for which it is.
    pub day: NaiveDate,
    /// bread or water.
    pub product: String,
    /// Units.
    pub quantity: u32,
}

/// Days away.
#[derive(Debug, Deserialize)]
pub struct Absence {
    /// The day on which it is told.
    pub told_on: NaiveDate,
    /// Family name.
    pub resident: String,
    /// phone or app.
    pub by: String,
    /// First day away.
    pub first_day: NaiveDate,
    /// Last day away; nothing while nobody knows.
    pub last_day: Option<NaiveDate>,
}

/// A courtesy visit.
#[derive(Debug, Deserialize)]
pub struct Visit {
    /// The day.
    pub day: NaiveDate,
    /// The hour.
    #[serde(deserialize_with = "minutes")]
    pub at: u32,
    /// Family name of whom is visited.
    pub resident: String,
    /// Family name of who comes.
    pub visitor: String,
    /// How long.
    pub minutes: u32,
}

impl Town {
    /// The town as it is compiled in.
    pub fn read() -> Result<Self> {
        Ok(Self {
            entrances: table("entrances", include_str!("../data/entrances.csv"))?,
            residents: table("residents", include_str!("../data/residents.csv"))?,
            volunteers: table("volunteers", include_str!("../data/volunteers.csv"))?,
            availability: table("availability", include_str!("../data/availability.csv"))?,
            shops: table("shops", include_str!("../data/shops.csv"))?,
            hours: table("hours", include_str!("../data/hours.csv"))?,
            standing: table("standing", include_str!("../data/standing.csv"))?,
        })
    }

    /// The stairwell of that name.
    pub fn entrance(&self, name: &str) -> Result<&Entrance> {
        self.entrances.iter().find(|entrance| entrance.name == name).with_context(|| format!("no entrance {name}"))
    }
}

impl Story {
    /// The three weeks as they are compiled in.
    pub fn read() -> Result<Self> {
        Ok(Self {
            exceptions: table("exceptions", include_str!("../data/exceptions.csv"))?,
            orders: table("orders", include_str!("../data/orders.csv"))?,
            absences: table("absences", include_str!("../data/absences.csv"))?,
            visits: table("visits", include_str!("../data/visits.csv"))?,
        })
    }
}

/// Reads a table with semicolons, and names the line of a fault.
pub fn table<T: serde::de::DeserializeOwned>(name: &str, csv: &str) -> Result<Vec<T>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').trim(csv::Trim::All).from_reader(csv.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().with_context(|| format!("the table {name} cannot be read"))
}

fn yes<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    match String::deserialize(from)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::custom(format!("neither yes nor no: {other}"))),
    }
}

fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let clock = NaiveTime::parse_from_str(&String::deserialize(from)?, "%H:%M").map_err(serde::de::Error::custom)?;
    Ok(clock.hour() * 60 + clock.minute())
}
