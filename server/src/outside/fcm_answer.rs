//! What Google's answers mean (firebase.google.com/docs/cloud-messaging/error-codes). Two answers with the same status can
//! mean a phone that is no more and a fault of ours; what tells them apart is in their details.
//!
//! Of an answer only code words and the names of fields are told: its sentences may quote what was sent.

use std::time::Duration;

use ::fcm::yup_oauth2::Error as OAuthError;
use ::fcm::yup_oauth2::error::AuthErrorCode;
use app::notices::carrier::Receipt;
use serde_json::Value;

/// The longest word of an answer that is told in the log.
const WORD: usize = 60;

/// What an answer that is no success means.
pub fn receipt(status: u16, after: Option<Duration>, said: &Value) -> Receipt {
    let fault = Fault::read(said);
    let why = || format!("{status} {} {}", fault.code, fault.fields.join(" ")).trim_end().to_owned();
    match (status, fault.code.as_str()) {
        (404, "UNREGISTERED") => Receipt::Gone,
        (400, _) if fault.is_of_token() => Receipt::Gone,
        // These are about one token: that of an app of another project, or of an iPhone whose project lacks a key of Apple's.
        // Whoever brings one must not silence everybody for an hour. It is kept all the same: a key file of the wrong project
        // says this to every token, and the tokens are good.
        (401 | 403, "SENDER_ID_MISMATCH" | "THIRD_PARTY_AUTH_ERROR") => Receipt::Unfit(why()),
        (401 | 403, _) => Receipt::Barred(why()),
        (429, _) => Receipt::Later { after: Some(after.unwrap_or_default()), why: why() },
        (408 | 500.., _) => Receipt::Later { after, why: why() },
        _ => Receipt::Unfit(why()),
    }
}

/// What it means that Google gives no token: an answer that names an error is about the key, any other about the moment.
pub fn unsigned(error: OAuthError) -> Receipt {
    match error {
        OAuthError::AuthError(said) => match said.error {
            AuthErrorCode::Other(_) => Receipt::Later { after: None, why: "no token for now".to_owned() },
            code => Receipt::Barred(format!("no token: {}", code.as_str())),
        },
        _ => Receipt::Later { after: None, why: "no token in time".to_owned() },
    }
}

/// The details of an answer.
struct Fault {
    /// FCM's own word for it; empty where it has none.
    code: String,
    /// What of the request it is about, where Google says so.
    fields: Vec<String>,
}

impl Fault {
    fn read(said: &Value) -> Self {
        let details = said["error"]["details"].as_array().map(Vec::as_slice).unwrap_or_default();
        let of = |name: &str| {
            let name = format!("type.googleapis.com/{name}");
            details.iter().find(move |detail| detail["@type"] == *name)
        };
        let code = of("google.firebase.fcm.v1.FcmError").and_then(|detail| detail["errorCode"].as_str());
        let fields = of("google.rpc.BadRequest").and_then(|detail| detail["fieldViolations"].as_array());
        let fields = fields.into_iter().flatten().filter_map(|violation| violation["field"].as_str()).take(3);
        Self { code: word(code.unwrap_or_default()), fields: fields.map(word).collect() }
    }

    /// A token that is none: FCM says so without naming a field, or names the token's.
    fn is_of_token(&self) -> bool {
        let named = self.fields.iter().all(|field| field == "message.token");
        named && (self.code == "INVALID_ARGUMENT" || !self.fields.is_empty())
    }
}

/// The letters of which code words and names of fields are made.
fn word(text: &str) -> String {
    let known = |letter: &char| letter.is_ascii_alphanumeric() || "._[]".contains(*letter);
    text.chars().filter(known).take(WORD).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(code: &str, fields: &[&str]) -> Value {
        let mut details = Vec::new();
        if !code.is_empty() {
            details.push(json!({ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code }));
        }
        if !fields.is_empty() {
            let violations: Vec<Value> =
                fields.iter().map(|field| json!({ "field": field, "description": "12" })).collect();
            details
                .push(json!({ "@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations }));
        }
        json!({ "error": { "code": 0, "message": "une phrase", "status": "", "details": details } })
    }

    #[test]
    fn what_an_answer_means() {
        let of = |status, code: &str, fields: &[&str]| receipt(status, None, &said(code, fields)).word();
        for (status, code, fields, word) in [
            (404, "UNREGISTERED", &[][..], "gone"),
            (404, "", &[], "unfit"),
            (400, "INVALID_ARGUMENT", &[], "gone"),
            (400, "INVALID_ARGUMENT", &["message.token"], "gone"),
            (400, "", &["message.token"], "gone"),
            (400, "INVALID_ARGUMENT", &["message.android.ttl"], "unfit"),
            (400, "", &["message.data[0].value"], "unfit"),
            (400, "", &["message.token", "message.android.ttl"], "unfit"),
            (400, "", &[], "unfit"),
            (401, "", &[], "barred"),
            (403, "", &[], "barred"),
            (403, "SENDER_ID_MISMATCH", &[], "unfit"),
            (401, "THIRD_PARTY_AUTH_ERROR", &[], "unfit"),
            (302, "", &[], "unfit"),
            (413, "", &[], "unfit"),
            (429, "QUOTA_EXCEEDED", &[], "later"),
            (500, "INTERNAL", &[], "later"),
            (503, "UNAVAILABLE", &[], "later"),
        ] {
            assert_eq!(of(status, code, fields), word, "{status} {code} {fields:?}");
        }
        assert!(
            matches!(receipt(429, None, &Value::Null), Receipt::Later { after: Some(_), .. }),
            "it asks for a rest"
        );
        assert!(matches!(receipt(503, None, &Value::Null), Receipt::Later { after: None, .. }));
    }

    #[test]
    fn no_sentence_of_an_answer_is_told() {
        let Receipt::Unfit(why) = receipt(400, None, &said("", &["message.data[0].value\n é"])) else {
            panic!("unfit")
        };
        assert_eq!(why, "400  message.data[0].value");
    }
}
