//! The dashboard: how much there is to do, and what comes first.

use app::backend::desk::{COUNT_CAP, Dashboard, DueFilter, QueueFilter, Shelf};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Reach, reach};
use shared::case::CaseState;

use super::reach::Within;
use crate::services::Services;

/// Rows of a list that is only begun on the dashboard.
const BEGINNING: usize = 8;

impl Services {
    pub(super) async fn desk_dashboard(&self, session: &Session) -> Result<Dashboard, ServiceError> {
        let actor = session.actor()?;
        let within = Within::of(actor, Action::ViewQueue)?;
        let today = self.today();
        let all = QueueFilter::default();
        let on = |shelf, due| QueueFilter {
            shelf: Some(shelf),
            due,
            ..QueueFilter::default()
        };
        let notice = QueueFilter {
            state: Some(CaseState::Submitted),
            ..all.clone()
        };
        let mine = QueueFilter {
            mine: true,
            ..all.clone()
        };
        let figures = [
            on(Shelf::Open, Some(DueFilter::Overdue)),
            on(Shelf::Open, Some(DueFilter::Today)),
            notice,
            on(Shelf::Delivery, None),
            on(Shelf::Delivery, Some(DueFilter::Overdue)),
        ];
        let mut counts = [0; 5];
        for (count, filter) in counts.iter_mut().zip(&figures) {
            *count = self.counted(actor, &within, filter, today).await?.value;
        }
        let [
            overdue,
            due_today,
            awaiting_first_notice,
            awaiting_delivery,
            delivery_overdue,
        ] = counts;
        let (urgent, mine) = (
            self.desk_queue(session, &all).await?,
            self.desk_queue(session, &mine).await?,
        );
        let office = match &actor.territory {
            Some(place) => self.hall_of(place).await?.unwrap_or_default(),
            None => String::new(),
        };
        Ok(Dashboard {
            office,
            overdue,
            due_today,
            awaiting_first_notice,
            in_hand: mine.count,
            all_open: urgent.count,
            awaiting_delivery,
            delivery_overdue,
            takes_cases: reach(actor.role, Action::TakeCase) != Reach::Never,
            capped: COUNT_CAP,
            mine: mine.rows.into_iter().take(BEGINNING).collect(),
            urgent: urgent.rows.into_iter().take(BEGINNING).collect(),
        })
    }
}
