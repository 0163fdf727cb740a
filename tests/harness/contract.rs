//! The contract as it is generated from the types, and the hand that holds every exchange against it: an operation that
//! is not documented, a status that is not, an answer of another shape, a request that passed although the contract
//! forbids it.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::http::{HeaderMap, Method, StatusCode, header};
use jsonschema::Validator;
use serde_json::{Value, json};
use shared::Refusal;

use crate::answered::Answered;

/// One operation of the contract.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Such as `create_order`.
    pub id: String,
    /// The method.
    pub method: Method,
    /// Such as `/v1/orders/{order_id}`.
    pub template: String,
    /// The action that it needs, such as `order.place`.
    pub right: Option<String>,
    /// It asks for no session.
    pub public: bool,
    /// Where it stands in the document, as a JSON pointer.
    pointer: String,
    item: Value,
}

/// What was asked, and what came back.
pub(crate) struct Exchange<'a> {
    pub method: &'a Method,
    pub path: &'a str,
    pub asked_headers: &'a HeaderMap,
    pub asked_body: &'a [u8],
    pub answered: &'a Answered,
}

/// The whole document.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(mobile_api::routes::contract()).expect("a contract that is JSON"));

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(read_operations);

/// Every operation of the contract.
pub fn operations() -> &'static [Operation] {
    &OPERATIONS
}

impl Operation {
    /// Its parameters that stand in `place`: `path`, `query` or `header`.
    pub fn parameters(&self, place: &str) -> BTreeMap<String, Value> {
        let all = self.item["parameters"].as_array().cloned().unwrap_or_default();
        let here = all.into_iter().filter(|parameter| parameter["in"] == place);
        here.map(|parameter| (parameter["name"].as_str().unwrap_or_default().to_owned(), parameter)).collect()
    }

    /// The kind of body that it reads, such as `application/json`, if any.
    pub fn body_kind(&self) -> Option<String> {
        self.item["requestBody"]["content"].as_object().and_then(|kinds| kinds.keys().next().cloned())
    }

    fn matches(&self, method: &Method, path: &str) -> bool {
        let (ours, theirs): (Vec<_>, Vec<_>) = (self.template.split('/').collect(), path.split('/').collect());
        let fits =
            |(ours, theirs): (&&str, &&str)| if ours.starts_with('{') { !theirs.is_empty() } else { ours == theirs };
        self.method == *method && ours.len() == theirs.len() && ours.iter().zip(&theirs).all(fits)
    }
}

fn read_operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for (template, item) in DOCUMENT["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            let Some(operation) = item.get(method) else { continue };
            operations.push(Operation {
                id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
                method: method.to_uppercase().parse().expect("a method"),
                template: template.clone(),
                right: operation["x-right"].as_str().map(str::to_owned),
                public: operation["security"].as_array().is_some_and(|ways| ways.iter().all(|way| *way == json!({}))),
                pointer: format!("/paths/{}/{method}", escaped(template)),
                item: operation.clone(),
            });
        }
    }
    // A written segment is preferred to a placeholder, as the router does.
    operations.sort_by_key(|operation| operation.template.matches('{').count());
    operations
}

