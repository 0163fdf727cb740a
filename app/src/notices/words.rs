//! The fixed texts that leave the house. They are the same for everybody: they pass through the hands of a push service or a
//! gateway and stand on a locked screen, so they hold no name, no place, no hour and nothing of health.

use serde_json::json;
use shared::id::NoticeId;
use shared::notice::{Language, NoticeKind};

/// Letters of a link that leave room for every text in one text message.
pub const LONGEST_LINK: usize = 60;

/// The body of a push message: an opaque id, the kind, the opaque topic under which a screen shows one, the text.
pub(super) fn body(id: NoticeId, kind: NoticeKind, topic: &str, language: Language) -> String {
    json!({ "id": id, "kind": kind, "topic": topic, "text": text(kind, language) }).to_string()
}

/// The words of a text message or an e-mail: the text, and where to read the rest. The spaces that do not break are ordinary ones
/// here: networks do not know them, and one would make two messages of one.
pub(super) fn note(kind: NoticeKind, language: Language, link: Option<&str>) -> String {
    let text = text(kind, language).replace(['\u{a0}', '\u{202f}'], " ");
    link.map_or_else(|| format!("Palier. {text}"), |link| format!("Palier. {text} {link}"))
}

fn text(kind: NoticeKind, language: Language) -> &'static str {
    match (kind, language) {
        (NoticeKind::RoundPublished, Language::French) => "Une tournée vous attend. Dites si vous pouvez.",
        (NoticeKind::RoundPublished, Language::English) => "A round is waiting for you. Please say whether you can.",
        (NoticeKind::RoundChanged, Language::French) => "Votre tournée a changé. Regardez-la avant de partir.",
        (NoticeKind::RoundChanged, Language::English) => "Your round has changed. Look at it before you set out.",
        (NoticeKind::RoundCancelled, Language::French) => "Votre tournée n'a plus lieu.",
        (NoticeKind::RoundCancelled, Language::English) => "Your round is off.",
        (NoticeKind::DoorsUncovered, Language::French) => "Des portes n'ont personne. Regardez la journée.",
        (NoticeKind::DoorsUncovered, Language::English) => "Some doors have nobody. Look at the day.",
        (NoticeKind::RoundReminder, Language::French) => {
            "Vous avez une tournée aujourd'hui. Regardez-la avant de partir."
        }
        (NoticeKind::RoundReminder, Language::English) => "You have a round today. Look at it before you set out.",
        (NoticeKind::RoundUnfinished, Language::French) => {
            "Une tournée n'est pas finie : des portes restent sans réponse. Regardez la journée."
        }
        (NoticeKind::RoundUnfinished, Language::English) => {
            "A round is not finished: of some doors nobody has told. Look at the day."
        }
        (NoticeKind::DeviceSilent, Language::French) => {
            "Un téléphone en tournée ne donne plus de nouvelles. Regardez la journée."
        }
        (NoticeKind::DeviceSilent, Language::English) => "A phone on a round has fallen silent. Look at the day.",
        (NoticeKind::ConcernOpened, Language::French) => "Une porte demande un second regard. Ouvrez palier.",
        (NoticeKind::ConcernOpened, Language::English) => "A door asks for a second look. Open palier.",
        (NoticeKind::DeliveryProblem, Language::French) => {
            "Un problème de livraison est signalé. Quelqu'un attend un appel."
        }
        (NoticeKind::OrderChanged, Language::French) => "Votre commande a changé. Regardez-la dans palier.",
        (NoticeKind::OrderChanged, Language::English) => "Your order has changed. Look at it in palier.",
        (NoticeKind::OrderCancelled, Language::French) => "Votre commande est annulée. Regardez-la dans palier.",
        (NoticeKind::OrderCancelled, Language::English) => "Your order is cancelled. Look at it in palier.",
        (NoticeKind::DeliveryMissed, Language::French) => "Une livraison n'a pas pu se faire. Regardez dans palier.",
        (NoticeKind::DeliveryMissed, Language::English) => "A delivery could not be made. Look in palier.",
        (NoticeKind::DeliveryProblem, Language::English) => {
            "A problem with a delivery is reported. Somebody waits for a call."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::Word as _;
    use shared::sms::is_one_message;

    #[test]
    fn every_note_is_one_message_with_the_longest_link() {
        let link = "l".repeat(LONGEST_LINK);
        for kind in NoticeKind::ALL {
            let note = note(*kind, Language::French, Some(&link));
            assert!(is_one_message(&note), "{note}");
        }
    }
}
