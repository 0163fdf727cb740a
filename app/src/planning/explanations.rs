//! Why a resident's goods and visits are with whom they are, or with nobody: each volunteer who is there that day is asked what
//! it would take, everything else staying as it stands. It changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use optimiser::{Offer, Plan, TaskId, Tour, VehicleId, offers, pruned, retell};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, ResidentId, VolunteerId};
use shared::round::{Because, UnservedReason};
use utoipa::ToSchema;
use uuid::Uuid;

use super::apart::apart;
use super::inputs::{Inputs, Task, What};
use super::parties::Party;
use super::{gather, publish, read_back, solve};
use crate::error::Result;
use crate::people::doors;
use crate::table::column::Key;
use crate::table::{drop_task, product, volunteer};
use crate::{App, Caller};

/// Why a resident's day is as it is planned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Explanation {
    /// Whose.
    pub resident_id: ResidentId,
    /// Which day.
    pub service_day: NaiveDate,
    /// Whether a plan of the day stands; before, nobody can have anything.
    pub planned: bool,
    /// What goes to their door together, each with its own answer. Empty where nothing is to be planned: nothing is asked for,
    /// it is under way, or it is done.
    pub errands: Vec<Errand>,
}

/// Things that go to a door together.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Errand {
    /// What it is, in a neighbour's words.
    pub what: String,
    /// Who brings it; absent where nobody does.
    pub volunteer_id: Option<VolunteerId>,
    /// Why that one; absent where nobody does.
    pub because: Option<Because>,
    /// Why nobody does; absent where somebody does.
    pub reason: Option<UnservedReason>,
    /// Why, in French.
    pub words: String,
    /// The volunteers who are there that day, the nearest first.
    pub candidates: Vec<Candidate>,
}

/// Somebody who is there that day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Candidate {
    /// Who.
    pub volunteer_id: VolunteerId,
    /// Their name; of two who walk as one, both names.
    pub volunteer_name: String,
    /// Whether it is theirs.
    pub has_it: bool,
    /// Seconds by which all rounds together would be longer with them, or shorter where negative; absent where they cannot.
    pub more_s: Option<i64>,
    /// What stands in their way; absent where they can.
    pub reason: Option<UnservedReason>,
    /// The same in French; absent where they can.
    pub words: Option<String>,
}

/// Explains a resident's day.
///
/// Refuses a resident whom the association does not have.
pub async fn explain(app: &App, caller: &Caller, resident: ResidentId, day: NaiveDate) -> Result<Explanation> {
    let snapshot = app.store.snapshot().await?;
    let homes = doors::of(&snapshot, caller.association, &[resident]).await?;
    let home = homes.get(&resident).ok_or(Refusal::ResidentNotFound)?;
    let inputs = gather::gather(&snapshot, caller.association, home.residence.neighbourhood_id.0, day).await?;
    let planned = publish::standing(&snapshot, &inputs).await?.is_some();
    let names = Names::gather(&snapshot, caller.association, &inputs).await?;
    let left_out = left_out(&snapshot, caller.association, resident, day).await?;
    drop(snapshot);
    if !planned {
        return Ok(Explanation { resident_id: resident, service_day: day, planned, errands: Vec::new() });
    }
    let errands = apart(move || errands(&inputs, resident, &names, &left_out)).await??;
    Ok(Explanation { resident_id: resident, service_day: day, planned, errands })
}

/// Why the plan that stands left out what it left out of a resident's.
async fn left_out(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    day: NaiveDate,
) -> Result<BTreeMap<Uuid, UnservedReason>> {
    let rows = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(association)))
        .filter(drop_task::Column::ServiceDay.eq(day))
        .filter(drop_task::Column::ResidentId.eq(Key(resident)))
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, row.unserved_reason?.0))).collect())
}

/// What people call the day's volunteers and products.
struct Names {
    volunteers: BTreeMap<VolunteerId, String>,
    products: BTreeMap<shared::id::ProductId, String>,
}

