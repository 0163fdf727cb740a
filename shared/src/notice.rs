//! Notices: what palier tells people of its own accord. The words, and the one rule by which a notice is brought to somebody:
//! over which channel next, when, and when it is too late for it.
//!
//! A notice that reaches a phone is not a notice that somebody saw; so the rule ends with *seen*, never with *sent*, where
//! somebody waits for an answer.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::calendar::{instant_of, local_day, local_minute};
use crate::parameters::QuietHours;

mod kind;
mod preference;

pub use kind::NoticeKind;

crate::words! {
    /// A way to reach somebody.
    pub enum NoticeChannel {
        /// To a telephone or browser that asked for it.
        Push => "push",
        /// A text message to a mobile telephone.
        Sms => "sms",
        /// A message to an e-mail address.
        Email => "email",
        /// Whoever comes to the door next says it, or leaves it in writing with the goods.
        Doorstep => "doorstep",
        /// Somebody calls, from a list.
        Call => "call",
    }

    /// What became of a notice.
    pub enum NoticeState {
        /// It is still to be brought.
        Waiting => "waiting",
        /// A channel took it; nobody has seen it yet.
        Sent => "sent",
        /// Its reader has seen it.
        Seen => "seen",
        /// No channel takes it.
        Failed => "failed",
        /// It was too late for it.
        Expired => "expired",
        /// A later one of the same thing took its place, or the thing is no more.
        Withdrawn => "withdrawn",
        /// Its reader does not want this kind; it stands in the app alone.
        Declined => "declined",
    }

    /// What came of one try to bring a notice.
    pub enum Outcome {
        /// The channel took it.
        Taken => "taken",
        /// The channel takes none for this reader.
        Refused => "refused",
        /// It is to be tried again.
        Postponed => "postponed",
    }

    /// The language of the fixed texts that a device shows.
    pub enum Language {
        /// French.
        French => "fr",
        /// English.
        English => "en",
    }
}

/// What would be too late after the quiet hours is brought so long before that, within them.
const HEADWAY: TimeDelta = TimeDelta::hours(1);

/// What came of trying a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It took the notice at this instant.
    Took(DateTime<Utc>),
    /// It takes none for this reader.
    Refused,
}

/// A notice, as far as the next step depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// What it is about.
    pub kind: NoticeKind,
    /// From then on it is too late.
    pub expires_at: DateTime<Utc>,
    /// Whether its reader has seen it.
    pub seen: bool,
    /// Whether its reader does not want this kind.
    pub declined: bool,
    /// The ways to reach this reader, the first choice first.
    pub channels: &'a [NoticeChannel],
    /// What came of those that were tried, each once, in order.
    pub tried: &'a [(NoticeChannel, Tried)],
    /// When whoever comes to the reader's door next has said it, where somebody comes in time.
    pub at_the_door: Option<DateTime<Utc>>,
    /// Until when its reader is to be left in peace, where that is so now.
    pub quiet_until: Option<DateTime<Utc>>,
}

/// What is to be done about a notice now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Bring it by this channel.
    Bring(NoticeChannel),
    /// Look again then.
    Wait(DateTime<Utc>),
    /// Nothing any more.
    Over(NoticeState),
}

/// The next step of a notice at `now`.
pub fn next(notice: &Standing<'_>, now: DateTime<Utc>) -> Next {
    let took = notice.tried.iter().filter_map(|(channel, tried)| match tried {
        Tried::Took(at) => Some((*at, *channel)),
        Tried::Refused => None,
    });
    let last = took.max_by_key(|(at, _)| *at);
    if notice.seen {
        return Next::Over(NoticeState::Seen);
    }
    if now >= notice.expires_at {
        return Next::Over(last.map_or(NoticeState::Expired, |_| NoticeState::Sent));
    }
    if notice.declined {
        return Next::Over(last.map_or(NoticeState::Declined, |_| NoticeState::Sent));
    }
    let mut of_use = notice.channels.iter().filter(|channel| notice.kind.takes(**channel));
    let untried = of_use.find(|channel| notice.tried.iter().all(|(tried, _)| tried != *channel));
    let Some(channel) = untried else {
        return Next::Over(last.map_or(NoticeState::Failed, |_| NoticeState::Sent));
    };
    if let Some((at, channel)) = last {
        let then = match channel {
            // Where nobody comes any more, somebody calls.
            NoticeChannel::Doorstep => Some(notice.at_the_door.unwrap_or(now)),
            _ => notice.kind.tries_another_after().map(|after| at + after),
        };
        match then {
            None => return Next::Over(NoticeState::Sent),
            Some(then) if now < then => return Next::Wait(then),
            Some(_) => {}
        }
    }
    match notice.quiet_until.filter(|_| !notice.kind.is_urgent()) {
        Some(until) if now < until.min(notice.expires_at - HEADWAY) => {
            Next::Wait(until.min(notice.expires_at - HEADWAY))
        }
        _ => Next::Bring(*channel),
    }
}

