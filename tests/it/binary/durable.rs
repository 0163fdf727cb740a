//! What was acknowledged is there, whatever happens to the process.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use harness::process::{Home, Process, palier, until};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;

const WRITERS: usize = 4;

/// Writes residences until the process dies; answers the names that were acknowledged.
async fn write(palier: Arc<Process>, token: String, mark: String, acknowledged: Arc<AtomicUsize>) -> Vec<String> {
    let mut names = Vec::new();
    for count in 0.. {
        let name = format!("Résidence {mark}-{count}");
        let asked = json!({ "idempotency_key": format!("kill-{mark}-{count}"), "name": name });
        match palier.try_ask("POST", "/v1/residences", Some(&token), Some(asked)).await {
            Ok((201, _)) => {
                acknowledged.fetch_add(1, Ordering::SeqCst);
                names.push(name);
            }
            // The head may have come and the body not: that is no acknowledgement, and the process is dead.
            Ok((status, problem)) => panic!("{status} {problem}"),
            Err(_) => return names,
        }
    }
    names
}

/// Every residence's name, in pages.
async fn names(palier: &Process, token: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut path = "/v1/residences?limit=200".to_owned();
    loop {
        let (status, page) = palier.ask("GET", &path, Some(token), None).await;
        assert_eq!(status, 200, "{page}");
        let items = page["items"].as_array().expect("a list");
        names.extend(items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/v1/residences?limit=200&cursor={cursor}"),
            None => return names,
        }
    }
}

async fn integrity(home: &Home) {
    if home.url.starts_with("sqlite") {
        let database = home.database().await;
        let ask = Statement::from_string(database.get_database_backend(), "PRAGMA integrity_check");
        let row = database.query_one_raw(ask).await.expect("a check").expect("an answer");
        assert_eq!(row.try_get_by_index::<String>(0).expect("a text"), "ok");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_kills_lose_nothing_that_was_acknowledged() {
    let home = Home::new().await;
    let first = home.serve(&[]);
    let token = first.found().await;
    drop(first);
    let mut all = Vec::new();
    for round in 0..20 {
        let palier = Arc::new(home.serve(&[]));
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let mark = format!("{round}-{writer}");
                tokio::spawn(write(palier.clone(), token.clone(), mark, acknowledged.clone()))
            })
            .collect();
        // At least one since the last blow, and each time at another point of the work.
        until("something is acknowledged", || async { acknowledged.load(Ordering::SeqCst) > round % 7 }).await;
        palier.signal("KILL");
        let mut kept = Vec::new();
        for writer in writers {
            kept.extend(writer.await.expect("a writer"));
        }
        assert!(!kept.is_empty());
        all.extend(kept);
        // Dead for good before the next begins: the drop waits for it.
        drop(palier);
    }
    let palier = home.serve(&[]);
    let stored = names(&palier, &token).await;
    let once: BTreeSet<_> = stored.iter().collect();
    assert_eq!(once.len(), stored.len(), "something is there twice");
    let lost: Vec<_> = all.iter().filter(|name| !once.contains(name)).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), all.len());
    // A retry of what was acknowledged, with its own key, makes nothing new.
    let asked = json!({ "idempotency_key": "kill-0-0-0", "name": "Résidence 0-0-0" });
    let (status, problem) = palier.ask("POST", "/v1/residences", Some(&token), Some(asked)).await;
    assert_eq!(status, 201, "{problem}");
    assert!(names(&palier, &token).await.len() <= stored.len() + 1);
    drop(palier);
    integrity(&home).await;
    home.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_who_read_and_then_write_never_see_a_locked_database() {
    let home = Home::new().await;
    let palier = Arc::new(home.serve(&[]));
    let token = palier.found().await;
    let asked = json!({ "idempotency_key": "one-residence", "name": "Les Embruns" });
    let (_, residence) = palier.ask("POST", "/v1/residences", Some(&token), Some(asked)).await;
    let path = format!("/v1/residences/{}", residence["id"].as_str().expect("an id"));
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let (palier, token, path) = (palier.clone(), token.clone(), path.clone());
            tokio::spawn(async move {
                let mut applied = 0;
                for count in 0..8 {
                    let (status, read) = palier.ask("GET", &path, Some(&token), None).await;
                    assert_eq!(status, 200, "{read}");
                    let asked =
                        json!({ "if_match": read["version"].to_string(), "name": format!("E {writer} {count}") });
                    let (status, told) = palier.ask("PATCH", &path, Some(&token), Some(asked)).await;
                    assert!(matches!(status, 200 | 412), "{status} {told}");
                    applied += usize::from(status == 200);
                }
                applied
            })
        })
        .collect();
    let mut applied = 0;
    for writer in writers {
        applied += writer.await.expect("a writer");
    }
    let (_, read) = palier.ask("GET", &path, Some(&token), None).await;
    assert_eq!(read["version"].as_u64(), Some(applied as u64 + 1), "each success is one version");
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn the_disk_has_it_before_the_client_does() {
    let home = Home::on_sqlite();
    let found = Command::new("strace").arg("-V").output();
    assert!(found.is_ok_and(|output| output.status.success()), "strace is missing: apt-get install strace");
    let trace = home.folder.path().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-s", "16", "-e", "trace=fsync,fdatasync,write,writev,sendto", "-o"]).arg(&trace);
    command.arg(palier()).arg("serve");
    home.settle_in(&mut command);
    let mut traced = Process::start(command, home.folder.path().join("log"));
    let token = traced.found().await;
    for count in 0..5 {
        let asked = json!({ "idempotency_key": format!("ordered-{count}"), "name": format!("Résidence {count}") });
        assert_eq!(traced.ask("POST", "/v1/residences", Some(&token), Some(asked)).await.0, 201);
    }
    // The first process in the trace is palier; a signal to strace would only end the tracing.
    let line = format!("kill -TERM $(cut -d' ' -f1 {} | head -1)", trace.display());
    assert!(Command::new("sh").args(["-c", &line]).status().expect("a shell").success());
    assert_eq!(traced.ended().await.code(), Some(0), "{}", traced.log());
    let (mut synced, mut created) = (false, 0);
    for line in std::fs::read_to_string(&trace).expect("a trace").lines() {
        let sync = line.contains("fsync(") || line.contains("fdatasync(") || line.contains("sync resumed");
        let log = line.contains(".db-wal") || line.contains("resumed");
        if sync && log && line.ends_with("= 0") {
            synced = true;
        } else if line.contains("\"HTTP/1.1 201") {
            assert!(synced, "a 201 was written before the log was synced: {line}");
            (synced, created) = (false, created + 1);
        }
    }
    assert_eq!(created, 6, "the set-up and five residences");
}
