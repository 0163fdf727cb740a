//! The house itself: opened on the first evening, with its coordinator signed in, cleared away when the test ends.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use app::App;
use app::associations::{self, NewAssociation};
use app::demonstration::Demonstration;
use app::hashing::{Cost, Hashing};
use app::jobs::Lane;
use app::keys::Keys;
use app::notices::carrier::Carriers;
use app::planning::SearchLimits;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::json;
use shared::calendar::{HolidayZone, instant_of};
use shared::chance::SeededChance;
use shared::clock::{Clock, ManualClock};
use shared::id::AccountId;
use shared::phone::Phone as Number;
use tokio::sync::OnceCell;

use crate::asking::{Inner, Phone, Signed};
use crate::place::Place;
use crate::push_service::PushService;

/// The installation's secret in every house.
pub const SECRET: &[u8] = b"a secret of the house, not of any real installation";
/// Monday 25 February 2019, 08:00 in Paris.
pub const START: &str = "2019-02-25T07:00:00Z";

/// An installation of palier with one association, all to itself.
pub struct House {
    /// What the router runs on; for what no route tells.
    pub app: App,
    /// The hour; it moves by a millisecond with each answer, so that ids sort, and otherwise when told to.
    pub clock: Arc<ManualClock>,
    pub(crate) inner: Arc<Inner>,
    pub(crate) entrance: OnceCell<String>,
    pub(crate) doors: AtomicU32,
    coordinator: Phone,
    place: Place,
}

/// The instant of a wall clock in Paris: `paris("2019-03-04", 16, 0)`.
pub fn paris(day: &str, hour: u16, minute: u16) -> DateTime<Utc> {
    instant_of(day.parse().expect("a day"), hour * 60 + minute, chrono_tz::Europe::Paris)
}

impl House {
    /// A house with an association founded through `POST /v1/setup`, on Monday 25 February 2019 at 08:00 in Paris.
    pub async fn open() -> Self {
        Self::founded(false).await
    }

    /// The same, where staff, volunteers and shared devices must choose a PIN, as everywhere but in tests.
    pub async fn asking_pins() -> Self {
        Self::founded(true).await
    }

    /// The same, where notices are pushed by way of this service.
    pub async fn pushing(service: &PushService) -> Self {
        Self::reached_by(async |clock| service.carriers(clock)).await
    }

    /// The same, where notices are brought by these carriers, which share the house's clock.
    pub async fn reached_by(carriers: impl AsyncFnOnce(Arc<dyn Clock>) -> Carriers) -> Self {
        let clock = clock();
        let carriers = carriers(clock.clone()).await;
        Self::found(Self::with(false, clock, carriers).await).await
    }

    async fn founded(asks_pins: bool) -> Self {
        Self::found(Self::bare(asks_pins).await).await
    }

    async fn found(mut house: Self) -> Self {
        let token = associations::setup_link(&house.app).await.expect("a set-up link").expect("an empty database");
        let asked = json!({
            "setup_token": token,
            "association": {
                "name": "Régie des Embruns",
                "phone": "03 53 01 00 10",
                "answering_hours": "du lundi au vendredi, de 9 h à 17 h",
                "holiday_zone": "metropole",
            },
            "coordinator": { "name": "Maëlle Trévidic" },
            "device_label": "ordinateur du bureau",
        });
        let opened = house.nobody().post("/v1/setup", asked).await.is(201);
        house.coordinator = Phone::signed_in(&house.inner, Signed::read(&opened));
        house
    }

    /// A house in which nobody has set anything up.
    pub async fn empty() -> Self {
        Self::bare(false).await
    }

    async fn bare(asks_pins: bool) -> Self {
        Self::with(asks_pins, clock(), Carriers::default()).await
    }

    async fn with(asks_pins: bool, clock: Arc<ManualClock>, carriers: Carriers) -> Self {
        let place = Place::fresh().await;
        let store = app::Store::open(place.url(), 5).await.expect("the copy of the template");
        let chance = Arc::new(SeededChance::new(seed()));
        let keys = Arc::new(Keys::derive(SECRET));
        let hashing = Arc::new(Hashing::new(keys.pepper(), Cost::LEAST));
        let app = App {
            store,
            clock: clock.clone(),
            chance,
            keys,
            hashing,
            asks_pins,
            ways: None,
            bells: Arc::default(),
            limits: SearchLimits::UNTIMED,
            carriers,
            demonstration: Demonstration::default(),
        };
        let router = mobile_api::router(app.clone());
        let inner = Arc::new(Inner { app: app.clone(), router, clock: clock.clone(), keys: AtomicU32::new(0) });
        let coordinator = Phone::of_nobody(&inner);
        Self { app, clock, inner, entrance: OnceCell::new(), doors: AtomicU32::new(0), coordinator, place }
    }

