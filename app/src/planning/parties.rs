//! Who walks: one person, or two as one. On a day on which both of a pair are there, what they have of a shift in common is one
//! round, led by the lead; where only one of them is there, or a visit was promised, each walks alone. None of it is written down: a pair that ends leaves two
//! volunteers as they were.

use std::collections::BTreeMap;

use shared::id::VolunteerId;
use shared::round::Shift;

use super::inputs::{Inputs, Task, Volunteer, What};
use super::strength::Strength;

/// What two have in common for less than this is no round, in minutes. It is none either where both would give away more than
/// half of their time for it: bread that is due before the other comes would stay behind.
const SHORTEST_MIN: i32 = 30;

/// Whoever walks a round: one person, or two as one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Party {
    /// Whose round it is.
    pub lead: VolunteerId,
    /// Who walks along.
    pub companion: Option<VolunteerId>,
    /// When they walk, in minutes of the day.
    pub shifts: BTreeMap<Shift, (i32, i32)>,
    pub strength: Strength,
}

/// The parties of a day: every volunteer stands in one for each shift.
pub(super) fn parties(inputs: &Inputs) -> Vec<Party> {
    let mut parties = Vec::new();
    for (id, volunteer) in &inputs.volunteers {
        let mut alone = volunteer.shifts.clone();
        let strength = Strength::of(inputs, volunteer);
        if let Some((companion, other)) = led_by(inputs, *id) {
            let shifts = in_common(inputs, (*id, volunteer), (companion, other));
            alone.retain(|shift, _| !shifts.contains_key(shift));
            if !shifts.is_empty() {
                let strength = strength.with(&Strength::of(inputs, other));
                parties.push(Party { lead: *id, companion: Some(companion), shifts, strength });
            }
        }
        if let Some((lead, other)) = leader_of(inputs, *id) {
            let shifts = in_common(inputs, (lead, other), (*id, volunteer));
            alone.retain(|shift, _| !shifts.contains_key(shift));
        }
        if !alone.is_empty() {
            parties.push(Party { lead: *id, companion: None, shifts: alone, strength });
        }
    }
    parties
}

/// The party in which somebody walks a shift.
pub(super) fn party_of(inputs: &Inputs, volunteer: VolunteerId, shift: Shift) -> Option<Party> {
    parties(inputs).into_iter().find(|party| party.has(volunteer) && party.shifts.contains_key(&shift))
}

fn led_by(inputs: &Inputs, lead: VolunteerId) -> Option<(VolunteerId, &Volunteer)> {
    let companion = inputs.pairs.get(&lead)?;
    Some((*companion, inputs.volunteers.get(companion)?))
}

fn leader_of(inputs: &Inputs, companion: VolunteerId) -> Option<(VolunteerId, &Volunteer)> {
    let (lead, _) = inputs.pairs.iter().find(|(_, other)| **other == companion)?;
    Some((*lead, inputs.volunteers.get(lead)?))
}

/// The shifts that two walk as one, each as long as both are there.
fn in_common(
    inputs: &Inputs,
    (lead, one): (VolunteerId, &Volunteer),
    (companion, other): (VolunteerId, &Volunteer),
) -> BTreeMap<Shift, (i32, i32)> {
    let both = one.shifts.iter().filter_map(|(shift, mine)| Some((*shift, *mine, *other.shifts.get(shift)?)));
    let common = both.filter_map(|(shift, mine, theirs)| {
        let span = (mine.0.max(theirs.0), mine.1.min(theirs.1));
        let worth = minutes(span) >= SHORTEST_MIN && 2 * minutes(span) >= minutes(mine).min(minutes(theirs));
        let promised = visits(inputs, lead, mine) || visits(inputs, companion, theirs);
        (worth && !promised).then_some((shift, span))
    });
    common.collect()
}

/// Whether somebody has agreed to a visit in a shift of theirs. It was promised by one person to another, who is not met by two
/// in its stead; and it stays on the phone of whoever promised it.
fn visits(inputs: &Inputs, who: VolunteerId, shift: (i32, i32)) -> bool {
    let theirs = |task: &Task| match task.what {
        What::Visit { volunteer, at_min, .. } => volunteer == who && shift.0 <= at_min && at_min < shift.1,
        What::Goods { .. } => false,
    };
    inputs.tasks.values().any(theirs)
}

