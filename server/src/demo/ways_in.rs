//! A way in for each role of the demo, by one click of its front page. `palier serve` has no such route.

use std::sync::{Arc, OnceLock};

use anyhow::{Result, anyhow};
use app::App;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use axum::{Json, Router};
use demo::SignIn;
use serde_json::{Value, json};

use crate::command::told;

/// What `GET /demo/roles` tells; nothing before the story is told.
#[derive(Clone, Default)]
pub struct WaysIn(Arc<OnceLock<(App, Vec<SignIn>)>>);

impl WaysIn {
    /// From now on these people can be tried.
    pub fn tell(&self, app: App, people: Vec<SignIn>) {
        // Told once: the story has one end.
        let _ = self.0.set((app, people));
    }

    /// The route, for beside the API.
    pub fn route(&self) -> Router {
        let ways_in = self.clone();
        let roles = move || async move {
            match ways_in.roles().await {
                Ok(Some(roles)) => Json(roles).into_response(),
                Ok(None) | Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            }
        };
        Router::new().route("/demo/roles", get(roles))
    }

    /// Each role with somebody who has it and a fresh pairing token, for tokens work once and live ten minutes.
    async fn roles(&self) -> Result<Option<Value>> {
        let Some((app, people)) = self.0.get() else { return Ok(None) };
        let mut roles = Vec::new();
        for person in people {
            let account = person.account.parse().map_err(|_| anyhow!("{} has no account", person.role))?;
            let token = app::sessions::pair_from_console(app, account).await.map_err(told)?;
            roles.push(json!({ "role": person.role, "name": person.name, "pairing_token": token }));
        }
        Ok(Some(json!({ "roles": roles })))
    }
}