    /// The first coordinator's computer.
    pub fn coordinator(&self) -> Phone {
        self.coordinator.clone()
    }

    /// A relay operator's computer.
    pub async fn relay(&self) -> Phone {
        self.staff("Solenn Kerautret", &["relay_operator"]).await
    }

    /// The treasurer's computer.
    pub async fn treasurer(&self) -> Phone {
        self.staff("Ange Vaucelles", &["treasurer"]).await
    }

    /// Somebody with these staff roles, on a computer.
    pub async fn staff(&self, name: &str, roles: &[&str]) -> Phone {
        let account = self.coordinator.post("/v1/accounts", json!({ "name": name, "roles": roles })).await.is(201);
        self.sign_in(account["id"].as_str().expect("an id")).await
    }

    /// Somebody who asks without being signed in.
    pub fn nobody(&self) -> Phone {
        Phone::of_nobody(&self.inner)
    }

    /// Somebody who shows this text as access token, whatever it is.
    pub fn bearer(&self, token: &str) -> Phone {
        Phone::of_bearer(&self.inner, token)
    }

    /// A device of this account, paired as from the command line.
    pub async fn sign_in(&self, account: &str) -> Phone {
        Phone::signed_in(&self.inner, Signed::pair(&self.inner, account.parse().expect("an account id")).await)
    }

    /// The coordinator of another association in the same database, who must never see anything of this one.
    pub async fn stranger(&self) -> Phone {
        let new = NewAssociation {
            name: "Les Voisins d'en Face".to_owned(),
            phone: Number::parse("03 53 01 00 99").expect("a number"),
            answering_hours: "le matin".to_owned(),
            holiday_zone: HolidayZone::Metropole,
            neighbourhood: None,
            coordinator_name: "Timothé Rosmadec".to_owned(),
        };
        let account: AccountId = associations::found(&self.app, &new).await.expect("an association").coordinator;
        Phone::signed_in(&self.inner, Signed::pair(&self.inner, account).await)
    }

    /// Another process of the same installation: connections of its own to the same database, and the same clock.
    pub async fn another_process(&self) -> App {
        let store = app::Store::open(self.place.url(), 5).await.expect("the house's database");
        App { store, bells: Arc::default(), ..self.app.clone() }
    }

    /// Moves the clock to a wall clock's hour in Paris.
    pub fn go_to(&self, day: &str, hour: u16, minute: u16) {
        self.clock.set(paris(day, hour, minute));
    }

    /// Lets time pass.
    pub fn wait(&self, step: TimeDelta) {
        self.clock.advance(step);
    }

    /// Today in Paris.
    pub fn today(&self) -> NaiveDate {
        shared::calendar::local_day(self.clock.now(), chrono_tz::Europe::Paris)
    }

    /// Looks at the clock as the worker does and runs all background work that is due, until nothing calls for more.
    pub async fn settle(&self) {
        for _ in 0..10 {
            app::jobs::timetable::tick(&self.app).await.expect("a tick of the timetable");
            let ran = app::jobs::run_due(&self.app, Lane::Any, 1000).await.expect("work that runs");
            let brought = app::notices::bring_due(&self.app, 1000).await.expect("notices that are brought");
            if ran + brought == 0 {
                return;
            }
        }
        panic!("background work calls for more of itself without end");
    }
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(START.parse().expect("an instant")))
}

/// The same test draws the same chance each time; two tests draw different ones.
pub fn seed() -> u64 {
    let thread = std::thread::current();
    thread
        .name()
        .unwrap_or_default()
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |seed, byte| (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

impl Drop for House {
    /// Background work that nobody ran is a fault of the test, or of the verb that enqueued it.
    fn drop(&mut self) {
        let (app, place) = (&self.app, &self.place);
        let left = std::thread::scope(|scope| {
            let clearing = scope.spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(async {
                    let left = left_behind(app, place).await;
                    place.clear().await;
                    left
                })
            });
            clearing.join()
        });
        if !std::thread::panicking() {
            let left = left.expect("a house that can be cleared");
            assert_eq!(left, 0, "background work is left behind: end the test with house.settle().await");
        }
    }
}

/// Jobs that are due and not done, asked for on a connection of our own: the test's runtime stands still by now.
async fn left_behind(app: &App, place: &Place) -> u64 {
    let store = app::Store::open(place.url(), 1).await.expect("the house's database");
    let app = App { store, ..app.clone() };
    let jobs = app::jobs::pending(&app).await.expect("the queue");
    let left = jobs + app::notices::pending(&app).await.expect("the notices");
    app.store.reader().clone().close().await.expect("a connection that closes");
    app.store.bare().clone().close().await.expect("a connection that closes");
    left
}
