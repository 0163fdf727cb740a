//! What somebody may choose about a kind of notice: whether they are told at all, by which ways, and in which order.
//!
//! One rule. **A kind that may be declined is brought by the ways that its reader named, in that order, and by no other; who names
//! none declines it. A kind that may not be declined is brought by every way: those that its reader named come first, the others
//! follow in the usual order.** So nobody switches off the call that makes up for a phone that lies in a drawer: it comes last
//! unless its reader wants it earlier.

use super::{NoticeChannel, NoticeKind};
use crate::Refusal;
use crate::role::Role;
use crate::word::Word as _;

impl NoticeKind {
    /// Whether its reader may say that they do not want it. Never where somebody behind a door, or another volunteer, depends on
    /// their knowing; a round that is still to be agreed to is found in the app too, a reminder says nothing new, what lies on a
    /// coordinator's list waits there, and what becomes of somebody's own order is theirs to want to know.
    pub fn may_be_declined(self) -> bool {
        !matches!(
            self,
            Self::RoundChanged
                | Self::RoundCancelled
                | Self::DoorsUncovered
                | Self::RoundUnfinished
                | Self::DeviceSilent
                | Self::ConcernOpened
                | Self::DeliveryProblem
        )
    }

    /// The kinds of which somebody with these roles is told, in the order of the contract.
    pub fn of(roles: &[Role]) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| roles.contains(&kind.reader()))
    }

    /// The ways by which it can be brought, the usual first one first.
    pub fn possible_ways(self) -> Vec<NoticeChannel> {
        NoticeChannel::ALL.iter().copied().filter(|way| self.takes(*way)).collect()
    }

    /// The ways by which it is brought to whoever has chosen nothing, the first one first; none where one has to ask for it.
    pub fn usual_ways(self) -> Vec<NoticeChannel> {
        if self.is_asked_for() { Vec::new() } else { self.possible_ways() }
    }

    /// The ways by which it is brought to a reader who chose these, or nothing; none where they declined it.
    pub fn ways(self, chosen: Option<&[NoticeChannel]>) -> Vec<NoticeChannel> {
        let Some(chosen) = chosen else { return self.usual_ways() };
        // What was chosen under an older rule holds as far as today's allows.
        let mut ways: Vec<_> = chosen.iter().copied().filter(|way| self.takes(*way)).collect();
        if !self.may_be_declined() {
            ways.extend(self.usual_ways().into_iter().filter(|way| !chosen.contains(way)));
        }
        ways
    }

    /// Whether its reader may choose these ways.
    ///
    /// Refuses none where it may not be declined, a way that stands twice, and one by which this kind is never told: a call for
    /// what nobody is called for, the door of whoever is not a resident.
    pub fn may_choose(self, ways: &[NoticeChannel]) -> Result<(), Refusal> {
        if ways.is_empty() && !self.may_be_declined() {
            return Err(Refusal::NoticeNeeded);
        }
        if ways.iter().enumerate().any(|(at, way)| ways[..at].contains(way)) {
            return Err(Refusal::NoticeChannelTwice);
        }
        if let Some(never) = ways.iter().find(|way| !self.takes(**way)) {
            let called = *never == NoticeChannel::Call;
            return Err(if called { Refusal::NoticeNeverCalled } else { Refusal::NoticeNeverSaid });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NoticeChannel::{Call, Doorstep, Email, Push, Sms};
    use NoticeKind::{DeliveryMissed, OrderConfirmed, RoundChanged, RoundPublished, RoundReminder};

    type Ways = &'static [NoticeChannel];

    #[test]
    fn the_ways_of_a_kind_follow_from_what_was_chosen() {
        let cases: [(NoticeKind, Option<Ways>, Ways); 12] = [
            (RoundPublished, None, &[Push, Sms, Email, Call]),
            (RoundPublished, Some(&[Sms, Push]), &[Sms, Push]),
            (RoundPublished, Some(&[]), &[]),
            (RoundReminder, None, &[Push, Sms, Email]),
            (RoundReminder, Some(&[Email]), &[Email]),
            (RoundChanged, None, &[Push, Sms, Email, Call]),
            (RoundChanged, Some(&[Email]), &[Email, Push, Sms, Call]),
            (RoundChanged, Some(&[Call, Sms]), &[Call, Sms, Push, Email]),
            (RoundChanged, Some(&[]), &[Push, Sms, Email, Call]),
            (DeliveryMissed, None, &[Push, Sms, Email, Doorstep]),
            (OrderConfirmed, None, &[]),
            (OrderConfirmed, Some(&[Sms]), &[Sms]),
        ];
        for (kind, chosen, ways) in cases {
            assert_eq!(kind.ways(chosen), ways, "{kind:?} {chosen:?}");
        }
    }

    #[test]
    fn what_may_not_be_chosen_is_refused() {
        let cases: [(NoticeKind, Ways, Result<(), Refusal>); 9] = [
            (RoundPublished, &[], Ok(())),
            (RoundPublished, &[Call], Ok(())),
            (RoundChanged, &[Sms], Ok(())),
            (RoundChanged, &[], Err(Refusal::NoticeNeeded)),
            (RoundChanged, &[Sms, Push, Sms], Err(Refusal::NoticeChannelTwice)),
            (RoundReminder, &[Push, Call], Err(Refusal::NoticeNeverCalled)),
            (RoundPublished, &[Doorstep], Err(Refusal::NoticeNeverSaid)),
            (DeliveryMissed, &[Doorstep, Sms], Ok(())),
            (OrderConfirmed, &[Push], Ok(())),
        ];
        for (kind, ways, may) in cases {
            assert_eq!(kind.may_choose(ways), may, "{kind:?} {ways:?}");
        }
    }

    #[test]
    fn what_somebody_must_know_is_tried_another_way() {
        for kind in NoticeKind::ALL {
            assert!(kind.may_be_declined() || kind.tries_another_after().is_some(), "{kind:?}");
        }
    }

    #[test]
    fn everybody_has_their_own_kinds() {
        let of = |roles: &[Role]| NoticeKind::of(roles).count();
        assert_eq!((of(&[Role::Volunteer]), of(&[Role::Coordinator]), of(&[Role::Resident])), (5, 8, 7));
        assert_eq!(of(&[Role::Volunteer, Role::Coordinator, Role::Resident]), NoticeKind::ALL.len());
        assert_eq!(of(&[Role::RelayOperator, Role::Treasurer]), 0);
    }
}
