//! Words about rounds, stops and what happens at a door.

crate::words! {
    /// Which walk of a volunteer's day a round is.
    pub enum Shift {
        /// Begins before noon: bread and water.
        Morning => "morning",
        /// Begins at noon or after: visits.
        Afternoon => "afternoon",
    }

    /// Where a round stands.
    pub enum RoundStatus {
        /// Offered to its volunteer.
        Published => "published",
        /// The volunteer said yes.
        Accepted => "accepted",
        /// The volunteer said no; it waits for whoever claims it.
        Declined => "declined",
        /// Under way.
        Started => "started",
        /// Ended by its volunteer.
        Finished => "finished",
        /// Emptied by a later plan.
        Cancelled => "cancelled",
    }

    /// What a stop is.
    pub enum StopKind {
        /// Goods are taken at a pick-up point.
        Pickup => "pickup",
        /// One entrance visit.
        Entrance => "entrance",
    }

    /// Who wrote a fact down.
    pub enum EventSource {
        /// The volunteer's phone.
        Phone => "phone",
        /// A coordinator, from a paper sheet.
        Paper => "paper",
        /// A coordinator, from a call.
        Call => "call",
    }

    /// Why something that was to be served is not in a plan.
    pub enum UnservedReason {
        /// No volunteer is there that day.
        NobodyAvailable => "nobody_available",
        /// Nobody who is there may lift it.
        TooHeavy => "too_heavy",
        /// Nobody who is there climbs stairs with a load.
        Stairs => "stairs",
        /// Nobody who is there is trained for visits.
        NeedsTraining => "needs_training",
        /// The only volunteers left must not meet this resident.
        Blocked => "blocked",
        /// The hours do not meet.
        Hours => "hours",
        /// Every cart is full all day.
        CartFull => "cart_full",
        /// The shop is closed when it would be needed.
        ShopClosed => "shop_closed",
        /// There is not time enough for it.
        NotEnoughTime => "not_enough_time",
        /// Ordered or changed after the plan was made.
        NotYetPlanned => "not_yet_planned",
        /// The resident is away.
        Away => "away",
        /// The resident is not served any more, or took a consent back.
        NotServed => "not_served",
    }

    /// What became of a line at a door.
    pub enum OutcomeState {
        /// Some or all of it reached the resident.
        Delivered => "delivered",
        /// None of it did; the reason says why.
        NotDelivered => "not_delivered",
    }

    /// Why nothing was delivered (domain.md 2.5).
    pub enum FailureReason {
        /// Nobody answered.
        NoAnswer => "no_answer",
        /// The resident did not want it.
        Refused => "refused",
        /// The volunteer could not get in.
        NoAccess => "no_access",
        /// The shop had too little.
        ShopShort => "shop_short",
        /// Something else.
        Other => "other",
    }

    /// How a courtesy visit went; nothing more is kept.
    pub enum VisitLight {
        /// All is well.
        Fine => "fine",
        /// Somebody should look again.
        Worry => "worry",
    }

    /// Where a visit stands.
    pub enum VisitStatus {
        /// Both said yes.
        Agreed => "agreed",
        /// One of them cannot.
        Cancelled => "cancelled",
    }

    /// Why a concern was opened.
    pub enum ConcernKind {
        /// The visitor is worried.
        Worry => "worry",
        /// Yesterday's bag is still full.
        BagFull => "bag_full",
        /// Nobody answered where somebody was expected to.
        NoAnswer => "no_answer",
        /// The resident says that something is wrong with their delivery.
        Delivery => "delivery",
    }

    /// What a resident says is wrong with their delivery.
    pub enum ProblemKind {
        /// Nobody came.
        NotCome => "not_come",
        /// Something is missing.
        Missing => "missing",
        /// It is not what was ordered.
        Wrong => "wrong",
        /// It is spoilt or broken.
        Damaged => "damaged",
        /// Something else.
        Other => "other",
    }

    /// Where the order of a day stands, for the person who waits for it.
    pub enum ComingState {
        /// There is no order for that day.
        NothingOrdered => "nothing_ordered",
        /// No round is published yet.
        NotYetPlanned => "not_yet_planned",
        /// Somebody brings it.
        Planned => "planned",
        /// There is a plan, and nobody in it who brings it.
        Uncertain => "uncertain",
        /// All of it was delivered.
        Delivered => "delivered",
        /// A part of it was delivered.
        PartlyDelivered => "partly_delivered",
        /// None of it was.
        NotDelivered => "not_delivered",
    }

    /// Where the search for a better plan stands.
    pub enum SearchStatus {
        /// Nobody has begun it yet.
        Waiting => "waiting",
        /// It is under way.
        Searching => "searching",
        /// It is over; what it found can be published.
        Found => "found",
        /// What it found is the plan now.
        Published => "published",
        /// It ended without an answer.
        Failed => "failed",
    }

    /// Why somebody serves a door, and not another.
    pub enum Because {
        /// Nobody else who is there can.
        OnlyOne => "only_one",
        /// They have said yes to it.
        Accepted => "accepted",
        /// They are the usual face.
        Usual => "usual",
        /// They come to that household with something else, or on a visit.
        SameHands => "same_hands",
        /// It makes their round longer by less than anybody else's.
        Nearest => "nearest",
        /// Not minutes alone: habits, how many people are called out, and who has walked much in the past weeks.
        Altogether => "altogether",
        /// The visit was agreed with them.
        Agreed => "agreed",
    }

    /// Where a proposed change of face stands.
    pub enum ProposalStatus {
        /// Waits for a coordinator.
        Proposed => "proposed",
        /// Taken.
        Accepted => "accepted",
        /// Refused.
        Refused => "refused",
    }
}

