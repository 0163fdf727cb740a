//! Every way in which palier says no, listed once: a stable code, a title in French for the person, and a remedy.
//! Codes are `noun.what_is_wrong` and are never renamed; a missing thing and a thing one may not see are the same refusal.

/// What kind of no a refusal is; the phone's API turns it into a status.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The request cannot be read.
    Malformed,
    /// It can be read and asks for something that the rules do not allow.
    Invalid,
    /// Nobody is signed in.
    Unauthenticated,
    /// Signed in, without the right.
    Forbidden,
    /// There is no such thing, or not for you.
    NotFound,
    /// It clashes with what stands.
    Conflict,
    /// What was read before has changed since.
    Stale,
    /// A condition header is missing.
    Unconditional,
    /// Too often.
    Throttled,
    /// Not now; the same request may pass later.
    Unavailable,
    /// palier broke a promise of its own.
    Failed,
}

/// What a refusal says.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The stable code.
    pub code: &'static str,
    /// What kind of no it is.
    pub kind: Kind,
    /// What happened, in French.
    pub title: &'static str,
    /// What to do, in French.
    pub remedy: &'static str,
}

macro_rules! refusals {
    ($($name:ident $kind:ident $code:literal $title:literal $remedy:literal;)*) => {
        /// A no that palier can say.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[allow(missing_docs, reason = "the entry's code and title are the documentation")]
        pub enum Refusal { $($name),* }

        impl Refusal {
            /// Every refusal, for the contract and the tests.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What this refusal says.
            pub fn entry(self) -> Entry {
                match self {
                    $(Self::$name => Entry { code: $code, kind: Kind::$kind, title: $title, remedy: $remedy },)*
                }
            }
        }
    };
}

