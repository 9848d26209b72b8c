//! A resident's own mandates.

use app::backend::mandates::{GivenMandate, OwnMandates};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope};
use shared::case::CaseNo;
use shared::catalogue::ItemId;
use shared::id::CaseId;
use shared::place::{DivisionCode, Tier};
use shared::powers::Typed;
use shared::problem::FieldProblem;
use shared::staff::{Errand, Mandate, Term, wrong_end};

use super::ask::{MandateRow, SELECT_MANDATE};
use crate::services::Services;
use crate::services::catalogue::Snapshot;
use crate::services::guard::require;
use crate::store::{Arg, Day, Millis, Sql, StoreError, insert_rows};

/// Mandates shown, and mandates that may stand at once.
const MOST: i64 = 20;
const CASES: i64 = 50;

/// Whoever has something of their own to mandate for: residents.
fn owner(session: &Session) -> Result<&Actor, ServiceError> {
    let actor = session.actor()?;
    require(session, Action::SetRealName, &Scope::of_owner(actor.id.clone()))
}

impl Services {
    pub(super) async fn mandates_of(
        &self,
        session: &Session,
        town: Option<&DivisionCode>,
    ) -> Result<OwnMandates, ServiceError> {
        let actor = owner(session)?;
        let snapshot = self.snapshot().await?;
        let rows: Vec<MandateRow> = Sql::new(SELECT_MANDATE)
            .and_arg("m.owner =", actor.id.as_str())
            .and("m.ended_at IS NULL")
            .and_arg("m.until_day >=", Day(self.today()))
            .push(" ORDER BY m.given_at DESC, m.id DESC")
            .limit(MOST, 0)
            .all(&self.store)
            .await?;
        let today = self.today();
        let mut given = Vec::with_capacity(rows.len());
        for row in rows {
            let mandate = row.mandate();
            given.push(GivenMandate {
                id: row.id,
                station: station_name(&snapshot, &mandate.station),
                errand: self.errand_words(&mandate.errand).await?,
                standing: mandate.term.covers(today),
                term: mandate.term,
            });
        }
        let of_tier = |tier: Tier| snapshot.divisions.iter().filter(move |one| one.tier == tier);
        let town = town.filter(|code| of_tier(Tier::Town).any(|one| one.code == **code));
        let villages = of_tier(Tier::Village).filter(|one| Some(&one.parent) == town);
        let cases: Vec<(String, String)> = sqlx::query_as(
            "SELECT c.number, i.name FROM cases c JOIN item i ON i.id = c.item \
             WHERE c.applicant_account = $1 AND c.open = 1 ORDER BY c.received_at DESC LIMIT $2",
        )
        .bind(actor.id.as_str())
        .bind(CASES)
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        Ok(OwnMandates {
            given,
            towns: of_tier(Tier::Town)
                .map(|one| (one.code.clone(), one.name.clone()))
                .collect(),
            villages: villages.map(|one| (one.code.clone(), one.name.clone())).collect(),
            town: town.cloned(),
            items: self.items_to_mandate().await?,
            cases: cases
                .into_iter()
                .filter_map(|(number, name)| Some((number.parse().ok()?, name)))
                .collect(),
            real_name: actor.real_name,
        })
    }

