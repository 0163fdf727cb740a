//! What a gateway reports of the text messages that it took: that one arrived, or never will. A message that never arrives is
//! one that the channel refused, so the next channel is tried at once.

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use sha2::Sha256;
use shared::id::NoticeId;
use shared::notice::{NoticeChannel, NoticeState, Outcome};
use shared::{Refusal, Word};
use utoipa::ToSchema;

use super::notes;
use crate::App;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{dispatch, notice};

/// How far the clock of a signature may be from ours: what somebody has overheard is of no use later.
const HOLDS: TimeDelta = TimeDelta::minutes(5);

/// What became of a text message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SmsFate {
    /// It is on the telephone.
    Delivered,
    /// It will never be.
    Failed,
}

/// A report of the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsReport {
    /// The name under which the gateway was given the message.
    pub name: String,
    /// What became of it.
    pub fate: SmsFate,
}

/// Checks that `body` was signed by the gateway just now: `signature` is `t=<seconds since 1970>,v1=<HMAC-SHA-256 of
/// "<t>.<body>" in hexadecimal>`.
///
/// Refuses every other signature alike, and any where no gateway reports here.
pub fn check(app: &App, signature: Option<&str>, body: &[u8]) -> Result<()> {
    let key = app.carriers.sms.as_ref().and_then(|sms| sms.report_key.clone()).ok_or(Refusal::SmsOff)?;
    let signed = signature.and_then(read).filter(|(at, _)| is_now(*at, app.clock.now()));
    let good = signed.is_some_and(|(at, tag)| {
        Hmac::<Sha256>::new_from_slice(&key).is_ok_and(|mut mac| {
            mac.update(format!("{at}.").as_bytes());
            mac.update(body);
            mac.verify_slice(&tag).is_ok()
        })
    });
    if good { Ok(()) } else { Err(Refusal::SmsReportUnsigned.into()) }
}

fn read(signature: &str) -> Option<(i64, Vec<u8>)> {
    let (at, tag) = signature.trim().strip_prefix("t=")?.split_once(",v1=")?;
    Some((at.parse().ok()?, crate::keys::unhex(tag)?))
}

fn is_now(at: i64, now: DateTime<Utc>) -> bool {
    DateTime::from_timestamp(at, 0).is_some_and(|at| (now - at).abs() <= HOLDS)
}

/// Writes down what became of a message. A report that comes again changes nothing, and the first of two that differ stands.
///
/// Refuses a name that no message has, or has not yet: a gateway may be quicker than the note that it took the message, so it
/// is to report again.
pub async fn take(app: &App, report: &SmsReport) -> Result<()> {
    let id =
        report.name.split_once('.').and_then(|(id, _)| id.parse::<NoticeId>().ok()).ok_or(Refusal::NoticeNotFound)?;
    let row = notice::Entity::find_by_id(Key(id)).one(app.store.reader()).await?.ok_or(Refusal::NoticeNotFound)?;
    let tx = app.write(row.association_id.0).await?;
    let row = notice::Entity::find_by_id(Key(id)).one(tx.db()).await?.ok_or(Refusal::NoticeNotFound)?;
    let took = dispatch::Entity::find()
        .filter(dispatch::Column::NoticeId.eq(row.id))
        .filter(dispatch::Column::Channel.eq(Text(NoticeChannel::Sms)))
        .filter(dispatch::Column::At.gte(row.begun_at))
        .order_by_desc(dispatch::Column::Id)
        .one(tx.db())
        .await?
        .filter(|_| report.name == notes::name(&row))
        .ok_or(Refusal::NoticeNotFound)?;
    if took.outcome.0 != Outcome::Taken || took.delivered_at.is_some() {
        return Ok(());
    }
    let update = dispatch::Entity::update_many().filter(dispatch::Column::Id.eq(took.id));
    match report.fate {
        SmsFate::Delivered => {
            update.col_expr(dispatch::Column::DeliveredAt, Expr::value(tx.now)).exec(tx.db()).await?;
        }
        SmsFate::Failed => {
            let refused = [
                (dispatch::Column::Outcome, Expr::value(Outcome::Refused.as_str())),
                (dispatch::Column::Detail, Expr::value("reported")),
            ];
            refused
                .into_iter()
                .fold(update, |update, (column, value)| update.col_expr(column, value))
                .exec(tx.db())
                .await?;
            bring_again(&tx, &row).await?;
        }
    }
    tx.commit().await
}

/// Nobody has it after all: the next channel is tried at once.
async fn bring_again(tx: &crate::Tx, row: &notice::Model) -> Result<()> {
    notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(NoticeState::Waiting.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(tx.now))
        .filter(notice::Column::Id.eq(row.id))
        .filter(notice::Column::State.eq(Text(NoticeState::Sent)))
        .exec(tx.db())
        .await?;
    Ok(())
}