/// The end of the quiet hours in which `now` lies, if it lies in some.
pub fn quiet_until(now: DateTime<Utc>, hours: QuietHours, tz: Tz) -> Option<DateTime<Utc>> {
    let (day, minute) = (local_day(now, tz), local_minute(now, tz));
    let (from, until) = (hours.from_min, hours.until_min);
    let over_midnight = from > until;
    let ends_on = match minute {
        _ if from == until => None,
        late if over_midnight && late >= from => day.succ_opt(),
        early if over_midnight && early < until => Some(day),
        within if !over_midnight && (from..until).contains(&within) => Some(day),
        _ => None,
    };
    ends_on.map(|day| instant_of(day, until, tz))
}

#[cfg(test)]
mod tests {
    use super::*;
    use NoticeChannel::{Call, Doorstep, Push};
    use NoticeState::{Declined, Expired, Failed, Seen, Sent};
    use chrono_tz::Europe::Paris;

    fn at(text: &str) -> DateTime<Utc> {
        let (day, time) = text.split_once(' ').unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        let minute = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
        instant_of(format!("2019-03-{day}").parse().unwrap(), minute, Paris)
    }

    fn published() -> Standing<'static> {
        let kind = NoticeKind::RoundPublished;
        Standing {
            kind,
            expires_at: at("05 07:30"),
            seen: false,
            declined: false,
            channels: &[Push, Call],
            tried: &[],
            at_the_door: None,
            quiet_until: None,
        }
    }

    #[test]
    fn the_first_choice_comes_first_and_one_that_took_it_is_enough() {
        let now = at("04 20:00");
        assert_eq!(next(&published(), now), Next::Bring(Push));
        let took = [(Push, Tried::Took(now))];
        assert_eq!(next(&Standing { tried: &took, ..published() }, at("04 20:40")), Next::Over(Sent));
        let refused = [(Push, Tried::Refused)];
        assert_eq!(next(&Standing { tried: &refused, ..published() }, now), Next::Bring(Call));
        assert_eq!(next(&Standing { channels: &[], ..published() }, now), Next::Over(Failed));
        assert_eq!(next(&Standing { seen: true, ..published() }, now), Next::Over(Seen));
        assert_eq!(next(&published(), at("05 07:30")), Next::Over(Expired));
    }

    #[test]
    fn what_its_reader_does_not_want_is_brought_by_no_channel() {
        let declined = Standing { declined: true, ..published() };
        assert_eq!(next(&declined, at("04 20:00")), Next::Over(Declined));
        assert_eq!(next(&Standing { seen: true, ..declined }, at("04 20:00")), Next::Over(Seen));
        let took = [(Push, Tried::Took(at("04 20:00")))];
        assert_eq!(next(&Standing { tried: &took, ..declined }, at("04 20:40")), Next::Over(Sent));
    }

    #[test]
    fn whoever_has_not_seen_a_change_is_reached_another_way() {
        let took = [(Push, Tried::Took(at("05 06:00")))];
        let changed = Standing { kind: NoticeKind::RoundChanged, tried: &took, ..published() };
        assert_eq!(next(&changed, at("05 06:29")), Next::Wait(at("05 06:30")));
        assert_eq!(next(&changed, at("05 06:30")), Next::Bring(Call));
        assert_eq!(next(&Standing { seen: true, ..changed }, at("05 06:30")), Next::Over(Seen));
        assert_eq!(next(&Standing { channels: &[Push], ..changed }, at("05 06:30")), Next::Over(Sent));
        assert_eq!(next(&changed, at("05 07:30")), Next::Over(Sent), "it was brought in time");
    }

    #[test]
    fn whoever_has_no_telephone_hears_it_at_the_door_and_is_called_where_nobody_comes() {
        let (now, noon) = (at("04 20:00"), at("05 12:00"));
        let kind = NoticeKind::CutoffMoved;
        let here = Standing { kind, channels: &[Doorstep, Call], expires_at: at("05 16:00"), ..published() };
        let somebody_comes = Standing { at_the_door: Some(noon), ..here };
        assert_eq!(next(&somebody_comes, now), Next::Bring(Doorstep));
        let took = [(Doorstep, Tried::Took(now))];
        let waits = Standing { tried: &took, ..somebody_comes };
        assert_eq!(next(&waits, now), Next::Wait(noon));
        assert_eq!(next(&waits, noon), Next::Bring(Call), "nobody has said it");
        assert_eq!(next(&Standing { at_the_door: None, ..waits }, now), Next::Bring(Call), "nobody comes any more");
        let kind = NoticeKind::DeliveryMissed;
        assert_eq!(next(&Standing { kind, ..waits }, now), Next::Over(Sent), "nobody is called for it");
    }

    #[test]
    fn what_a_reader_counts_on_wakes_their_device() {
        for kind in [NoticeKind::RoundChanged, NoticeKind::RoundCancelled, NoticeKind::DoorsUncovered] {
            assert!(kind.wakes_devices(), "{kind:?}");
        }
        assert!(!NoticeKind::RoundPublished.wakes_devices());
    }

    #[test]
    fn quiet_hours_hold_back_what_can_wait() {
        let late = Standing { expires_at: at("05 12:00"), quiet_until: Some(at("05 07:30")), ..published() };
        assert_eq!(next(&late, at("04 22:00")), Next::Wait(at("05 07:30")));
        let early = Standing { expires_at: at("05 07:30"), ..late };
        assert_eq!(
            next(&early, at("04 22:00")),
            Next::Wait(at("05 06:30")),
            "after the quiet hours it would be too late"
        );
        assert_eq!(next(&early, at("05 06:45")), Next::Bring(Push));
        assert_eq!(next(&Standing { kind: NoticeKind::DoorsUncovered, ..early }, at("04 22:00")), Next::Bring(Push));
    }

    #[test]
    fn a_reminder_goes_at_its_hour_and_nobody_calls_for_it() {
        let quiet_until = Some(at("05 07:30"));
        let reminder = Standing { kind: NoticeKind::RoundReminder, quiet_until, ..published() };
        assert_eq!(next(&reminder, at("05 06:45")), Next::Bring(Push));
        assert_eq!(next(&Standing { channels: &[Call], ..reminder }, at("05 06:45")), Next::Over(Failed));
    }

    #[test]
    fn quiet_hours_pass_midnight_and_the_night_that_is_too_short() {
        let hours = QuietHours::default();
        assert_eq!(quiet_until(at("04 20:59"), hours, Paris), None);
        assert_eq!(quiet_until(at("04 21:00"), hours, Paris), Some(at("05 07:30")));
        assert_eq!(quiet_until(at("05 07:29"), hours, Paris), Some(at("05 07:30")));
        assert_eq!(quiet_until(at("05 07:30"), hours, Paris), None);
        // The clocks go forward at two: five and a half hours after one o'clock it is half past seven.
        let night = quiet_until(at("31 01:00"), hours, Paris).unwrap();
        assert_eq!(night - at("31 01:00"), TimeDelta::minutes(330));
        let noon = QuietHours { from_min: 720, until_min: 840 };
        assert_eq!(quiet_until(at("04 13:00"), noon, Paris), Some(at("04 14:00")));
        assert_eq!(quiet_until(at("04 13:00"), QuietHours { from_min: 0, until_min: 0 }, Paris), None);
    }
}
