//! What an association may tune, with the defaults of domain.md sections 3 and 7. Kept as one JSON value; a parameter
//! that an older association never heard of takes its default.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Everything that an association may tune.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Minutes after local midnight, the evening before, at which the night plans.
    #[schema(minimum = 0, maximum = 1439)]
    pub plan_at_min: u16,
    /// Minutes after local midnight, the evening before, after which an unconfirmed slip is red.
    #[schema(minimum = 0, maximum = 1439)]
    pub slip_confirmed_by_min: u16,
    /// Somebody who was not spoken to for so many days is on the list to call.
    #[schema(minimum = 1, maximum = 365)]
    pub spoken_within_days: u16,
    /// An absence without an end that lasts longer, in days, is on the list to call.
    #[schema(minimum = 1, maximum = 365)]
    pub long_absence_days: u16,
    /// How long things take.
    pub pace: Pace,
    /// What may be carried.
    pub carrying: Carrying,
    /// When somebody calls back who reported a problem.
    pub call_back: CallBack,
    /// When notices wait.
    pub quiet_hours: QuietHours,
    /// Minutes after local midnight at which whoever has a round that morning is reminded of it, in quiet hours too.
    #[schema(minimum = 0, maximum = 1439)]
    pub remind_at_min: u16,
    /// What a young association does not need, and switches on when it does.
    pub features: Features,
    /// What lies under the drawing of a round.
    pub map: Map,
}

/// When somebody calls back who reported a problem. The hours are those at which somebody is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CallBack {
    /// ISO weekdays, 1 Monday to 7 Sunday; public holidays are none of them.
    #[schema(max_items = 7)]
    pub weekdays: Vec<u8>,
    /// From this minute of the day on.
    #[schema(minimum = 0, maximum = 1439)]
    pub from_min: u16,
    /// Until this minute of the day.
    #[schema(minimum = 0, maximum = 1439)]
    pub until_min: u16,
    /// Within so many minutes.
    #[schema(minimum = 30, maximum = 720)]
    pub within_min: u16,
}

/// The hours in which people are left in peace: notices that can wait do. From a minute of the day until another, over midnight
/// where the first is the later one; never where they are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QuietHours {
    /// From this minute of the day on.
    #[schema(minimum = 0, maximum = 1439)]
    pub from_min: u16,
    /// Until this minute of the day.
    #[schema(minimum = 0, maximum = 1439)]
    pub until_min: u16,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { from_min: 21 * 60, until_min: 7 * 60 + 30 }
    }
}

/// What a young association does not need; screens hide what is off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Features {
    /// The network of associations.
    pub network: bool,
    /// Lists read from files.
    pub imports: bool,
    /// Positions typed as coordinates.
    pub coordinates: bool,
    /// What funders ask for.
    pub funder_fields: bool,
    /// Rounds in volunteers' own calendars.
    pub calendar_feeds: bool,
    /// A tablet that several people hold.
    pub shared_tablet: bool,
}

/// What lies under the drawing of a round; nothing, unless the association says whose tiles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Map {
    /// Such as `https://tiles.example.org/{z}/{x}/{y}.png`. Whoever serves them sees the volunteers' addresses.
    #[schema(max_length = 300, pattern = "^https://[a-z0-9.-]+(:[0-9]+)?/.*$")]
    pub tile_url: Option<String>,
    /// Whom to thank for them, shown on the map.
    #[schema(max_length = 200)]
    pub attribution: String,
}

impl Map {
    /// The origin of the tiles, for the policy that lets the page load them; none where the address is not one.
    pub fn tile_origin(&self) -> Option<&str> {
        let url = self.tile_url.as_deref()?;
        let rest = url.strip_prefix("https://")?;
        let host = rest.split('/').next().filter(|host| host.len() < rest.len())?;
        let plain = !host.is_empty()
            && host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-:".contains(&b));
        let whole = ["{z}", "{x}", "{y}"].iter().all(|part| rest.contains(part)) && url.len() <= 300;
        (plain && whole).then(|| &url[.."https://".len() + host.len()])
    }
}

