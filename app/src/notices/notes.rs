//! Brings a notice to its reader's own number or address, in the fixed words that a push message has too.

use shared::Word;
use shared::notice::{Language, NoticeChannel};

use super::bring::Brought;
use super::carrier::{Courier, Note};
use super::heard::Carried;
use super::{rests, words};
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
    let setting = if channel == NoticeChannel::Sms { "sms_token_file" } else { "mail_password_file" };
    Carried { carrier, setting }.heard(app, notice, receipt).await
}

/// One notice is one note, however often a worker dies over it; one that a coordinator tries again is another.
pub(super) fn name(notice: &notice::Model) -> String {
    format!("{}.{}", notice.id.0, notice.begun_at.timestamp_millis())
}
