//! Who may do what: the one page of permissions. A right is an action and how far it reaches; roles are additive, the
//! widest reach wins. The installation's administrator stands outside: they hold the machine and the command line, and
//! have no right over HTTP.

crate::words! {
    /// What a person is to an association. One person may be several.
    pub enum Role {
        /// Is served.
        Resident => "resident",
        /// Carries.
        Volunteer => "volunteer",
        /// Takes the calls.
        RelayOperator => "relay_operator",
        /// Plans the day and answers for it.
        Coordinator => "coordinator",
        /// Reviews the counts.
        Treasurer => "treasurer",
    }

    /// Something that a person can ask for.
    pub enum Action {
        /// See the association's name, telephone and hours.
        ReadAssociation => "association.read",
        /// Change the association and its parameters.
        EditAssociation => "association.edit",
        /// List accounts and their roles.
        ReadAccounts => "account.read",
        /// Create accounts, give and take roles, switch an account off.
        EditAccounts => "account.edit",
        /// List and end sessions.
        EndSessions => "session.end",
        /// Keep a password beside a paired device.
        KeepPassword => "password.keep",
        /// Let a staff member's new device in.
        ConfirmSessions => "session.confirm",
        /// Make and cancel pairing codes.
        MakePairings => "pairing.make",
        /// Open a printed card at the door.
        OpenPairings => "pairing.open",
        /// See residences, entrances and dwellings.
        ReadPlaces => "place.read",
        /// Change residences, entrances and dwellings, door codes included.
        EditPlaces => "place.edit",
        /// Read a door code outside a round; each read is audited.
        ReadDoorCodes => "door_code.read",
        /// Import lists.
        Import => "list.import",
        /// Find and see residents.
        ReadResidents => "resident.read",
        /// Add and change residents.
        EditResidents => "resident.edit",
        /// Record and withdraw consents.
        RecordConsents => "consent.record",
        /// Record and end absences.
        RecordAbsences => "absence.record",
        /// Record a talk, see who is to be called.
        RecordTalks => "talk.record",
        /// See volunteers.
        ReadVolunteers => "volunteer.read",
        /// Invite, accept and change volunteers, their usual doors and blocked pairs.
        EditVolunteers => "volunteer.edit",
        /// Change a volunteer's week and exceptions.
        EditAvailability => "availability.edit",
        /// See products, their days and their prices.
        ReadProducts => "product.read",
        /// See pick-up points.
        ReadShops => "shop.read",
        /// Change pick-up points and products.
        EditShops => "shop.edit",
        /// See orders and usual orders.
        ReadOrders => "order.read",
        /// Place, change and cancel orders and usual orders in time.
        PlaceOrders => "order.place",
        /// Change an order after its cut-off, with a reason.
        OverrideCutoff => "order.override",
        /// See slips.
        ReadSlips => "slip.read",
        /// Say that a shop confirmed.
        ConfirmSlips => "slip.confirm",
        /// See visits, and which are due.
        ReadVisits => "visit.read",
        /// Agree, change and cancel visits.
        AgreeVisits => "visit.agree",
        /// Plan a day.
        PlanDays => "day.plan",
        /// See the day's board.
        ReadDay => "day.read",
        /// Accept or refuse a change of face.
        DecideProposals => "proposal.decide",
        /// See rounds.
        ReadRounds => "round.read",
        /// Accept, decline, claim, start and finish a round.
        WalkRounds => "round.walk",
        /// Report what happened.
        ReportEvents => "event.report",
        /// See concerns.
        ReadConcerns => "concern.read",
        /// Say that something is wrong with a delivery.
        ReportProblems => "problem.report",
        /// Take over and close concerns.
        CloseConcerns => "concern.close",
        /// See counts.
        ReadCounts => "count.read",
        /// See what one was told, and say how and on which devices one is told.
        ReadNotices => "notice.read",
        /// See what became of everybody's notices, and whom to call.
        WatchNotices => "notice.watch",
    }

    /// How far a right reaches.
    pub enum Reach {
        /// Only what is one's own.
        Own => "own",
        /// The whole association.
        Association => "association",
    }
}

/// How far `role` may take `action`; nothing when it may not at all.
pub fn reach_of(role: Role, action: Action) -> Option<Reach> {
    use Action as A;
    let everywhere: &[Action] = match role {
        Role::Coordinator => return coordinator(action),
        Role::RelayOperator => &[
            A::ReadAssociation,
            A::ReadPlaces,
            A::ReadResidents,
            A::RecordConsents,
            A::RecordAbsences,
            A::RecordTalks,
            A::ReadProducts,
            A::ReadShops,
            A::ReadOrders,
            A::PlaceOrders,
            A::ReadSlips,
            A::ConfirmSlips,
            A::ReadVisits,
            A::AgreeVisits,
            A::ReadConcerns,
            A::ReportProblems,
        ],
        Role::Treasurer => &[A::ReadAssociation, A::ReadProducts, A::ReadShops, A::ReadSlips, A::ReadCounts],
        Role::Volunteer => &[A::ReadAssociation, A::ReadProducts, A::OpenPairings],
        Role::Resident => &[A::ReadAssociation, A::ReadProducts],
    };
    let own: &[Action] = match role {
        Role::Volunteer => &[
            A::EndSessions,
            A::ReadVolunteers,
            A::EditAvailability,
            A::ReadRounds,
            A::WalkRounds,
            A::ReportEvents,
            A::ReadNotices,
        ],
        Role::Resident => &[
            A::EndSessions,
            A::ReadResidents,
            A::RecordConsents,
            A::RecordAbsences,
            A::ReadOrders,
            A::PlaceOrders,
            A::ReadVisits,
            A::ReportProblems,
            A::ReadNotices,
        ],
        Role::Treasurer => &[A::EndSessions, A::KeepPassword, A::ReadNotices],
        _ => &[A::EndSessions, A::ReadNotices],
    };
    if everywhere.contains(&action) { Some(Reach::Association) } else { own.contains(&action).then_some(Reach::Own) }
}

/// A coordinator may do everything in the association but walk a round: for that one is a volunteer too.
fn coordinator(action: Action) -> Option<Reach> {
    (action != Action::WalkRounds).then_some(Reach::Association)
}

/// The widest reach that any of `roles` gives to `action`.
pub fn widest(roles: &[Role], action: Action) -> Option<Reach> {
    roles.iter().filter_map(|role| reach_of(*role, action)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::Word;

    #[test]
    fn the_table_of_permissions() {
        let mut page = String::new();
        for action in Action::ALL {
            let cells: Vec<_> =
                Role::ALL.iter().map(|role| reach_of(*role, *action).map_or("-", Word::as_str)).collect();
            page += &format!("{:<20} {}\n", action.as_str(), cells.join(" "));
        }
        insta::assert_snapshot!(page);
    }

    #[test]
    fn roles_add_up() {
        assert_eq!(widest(&[Role::Resident, Role::RelayOperator], Action::PlaceOrders), Some(Reach::Association));
        assert_eq!(widest(&[Role::Resident, Role::Treasurer], Action::PlaceOrders), Some(Reach::Own));
        assert_eq!(widest(&[], Action::ReadAssociation), None);
    }
}
