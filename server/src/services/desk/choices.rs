//! What a queue can be narrowed by: only what lies within one's reach, by name.

use app::backend::desk::QueueChoices;
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::place::{DivisionCode, Tier};

use super::reach::Within;
use crate::services::Services;

impl Services {
    pub(super) async fn desk_choices(&self, session: &Session) -> Result<QueueChoices, ServiceError> {
        let within = Within::of(session.actor()?, Action::ViewQueue)?;
        let snapshot = self.snapshot().await?;
        let ours = |department: &str| within.department.as_deref().is_none_or(|one| one == department);
        let handled = |item: &shared::catalogue::ItemId| {
            let at_city = within.territory.tier() == Tier::City;
            let number = snapshot.number(item);
            at_city || number.is_some_and(|number| snapshot.part(number, &within.territory).is_some())
        };
        let mut items = Vec::new();
        let mut departments = Vec::new();
        for department in &snapshot.departments {
            let of_it: Vec<_> = snapshot
                .items
                .iter()
                .filter(|item| item.department == department.id && ours(department.id.as_str()))
                .filter(|item| handled(&item.card.id))
                .map(|item| (item.card.id.clone(), item.card.name.clone()))
                .collect();
            if !of_it.is_empty() {
                departments.push((department.id.clone(), department.name.clone()));
                items.push((department.name.clone(), of_it));
            }
        }
        let below = |code: &DivisionCode| match within.territory.tier() {
            Tier::City => code.tier() != Tier::Village,
            Tier::Town => code.tier() == Tier::Village && code.town().as_ref() == Some(&within.territory),
            Tier::Village => false,
        };
        let places = snapshot
            .divisions
            .iter()
            .filter(|division| below(&division.code))
            .map(|division| {
                let name = match division.tier {
                    Tier::City => division.hall_name(),
                    Tier::Town | Tier::Village => division.name.clone(),
                };
                (division.code.clone(), name)
            })
            .collect();
        if departments.len() < 2 {
            departments.clear();
        }
        Ok(QueueChoices {
            items,
            departments,
            places,
        })
    }
}
