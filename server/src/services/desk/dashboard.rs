//! The dashboard: how much there is to do, and what comes first.

use app::backend::desk::{COUNT_CAP, Dashboard, DueFilter, QueueFilter, Shelf};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Reach, reach};
use shared::case::{CaseState, Mark};

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
        let mut marked = Vec::new();
        for mark in Mark::ALL {
            let filter = QueueFilter {
                mark: Some(mark),
                shelf: Some(Shelf::All),
                ..QueueFilter::default()
            };
            let count = self.counted(actor, &within, &filter, today).await?.value;
            marked.extend((count > 0).then_some((mark, count)));
        }
        let may = |action| reach(actor.role, action) != Reach::Never;
        let takes_cases = may(Action::TakeCase);
        // Who takes cases and gives none to others is shown what they can take and carry on.
        let only_free = takes_cases && !may(Action::AssignCase);
        let offered = QueueFilter {
            free: only_free,
            state: (only_free && !may(Action::DecideCase)).then_some(CaseState::Submitted),
            ..all.clone()
        };
        let (urgent, mine) = (
            self.desk_queue(session, &offered).await?,
            self.desk_queue(session, &mine).await?,
        );
        let all_open = match offered == all {
            true => urgent.count,
            false => self.counted(actor, &within, &all, today).await?.value,
        };
        let office = match &actor.territory {
            Some(place) => self.hall_of(place).await?.unwrap_or_default(),
            None => String::new(),
        };
        let own: Vec<_> = mine.rows.iter().map(|row| row.number.clone()).collect();
        Ok(Dashboard {
            office,
            overdue,
            due_today,
            awaiting_first_notice,
            in_hand: mine.count,
            all_open,
            only_free,
            awaiting_delivery,
            delivery_overdue,
            marked,
            takes_cases,
            capped: COUNT_CAP,
            mine: mine.rows.into_iter().take(BEGINNING).collect(),
            // One's own stand above.
            urgent: urgent
                .rows
                .into_iter()
                .filter(|row| !own.contains(&row.number))
                .take(BEGINNING)
                .collect(),
        })
    }
}