refusals! {
    // request
    RequestUnreadable Malformed "request.unreadable" "La demande est illisible." "Vérifiez le format de la demande.";
    RequestInvalid Invalid "request.invalid" "Il y a une erreur dans la demande." "Corrigez les champs indiqués.";
    RequestNotFound NotFound "request.not_found" "Cette page n'existe pas." "Vérifiez l'adresse.";
    RequestTooLarge Malformed "request.too_large" "La demande est trop longue." "Envoyez-la en plusieurs fois.";
    RequestNotJson Malformed "request.not_json" "La demande n'est pas dans le format attendu." "Envoyez du JSON, ou du CSV pour une liste.";
    RequestTooSlow Malformed "request.too_slow" "La demande a mis trop de temps à arriver." "Vérifiez le réseau, puis recommencez.";
    MethodNotAllowed Malformed "request.method_not_allowed" "Cette action n'existe pas ici." "Vérifiez la méthode.";
    NotAcceptable Malformed "request.not_acceptable" "Ce format de réponse n'existe pas ici." "Demandez du JSON.";
    DateInFuture Invalid "date.in_future" "Cette date n'est pas encore arrivée." "Vérifiez la date.";
    DateTooFar Invalid "date.too_far" "Cette date est trop éloignée." "Vérifiez l'année.";
    RequestThrottled Throttled "request.throttled" "Trop de demandes à la fois." "Attendez un peu, puis recommencez.";

    // idempotency
    KeyMissing Malformed "idempotency.key_missing" "Il manque l'en-tête Idempotency-Key." "Ajoutez un identifiant unique à chaque création.";
    KeyMalformed Malformed "idempotency.key_malformed" "L'en-tête Idempotency-Key est incorrect." "Utilisez de 8 à 128 lettres, chiffres, tirets ou soulignés.";
    KeyReused Invalid "idempotency.key_reused" "Cet identifiant a déjà servi pour une autre demande." "Prenez un nouvel identifiant.";

    // edit
    EditUnconditional Unconditional "edit.unconditional" "Il manque l'en-tête If-Match." "Relisez la fiche et renvoyez son ETag.";
    EditStale Stale "edit.stale" "Quelqu'un a modifié cette fiche entre-temps." "Relisez la fiche, puis recommencez.";

    // session
    SessionMissing Unauthenticated "session.missing" "Vous n'êtes pas connecté." "Connectez-vous avec votre carte.";
    SessionInvalid Unauthenticated "session.invalid" "Votre connexion n'est plus valable." "Reconnectez-vous avec votre carte.";
    SessionExpired Unauthenticated "session.expired" "Votre connexion a expiré." "Renouvelez la connexion.";
    SessionUnconfirmed Forbidden "session.unconfirmed" "Votre téléphone attend l'accord de la coordination." "Appelez la coordination.";
    SessionNotFound NotFound "session.not_found" "Cet appareil est introuvable." "Relisez la liste des appareils.";
    RightMissing Forbidden "right.missing" "Vous n'avez pas accès à cette action." "Demandez à la coordination.";

    // pin
    PinRequired Unauthenticated "pin.required" "Cet appareil demande son code secret." "Tapez le code secret.";
    PinWrong Unauthenticated "pin.wrong" "Ce code secret n'est pas le bon." "Réessayez.";
    PinLocked Throttled "pin.locked" "Trop d'essais avec un mauvais code secret." "Attendez un peu, puis réessayez.";
    PinExhausted Unauthenticated "pin.exhausted" "Trop d'essais. Cet appareil n'est plus connecté." "Reconnectez-vous avec une nouvelle carte.";
    PinUnset Forbidden "pin.unset" "Cet appareil n'a pas encore de code secret." "Choisissez un code de 4 à 6 chiffres.";
    PinTooSimple Invalid "pin.too_simple" "Ce code secret est trop facile à deviner." "Choisissez un autre code.";
    PinNeeded Conflict "pin.needed" "Sur cet appareil, il faut un code secret." "Gardez-le, ou changez-le.";

    // password
    PasswordWrong Unauthenticated "password.wrong" "L'identifiant ou le mot de passe n'est pas le bon." "Réessayez, ou connectez-vous avec votre carte.";
    PasswordLocked Throttled "password.locked" "Trop d'essais avec un mauvais mot de passe." "Attendez un peu, ou connectez-vous avec votre carte.";
    PasswordTooCommon Invalid "password.too_common" "Ce mot de passe est trop facile à deviner." "Choisissez plusieurs mots qui n'ont rien à voir ensemble.";
    PasswordNotFound NotFound "password.not_found" "Ce compte n'a pas de mot de passe." "Connectez-vous avec votre carte.";
    HandleInvalid Invalid "password.handle_invalid" "Cet identifiant est incorrect." "Donnez une adresse électronique ou un numéro de téléphone.";
    HandleTaken Conflict "password.handle_taken" "Cet identifiant ne peut pas être utilisé." "Choisissez une autre adresse ou un autre numéro.";

    // pairing
    PairingInvalid Unauthenticated "pairing.invalid" "Cette carte ne marche pas, ou plus." "Demandez une nouvelle carte.";
    PairingClosed Forbidden "pairing.closed" "Cette carte n'est pas encore ouverte." "Demandez au bénévole de l'ouvrir devant vous.";
    PairingNotFound NotFound "pairing.not_found" "Cette carte est introuvable." "Faites une nouvelle carte.";
    PairingNameDiffers Invalid "pairing.name_differs" "Le nom ne correspond pas à la carte." "Vérifiez le nom avec la personne.";
    SetupInvalid Unauthenticated "setup.invalid" "Ce lien d'installation ne marche pas, ou plus." "Relancez palier pour obtenir un nouveau lien.";

    // association and accounts
    DemonstrationNone NotFound "demonstration.none" "Personne ne peut être essayé ici dans ce rôle." "Demandez une carte à l'association, ou lancez une démonstration.";
    AccountNotFound NotFound "account.not_found" "Ce compte est introuvable." "Relisez la liste des comptes.";
    AccountLastCoordinator Conflict "account.last_coordinator" "Il faut au moins une coordinatrice ou un coordinateur." "Nommez d'abord quelqu'un d'autre.";
    AccountTaken Conflict "account.taken" "Cette personne est déjà inscrite ainsi." "Cherchez sa fiche.";
    NeighbourhoodNotFound NotFound "neighbourhood.not_found" "Ce quartier est introuvable." "Relisez la liste des quartiers.";
    NeighbourhoodNameTaken Conflict "neighbourhood.name_taken" "Un quartier porte déjà ce nom." "Choisissez un autre nom.";

    // place
    ResidenceNotFound NotFound "residence.not_found" "Cette résidence est introuvable." "Relisez la liste des résidences.";
    ResidenceNameTaken Conflict "residence.name_taken" "Une résidence porte déjà ce nom." "Choisissez un autre nom.";
    EntranceNotFound NotFound "entrance.not_found" "Cette entrée est introuvable." "Relisez la liste des entrées.";
    EntranceNameTaken Conflict "entrance.name_taken" "Une entrée porte déjà ce nom dans cette résidence." "Choisissez un autre nom.";
    DwellingNotFound NotFound "dwelling.not_found" "Ce logement est introuvable." "Relisez la liste des logements.";
    DwellingTaken Conflict "dwelling.taken" "Ce logement existe déjà." "Utilisez le logement existant.";
    DoorCodeMissing NotFound "door_code.missing" "Il n'y a pas de code pour cette entrée." "Notez le code sur la fiche de l'entrée.";

    // list
    ListFaulty Invalid "list.faulty" "La liste contient des erreurs. Rien n'a été enregistré." "Corrigez les lignes indiquées, puis recommencez.";

    // resident
    ResidentNotFound NotFound "resident.not_found" "Cette personne est introuvable." "Cherchez-la par nom, numéro ou entrée.";
    ResidentPhoneInvalid Invalid "resident.phone_invalid" "Ce numéro de téléphone est incorrect." "Vérifiez le numéro avec la personne.";
    ResidentNotServed Conflict "resident.not_served" "Cette personne n'est pas servie en ce moment." "Vérifiez son accord et sa situation.";
    ResidentBagMissing Invalid "resident.bag_missing" "Cette personne n'a pas encore de sac à pain." "Remettez un sac, puis choisissez le sac à la porte.";
    CallEntryNotFound NotFound "call_entry.not_found" "Cet appel à faire est introuvable." "Relisez la liste.";
    CalendarNotFound NotFound "calendar.not_found" "Il n'y a pas d'agenda à cette adresse." "Faites un nouveau lien.";
    ConsentMissing Conflict "consent.missing" "Il manque l'accord de la personne." "Demandez son accord, puis notez-le.";
    ConsentNotFound NotFound "consent.not_found" "Cet accord est introuvable." "Relisez la fiche de la personne.";
    ConsentStands Conflict "consent.stands" "Cet accord est déjà noté." "Il n'y a rien à faire.";
    AbsenceNotFound NotFound "absence.not_found" "Cette absence est introuvable." "Relisez la fiche de la personne.";
    AbsenceOverlaps Conflict "absence.overlaps" "Une absence est déjà notée à ces dates." "Modifiez l'absence existante.";
    AbsenceBackwards Invalid "absence.backwards" "La fin de l'absence est avant son début." "Vérifiez les dates.";

    // volunteer
    VolunteerNotFound NotFound "volunteer.not_found" "Ce bénévole est introuvable." "Relisez la liste des bénévoles.";
    VolunteerNotReady Conflict "volunteer.not_ready" "Ce bénévole n'est pas encore accepté." "Acceptez-le et notez la date de la charte.";
    VolunteerUnderWay Conflict "volunteer.under_way" "Ce bénévole est en tournée." "Attendez qu'il ait fini, ou appelez-le.";
    VolunteerNotTrained Conflict "volunteer.not_trained" "Ce bénévole n'est pas formé aux visites." "Choisissez un bénévole formé.";
    ExceptionNotFound NotFound "exception.not_found" "Ce jour particulier est introuvable." "Relisez les disponibilités.";
    ExceptionExists Conflict "exception.exists" "Ce jour est déjà noté." "Supprimez-le d'abord.";
    AvailabilityOverlaps Invalid "availability.overlaps" "Deux plages du même jour se chevauchent." "Réunissez-les en une seule.";
    BlockedPairNotFound NotFound "blocked_pair.not_found" "Cette règle est introuvable." "Relisez la fiche du bénévole.";
    BlockedPairStands Conflict "blocked_pair.stands" "Cette règle est déjà notée." "Il n'y a rien à faire.";
    UsualDoorTwice Invalid "usual_door.twice" "La même personne est écrite deux fois." "Écrivez-la une seule fois.";
    WalkingPairNotFound NotFound "walking_pair.not_found" "Ce binôme est introuvable." "Relisez la fiche du bénévole.";
    WalkingPairOfOne Invalid "walking_pair.of_one" "Un binôme, ce sont deux personnes." "Choisissez un autre bénévole.";
    WalkingPairBackwards Invalid "walking_pair.backwards" "Le dernier jour du binôme est avant le premier." "Vérifiez les dates.";
    WalkingPairPast Invalid "walking_pair.past" "Un binôme ne commence pas dans le passé." "Choisissez aujourd'hui ou un jour à venir.";
    WalkingPairStands Conflict "walking_pair.stands" "L'une de ces deux personnes est déjà en binôme à ces dates." "Terminez d'abord l'autre binôme, ou choisissez d'autres dates.";
    WalkingPairGone Conflict "walking_pair.volunteer_left" "L'une de ces deux personnes n'est plus bénévole." "Choisissez un autre bénévole.";
    PairBlocked Conflict "pair.blocked" "Ces deux personnes ne doivent pas se rencontrer." "Choisissez un autre bénévole.";

    // shop
    PickupPointNotFound NotFound "pickup_point.not_found" "Ce commerce est introuvable." "Relisez la liste des commerces.";
    ClosureNotFound NotFound "closure.not_found" "Cette fermeture est introuvable." "Relisez la fiche du commerce.";
    ProductNotFound NotFound "product.not_found" "Ce produit est introuvable." "Relisez la liste des produits.";
    PickupPointNameTaken Conflict "pickup_point.name_taken" "Un commerce porte déjà ce nom." "Choisissez un autre nom.";
    ProductNameTaken Conflict "product.name_taken" "Un produit porte déjà ce nom." "Choisissez un autre nom.";
    ProductDaysTooMany Invalid "product.too_many_days" "Cela fait trop de jours à la fois." "Demandez deux mois au plus.";
    PriceTaken Conflict "price.taken" "Ce produit a déjà un prix à partir de ce jour." "Choisissez un autre jour.";
    ClosureBackwards Invalid "closure.backwards" "Le dernier jour est avant le premier." "Vérifiez les dates.";
    HoursOverlap Invalid "hours.overlap" "Deux plages d'ouverture se recouvrent." "Vérifiez les heures.";
    HoursBackwards Invalid "hours.backwards" "La fermeture est avant l'ouverture." "Vérifiez les heures.";

    // order
    OrderNotFound NotFound "order.not_found" "Cette commande est introuvable." "Relisez les commandes de la personne.";
    OrderExists Conflict "order.exists" "Il y a déjà une commande ce jour-là." "Changez la commande qui existe.";
    OrderEmpty Invalid "order.empty" "La commande est vide." "Ajoutez au moins un produit.";
    OrderTooMuch Invalid "order.too_much" "C'est plus que la quantité permise." "Commandez moins, ou appelez.";
    OrderCancelled Conflict "order.cancelled" "Cette commande est annulée." "Passez une nouvelle commande.";
    OrderProductTwice Invalid "order.product_twice" "Le même produit est écrit deux fois." "Écrivez-le une seule fois, avec la bonne quantité.";
    OrderDayClosed Conflict "order.day_closed" "Ce produit n'est pas livré ce jour-là." "Choisissez le prochain jour possible.";
    OrderDayTooFar Invalid "order.day_too_far" "Ce jour est trop loin." "On peut commander pour les quatre prochaines semaines.";
    OrderCutoffPassed Conflict "order.cutoff_passed" "Il est trop tard pour ce jour." "Choisissez le prochain jour possible, ou appelez.";
    OrderAway Conflict "order.away" "La personne est absente ce jour-là." "Terminez d'abord l'absence.";
    OrderNothingBefore NotFound "order.nothing_before" "Il n'y a pas encore de commande à refaire." "Choisissez un produit.";
    StandingNotFound NotFound "standing_order.not_found" "Il n'y a pas de commande habituelle." "Créez-en une.";
    StandingStopped Conflict "standing_order.stopped" "La commande habituelle est arrêtée." "Créez-en une nouvelle.";

    // slip
    SlipNotFound NotFound "slip.not_found" "Ce bon de commande est introuvable." "Relisez les bons du jour.";
    SlipNotAsked Conflict "slip.not_asked" "Un dépôt n'a rien à confirmer." "Il n'y a rien à faire.";
    SlipConfirmed Conflict "slip.confirmed" "Ce bon est déjà confirmé." "Il n'y a rien à faire.";

    // visit
    VisitNotFound NotFound "visit.not_found" "Cette visite est introuvable." "Relisez les visites de la personne.";
    VisitInBreadMorning Invalid "visit.in_bread_morning" "Une visite ne se fait pas pendant la tournée du pain." "Choisissez une heure plus tardive.";
    VisitVolunteerBusy Conflict "visit.volunteer_busy" "Ce bénévole a déjà une visite à cette heure." "Choisissez une autre heure.";
    VisitExists Conflict "visit.exists" "Il y a déjà une visite ce jour-là." "Changez la visite qui existe.";
    VisitPast Invalid "visit.past" "Cette date est passée." "Choisissez une date à venir.";
    VisitTooFar Invalid "visit.too_far" "Cette date est trop loin." "Choisissez une date dans l'année qui vient.";
    VisitAway Conflict "visit.away" "Cette personne est absente ce jour-là." "Choisissez un autre jour, ou corrigez l'absence.";
    VisitCancelled Conflict "visit.cancelled" "Cette visite est annulée." "Convenez d'une nouvelle visite.";
    CadenceNotFound NotFound "visit_cadence.not_found" "Aucun rythme de visite n'est noté." "Demandez à la personne ce qu'elle souhaite.";

    // round and plan
    RoundNotFound NotFound "round.not_found" "Cette tournée est introuvable." "Relisez vos tournées.";
    RoundNotOpen Conflict "round.not_open" "Cette tournée est déjà prise." "Regardez les autres tournées.";
    RoundNotForYou Conflict "round.not_for_you" "Cette tournée ne convient pas à vos limites." "Appelez la coordination.";
    RoundWrongState Conflict "round.wrong_state" "Ce n'est pas possible à cette étape de la tournée." "Relisez la tournée.";
    PlanPast Invalid "plan.past" "Ce jour est passé." "Choisissez aujourd'hui ou un jour à venir.";
    PlanTooEarly Conflict "plan.too_early" "On peut encore commander pour ce jour." "Attendez la fin des commandes.";
    PlanNotFound NotFound "plan.not_found" "Cette journée n'est pas encore planifiée." "Lancez la planification.";
    SearchNotFound NotFound "search.not_found" "Cette recherche est introuvable." "Relisez la journée.";
    SearchRunning Conflict "search.running" "Une recherche est déjà en cours pour ce quartier." "Attendez sa fin, ou arrêtez-la.";
    SearchNothing Conflict "search.nothing" "Cette recherche n'a rien à publier." "Attendez sa fin, ou lancez-en une autre.";
    SearchOvertaken Conflict "search.overtaken" "La journée a changé depuis cette recherche." "Lancez-en une autre.";
    ProposalNotFound NotFound "proposal.not_found" "Cette proposition est introuvable." "Relisez la journée.";
    ProposalDecided Conflict "proposal.decided" "Cette proposition est déjà décidée." "Il n'y a rien à faire.";

    // event
    EventMalformed Invalid "event.malformed" "Cet enregistrement est illisible." "Mettez l'application à jour et prévenez la coordination.";
    EventPayloadMismatch Conflict "event.payload_mismatch" "Cet enregistrement existe déjà avec un autre contenu." "Le premier reste. Prévenez la coordination.";
    EventUndoForeign Forbidden "event.undo_foreign" "Seule la personne qui l'a noté peut l'annuler." "Demandez à la coordination.";
    DropNotFound NotFound "drop.not_found" "Cette porte est introuvable dans la tournée." "Relisez la tournée.";
    OrderLineNotFound NotFound "order_line.not_found" "Ce produit n'est pas commandé à cette porte." "Notez-le en plus de la commande.";

    // concern
    ConcernNotFound NotFound "concern.not_found" "Cette inquiétude est introuvable." "Relisez la journée.";
    ConcernClosed Conflict "concern.closed" "Cette inquiétude est déjà close." "Il n'y a rien à faire.";

    // counts
    PeriodBackwards Invalid "period.backwards" "La fin de la période est avant son début." "Vérifiez les dates.";
    PeriodTooLong Invalid "period.too_long" "La période est trop longue." "Choisissez cinq ans au plus.";

    // notice
    NoticeNotFound NotFound "notice.not_found" "Cet avis est introuvable." "Relisez vos avis.";
    NoticeTooLate Conflict "notice.too_late" "Il est trop tard pour cet avis." "Appelez la personne si c'est encore utile.";
    NoticePreferenceNotFound NotFound "notice_preference.not_found" "Vous ne recevez pas d'avis de cette sorte." "Relisez ce dont on vous prévient.";
    NoticeNeeded Invalid "notice_preference.needed" "Cet avis ne se refuse pas : quelqu'un compte peut-être sur vous." "Choisissez par quel moyen vous voulez être prévenu d'abord.";
    NoticeChannelTwice Invalid "notice_preference.channel_twice" "Un moyen de vous prévenir est nommé deux fois." "Nommez chaque moyen une seule fois.";
    NoticeNeverCalled Invalid "notice_preference.never_called" "Personne n'appelle pour cet avis." "Choisissez une notification, un SMS ou un courriel.";
    NoticeNeverSaid Invalid "notice_preference.never_said" "Cet avis ne se dit pas à la porte." "Choisissez une notification, un SMS ou un courriel.";
    PushOff Conflict "push.off" "Les avis sur le téléphone ne sont pas installés ici." "Demandez à la coordination.";
    SmsOff NotFound "sms.off" "Aucun service de SMS ne rend compte ici." "Vérifiez les réglages sms_ de l'installation.";
    SmsReportUnsigned Unauthenticated "sms_report.unsigned" "Ce compte rendu n'est pas signé par notre service de SMS." "Vérifiez la clé, et l'heure de la signature.";
    PushAddressRefused Invalid "push.address_refused" "Ce service d'avis n'est pas accepté." "Essayez avec un autre navigateur.";
    PushAddressUnclear Invalid "push.address_unclear" "On ne sait pas comment prévenir ce téléphone." "Donnez soit une adresse et ses deux clés, soit un jeton FCM.";
    PushTokenWrong Invalid "push.token_wrong" "Le jeton FCM de ce téléphone est incorrect." "Coupez les avis, puis remettez-les.";
    PushKeysWrong Invalid "push.keys_wrong" "Les clés de ce téléphone sont incorrectes." "Coupez les avis, puis remettez-les.";

    // store
    StoreBusy Unavailable "store.busy" "Le service est occupé." "Recommencez dans quelques secondes.";
    ServerFailed Failed "server.failed" "Une erreur est arrivée chez nous." "Recommencez plus tard, ou appelez.";
    StoreFailed Unavailable "store.failed" "Le service ne répond pas pour le moment." "Recommencez plus tard, ou appelez.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut seen = std::collections::BTreeSet::new();
        for refusal in Refusal::ALL {
            let entry = refusal.entry();
            assert!(seen.insert(entry.code), "{} stands twice", entry.code);
            let (noun, wrong) = entry.code.split_once('.').expect("noun.what_is_wrong");
            assert!([noun, wrong].iter().all(|part| part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
            assert!(entry.title.ends_with('.') && entry.remedy.ends_with('.'), "{}", entry.code);
        }
    }
}
