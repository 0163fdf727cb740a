//! One event: known already, refused for good, or stored with its answer and applied.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono_tz::Tz;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::calendar::to_micros;
use shared::event::{EventFlag, EventResult};
use shared::id::{AccountId, DropId, EventId, OrderLineId, PickupPointId, ProductId, RoundId, VolunteerId};
use shared::outcome::Kind;
use shared::word::Word;

use super::author::{Desk, account_of};
use super::door::{Door, door};
use super::flags::{self, Around};
use super::report::{EventAnswer, Report};
use super::told::events_of;
use super::{Touched, apply, goods};
use crate::Tx;
use crate::error::{Error, Result};
use crate::table::column::{Key, Text};
use crate::table::{association, event, order_line, pickup_point, product, round, volunteer};

/// Takes one event in, and answers.
pub(super) async fn take(
    tx: &Tx,
    desk: &Desk<'_>,
    report: &Report,
    fingerprint: &[u8],
    touched: &mut Touched,
) -> Result<EventAnswer> {
    if let Some(answer) = known(tx, desk, report.event_id, fingerprint).await? {
        return Ok(answer);
    }
    let round = round_of(tx, desk, report.round).await?;
    let walker = account_of(tx, desk.caller.association, round.volunteer_id.0).await?;
    let author = desk.author(walker);
    let place = place(tx, desk, report, author).await?;
    let at = Where { round: place.round, drop: place.door.as_ref().map(|door| door.id) };
    check(tx, desk, report, place.door.as_ref()).await?;
    let around = Around {
        desk,
        round: &round,
        walker,
        author,
        volunteer: volunteer_of(tx, desk, author).await?,
        tz: zone(tx, desk).await?,
        now: tx.now,
    };
    let mut flags = flags::of(report, place.door.as_ref(), &around);
    let row = insert(tx, desk, report, fingerprint, author, at).await?;
    rehome(tx, desk, &row, at).await?;
    let found = match &place.door {
        Some(door) => apply::drop_events(tx, door).await?,
        None => goods::round_events(tx, desk.caller.association, at.round).await?,
    };
    flags.extend(found.iter().filter(|flag| flag.events.contains(&report.event_id)).map(flags::of_fold));
    flags.sort_unstable();
    touched.drops.extend(at.drop);
    touched.events.insert(report.event_id);
    answer(tx, row, &flags).await
}

/// Where an event is kept: an undo where its target is.
#[derive(Clone, Copy)]
struct Where {
    round: RoundId,
    drop: Option<DropId>,
}

struct Place {
    round: RoundId,
    door: Option<Door>,
}

async fn round_of(tx: &Tx, desk: &Desk<'_>, id: RoundId) -> Result<round::Model> {
    let row = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(desk.caller.association)))
        .filter(round::Column::Id.eq(Key(id)))
        .one(tx.db())
        .await?;
    row.ok_or_else(|| Refusal::RoundNotFound.into())
}

/// The first answer, when the event is known. Another content, another sender or somebody else's word under the same id is
/// refused. A round may have changed hands meanwhile, so whose word it was is what was stored, not who walks it now.
async fn known(tx: &Tx, desk: &Desk<'_>, id: EventId, fingerprint: &[u8]) -> Result<Option<EventAnswer>> {
    let Some(row) = find(tx, desk, id).await? else { return Ok(None) };
    let sender = row.entered_by.unwrap_or(row.author_id).0;
    let same_word = desk.spoken_for.is_none_or(|author| author == row.author_id.0);
    if row.fingerprint != fingerprint || sender != desk.caller.account || !same_word {
        return Err(Refusal::EventPayloadMismatch.into());
    }
    let first: EventAnswer =
        serde_json::from_value(row.result).map_err(|error| Error::Bug(format!("a stored answer: {error}")))?;
    Ok(Some(first.again()))
}

