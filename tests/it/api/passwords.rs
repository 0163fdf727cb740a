//! Passwords of coordinators and treasurers (A12, A14, A15): throttled, never enumerated, and no lock-out of a paired
//! device (A11).

use chrono::TimeDelta;
use harness::{Answered, House, Phone, json};

const OWN: &str = "/v1/me/password";
const GOOD: &str = "cheval bleu sous l'escalier";

async fn sign_in(house: &House, handle: &str, password: &str) -> Answered {
    let asked = json!({ "handle": handle, "password": password, "device_label": "bibliothèque" });
    house.nobody().post("/v1/sessions/by_password", asked).await
}

async fn set(phone: &Phone, password: &str) -> Answered {
    phone.put(OWN, json!({ "handle": "Compta@Embruns.fr", "password": password })).await
}

#[tokio::test]
async fn a_treasurer_signs_in_on_a_computer_that_was_never_paired() {
    let house = House::open().await;
    let treasurer = house.treasurer().await;
    treasurer.get(OWN).await.refused(404, "password.not_found");
    let told = set(&treasurer, GOOD).await.is(200);
    assert_eq!(told["handle"], "compta@embruns.fr");
    assert_eq!(treasurer.get(OWN).await.is(200), told);
    let opened = sign_in(&house, "compta@EMBRUNS.fr ", GOOD).await.is(201);
    let device = house.bearer(opened["access_token"].as_str().unwrap());
    let listed = device.get("/v1/sessions").await.is(200);
    let labels: Vec<_> = listed["items"].as_array().unwrap().iter().map(|it| it["device_label"].as_str()).collect();
    assert_eq!(labels, [Some("téléphone"), Some("bibliothèque")]);
    device
        .post(&format!("{OWN}/removal"), json!({ "current_password": "un autre mot de passe" }))
        .await
        .refused(401, "password.wrong");
    device.post(&format!("{OWN}/removal"), json!({ "current_password": GOOD })).await.is(204);
    device.post(&format!("{OWN}/removal"), json!({ "current_password": GOOD })).await.is(204);
    sign_in(&house, "compta@embruns.fr", GOOD).await.refused(401, "password.wrong");
    device.get("/v1/me").await.is(200);
}

#[tokio::test]
async fn a_number_is_a_handle_too_and_accents_may_be_composed_either_way() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let asked = json!({ "handle": "06 39 98 00 01", "password": "une clé sous le géranium" });
    assert_eq!(coordinator.put(OWN, asked).await.is(200)["handle"], "+33639980001");
    sign_in(&house, "+33 6 39 98 00 01", "une cle\u{301} sous le ge\u{301}ranium").await.is(201);
}

#[tokio::test]
async fn a15_whatever_is_wrong_is_told_alike() {
    let house = House::open().await;
    let treasurer = house.treasurer().await;
    set(&treasurer, GOOD).await.is(200);
    let mut told = Vec::new();
    for (handle, password) in
        [("compta@embruns.fr", "un autre mot de passe"), ("personne@embruns.fr", GOOD), ("qui ?", GOOD)]
    {
        told.push(sign_in(&house, handle, password).await.refused(401, "password.wrong"));
    }
    let path = format!("/v1/accounts/{}", treasurer.account());
    house.coordinator().put(&format!("{path}/roles"), json!({ "roles": ["relay_operator"] })).await.is(200);
    told.push(sign_in(&house, "compta@embruns.fr", GOOD).await.refused(401, "password.wrong"));
    house.coordinator().put(&format!("{path}/roles"), json!({ "roles": ["treasurer"] })).await.is(200);
    house.coordinator().patch(&path, json!({ "active": false })).await.is(200);
    told.push(sign_in(&house, "compta@embruns.fr", GOOD).await.refused(401, "password.wrong"));
    assert!(told.iter().all(|problem| *problem == told[0]), "{told:#?}");
}

