//! What is read of somebody else's answer: the beginning, for the log.

use reqwest::Response;

/// Bytes of an answer that are read.
const BYTES_MAX: usize = 64 << 10;
/// Letters of an answer that are told in the log.
const TOLD: usize = 120;

/// The beginning of an answer, on one line. What comes after 64 kB is not waited for.
pub(super) async fn said(mut answer: Response) -> Result<String, String> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        body.extend_from_slice(&chunk);
        if body.len() > BYTES_MAX {
            break;
        }
    }
    let text = String::from_utf8_lossy(&body);
    Ok(text.chars().filter(|letter| !letter.is_control()).take(TOLD).collect())
}
