//! Brings a notice to its reader's own number or address, in the fixed words that a push message has too.

use chrono::TimeDelta;
use shared::Word;
use shared::notice::{Language, NoticeChannel};

use super::bring::Brought;
use super::carrier::{Courier, Note, Receipt};
use super::rests::{self, Reason};
use super::words;
use crate::App;
use crate::error::Result;
use crate::table::notice;

/// Brings it by `courier`, which serves `channel`, to `to`.
pub(super) async fn bring(
    app: &App,
    notice: &notice::Model,
    channel: NoticeChannel,
    courier: &dyn Courier,
    to: String,
) -> Result<Brought> {
    let carrier = channel.as_str();
    if let Some(until) = rests::until(app, carrier).await? {
        return Ok(Brought::Later(Some(until), "resting".to_owned()));
    }
    // Whoever has no device here has said nowhere which language they read: the association's is French.
    let text = words::note(notice.kind.0, Language::French, app.carriers.link.as_deref());
    let receipt = courier.carry(&Note { name: name(notice), to, text, expires_at: notice.expires_at }).await;
    metrics::counter!("palier_notes_total", "channel" => carrier, "receipt" => receipt.word()).increment(1);
    Ok(match receipt {
        Receipt::Taken => Brought::Taken,
        Receipt::Gone => Brought::Refused("gone".to_owned()),
        Receipt::Unfit(why) => {
            tracing::error!(carrier, kind = notice.kind.0.as_str(), why, "a carrier takes no such message");
            Brought::Refused("unfit".to_owned())
        }
        Receipt::Later { after, why } => {
            let asked = after.and_then(|after| TimeDelta::from_std(after).ok());
            match asked {
                None => Brought::Later(None, why),
                Some(_) => Brought::Later(Some(rests::rest(app, carrier, Reason::Busy, asked).await?), why),
            }
        }
        Receipt::Barred(why) => {
            tracing::error!(carrier, why, "a carrier does not know us: see its settings");
            Brought::Later(Some(rests::rest(app, carrier, Reason::Key, None).await?), "key".to_owned())
        }
    })
}

/// One notice is one note, however often a worker dies over it; one that a coordinator tries again is another.
pub(super) fn name(notice: &notice::Model) -> String {
    format!("{}.{}", notice.id.0, notice.begun_at.timestamp_millis())
}
