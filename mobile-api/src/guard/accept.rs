//! Whether a client can read any of the forms in which the API answers.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::Refusal;

use crate::problem::Failure;

/// What the API sends.
const FORMS: [(&str, &str); 4] =
    [("application", "json"), ("application", "problem+json"), ("text", "csv"), ("image", "svg+xml")];

/// Refuses a request under `/v1/` whose `Accept` names none of the API's forms. A request without one takes what comes.
pub async fn check(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/v1/") && !acceptable(request.headers()) {
        return Failure::from(Refusal::NotAcceptable).into_response();
    }
    next.run(request).await
}

fn acceptable(headers: &HeaderMap) -> bool {
    let mut ranges = headers
        .get_all(header::ACCEPT)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .peekable();
    ranges.peek().is_none() || ranges.any(reads)
}

/// Whether one media range lets one of our forms through. `q=0` is a no.
fn reads(range: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let (kind, form) = parts.next().and_then(|range| range.split_once('/')).unwrap_or_default();
    let refused = parts
        .filter_map(|parameter| parameter.split_once('='))
        .any(|(name, value)| name.trim().eq_ignore_ascii_case("q") && value.trim().parse::<f32>() == Ok(0.0));
    let fits = |(our_kind, our_form): &(&str, &str)| {
        (kind == "*" && form == "*")
            || (kind.eq_ignore_ascii_case(our_kind) && (form == "*" || form.eq_ignore_ascii_case(our_form)))
    };
    !refused && FORMS.iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn what_a_client_can_read() {
        for (accept, yes) in [
            ("", true),
            ("*/*", true),
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("text/html, application/*;q=0.8", true),
            ("text/csv", true),
            ("text/html", false),
            ("application/xml, image/png", false),
            ("application/json;q=0", false),
            ("*/*;q=0.0", false),
            ("nonsense", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(acceptable(&headers), yes, "{accept}");
        }
        assert!(acceptable(&HeaderMap::new()));
    }
}
