//! Notices: what palier tells people of its own accord. The words, and the one rule by which a notice is brought to somebody:
//! over which channel next, when, and when it is too late for it.
//!
//! A notice that reaches a phone is not a notice that somebody saw; so the rule ends with *seen*, never with *sent*, where
//! somebody waits for an answer.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::calendar::{instant_of, local_day, local_minute};
use crate::parameters::QuietHours;

mod preference;

crate::words! {
    /// What a notice is about.
    pub enum NoticeKind {
        /// A volunteer has a round.
        RoundPublished => "round_published",
        /// A round that its volunteer knows of is another now.
        RoundChanged => "round_changed",
        /// A round that its volunteer knows of is not walked.
        RoundCancelled => "round_cancelled",
        /// Doors of a day are in nobody's round.
        DoorsUncovered => "doors_uncovered",
        /// A volunteer has a round today.
        RoundReminder => "round_reminder",
        /// In the evening a round has doors of which nobody told what became of them.
        RoundUnfinished => "round_unfinished",
        /// The phone of a round under way was not heard of for long.
        DeviceSilent => "device_silent",
        /// Somebody should look again at a person: a report of a door says so.
        ConcernOpened => "concern_opened",
        /// Something is wrong with what was delivered, and a call was promised.
        DeliveryProblem => "delivery_problem",
        /// Somebody else changed what a resident ordered.
        OrderChanged => "order_changed",
        /// Somebody else cancelled what a resident ordered.
        OrderCancelled => "order_cancelled",
        /// Something that a resident ordered could not be left.
        DeliveryMissed => "delivery_missed",
    }

    /// A way to reach somebody.
    pub enum NoticeChannel {
        /// To a telephone or browser that asked for it.
        Push => "push",
        /// A text message to a mobile telephone.
        Sms => "sms",
        /// A message to an e-mail address.
        Email => "email",
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

/// A reader who has not seen a notice that waits for an answer is reached another way after so long.
const UNSEEN: TimeDelta = TimeDelta::minutes(30);

/// What would be too late after the quiet hours is brought so long before that, within them.
const HEADWAY: TimeDelta = TimeDelta::hours(1);

impl NoticeKind {
    /// Whether it breaks into quiet hours: somebody may wait behind a door. A reminder does too: the association chose its hour.
    pub fn is_urgent(self) -> bool {
        match self {
            Self::DoorsUncovered
            | Self::RoundReminder
            | Self::RoundUnfinished
            | Self::DeviceSilent
            | Self::ConcernOpened => true,
            Self::RoundPublished
            | Self::RoundChanged
            | Self::RoundCancelled
            | Self::DeliveryProblem
            | Self::OrderChanged
            | Self::OrderCancelled
            | Self::DeliveryMissed => false,
        }
    }

    /// Whether somebody is called whom no device tells. Nobody is called only to be reminded, and no resident for what whoever
    /// changed their order, or whoever follows up a door that stayed shut, tells them anyway.
    pub fn is_called(self) -> bool {
        !matches!(self, Self::RoundReminder | Self::OrderChanged | Self::OrderCancelled | Self::DeliveryMissed)
    }

    /// After how long another channel is tried while nobody has seen it; never where one is enough.
    pub fn tries_another_after(self) -> Option<TimeDelta> {
        match self {
            Self::RoundChanged
            | Self::RoundCancelled
            | Self::DoorsUncovered
            | Self::RoundUnfinished
            | Self::DeviceSilent
            | Self::ConcernOpened
            | Self::DeliveryProblem
            | Self::OrderCancelled
            | Self::DeliveryMissed => Some(UNSEEN),
            Self::RoundPublished | Self::RoundReminder | Self::OrderChanged => None,
        }
    }

    /// Whether a sleeping device is woken for it. That is another question than whether it breaks into quiet hours: a device is
    /// asked outside them, and what is news of a thing that its reader counts on must not wait until they look by themselves. A
    /// round that is still to be agreed to can wait for that.
    pub fn wakes_devices(self) -> bool {
        self.tries_another_after().is_some()
    }
}

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
    let took = notice.tried.iter().filter_map(|(_, tried)| match tried {
        Tried::Took(at) => Some(*at),
        Tried::Refused => None,
    });
    let last = took.max();
    if notice.seen {
        return Next::Over(NoticeState::Seen);
    }
    if now >= notice.expires_at {
        return Next::Over(last.map_or(NoticeState::Expired, |_| NoticeState::Sent));
    }
    if notice.declined {
        return Next::Over(last.map_or(NoticeState::Declined, |_| NoticeState::Sent));
    }
    let mut of_use =
        notice.channels.iter().filter(|channel| **channel != NoticeChannel::Call || notice.kind.is_called());
    let untried = of_use.find(|channel| notice.tried.iter().all(|(tried, _)| tried != *channel));
    let Some(channel) = untried else {
        return Next::Over(last.map_or(NoticeState::Failed, |_| NoticeState::Sent));
    };
    if let Some(last) = last {
        match notice.kind.tries_another_after().map(|after| last + after) {
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
    use NoticeChannel::{Call, Push};
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