impl ProblemKind {
    /// What is wrong, as the resident would say it.
    pub fn said(self) -> &'static str {
        match self {
            Self::NotCome => "Personne n'est passé.",
            Self::Missing => "Il manque quelque chose.",
            Self::Wrong => "Ce n'est pas ce qui était commandé.",
            Self::Damaged => "C'est abîmé.",
            Self::Other => "Il y a un problème avec la livraison.",
        }
    }
}

impl ComingState {
    /// Where it stands, as it is said; who comes is added by whoever knows.
    pub fn said(self) -> &'static str {
        match self {
            Self::NothingOrdered => "Rien n'est prévu ce jour-là.",
            Self::NotYetPlanned => "La tournée n'est pas encore prête.",
            Self::Planned => "Quelqu'un passe.",
            Self::Uncertain => "Nous cherchons encore quelqu'un pour passer.",
            Self::Delivered => "C'est livré.",
            Self::PartlyDelivered => "Une partie seulement est livrée.",
            Self::NotDelivered => "Nous n'avons pas pu vous livrer.",
        }
    }
}

impl FailureReason {
    /// The reason as the board says it.
    pub fn in_french(self) -> &'static str {
        match self {
            Self::NoAnswer => "Personne n'a répondu.",
            Self::Refused => "La personne n'en a pas voulu.",
            Self::NoAccess => "La porte de l'immeuble est restée fermée.",
            Self::ShopShort => "Le commerce n'en avait pas assez.",
            Self::Other => "Une autre raison.",
        }
    }
}

impl Because {
    /// The reason as the board says it.
    pub fn in_french(self) -> &'static str {
        match self {
            Self::OnlyOne => "Personne d'autre ne le peut ce jour-là.",
            Self::Accepted => "Cette personne a déjà dit oui.",
            Self::Usual => "C'est la personne qui vient d'habitude.",
            Self::SameHands => "Cette personne vient de toute façon à cette porte.",
            Self::Nearest => "C'est son tour qui s'allonge le moins.",
            Self::Altogether => {
                "Le plan compte aussi les habitudes, le nombre de tournées et ce que chacun a fait ces dernières semaines."
            }
            Self::Agreed => "La visite est convenue avec cette personne.",
        }
    }
}

