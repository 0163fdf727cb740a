//! The matrix of rights (Z01), drawn from the contract: every operation as every role, and with no session at all. An
//! operation that names no right must stand in the short list of public ones; one that was forgotten fails here.

use harness::contract::{self, Operation};
use harness::{Ask, House, Phone, Value, json};
use shared::Word;
use shared::role::{Action, Role, reach_of};

/// What anybody may ask without a session.
const PUBLIC: [&str; 8] = [
    "enter_demonstration",
    "open_session",
    "open_session_by_password",
    "read_calendar",
    "read_demonstration",
    "refresh_session",
    "report_sms",
    "set_up",
];

#[test]
fn every_operation_names_its_right_or_is_public() {
    let mut public: Vec<_> = contract::operations().iter().filter(|it| it.public).map(|it| it.id.as_str()).collect();
    public.sort_unstable();
    assert_eq!(public, PUBLIC);
    for operation in contract::operations() {
        assert_eq!(operation.right.is_none(), operation.public, "{} names no right", operation.id);
        let known = operation.right.as_deref().is_none_or(|right| Action::parse(right).is_some());
        assert!(known, "{} names an unknown right", operation.id);
    }
}

#[test]
fn operation_ids_are_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for operation in contract::operations() {
        assert!(!operation.id.is_empty() && seen.insert(&operation.id), "{} stands twice", operation.id);
    }
}

/// Read one by one, by their exact shape, so that a bad event spoils no other: the contract says "or any object".
const READ_SINGLY: &str = "post /v1/sync events";

/// Z04 for all of them: no body that is read allows a member that it does not name.
#[test]
fn bodies_name_all_their_members() {
    let mut faults = Vec::new();
    for (template, item) in contract::DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            open_objects(schema, &format!("{method} {template}"), 0, &mut faults);
        }
    }
    assert!(faults.is_empty(), "deny_unknown_fields is missing:\n{}", faults.join("\n"));
}

fn open_objects(schema: &Value, at: &str, depth: usize, faults: &mut Vec<String>) {
    assert!(depth < 20, "{at} is endless");
    if let Some(reference) = schema["$ref"].as_str() {
        let inner = contract::DOCUMENT.pointer(reference.trim_start_matches('#')).unwrap();
        return open_objects(inner, at, depth + 1, faults);
    }
    if at == READ_SINGLY {
        return;
    }
    if schema["properties"].is_object() && schema["additionalProperties"] != json!(false) {
        faults.push(at.to_owned());
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        open_objects(inner, &format!("{at} {name}"), depth + 1, faults);
    }
    for kind in ["oneOf", "anyOf", "allOf"] {
        for inner in schema[kind].as_array().into_iter().flatten() {
            open_objects(inner, at, depth + 1, faults);
        }
    }
    if schema["items"].is_object() {
        open_objects(&schema["items"], at, depth + 1, faults);
    }
}

/// The smallest request of an operation that reaches its handler's first extractor: ids that nobody has, an empty body.
fn smallest(phone: &Phone, operation: &Operation) -> Ask {
    let mut path = operation.template.clone();
    for (name, parameter) in operation.parameters("path") {
        let pattern = parameter["schema"]["pattern"].as_str().unwrap_or_default().to_owned();
        let resolved = parameter["schema"]["$ref"].as_str().and_then(|at| contract::DOCUMENT.pointer(&at[1..]));
        let pattern = resolved.and_then(|schema| schema["pattern"].as_str()).unwrap_or(&pattern);
        let value = match pattern.strip_prefix('^').and_then(|rest| rest.split_once("_[0-9a-f]")) {
            Some((prefix, _)) => format!("{prefix}_{}", "0123456789abcdef".repeat(2)),
            None => "2019-03-04".to_owned(),
        };
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    let ask = phone.ask(operation.method.clone(), &path).key(&phone.fresh_key()).if_match("*");
    match operation.body_kind() {
        Some(kind) if kind.contains("json") => ask.json(&json!({})),
        Some(kind) => ask.text(&kind, ""),
        None => ask,
    }
}

#[tokio::test]
async fn z01_every_operation_as_every_role() {
    let house = House::open().await;
    let mut faults = Vec::new();
    for role in Role::ALL {
        let phone = as_role(&house, *role).await;
        for operation in contract::operations().iter().filter(|operation| !operation.public) {
            let action = Action::parse(operation.right.as_deref().unwrap()).unwrap();
            let answered = smallest(&phone, operation).go().await;
            let refused = answered.status == 403 && answered.json["code"] == "right.missing";
            if refused != reach_of(*role, action).is_none() {
                faults.push(format!("{} as {}: {}", operation.id, role.as_str(), answered.status));
            }
        }
    }
    assert!(faults.is_empty(), "the table of permissions is not what the routes do:\n{}", faults.join("\n"));
    house.settle().await;
}

#[tokio::test]
async fn z01_nothing_but_the_public_without_a_session() {
    let house = House::open().await;
    for operation in contract::operations().iter().filter(|operation| !operation.public) {
        smallest(&house.nobody(), operation).go().await.refused(401, "session.missing");
    }
}

async fn as_role(house: &House, role: Role) -> Phone {
    match role {
        Role::Coordinator => house.staff("Enora Pleuven", &["coordinator"]).await,
        Role::RelayOperator => house.relay().await,
        Role::Treasurer => house.treasurer().await,
        Role::Resident => house.resident("Odette Lemarchand").await.phone,
        Role::Volunteer => house.volunteer("Gwenaël Pors").await.phone,
    }
}
