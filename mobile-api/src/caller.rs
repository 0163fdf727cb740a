//! Extractors that are rights: a handler that asks for [`May<EditPlaces>`] runs only for a caller who may.

use std::marker::PhantomData;

use app::{App, Caller};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use shared::Refusal;
use shared::role::Action;

use crate::problem::Failure;

/// A right, as a type.
pub trait Right {
    /// The action that it allows.
    const ACTION: Action;
}

/// A caller who may do what `R` names.
pub struct May<R> {
    /// Who, and how far the right reaches.
    pub caller: Caller,
    right: PhantomData<R>,
}

/// Anybody who is signed in.
pub struct SignedIn(pub Caller);

impl<R: Right> FromRequestParts<App> for May<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let caller = signed_in(parts, app).await?.may(R::ACTION)?;
        Ok(Self { caller, right: PhantomData })
    }
}

/// A device that acts on itself alone, even while nobody has let it in and while it has no PIN.
pub struct OwnDevice(pub Caller);

impl FromRequestParts<App> for OwnDevice {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let caller = app::sessions::authenticate_device(app, bearer(parts)?).await?;
        Ok(Self(caller.may(Action::EndSessions)?))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        signed_in(parts, app).await.map(Self)
    }
}

/// Where a request comes from, as text; what counts tries is the only one who asks.
pub struct Address(pub String);

impl FromRequestParts<App> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        // Without the guards there is a test on the other side, and one address for all of it.
        let origin = parts.extensions.get::<crate::guard::Origin>();
        Ok(Self(origin.map(|origin| origin.0.to_string()).unwrap_or_default()))
    }
}

async fn signed_in(parts: &Parts, app: &App) -> Result<Caller, Failure> {
    Ok(app::sessions::authenticate(app, bearer(parts)?).await?)
}

fn bearer(parts: &Parts) -> Result<&str, Failure> {
    let value = parts.headers.get(header::AUTHORIZATION).ok_or(Refusal::SessionMissing)?;
    let token = value
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix("Bearer ").or_else(|| text.strip_prefix("bearer ")))
        .ok_or(Refusal::SessionInvalid)?;
    Ok(token.trim())
}

macro_rules! rights {
    ($($name:ident),* $(,)?) => {
        /// One type for each action of the permission table.
        pub mod right {
            use super::{Action, Right};
            $(
                #[doc = concat!("The right to `", stringify!($name), "`.")]
                pub struct $name;
                impl Right for $name {
                    const ACTION: Action = Action::$name;
                }
            )*
        }
    };
}

rights!(
    ReadAssociation,
    EditAssociation,
    ReadAccounts,
    EditAccounts,
    EndSessions,
    KeepPassword,
    ReportProblems,
    ConfirmSessions,
    MakePairings,
    OpenPairings,
    ReadPlaces,
    EditPlaces,
    ReadDoorCodes,
    Import,
    ReadResidents,
    EditResidents,
    RecordConsents,
    RecordAbsences,
    RecordTalks,
    ReadVolunteers,
    EditVolunteers,
    EditAvailability,
    ReadProducts,
    ReadShops,
    EditShops,
    ReadOrders,
    PlaceOrders,
    OverrideCutoff,
    ReadSlips,
    ConfirmSlips,
    ReadVisits,
    AgreeVisits,
    PlanDays,
    ReadDay,
    DecideProposals,
    ReadRounds,
    WalkRounds,
    ReportEvents,
    ReadConcerns,
    CloseConcerns,
    ReadCounts,
    ReadNotices,
    WatchNotices,
);
