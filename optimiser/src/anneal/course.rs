//! How a search divides its way: a few short attempts from nothing, then a long one from the best of them.
//!
//! What an attempt settles while it is hot (who walks at all, which streets go together) it seldom mends when it is cold, and two
//! attempts differ more by that than by their length. Where there are too few iterations for a client, one attempt is better.

/// Attempts from nothing, and the share of the way for each of them.
const ATTEMPTS: usize = 6;
const SHARE: f64 = 0.1;
/// Iterations for a client, over the whole way, from which on it is divided.
const PLENTY: f64 = 1500.0;
/// When it is known how many there will be: after this share of the way.
const KNOWN: f64 = 0.005;
/// The long attempt begins as warm as an attempt from nothing is at this share of its way.
const WARM: f64 = 0.5;

/// The way of a search.
pub(super) struct Course {
    clients: usize,
    /// How many attempts from nothing there are, once it is known, and the one that runs.
    attempts: Option<usize>,
    now: usize,
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
    pub(super) fn new(clients: usize, from_nothing: bool) -> Self {
        Self { clients, attempts: (!from_nothing).then_some(0), now: 0 }
    }

    /// At a moment of the search, 0 its beginning and 1 its end: what comes next, and the moment of the attempt.
    pub(super) fn at(&mut self, moment: f64, iteration: u64) -> (Turn, f64) {
        if self.attempts.is_none() && moment >= KNOWN {
            let for_each = iteration as f64 / moment / self.clients.max(1) as f64;
            self.attempts = Some(if for_each < PLENTY { 0 } else { ATTEMPTS });
        }
        let attempts = self.attempts.unwrap_or(ATTEMPTS);
        let next = ((moment / SHARE) as usize).clamp(self.now, attempts);
        let turn = match next {
            same if same == self.now => Turn::On,
            last if last == attempts => Turn::Best,
            _ => Turn::Anew,
        };
        self.now = next;
        let begun = next as f64 * SHARE;
        let inside = (moment - begun).max(0.0);
        let heat = match (next == attempts, attempts) {
            (true, 0) => moment,
            (true, _) => WARM + (1.0 - WARM) * inside / (1.0 - begun),
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
        let divided = turns(&mut Course::new(5, true), 10_000);
        assert_eq!(divided.len(), 6);
        assert_eq!(
            divided.iter().filter(|(turn, _)| *turn == Turn::Best).map(|(_, at)| *at / 5).collect::<Vec<_>>(),
            [12]
        );
        assert_eq!(turns(&mut Course::new(10, true), 1000), []);
        assert_eq!(turns(&mut Course::new(10, false), 10_000), []);
    }

    #[test]
    fn each_attempt_cools_to_the_end() {
        let mut course = Course::new(1, true);
        assert_eq!(course.at(0.0, 0), (Turn::On, 0.0));
        assert!(course.at(0.099, 99_000).1 > 0.98);
        assert_eq!(course.at(0.1, 100_000).0, Turn::Anew);
        assert!(course.at(0.9999, 999_900).1 > 0.99);
        assert_eq!(course.at(0.5, 999_900).0, Turn::On, "it never goes back");
    }
}
