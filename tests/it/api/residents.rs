//! Residents: signed up, found, changed, let go.

use harness::{House, json};

use super::street::{self, keys, neighbour};

#[tokio::test]
async fn two_residents_behind_one_door_are_two_persons_of_one_household() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, entrance, _) = street::residence(&coordinator).await;
    let mut one = neighbour("Hélène", "Brévenne", &entrance, 3, "gauche");
    one["phone"] = json!("03 53 01 00 21");
    let one = coordinator.post("/v1/residents", one).await.is(201);
    let dwelling = one["dwelling_id"].clone();
    let other = json!({ "given_name": "Ysolde", "family_name": "Brévenne", "home": { "dwelling_id": dwelling } });
    let other = coordinator.post("/v1/residents", other).await.is(201);
    assert_eq!(one["household_id"], other["household_id"]);
    assert_eq!((&one["status"], &other["status"]), (&json!("active"), &json!("pending")));
    assert_eq!((&one["phone"], &one["landline"]), (&json!("+33353010021"), &json!(true)));
    assert_eq!(one["place"], "entrée A, 3e étage, porte gauche");
}

#[tokio::test]
async fn signing_up_says_what_is_wrong() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, entrance, _) = street::residence(&coordinator).await;
    let with = |name: &str, value| {
        let mut asked = neighbour("Odilon", "Varangeot", &entrance, 0, "droite");
        asked[name] = value;
        asked
    };
    let post = async |asked| coordinator.post("/v1/residents", asked).await;
    post(with("phone", json!("chez ma fille"))).await.refused(422, "resident.phone_invalid");
    post(with("handover", json!("bag_on_door"))).await.refused(422, "resident.bag_missing");
    post(with("bread_bag_on", json!("2019-02-26"))).await.refused(422, "date.in_future");
    post(with("family_name", json!("\u{202e}toegnaraV"))).await.refused(422, "request.invalid");
    post(with("given_name", json!("Odi\u{0}lon"))).await.refused(422, "request.invalid");
    post(with("given_name", json!("\u{200b}"))).await.refused(422, "request.invalid");
    post(with("association_id", json!("ass_x"))).await.refused(422, "request.invalid");
    post(with("home", json!({}))).await.refused(422, "request.invalid");
    let twice = json!({ "purpose": "visit", "how": "by_phone", "given_on": "2019-02-25" });
    post(with("consents", json!([twice, twice]))).await.refused(409, "consent.stands");
    assert_eq!(coordinator.get("/v1/residents").await.is(200)["items"], json!([]), "nothing is half written");
    post(with("bread_bag_on", json!("2019-02-25"))).await.is(201);
    let asked = neighbour("Odilon", "Varangeot", &entrance, 0, "droite");
    house.stranger().await.post("/v1/residents", asked.clone()).await.refused(404, "entrance.not_found");
    house.relay().await.post("/v1/residents", asked).await.refused(403, "right.missing");
}

#[tokio::test]
async fn a_caller_is_found_by_number_name_or_stairwell() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, b) = street::residence(&coordinator).await;
    let mut helene = neighbour("Hélène", "Brévenne", &a, 3, "gauche");
    helene["phone"] = json!("06 39 98 00 21");
    coordinator.post("/v1/residents", helene).await.is(201);
    coordinator.post("/v1/residents", neighbour("Bérard", "O\u{302}deline", &b, 0, "droite")).await.is(201);
    let relay = house.relay().await;
    let cases = [
        ("helene", "Hélène"),
        ("H%C3%A9l%C3%A8ne", "Hélène"),
        ("He%CC%81le%CC%80ne", "Hélène"),
        ("brev%20hel", "Hélène"),
        ("00%2021", "Hélène"),
        ("%2B33%206%2039", "Hélène"),
        ("%C3%B4deline", "Bérard"),
        ("entr%C3%A9e%20B", "Bérard"),
        ("b", "Bérard"),
    ];
    for (typed, name) in cases {
        let found = relay.get(&format!("/v1/residents?q={typed}")).await.is(200);
        let names: Vec<_> = found["items"].as_array().unwrap().iter().map(|item| item["given_name"].clone()).collect();
        assert_eq!(names, [name], "{typed}");
    }
    assert_eq!(relay.get("/v1/residents?q=zz").await.is(200)["items"], json!([]));
    assert_eq!(house.stranger().await.get("/v1/residents?q=helene").await.is(200)["items"], json!([]));
    relay.get("/v1/residents?q=").await.refused(422, "request.invalid");
    let page = relay.get("/v1/residents?limit=1").await.is(200);
    let rest = format!("/v1/residents?limit=1&cursor={}", page["next_cursor"].as_str().unwrap());
    assert_eq!(relay.get(&rest).await.is(200)["items"][0]["given_name"], "Bérard");
}

