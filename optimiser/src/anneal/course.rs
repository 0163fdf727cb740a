//! How a search divides its way: a few short attempts from nothing, then a long one from the best of them.
//!
//! What an attempt settles while it is hot (who walks at all, which streets go together) it seldom mends when it is cold, and two
//! attempts differ more by that than by their length. Where there are too few iterations for a client, one attempt is better.

/// Attempts from nothing, and the share of the way for each of them.
const ATTEMPTS: usize = 6;
const SHARE: f64 = 0.1;
/// When it is known how many there will be: after this share of the way.
const KNOWN: f64 = 0.005;
/// The long attempt begins as warm as an attempt from nothing is at this share of its way.
const WARM: f64 = 0.5;

/// The way of a search.
pub(super) struct Course {
    clients: usize,
    /// See [`super::Knobs::plenty`].
    plenty: f64,
    /// How many attempts from nothing there are, once it is known, and the one that runs.
    attempts: Option<usize>,
    now: usize,
    /// The moment at which the search began: reading and building may have taken some of the time.
    begun: Option<f64>,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The attempt goes on.
    On,
    /// Another one begins from nothing.
    Anew,
    /// The long one begins from the best so far.
    Best,
}

impl Course {
    /// The way of a search from nothing, or of one that begins from rounds and stays with them.
    pub(super) fn new(clients: usize, plenty: f64, from_nothing: bool) -> Self {
        Self { clients, plenty, attempts: (!from_nothing).then_some(0), now: 0, begun: None }
    }

    /// At a moment of the search, 0 its beginning and 1 its end: what comes next, and the moment of the attempt.
    pub(super) fn at(&mut self, moment: f64, iteration: u64) -> (Turn, f64) {
        let begun = *self.begun.get_or_insert(moment);
        let moment = ((moment - begun) / (1.0 - begun)).max(0.0);
        if self.attempts.is_none() && moment >= KNOWN {
            let for_each = iteration as f64 / moment / self.clients.max(1) as f64;
            self.attempts = Some(if for_each < self.plenty { 0 } else { ATTEMPTS });
        }
        let attempts = self.attempts.unwrap_or(ATTEMPTS);
        let next = ((moment / SHARE) as usize).clamp(self.now, attempts);
        let turn = match next {
            same if same == self.now => Turn::On,
            last if last == attempts => Turn::Best,
            _ => Turn::Anew,
        };
        self.now = next;
        let before = next as f64 * SHARE;
        let inside = (moment - before).max(0.0);
        let heat = match (next == attempts, attempts) {
            (true, 0) => moment,
            (true, _) => WARM + (1.0 - WARM) * inside / (1.0 - before),
            (false, _) => inside / SHARE,
        };
        (turn, heat)
    }
}

#[cfg(test)]
mod tests {
    use super::{Course, Turn};

    fn turns(course: &mut Course, iterations: u64) -> Vec<(Turn, usize)> {
        let at = |percent: u64| (course.at(percent as f64 / 100.0, iterations * percent / 100).0, percent as usize);
        (0..100).map(at).filter(|(turn, _)| *turn != Turn::On).collect()
    }

    #[test]
    fn it_is_divided_where_there_are_plenty_of_iterations() {
        let divided = turns(&mut Course::new(5, 1500.0, true), 10_000);
        assert_eq!(divided.len(), 6);
        assert_eq!(
            divided.iter().filter(|(turn, _)| *turn == Turn::Best).map(|(_, at)| *at / 5).collect::<Vec<_>>(),
            [12]
        );
        assert_eq!(turns(&mut Course::new(10, 1500.0, true), 1000), []);
        assert_eq!(turns(&mut Course::new(10, 1500.0, false), 10_000), []);
    }

    #[test]
    fn each_attempt_cools_to_the_end() {
        let mut course = Course::new(1, 1500.0, true);
        assert_eq!(course.at(0.0, 0), (Turn::On, 0.0));
        assert!(course.at(0.099, 99_000).1 > 0.98);
        assert_eq!(course.at(0.1, 100_000).0, Turn::Anew);
        assert!(course.at(0.9999, 999_900).1 > 0.99);
        assert_eq!(course.at(0.5, 999_900).0, Turn::On, "it never goes back");
    }

    #[test]
    fn what_went_before_the_search_is_not_its_way() {
        let mut course = Course::new(1, 1500.0, true);
        let half = |moment: f64| 0.5 + moment / 2.0;
        assert_eq!(course.at(half(0.0), 0), (Turn::On, 0.0));
        assert_eq!(course.at(half(0.01), 100).0, Turn::On);
        assert_eq!(course.at(half(0.11), 1100).0, Turn::Anew);
    }
}
