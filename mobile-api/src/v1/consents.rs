//! consents.

use app::App;
use utoipa_axum::router::OpenApiRouter;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
