//! The list *à appeler* and the list of visits due: nobody is forgotten because nobody was in charge.
//!
//! Both are rules over dates and hold no health data. A reason stands until somebody has spoken with the
//! resident; this module only names reasons, a human calls.

use chrono::{Days, NaiveDate};

/// Why a resident should be called today; empty when there is no reason.
///
/// Speaking with the resident clears a reason when it happens on the day of its cause or later: whoever
/// stops a usual order by phone has been spoken to.
pub fn reasons_to_call(facts: &ContactFacts) -> Vec<Reason> {
    let quiet_since = facts.last_spoken_on.or(facts.served_since).map(|day| days_between(day, facts.today));
    let silence = quiet_since
        .filter(|days| *days >= i64::from(facts.spoken_within_days))
        .map(|days| Reason::NotSpokenTo { days });
    let stopped = facts
        .standing_stopped_on
        .filter(|day| *day <= facts.today && facts.unspoken_since(*day))
        .map(|_| Reason::UsualOrderStopped);
    let long = facts.open_absence_since.and_then(|since| {
        let days = days_between(since, facts.today);
        let became_long = since.checked_add_days(Days::new(u64::from(facts.long_absence_days) + 1))?;
        (days > i64::from(facts.long_absence_days) && facts.unspoken_since(became_long))
            .then_some(Reason::LongAbsence { days })
    });
    // It stays for some days: a first day back on a Sunday must not be lost; afterwards silence takes over.
    let back = facts.back_on.filter(|day| {
        let ago = days_between(*day, facts.today);
        (0..i64::from(facts.spoken_within_days).max(1)).contains(&ago) && facts.unspoken_since(*day)
    });
    [silence, stopped, long, back.map(|_| Reason::FirstDayBack)].into_iter().flatten().collect()
}

/// What is known of the last contacts with a resident. All are local dates of the association.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactFacts {
    /// The service day on which the list is read.
    pub today: NaiveDate,
    /// The last day on which somebody spoke with the resident.
    pub last_spoken_on: Option<NaiveDate>,
    /// Since when the resident is served; counts as the first contact.
    pub served_since: Option<NaiveDate>,
    /// The day on which the usual order was stopped or paused without end.
    pub standing_stopped_on: Option<NaiveDate>,
    /// First day of an absence without a known end.
    pub open_absence_since: Option<NaiveDate>,
    /// The first day at home after the latest ended absence.
    pub back_on: Option<NaiveDate>,
    /// Days after which silence is a reason (setting; 7 by default).
    pub spoken_within_days: u16,
    /// An open absence that is longer, in days, is a reason (setting; 14 by default).
    pub long_absence_days: u16,
}

/// Days without word after which a resident is to be called, unless the association sets another figure.
pub const SPOKEN_WITHIN_DAYS: u16 = 7;

/// An open absence longer than this many days is a reason to call, unless the association sets another figure.
pub const LONG_ABSENCE_DAYS: u16 = 14;

/// Why a resident should be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody has spoken with the resident for this many days.
    NotSpokenTo {
        /// Days since the last word.
        days: i64,
    },
    /// The usual order was stopped and nobody has asked why.
    UsualOrderStopped,
    /// Away without a known end for this many days.
    LongAbsence {
        /// Days since the first day away.
        days: i64,
    },
    /// Just back from an absence.
    FirstDayBack,
}

impl Reason {
    /// The transmitted form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotSpokenTo { .. } => "not_spoken_to",
            Self::UsualOrderStopped => "usual_order_stopped",
            Self::LongAbsence { .. } => "long_absence",
            Self::FirstDayBack => "first_day_back",
        }
    }

    /// What the operator reads, in French.
    pub fn said(self) -> String {
        match self {
            Self::NotSpokenTo { days: 1 } => "Personne ne lui a parlé depuis hier.".to_owned(),
            Self::NotSpokenTo { days } => format!("Personne ne lui a parlé depuis {days} jours."),
            Self::UsualOrderStopped => "La commande habituelle est arrêtée.".to_owned(),
            Self::LongAbsence { days } => format!("Absence sans date de retour depuis {days} jours."),
            Self::FirstDayBack => "De retour chez soi, à appeler avant de reprendre.".to_owned(),
        }
    }
}

impl ContactFacts {
    fn unspoken_since(&self, cause: NaiveDate) -> bool {
        self.last_spoken_on.is_none_or(|spoken| spoken < cause)
    }
}

