//! The three weeks of March 2019, hour by hour: what the office, the residents, the shops and the volunteers do on each
//! day, and what the night does with it. Time only goes forward.

use anyhow::Result;
use chrono::{Days, NaiveDate};

use crate::client::Api;
use crate::doors::Doors;
use crate::founding::{self, Founded};
use crate::hours::{reach, weekday};
use crate::proof::Proof;
use crate::stage::Stage;
use crate::town::{Story, Town};
use crate::walk::Walks;
use crate::{desk, proof};

/// When the association is set up.
const FIRST: (i32, u32, u32) = (2019, 2, 25);
/// The first day with bread.
const LAUNCH: (i32, u32, u32) = (2019, 3, 4);
/// The last day of the proof.
const LAST: (i32, u32, u32) = (2019, 3, 24);

/// Plays 25 February to 24 March 2019 with what `doors_csv` says happens at the doors, and reads the proof.
///
/// # Errors
/// When the server refuses something that the story needs, or a door is reached that `doors_csv` does not tell.
pub async fn play(stage: &dyn Stage, doors_csv: &str) -> Result<Proof> {
    let (first, launch, last) = (day(FIRST)?, day(LAUNCH)?, day(LAST)?);
    let doors = Doors::read(doors_csv)?;
    let story = Story::read()?;
    let api = Api::new(stage)?;
    reach(stage, first, 9, 0).await?;
    let founded = founding::found(&api, Town::read()?, first).await?;
    desk::open_shop(&founded, "bread", launch).await?;
    desk::standing(&founded, launch + Days::new(1)).await?;
    for exception in &story.exceptions {
        desk::cannot(&founded, exception).await?;
    }
    for hour in [16, 20] {
        reach(stage, first, hour, 5).await?;
        founded.wake().await?;
    }
    let mut walks = Walks::new(&founded, &doors);
    for today in first.iter_days().skip(1).take_while(|today| *today <= last) {
        one_day(stage, &founded, &story, &mut walks, today, launch).await?;
    }
    reach(stage, last + Days::new(1), 6, 0).await?;
    founded.wake().await?;
    proof::read(&founded.treasurer, launch, last).await
}

/// One day from the first light to the plan for the next.
async fn one_day(
    stage: &dyn Stage,
    founded: &Founded<'_>,
    story: &Story,
    walks: &mut Walks<'_>,
    today: NaiveDate,
    launch: NaiveDate,
) -> Result<()> {
    reach(stage, today, 7, 0).await?;
    founded.wake().await?;
    walks.set_out(today, "morning").await?;
    reach(stage, today, 10, 0).await?;
    founded.wake().await?;
    desk::orders(founded, story, today).await?;
    desk::absences(founded, story, today).await?;
    if weekday(today) == 1 && today >= launch {
        desk::visits(founded, story, today).await?;
    }
    reach(stage, today, 13, 0).await?;
    walks.hand_in(today, false).await?;
    walks.set_out(today, "afternoon").await?;
    reach(stage, today, 16, 5).await?;
    founded.wake().await?;
    desk::slips(founded, today).await?;
    reach(stage, today, 18, 0).await?;
    walks.hand_in(today, true).await?;
    desk::concerns(founded).await?;
    reach(stage, today, 20, 5).await?;
    founded.wake().await?;
    desk::proposals(founded).await?;
    walks.accept(today + Days::new(1)).await
}

/// A date of the story.
fn day((year, month, day): (i32, u32, u32)) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| anyhow::anyhow!("no such date"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_volunteer_is_indispensable_once() {
        let (town, story) = (Town::read().unwrap(), Story::read().unwrap());
        let there = |today: NaiveDate| -> BTreeSet<&str> {
            let week = town.availability.iter().filter(|window| window.weekday == weekday(today) && window.from < 720);
            let cannot = |name: &str| story.exceptions.iter().any(|one| one.day == today && one.volunteer == name);
            week.map(|window| window.volunteer.as_str()).filter(|name| !cannot(name)).collect()
        };
        let alone: BTreeSet<&str> = (day(LAUNCH).unwrap().iter_days())
            .take_while(|today| *today <= day(LAST).unwrap())
            .filter(|today| town.standing.iter().any(|line| line.weekday == weekday(*today)))
            .map(there)
            .filter(|there| there.len() == 1)
            .flatten()
            .collect();
        assert_eq!(alone, town.volunteers.iter().map(|volunteer| volunteer.family_name.as_str()).collect());
    }

    #[test]
    fn a_week_of_usual_orders() {
        let town = Town::read().unwrap();
        let usual =
            |word| town.standing.iter().filter(|line| line.product == word).map(|line| line.quantity).sum::<u32>();
        assert_eq!((usual("bread"), usual("water")), (39, 24));
        assert!(town.standing.iter().all(|line| line.weekday != 1), "the bakery rests on Mondays");
        assert_eq!((town.residents.len(), town.volunteers.len(), town.entrances.len()), (30, 6, 9));
    }
}
