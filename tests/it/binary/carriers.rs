//! The process and its carriers: a stop or a death while one of them hangs, and settings with which none can work.

use std::os::unix::fs::PermissionsExt as _;

use chrono::DateTime;
use harness::process::{Home, Process, until};
use harness::{Backlog, PushService, Says};
use sea_orm::ConnectionTrait as _;
use server::machine::SystemClock;
use shared::clock::Clock as _;
use shared::id::{AccountId, Identity as _};
use shared::notice::NoticeKind;
use uuid::Uuid;

/// A setting's name in the environment, and its value.
type Setting<'a> = (&'a str, &'a str);

/// Patience for push services that nobody has: only a grace can end it.
const FOR_EVER: Setting<'_> = ("PALIER_PUSH_TIMEOUT_MS", "3600000");
const SETTINGS: [Setting<'_>; 5] = [
    FOR_EVER,
    ("PALIER_GRACE_MS", "300"),
    ("PALIER_WORKER_PAUSE_MS", "10"),
    ("PALIER_VAPID_CONTACT", "mailto:regie@exemple.fr"),
    ("PALIER_PUSH_PRIVATE_HOSTS", "true"),
];

/// A coordinator whose browser is told; answers association and account.
async fn told(palier: &Process, home: &Home, service: &PushService) -> (Uuid, Uuid) {
    let token = palier.found().await;
    let (status, said) = palier.ask("PUT", "/v1/sessions/current/push", Some(&token), Some(service.device())).await;
    assert_eq!(status, 200, "{said}");
    let me = palier.ask("GET", "/v1/me", Some(&token), None).await.1;
    let account: AccountId = me["account_id"].as_str().expect("an id").parse().expect("an account's id");
    let database = home.database().await;
    let own = sea_orm::sea_query::Query::select().column("association_id").from("accounts").limit(1).to_owned();
    let association = database.query_one(&own).await.expect("accounts").expect("an account");
    (association.try_get("", "association_id").expect("an id"), account.uuid())
}

/// One notice that is due, of a kind that quiet hours do not hold back.
async fn write(home: &Home, reader: (Uuid, Uuid)) {
    let due = DateTime::from_timestamp_micros(SystemClock.now().timestamp_micros()).expect("an instant");
    let backlog = Backlog { kind: NoticeKind::RoundReminder, each: 1, due, first: 0 };
    backlog.write(&home.database().await, &[reader]).await;
}

#[tokio::test]
async fn whoever_stops_or_dies_while_a_push_service_hangs_repeats_a_notice_once_under_its_topic() {
    for (signal, code) in [("TERM", Some(0)), ("KILL", None)] {
        let (home, service) = (Home::new().await, PushService::open().await);
        assert!(home.run(&["vapid"]).status.success());
        let mut palier = home.serve(&SETTINGS);
        let reader = told(&palier, &home, &service).await;
        service.says([Says::Nothing]);
        write(&home, reader).await;
        until("the service has it", || async { service.count() == 1 }).await;
        palier.signal(signal);
        assert_eq!(palier.ended().await.code(), code, "{signal}: {}", palier.log());
        // On PostgreSQL another process would wait two minutes for the dead one's lease; they are over.
        home.database().await.execute_unprepared("UPDATE notices SET lease_until = NULL").await.expect("a queue");
        let mut palier = home.serve(&SETTINGS);
        until("it is brought again", || async { service.count() == 2 }).await;
        let waits = "SELECT id FROM notices WHERE state = 'waiting'";
        let database = home.database().await;
        let rows = || async {
            let ask = sea_orm::Statement::from_string(database.get_database_backend(), waits);
            database.query_all_raw(ask).await.expect("a queue").len()
        };
        until("it is marked", || async { rows().await == 0 }).await;
        palier.signal("TERM");
        assert_eq!(palier.ended().await.code(), Some(0), "{}", palier.log());
        let messages = service.messages();
        assert_eq!(messages.len(), 2, "{signal}: once more, and not again");
        assert_eq!(messages[0].header("topic"), messages[1].header("topic"));
        assert_eq!(messages[0].body, messages[1].body);
        drop((palier, database));
        home.clear().await;
    }
}

