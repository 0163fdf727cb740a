//! Secrets on the wire. They are bounded like any text and stand in no log, no error and no answer.

use garde::{Path, Report, Validate};
use serde::Deserialize;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat};

/// 4 to 6 digits.
#[derive(Clone, Deserialize)]
pub struct Pin(String);

/// 8 to 128 characters, exactly as typed.
#[derive(Clone, Deserialize)]
pub struct Password(String);

/// Shown as nothing, wherever a body is shown.
macro_rules! hidden {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("…")
            }
        }

        impl $name {
            /// The secret itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}

hidden!(Pin Password);

impl Validate for Pin {
    type Context = ();

    fn validate_into(&self, (): &(), parent: &mut dyn FnMut() -> Path, report: &mut Report) {
        if !(4..=6).contains(&self.0.len()) || !self.0.bytes().all(|byte| byte.is_ascii_digit()) {
            report.append(parent(), garde::Error::new("un code secret a de 4 à 6 chiffres"));
        }
    }
}

impl Validate for Password {
    type Context = ();

    fn validate_into(&self, (): &(), parent: &mut dyn FnMut() -> Path, report: &mut Report) {
        // Characters, not bytes; no rule about which ones, but a control character is a slip of the machine.
        if !(8..=128).contains(&self.0.chars().count()) || self.0.chars().any(char::is_control) {
            report.append(parent(), garde::Error::new("un mot de passe a de 8 à 128 caractères"));
        }
    }
}

impl utoipa::PartialSchema for Pin {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9]{4,6}$")).into()
    }
}

impl utoipa::PartialSchema for Password {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(8)).max_length(Some(128));
        text.format(Some(SchemaFormat::KnownFormat(KnownFormat::Password))).into()
    }
}
