//! What coordinators are told of lists that wait for them: a slip that a shop is to get, visits that are to be agreed.

use chrono::NaiveDate;
use shared::id::AssociationId;
use shared::notice::NoticeKind;

use super::doors::coordinators;
use super::outbox::{self, New};
use super::preferences;
use crate::error::Result;
use crate::settings::{self, Settings};
use crate::table::slip;
use crate::{Tx, visits};

/// A slip was frozen, or more of it: the shop is to get it before the day. Told to the coordinators who asked for it.
pub(crate) async fn slip_ready(tx: &Tx, row: &slip::Model) -> Result<()> {
    let association = row.association_id.0;
    let settings = settings::of(tx.db(), association).await?;
    for reader in coordinators(tx, association).await? {
        if !preferences::asks(tx, association, reader, NoticeKind::SlipReady).await? {
            continue;
        }
        let new = New {
            reader,
            kind: NoticeKind::SlipReady,
            about: Some(row.id.0.to_string()),
            day: Some(row.service_day),
            topic: format!("slip:{}", row.id.0),
            cause: format!("slip:{}:{}", row.id.0, tx.now.timestamp()),
            expires_at: settings.instant(row.service_day, 0),
        };
        outbox::write(tx, association, new).await?;
    }
    Ok(())
}

/// A shop has confirmed its slip: what was not told yet is no news.
pub(crate) async fn slip_confirmed(tx: &Tx, row: &slip::Model) -> Result<()> {
    for reader in coordinators(tx, row.association_id.0).await? {
        outbox::withdraw(tx, reader, &format!("slip:{}", row.id.0)).await?;
    }
    Ok(())
}

/// Tells of the visits that somebody would like about `today` and that nobody has agreed to, all at once.
pub(crate) async fn visits_due(
    tx: &Tx,
    settings: &Settings,
    association: AssociationId,
    today: NaiveDate,
) -> Result<()> {
    if !visits::due::any_on(tx.db(), association, today).await? {
        return Ok(());
    }
    let tomorrow = today.succ_opt().unwrap_or(today);
    for reader in coordinators(tx, association).await? {
        let new = New {
            reader,
            kind: NoticeKind::VisitDue,
            about: None,
            day: Some(today),
            topic: "visits_due".to_owned(),
            cause: format!("visits_due:{association}:{today}"),
            expires_at: settings.instant(tomorrow.succ_opt().unwrap_or(tomorrow), 0),
        };
        outbox::write(tx, association, new).await?;
    }
    Ok(())
}
