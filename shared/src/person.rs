//! Words about people. None of them speaks of health.

crate::words! {
    /// Where a resident stands with the service.
    pub enum ResidentStatus {
        /// Known, not yet served: a consent or a first talk is missing.
        Pending => "pending",
        /// Served.
        Active => "active",
        /// Asked to be left alone for a while.
        Paused => "paused",
        /// Moved away or stopped.
        Left => "left",
        /// Died: no message and no plan from the same transaction on.
        Deceased => "deceased",
    }

    /// How a resident is addressed.
    pub enum CourtesyTitle {
        /// Madame.
        Madame => "madame",
        /// Monsieur.
        Monsieur => "monsieur",
    }

    /// How a resident likes to be reached.
    pub enum ContactPreference {
        /// By the app.
        App => "app",
        /// By telephone.
        Phone => "phone",
        /// By a printed line in the bag.
        Paper => "paper",
    }

    /// How the goods change hands at a door.
    pub enum Handover {
        /// The resident opens and takes it; somebody is expected to answer.
        InHand => "in_hand",
        /// The bread bag hangs on the door; nobody is expected to answer.
        BagOnDoor => "bag_on_door",
    }

    /// What a resident consents to, each for itself.
    pub enum ConsentPurpose {
        /// Orders and deliveries.
        Delivery => "delivery",
        /// Courtesy visits.
        Visit => "visit",
        /// Calls during a heat alert.
        HeatCalls => "heat_calls",
        /// News to the person to call.
        Relatives => "relatives",
    }

    /// How a consent was given or withdrawn.
    pub enum ConsentHow {
        /// Spoken at the door.
        AtDoor => "at_door",
        /// Spoken on the telephone.
        ByPhone => "by_phone",
        /// Signed on paper.
        OnPaper => "on_paper",
        /// Ticked in the app.
        InApp => "in_app",
    }

    /// How a talk with a resident ended.
    pub enum TalkOutcome {
        /// They spoke.
        Reached => "reached",
        /// A message was left.
        LeftMessage => "left_message",
        /// Nobody picked up.
        NotReached => "not_reached",
    }

    /// Where a volunteer stands.
    pub enum VolunteerStatus {
        /// Asked to join.
        Invited => "invited",
        /// Accepted by a coordinator.
        Accepted => "accepted",
        /// Stopped; the rounds walked remain.
        Left => "left",
    }

    /// What a volunteer carries with.
    pub enum Means {
        /// Bare hands.
        Hands => "hands",
        /// A shopping trolley.
        Trolley => "trolley",
        /// A hand truck.
        HandTruck => "hand_truck",
        /// A folding wagon.
        Wagon => "wagon",
        /// A car.
        Car => "car",
    }
}

impl Handover {
    /// How a product changes hands with somebody who chose `self`: only bread hangs on a door, and only in a bag that was
    /// handed out. Whoever is given anything else opens, and an unanswered ring is a worry.
    pub fn of_goods(self, bag_issued: bool, bread: bool) -> Self {
        if bag_issued && bread { self } else { Self::InHand }
    }
}
