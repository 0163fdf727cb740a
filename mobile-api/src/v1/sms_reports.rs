//! What a gateway reports of text messages, over HTTP. Nobody is signed in: the report itself is signed.

use app::App;
use app::notices::reports::{self, SmsFate, SmsReport};
use axum::extract::{FromRequest, Request, State};
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Done;
use crate::body::{bytes_of, expect_json, read};
use crate::problem::{Answer, Failure};

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(report))
}

/// What became of a text message.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmsReportIn {
    /// The name under which the gateway was given the message.
    #[garde(length(bytes, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    id: String,
    /// What became of it.
    #[garde(skip)]
    state: SmsFate,
}

/// A body whose signature was checked before anything of it was read.
struct Signed(SmsReportIn);

impl FromRequest<App> for Signed {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        expect_json(request.headers())?;
        let signature = request.headers().get("palier-signature").and_then(|value| value.to_str().ok());
        let signature = signature.map(str::to_owned);
        let bytes = bytes_of(request, app).await?;
        reports::check(app, signature.as_deref(), &bytes)?;
        Ok(Self(read(&bytes)?))
    }
}

/// Tells what became of a text message. The same report twice changes nothing; of a message that is not known yet, tell again.
#[utoipa::path(post, path = "/v1/sms_reports", operation_id = "report_sms", tag = "notices", security(()),
    params(("Palier-Signature" = String, Header,
        description = "t=<seconds since 1970>,v1=<HMAC-SHA-256 of \"<t>.<body>\" under the shared key, in hexadecimal>",
        pattern = "^t=[0-9]{1,12},v1=[0-9a-f]{64}$")),
    request_body = SmsReportIn,
    responses((status = 204, description = "It is written down")))]
async fn report(State(app): State<App>, Signed(body): Signed) -> Answer<Done> {
    reports::take(&app, &SmsReport { name: body.id, fate: body.state }).await?;
    Ok(Done)
}