async fn find(tx: &Tx, desk: &Desk<'_>, id: EventId) -> Result<Option<event::Model>> {
    Ok(events_of(desk.caller.association).filter(event::Column::Id.eq(Key(id))).one(tx.db()).await?)
}

/// The door or round that the event belongs to. An undo goes where its target is, whatever it says itself.
async fn place(tx: &Tx, desk: &Desk<'_>, report: &Report, author: AccountId) -> Result<Place> {
    let mut at = Where { round: report.round, drop: report.drop };
    if let Kind::Undo { of } = report.kind
        && let Some(target) = find(tx, desk, of).await?
    {
        if target.author_id.0 != author && !desk.decides(&report.kind) {
            return Err(Refusal::EventUndoForeign.into());
        }
        at = Where { round: target.round_id.0, drop: target.drop_id.map(|key| key.0) };
    }
    let door = match at.drop {
        Some(id) => Some(door(tx.db(), desk.caller.association, id).await?.ok_or(Refusal::DropNotFound)?),
        None => None,
    };
    Ok(Place { round: at.round, door })
}

/// Whether everything that the event names is the association's. A line may stand at another door by now: that is a flag.
async fn check(tx: &Tx, desk: &Desk<'_>, report: &Report, door: Option<&Door>) -> Result<()> {
    match &report.kind {
        Kind::Delivered { lines: given, .. } => lines(tx, desk, door, given.iter().map(|line| line.order_line)).await,
        Kind::NotDelivered { lines: missed, .. } => lines(tx, desk, door, missed.iter().copied()).await,
        Kind::ExtraDelivered { product, .. } | Kind::BroughtBack { product, .. } => {
            products(tx, desk, vec![*product]).await
        }
        Kind::PickedUp { pickup_point, lines } => {
            shop(tx, desk, *pickup_point).await?;
            products(tx, desk, lines.iter().map(|line| line.product).collect()).await
        }
        Kind::VisitDone { .. } | Kind::BagFull | Kind::BagMissing | Kind::Undo { .. } => Ok(()),
    }
}

async fn lines(tx: &Tx, desk: &Desk<'_>, door: Option<&Door>, named: impl Iterator<Item = OrderLineId>) -> Result<()> {
    let door = door.ok_or(Refusal::OrderLineNotFound)?;
    let elsewhere: BTreeSet<_> = named.filter(|line| door.line(*line).is_none()).map(Key).collect();
    if elsewhere.is_empty() {
        return Ok(());
    }
    let found = order_line::Entity::find()
        .filter(order_line::Column::AssociationId.eq(Key(desk.caller.association)))
        .filter(order_line::Column::Id.is_in(elsewhere.iter().copied()))
        .all(tx.db())
        .await?;
    if found.len() == elsewhere.len() { Ok(()) } else { Err(Refusal::OrderLineNotFound.into()) }
}

async fn products(tx: &Tx, desk: &Desk<'_>, mut ids: Vec<ProductId>) -> Result<()> {
    ids.sort_unstable();
    ids.dedup();
    let found = product::Entity::find()
        .filter(product::Column::AssociationId.eq(Key(desk.caller.association)))
        .filter(product::Column::Id.is_in(ids.iter().map(|id| Key(*id))))
        .all(tx.db())
        .await?;
    if found.len() == ids.len() { Ok(()) } else { Err(Refusal::ProductNotFound.into()) }
}

async fn shop(tx: &Tx, desk: &Desk<'_>, id: PickupPointId) -> Result<()> {
    let found = pickup_point::Entity::find()
        .filter(pickup_point::Column::AssociationId.eq(Key(desk.caller.association)))
        .filter(pickup_point::Column::Id.eq(Key(id)))
        .one(tx.db())
        .await?;
    found.map(|_| ()).ok_or_else(|| Refusal::PickupPointNotFound.into())
}

