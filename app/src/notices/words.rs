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

/// The words of a text message or an e-mail: the text, and where to read the rest, if its reader has the app to read it with.
pub(super) fn note(kind: NoticeKind, has_the_app: bool, link: Option<&str>) -> String {
    if let Some(text) = without_app(kind).filter(|_| !has_the_app) {
        return plain(text);
    }
    // Whoever has no device here has said nowhere which language they read: the association's is French.
    let text = plain(text(kind, Language::French));
    link.map_or_else(|| text.clone(), |link| format!("{text} {link}"))
}

/// The spaces that do not break are ordinary ones in a text message: networks do not know them, and one would make two messages of
/// one.
fn plain(text: &str) -> String {
    format!("Palier. {}", text.replace(['\u{a0}', '\u{202f}'], " "))
}

/// What it says, in each language.
fn text(kind: NoticeKind, language: Language) -> &'static str {
    let (french, english) = match kind {
        NoticeKind::RoundPublished => (
            "Une tournée vous attend. Dites si vous pouvez.",
            "A round is waiting for you. Please say whether you can.",
        ),
        NoticeKind::RoundChanged => (
            "Votre tournée a changé. Regardez-la avant de partir.",
            "Your round has changed. Look at it before you set out.",
        ),
        NoticeKind::RoundCancelled => ("Votre tournée n'a plus lieu.", "Your round is off."),
        NoticeKind::RoundReminder => (
            "Vous avez une tournée aujourd'hui. Regardez-la avant de partir.",
            "You have a round today. Look at it before you set out.",
        ),
        NoticeKind::CoverOffered => (
            "Des portes cherchent quelqu'un. Dites si vous pouvez.",
            "Some doors look for somebody. Please say whether you can.",
        ),
        NoticeKind::CoverTaken => {
            ("Des portes ont trouvé quelqu'un. Regardez la journée.", "Somebody has taken doors over. Look at the day.")
        }
        NoticeKind::DoorsUncovered => {
            ("Des portes n'ont personne. Regardez la journée.", "Some doors have nobody. Look at the day.")
        }
        NoticeKind::RoundUnfinished => (
            "Une tournée n'est pas finie\u{a0}: des portes restent sans réponse. Regardez la journée.",
            "A round is not finished: of some doors nobody has told. Look at the day.",
        ),
        NoticeKind::DeviceSilent => (
            "Un téléphone en tournée ne donne plus de nouvelles. Regardez la journée.",
            "A phone on a round has fallen silent. Look at the day.",
        ),
        NoticeKind::ConcernOpened => {
            ("Une porte demande un second regard. Ouvrez palier.", "A door asks for a second look. Open palier.")
        }
        NoticeKind::DeliveryProblem => (
            "Un problème de livraison est signalé. Quelqu'un attend un appel.",
            "A problem with a delivery is reported. Somebody waits for a call.",
        ),
        NoticeKind::VisitDue => {
            ("Une visite est à convenir. Regardez la liste.", "A visit is to be agreed. Look at the list.")
        }
        NoticeKind::SlipReady => {
            ("Un bon de commande vous attend. Transmettez-le.", "A slip is ready. Pass it on to the shop.")
        }
        NoticeKind::OrderConfirmed => ("Votre commande est notée.", "Your order is noted."),
        NoticeKind::OrderChanged => {
            ("Votre commande a changé. Regardez-la dans palier.", "Your order has changed. Look at it in palier.")
        }
        NoticeKind::OrderShort => (
            "Il manquera quelque chose à votre commande. Regardez-la dans palier.",
            "Something of your order will be lacking. Look at it in palier.",
        ),
        NoticeKind::OrderCancelled => {
            ("Votre commande est annulée. Regardez-la dans palier.", "Your order is cancelled. Look at it in palier.")
        }
        NoticeKind::DeliveryLeft => ("Votre livraison est à votre porte.", "Your delivery is at your door."),
        NoticeKind::DeliveryMissed => (
            "Une livraison n'a pas pu se faire. Regardez dans palier.",
            "A delivery could not be made. Look in palier.",
        ),
        NoticeKind::CutoffMoved => {
            ("Commandez en avance cette fois. Regardez dans palier.", "Order earlier than usual. Look in palier.")
        }
    };
    match language {
        Language::French => french,
        Language::English => english,
    }
}

/// The same for residents who have nowhere to look: whom to ask instead.
fn without_app(kind: NoticeKind) -> Option<&'static str> {
    Some(match kind {
        NoticeKind::OrderShort => "Il manquera quelque chose à votre commande. Appelez votre association.",
        NoticeKind::OrderChanged => "Votre commande a changé. Appelez votre association.",
        NoticeKind::OrderCancelled => "Votre commande est annulée. Appelez votre association.",
        NoticeKind::DeliveryMissed => "Une livraison n'a pas pu se faire. Appelez votre association.",
        NoticeKind::CutoffMoved => "Commandez en avance cette fois. Appelez votre association.",
        _ => return None,
    })
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
            for note in [note(*kind, true, Some(&link)), note(*kind, false, None)] {
                assert!(is_one_message(&note), "{note}");
            }
        }
    }
}
