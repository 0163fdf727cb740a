//! « 88 packs et 130 pains en trois semaines. » The treasurer reads March: by product, by week, by volunteer, as a sheet
//! for the spreadsheet; every way adds up to the same, and no way names anybody.

use chrono::{DateTime, Utc};
use demo::DOORS;
use harness::{Place, Value};
use shared::role::Role;

const MARCH: &str = "from=2019-03-04&to=2019-03-24";

/// The treasurer's browser.
struct Sheet {
    url: String,
    token: String,
    http: reqwest::Client,
}

impl Sheet {
    async fn read(&self, path: &str) -> String {
        let asked = self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
        let answered = asked.send().await.unwrap();
        assert_eq!(answered.status(), 200, "{path}");
        answered.text().await.unwrap()
    }

    async fn counts(&self, by: &str) -> Value {
        serde_json::from_str(&self.read(&format!("/v1/counts?{MARCH}&by={by}")).await).unwrap()
    }
}

/// The sum of what was delivered of a kind, over all rows of a reading.
fn delivered(counts: &Value, kind: &str) -> i64 {
    let rows = counts["rows"].as_array().unwrap();
    let kinds = rows.iter().flat_map(|row| row["kinds"].as_array().unwrap());
    kinds.filter(|row| row["kind"] == kind).map(|row| row["delivered"].as_i64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_treasurer_closes_march() {
    let start: DateTime<Utc> = "2019-02-25T07:00:00Z".parse().unwrap();
    let place = Place::fresh().await;
    let stage = crate::demo::stage_at(&place, start).await;
    demo::play(&stage, DOORS).await.expect("three weeks");
    let treasurer = app::console::first_with(stage.stage().app(), Role::Treasurer).await.unwrap();
    let sheet = signed_in(&stage, &treasurer.to_string()).await;

    for by in ["day", "week", "month", "product", "shop", "residence", "volunteer"] {
        let counts = sheet.counts(by).await;
        assert_eq!((delivered(&counts, "bread"), delivered(&counts, "water_pack")), (130, 88), "by {by}");
    }
    let volunteers = sheet.counts("volunteer").await;
    let labels: Vec<_> = volunteers["rows"].as_array().unwrap().iter().map(|row| row["label"].to_string()).collect();
    assert!(labels.iter().all(|label| label.contains("énévole")), "{labels:?}");

    let csv = sheet.read(&format!("/v1/counts?{MARCH}&by=week&format=csv")).await;
    assert!(csv.starts_with('\u{feff}') && csv.contains(';') && csv.contains("\r\n"));
    let (csv, town) = (csv.to_lowercase(), demo::town::Town::read().unwrap());
    for resident in &town.residents {
        assert!(!csv.contains(&resident.family_name.to_lowercase()), "a name stands in the treasurer's sheet");
    }
    stage.stop().await.unwrap();
    place.clear().await;
}

async fn signed_in(stage: &server::demo::DemoStage, account: &str) -> Sheet {
    let url = demo::Stage::url(stage);
    let pairing = demo::Stage::pair(stage, account).await.unwrap();
    let http = reqwest::Client::new();
    let asked = serde_json::json!({ "pairing_token": pairing, "device_label": "Le bureau" });
    let opened: Value =
        http.post(format!("{url}/v1/sessions")).json(&asked).send().await.unwrap().json().await.unwrap();
    Sheet { url, token: opened["access_token"].as_str().unwrap().to_owned(), http }
}
