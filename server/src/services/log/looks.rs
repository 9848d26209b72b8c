//! Looks at unmasked personal data.

use app::backend::ServiceError;
use app::backend::log::{LogLine, LogPage};
use shared::access::{Actor, Role};

use super::posts::{PostOfAct, by_whom};
use super::words::shown_words;
use super::{Asked, opens_cases};
use crate::services::Services;
use crate::store::{Json, Millis, Parsed, Sql, StoreError};

crate::store::row! {
    struct Row {
        id: String,
        at: Millis,
        account: String,
        role: Parsed<Role>,
        what: Json<Vec<String>>,
        why: String,
        name: Option<Vec<u8>>,
        login: Option<String>,
        number: Option<String>,
        ; post: PostOfAct
    }
}

const SELECT: &str = "SELECT l.id, l.at, l.account, l.role, l.what, l.why, a.name, a.login, c.number, \
     p.role AS post_role, p.territory AS post_place, p.department AS post_department, p.for_account AS post_of, \
     s.name AS post_of_name FROM look l LEFT JOIN account a ON a.id = l.account LEFT JOIN cases c ON c.id = l.case_id \
     LEFT JOIN post p ON p.id = l.post LEFT JOIN account s ON s.id = p.for_account";

/// A page of the looks.
pub fn query(asked: &Asked) -> Sql {
    let mut sql = Sql::new(SELECT);
    if let Some((kind, id)) = &asked.object {
        // Only cases are looked at.
        sql = sql.and_arg("l.case_id =", if *kind == "case" { id.as_str() } else { "" });
    }
    if let Some(who) = &asked.who {
        sql = sql.and_in("l.account", who.iter().map(String::as_str));
    }
    asked.paged(sql.and_opt("l.at >=", asked.from).and_opt("l.at <", asked.before))
}

impl Services {
    pub(super) async fn looks_read(&self, reader: &Actor, asked: &Asked) -> Result<LogPage, ServiceError> {
        let rows: Vec<Row> = query(asked).all(&self.store).await?;
        let (rows, [next, previous]) = asked.cut(rows, |row| (row.at.0.as_millisecond(), row.id.clone()));
        let snapshot = self.snapshot().await?;
        let lines = rows.into_iter().map(|row| {
            let post = self.post_of_act(&row.post, &snapshot)?;
            // Looks of before posts say the role alone.
            let post = post.or_else(|| Some(row.role.0.words().to_owned()));
            Ok(LogLine {
                at: row.at.0,
                by: self.doer_name(&row.account, row.name)?,
                by_whom: by_whom(row.login, post),
                words: format!("查看{}", shown_words(&row.what.0)),
                address: row
                    .number
                    .as_ref()
                    .filter(|_| opens_cases(reader))
                    .map(|number| format!("/desk/cases/{number}")),
                object: row.number.map(|number| format!("办件 {number}")).unwrap_or_default(),
                done: true,
                detail: row.why,
            })
        });
        Ok(LogPage {
            lines: lines.collect::<Result<_, StoreError>>()?,
            acts: Vec::new(),
            next,
            previous,
        })
    }
}
