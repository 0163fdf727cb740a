//! What a verb of this room answers when it does not do what was asked.

use chrono::{DateTime, Utc};
use sea_orm::{DbErr, RuntimeErr, SqlErr};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use shared::Refusal;
use utoipa::ToSchema;

/// What every verb answers.
pub type Result<T> = std::result::Result<T, Error>;

/// A no, or a failure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules say no.
    #[error("{}", .0.refusal.entry().code)]
    Refused(Box<Refused>),
    /// The store did not answer in time; the same request may pass later.
    #[error("the store is busy")]
    Busy,
    /// The store failed.
    #[error("the store failed: {0}")]
    Store(DbErr),
    /// Somebody else's program did not answer, or nothing that can be believed. The text names no person and no place.
    #[error("somebody else did not answer: {0}")]
    Outside(String),
    /// A promise of our own code does not hold.
    #[error("a promise does not hold: {0}")]
    Bug(String),
}

/// A refusal with what the reader needs to go on.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Which no it is.
    pub refusal: Refusal,
    /// A French sentence that says more than the title, when there is more to say.
    pub detail: Option<String>,
    /// What is wrong where.
    pub faults: Vec<Fault>,
    /// Machine-readable members beside the problem's own: links, next possible days.
    pub more: Map<String, Value>,
}

/// One fault of many, all told at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// A JSON pointer into the body or event, a parameter's name, or a line and column of a list.
    pub at: String,
    /// What is wrong there, in French.
    pub what: String,
}

impl Error {
    /// A refusal with a French sentence of detail.
    pub fn refused(refusal: Refusal, detail: impl Into<String>) -> Self {
        Self::from(Refused { detail: Some(detail.into()), ..Refused::new(refusal) })
    }

    /// A refusal that names its faults.
    pub fn faulty(refusal: Refusal, faults: Vec<Fault>) -> Self {
        Self::from(Refused { faults, ..Refused::new(refusal) })
    }

    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused(refused) => Some(refused.refusal),
            _ => None,
        }
    }
}

impl Refused {
    /// A refusal without further words.
    pub fn new(refusal: Refusal) -> Self {
        Self { refusal, detail: None, faults: Vec::new(), more: Map::new() }
    }

    /// Adds a machine-readable member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        self.more.insert(name.to_owned(), json!(value));
        self
    }
}

impl Refused {
    /// Says when to come back: the instant, and the seconds from `now`, never too few.
    #[must_use]
    pub fn until(self, until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let seconds = (until - now).num_milliseconds().max(1).unsigned_abs().div_ceil(1000);
        self.with("until", until).with("wait_s", seconds)
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(Box::new(refused))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Refused::new(refusal).into()
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_busy(&error) { Self::Busy } else { Self::Store(error) }
    }
}

/// Turns the breach of a unique index into `refusal`; other failures stay what they are.
pub fn taken(refusal: Refusal) -> impl Fn(DbErr) -> Error {
    move |error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => refusal.into(),
        _ => error.into(),
    }
}

/// Locks not granted in time, pools with no connection free, connections that broke: all may pass later.
fn is_busy(error: &DbErr) -> bool {
    use sea_orm::sqlx;
    let source = match error {
        DbErr::ConnectionAcquire(_) => return true,
        DbErr::Conn(RuntimeErr::SqlxError(source))
        | DbErr::Exec(RuntimeErr::SqlxError(source))
        | DbErr::Query(RuntimeErr::SqlxError(source)) => source.as_ref(),
        _ => return false,
    };
    match source {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        // SQLITE_BUSY and its two extended codes; PostgreSQL: lock_not_available, query_canceled, deadlock, serialization,
        // and the shutdown classes.
        sqlx::Error::Database(failure) => failure.code().is_some_and(|code| {
            matches!(
                code.as_ref(),
                "5" | "261" | "517" | "55P03" | "57014" | "40P01" | "40001" | "57P01" | "57P02" | "57P03"
            )
        }),
        _ => false,
    }
}