#[tokio::test]
async fn two_coordinators_edit_one_resident_and_nothing_is_lost() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let colleague = house.staff("Enora Plouvien", &["coordinator"]).await;
    let (_, a, b) = street::residence(&coordinator).await;
    let id = coordinator.post("/v1/residents", neighbour("Odilon", "Varangeot", &a, 1, "droite")).await.id();
    let path = format!("/v1/residents/{id}");
    let read = coordinator.get(&path).await;
    let moved = json!({ "home": { "entrance_id": b, "floor": 4, "door": "gauche" }, "phone": "06 39 98 00 05" });
    let changed = colleague.patch_if(&path, &read.etag(), moved).await.is(200);
    assert_eq!((&changed["entrance_id"], &changed["landline"]), (&json!(b), &json!(false)));
    assert_ne!(changed["household_id"], read.json["household_id"]);
    coordinator.patch_if(&path, &read.etag(), json!({ "door_note": "sonner" })).await.refused(412, "edit.stale");
    let again = coordinator.get(&path).await;
    let bag = json!({ "bread_bag_on": "2019-02-25", "handover": "bag_on_door", "phone": null });
    let bagged = coordinator.patch_if(&path, &again.etag(), bag).await.is(200);
    assert_eq!((&bagged["handover"], &bagged["phone"]), (&json!("bag_on_door"), &json!(null)));
    let lost = coordinator.patch(&path, json!({ "bread_bag_on": null })).await.is(200);
    assert_eq!(lost["handover"], "in_hand");
    house.stranger().await.patch(&path, json!({ "door_note": "x" })).await.refused(404, "resident.not_found");
    house.stranger().await.get(&path).await.refused(404, "resident.not_found");
}

#[tokio::test]
async fn a_resident_sees_themselves_and_nobody_else() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, _) = street::residence(&coordinator).await;
    let one = coordinator.post("/v1/residents", neighbour("Odilon", "Varangeot", &a, 1, "droite")).await.is(201);
    let other = coordinator.post("/v1/residents", neighbour("Ysolde", "Brévenne", &a, 2, "droite")).await.id();
    let phone = street::phone_of(&house, &one).await;
    let mine = phone.get("/v1/residents").await.is(200);
    assert_eq!(mine["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(mine["items"][0]["id"], one["id"]);
    phone.get(&format!("/v1/residents/{other}")).await.refused(404, "resident.not_found");
    phone.patch(&format!("/v1/residents/{other}"), json!({})).await.refused(403, "right.missing");
    let allowed = keys(&mine["items"][0]);
    let seen = coordinator.get(&format!("/v1/residents/{other}")).await.is(200);
    assert_eq!(allowed, keys(&seen));
    assert_eq!(keys(&house.relay().await.get(&format!("/v1/residents/{other}")).await.is(200)), allowed);
    insta::assert_snapshot!(allowed.join(" "));
    house.treasurer().await.get("/v1/residents").await.refused(403, "right.missing");
}

#[tokio::test]
async fn whoever_left_has_no_device_and_no_household_and_may_come_back() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, _) = street::residence(&coordinator).await;
    let one = coordinator.post("/v1/residents", neighbour("Odilon", "Varangeot", &a, 1, "droite")).await.is(201);
    let phone = street::phone_of(&house, &one).await;
    phone.get("/v1/residents").await.is(200);
    let path = format!("/v1/residents/{}", one["id"].as_str().unwrap());
    let status = format!("{path}/status");
    let gone = coordinator.put(&status, json!({ "status": "deceased" })).await.is(200);
    assert_eq!(gone["status"], "deceased");
    phone.get("/v1/residents").await.refused(401, "session.invalid");
    let after = coordinator.post("/v1/residents", neighbour("Ysolde", "Brévenne", &a, 1, "droite")).await.is(201);
    assert_ne!(after["household_id"], one["household_id"]);
    let back = coordinator.put(&status, json!({ "status": "active" })).await.is(200);
    assert_eq!(back["household_id"], after["household_id"]);
    coordinator.put_if(&status, "\"1\"", json!({ "status": "left" })).await.refused(412, "edit.stale");
    house.stranger().await.put(&status, json!({ "status": "left" })).await.refused(404, "resident.not_found");
}
