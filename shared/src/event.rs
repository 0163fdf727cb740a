//! Words about what the server says to a reported event: what it did with it, and what a coordinator should look at.

crate::words! {
    /// What became of a reported event.
    pub enum EventResult {
        /// Stored, and it counts.
        Applied => "applied",
        /// Known already; the code is that of the first answer.
        Duplicate => "duplicate",
        /// Stored, it counts, and a coordinator should look at it; the code says why.
        Flagged => "flagged",
        /// Not stored; the code says why.
        Refused => "refused",
    }

    /// Why a coordinator should look at an event. The first that holds is the code of the answer.
    pub enum EventFlag {
        /// The order, the line or the visit was cancelled before the report came in.
        DeliveredAfterCancel => "delivered_after_cancel",
        /// It names a line that stands at another door by now.
        LineMoved => "line_moved",
        /// More was given than was ordered.
        MoreThanOrdered => "more_than_ordered",
        /// Phones differ on a quantity; the lower one counts for now.
        QuantitiesDiffer => "quantities_differ",
        /// The door stands in another round by now.
        StopMoved => "stop_moved",
        /// The round is another volunteer's.
        OtherVolunteer => "other_volunteer",
        /// The round was declined or emptied.
        RoundNotOpen => "round_not_open",
        /// The resident left or died.
        ResidentGone => "resident_gone",
        /// No visit was agreed at this door.
        VisitNotAgreed => "visit_not_agreed",
        /// It takes back something that has not arrived yet.
        UndoHeld => "undo_held",
        /// It takes back somebody else's event, and so has no effect.
        UndoIgnored => "undo_ignored",
        /// The device's clock is wrong by more than 10 minutes.
        ClockSkew => "clock_skew",
        /// It is more than 30 days old.
        VeryOld => "very_old",
    }
}

impl EventFlag {
    /// What a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Self::DeliveredAfterCancel => "C'était annulé entre-temps. C'est noté quand même.",
            Self::LineMoved => "Cette commande est à une autre porte. C'est noté, la coordination regarde.",
            Self::MoreThanOrdered => "C'est plus que la commande. C'est noté quand même.",
            Self::QuantitiesDiffer => "Deux téléphones donnent deux quantités. La plus petite compte pour le moment.",
            Self::StopMoved => "Cette porte est passée dans une autre tournée. C'est noté quand même.",
            Self::OtherVolunteer => "C'est la tournée d'une autre personne. C'est noté quand même.",
            Self::RoundNotOpen => "Cette tournée a été refusée ou retirée. C'est noté quand même.",
            Self::ResidentGone => "Cette personne n'est plus servie. C'est noté quand même.",
            Self::VisitNotAgreed => "Aucune visite n'était prévue ici. C'est noté quand même.",
            Self::UndoHeld => "Ce qu'il faut annuler n'est pas encore arrivé.",
            Self::UndoIgnored => "Seule la personne qui l'a noté peut l'annuler.",
            Self::ClockSkew => "L'heure du téléphone n'est pas juste. C'est noté quand même.",
            Self::VeryOld => "C'est arrivé avec plus de 30 jours de retard. C'est noté quand même.",
        }
    }
}
