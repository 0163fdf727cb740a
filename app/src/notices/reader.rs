//! Whom a notice is for, and by which ways they can be reached here.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::id::{AccountId, AssociationId, ResidentId};
use shared::notice::NoticeChannel;
use shared::phone::{Phone, PhoneKind};

use super::subscriptions;
use crate::App;
use crate::error::Result;
use crate::table::column::Key;
use crate::table::{password, push_subscription, resident, volunteer};

/// The reader of a notice, and the ways that lead to them.
pub(super) struct Reader {
    /// Their devices that ask to be told.
    pub devices: Vec<push_subscription::Model>,
    /// A number that takes text messages.
    pub mobile: Option<Phone>,
    /// Their e-mail address.
    pub mail: Option<String>,
    /// The resident that they are.
    pub resident: Option<ResidentId>,
    /// Whether somebody may call them: a coordinator is nobody's to call, what waits for them stands on their board.
    pub is_called: bool,
}

impl Reader {
    /// The reader with this account.
    pub async fn of(app: &App, association: AssociationId, account: AccountId) -> Result<Self> {
        let db = app.store.reader();
        let volunteer = volunteer::Entity::find()
            .filter(volunteer::Column::AssociationId.eq(Key(association)))
            .filter(volunteer::Column::AccountId.eq(Key(account)))
            .one(db)
            .await?;
        let password = password::Entity::find().filter(password::Column::AccountId.eq(Key(account))).one(db).await?;
        let handle = password.map(|row| row.handle);
        let resident = resident::Entity::find()
            .filter(resident::Column::AssociationId.eq(Key(association)))
            .filter(resident::Column::AccountId.eq(Key(account)))
            .one(db)
            .await?;
        let number = match &resident {
            Some(row) if volunteer.is_none() => row.phone.as_deref().filter(|_| !row.landline),
            _ => volunteer.as_ref().and_then(|row| row.phone.as_deref()),
        };
        Ok(Self {
            devices: subscriptions::alive(app, account).await?,
            mobile: mobile(number).or_else(|| mobile(handle.as_deref())),
            mail: handle.filter(|handle| handle.contains('@')),
            is_called: volunteer.is_some() || resident.is_some(),
            resident: resident.map(|row| row.id.0),
        })
    }

    /// The ways that lead to them, in the usual order.
    pub fn channels(&self, app: &App) -> Vec<NoticeChannel> {
        let ways = [
            (NoticeChannel::Push, !self.devices.is_empty()),
            (NoticeChannel::Sms, app.carriers.sms.is_some() && self.mobile.is_some()),
            (NoticeChannel::Email, app.carriers.mail.is_some() && self.mail.is_some()),
            (NoticeChannel::Doorstep, self.resident.is_some()),
            (NoticeChannel::Call, self.is_called),
        ];
        ways.into_iter().filter_map(|(channel, open)| open.then_some(channel)).collect()
    }
}

/// Whom in an association palier reaches without anybody calling.
pub(super) async fn reached(app: &App, association: AssociationId) -> Result<HashSet<AccountId>> {
    let db = app.store.reader();
    let (sms, mail) = (app.carriers.sms.is_some(), app.carriers.mail.is_some());
    let volunteers = volunteer::Entity::find().filter(volunteer::Column::AssociationId.eq(Key(association)));
    let volunteers = volunteers.all(db).await?.into_iter();
    let numbers = volunteers.filter(|row| sms && mobile(row.phone.as_deref()).is_some()).map(|row| row.account_id.0);
    let passwords =
        password::Entity::find().filter(password::Column::AssociationId.eq(Key(association))).all(db).await?;
    let is_open = |handle: &str| if handle.contains('@') { mail } else { sms && mobile(Some(handle)).is_some() };
    let handles = passwords.into_iter().filter(|row| is_open(&row.handle)).map(|row| row.account_id.0);
    let devices = subscriptions::told(app, association).await?;
    Ok(numbers.chain(handles).chain(devices).collect())
}

/// A number that takes text messages; a landline reads them aloud at night, or not at all.
fn mobile(number: Option<&str>) -> Option<Phone> {
    number.and_then(|number| Phone::parse(number).ok()).filter(|phone| phone.kind() == PhoneKind::Mobile)
}
