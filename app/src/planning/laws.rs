//! Laws of planning over random days: whoever is left out is listed, whoever is served is served by somebody who may, and
//! the same day gives the same plan.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use proptest::prelude::*;
use shared::Identity;
use shared::chance::SeededChance;
use shared::id::{
    AssociationId, EntranceId, HouseholdId, NeighbourhoodId, OrderLineId, PickupPointId, ProductId, ResidenceId,
    ResidentId, VolunteerId,
};
use shared::parameters::Parameters;
use shared::person::{Handover, Means};
use shared::round::{Shift, UnservedReason};
use uuid::Uuid;

use super::inputs::{Entrance, Inputs, Product, Resident, Shop, Task, Volunteer, What};
use super::walks::Walks;
use super::{SearchLimits, solve};

/// A resident's floor and lift, breads, packs, and who must not come.
type Door = (i32, bool, i32, i32, usize);
/// A volunteer's hours, kilograms, stairs.
type Walker = (i32, i32, i32, bool);

pub(super) fn day(doors: &[Door], walkers: &[Walker]) -> Inputs {
    let chance = SeededChance::new(7);
    let then = DateTime::UNIX_EPOCH;
    let (bakery, grocery): (PickupPointId, PickupPointId) =
        (PickupPointId::new(then, &chance), PickupPointId::new(then, &chance));
    let (bread, water) = (ProductId::new(then, &chance), ProductId::new(then, &chance));
    let residence = ResidenceId::new(then, &chance);
    let product = |shop, pack: bool, grams, splits_into, from_min, until_min| Product {
        shop,
        pack,
        bread: !pack,
        grams,
        splits_into,
        from_min,
        until_min,
    };
    let mut inputs = Inputs {
        association: AssociationId::new(then, &chance),
        neighbourhood: NeighbourhoodId::new(then, &chance),
        day: "2019-03-05".parse().unwrap(),
        parameters: Parameters::default(),
        entrances: BTreeMap::new(),
        residents: BTreeMap::new(),
        shops: [(bakery, 390), (grocery, 480)]
            .map(|(shop, from)| (shop, Shop { position: None, open: vec![(from, 1170)] }))
            .into(),
        products: [
            (bread, product(bakery, false, 250, 1, 450, 540)),
            (water, product(grocery, true, 9200, 2, 540, 720)),
        ]
        .into(),
        volunteers: BTreeMap::new(),
        pairs: BTreeMap::new(),
        tasks: BTreeMap::new(),
        locked: BTreeSet::new(),
        standing: Vec::new(),
        walks: Walks::default(),
        elsewhere: BTreeSet::new(),
    };
    for (from, length, max_carry_kg, stairs) in walkers {
        let who = Volunteer {
            shifts: [(Shift::Morning, (*from, from + length))].into(),
            means: Means::Trolley,
            max_carry_kg: *max_carry_kg,
            stairs: *stairs,
            trained: false,
            start: None,
            walked_min: 0,
        };
        inputs.volunteers.insert(VolunteerId::new(then, &chance), who);
    }
    let known: Vec<VolunteerId> = inputs.volunteers.keys().copied().collect();
    for (at, (floor, lift, breads, packs, blocked)) in doors.iter().enumerate() {
        let (entrance, resident) = (EntranceId::new(then, &chance), ResidentId::new(then, &chance));
        let hand_order = i32::try_from(at).unwrap();
        let door = Entrance { residence, hand_order, position: None, working_lift: *lift };
        inputs.entrances.insert(entrance, door);
        let home = Resident {
            household: HouseholdId::new(then, &chance),
            entrance,
            floor: *floor,
            handover: Handover::InHand,
            away: false,
            delivered_to: true,
            visited: true,
            usual: known.get(at % 3).map(|volunteer| (*volunteer, hand_order)),
            blocked: known.get(*blocked).copied().into_iter().collect(),
        };
        inputs.residents.insert(resident, home);
        for (product, quantity) in [(bread, *breads), (water, *packs)] {
            if quantity > 0 {
                let task = Task { resident, what: What::Goods { product, quantity }, accepted: None };
                inputs.tasks.insert(OrderLineId::new(then, &chance).uuid(), task);
            }
        }
    }
    inputs
}

#[test]
fn a_pack_above_two_floors_goes_up_in_halves_and_a_heavy_one_not_at_all() {
    let high = day(&[(3, false, 0, 1, 9)], &[(420, 300, 5, true)]);
    let (plan, _) = solve::day(&high, &SearchLimits::UNTIMED).unwrap();
    assert_eq!(plan.rounds[0].tasks().next().unwrap().1.parts, 2);
    assert_eq!(plan.rounds[0].kg_floors, 27);
    let low = day(&[(2, false, 0, 1, 9)], &[(420, 300, 5, true)]);
    let (plan, _) = solve::day(&low, &SearchLimits::UNTIMED).unwrap();
    assert_eq!(plan.unserved.values().collect::<Vec<_>>(), [&UnservedReason::TooHeavy]);
    let mut strict = day(&[(1, false, 0, 1, 9)], &[(420, 300, 15, true)]);
    strict.parameters.carrying.stairs_max_g = 9000;
    let (plan, _) = solve::day(&strict, &SearchLimits::UNTIMED).unwrap();
    assert_eq!(plan.unserved.values().collect::<Vec<_>>(), [&UnservedReason::TooHeavy]);
}

