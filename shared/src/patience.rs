//! How long somebody waits after wrong secrets. A few tries are free, then each wrong one costs a longer wait, so that
//! guessing does not pay and a clumsy finger does not shut its owner out.

use chrono::TimeDelta;

/// Wrong tries of one device before the first wait.
pub const FREE_TRIES: u16 = 3;

/// Wrong PINs in a row after which a device must be paired again.
pub const PIN_EXHAUSTED: u16 = 10;

/// Seconds to wait after the third, fourth, … wrong try; the last one stands for all that follow.
const WAITS_S: [i64; 6] = [30, 60, 300, 900, 1800, 3600];

/// How long to wait after so many wrong tries in a row of which `free` cost nothing.
pub fn wait_after(wrong: u16, free: u16) -> Option<TimeDelta> {
    let step = usize::from(wrong.checked_sub(free)?).min(WAITS_S.len() - 1);
    WAITS_S.get(step).copied().map(TimeDelta::seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stop_growing() {
        let waits: Vec<_> =
            (0..=10).map(|wrong| wait_after(wrong, FREE_TRIES).map(|wait| wait.num_seconds())).collect();
        let expected = [None, None, None, Some(30), Some(60), Some(300), Some(900), Some(1800), Some(3600), Some(3600)];
        assert_eq!(waits[..10], expected);
        assert_eq!(waits[10], Some(3600));
    }
}