impl UnservedReason {
    /// The reason as the board says it of one volunteer who is there.
    pub fn of_one_in_french(self) -> &'static str {
        match self {
            Self::TooHeavy => "C'est trop lourd.",
            Self::Stairs => "Ne porte pas dans l'escalier.",
            Self::NeedsTraining => "N'a pas encore la formation aux visites.",
            Self::Blocked => "Ne doit pas rencontrer cette personne.",
            Self::Hours => "Ses horaires ne conviennent pas.",
            Self::CartFull => "Cela ferait trop à porter.",
            Self::ShopClosed => "Le commerce est fermé quand il faudrait y passer.",
            Self::NotEnoughTime => "Le temps lui manque.",
            Self::NobodyAvailable => "N'est pas disponible.",
            Self::NotYetPlanned | Self::Away | Self::NotServed => self.in_french(),
        }
    }

    /// The reason as the board says it.
    pub fn in_french(self) -> &'static str {
        match self {
            Self::NobodyAvailable => "Personne n'est disponible.",
            Self::TooHeavy => "C'est trop lourd pour les bénévoles présents.",
            Self::Stairs => "Personne ne peut porter dans l'escalier.",
            Self::NeedsTraining => "Aucun bénévole présent n'est formé aux visites.",
            Self::Blocked => "Les bénévoles qui restent ne doivent pas rencontrer cette personne.",
            Self::Hours => "Les horaires ne se croisent pas.",
            Self::CartFull => "Les chariots sont pleins.",
            Self::ShopClosed => "Le commerce est fermé à l'heure où il faudrait passer.",
            Self::NotEnoughTime => "Le temps manque.",
            Self::NotYetPlanned => "La commande est arrivée après la planification.",
            Self::Away => "La personne est absente.",
            Self::NotServed => "La personne n'est plus servie, ou a retiré son accord.",
        }
    }
}

/// What somebody does with a round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoundStep {
    /// Its volunteer says yes.
    Accept,
    /// Its volunteer says no.
    Decline,
    /// Another volunteer takes it over.
    Claim,
    /// Its volunteer sets out.
    Start,
    /// Its volunteer is back.
    Finish,
}

impl RoundStatus {
    /// Where a round stands after a step; nothing when the step is not possible now. A step that was taken already is
    /// possible again and changes nothing, because phones ask twice.
    pub fn after(self, step: RoundStep) -> Option<Self> {
        use RoundStatus as Is;
        match (self, step) {
            (Is::Published | Is::Accepted | Is::Declined, RoundStep::Accept) => Some(Is::Accepted),
            (Is::Published | Is::Accepted | Is::Declined, RoundStep::Decline) => Some(Is::Declined),
            (Is::Declined, RoundStep::Claim) => Some(Is::Accepted),
            (Is::Published | Is::Accepted | Is::Started, RoundStep::Start) => Some(Is::Started),
            (Is::Started | Is::Finished, RoundStep::Finish) => Some(Is::Finished),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::Word;

    #[test]
    fn the_table_of_steps() {
        use RoundStep::{Accept, Claim, Decline, Finish, Start};
        // accept, decline, claim, start, finish
        let table = [
            (RoundStatus::Published, ["accepted", "declined", "-", "started", "-"]),
            (RoundStatus::Accepted, ["accepted", "declined", "-", "started", "-"]),
            (RoundStatus::Declined, ["accepted", "declined", "accepted", "-", "-"]),
            (RoundStatus::Started, ["-", "-", "-", "started", "finished"]),
            (RoundStatus::Finished, ["-", "-", "-", "-", "finished"]),
            (RoundStatus::Cancelled, ["-", "-", "-", "-", "-"]),
        ];
        assert_eq!(table.len(), RoundStatus::ALL.len());
        for (status, expected) in table {
            let found =
                [Accept, Decline, Claim, Start, Finish].map(|step| status.after(step).map_or("-", Word::as_str));
            assert_eq!(found, expected, "{status:?}");
        }
    }
}
