//! What happens at the doors, told by day and resident and never by volunteer: whoever comes finds the same. A door
//! that nobody told is an error with its name, never a guess.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::town::table;

/// The doors of the three weeks as they happened.
pub const AS_TOLD: &str = include_str!("../data/doors.csv");

/// What happens at each door.
pub struct Doors {
    deliveries: BTreeMap<(NaiveDate, String), What>,
    visits: BTreeMap<(NaiveDate, String), What>,
    /// Nobody told anything, and all goes well.
    untold_is_well: bool,
}

/// What happens at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Taken by hand.
    Delivered,
    /// Left in the bag on the door.
    InBag,
    /// Nobody answers.
    NoAnswer,
    /// The resident does not want it.
    Refused,
    /// The entrance stays shut.
    NoAccess,
    /// A visit, and all is well.
    VisitFine,
    /// A visit, and somebody should look again.
    VisitWorry,
}

#[derive(Deserialize)]
struct Row {
    day: NaiveDate,
    resident: String,
    what: What,
}

impl Doors {
    /// Reads a script of doors: `day;resident;what`.
    ///
    /// # Errors
    /// When a line cannot be read, or a door is told twice.
    pub fn read(csv: &str) -> Result<Self> {
        let mut doors = Self { deliveries: BTreeMap::new(), visits: BTreeMap::new(), untold_is_well: false };
        for row in table::<Row>("doors", csv)? {
            let visit = matches!(row.what, What::VisitFine | What::VisitWorry);
            let side = if visit { &mut doors.visits } else { &mut doors.deliveries };
            if side.insert((row.day, row.resident.clone()), row.what).is_some() {
                bail!("the door of {} on {} is told twice", row.resident, row.day);
            }
        }
        Ok(doors)
    }

    /// A residence in which everybody opens, but for somebody on a day.
    pub fn all_well_but(day: NaiveDate, resident: &str) -> Self {
        let silent = ((day, resident.to_owned()), What::NoAnswer);
        Self { deliveries: [silent].into(), visits: BTreeMap::new(), untold_is_well: true }
    }

    /// What happens when goods come to `resident` on `day`.
    pub fn delivery(&self, day: NaiveDate, resident: &str) -> Result<What> {
        let told = self.deliveries.get(&(day, resident.to_owned()));
        let told = told.copied().or(self.untold_is_well.then_some(What::Delivered));
        told.with_context(|| format!("nobody told what happens at the door of {resident} on {day}"))
    }

    /// What happens when a visitor comes to `resident` on `day`.
    pub fn visit(&self, day: NaiveDate, resident: &str) -> Result<What> {
        let told = self.visits.get(&(day, resident.to_owned()));
        let told = told.copied().or(self.untold_is_well.then_some(What::VisitFine));
        told.with_context(|| format!("nobody told how the visit to {resident} on {day} goes"))
    }
}