fn minutes((from, until): (i32, i32)) -> i32 {
    until - from
}

impl Party {
    /// Whether somebody walks in it.
    pub fn has(&self, volunteer: VolunteerId) -> bool {
        self.lead == volunteer || self.companion == Some(volunteer)
    }

    /// Minutes that it has walked in the past weeks; of two, what each has on average.
    pub fn walked_min(&self, inputs: &Inputs) -> i64 {
        let people: Vec<VolunteerId> = std::iter::once(self.lead).chain(self.companion).collect();
        let walked = people.iter().filter_map(|who| inputs.volunteers.get(who)).map(|who| who.walked_min);
        walked.sum::<i64>() / people.len() as i64
    }

    /// Minutes of `hours` in which it walks.
    pub fn minutes_in(&self, hours: (i32, i32)) -> i32 {
        let of = |(from, until): &(i32, i32)| (hours.1.min(*until) - hours.0.max(*from)).max(0);
        self.shifts.values().map(of).sum()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::laws::day;
    use super::*;

    /// Of two who are a pair: when they walk as one, given their hours and the visits of the first and of the second.
    fn together(hours: [(i32, i32); 2], visits: [&[i32]; 2]) -> Option<(i32, i32)> {
        let walkers = hours.map(|(from, until)| (from, until - from, 10, true));
        let mut inputs = day(&[(0, true, 1, 0, 9)], &walkers);
        let people: Vec<VolunteerId> = inputs.volunteers.keys().copied().collect();
        let resident = *inputs.residents.keys().next().unwrap();
        inputs.pairs = [(people[0], people[1])].into();
        for (volunteer, at_min) in people.iter().zip(visits).flat_map(|(who, at)| at.iter().map(|at| (*who, *at))) {
            let what = What::Visit { volunteer, at_min, minutes: 30 };
            inputs.tasks.insert(Uuid::from_u128(at_min as u128), Task { resident, what, accepted: None });
        }
        let parties = parties(&inputs);
        for who in people {
            let theirs = parties.iter().filter(|party| party.has(who));
            assert_eq!(theirs.map(|party| party.shifts.len()).sum::<usize>(), 1, "each shift in one party");
        }
        parties.iter().find(|party| party.companion.is_some()).map(|party| party.shifts[&Shift::Morning])
    }

    #[test]
    fn when_two_walk_as_one() {
        type Case<'a> = ([(i32, i32); 2], [&'a [i32]; 2], Option<(i32, i32)>);
        let cases: [Case<'_>; 8] = [
            ([(420, 720), (420, 720)], [&[], &[]], Some((420, 720))),
            ([(420, 600), (480, 720)], [&[], &[]], Some((480, 600))),
            ([(420, 480), (450, 720)], [&[], &[]], Some((450, 480))),
            ([(420, 449), (420, 720)], [&[], &[]], None),
            ([(420, 510), (480, 720)], [&[], &[]], None),
            ([(420, 480), (480, 720)], [&[], &[]], None),
            ([(420, 720), (420, 720)], [&[500], &[]], None),
            ([(420, 720), (420, 720)], [&[], &[500]], None),
        ];
        for (hours, visits, expected) in cases {
            assert_eq!(together(hours, visits), expected, "{hours:?} {visits:?}");
        }
    }

    #[test]
    fn a_party_counts_its_minutes() {
        use Shift::{Afternoon, Morning};
        let inputs = day(&[], &[(420, 300, 10, true)]);
        let party = parties(&inputs).remove(0);
        let party = Party { shifts: [(Morning, (450, 600)), (Afternoon, (840, 900))].into(), ..party };
        for (hours, minutes) in [((0, 1440), 210), ((500, 520), 20), ((600, 840), 0), ((590, 850), 20)] {
            assert_eq!(party.minutes_in(hours), minutes, "{hours:?}");
        }
    }
}
