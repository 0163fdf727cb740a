//! Text as people type it, bounded and clean, as a type of the wire: the schema and the check come from one place.

use garde::{Path, Report, Validate};
use serde::Deserialize;
use shared::fold;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// One line of 1 to `MAX` characters.
#[derive(Debug, Clone, Deserialize)]
pub struct Line<const MAX: usize>(String);

/// A few lines of at most `MAX` characters; may be empty.
#[derive(Debug, Clone, Deserialize, Default)]
pub struct Note<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// The text as it is stored: trimmed, otherwise as typed.
    pub fn tidy(&self) -> String {
        fold::tidy(&self.0, 1..=MAX).unwrap_or_default()
    }
}

impl<const MAX: usize> Note<MAX> {
    /// The text as it is stored: trimmed, otherwise as typed.
    pub fn tidy(&self) -> String {
        fold::tidy_note(&self.0, 0..=MAX).unwrap_or_default()
    }
}

impl<const MAX: usize> Validate for Line<MAX> {
    type Context = ();

    fn validate_into(&self, (): &(), parent: &mut dyn FnMut() -> Path, report: &mut Report) {
        if let Err(fault) = fold::tidy(&self.0, 1..=MAX) {
            report.append(parent(), garde::Error::new(fault.to_string()));
        }
    }
}

impl<const MAX: usize> Validate for Note<MAX> {
    type Context = ();

    fn validate_into(&self, (): &(), parent: &mut dyn FnMut() -> Path, report: &mut Report) {
        if let Err(fault) = fold::tidy_note(&self.0, 0..=MAX) {
            report.append(parent(), garde::Error::new(fault.to_string()));
        }
    }
}

impl<const MAX: usize> utoipa::PartialSchema for Line<MAX> {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(MAX));
        text.pattern(Some("\\S")).into()
    }
}

impl<const MAX: usize> utoipa::PartialSchema for Note<MAX> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(MAX)).into()
    }
}

impl<const MAX: usize> utoipa::ToSchema for Line<MAX> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("Line{MAX}").into()
    }
}

impl<const MAX: usize> utoipa::ToSchema for Note<MAX> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("Note{MAX}").into()
    }
}
