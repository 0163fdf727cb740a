//! Days and hours on the wire: ISO weekdays as a type, and how far from now a date may lie.

use chrono::{Datelike, NaiveDate};
use garde::{Path, Report, Validate};
use serde::Deserialize;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// An ISO weekday, 1 Monday to 7 Sunday.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Weekday(u8);

impl Weekday {
    /// 1 Monday to 7 Sunday.
    pub fn iso(self) -> u8 {
        self.0
    }
}

impl Validate for Weekday {
    type Context = ();

    fn validate_into(&self, (): &(), parent: &mut dyn FnMut() -> Path, report: &mut Report) {
        if !(1..=7).contains(&self.0) {
            report.append(parent(), garde::Error::new("un jour va de 1 (lundi) à 7 (dimanche)"));
        }
    }
}

impl utoipa::PartialSchema for Weekday {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(7)).into()
    }
}

impl utoipa::ToSchema for Weekday {}

/// A day in an address, within what [`near`] lets in.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "NaiveDate")]
pub struct Day(pub NaiveDate);

impl TryFrom<NaiveDate> for Day {
    type Error = garde::Error;

    fn try_from(day: NaiveDate) -> Result<Self, garde::Error> {
        near(&day, &()).map(|()| Self(day))
    }
}

/// A date that is kept or looked for lies between 1900 and 2199: both databases order those alike.
pub fn near(day: &NaiveDate, (): &()) -> garde::Result {
    if (1900..2200).contains(&day.year()) { Ok(()) } else { Err(garde::Error::new("cette date est trop loin")) }
}

/// The same for a date that may be absent.
pub fn near_if_any(day: &Option<NaiveDate>, context: &()) -> garde::Result {
    day.as_ref().map_or(Ok(()), |day| near(day, context))
}
