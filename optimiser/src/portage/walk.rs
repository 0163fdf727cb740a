//! Walks a chain from the beginning: loads backwards, times forwards. Slow and plain; every quicker way to price a change must
//! say the same.

use std::cell::RefCell;

use super::load::Load;
use super::places;
use super::stop::Stop;
use super::{NEVER, Portage, Toil};

/// What a chain costs, when it can be walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Walked {
    pub(super) cost: i64,
    pub(super) seconds: i32,
}

/// The scratch of pricing: kept between calls so that the inner loop does not allocate.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// A chain on trial.
    pub(super) stops: Vec<Stop>,
    /// How many doors each stop loads for.
    pub(super) picks: Vec<i32>,
    pub(super) tails: Vec<u32>,
    /// What the doors from here on want of each kind, and how many doors.
    aboard: Vec<(Load, i32)>,
    open: Vec<Load>,
    taken: Vec<i64>,
}

impl Desk {
    /// Nothing of each kind.
    pub(super) fn open(&mut self, kinds: usize) -> &mut [Load] {
        self.open.clear();
        self.open.resize(kinds, Load::default());
        &mut self.open
    }

    /// Whether shops in which so many pieces are left have what a chain takes; nothing left to say means that none has a limit.
    pub(super) fn enough(&mut self, day: &Portage, stops: &[Stop], left: &[i64]) -> bool {
        if left.is_empty() {
            return true;
        }
        let mut taken = std::mem::take(&mut self.taken);
        day.taken(stops, &mut taken, self.open(day.kinds.len()));
        let enough = taken.iter().zip(left).all(|(taken, left)| taken <= left);
        self.taken = taken;
        enough
    }
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Lends this thread's desk.
pub(super) fn at_desk<T>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with_borrow_mut(work)
}

impl Portage {
    /// The cost of a chain, or nothing where a hard rule breaks. `left` is what it may take in each shop: [`Portage::left`].
    pub(super) fn walk(&self, walker: usize, stops: &[Stop], left: &[i64], desk: &mut Desk) -> Option<Walked> {
        if stops.is_empty() {
            return Some(Walked::default());
        }
        self.loads(walker, stops, desk)?;
        if !desk.enough(self, stops, left) {
            return None;
        }
        let (who, legs) = (&self.walkers[walker], self.legs(walker));
        let (mut now, mut wait, mut slack) = (who.shift.from, 0, i32::MAX);
        let (mut here, mut metres, mut habits, mut rested) = (who.start, 0, 0, who.no_rest == 0);
        let mut toil = Toil::default();
        for (&stop, &picked) in stops.iter().zip(&desk.picks) {
            let there = self.node(stop);
            let leg = legs.between(here, there);
            now += leg.seconds;
            metres += i64::from(leg.metres);
            let span = self.spans(stop).met(now)?;
            wait += (span.from - now).max(0);
            now = now.max(span.from);
            slack = slack.min(wait + (span.due - now).max(0));
            if let Some(client) = stop.client() {
                let (door, face) = (self.door(client), self.face(client, walker));
                if face == NEVER {
                    return None;
                }
                habits += i64::from(face) + door.late_price * i64::from((now - span.due).max(0));
                rested |= door.rests;
                toil = toil.plus(door.toil);
            }
            now += self.stay_s(stop, picked);
            here = there;
        }
        let home = legs.between(here, who.end);
        now += home.seconds;
        metres += i64::from(home.metres);
        let seconds = now - who.shift.from - slack.min(wait);
        if now > who.shift.to || seconds > who.longest_s || !toil.within(who.toil) {
            return None;
        }
        habits += self.prices.place * places::displaced(self, walker, stops, &mut desk.tails);
        Some(Walked { cost: self.day_price(walker, seconds, rested) + self.prices.metre * metres + habits, seconds })
    }

    /// Whether the cart holds at every moment, everything is loaded before it is wanted, and nobody reloads too often. Writes
    /// how many doors each shop visit is for.
    pub(super) fn loads(&self, walker: usize, stops: &[Stop], desk: &mut Desk) -> Option<()> {
        let who = &self.walkers[walker];
        if let Some(first) = who.first_shop
            && stops.first() != Some(&Stop::load_at(first))
        {
            return None;
        }
        desk.picks.clear();
        desk.picks.resize(stops.len(), 0);
        desk.aboard.clear();
        desk.aboard.resize(self.kinds.len(), (Load::default(), 0));
        let (mut total, mut reloads, mut after_shop) = (Load::default(), 0, false);
        for (at, stop) in stops.iter().enumerate().rev() {
            if let Some(client) = stop.client() {
                reloads += usize::from(after_shop);
                after_shop = false;
                for &(kind, want) in &self.door(client).wants {
                    let aboard = &mut desk.aboard[usize::from(kind)];
                    *aboard = (aboard.0.plus(want), aboard.1 + 1);
                    total = total.plus(want);
                }
                continue;
            }
            after_shop = true;
            if !total.within(who.cart) {
                return None;
            }
            for (kind, aboard) in (0..).zip(&mut desk.aboard) {
                if self.sells(*stop, kind) {
                    desk.picks[at] += aboard.1;
                    total = total.minus(aboard.0);
                    *aboard = (Load::default(), 0);
                }
            }
        }
        let loaded = desk.aboard.iter().all(|aboard| aboard.1 == 0) && reloads <= who.reloads_max;
        if loaded && !self.no_picking {
            self.once_a_door(stops, &mut desk.picks);
        }
        loaded.then_some(())
    }

    /// A door for which goods of several kinds are loaded at one visit was counted for each of them, and counts once.
    fn once_a_door(&self, stops: &[Stop], picks: &mut [i32]) {
        for (at, stop) in stops.iter().enumerate() {
            let wants = stop.client().map_or(&[][..], |client| &self.door(client).wants);
            let visit = |kind: u16| stops[..at].iter().rposition(|shop| self.sells(*shop, kind));
            for (nth, &(kind, _)) in wants.iter().enumerate().skip(1) {
                if let Some(shop) =
                    visit(kind).filter(|_| wants[..nth].iter().any(|&(other, _)| visit(other) == visit(kind)))
                {
                    picks[shop] -= 1;
                }
            }
        }
    }
}
