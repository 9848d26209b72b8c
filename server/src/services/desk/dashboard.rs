//! The dashboard: how much there is to do, and what comes first.

use app::backend::desk::{COUNT_CAP, Dashboard, DueFilter, QueueFilter};
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::case::CaseState;

use super::reach::Within;
use crate::services::Services;

impl Services {
    pub(super) async fn desk_dashboard(&self, session: &Session) -> Result<Dashboard, ServiceError> {
        let actor = session.actor()?;
        Within::of(actor, Action::ViewQueue)?;
        let all = QueueFilter::default();
        let overdue = QueueFilter {
            due: Some(DueFilter::Overdue),
            ..all.clone()
        };
        let today = QueueFilter {
            due: Some(DueFilter::Today),
            ..all.clone()
        };
        let notice = QueueFilter {
            state: Some(CaseState::Submitted),
            ..all.clone()
        };
        let mine = QueueFilter {
            mine: true,
            ..all.clone()
        };
        let (urgent, overdue) = (
            self.desk_queue(session, &all).await?,
            self.desk_queue(session, &overdue).await?,
        );
        let (today, notice) = (
            self.desk_queue(session, &today).await?,
            self.desk_queue(session, &notice).await?,
        );
        let mine = self.desk_queue(session, &mine).await?;
        let office = match &actor.territory {
            Some(place) => self.hall_of(place).await?.unwrap_or_default(),
            None => String::new(),
        };
        Ok(Dashboard {
            office,
            overdue: overdue.count,
            due_today: today.count,
            awaiting_first_notice: notice.count,
            in_hand: mine.count,
            all_open: urgent.count,
            capped: COUNT_CAP,
            mine: mine.rows.into_iter().take(8).collect(),
            urgent: urgent.rows.into_iter().take(8).collect(),
        })
    }
}
