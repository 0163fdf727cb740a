//! A volunteer's calendar at a secret address: when, and nothing else.

use harness::json;

use super::scene::Scene;

#[tokio::test]
async fn a_calendar_tells_when_and_nothing_else() {
    let scene = Scene::set().await;
    let anna = &scene.anna;
    let path = format!("/v1/volunteers/{}/calendar_link", anna.volunteer);
    anna.phone.get(&path).await.refused(404, "calendar.not_found");
    let link = anna.phone.post_empty(&path).await.is(201);
    let address = link["path"].as_str().unwrap().to_owned();
    let feed = scene.house.nobody().get(&address).await;
    assert_eq!(
        (feed.status.as_u16(), &feed.headers["content-type"]),
        (200, &"text/calendar; charset=utf-8".parse().unwrap())
    );
    let text = &feed.text;
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    // The morning's round and the afternoon's visit.
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
    assert_eq!(text.matches("SUMMARY:Tournée palier").count(), 2);
    assert!(text.lines().all(|line| line.len() <= 75) && text.matches('\n').count() == text.matches("\r\n").count());
    for canary in ["Anna", "Yvonne", "Marcel", "Embruns", "rnd_", "vis_", "vol_"] {
        assert!(!text.contains(canary), "{canary} in {text}");
    }
    assert!(anna.phone.get(&path).await.is(200)["path"].is_null());
    // Another address, and the first is dead.
    let second = anna.phone.post_empty(&path).await.is(201)["path"].as_str().unwrap().to_owned();
    scene.house.nobody().get(&address).await.refused(404, "calendar.not_found");
    assert_eq!(scene.house.nobody().get(&second).await.status, 200);
    anna.phone.delete(&path).await.is(204);
    anna.phone.delete(&path).await.is(204);
    scene.house.nobody().get(&second).await.refused(404, "calendar.not_found");
    scene.house.nobody().get("/calendars/nothing").await.refused(404, "calendar.not_found");
}

#[tokio::test]
async fn the_address_is_its_volunteers_own() {
    let scene = Scene::set().await;
    let path = format!("/v1/volunteers/{}/calendar_link", scene.anna.volunteer);
    let coordinator = scene.house.coordinator();
    scene.bruno.phone.post_empty(&path).await.refused(404, "volunteer.not_found");
    coordinator.post_empty(&path).await.refused(403, "right.missing");
    let address = scene.anna.phone.post_empty(&path).await.is(201)["path"].as_str().unwrap().to_owned();
    scene.house.stranger().await.delete(&path).await.refused(404, "volunteer.not_found");
    scene.house.stranger().await.get(&path).await.refused(404, "volunteer.not_found");
    coordinator.delete(&path).await.is(204);
    scene.house.nobody().get(&address).await.refused(404, "calendar.not_found");
    coordinator.delete("/v1/volunteers/vol_x/calendar_link").await.refused(400, "request.unreadable");
    scene.house.treasurer().await.get(&path).await.refused(403, "right.missing");
    let address = scene.anna.phone.post(&path, json!({})).await.is(201)["path"].as_str().unwrap().to_owned();
    // Nobody is let go in the middle of a round, and hers is under way.
    scene.house.wait(chrono::TimeDelta::days(1));
    coordinator.post_empty(&format!("/v1/volunteers/{}/departure", scene.anna.volunteer)).await.is(200);
    scene.house.nobody().get(&address).await.refused(404, "calendar.not_found");
}