/// Panics, saying what, when an exchange is not as the contract says.
pub(crate) fn hold(exchange: &Exchange<'_>) {
    let answered = exchange.answered;
    if !answered.status.is_success() && !answered.status.is_redirection() {
        problem(answered);
    }
    let path = exchange.path.split('?').next().unwrap_or_default();
    let Some(operation) = operations().iter().find(|operation| operation.matches(exchange.method, path)) else {
        let unknown = matches!(answered.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
        assert!(unknown || path == "/", "{} is not in the contract and answered {}", answered.asked, answered.text);
        return;
    };
    if answered.status.is_success() {
        request(operation, exchange);
    }
    answer(operation, answered);
    remember(operation, answered.status);
}

/// Leaves behind that an operation was asked and how it answered, for `cargo xtask test`, which knows when all tests ran
/// and refuses an operation that none of them asked with success.
fn remember(operation: &Operation, status: StatusCode) {
    static FOLDER: LazyLock<Option<PathBuf>> = LazyLock::new(|| std::env::var_os("PALIER_TEST_ASKED").map(Into::into));
    if let Some(folder) = FOLDER.as_ref() {
        let name = format!("{}.{}", operation.id, status.as_u16());
        std::fs::write(folder.join(name), "").expect("a folder for what was asked");
    }
}

fn problem(answered: &Answered) {
    let at = &answered.asked;
    let kind = answered.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    assert_eq!(kind, "application/problem+json", "{at} answered {} without a problem", answered.status);
    assert_ne!(answered.status, StatusCode::INTERNAL_SERVER_ERROR, "{at} broke a promise: {}", answered.text);
    conforms("/components/schemas/Problem", &answered.json, &format!("the problem that {at} answered"));
    let code = answered.json["code"].as_str().unwrap_or_default();
    assert!(Refusal::ALL.iter().any(|refusal| refusal.entry().code == code), "{at} answered the unlisted code {code}");
    assert_eq!(answered.json["status"], answered.status.as_u16(), "{at}: the problem names another status");
}

fn answer(operation: &Operation, answered: &Answered) {
    let at = &answered.asked;
    let status = answered.status.as_u16().to_string();
    let Some(documented) = operation.item["responses"].get(&status) else {
        let other = !answered.status.is_success() && operation.item["responses"].get("default").is_some();
        assert!(other, "{at} answered {status}, which {} does not document", operation.id);
        return;
    };
    for name in documented["headers"].as_object().map(|headers| headers.keys()).into_iter().flatten() {
        assert!(answered.headers.contains_key(name), "{at} answered without the documented header {name}");
    }
    let Some(kinds) = documented["content"].as_object().filter(|kinds| !kinds.is_empty()) else {
        assert!(answered.text.is_empty(), "{at} answered a body that {} does not document", operation.id);
        return;
    };
    let kind = answered.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = |kind: &str| kind.split(';').next().unwrap_or_default().trim().to_owned();
    let Some(name) = kinds.keys().find(|name| essence(name) == essence(kind)) else {
        panic!("{at} answered {kind:?}, which {} does not document", operation.id);
    };
    if name.contains("json") {
        let pointer = format!("{}/responses/{status}/content/{}/schema", operation.pointer, escaped(name));
        conforms(&pointer, &answered.json, &format!("what {at} answered"));
    }
}

/// What passed must be what the contract allows: else the contract is stricter than the house.
fn request(operation: &Operation, exchange: &Exchange<'_>) {
    let at = &exchange.answered.asked;
    if let Some(kind) = operation.body_kind().filter(|kind| kind.contains("json")) {
        let body = serde_json::from_slice(exchange.asked_body)
            .unwrap_or_else(|_| panic!("{at} passed without the JSON that {} documents", operation.id));
        let pointer = format!("{}/requestBody/content/{}/schema", operation.pointer, escaped(&kind));
        conforms(&pointer, &body, &format!("what {at} was asked and did"));
    }
    for (name, parameter) in operation.parameters("header") {
        let sent = exchange.asked_headers.contains_key(name.to_lowercase());
        assert!(sent || parameter["required"] != true, "{at} passed without the required header {name}");
    }
    let query = exchange.path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let known = operation.parameters("query");
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        assert!(
            known.contains_key(name),
            "{at} passed with the query {name}, which {} does not document",
            operation.id
        );
    }
    for (name, parameter) in known.iter().filter(|(_, parameter)| parameter["required"] == true) {
        let sent = query.split('&').any(|pair| pair.split('=').next() == Some(name));
        assert!(sent, "{at} passed without the required query {}", parameter["name"]);
    }
}

/// Panics with every fault when `value` is not as the schema at `pointer` says.
pub fn conforms(pointer: &str, value: &Value, what: &str) {
    let validator = validator(pointer);
    let faults: Vec<_> = validator
        .iter_errors(value)
        .map(|fault| format!("  at {:?}: {fault}", fault.instance_path().to_string()))
        .collect();
    assert!(faults.is_empty(), "{what} is not as the contract says:\n{}\n{value:#}", faults.join("\n"));
}

fn validator(pointer: &str) -> Arc<Validator> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let known = |pointer: &str| KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(pointer).cloned();
    if let Some(validator) = known(pointer) {
        return validator;
    }
    let inner = DOCUMENT.pointer(pointer).unwrap_or_else(|| panic!("the contract has nothing at {pointer}"));
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "components": DOCUMENT["components"],
    });
    schema["allOf"] = json!([inner]);
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema).unwrap_or_else(|fault| panic!("the schema at {pointer} is broken: {fault}"));
    let validator = Arc::new(validator);
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(pointer.to_owned(), validator.clone());
    validator
}

fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
