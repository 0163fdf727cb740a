//! Brings a notice to its reader's own number or address, in the fixed words that a push message has too.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::Word;
use shared::notice::NoticeChannel;

use super::bring::Brought;
use super::carrier::{Courier, Note};
use super::heard::Carried;
use super::{rests, words};
use crate::App;
use crate::error::Result;
use crate::table::{notice, session};

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
    let text = words::note(notice.kind.0, has_the_app(app, notice).await?, app.carriers.link.as_deref());
    let receipt = courier.carry(&Note { name: name(notice), to, text, expires_at: notice.expires_at }).await;
    metrics::counter!("palier_notes_total", "channel" => carrier, "receipt" => receipt.word()).increment(1);
    let setting = if channel == NoticeChannel::Sms { "sms_token_file" } else { "mail_password_file" };
    Carried { carrier, setting }.heard(app, notice, receipt).await
}

/// Whether its reader is signed in somewhere, and so can read the rest: most residents who order by telephone are not.
async fn has_the_app(app: &App, notice: &notice::Model) -> Result<bool> {
    let signed_in = session::Entity::find()
        .filter(session::Column::AssociationId.eq(notice.association_id))
        .filter(session::Column::AccountId.eq(notice.account_id))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(app.clock.now()));
    Ok(signed_in.one(app.store.reader()).await?.is_some())
}

/// One notice is one note, however often a worker dies over it; one that a coordinator tries again is another.
pub(super) fn name(notice: &notice::Model) -> String {
    format!("{}.{}", notice.id.0, notice.begun_at.timestamp_millis())
}
