//! What somebody who walks can, and what two can who walk as one: the arithmetic of "two as one", and nothing else.

use optimiser::{Grams, UNLIMITED, Vehicle, Window};
use shared::parameters::{Carrying, Pace};
use shared::person::Means;

use super::inputs::{Inputs, Volunteer};

/// What one person can, or two as one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Strength {
    /// Where they start from, when it is known.
    pub start: Option<(f64, f64)>,
    cart_g: Grams,
    /// The heaviest item on the flat, and up the stairs.
    carries_g: Grams,
    carries_up_g: Grams,
    climbs: bool,
    /// Lifts every pack of the day: who does not adds none to what the other may take.
    lifts_packs: bool,
    packs_max: i64,
    packs_on_stairs_max: i64,
    trained: bool,
    pace_per_mille: u32,
}

impl Strength {
    /// One volunteer, on the day of these inputs.
    pub fn of(inputs: &Inputs, volunteer: &Volunteer) -> Self {
        let limits = &inputs.parameters.carrying;
        let carries_g = i64::from(volunteer.max_carry_kg) * 1000;
        let packs = inputs.products.values().filter(|product| product.pack);
        Self {
            start: volunteer.start,
            cart_g: cart_g(limits, volunteer),
            carries_g,
            carries_up_g: carries_g,
            climbs: volunteer.stairs,
            lifts_packs: packs.map(|product| i64::from(product.grams)).max().is_none_or(|pack| pack <= carries_g),
            packs_max: i64::from(limits.packs_max),
            packs_on_stairs_max: i64::from(limits.packs_on_stairs_max),
            trained: volunteer.trained,
            pace_per_mille: pace_per_mille(&inputs.parameters.pace, volunteer),
        }
    }

    /// Both, from the start of the first. Every limit stays a limit of each: nobody lifts more, climbs more or takes more
    /// packs because somebody walks along.
    pub fn with(&self, other: &Self) -> Self {
        let (one, other) = (*self, *other);
        let climbers: Vec<Self> = [one, other].into_iter().filter(|who| who.climbs).collect();
        let up = if climbers.is_empty() { vec![one, other] } else { climbers };
        Self {
            start: one.start,
            cart_g: (one.cart_g + other.cart_g).min(UNLIMITED),
            carries_g: one.carries_g.max(other.carries_g),
            carries_up_g: up.iter().map(|who| who.carries_up_g).max().unwrap_or_default(),
            climbs: one.climbs || other.climbs,
            lifts_packs: one.lifts_packs || other.lifts_packs,
            packs_max: packs(&[one, other], |who| who.packs_max),
            packs_on_stairs_max: packs(&up, |who| who.packs_on_stairs_max),
            trained: one.trained || other.trained,
            pace_per_mille: one.pace_per_mille.max(other.pace_per_mille),
        }
    }

    /// The same in the optimiser's words, without start and hours.
    pub fn vehicle(&self) -> Vehicle {
        Vehicle {
            cart_g: self.cart_g,
            max_carry_g: self.carries_g,
            max_carry_on_stairs_g: self.carries_up_g,
            stair_floors_max: if self.climbs { UNLIMITED } else { 0 },
            heavy_items_max: self.packs_max,
            heavy_items_on_stairs_max: self.packs_on_stairs_max,
            trained: self.trained,
            pace_per_mille: self.pace_per_mille,
            ..Vehicle::on_shift(Window { from: 0, to: 0 })
        }
    }
}

/// Packs of those who lift them; where nobody lifts all of the day's, of one.
fn packs(people: &[Strength], max: impl Fn(&Strength) -> i64) -> i64 {
    let together = people.iter().filter(|who| who.lifts_packs).map(&max).sum::<i64>();
    together.max(people.iter().map(max).max().unwrap_or_default())
}

/// What goes along at a time. Bare hands hold no more than their owner carries.
fn cart_g(limits: &Carrying, volunteer: &Volunteer) -> Grams {
    let holds = i64::from(match volunteer.means {
        Means::Hands => limits.hands_g,
        Means::Trolley => limits.trolley_g,
        Means::HandTruck => limits.hand_truck_g,
        Means::Wagon => limits.wagon_g,
        Means::Car => limits.car_g,
    });
    match volunteer.means {
        Means::Hands => holds.min(i64::from(volunteer.max_carry_kg) * 1000),
        _ => holds,
    }
}

/// Walking with what this volunteer pushes, in thousandths of walking with free hands.
fn pace_per_mille(pace: &Pace, volunteer: &Volunteer) -> u32 {
    let speed = match volunteer.means {
        Means::Hands => pace.walk_mm_s,
        Means::Trolley | Means::HandTruck | Means::Wagon => pace.cart_mm_s,
        Means::Car => pace.car_mm_s,
    };
    let permille = u64::from(pace.walk_mm_s) * 1000 / u64::from(speed.max(1));
    u32::try_from(permille.clamp(1, 100_000)).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Strength {
        Strength {
            start: None,
            cart_g: 37_000,
            carries_g: 10_000,
            carries_up_g: 10_000,
            climbs: true,
            lifts_packs: true,
            packs_max: 12,
            packs_on_stairs_max: 8,
            trained: false,
            pace_per_mille: 1000,
        }
    }

    #[test]
    fn two_as_one() {
        type Case = (&'static str, Strength, Strength, fn(&mut Strength));
        let weak = Strength { carries_g: 5000, carries_up_g: 5000, lifts_packs: false, ..one() };
        let still = Strength { climbs: false, ..one() };
        let strong = Strength { climbs: false, carries_g: 15_000, carries_up_g: 15_000, ..one() };
        let cases: [Case; 9] = [
            ("alike", one(), one(), |_| ()),
            ("the start of the lead", Strength { start: Some((50.7, 1.6)), ..one() }, one(), |both| {
                both.start = Some((50.7, 1.6));
            }),
            ("not that of the companion", one(), Strength { start: Some((50.7, 1.6)), ..one() }, |_| ()),
            ("the slower", one(), Strength { pace_per_mille: 1250, ..one() }, |both| both.pace_per_mille = 1250),
            ("trained if either is", one(), Strength { trained: true, ..one() }, |both| both.trained = true),
            ("packs of those who lift them", weak, one(), |both| (both.packs_max, both.packs_on_stairs_max) = (12, 8)),
            ("packs up the stairs of those who climb", one(), still, |both| both.packs_on_stairs_max = 8),
            ("the stronger does not climb", weak, strong, |both| {
                (both.carries_g, both.carries_up_g) = (15_000, 5000);
                (both.packs_max, both.packs_on_stairs_max) = (12, 8);
            }),
            ("neither climbs", still, still, |both| both.climbs = false),
        ];
        for (case, lead, companion, but) in cases {
            let mut both = Strength { cart_g: 74_000, packs_max: 24, packs_on_stairs_max: 16, ..one() };
            but(&mut both);
            assert_eq!(lead.with(&companion), both, "{case}");
        }
    }

    #[test]
    fn nobody_gains_what_the_optimiser_cannot_count() {
        let car = Strength { cart_g: UNLIMITED, ..one() };
        assert_eq!(car.with(&car).cart_g, UNLIMITED);
    }
}