impl Names {
    async fn gather(db: &impl ConnectionTrait, association: AssociationId, inputs: &Inputs) -> Result<Self> {
        let people = volunteer::Entity::find()
            .filter(volunteer::Column::AssociationId.eq(Key(association)))
            .filter(volunteer::Column::Id.is_in(inputs.volunteers.keys().map(|id| Key(*id))))
            .all(db)
            .await?;
        let goods = product::Entity::find()
            .filter(product::Column::AssociationId.eq(Key(association)))
            .filter(product::Column::Id.is_in(inputs.products.keys().map(|id| Key(*id))))
            .all(db)
            .await?;
        Ok(Self {
            volunteers: people
                .into_iter()
                .map(|row| (row.id.0, format!("{} {}", row.given_name, row.family_name)))
                .collect(),
            products: goods.into_iter().map(|row| (row.id.0, row.name)).collect(),
        })
    }

    fn what(&self, inputs: &Inputs, ids: &[Uuid]) -> String {
        let said = ids.iter().filter_map(|id| inputs.tasks.get(id)).map(|task| match &task.what {
            What::Goods { product, quantity } => {
                format!("{quantity}\u{a0}×\u{a0}{}", self.products.get(product).map_or("", String::as_str))
            }
            What::Visit { minutes, .. } => format!("visite de {minutes}\u{a0}min"),
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

fn errands(
    inputs: &Inputs,
    resident: ResidentId,
    names: &Names,
    left_out: &BTreeMap<Uuid, UnservedReason>,
) -> Result<Vec<Errand>> {
    let day = solve::Day::usual(inputs)?;
    // Pruned as the offers are: beside a way to a shop for which nobody's door is left, anybody would seem to shorten the day.
    let standing = pruned(&day.problem, &day.said.standing());
    let stands = retell(&day.problem, &standing);
    let mut errands = Vec::new();
    for (at, ids) in (0..).zip(&day.said.groups) {
        let theirs = |id: &Uuid| inputs.tasks.get(id).is_some_and(|task| task.resident == resident);
        if ids.iter().any(theirs) {
            let asked = Asked {
                inputs,
                names,
                day: &day,
                standing: &standing,
                stands: &stands,
                left_out,
                task: TaskId(at),
                ids,
            };
            errands.push(asked.errand());
        }
    }
    let out =
        day.said.left_out.iter().filter(|(id, _)| inputs.tasks.get(id).is_some_and(|task| task.resident == resident));
    errands.extend(out.map(|(id, reason)| Errand {
        what: names.what(inputs, &[*id]),
        volunteer_id: None,
        because: None,
        reason: Some(*reason),
        words: reason.in_french().to_owned(),
        candidates: Vec::new(),
    }));
    Ok(errands)
}

/// One errand, asked about.
struct Asked<'a> {
    inputs: &'a Inputs,
    names: &'a Names,
    day: &'a solve::Day<'a>,
    standing: &'a [Tour],
    stands: &'a Plan,
    left_out: &'a BTreeMap<Uuid, UnservedReason>,
    task: TaskId,
    ids: &'a [Uuid],
}

impl Asked<'_> {
    fn errand(&self) -> Errand {
        let holder = self.standing.iter().find(|tour| tour.tasks().any(|task| task == self.task));
        let holder = holder.map(|tour| tour.vehicle);
        let offers = offers(&self.day.problem, self.standing, self.task);
        let mut candidates: Vec<Candidate> = offers.iter().filter_map(|offer| self.candidate(offer, holder)).collect();
        // Whoever is alone in one shift and walks as one with another in the next is asked for both, and told once.
        candidates.sort_by_key(|one| (one.volunteer_id, !one.has_it, one.more_s.is_none(), one.more_s));
        candidates.dedup_by_key(|one| one.volunteer_id);
        candidates.sort_by_key(|one| (one.more_s.is_none(), one.more_s, one.volunteer_id));
        let holder = holder.and_then(|vehicle| self.party(vehicle));
        let because = holder.map(|holder| self.because(holder, &candidates));
        let reason = if holder.is_none() { Some(self.reason()) } else { None };
        let words = because.map(Because::in_french).or(reason.map(UnservedReason::in_french));
        Errand {
            what: self.names.what(self.inputs, self.ids),
            volunteer_id: holder.map(|holder| holder.lead),
            because,
            reason,
            words: words.unwrap_or_default().to_owned(),
            candidates,
        }
    }

    fn party(&self, vehicle: VehicleId) -> Option<&Party> {
        self.day.said.vehicles.get(vehicle.index())
    }

    /// Who it is; of two who walk as one, both.
    fn name(&self, party: &Party) -> String {
        let people = std::iter::once(party.lead).chain(party.companion);
        let names: Vec<&str> = people.filter_map(|id| self.names.volunteers.get(&id)).map(String::as_str).collect();
        names.join(" et ")
    }

    fn candidate(&self, offer: &Offer, holder: Option<VehicleId>) -> Option<Candidate> {
        let party = self.party(offer.vehicle)?;
        let seconds = |plan: &Plan| plan.rounds.iter().map(|round| round.duration_s).sum::<i64>();
        let has_it = holder == Some(offer.vehicle);
        let reason = offer.day.as_ref().err().filter(|_| !has_it).map(|reason| read_back::word(*reason));
        let more = offer.day.as_ref().ok().map(|plan| seconds(plan) - seconds(self.stands));
        Some(Candidate {
            volunteer_id: party.lead,
            volunteer_name: self.name(party),
            has_it,
            more_s: if has_it { Some(0) } else { more },
            reason,
            words: reason.map(|reason| reason.of_one_in_french().to_owned()),
        })
    }

    fn because(&self, holder: &Party, candidates: &[Candidate]) -> Because {
        let accepted = |id: &Uuid| self.inputs.tasks.get(id).is_some_and(|task| task.accepted.is_some());
        let residents =
            self.ids.iter().filter_map(|id| self.inputs.residents.get(&self.inputs.tasks.get(id)?.resident));
        let mut usual = residents.filter_map(|resident| resident.usual);
        let visit = |id: &Uuid| matches!(self.inputs.tasks.get(id), Some(Task { what: What::Visit { .. }, .. }));
        if self.ids.iter().any(visit) {
            Because::Agreed
        } else if candidates.iter().all(|one| one.has_it || one.more_s.is_none()) {
            Because::OnlyOne
        } else if self.ids.iter().any(accepted) {
            Because::Accepted
        } else if usual.any(|(volunteer, _)| holder.has(volunteer)) {
            Because::Usual
        } else if self.comes_anyway(holder) {
            Because::SameHands
        } else if candidates.iter().all(|one| one.has_it || one.more_s.is_none_or(|more| more >= 0)) {
            Because::Nearest
        } else {
            Because::Altogether
        }
    }

    /// Whether they come to the household with something else, or on a visit.
    fn comes_anyway(&self, holder: &Party) -> bool {
        let household = self.day.problem.together().iter().find(|household| household.contains(&self.task));
        let others = household.into_iter().flatten().filter(|task| **task != self.task);
        let theirs = |tour: &&Tour| self.party(tour.vehicle).is_some_and(|party| party.has(holder.lead));
        let brought: BTreeSet<TaskId> = self.standing.iter().filter(theirs).flat_map(Tour::tasks).collect();
        others.into_iter().any(|task| brought.contains(task))
    }

    /// Why nobody has it, as the board says it. What the plan does not know came after it.
    fn reason(&self) -> UnservedReason {
        self.ids.iter().find_map(|id| self.left_out.get(id)).copied().unwrap_or(UnservedReason::NotYetPlanned)
    }
}
