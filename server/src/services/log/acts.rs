//! Acts of staff and operators.

use app::backend::ServiceError;
use app::backend::desk::Shelf;
use app::backend::log::{LogFilter, LogLine, LogPage};
use serde::Deserialize;
use shared::access::Actor;
use shared::powers::Difference;

use super::posts::{PostOfAct, by_whom};
use super::words::{act_words, all_acts};
use super::{Asked, opens_accounts, opens_cases};
use crate::services::Services;
use crate::services::catalogue::Snapshot;
use crate::store::{Json, Millis, Sql, StoreError};

crate::store::row! {
    struct Row {
        id: String,
        at: Millis,
        actor: String,
        action: String,
        object_kind: String,
        object_id: String,
        outcome: String,
        detail: Json<Detail>,
        name: Option<Vec<u8>>,
        login: Option<String>,
        number: Option<String>,
        object_login: Option<String>,
        ; post: PostOfAct
    }
}

/// What of a detail is told.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    changes: Vec<Difference>,
    cases: u32,
    to: Option<String>,
    decided: String,
    shelf: Option<Shelf>,
    item: Option<String>,
    place: Option<String>,
    searched: bool,
    what: Option<String>,
    tries: u32,
}

const SELECT: &str = "SELECT l.id, l.at, l.actor, l.action, l.object_kind, l.object_id, l.outcome, l.detail, a.name, \
     a.login, c.number, o.login AS object_login, p.role AS post_role, p.territory AS post_place, \
     p.department AS post_department, p.for_account AS post_of, s.name AS post_of_name FROM audit l \
     LEFT JOIN account a ON a.id = l.actor LEFT JOIN cases c ON c.id = l.object_id \
     LEFT JOIN account o ON o.id = l.object_id LEFT JOIN post p ON p.id = l.post \
     LEFT JOIN account s ON s.id = p.for_account";

/// A page of the acts; also what the plan tests look at.
pub fn query(asked: &Asked, act: Option<&str>) -> Sql {
    let mut sql = Sql::new(SELECT);
    if let Some((kind, id)) = &asked.object {
        sql = sql
            .and_arg("l.object_kind =", *kind)
            .and_arg("l.object_id =", id.as_str());
    }
    if let Some(who) = &asked.who {
        sql = sql.and_in("l.actor", who.iter().map(String::as_str));
    }
    let sql = sql
        .and_opt("l.action =", act)
        .and_opt("l.at >=", asked.from)
        .and_opt("l.at <", asked.before);
    asked.paged(sql)
}

impl Services {
    pub(super) async fn acts_read(
        &self,
        actor: &Actor,
        filter: &LogFilter,
        asked: &Asked,
    ) -> Result<LogPage, ServiceError> {
        let rows: Vec<Row> = query(asked, filter.act.as_deref()).all(&self.store).await?;
        let (rows, [next, previous]) = asked.cut(rows, |row| (row.at.0.as_millisecond(), row.id.clone()));
        let snapshot = self.snapshot().await?;
        let lines = rows.into_iter().map(|row| self.act_line(actor, row, &snapshot));
        Ok(LogPage {
            lines: lines.collect::<Result<_, StoreError>>()?,
            acts: all_acts(),
            next,
            previous,
        })
    }

    fn act_line(&self, reader: &Actor, row: Row, snapshot: &Snapshot) -> Result<LogLine, StoreError> {
        let (object, address) = match (row.object_kind.as_str(), row.number, row.object_login) {
            ("case", Some(number), _) => {
                let address = opens_cases(reader).then(|| format!("/desk/cases/{number}"));
                (format!("办件 {number}"), address)
            }
            ("account", _, Some(login)) => {
                let address = opens_accounts(reader).then(|| format!("/desk/staff/{}", row.object_id));
                (format!("账号 {login}"), address)
            }
            // Written by the command line before accounts were named by their id.
            ("account", _, None) => (format!("账号 {}", row.object_id), None),
            _ => (String::new(), None),
        };
        let Detail {
            changes,
            cases,
            to,
            decided,
            shelf,
            item,
            place,
            searched,
            what,
            tries,
        } = row.detail.0;
        let mut detail: Vec<String> = changes
            .iter()
            .map(|one| match one.was.is_empty() {
                true => format!("{}：{}", one.label, one.became),
                false => format!("{}：{} → {}", one.label, one.was, one.became),
            })
            .collect();
        if cases > 0 {
            let to = to.map(|login| format!("给账号 {login}")).unwrap_or_default();
            detail.push(format!("移交办件 {cases} 件{to}"));
        }
        detail.extend(Some(decided).filter(|words| !words.is_empty()));
        // What was narrowed down, so that one knows whose data went along.
        detail.extend(shelf.map(|shelf| format!("范围：{}", shelf.words())));
        detail.extend(item.map(|item| format!("事项：{item}")));
        let named = |code: &str| snapshot.division(&code.parse().ok()?).map(|at| at.name.clone());
        detail.extend(place.map(|code| format!("地点：{}", named(&code).unwrap_or(code))));
        detail.extend(what.map(|what| format!("{what}，试过 {tries} 次")));
        detail.extend(searched.then(|| "按人或办件号查找".to_owned()));
        Ok(LogLine {
            at: row.at.0,
            by: self.doer_name(&row.actor, row.name)?,
            by_whom: by_whom(row.login, self.post_of_act(&row.post, snapshot)?),
            words: act_words(&row.action).to_owned(),
            object,
            address,
            done: row.outcome == "done",
            detail: detail.join("；"),
        })
    }
}
