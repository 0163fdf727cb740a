//! Starting, and every reason not to.

use std::os::unix::fs::PermissionsExt as _;

use harness::process::Home;
use sea_orm::ConnectionTrait as _;

/// The failed command's words.
fn refusal(output: &std::process::Output) -> String {
    assert!(!output.status.success(), "it did not refuse");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn a_fresh_machine_serves_is_set_up_and_stops() {
    let home = Home::new().await;
    let mut palier = home.serve(&[]);
    let token = palier.found().await;
    assert_eq!(palier.ask("GET", "/v1/association", Some(&token), None).await.0, 200);
    assert_eq!(palier.ask("GET", "/", None, None).await.0, 200);
    assert_eq!(palier.operation("/health/ready").await, 200);
    palier.signal("TERM");
    assert_eq!(palier.ended().await.code(), Some(0), "{}", palier.log());
    home.clear().await;
}

#[tokio::test]
async fn weak_keys_are_refused_with_a_remedy() {
    let home = Home::new().await;
    let example = "cGFsaWVyLWV4YW1wbGUta2V5LXRoYXQtc3RhcnRzLW5vdGhpbmc=";
    for key in [example, "c2hvcnQ=", "no base64 at all", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let output = home.command(&["serve"]).env("PALIER_SECRET_KEY", key).output().expect("palier starts");
        let said = refusal(&output);
        assert!(said.contains("secret_key") && said.contains("head -c 32 /dev/urandom | base64"), "{key}: {said}");
        assert!(!said.contains(key), "the key is told: {said}");
    }
    home.clear().await;
}

#[tokio::test]
async fn a_filled_database_without_its_key_is_refused() {
    let home = Home::new().await;
    let palier = home.serve(&[]);
    palier.found().await;
    drop(palier);
    let key = home.folder.path().join("secret.key");
    let mode = std::fs::metadata(&key).expect("the key").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    std::fs::rename(&key, home.folder.path().join("elsewhere")).expect("a move");
    let said = refusal(&home.run(&["serve"]));
    assert!(said.contains("secret.key"), "{said}");
    assert!(!key.exists(), "a new key was made over a filled database");
    home.clear().await;
}

#[tokio::test]
async fn a_misspelt_setting_is_told_by_name() {
    let home = Home::on_sqlite();
    let output = home.command(&["serve"]).env("PALIER_GRACE_SM", "1").output().expect("palier starts");
    let said = refusal(&output);
    assert!(said.to_lowercase().contains("grace_sm"), "{said}");
    std::fs::write(home.folder.path().join("palier.toml"), "liste = \"127.0.0.1:1\"\n").expect("a file");
    assert!(refusal(&home.run(&["doctor"])).contains("liste"));
}

#[tokio::test]
async fn a_second_process_on_one_sqlite_file_is_refused() {
    let home = Home::on_sqlite();
    let palier = home.serve(&[]);
    for command in ["serve", "work", "migrate"] {
        let said = refusal(&home.run(&[command]));
        assert!(said.contains("un autre palier") && said.contains("PostgreSQL"), "{command}: {said}");
    }
    assert_eq!(palier.operation("/health/ready").await, 200);
    // Killed without a word, it leaves no lock behind.
    drop(palier);
    home.serve(&[]);
}

#[tokio::test]
async fn a_database_of_a_later_release_is_refused() {
    let home = Home::new().await;
    assert!(home.run(&["migrate"]).status.success());
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)";
    home.database().await.execute_unprepared(later).await.expect("a row");
    for command in ["serve", "migrate", "work"] {
        let said = refusal(&home.run(&[command]));
        assert!(said.contains("plus récent") && said.contains("m9999_from_the_future"), "{command}: {said}");
    }
    home.clear().await;
}

#[tokio::test]
async fn a_database_without_a_schema_is_brought_up_by_serve_and_refused_by_short_commands() {
    let home = Home::new().await;
    let said = refusal(&home.run(&["pair", "--role", "coordinator"]));
    assert!(said.contains("palier migrate") || said.contains("palier init"), "{said}");
    let palier = home.serve(&[]);
    assert_eq!(palier.operation("/health/ready").await, 200);
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn a_migration_killed_on_its_way_runs_again() {
    let home = Home::new().await;
    for step in 0..12 {
        let mut child = home.command(&["migrate"]).stdout(std::process::Stdio::null()).spawn().expect("palier starts");
        // Only the moment of the blow depends on the machine's pace, never what is asserted.
        tokio::time::sleep(std::time::Duration::from_millis(step * 15)).await;
        let _ = child.kill();
        child.wait().expect("an end");
    }
    let output = home.run(&["migrate"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(home.run(&["migrate"]).status.success(), "a second run does nothing");
    let palier = home.serve(&[]);
    palier.found().await;
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn the_first_evening_from_the_command_line() {
    let home = Home::new().await;
    let init = [
        "init",
        "--association",
        "Régie des Embruns",
        "--phone",
        "03 53 01 00 10",
        "--answering-hours",
        "le matin",
        "--holiday-zone",
        "metropole",
        "--coordinator",
        "Maëlle Trévidic",
    ];
    let output = home.run(&init);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(refusal(&home.run(&init)).contains("déjà"));
    let output = home.run(&["pair", "--role", "coordinator"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let token = said.lines().find_map(|line| line.strip_prefix("  ")).expect("a token");
    let palier = home.serve(&[]);
    let asked = serde_json::json!({ "pairing_token": token, "device_label": "ordinateur" });
    let (status, opened) = palier.ask("POST", "/v1/sessions", None, Some(asked)).await;
    assert_eq!(status, 201, "{opened}");
    let access = opened["access_token"].as_str();
    assert_eq!(palier.ask("GET", "/v1/association", access, None).await.0, 200);
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn the_contract_is_printed_without_a_database() {
    let home = Home::on_sqlite();
    let output = home.run(&["openapi"]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("openapi: 3.1"));
    assert!(!home.folder.path().join("palier.db").exists());
}

#[tokio::test]
async fn the_doctor_finds_what_is_open_to_others() {
    let home = Home::on_sqlite();
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let before = home.run(&["doctor"]);
    assert!(!before.status.success() && said(&before).contains("palier init"), "{}", said(&before));
    let palier = home.serve(&[]);
    palier.found().await;
    let well = home.run(&["doctor"]);
    assert!(well.status.success(), "{}", said(&well));
    for setting in ["synchronous = 2 2 2 2 2", "journal_mode = wal wal", "foreign_keys = 1 1 1 1 1"] {
        assert!(said(&well).contains(setting), "{}", said(&well));
    }
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(home.folder.path().join("palier.db"), open).expect("rights");
    let ill = home.run(&["doctor"]);
    assert!(!ill.status.success() && said(&ill).contains("chmod 600"), "{}", said(&ill));
}
