//! What is taken out: strings of neighbouring clients in neighbouring routes.
//!
//! Christiaens and Vanden Berghe, "Slack Induction by String Removals", Transportation Science 54(2), 2020: taking whole
//! strings leaves slack of space and time in a few routes, where single clients taken here and there leave none.

use super::Knobs;
use super::model::{Client, Model};
use super::rounds::Rounds;
use crate::chance::Chance;

/// Chances in a hundred that a string keeps some of its middle, and that it keeps one client more.
const SPLIT: u32 = 50;
const SPLIT_MORE: u32 = 99;

/// Takes strings out around a client that is drawn.
pub(super) fn ruin<M: Model>(rounds: &mut Rounds<'_, M>, knobs: &Knobs, chance: &mut Chance) {
    let clients = rounds.model.clients();
    let used = rounds.routes.iter().filter(|route| rounds.model.length(route) > 0).count().max(1);
    let mean = (clients - rounds.absent.len()) as f64 / used as f64;
    let longest = knobs.string.min(mean).max(1.0);
    let strings = (4.0 * knobs.removed / (1.0 + longest) - 1.0).max(1.0);
    let strings = (chance.part() * strings + 1.0) as usize;
    let centre = chance.draw(clients as u32) as Client;
    let mut cut = [usize::MAX; 64];
    let mut done = 0;
    let near = rounds.model.near(centre);
    for &client in std::iter::once(&centre).chain(near) {
        if done == strings.min(cut.len()) {
            break;
        }
        let seat = rounds.seat(client);
        let Some(route) = seat.route().filter(|route| !cut[..done].contains(route)) else { continue };
        let length = rounds.model.length(&rounds.routes[route]);
        let most = longest.min(length as f64);
        let string = ((chance.part() * most) as usize + 1).min(length);
        take_string(rounds, route, (usize::from(seat.at), length, string), chance);
        cut[done] = route;
        done += 1;
    }
}

/// Takes `string` clients out of a route of `length`, the one at `at` among them or in the middle that is kept.
fn take_string<M: Model>(
    rounds: &mut Rounds<'_, M>,
    route: usize,
    (at, length, string): (usize, usize, usize),
    chance: &mut Chance,
) {
    let mut kept = 0;
    if string > 1 && string < length && chance.draw(100) < SPLIT {
        kept = 1;
        while string + kept < length && chance.draw(100) < SPLIT_MORE {
            kept += 1;
        }
    }
    let span = string + kept;
    let (low, high) = ((at + 1).saturating_sub(span), at.min(length - span));
    let first = low + chance.draw((high - low + 1) as u32) as usize;
    let gap = first + if kept > 0 { chance.draw(string as u32 + 1) as usize } else { string };
    let leaves = |here: usize| here >= first && here < first + span && !(here >= gap && here < gap + kept);
    rounds.take(route, leaves);
}
