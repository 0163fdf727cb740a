//! Another vehicle walks: of two that are drawn, one that is out stays at home this once and one that is at home sets out.
//!
//! Ruins of strings alone never find out that another volunteer should walk.

use super::model::{Client, Model};
use super::recreate::{Bent, Prices, brought};
use super::rounds::Rounds;
use crate::chance::Chance;

/// One in so many that set out for another takes over its whole tour, as far as it can; the others begin with one client.
const TAKES_OVER: u32 = 2;

/// Draws two vehicles and takes the clients out of the one that stays at home. Not every fleet allows both.
pub(super) fn bend<M: Model>(rounds: &mut Rounds<'_, M>, prices: &mut Prices, chance: &mut Chance) -> Bent {
    let mut bent = Bent::default();
    for _ in 0..2 {
        let route = chance.draw(rounds.routes.len() as u32) as usize;
        let idle = |other: &usize| rounds.model.length(&rounds.routes[*other]) == 0;
        if idle(&route) {
            let alike = |other: &usize| rounds.model.kind(*other) == rounds.model.kind(route);
            bent.open = (0..rounds.routes.len()).find(|other| alike(other) && idle(other));
        } else {
            bent.close = Some(route);
        }
    }
    let Some(close) = bent.close else { return bent };
    let tour: Vec<Client> = rounds.model.tour(&rounds.routes[close]).collect();
    rounds.take(close, |_| true);
    if let Some(open) = bent.open
        && chance.draw(TAKES_OVER) == 0
        && take_over(rounds, prices, &tour, open)
    {
        bent.open = None;
    }
    bent
}

/// Brings the clients of a tour into one route, in their order and whatever it costs; whether there is one that it can take.
fn take_over<M: Model>(rounds: &mut Rounds<'_, M>, prices: &mut Prices, tour: &[Client], open: usize) -> bool {
    let mut some = false;
    for &client in tour {
        if let Some(spot) = brought(rounds, prices, client, open) {
            rounds.absent.retain(|&other| other != client);
            rounds.put(client, open, spot);
            some = true;
        }
    }
    some
}
