//! What a carrier's receipt means for a notice and for the carrier: one that asks for a rest gets it, and one that does not know
//! us is left alone until whoever runs palier has looked.

use chrono::TimeDelta;
use shared::Word;

use super::bring::Brought;
use super::carrier::Receipt;
use super::rests::{self, Reason};
use crate::App;
use crate::error::Result;
use crate::table::notice;

/// Who carried.
pub(super) struct Carried<'a> {
    /// The name under which it rests, and stands in logs.
    pub carrier: &'a str,
    /// The setting to look at when it does not know us.
    pub setting: &'a str,
}

impl Carried<'_> {
    /// Heeds what it said to a notice.
    pub async fn heard(&self, app: &App, notice: &notice::Model, receipt: Receipt) -> Result<Brought> {
        let Self { carrier, setting } = *self;
        Ok(match receipt {
            Receipt::Taken => Brought::Taken,
            Receipt::Gone => Brought::Refused("gone".to_owned()),
            Receipt::Unfit(why) => {
                tracing::error!(carrier, kind = notice.kind.0.as_str(), why, "a carrier takes no such message");
                Brought::Refused("unfit".to_owned())
            }
            Receipt::Later { after: None, why } => Brought::Later(None, why),
            Receipt::Later { after: Some(after), why } => {
                let asked = TimeDelta::from_std(after).ok();
                Brought::Later(Some(rests::rest(app, carrier, Reason::Busy, asked).await?), why)
            }
            Receipt::Barred(why) => {
                tracing::error!(carrier, setting, why, "a carrier does not know us");
                Brought::Later(Some(rests::rest(app, carrier, Reason::Key, None).await?), "key".to_owned())
            }
        })
    }
}
