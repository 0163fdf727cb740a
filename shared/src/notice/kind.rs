//! What palier tells people of, and what follows from the kind alone: how pressing it is, how far one goes to tell it.

use chrono::TimeDelta;

use super::NoticeChannel;
use crate::role::Role;

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
        /// What a resident ordered is written down.
        OrderConfirmed => "order_confirmed",
        /// The shop has less than a resident ordered.
        OrderShort => "order_short",
        /// What a resident ordered is at their door.
        DeliveryLeft => "delivery_left",
        /// Orders for a day close on an earlier day than usual.
        CutoffMoved => "cutoff_moved",
        /// Somebody would like a visit, and none is agreed.
        VisitDue => "visit_due",
        /// A shop is to be told what to prepare.
        SlipReady => "slip_ready",
        /// Doors of another volunteer's round are to be taken over.
        CoverOffered => "cover_offered",
        /// Somebody took such doors over.
        CoverTaken => "cover_taken",
    }
}

/// A reader who has not seen a notice that waits for an answer is reached another way after so long.
const UNSEEN: TimeDelta = TimeDelta::minutes(30);

impl NoticeKind {
    /// Who is told of it.
    pub fn reader(self) -> Role {
        match self {
            Self::RoundPublished
            | Self::RoundChanged
            | Self::RoundCancelled
            | Self::RoundReminder
            | Self::CoverOffered => Role::Volunteer,
            Self::DoorsUncovered
            | Self::RoundUnfinished
            | Self::DeviceSilent
            | Self::ConcernOpened
            | Self::DeliveryProblem
            | Self::VisitDue
            | Self::SlipReady
            | Self::CoverTaken => Role::Coordinator,
            Self::OrderChanged
            | Self::OrderCancelled
            | Self::DeliveryMissed
            | Self::OrderConfirmed
            | Self::OrderShort
            | Self::DeliveryLeft
            | Self::CutoffMoved => Role::Resident,
        }
    }

    /// Whether it breaks into quiet hours: somebody may wait behind a door. A reminder does too: the association chose its hour.
    pub fn is_urgent(self) -> bool {
        matches!(
            self,
            Self::DoorsUncovered
                | Self::RoundReminder
                | Self::RoundUnfinished
                | Self::DeviceSilent
                | Self::ConcernOpened
        )
    }

    /// Whether only those are told who asked for it: residents hear of what changes or fails, unless they want more, and a slip is
    /// ready every day at the same hour.
    pub fn is_asked_for(self) -> bool {
        matches!(self, Self::OrderConfirmed | Self::DeliveryLeft | Self::SlipReady)
    }

    /// Whether somebody is called whom nothing else tells. Nobody is called only to be reminded, no coordinator of what stands on
    /// their lists, and no resident for what whoever changed their order, or whoever follows up a door that stayed shut, tells
    /// them anyway.
    pub fn is_called(self) -> bool {
        match self {
            Self::RoundReminder
            | Self::OrderChanged
            | Self::OrderCancelled
            | Self::DeliveryMissed
            | Self::VisitDue
            | Self::CoverTaken => false,
            _ => !self.is_asked_for(),
        }
    }

    /// Whether whoever comes to the door may say it: what a resident hears without having asked, and has not spoken of with whoever
    /// changed it.
    pub fn is_said_at_the_door(self) -> bool {
        matches!(self, Self::OrderShort | Self::DeliveryMissed | Self::CutoffMoved)
    }

    /// Whether it may go this way at all.
    pub fn takes(self, channel: NoticeChannel) -> bool {
        match channel {
            NoticeChannel::Push | NoticeChannel::Sms | NoticeChannel::Email => true,
            NoticeChannel::Doorstep => self.is_said_at_the_door(),
            NoticeChannel::Call => self.is_called(),
        }
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
            | Self::DeliveryMissed
            | Self::OrderShort
            | Self::CoverOffered => Some(UNSEEN),
            Self::RoundPublished
            | Self::RoundReminder
            | Self::OrderChanged
            | Self::OrderConfirmed
            | Self::DeliveryLeft
            | Self::CutoffMoved
            | Self::VisitDue
            | Self::SlipReady
            | Self::CoverTaken => None,
        }
    }

    /// Whether a sleeping device is woken for it. That is another question than whether it breaks into quiet hours: a device is
    /// asked outside them, and what is news of a thing that its reader counts on must not wait until they look by themselves. A
    /// round that is still to be agreed to can wait for that.
    pub fn wakes_devices(self) -> bool {
        self.tries_another_after().is_some()
    }
}
