//! The plan's milestones and who has reached them.

use std::collections::BTreeMap;

use app::backend::ServiceError;
use app::backend::board::MilestoneView;
use shared::board::{Milestone, MilestoneStanding};
use shared::place::DivisionCode;
use shared::time::Date;

use crate::services::Services;
use crate::store::{Json, StoreError};

/// The milestone that makes a town part of the platform.
const JOINED: &str = "joined";

pub(super) struct Milestones {
    milestones: Vec<Milestone>,
    /// By town and milestone.
    reached: BTreeMap<(String, String), Date>,
}

impl Services {
    pub(super) async fn plan(&self) -> Result<Milestones, ServiceError> {
        let milestones: Vec<(Json<Milestone>,)> =
            sqlx::query_as("SELECT body FROM milestone ORDER BY position, due_on")
                .fetch_all(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let reached: Vec<(String, String, String)> =
            sqlx::query_as("SELECT town, milestone, reached_on FROM town_milestone WHERE reached_on IS NOT NULL")
                .fetch_all(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let reached = reached
            .into_iter()
            .map(|(town, milestone, on)| {
                let on = on.parse().map_err(|e| StoreError::unreadable("milestone", e))?;
                Ok(((town, milestone), on))
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(Milestones {
            milestones: milestones.into_iter().map(|(milestone,)| milestone.0).collect(),
            reached,
        })
    }
}

impl Milestones {
    fn on(&self, town: &DivisionCode, milestone: &str) -> Option<Date> {
        self.reached.get(&(town.to_string(), milestone.to_owned())).copied()
    }

    pub(super) fn joined_on(&self, town: &DivisionCode) -> Option<Date> {
        self.on(town, JOINED)
    }

    fn joining(&self) -> Option<&Milestone> {
        self.milestones.iter().find(|milestone| milestone.id.as_str() == JOINED)
    }

    /// How a town stands against joining.
    pub(super) fn standing(&self, town: &DivisionCode, today: Date) -> Option<MilestoneStanding> {
        let joining = self.joining()?;
        Some(joining.standing(self.joined_on(town), today))
    }

    /// Joining itself, for the board's words.
    pub(super) fn first(&self, today: Date) -> Option<MilestoneView> {
        self.joining().map(|joining| view(joining, None, today))
    }

    /// Everything the plan asks of a town.
    pub(super) fn of_town(&self, town: &DivisionCode, today: Date) -> Vec<MilestoneView> {
        let one = |milestone: &Milestone| view(milestone, self.on(town, milestone.id.as_str()), today);
        self.milestones.iter().map(one).collect()
    }
}

fn view(milestone: &Milestone, reached_on: Option<Date>, today: Date) -> MilestoneView {
    MilestoneView {
        name: milestone.name.clone(),
        words: milestone.words.clone(),
        due_on: milestone.due_on,
        reached_on,
        standing: milestone.standing(reached_on, today),
    }
}
