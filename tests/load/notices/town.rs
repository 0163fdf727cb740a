//! Who is told in the benchmark: associations of volunteers, each with a telephone that asked to be told. Everybody comes in
//! through the API of the released binary; only the associations are founded, and telephones paired, by the verbs that the
//! machine's administrator has.

use anyhow::{Context as _, Result, bail};
use app::App;
use app::associations::{self, NewAssociation};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use demo::{Api, Stage as _, text};
use harness::PushService;
use harness::process::{Home, Process};
use serde_json::json;
use server::boot;
use server::config::Settings;
use server::machine::SystemClock;
use shared::calendar::HolidayZone;
use shared::clock::Clock as _;
use shared::id::{AccountId, Identity as _};
use shared::phone::Phone;
use uuid::Uuid;

use crate::asked::{Question, Token, Witness};

/// Volunteers of an association, each with one telephone.
const WALKERS: usize = 50;

/// What is asked while notices are brought: two reads of the office, one of a reader, and a write, durable when it is answered.
pub const QUESTIONS: [&str; 4] = ["the board of the day", "the reader's notices", "who am I", "a talk noted (a write)"];

/// An installation whose people can be told.
pub struct Town {
    pub home: Home,
    pub app: App,
    pub service: PushService,
    /// Association and account of each reader, in the order of their telephones.
    pub readers: Vec<(Uuid, Uuid)>,
    office: String,
    resident: String,
    first: Process,
}

/// The released binary, as the client of the demo knows a server.
struct Door<'a> {
    url: String,
    app: &'a App,
}

#[async_trait]
impl demo::Stage for Door<'_> {
    fn url(&self) -> String {
        self.url.clone()
    }

    fn now(&self) -> DateTime<Utc> {
        SystemClock.now()
    }

    fn set_clock(&self, _: DateTime<Utc>) {}

    async fn settle(&self) -> Result<()> {
        bail!("its own worker works")
    }

    async fn setup_token(&self) -> Result<String> {
        bail!("associations are founded from the command line")
    }

    async fn pair(&self, account_id: &str) -> Result<String> {
        let account: AccountId = account_id.parse().ok().context("an account's id")?;
        Ok(app::sessions::pair_from_console(self.app, account).await?)
    }
}

impl Town {
    /// Starts a process and lets everybody in.
    pub async fn open(home: Home, readers: usize) -> Result<Self> {
        if !home.run(&["vapid"]).status.success() {
            bail!("no key for Web Push");
        }
        let service = PushService::open().await;
        let first = serve(&home);
        let own = Settings {
            data_dir: home.folder.path().to_owned(),
            database_url: Some(home.url.clone()),
            ..Settings::defaults()?
        };
        let app = boot::beside(own).await?.app;
        let (office, resident) = (String::new(), String::new());
        let mut town = Self { home, app, service, readers: Vec::new(), office, resident, first };
        while town.readers.len() < readers {
            town.add_association(WALKERS.min(readers - town.readers.len())).await?;
        }
        Ok(town)
    }

    async fn add_association(&mut self, walkers: usize) -> Result<()> {
        let number = self.readers.len() / WALKERS;
        let founded = associations::found(&self.app, &association(number)?).await?;
        let door = Door { url: self.url(), app: &self.app };
        let api = Api::new(&door)?;
        let office = founded.coordinator.to_string();
        let desk = api.sign_in(&door.pair(&office).await?, "Bureau").await?.0;
        for walker in 0..walkers {
            let person = json!({ "given_name": "Anna", "family_name": format!("Trébaol {number}-{walker}") });
            let account = text(&desk.post("/v1/volunteers", &person).await?, "account_id")?.to_owned();
            let telephone = api.sign_in(&door.pair(&account).await?, "Téléphone").await?.0;
            telephone.put("/v1/sessions/current/push", &self.service.device()).await?;
            let account: AccountId = account.parse().ok().context("an account's id")?;
            self.readers.push((founded.association.uuid(), account.uuid()));
        }
        if self.office.is_empty() {
            let residence = json!({ "name": "Les Embruns", "entrances": [{ "name": "A", "lift": "none", "last_floor": 2,
                "doors": ["gauche"] }] });
            let residence = desk.post("/v1/residences", &residence).await?;
            let entrances = desk.list(&format!("/v1/entrances?residence_id={}", text(&residence, "id")?)).await?;
            let home = json!({ "entrance_id": entrances[0]["id"], "floor": 1, "door": "gauche" });
            let person = json!({ "given_name": "Odile", "family_name": "Valette", "home": home });
            self.resident = text(&desk.post("/v1/residents", &person).await?, "id")?.to_owned();
            self.office = office;
        }
        Ok(())
    }

    /// Ends it, and takes its database away.
    pub async fn close(self) {
        drop(self.first);
        self.home.clear().await;
    }

    fn url(&self) -> String {
        format!("http://{}", self.first.address)
    }

    /// One more process on the same database.
    pub fn another_process(&self) -> Process {
        serve(&self.home)
    }

    /// Access tokens of the office and of the first reader: one lives for ten minutes.
    pub async fn tokens(&self) -> Result<[String; 2]> {
        let door = Door { url: self.url(), app: &self.app };
        let api = Api::new(&door)?;
        let reader = AccountId::from_uuid(self.readers[0].1).to_string();
        let mut tokens = [String::new(), String::new()];
        for (token, account) in tokens.iter_mut().zip([&self.office, &reader]) {
            let body = json!({ "pairing_token": door.pair(account).await?, "device_label": "Navigateur" });
            *token = text(&api.post("/v1/sessions", &body).await?, "access_token")?.to_owned();
        }
        Ok(tokens)
    }

    /// Who asks meanwhile, by these tokens.
    pub fn witness(&self, [desk, reader]: &[Token; 2]) -> Witness {
        let talk = json!({ "outcome": "reached", "channel": "phone_relay" });
        let asked = [
            (format!("/v1/days/{}", SystemClock.now().date_naive()), desk, None),
            ("/v1/notices".to_owned(), reader, None),
            ("/v1/me".to_owned(), reader, None),
            (format!("/v1/residents/{}/talks", self.resident), desk, Some(talk)),
        ];
        let questions = QUESTIONS.into_iter().zip(asked);
        let question =
            |(name, (path, token, write)): (_, (_, &Token, _))| Question { name, path, token: token.clone(), write };
        Witness { url: self.url(), questions: questions.map(question).collect() }
    }
}

/// The binary with the settings that everybody has, but for a push service on this machine and the tests' home.
fn serve(home: &Home) -> Process {
    let contact = ("PALIER_VAPID_CONTACT", "mailto:regie@exemple.fr");
    home.serve(&[contact, ("PALIER_PUSH_PRIVATE_HOSTS", "true"), ("PALIER_CONNECTIONS", "8")])
}

fn association(number: usize) -> Result<NewAssociation> {
    Ok(NewAssociation {
        name: format!("Régie {number}"),
        phone: Phone::parse("03 53 01 00 10").ok().context("a number")?,
        answering_hours: "le matin".to_owned(),
        holiday_zone: HolidayZone::Metropole,
        neighbourhood: None,
        coordinator_name: "Maëlle Trévidic".to_owned(),
    })
}
