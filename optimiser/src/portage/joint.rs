//! What routes cost because of each other: a resident's doors in several hands, work unevenly spread; and who must stand with
//! whom.

use super::{Portage, Route};
use crate::anneal::model::Client;

/// The cost of all routes together, beyond their own.
pub(super) fn cost(day: &Portage, routes: &[Route], seat: impl Fn(Client) -> Option<usize>) -> i64 {
    let splits = if day.prices.split == 0 { 0 } else { day.groups.iter().map(|group| split(day, group, &seat)).sum() };
    day.prices.split * splits + spread(day, routes)
}

/// How many vehicles more than one serve a group.
fn split(day: &Portage, group: &[Client], seat: &impl Fn(Client) -> Option<usize>) -> i64 {
    let vehicle = |client: &Client| seat(*client).map(|route| day.walkers[route].vehicle);
    let first_of = |at: usize, who: u32| group[..at].iter().all(|earlier| vehicle(earlier) != Some(who));
    let hands = group.iter().enumerate().filter(|(at, client)| vehicle(client).is_some_and(|who| first_of(*at, who)));
    (hands.count() as i64 - 1).max(0)
}

/// Walkers of one vehicle follow each other, so one pass sees every vehicle once.
fn spread(day: &Portage, routes: &[Route]) -> i64 {
    if day.prices.spread_minute == 0 {
        return 0;
    }
    let (mut most, mut least) = (i64::MIN, i64::MAX);
    let mut at = 0;
    while at < routes.len() {
        let who = &day.walkers[at];
        let (mut seconds, mut counts) = (who.past_s.unwrap_or_default(), who.past_s.is_some());
        while at < routes.len() && day.walkers[at].vehicle == who.vehicle {
            seconds += i64::from(routes[at].seconds);
            counts |= !routes[at].stops.is_empty();
            at += 1;
        }
        if counts {
            (most, least) = (most.max(seconds), least.min(seconds));
        }
    }
    if most < least { 0 } else { day.prices.spread_minute * ((most - least) / 60) }
}

/// What `client` in a route would add to the cost of all; nothing where its sequence stands in another route.
#[inline]
pub(super) fn toll(day: &Portage, client: Client, route: usize, seat: impl Fn(Client) -> Option<usize>) -> Option<i64> {
    let door = day.door(client);
    if let Some((sequence, _)) = door.sequence {
        let elsewhere = |other: &Client| seat(*other).is_some_and(|other| other != route);
        if day.sequences[usize::from(sequence)].iter().any(elsewhere) {
            return None;
        }
    }
    let Some(group) = door.group.filter(|_| day.prices.split > 0) else { return Some(0) };
    let vehicle = day.walkers[route].vehicle;
    let mut hands = day.groups[usize::from(group)]
        .iter()
        .filter(|other| **other != client)
        .filter_map(|&other| seat(other))
        .peekable();
    let alone = hands.peek().is_none();
    let known = hands.any(|other| day.walkers[other].vehicle == vehicle);
    Some(if alone || known { 0 } else { day.prices.split })
}