impl Default for CallBack {
    fn default() -> Self {
        Self { weekdays: vec![1, 2, 3, 4, 5], from_min: 9 * 60, until_min: 12 * 60, within_min: 120 }
    }
}

/// How long things take (domain.md 3.3). Speeds in millimetres a second, times in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Pace {
    /// Walking with hands free.
    #[schema(minimum = 100, maximum = 20000)]
    pub walk_mm_s: u32,
    /// Walking with a loaded cart.
    #[schema(minimum = 100, maximum = 20000)]
    pub cart_mm_s: u32,
    /// Driving between entrances.
    #[schema(minimum = 100, maximum = 20000)]
    pub car_mm_s: u32,
    /// A straight line is this much shorter than the way, in per mille.
    #[schema(minimum = 1000, maximum = 5000)]
    pub detour_permille: u32,
    /// Getting in at an entrance.
    #[schema(minimum = 0, maximum = 3600)]
    pub entrance_s: u32,
    /// Parking the cart.
    #[schema(minimum = 0, maximum = 3600)]
    pub park_cart_s: u32,
    /// Hanging a bag.
    #[schema(minimum = 0, maximum = 3600)]
    pub door_bag_s: u32,
    /// Handing bread over.
    #[schema(minimum = 0, maximum = 3600)]
    pub door_bread_s: u32,
    /// Handing water over.
    #[schema(minimum = 0, maximum = 3600)]
    pub door_water_s: u32,
    /// Loading at a pick-up point.
    #[schema(minimum = 0, maximum = 3600)]
    pub loading_s: u32,
}

/// What may be carried (domain.md 3.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Carrying {
    /// Nothing heavier than this goes up stairs in one piece, in grams.
    #[schema(minimum = 0, maximum = 25000)]
    pub stairs_max_g: u32,
    /// Above so many floors without a working lift a pack is split.
    #[schema(minimum = 0, maximum = 30)]
    pub split_above_floors: u16,
    /// Packs for one volunteer in one round.
    #[schema(minimum = 0, maximum = 100)]
    pub packs_max: u16,
    /// Packs for one volunteer in one round to doors without a working lift.
    #[schema(minimum = 0, maximum = 100)]
    pub packs_on_stairs_max: u16,
    /// What bare hands and a bag hold, in grams.
    #[schema(minimum = 0, maximum = 25000)]
    pub hands_g: u32,
    /// What a trolley holds, in grams.
    #[schema(minimum = 0, maximum = 200000)]
    pub trolley_g: u32,
    /// What a hand truck holds, in grams.
    #[schema(minimum = 0, maximum = 200000)]
    pub hand_truck_g: u32,
    /// What a wagon holds, in grams.
    #[schema(minimum = 0, maximum = 200000)]
    pub wagon_g: u32,
    /// What a car holds, in grams.
    #[schema(minimum = 0, maximum = 500000)]
    pub car_g: u32,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            plan_at_min: 20 * 60,
            slip_confirmed_by_min: 18 * 60,
            spoken_within_days: 7,
            long_absence_days: 14,
            pace: Pace::default(),
            carrying: Carrying::default(),
            call_back: CallBack::default(),
            quiet_hours: QuietHours::default(),
            // Three quarters of an hour before the quiet of the morning ends (domain.md 7), when the first doors are knocked at.
            remind_at_min: 6 * 60 + 45,
            features: Features::default(),
            map: Map::default(),
        }
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            walk_mm_s: 1250,
            cart_mm_s: 1000,
            car_mm_s: 5500,
            detour_permille: 1300,
            entrance_s: 20,
            park_cart_s: 20,
            door_bag_s: 15,
            door_bread_s: 60,
            door_water_s: 120,
            loading_s: 180,
        }
    }
}