async fn volunteer_of(tx: &Tx, desk: &Desk<'_>, account: AccountId) -> Result<Option<VolunteerId>> {
    let row = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(desk.caller.association)))
        .filter(volunteer::Column::AccountId.eq(Key(account)))
        .one(tx.db())
        .await?;
    Ok(row.map(|row| row.id.0))
}

async fn zone(tx: &Tx, desk: &Desk<'_>) -> Result<Tz> {
    let row = association::Entity::find_by_id(Key(desk.caller.association)).one(tx.db()).await?;
    let name = row.map(|row| row.time_zone).unwrap_or_default();
    Tz::from_str(&name).map_err(|_| Error::Bug("an association has no time zone".into()))
}

async fn insert(
    tx: &Tx,
    desk: &Desk<'_>,
    report: &Report,
    fingerprint: &[u8],
    author: AccountId,
    at: Where,
) -> Result<event::Model> {
    let kind = &report.kind;
    let payload = serde_json::to_value(kind).map_err(|error| Error::Bug(format!("an event: {error}")))?;
    let undoes = if let Kind::Undo { of } = kind { Some(Key(*of)) } else { None };
    let row = event::ActiveModel {
        association_id: Set(Key(desk.caller.association)),
        id: Set(Key(report.event_id)),
        author_id: Set(Key(author)),
        session_id: Set(Key(desk.caller.session)),
        device_seq: Set(report.device_seq),
        kind: Set(report.word.to_owned()),
        round_id: Set(Key(at.round)),
        drop_id: Set(at.drop.map(Key)),
        seen_version: Set(report.seen_version),
        at_device: Set(to_micros(report.at_device.to_utc())),
        offset_min: Set(report.at_device.offset().local_minus_utc() / 60),
        received_at: Set(tx.now),
        source: Set(Text(desk.source)),
        entered_by: Set(desk.entered_by(author).map(Key)),
        decides: Set(desk.decides(kind)),
        undoes: Set(undoes),
        fingerprint: Set(fingerprint.to_vec()),
        payload: Set(payload),
        result: Set(serde_json::Value::Null),
        flagged: Set(None),
    };
    Ok(row.insert(tx.db()).await?)
}

/// Undos that came before their target move to where it is, and with them the undos of these undos. Those that take
/// effect are no longer something to look at.
async fn rehome(tx: &Tx, desk: &Desk<'_>, target: &event::Model, at: Where) -> Result<()> {
    let (mut targets, mut moved) = (vec![target.id], BTreeSet::from([target.id]));
    while let Some(of) = targets.pop() {
        let held = events_of(desk.caller.association).filter(event::Column::Undoes.eq(of)).all(tx.db()).await?;
        for row in held {
            // Undos that name each other in a circle end here.
            if !moved.insert(row.id) {
                continue;
            }
            targets.push(row.id);
            let effective = row.decides || row.author_id == target.author_id;
            let was = row.flagged.clone();
            let mut row: event::ActiveModel = row.into();
            row.round_id = Set(Key(at.round));
            row.drop_id = Set(at.drop.map(Key));
            if effective && was.as_deref() == Some(EventFlag::UndoHeld.as_str()) {
                row.flagged = Set(None);
            }
            row.update(tx.db()).await?;
        }
    }
    Ok(())
}

/// Keeps the answer beside the event, to give it again word for word.
async fn answer(tx: &Tx, row: event::Model, flags: &[EventFlag]) -> Result<EventAnswer> {
    let answer = EventAnswer::stored(row.id.0, flags.first().copied());
    debug_assert_ne!(answer.result, EventResult::Refused);
    let words: Vec<_> = flags.iter().map(|flag| flag.as_str()).collect();
    let mut row: event::ActiveModel = row.into();
    row.result = Set(serde_json::to_value(&answer).map_err(|error| Error::Bug(format!("an answer: {error}")))?);
    row.flagged = Set((!words.is_empty()).then(|| words.join(" ")));
    row.update(tx.db()).await?;
    Ok(answer)
}