/// Whether a courtesy visit is to be agreed now.
///
/// With an appointment today or later there is nothing to do. Otherwise it is due during the week before
/// the day that the cadence gives (so that a day can be agreed), and overdue after it.
pub fn visit_due(facts: &VisitFacts) -> VisitDue {
    if facts.agreed_on.is_some_and(|day| day >= facts.today) {
        return VisitDue::Not;
    }
    let due_on = match facts.last_visit_on {
        Some(last) => last.checked_add_days(Days::new(u64::from(facts.cadence_days))).unwrap_or(last),
        None => facts.wanted_since,
    };
    let late = days_between(due_on, facts.today);
    match late {
        1.. => VisitDue::Overdue { days: late },
        _ if late >= -VISIT_LEAD_DAYS => VisitDue::Due { on: due_on },
        _ => VisitDue::Not,
    }
}

/// How many days before its day a visit shows as due, so that both can agree on it.
pub const VISIT_LEAD_DAYS: i64 = 7;

/// What is known of a resident's courtesy visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitFacts {
    /// The service day on which the list is read.
    pub today: NaiveDate,
    /// Days between two visits (21 for one every three weeks).
    pub cadence_days: u16,
    /// The day of consent to visits: the first one is due at once.
    pub wanted_since: NaiveDate,
    /// The day of the last visit done.
    pub last_visit_on: Option<NaiveDate>,
    /// The next appointment agreed by both.
    pub agreed_on: Option<NaiveDate>,
}

/// Whether a visit is to be agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitDue {
    /// Nothing to do.
    Not,
    /// To be agreed for this day or about it.
    Due {
        /// The day that the cadence gives.
        on: NaiveDate,
    },
    /// Late by this many days.
    Overdue {
        /// Days since the day that the cadence gave.
        days: i64,
    },
}

fn days_between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2019, 3, number).unwrap()
    }

    fn facts(today: u32, spoken: Option<u32>) -> ContactFacts {
        ContactFacts {
            today: day(today),
            last_spoken_on: spoken.map(day),
            served_since: None,
            standing_stopped_on: None,
            open_absence_since: None,
            back_on: None,
            spoken_within_days: SPOKEN_WITHIN_DAYS,
            long_absence_days: LONG_ABSENCE_DAYS,
        }
    }

    #[test]
    fn seven_days_of_silence() {
        assert_eq!(reasons_to_call(&facts(10, Some(4))), vec![]);
        assert_eq!(reasons_to_call(&facts(11, Some(4))), vec![Reason::NotSpokenTo { days: 7 }]);
        assert_eq!(reasons_to_call(&facts(11, None)), vec![], "never served, never spoken to");
        let served = ContactFacts { served_since: Some(day(1)), ..facts(11, None) };
        assert_eq!(reasons_to_call(&served), vec![Reason::NotSpokenTo { days: 10 }]);
    }

    #[test]
    fn a_reason_stands_until_somebody_has_spoken() {
        type Cause = fn(ContactFacts) -> ContactFacts;
        let stopped: Cause = |facts| ContactFacts { standing_stopped_on: Some(day(18)), ..facts };
        let away: Cause = |facts| ContactFacts { open_absence_since: Some(day(4)), ..facts };
        let back: Cause = |facts| ContactFacts { back_on: Some(day(18)), ..facts };
        let cases = [
            (stopped, 18, 17, vec![Reason::UsualOrderStopped]),
            (stopped, 20, 18, vec![]),
            (away, 18, 17, vec![]),
            (away, 19, 17, vec![Reason::LongAbsence { days: 15 }]),
            (away, 20, 19, vec![]),
            (back, 17, 16, vec![]),
            (back, 18, 17, vec![Reason::FirstDayBack]),
            (back, 20, 17, vec![Reason::FirstDayBack]),
            (back, 19, 18, vec![]),
        ];
        for (index, (cause, today, spoken, expected)) in cases.into_iter().enumerate() {
            assert_eq!(reasons_to_call(&cause(facts(today, Some(spoken)))), expected, "case {index}");
        }
    }

    #[test]
    fn visits_every_three_weeks() {
        let after = |today, last: Option<u32>, agreed: Option<u32>| {
            visit_due(&VisitFacts {
                today: day(today),
                cadence_days: 21,
                wanted_since: day(1),
                last_visit_on: last.map(day),
                agreed_on: agreed.map(day),
            })
        };
        assert_eq!(after(1, None, None), VisitDue::Due { on: day(1) });
        assert_eq!(after(5, None, None), VisitDue::Overdue { days: 4 });
        assert_eq!(after(14, Some(1), None), VisitDue::Not);
        assert_eq!(after(15, Some(1), None), VisitDue::Due { on: day(22) });
        assert_eq!(after(22, Some(1), None), VisitDue::Due { on: day(22) });
        assert_eq!(after(23, Some(1), None), VisitDue::Overdue { days: 1 });
        assert_eq!(after(23, Some(1), Some(23)), VisitDue::Not);
        assert_eq!(after(24, Some(1), Some(23)), VisitDue::Overdue { days: 2 });
    }
}