impl Default for Carrying {
    fn default() -> Self {
        Self {
            stairs_max_g: 10_000,
            split_above_floors: 2,
            packs_max: 12,
            packs_on_stairs_max: 8,
            hands_g: 10_000,
            trolley_g: 37_000,
            hand_truck_g: 55_500,
            wagon_g: 74_000,
            car_g: 200_000,
        }
    }
}

impl Parameters {
    /// What lies outside its limits, as a path inside the parameters and a sentence in French; the limits are those of
    /// the schema.
    pub fn faults(&self) -> Vec<(String, String)> {
        let (pace, carrying) = (&self.pace, &self.carrying);
        let limits: [(&str, u32, u32, u32); 29] = [
            ("plan_at_min", self.plan_at_min.into(), 0, 1439),
            ("slip_confirmed_by_min", self.slip_confirmed_by_min.into(), 0, 1439),
            ("spoken_within_days", self.spoken_within_days.into(), 1, 365),
            ("long_absence_days", self.long_absence_days.into(), 1, 365),
            ("pace/walk_mm_s", pace.walk_mm_s, 100, 20_000),
            ("pace/cart_mm_s", pace.cart_mm_s, 100, 20_000),
            ("pace/car_mm_s", pace.car_mm_s, 100, 20_000),
            ("pace/detour_permille", pace.detour_permille, 1000, 5000),
            ("pace/entrance_s", pace.entrance_s, 0, 3600),
            ("pace/park_cart_s", pace.park_cart_s, 0, 3600),
            ("pace/door_bag_s", pace.door_bag_s, 0, 3600),
            ("pace/door_bread_s", pace.door_bread_s, 0, 3600),
            ("pace/door_water_s", pace.door_water_s, 0, 3600),
            ("pace/loading_s", pace.loading_s, 0, 3600),
            ("carrying/stairs_max_g", carrying.stairs_max_g, 0, 25_000),
            ("carrying/split_above_floors", carrying.split_above_floors.into(), 0, 30),
            ("carrying/packs_max", carrying.packs_max.into(), 0, 100),
            ("carrying/packs_on_stairs_max", carrying.packs_on_stairs_max.into(), 0, 100),
            ("carrying/hands_g", carrying.hands_g, 0, 25_000),
            ("carrying/trolley_g", carrying.trolley_g, 0, 200_000),
            ("carrying/hand_truck_g", carrying.hand_truck_g, 0, 200_000),
            ("carrying/wagon_g", carrying.wagon_g, 0, 200_000),
            ("call_back/from_min", self.call_back.from_min.into(), 0, 1439),
            ("call_back/until_min", self.call_back.until_min.into(), 0, 1439),
            ("call_back/within_min", self.call_back.within_min.into(), 30, 720),
            ("carrying/car_g", carrying.car_g, 0, 500_000),
            ("quiet_hours/from_min", self.quiet_hours.from_min.into(), 0, 1439),
            ("quiet_hours/until_min", self.quiet_hours.until_min.into(), 0, 1439),
            ("remind_at_min", self.remind_at_min.into(), 0, 1439),
        ];
        let outside = limits.into_iter().filter(|(_, value, min, max)| !(min..=max).contains(&value));
        let mut faults: Vec<_> =
            outside.map(|(at, _, min, max)| (at.to_owned(), format!("doit être entre {min} et {max}"))).collect();
        if self.call_back.weekdays.len() > 7 || self.call_back.weekdays.iter().any(|iso| !(1..=7).contains(iso)) {
            faults.push(("call_back/weekdays".to_owned(), "un jour va de 1 (lundi) à 7 (dimanche)".to_owned()));
        }
        if self.call_back.from_min >= self.call_back.until_min {
            faults.push(("call_back/until_min".to_owned(), "doit être après le début".to_owned()));
        }
        if self.map.tile_url.is_some() && self.map.tile_origin().is_none() {
            faults.push(("map/tile_url".to_owned(), "une adresse https avec {z}, {x} et {y}".to_owned()));
        }
        if self.map.attribution.chars().count() > 200 {
            faults.push(("map/attribution".to_owned(), "200 caractères au plus".to_owned()));
        }
        faults
    }
}
