//! The real binary as a process of a test: found beside the test's own, started with settings, heard, killed.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use serde_json::{Value, json};
use tempfile::TempDir;

/// No test waits longer than this for anything.
pub const WATCHDOG: Duration = Duration::from_secs(60);

/// `target/<profile>/palier`, beside the folder of this test.
pub fn palier() -> PathBuf {
    let test = std::env::current_exe().expect("this test has a file");
    let path = test.parent().and_then(Path::parent).expect("tests lie in target/<profile>/deps").join("palier");
    assert!(path.is_file(), "{} is missing: run `cargo build --package server` first", path.display());
    path
}

/// Where one installation keeps its things: a folder, and on PostgreSQL a database.
pub struct Home {
    /// Where its files are.
    pub folder: TempDir,
    /// The database's address.
    pub url: String,
    cluster: Option<(String, String)>,
}

impl Home {
    /// On the database that this run is about.
    pub async fn new() -> Self {
        match std::env::var("PALIER_TEST_DATABASE").as_deref() {
            Ok("postgres") => Self::on_postgres().await,
            _ => Self::on_sqlite(),
        }
    }

    /// On SQLite, for what only files can show.
    pub fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("palier.db").display());
        Self { folder, url, cluster: None }
    }

    /// On PostgreSQL, in a database of its own.
    pub async fn on_postgres() -> Self {
        let cluster = std::env::var("PALIER_TEST_PG").expect("PALIER_TEST_PG: the address of a PostgreSQL superuser");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let letters = folder.path().file_name().and_then(|name| name.to_str()).expect("a name");
        let name: String = letters.bytes().filter(u8::is_ascii_alphanumeric).map(|b| format!("{b:02x}")).collect();
        let name = format!("binary_{name}");
        let connection = Database::connect(&cluster).await.expect("the cluster");
        connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a new database");
        connection.close().await.expect("a connection that closes");
        let url = format!("{}/{name}", cluster.rsplit_once('/').expect("an address with a database").0);
        Self { folder, url, cluster: Some((cluster, name)) }
    }

    /// A command of the binary with this home's settings and short patience.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(palier());
        self.settle_in(&mut command);
        command.args(arguments);
        command
    }

    /// Gives `command` this home's settings and nobody else's.
    pub fn settle_in(&self, command: &mut Command) {
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PALIER_")) {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path());
        command.env("PALIER_DATA_DIR", self.folder.path()).env("PALIER_DATABASE_URL", &self.url);
        command.env("PALIER_LISTEN", "127.0.0.1:0").env("PALIER_OPERATIONS_LISTEN", "127.0.0.1:0");
        command.env("PALIER_RATE_PER_SECOND", "0").env("PALIER_CONNECTIONS", "4");
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().expect("palier starts")
    }

    /// A connection of our own, beside the process.
    pub async fn database(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.expect("the database")
    }

    /// Serves, with more settings.
    pub fn serve(&self, settings: &[(&str, &str)]) -> Process {
        let mut command = self.command(&["serve"]);
        command.envs(settings.iter().copied());
        Process::start(command, self.folder.path().join("log"))
    }

    /// Takes the database away.
    pub async fn clear(self) {
        if let Some((cluster, name)) = &self.cluster {
            let connection = Database::connect(cluster).await.expect("the cluster");
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            connection.execute_unprepared(&drop).await.expect("a database that can be dropped");
            connection.close().await.expect("a connection that closes");
        }
    }
}

/// A server that runs; killed with this value.
pub struct Process {
    child: Child,
    log: PathBuf,
    /// The API's address, `127.0.0.1:40000`.
    pub address: String,
    /// The operations listener's.
    pub operations: String,
    lines: Mutex<Receiver<String>>,
}

impl Process {
    /// Starts `command` and waits until it says where it listens. The log is appended to `log`.
    pub fn start(mut command: Command, log: PathBuf) -> Self {
        let file = std::fs::File::options().create(true).append(true).open(&log).expect("a log");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
        let mut child = command.spawn().expect("palier starts");
        let output = child.stdout.take().expect("an output");
        let (say, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        let mut process =
            Self { child, log, address: String::new(), operations: String::new(), lines: Mutex::new(lines) };
        process.address = process.after("palier répond sur http://");
        process.operations = process.after("santé, mesures et documentation sur http://");
        process
    }

    /// What follows `mark` in the first line that has it.
    pub fn after(&self, mark: &str) -> String {
        loop {
            let line = self.lines.lock().expect("one reader at a time").recv_timeout(WATCHDOG);
            let line = line.unwrap_or_else(|_| panic!("palier never said {mark:?}; its log: {}", self.log()));
            if let Some((_, rest)) = line.split_once(mark) {
                return rest.to_owned();
            }
        }
    }

    /// The process's number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Sends a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let line = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &line]).status().expect("a shell").success(), "{line}");
    }

    /// Waits for its end.
    pub async fn ended(&mut self) -> ExitStatus {
        let waiting = async {
            loop {
                if let Some(status) = self.child.try_wait().expect("a child") {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(WATCHDOG, waiting).await.expect("palier ends")
    }

    /// Sends a request, with JSON when there is a body.
    pub async fn ask(&self, method: &str, path: &str, token: Option<&str>, body: Option<Value>) -> (u16, Value) {
        self.try_ask(method, path, token, body).await.expect("an answer")
    }

    /// The same, where the process may be dying.
    pub async fn try_ask(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> reqwest::Result<(u16, Value)> {
        let url = format!("http://{}{path}", self.address);
        server::outside::choose_tls();
        let mut request = reqwest::Client::new().request(method.parse().expect("a method"), url).timeout(WATCHDOG);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(mut body) = body {
            // A key in the body is this helper's own word for the header.
            if let Some(key) = body.as_object_mut().and_then(|members| members.remove("idempotency_key")) {
                request = request.header("idempotency-key", key.as_str().expect("a text"));
            }
            if let Some(tag) = body.as_object_mut().and_then(|members| members.remove("if_match")) {
                request = request.header("if-match", format!("\"{tag}\""));
            }
            request = request.json(&body);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
    }

    /// The status of a path of the operations listener.
    pub async fn operation(&self, path: &str) -> u16 {
        let answer = reqwest::get(format!("http://{}{path}", self.operations)).await;
        answer.map_or(0, |answer| answer.status().as_u16())
    }

    /// Founds the association through the set-up link and answers its coordinator's access token.
    pub async fn found(&self) -> String {
        let asked = json!({
            "setup_token": self.after("/#setup="),
            "association": {
                "name": "Régie des Embruns",
                "phone": "03 53 01 00 10",
                "answering_hours": "du lundi au vendredi, de 9 h à 17 h",
                "holiday_zone": "metropole",
            },
            "coordinator": { "name": "Maëlle Trévidic" },
            "device_label": "ordinateur du bureau",
        });
        let (status, opened) = self.ask("POST", "/v1/setup", None, Some(asked)).await;
        assert_eq!(status, 201, "{opened}");
        opened["access_token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until `condition` holds, by asking again and again.
pub async fn until<F: Future<Output = bool>>(what: &str, mut condition: impl FnMut() -> F) {
    let asking = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(WATCHDOG, asking).await.unwrap_or_else(|_| panic!("never: {what}"));
}
