//! The treasurer's counts: figures without names, the same in JSON and in a spreadsheet.

use std::collections::BTreeSet;

use harness::{Value, json};

use super::scene::{DAY, Scene, at_door, given, of_round};

async fn reported() -> Scene {
    let scene = Scene::set().await;
    let (round, yvonne, lucie) = (&scene.anna.round, &scene.yvonne, &scene.lucie);
    let events = vec![
        at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 1)])),
        at_door(2, "refused", round, &lucie.drop, json!({ "lines": [lucie.lines[1]] })),
        at_door(3, "visit_done", round, &yvonne.drop, json!({ "light": "fine" })),
        of_round(4, "brought_back", round, json!({ "product_id": scene.bread, "quantity": 1 })),
    ];
    scene.push(&scene.anna.phone, events).await;
    scene
}

#[tokio::test]
async fn every_grouping_adds_up_to_the_same_total() {
    let scene = reported().await;
    let total = scene.counts_by("total").await;
    let bread = &total["total"]["kinds"][0];
    assert_eq!((&bread["kind"], &bread["delivered"], &bread["not_delivered"]), (&json!("bread"), &json!(1), &json!(1)));
    assert_eq!(bread["not_delivered_reasons"]["other"], 1);
    assert_eq!(total["total"]["kinds"][1]["not_delivered_reasons"]["refused"], 3);
    for (by, key, label) in [
        ("day", DAY, "mardi 5 mars 2019"),
        ("week", "2019-W10", "semaine 10 de 2019"),
        ("month", "2019-03", "mars 2019"),
        ("residence", "", "Les Embruns"),
        ("volunteer", "1", "bénévole 1"),
        ("shop", "", "Boulangerie"),
        ("product", &scene.bread, "Pain"),
    ] {
        let counts = scene.counts_by(by).await;
        let row = counts["rows"].as_array().expect("rows").iter().find(|row| row["label"] == label).expect(by);
        assert!(key.is_empty() || row["key"] == key, "{by}: {row}");
        assert_eq!(row["kinds"][0]["delivered"], 1, "{by}");
        assert_eq!(row["residents_served"], 1, "{by}");
        assert_eq!(row.get("visits").is_some(), !["shop", "product"].contains(&by), "{by}");
        assert_eq!(counts["total"], total["total"], "{by}");
    }
}

#[tokio::test]
async fn what_was_brought_to_a_residence_stays_its_count_when_somebody_moves_away() {
    let scene = reported().await;
    let before = scene.counts_by("residence").await["rows"].clone();
    let desk = scene.house.coordinator();
    let tower =
        json!({ "name": "La Dune", "entrances": [{ "name": "A", "first_floor": 0, "last_floor": 2, "doors": ["1"] }] });
    let residence = desk.post("/v1/residences", tower).await.id();
    let entrances = desk.get(&format!("/v1/entrances?residence_id={residence}")).await.is(200);
    let home = json!({ "entrance_id": entrances["items"][0]["id"], "floor": 1, "door": "1" });
    desk.patch(&format!("/v1/residents/{}", scene.yvonne.resident), json!({ "home": home })).await.is(200);
    assert_eq!(scene.counts_by("residence").await["rows"], before);
}

#[tokio::test]
async fn the_treasurer_reads_exactly_these_members_and_no_name() {
    let scene = reported().await;
    let treasurer = scene.house.treasurer().await;
    let mut members = BTreeSet::new();
    for by in ["day", "product", "residence", "volunteer"] {
        let answered = treasurer.get(&format!("/v1/counts?from={DAY}&to={DAY}&by={by}")).await;
        collect(&answered.is(200), "", &mut members);
        let csv = treasurer.get(&format!("/v1/counts?from={DAY}&to={DAY}&by={by}&format=csv")).await;
        for canary in ["Le Floc", "Yvonne", "Lucie", "Marcel", "Anna", "Kervadec", "+33", "gauche", "nièce"] {
            assert!(!answered.text.contains(canary) && !csv.text.contains(canary), "{by} tells {canary}");
        }
    }
    insta::assert_snapshot!(members.into_iter().collect::<Vec<_>>().join("\n"));
}

fn collect(value: &Value, at: &str, members: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| {
            members.insert(format!("{at}/{name}"));
            collect(value, &format!("{at}/{name}"), members);
        }),
        Value::Array(items) => items.iter().for_each(|value| collect(value, at, members)),
        _ => {}
    }
}

#[tokio::test]
async fn a_spreadsheet_opens_them_and_runs_nothing() {
    let scene = reported().await;
    let desk = scene.house.coordinator();
    let name = json!({ "name": "=HYPERLINK(\"x\");Pain" });
    desk.patch(&format!("/v1/products/{}", scene.bread), name).await.is(200);
    let path = format!("/v1/counts?from={DAY}&to={DAY}&by=month");
    let asked = desk.ask(axum::http::Method::GET, &path).header("accept", "text/csv").go().await;
    asked.is(200);
    assert_eq!(asked.header("content-type"), "text/csv; charset=utf-8");
    let disposition = asked.header("content-disposition");
    assert_eq!(disposition, "attachment; filename=\"palier_regie-des-embruns_2019-03-05_2019-03-05_livraisons.csv\"");
    let lines: Vec<_> = asked.text.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}Mois;Produit;Commandés;"));
    assert!(lines[1].starts_with("mars 2019;\"'=HYPERLINK(\"\"x\"\");Pain\";4;0;0;1;0;1;"), "{}", lines[1]);
    let fields = |line: &str| line.replace(";Pain", "").split(';').count();
    assert!(lines[1..lines.len() - 1].iter().all(|line| fields(line) == fields(lines[0])), "{lines:?}");
}

#[tokio::test]
async fn a_period_has_an_end_after_its_beginning() {
    let scene = Scene::set().await;
    let desk = scene.house.coordinator();
    let ask = |query: &str| {
        let (desk, path) = (desk.clone(), format!("/v1/counts?{query}"));
        async move { desk.get(&path).await }
    };
    ask("from=2019-03-05&to=2019-03-04").await.refused(422, "period.backwards");
    ask("from=2019-03-05&to=2024-03-05").await.refused(422, "period.too_long");
    ask("from=2019-03-05&to=2024-03-04").await.is(200);
    ask("from=2019-03-05").await.refused(400, "request.unreadable");
    ask("from=2019-03-05&to=2019-03-05&by=moon").await.refused(400, "request.unreadable");
    scene.anna.phone.get("/v1/counts?from=2019-03-05&to=2019-03-05").await.refused(403, "right.missing");
    let stranger = scene.house.stranger().await;
    assert_eq!(stranger.get("/v1/counts?from=2019-03-05&to=2019-03-05").await.is(200)["total"]["products"], json!([]));
}
