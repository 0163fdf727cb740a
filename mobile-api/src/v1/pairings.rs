//! Pairings over HTTP: one-time tokens on a screen or on a printed card.

use app::App;
use app::sessions::pairings::{self, Means, OpenCard, Pairing};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use garde::Validate;
use qrcode::QrCode;
use qrcode::render::svg;
use serde::{Deserialize, Serialize};
use shared::id::{AccountId, PairingId};
use shared::session::PairingKind;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done};
use crate::body::{Body, KeyHeader, Keyed, Path};
use crate::caller::{May, right};
use crate::problem::Answer;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(make)).routes(routes!(cancel)).routes(routes!(open_card))
}

/// A pairing to make.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairingIn {
    /// Whom it signs in.
    #[garde(skip)]
    account_id: AccountId,
    /// What it is given on.
    #[garde(skip)]
    kind: PairingKind,
    /// Whether several people hold the device, such as a tablet in the hall; such a device needs a PIN.
    #[garde(skip)]
    #[serde(default)]
    shared: bool,
}

/// What the person at the door says.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningIn {
    /// Their family name; accents and case do not matter.
    #[garde(dive)]
    family_name: Line<100>,
}

/// A pairing that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairingOut {
    /// Its id.
    id: PairingId,
    /// Whom it signs in.
    account_id: AccountId,
    /// What it is given on.
    kind: PairingKind,
    /// Whether it is for a device that several people hold.
    shared: bool,
    /// The one-time token, shown here and never again; absent once it was used, cancelled or over.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// The text `palier:pair:<id>:<token>` as a QR code in SVG, for a screen or a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    qr_svg: Option<String>,
    /// When it ends.
    expires_at: DateTime<Utc>,
}

impl From<Pairing> for PairingOut {
    fn from(pairing: Pairing) -> Self {
        let qr_svg = pairing.token.as_ref().and_then(|token| {
            let code = QrCode::new(format!("palier:pair:{}:{token}", pairing.id)).ok()?;
            Some(code.render::<svg::Color<'_>>().min_dimensions(240, 240).build())
        });
        Self {
            id: pairing.id,
            account_id: pairing.account_id,
            kind: pairing.kind,
            shared: pairing.shared,
            token: pairing.token,
            qr_svg,
            expires_at: pairing.expires_at,
        }
    }
}

/// Makes a one-time token for an account's new device.
///
/// The same request again gives a new token in place of the first, for the first is not kept.
#[utoipa::path(post, path = "/v1/pairings", operation_id = "create_pairing", tag = "sessions", params(KeyHeader),
    request_body = PairingIn, responses((status = 201, description = "Made", body = PairingOut)),
    extensions(("x-right" = json!("pairing.make"))))]
async fn make(
    may: May<right::MakePairings>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<PairingIn>,
) -> Answer<Created<PairingOut>> {
    let on = Means { kind: body.kind, shared: body.shared };
    let pairing = pairings::make(&app, &may.caller, &once, body.account_id, on).await?;
    Ok(Created::at("/v1/pairings", pairing.id, pairing.into()))
}

/// Takes a pairing back.
#[utoipa::path(delete, path = "/v1/pairings/{pairing_id}", operation_id = "cancel_pairing", tag = "sessions",
    params(("pairing_id" = PairingId, Path)), responses((status = 204, description = "Taken back")),
    extensions(("x-right" = json!("pairing.make"))))]
async fn cancel(may: May<right::MakePairings>, State(app): State<App>, Path(id): Path<PairingId>) -> Answer<Done> {
    pairings::cancel(&app, &may.caller, id).await?;
    Ok(Done)
}

/// Opens a printed card for ten minutes, at the door of whoever says the name that belongs to it.
#[utoipa::path(post, path = "/v1/pairings/{pairing_id}/opening", operation_id = "open_pairing", tag = "sessions",
    params(("pairing_id" = PairingId, Path)), request_body = OpeningIn,
    responses((status = 200, description = "Open", body = OpenCard)),
    extensions(("x-right" = json!("pairing.open"))))]
async fn open_card(
    may: May<right::OpenPairings>,
    State(app): State<App>,
    Path(id): Path<PairingId>,
    Body(body): Body<OpeningIn>,
) -> Answer<Json<OpenCard>> {
    Ok(Json(pairings::open_card(&app, &may.caller, id, &body.family_name.tidy()).await?))
}
