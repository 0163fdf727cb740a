//! Wrong passwords, counted before the password is looked at: for the handle that was typed, whether an account has it or
//! not, and for the address that asks. A row is known by a keyed digest and is gone a day after the last try.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::password::{FREE_TRIES, FREE_TRIES_OF_ADDRESS};
use shared::patience::wait_after;

use crate::error::{Refused, Result};
use crate::table::sign_in_try;
use crate::{App, Tx};

/// How long a try is remembered.
const MEMORY: TimeDelta = TimeDelta::days(1);

/// Whose tries are counted.
pub(super) struct Counted {
    handle: Vec<u8>,
    address: Vec<u8>,
}

impl Counted {
    /// Of this handle, from this address.
    pub fn of(app: &App, handle: &str, address: &str) -> Self {
        let digest = |kind: &str, text: &str| app.keys.digest(&format!("{kind} {text}"));
        Self { handle: digest("handle", handle), address: digest("address", address) }
    }

    /// Counts a try, or refuses it with `password.locked` while an earlier one makes it wait.
    pub async fn count(&self, app: &App) -> Result<()> {
        let tx = app.write_installation().await?;
        sign_in_try::Entity::delete_many()
            .filter(sign_in_try::Column::LastAt.lt(tx.now - MEMORY))
            .exec(tx.db())
            .await?;
        // One that waits does not count for the other: a hammered handle does not close the office's address.
        let both = [(&self.handle, FREE_TRIES), (&self.address, FREE_TRIES_OF_ADDRESS)];
        for (whose, _) in both {
            let until = find(&tx, whose).await?.and_then(|row| row.locked_until).filter(|until| *until > tx.now);
            if let Some(until) = until {
                return Err(locked(until, tx.now));
            }
        }
        for (whose, free) in both {
            add(&tx, whose, free).await?;
        }
        tx.commit().await
    }

    /// Forgets the handle's tries and the present one of the address: it was the right password.
    pub async fn forgive(&self, tx: &Tx) -> Result<()> {
        sign_in_try::Entity::delete_by_id(self.handle.clone()).exec(tx.db()).await?;
        if let Some(row) = find(tx, &self.address).await? {
            let wrong = row.wrong.saturating_sub(1);
            let mut change: sign_in_try::ActiveModel = row.into();
            change.wrong = Set(wrong);
            change.locked_until = Set(None);
            change.update(tx.db()).await?;
        }
        Ok(())
    }
}

async fn find(tx: &Tx, whose: &[u8]) -> Result<Option<sign_in_try::Model>> {
    Ok(sign_in_try::Entity::find_by_id(whose.to_vec()).one(tx.db()).await?)
}

async fn add(tx: &Tx, whose: &[u8], free: u16) -> Result<()> {
    let before = find(tx, whose).await?;
    let wrong = before.as_ref().map_or(0, |row| row.wrong).saturating_add(1);
    let wait = wait_after(u16::try_from(wrong).unwrap_or(u16::MAX), free);
    let row = sign_in_try::ActiveModel {
        whose: Set(whose.to_vec()),
        wrong: Set(wrong),
        last_at: Set(tx.now),
        locked_until: Set(wait.map(|wait| tx.now + wait)),
    };
    match before {
        Some(_) => row.update(tx.db()).await?,
        None => row.insert(tx.db()).await?,
    };
    Ok(())
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> crate::Error {
    Refused::new(Refusal::PasswordLocked).until(until, now).into()
}