#[tokio::test]
async fn a12_tries_are_counted_for_the_handle_whether_anybody_has_it() {
    let house = House::open().await;
    let treasurer = house.treasurer().await;
    set(&treasurer, GOOD).await.is(200);
    for handle in ["compta@embruns.fr", "personne@embruns.fr"] {
        for _ in 0..5 {
            sign_in(&house, handle, "un autre mot de passe").await.refused(401, "password.wrong");
        }
        let locked = sign_in(&house, handle, GOOD).await;
        assert_eq!(locked.headers["retry-after"], "30");
        locked.refused(429, "password.locked");
    }
    // The device that is paired works on, and the right password opens after the wait.
    treasurer.get("/v1/me").await.is(200);
    house.wait(TimeDelta::seconds(31));
    sign_in(&house, "compta@embruns.fr", GOOD).await.is(201);
    for _ in 0..3 {
        sign_in(&house, "compta@embruns.fr", "un autre mot de passe").await.refused(401, "password.wrong");
    }
}

#[tokio::test]
async fn a12_one_address_does_not_try_a_thousand_handles() {
    let house = House::open().await;
    for number in 0..20 {
        sign_in(&house, &format!("personne{number}@embruns.fr"), GOOD).await.refused(401, "password.wrong");
    }
    sign_in(&house, "quelquun@embruns.fr", GOOD).await.refused(429, "password.locked");
}

#[tokio::test]
async fn a14_what_everybody_tries_first_is_refused() {
    let house = House::open().await;
    let treasurer = house.treasurer().await;
    for password in ["motdepasse", "azertyuiop", "embruns2019", "Vaucelles1", "compta embruns", "aaaaaaaaaa"] {
        set(&treasurer, password).await.refused(422, "password.too_common");
    }
    for password in ["court", "", "avec un nul \u{0}", &"x".repeat(129)] {
        let problem = set(&treasurer, password).await.refused(422, "request.invalid");
        assert!(password.len() < 3 || !problem.to_string().contains(password), "a secret comes back in a problem");
    }
    let long = "a b c d e f g h i j k l m n o p q r s t u v w x y z é è à ù ç".to_owned() + &"!".repeat(40);
    set(&treasurer, &long).await.is(200);
    sign_in(&house, "compta@embruns.fr", &long[..long.len() - 1]).await.refused(401, "password.wrong");
    sign_in(&house, "compta@embruns.fr", &long).await.is(201);
    let asked = json!({ "handle": "compta", "password": GOOD });
    treasurer.put(OWN, asked).await.refused(422, "password.handle_invalid");
    treasurer.put(OWN, json!({})).await.refused(422, "request.invalid");
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it_and_taken_by_a_coordinator() {
    let house = House::open().await;
    let treasurer = house.treasurer().await;
    set(&treasurer, GOOD).await.is(200);
    set(&treasurer, "une clé sous le géranium").await.refused(401, "password.wrong");
    let asked = |current: &str| json!({ "handle": "compta@embruns.fr", "password": "une clé sous le géranium", "current_password": current });
    treasurer.put(OWN, asked("un autre mot de passe")).await.refused(401, "password.wrong");
    treasurer.put(OWN, asked(GOOD)).await.is(200);
    let taken = json!({ "handle": "compta@embruns.fr", "password": GOOD });
    house.coordinator().put(OWN, taken).await.refused(409, "password.handle_taken");
    let path = format!("/v1/accounts/{}/password", treasurer.account());
    house.stranger().await.delete(&path).await.refused(404, "account.not_found");
    treasurer.delete(&path).await.refused(403, "right.missing");
    house.coordinator().delete("/v1/accounts/acc_x/password").await.refused(400, "request.unreadable");
    house.coordinator().delete(&path).await.is(204);
    treasurer.get(OWN).await.refused(404, "password.not_found");
    set(&treasurer, GOOD).await.is(200);
}

#[tokio::test]
async fn others_keep_none() {
    let house = House::open().await;
    for phone in [
        house.relay().await,
        house.resident("Odette Lemarchand").await.phone,
        house.volunteer("Gwenaël Pors").await.phone,
    ] {
        set(&phone, GOOD).await.refused(403, "right.missing");
    }
    house.nobody().get(OWN).await.refused(401, "session.missing");
    house
        .nobody()
        .post("/v1/sessions/by_password", json!({ "handle": "a@b.fr" }))
        .await
        .refused(422, "request.invalid");
}
