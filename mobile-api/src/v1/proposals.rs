//! Changes of face over HTTP.

use app::App;
use app::planning::proposals::{self, Proposal};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::ProposalId;
use shared::round::ProposalStatus;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Page, PageQuery};
use crate::body::{Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(accept)).routes(routes!(refuse))
}

/// Which proposals to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProposalQuery {
    /// In this state only.
    #[garde(skip)]
    #[param(inline)]
    status: Option<ProposalStatus>,
}

/// Lists proposed changes of face.
#[utoipa::path(get, path = "/v1/proposals", operation_id = "list_proposals", tag = "rounds",
    params(ProposalQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Proposal>)),
    extensions(("x-right" = json!("proposal.decide"))))]
async fn list(
    may: May<right::DecideProposals>,
    State(app): State<App>,
    Query(ProposalQuery { status }): Query<ProposalQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Proposal>>> {
    Ok(Json(proposals::list(&app, &may.caller, status, page.into()).await?.into()))
}

/// Takes a proposed change of face; the next plan keeps it.
#[utoipa::path(post, path = "/v1/proposals/{proposal_id}/acceptance", operation_id = "accept_proposal",
    tag = "rounds", params(("proposal_id" = ProposalId, Path)),
    responses((status = 200, description = "Taken", body = Proposal)),
    extensions(("x-right" = json!("proposal.decide"))))]
async fn accept(
    may: May<right::DecideProposals>,
    State(app): State<App>,
    Path(id): Path<ProposalId>,
) -> Answer<Json<Proposal>> {
    Ok(Json(proposals::accept(&app, &may.caller, id).await?))
}

/// Refuses a proposed change of face.
#[utoipa::path(post, path = "/v1/proposals/{proposal_id}/refusal", operation_id = "refuse_proposal",
    tag = "rounds", params(("proposal_id" = ProposalId, Path)),
    responses((status = 200, description = "Refused", body = Proposal)),
    extensions(("x-right" = json!("proposal.decide"))))]
async fn refuse(
    may: May<right::DecideProposals>,
    State(app): State<App>,
    Path(id): Path<ProposalId>,
) -> Answer<Json<Proposal>> {
    Ok(Json(proposals::refuse(&app, &may.caller, id).await?))
}