#[test]
fn light_goods_weigh_as_much_as_they_weigh_together() {
    use UnservedReason::{CartFull, TooHeavy};
    type Case = (i32, (i32, i32), i32, Means, Option<UnservedReason>);
    let cases: [Case; 8] = [
        // Six items of 3.9 kg go up by twos: 7.8 kg a climb.
        (3900, (6, 0), 7, Means::Trolley, Some(TooHeavy)),
        (3900, (6, 0), 8, Means::Trolley, None),
        (3900, (1, 0), 4, Means::Trolley, None),
        // A pack of 9.2 kg and bread: the bread that does not fit under ten kilograms has its own climb.
        (250, (6, 1), 9, Means::Trolley, Some(TooHeavy)),
        (250, (6, 1), 10, Means::Trolley, None),
        // Bare hands hold what their owner carries.
        (250, (12, 0), 2, Means::Hands, Some(TooHeavy)),
        (3900, (2, 0), 8, Means::Hands, None),
        (3900, (3, 0), 8, Means::Hands, Some(CartFull)),
    ];
    for (grams, (light, packs), max_carry_kg, means, expected) in cases {
        let mut one = day(&[(1, false, light, packs, 9)], &[(420, 300, max_carry_kg, true)]);
        one.volunteers.values_mut().for_each(|who| who.means = means);
        one.products.values_mut().for_each(|product| {
            (product.from_min, product.until_min) = (480, 720);
            if product.bread {
                product.grams = grams;
            }
        });
        let (plan, _) = solve::day(&one, &SearchLimits::UNTIMED).unwrap();
        let reasons: BTreeSet<_> = plan.unserved.values().copied().collect();
        let case = format!("{light} of {grams} g and {packs} packs for {max_carry_kg} kg");
        assert_eq!(reasons, expected.into_iter().collect(), "{case}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// `solve::day` refuses a plan that its checker refuses; here every task is also accounted for, by people who may.
    #[test]
    fn plans_pass_the_checker_and_forget_nobody(
        doors in prop::collection::vec((0i32..8, any::<bool>(), 0i32..3, 0i32..4, 0usize..6), 0..12),
        walkers in prop::collection::vec((420i32..600, 30i32..300, prop::sample::select(vec![0, 5, 10, 15]), any::<bool>()), 0..4),
        pair in prop::option::of((0usize..4, 0usize..4)),
    ) {
        let mut inputs = day(&doors, &walkers);
        let known: Vec<VolunteerId> = inputs.volunteers.keys().copied().collect();
        let pair = pair.filter(|(lead, other)| lead != other && *lead.max(other) < known.len());
        inputs.pairs = pair.map(|(lead, other)| (known[lead], known[other])).into_iter().collect();
        let (plan, _) = solve::day(&inputs, &SearchLimits::UNTIMED).unwrap();
        let planned: Vec<Uuid> = plan.rounds.iter().flat_map(|round| round.tasks().map(|(_, task)| task.id)).collect();
        let mut all: Vec<Uuid> = planned.iter().chain(plan.unserved.keys()).copied().collect();
        all.sort_unstable();
        prop_assert_eq!(&all, &inputs.tasks.keys().copied().collect::<Vec<_>>());
        let mut seen = BTreeSet::new();
        for round in &plan.rounds {
            let people: Vec<VolunteerId> = std::iter::once(round.volunteer).chain(round.companion).collect();
            prop_assert!(people.iter().all(|who| seen.insert((*who, round.shift))), "nobody walks twice at once");
            prop_assert_eq!(round.companion, inputs.pairs.get(&round.volunteer).copied().filter(|_| round.companion.is_some()));
            let people: Vec<_> = people.iter().map(|id| (*id, &inputs.volunteers[id])).collect();
            let (mut packs, mut packs_up) = (0, 0);
            for (_, task) in round.tasks() {
                let wanted = &inputs.tasks[&task.id];
                let home = &inputs.residents[&wanted.resident];
                let stairs = home.floor > 0 && !inputs.entrances[&home.entrance].working_lift;
                prop_assert!(people.iter().all(|(id, _)| !home.blocked.contains(id)));
                let pack = matches!(wanted.what, What::Goods { product, .. } if inputs.products[&product].pack);
                let grams = if pack { 9200 / task.parts } else { 250 };
                let able = |who: &Volunteer| who.max_carry_kg * 1000 >= grams && (who.stairs || !stairs);
                prop_assert!(people.iter().any(|(_, who)| able(who)), "one of them lifts it, there");
                packs += if pack { task.quantity } else { 0 };
                packs_up += if pack && stairs { task.quantity } else { 0 };
            }
            let limits = &inputs.parameters.carrying;
            let each = |most: u16, able: &dyn Fn(&Volunteer) -> bool| {
                i32::from(most) * i32::try_from(people.iter().filter(|(_, who)| able(who)).count().max(1)).unwrap()
            };
            prop_assert!(packs <= each(limits.packs_max, &|who| who.max_carry_kg >= 10));
            prop_assert!(packs_up <= each(limits.packs_on_stairs_max, &|who| who.max_carry_kg >= 10 && who.stairs));
            let there = |(from, until): (i32, i32)| {
                i64::from(from) * 60 <= round.starts_s && round.ends_s <= i64::from(until) * 60
            };
            prop_assert!(people.iter().all(|(_, who)| there(who.shifts[&round.shift])), "as long as both are there");
        }
        prop_assert_eq!(solve::day(&inputs, &SearchLimits::UNTIMED).unwrap().0, plan, "the same inputs, the same plan");
    }
}
