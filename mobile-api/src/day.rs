//! Days and hours on the wire: ISO weekdays as a type, and how far from now a date may lie.

use app::Error;
use app::error::Fault;
use chrono::{Datelike, NaiveDate};
use garde::{Path, Report, Validate};
use serde::Deserialize;
use shared::Refusal;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

use crate::problem::Failure;

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

/// A day in an address; it is told once it is within what [`near`] lets in.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Day(NaiveDate);

impl Day {
    /// The day.
    ///
    /// # Errors
    /// 422 `request.invalid` where it is too far away.
    pub fn told(self) -> Result<NaiveDate, Failure> {
        near(&self.0, &()).map(|()| self.0).map_err(|error| {
            let fault = Fault { at: "path".to_owned(), what: error.message().to_owned() };
            Failure(Error::faulty(Refusal::RequestInvalid, vec![fault]))
        })
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
