//! Two as one. On a day on which both of a pair are there, what they have of a shift in common is one round, led by the
//! lead; where only one of them is there, that one walks alone. None of it is written down: a pair that ends leaves two
//! volunteers as they were.

use std::collections::BTreeMap;

use shared::id::{ResidentId, VolunteerId};
use shared::round::Shift;

use super::inputs::{Inputs, Task, Volunteer, What};
use super::strength::Strength;
use super::walkers::APPROACH;

/// What two have in common for less than this is no round, in minutes.
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
        let kept = keep_their_word(inputs, (lead, mine), (companion, theirs), span);
        (span.1 - span.0 >= SHORTEST_MIN && kept).then_some((shift, span))
    });
    common.collect()
}

/// A visit that one of two has agreed to.
struct Promise {
    from: i32,
    until: i32,
    whose: VolunteerId,
    resident: ResidentId,
    /// The shift of theirs that it lies in.
    shift: (i32, i32),
}

impl Promise {
    /// Whether a walk in `span` leaves as much room around it as the shift itself does.
    fn fits(&self, span: (i32, i32)) -> bool {
        let early = span.0 == self.shift.0 || span.0 <= self.from - APPROACH;
        let late = span.1 == self.shift.1 || self.until + APPROACH <= span.1;
        early && late
    }
}

/// Whether what either has agreed to in this shift can be kept by both together. A visit was promised to somebody, and a pair
/// was not: where the two do not go together, each walks alone.
fn keep_their_word(
    inputs: &Inputs,
    one: (VolunteerId, (i32, i32)),
    other: (VolunteerId, (i32, i32)),
    span: (i32, i32),
) -> bool {
    let promise = |task: &Task| {
        let What::Visit { volunteer, at_min: from, minutes } = task.what else { return None };
        let (whose, shift) = [one, other].into_iter().find(|(who, _)| *who == volunteer)?;
        let inside = shift.0 <= from && from < shift.1;
        inside.then_some(Promise { from, until: from + minutes, whose, resident: task.resident, shift })
    };
    let mut promises: Vec<Promise> = inputs.tasks.values().filter_map(promise).collect();
    promises.sort_by_key(|promise| promise.from);
    let welcome = |resident| {
        let blocked = inputs.residents.get(resident).map(|home| &home.blocked);
        blocked.is_none_or(|blocked| !blocked.contains(&one.0) && !blocked.contains(&other.0))
    };
    // Between the visits of two people there must be time to get from the one to the other.
    let in_turn = |two: &[Promise]| match two {
        [before, after] => before.whose == after.whose || after.from - before.until >= APPROACH,
        _ => true,
    };
    promises.iter().all(|promise| promise.fits(span) && welcome(&promise.resident)) && promises.windows(2).all(in_turn)
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
    fn together(hours: [(i32, i32); 2], visits: [&[(i32, i32)]; 2], blocked: usize) -> Option<(i32, i32)> {
        let walkers = hours.map(|(from, until)| (from, until - from, 10, true));
        let mut inputs = day(&[(0, true, 1, 0, blocked)], &walkers);
        let people: Vec<VolunteerId> = inputs.volunteers.keys().copied().collect();
        let resident = *inputs.residents.keys().next().unwrap();
        inputs.pairs = [(people[0], people[1])].into();
        for (volunteer, (at_min, minutes)) in
            people.iter().zip(visits).flat_map(|(who, theirs)| theirs.iter().map(move |visit| (*who, *visit)))
        {
            let what = What::Visit { volunteer, at_min, minutes };
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
        type Case<'a> = ([(i32, i32); 2], [&'a [(i32, i32)]; 2], Option<(i32, i32)>);
        let cases: [Case<'_>; 11] = [
            ([(420, 720), (420, 720)], [&[], &[]], Some((420, 720))),
            ([(420, 600), (480, 720)], [&[], &[]], Some((480, 600))),
            ([(420, 510), (480, 720)], [&[], &[]], Some((480, 510))),
            ([(420, 509), (480, 720)], [&[], &[]], None),
            ([(420, 480), (480, 720)], [&[], &[]], None),
            // A visit of either in what they have in common, and one outside of it.
            ([(420, 600), (480, 720)], [&[(520, 30)], &[]], Some((480, 600))),
            ([(420, 600), (480, 720)], [&[(450, 30)], &[]], None),
            ([(420, 600), (480, 720)], [&[], &[(590, 30)]], None),
            ([(420, 720), (480, 720)], [&[], &[(690, 30)]], Some((480, 720))),
            // One after the other, and too near.
            ([(420, 720), (420, 720)], [&[(500, 30)], &[(550, 30)]], Some((420, 720))),
            ([(420, 720), (420, 720)], [&[(500, 30)], &[(535, 30)]], None),
        ];
        for (hours, visits, expected) in cases {
            assert_eq!(together(hours, visits, 9), expected, "{hours:?} {visits:?}");
        }
        assert_eq!(together([(420, 720), (420, 720)], [&[(500, 30)], &[]], 1), None, "the other must not come along");
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