#[tokio::test]
async fn a_carrier_that_does_not_know_our_key_is_told_of_with_the_setting_and_without_the_address() {
    let (home, service) = (Home::new().await, PushService::open().await);
    assert!(home.run(&["vapid"]).status.success());
    let mut palier = home.serve(&SETTINGS);
    let reader = told(&palier, &home, &service).await;
    service.says([Says::Status(403, &[])]);
    write(&home, reader).await;
    until("it is told", || async { palier.log().contains("a carrier does not know us") }).await;
    palier.signal("TERM");
    palier.ended().await;
    let log = palier.log();
    let line = log.lines().find(|line| line.contains("a carrier does not know us")).expect("a line");
    assert!(line.contains("\"ERROR\"") && line.contains("vapid_key_file"), "{line}");
    assert!(!log.contains("/devices/"), "{log}");
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn a_carrier_that_is_set_up_wrongly_stops_the_start_and_the_doctor_knows_the_remedy() {
    let home = Home::on_sqlite();
    assert!(home.run(&["migrate"]).status.success());
    let file = |name: &str, text: &str, mode: u32| {
        let path = home.folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("rights");
        path.display().to_string()
    };
    let (crooked, open) = (file("crooked", "CANARI", 0o600), file("open", "CANARI", 0o644));
    let contact = ("PALIER_VAPID_CONTACT", "mailto:regie@exemple.fr");
    let (sms, mail) = (("PALIER_SMS_URL", "http://127.0.0.1:9/"), ("PALIER_MAIL_URL", "smtp://127.0.0.1:9"));
    let (from, user) = (("PALIER_MAIL_FROM", "avis@exemple.fr"), ("PALIER_MAIL_USER", "avis"));
    let cases: [(&str, &[Setting<'_>], &str); 8] = [
        ("vapid_key_file", &[contact, ("PALIER_VAPID_KEY_FILE", &crooked)], "palier vapid"),
        ("vapid_contact", &[("PALIER_VAPID_KEY_FILE", &crooked)], "mailto:"),
        ("fcm_key_file", &[("PALIER_FCM_KEY_FILE", &crooked)], "console Firebase"),
        ("fcm_key_file", &[("PALIER_FCM_KEY_FILE", &open)], "chmod 600"),
        ("sms_token_file", &[sms], "donnez le fichier"),
        ("sms_token_file", &[sms, ("PALIER_SMS_TOKEN_FILE", &open)], "chmod 600"),
        ("mail_password_file", &[mail, from, user], "vont ensemble"),
        ("public_url", &[("PALIER_PUBLIC_URL", "palier")], "https://palier.exemple.fr"),
    ];
    for (setting, settings, remedy) in cases {
        let run = |word: &str| home.command(&[word]).envs(settings.iter().copied()).output().expect("palier starts");
        let start = run("serve");
        let said = String::from_utf8_lossy(&start.stderr).into_owned();
        assert!(!start.status.success() && said.contains(setting) && said.contains(remedy), "{setting}: {said}");
        assert!(said.trim_end().lines().count() == 1 && !said.contains("CANARI"), "{setting}: {said}");
        let doctor = run("doctor");
        let told = String::from_utf8_lossy(&doctor.stdout).into_owned();
        assert!(!doctor.status.success() && !told.contains("CANARI"), "{setting}: {told}");
        let mut lines = told.lines().skip_while(|line| !(line.starts_with("FAUTE   avis") && line.contains(setting)));
        assert!(lines.next().is_some() && lines.next().is_some_and(|line| line.contains('→')), "{setting}: {told}");
    }
    let well = home.run(&["doctor"]);
    let told = String::from_utf8_lossy(&well.stdout).into_owned();
    for way in ["Web Push", "FCM", "SMS", "courriel"] {
        let line = told.lines().find(|line| line.contains(&format!("avis: {way}"))).expect("a line for each way");
        assert!(line.starts_with("bien") && line.contains("pas réglé; "), "{told}");
    }
}