    /// Everything that can be applied for, by name.
    pub(super) async fn items_to_mandate(&self) -> Result<Vec<(ItemId, String)>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT id, name FROM item WHERE published = 1 ORDER BY name, id")
                .fetch_all(self.store.reader())
                .await?;
        Ok(rows
            .into_iter()
            .filter_map(|(id, name)| Some((id.parse().ok()?, name)))
            .collect())
    }

    /// What a mandate is for, in words.
    pub(super) async fn errand_words(&self, errand: &Errand) -> Result<String, ServiceError> {
        Ok(match errand {
            Errand::Anything => "所有事项".to_owned(),
            Errand::Item(item) => format!("“{}”", self.item_name(item).await?),
            Errand::Case(case) => {
                let number: Option<String> = sqlx::query_scalar("SELECT number FROM cases WHERE id = $1")
                    .bind(case.as_str())
                    .fetch_optional(self.store.reader())
                    .await
                    .map_err(StoreError::from)?;
                format!("办件 {}", number.unwrap_or_default())
            }
        })
    }

    pub(super) async fn mandate_given(&self, session: &Session, typed: &Typed) -> Result<(), ServiceError> {
        let actor = owner(session)?;
        if !actor.real_name {
            return Err(ServiceError::Refused {
                message: "您还没有实名认证，不能委托代办".into(),
                fix: "请先到「我的」完成实名认证".into(),
            });
        }
        let mandate = self.mandate_typed(actor, typed).await?;
        let id = self.rng.id(self.clock.now());
        let (item, case) = match &mandate.errand {
            Errand::Anything => (None, None),
            Errand::Item(item) => (Some(item.as_str()), None),
            Errand::Case(case) => (None, Some(case.as_str())),
        };
        let today = self.today();
        let row = &vec![
            Some(id.into()),
            Some(actor.id.as_str().into()),
            Some(mandate.station.as_str().into()),
            item.map(Arg::from),
            case.map(Arg::from),
            Some(Day(mandate.term.from).into()),
            mandate.term.until.map(|day| Day(day).into()),
            Some(Millis(self.clock.now()).into()),
        ];
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let standing: i64 = Sql::new("SELECT COUNT(*) FROM mandate")
                        .and_arg("owner =", actor.id.as_str())
                        .and("ended_at IS NULL")
                        .and_arg("until_day >=", Day(today))
                        .scalar()
                        .fetch_one(tx.sql())
                        .await?;
                    if standing >= MOST {
                        return Err(ServiceError::Conflict {
                            message: format!("您已经有 {standing} 项委托"),
                            fix: "请先结束不再需要的委托".into(),
                        }
                        .into());
                    }
                    let into = "INSERT INTO mandate (id, owner, station, item, case_id, from_day, until_day, given_at)";
                    Ok(insert_rows(tx, into, vec![row.clone()], "").await?)
                })
            })
            .await
    }

    async fn mandate_typed(&self, actor: &Actor, typed: &Typed) -> Result<Mandate, ServiceError> {
        let snapshot = self.snapshot().await?;
        let mut problems = Vec::new();
        let station = typed.get("station").parse::<DivisionCode>().ok();
        let station = station.filter(|code| snapshot.divisions.iter().any(|one| one.code == *code));
        if station.is_none() {
            problems.push(FieldProblem::new(
                "station",
                "没有选择村（社区）",
                "请先选择镇（街道），再选择村（社区）",
            ));
        }
        let doubled = doubled(typed);
        let errand = match typed.get("errand") {
            _ if doubled.is_some() => {
                problems.extend(doubled);
                None
            }
            "anything" => Some(Errand::Anything),
            "item" => {
                let item = typed.get("item").parse::<ItemId>().ok();
                let known = self.items_to_mandate().await?;
                let item = item.filter(|item| known.iter().any(|(id, _)| id == item));
                if item.is_none() {
                    problems.push(FieldProblem::new("item", "没有选择事项", "请从列表里选择一个事项"));
                }
                item.map(Errand::Item)
            }
            "case" => {
                let case = self.own_open_case(actor, typed.get("case")).await?;
                if case.is_none() {
                    problems.push(FieldProblem::new("case", "没有选择办件", "请从列表里选择您的一件办件"));
                }
                case.map(Errand::Case)
            }
            _ => {
                problems.push(FieldProblem::new("errand", "没有选择委托什么", "请选择委托的范围"));
                None
            }
        };
        let until = typed.get("until").trim();
        let term = Term::parse(&self.today().to_string(), until).map_err(|more| problems.extend(more));
        match (station, errand, term) {
            (Some(station), Some(errand), Ok(term)) => {
                let mandate = Mandate { station, errand, term };
                match mandate.check(self.today()) {
                    Ok(()) => Ok(mandate),
                    Err(problems) => Err(ServiceError::Invalid { problems }),
                }
            }
            (_, _, term) => {
                problems.extend(term.ok().and_then(|term| wrong_end(term.until, self.today())));
                Err(ServiceError::Invalid { problems })
            }
        }
    }

    async fn own_open_case(&self, actor: &Actor, number: &str) -> Result<Option<CaseId>, ServiceError> {
        let Ok(number) = number.parse::<CaseNo>() else {
            return Ok(None);
        };
        let id: Option<String> =
            sqlx::query_scalar("SELECT id FROM cases WHERE number = $1 AND applicant_account = $2 AND open = 1")
                .bind(number.as_str())
                .bind(actor.id.as_str())
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        Ok(id.and_then(|id| id.parse().ok()))
    }

    pub(super) async fn mandate_ended(&self, session: &Session, id: &str) -> Result<(), ServiceError> {
        let actor = owner(session)?;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let ended = sqlx::query(
                        "UPDATE mandate SET ended_at = $1 WHERE id = $2 AND owner = $3 AND ended_at IS NULL",
                    )
                    .bind(now)
                    .bind(id)
                    .bind(actor.id.as_str())
                    .execute(tx.sql())
                    .await?;
                    if ended.rows_affected() == 0 {
                        return Err(ServiceError::NotFound {
                            what: "这项委托，它可能已经结束".into(),
                        }
                        .into());
                    }
                    Ok(())
                })
            })
            .await
    }
}

/// What is chosen beside another scope: whoever lets do everything and names one item means one of the two.
fn doubled(typed: &Typed) -> Option<FieldProblem> {
    let chosen = |name: &str| !typed.get(name).trim().is_empty();
    let (scope, beside) = match typed.get("errand") {
        "anything" if chosen("item") => ("所有事项", "一个事项"),
        "anything" if chosen("case") => ("所有事项", "一件办件"),
        "item" if chosen("case") => ("一个事项", "一件办件"),
        "case" if chosen("item") => ("一件正在办的办件", "一个事项"),
        _ => return None,
    };
    Some(FieldProblem::new(
        "errand",
        format!("选了“{scope}”，下面又选了{beside}"),
        format!("您要委托哪一个？要委托{scope}的，请把下面的{beside}改回不选；要委托{beside}的，请改选它"),
    ))
}

/// A village's station with the town before it, for there are villages of one name.
pub(super) fn station_name(snapshot: &Snapshot, code: &DivisionCode) -> String {
    let name = |code: &DivisionCode| snapshot.division(code);
    let town = code.town().and_then(|town| name(&town)).map(|town| town.name.clone());
    let station = name(code).map(|village| village.hall_name());
    format!("{}{}", town.unwrap_or_default(), station.unwrap_or_default())
}
