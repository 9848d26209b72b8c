//! Whom an agent acts for, and what of theirs they reach.

use app::backend::cases::CaseCard;
use app::backend::mandates::{Client, ClientDraft};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::access::{Action, Actor, Scope};
use shared::catalogue::ItemId;
use shared::form::Answers;
use shared::id::{AccountId, DraftId};
use shared::people::Mobile;
use shared::place::DivisionCode;
use shared::staff::{Errand, Mandate};

use super::ask::{MandateRow, SELECT_MANDATE, is_agent};
use crate::services::Services;
use crate::services::guard::require;
use crate::services::records::Act;
use crate::store::{Day, Sql};

/// More mandates than a village's station has on one day.
const MOST: i64 = 200;

/// Whoever acts for others, with their station.
fn agent(session: &Session) -> Result<(&Actor, &DivisionCode), ServiceError> {
    let actor = session.actor()?;
    match actor.territory.as_ref().filter(|_| is_agent(actor)) {
        Some(station) => Ok((actor, station)),
        None => Err(ServiceError::Forbidden {
            what: "代办".to_owned(),
        }),
    }
}

impl Services {
    pub(super) async fn clients_of(&self, session: &Session) -> Result<Vec<Client>, ServiceError> {
        let (_, station) = agent(session)?;
        let today = Day(self.today());
        let rows: Vec<MandateRow> = Sql::new(SELECT_MANDATE)
            .and_arg("m.station =", station.as_str())
            .and("m.ended_at IS NULL")
            .and_arg("m.until_day >=", today)
            .and_arg("m.from_day <=", today)
            .push(" ORDER BY m.given_at DESC, m.id DESC")
            .limit(MOST, 0)
            .all(&self.store)
            .await?;
        let mut clients = Vec::with_capacity(rows.len());
        let all = self.items_to_mandate().await?;
        for row in rows {
            let (owner, mandate) = (row.owner.0.clone(), row.mandate());
            let holder = self.holder(&owner).await?;
            let phone = holder.phone.as_deref().and_then(|phone| phone.parse::<Mobile>().ok());
            let items = match &mandate.errand {
                Errand::Anything => all.clone(),
                Errand::Item(item) => all.iter().filter(|(id, _)| id == item).cloned().collect(),
                Errand::Case(_) => Vec::new(),
            };
            clients.push(Client {
                mandate: row.id,
                name: holder.name,
                phone_masked: phone.map(|phone| phone.masked()),
                errand: self.errand_words(&mandate.errand).await?,
                term: mandate.term,
                items,
                drafts: self.drafts_covered(station, &owner, &mandate).await?,
                cases: self.cases_covered(station, &owner, &mandate).await?,
            });
        }
        Ok(clients)
    }

    async fn drafts_covered(
        &self,
        station: &DivisionCode,
        owner: &AccountId,
        mandate: &Mandate,
    ) -> Result<Vec<ClientDraft>, ServiceError> {
        let mut drafts = Vec::new();
        for card in self.draft_cards(owner).await? {
            if mandate.covers(station, self.today(), &card.item, None) {
                drafts.push(ClientDraft {
                    address: card.address(),
                    item_name: card.item_name,
                });
            }
        }
        Ok(drafts)
    }

    async fn cases_covered(
        &self,
        station: &DivisionCode,
        owner: &AccountId,
        mandate: &Mandate,
    ) -> Result<Vec<CaseCard>, ServiceError> {
        let mut cases = Vec::new();
        for (id, card) in self.cards_of(owner).await? {
            if mandate.covers(station, self.today(), &card.item, Some(&id)) {
                cases.push(card);
            }
        }
        Ok(cases)
    }

    pub(super) async fn started_for(
        &self,
        session: &Session,
        mandate: &str,
        item: &ItemId,
    ) -> Result<DraftId, ServiceError> {
        let (actor, station) = agent(session)?;
        let row: Option<MandateRow> = Sql::new(SELECT_MANDATE)
            .and_arg("m.id =", mandate)
            .and("m.ended_at IS NULL")
            .first(&self.store)
            .await?;
        let standing = row.filter(|row| row.mandate().covers(station, self.today(), item, None));
        let Some(row) = standing else {
            return Err(ServiceError::NotFound {
                what: "这项委托，它可能已经到期或结束，或者不包括这个事项".into(),
            });
        };
        let owner = row.owner.0;
        let scope = Scope::of_owner(owner.clone()).mandated_to(actor.id.clone());
        require(session, Action::EditOwnDraft, &scope)?;
        let draft = self.start_draft(&owner, item, Some(station), Answers::new()).await?;
        let (draft, item) = (&draft, item.as_str());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let noted = Act {
                        by: actor.into(),
                        action: "mandate.start",
                        object_kind: "draft",
                        object_id: draft.as_str(),
                        done: true,
                        detail: json!({"item": item}),
                    };
                    Ok(self.note_act(tx, &noted).await?)
                })
            })
            .await?;
        Ok(draft.clone())
    }
}
